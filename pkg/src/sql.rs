//! An application in SQL with a source and a clock, for the website's page of SQL. What is asked and answered are JSON texts, as
//! `kinetoscope::analytics::rehearsal` describes them.

use kinetoscope::analytics::rehearsal::{self, Rehearsal, Setup, Wrong};
use kinetoscope::analytics::sql;
use serde::Serialize;
use serde_json::json;
use wasm_bindgen::prelude::*;

use crate::js_error;

/// An application that is being played.
#[derive(Debug)]
#[wasm_bindgen]
pub struct SqlRehearsal(Rehearsal);

#[wasm_bindgen]
impl SqlRehearsal {
    /// Begins.
    ///
    /// # Errors
    /// Something of the setup is wrong: `check` says what and where.
    #[wasm_bindgen(constructor)]
    pub fn new(setup: &str) -> Result<Self, JsError> {
        let begun = Rehearsal::new(&read(setup)?);
        begun.map(Self).map_err(|wrong| match wrong {
            Wrong::Rest(why) => JsError::new(&why),
            Wrong::Code(problems) => {
                JsError::new(&problems.first().map(ToString::to_string).unwrap_or_default())
            }
        })
    }

    /// Lets so many milliseconds pass.
    pub fn advance(&mut self, by_ms: f64) {
        self.0.advance(by_ms as i64);
    }

    /// What is to be seen, with so many rows of each stream at most; rows are judged by the time of a column.
    ///
    /// # Errors
    /// None that is known: pictures always convert.
    pub fn look(&self, rows_max: usize, time: Option<String>) -> Result<String, JsError> {
        text(&self.0.look(rows_max, time.as_deref()))
    }

    /// Why a row is in its window; `null` where it is forgotten.
    ///
    /// # Errors
    /// None that is known: words always convert.
    pub fn explain(
        &self,
        lane: usize,
        window: f64,
        mark: f64,
        time: Option<String>,
    ) -> Result<String, JsError> {
        text(&self.0.explain(lane, window as u64, mark as u64, time.as_deref()))
    }

    /// The rows of a stream as a file.
    pub fn csv(&self, stream: &str) -> Option<String> {
        self.0.csv(stream)
    }
}

/// What needs no application that is being played.
#[wasm_bindgen]
impl SqlRehearsal {
    /// The applications to begin with, without their code.
    ///
    /// # Errors
    /// None that is known: names always convert.
    pub fn applications() -> Result<String, JsError> {
        let listed = rehearsal::applications();
        let listed: Vec<_> = listed
            .iter()
            .map(|it| json!({ "id": it.id, "title": it.title, "group": it.group, "about": it.about }))
            .collect();
        text(&listed)
    }

    /// One of them, ready to be played; `null` where there is none of this id.
    ///
    /// # Errors
    /// None that is known: setups always convert.
    pub fn application(id: &str, seed: f64) -> Result<String, JsError> {
        let found = rehearsal::applications().into_iter().find(|it| it.id == id);
        text(&found.map(|it| json!({ "setup": it.setup(seed as u64), "time": it.time })))
    }

    /// What is wrong with a setup, and what it does where nothing is.
    ///
    /// # Errors
    /// It is no setup.
    pub fn check(setup: &str) -> Result<String, JsError> {
        text(&rehearsal::check(&read(setup)?))
    }

    /// The first records of a setup's source with the rows that come of them, by a schema that is discovered or by its own.
    ///
    /// # Errors
    /// It is no setup.
    pub fn sampled(setup: &str, is_discovered: bool) -> Result<String, JsError> {
        text(&rehearsal::sampled(&read(setup)?, is_discovered))
    }

    /// What could stand behind so many bytes of a setup's code.
    ///
    /// # Errors
    /// It is no setup.
    pub fn propose(setup: &str, at: usize) -> Result<String, JsError> {
        text(&rehearsal::propose(&read(setup)?, at))
    }

    /// Code, laid out.
    pub fn format(code: &str) -> String {
        sql::format(code)
    }
}

fn read(setup: &str) -> Result<Setup, JsError> {
    serde_json::from_str(setup).map_err(js_error)
}

fn text(value: &impl Serialize) -> Result<String, JsError> {
    serde_json::to_string(value).map_err(js_error)
}
