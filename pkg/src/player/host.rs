//! Functions that JavaScript runs for a session, while its time stands still.

use kinetoscope::errand::{Outcome, Refused, Wish};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::Player;
use crate::{to_js, to_js_time};

/// A call of a function, as JavaScript is told of it.
#[derive(Serialize)]
struct Call<'c> {
    /// The text of the function.
    source: &'c str,
    /// What it is called with, which is JSON.
    event: &'c str,
    /// The clock, milliseconds since the epoch.
    now: i64,
}

#[wasm_bindgen]
impl Player {
    /// Whether time stands still until a call has ended.
    #[wasm_bindgen(js_name = waitsForCall)]
    pub fn waits_for_call(&mut self) -> bool {
        self.player.waits_for_host()
    }

    /// The call that time stands still for; `undefined` where there is none. What comes of it is told by `endReturned` or
    /// `endFailed`.
    ///
    /// # Errors
    /// None that is known: calls always convert.
    #[wasm_bindgen(js_name = awaitedCall)]
    pub fn awaited_call(&mut self) -> Result<JsValue, JsError> {
        self.asked = self.player.host_task().cloned();
        let Some(Wish::Invoke { function_arn, event }) = self.asked.as_ref().map(|task| &task.wish) else {
            return Ok(JsValue::UNDEFINED);
        };
        let now = self.player.now().total_millis();
        let source = self.player.world().deliveries().functions.javascript(function_arn).cloned();
        let event = core::str::from_utf8(event).unwrap_or_default();
        to_js(&Call { source: source.as_deref().unwrap_or_default(), event, now })
    }

    /// The function that was last asked for has answered with this JSON. Nothing happens where it is not waited for any more.
    #[wasm_bindgen(js_name = endReturned)]
    pub fn end_returned(&mut self, answer: String) {
        self.end(Outcome::Returned(answer.into_bytes()));
    }

    /// The function that was last asked for has not answered as it should.
    #[wasm_bindgen(js_name = endFailed)]
    pub fn end_failed(&mut self, code: String, message: String) {
        self.end(Outcome::Failed(Refused::new(code, message)));
    }

    /// The moment at which a page opens the session's scenario: a session whose functions are waited for stands before it.
    pub fn opening(&self) -> f64 {
        to_js_time(self.player.opening())
    }
}

impl Player {
    fn end(&mut self, outcome: Outcome) {
        if let Some(task) = self.asked.take() {
            self.player.end_host_task(&task, outcome);
        }
    }
}
