//! What the website's tables ask for: costs, calls, limits and refusals. Answers are JSON texts.

use kinetoscope::cloudwatch::alarm::Alarm;
use kinetoscope::pricing::PriceTable;
use kinetoscope::streams::catalogue;
use kinetoscope::time::Duration;
use kinetoscope::world::{bounds, calls, limits};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::Player;
use crate::js_error;

#[wasm_bindgen]
impl Player {
    /// What so many hours would cost by a price table, a JSON text, if all since the start went on like that; `null` where
    /// nothing has happened.
    ///
    /// # Errors
    /// What is wrong with the table.
    pub fn forecast(&mut self, prices: &str, hours: u32) -> Result<String, JsError> {
        let table = PriceTable::from_json(prices).map_err(js_error)?;
        let world = self.player.world();
        let tenant = world.settings().tenant.clone();
        json(&world.forecast(&tenant, &table, Duration::from_hours(hours.into())))
    }

    /// What so many hours would cost by a price table, a JSON text, for the streams alone, without what is put and read: a list
    /// of two, before the first action and now; `null` where nobody has done anything.
    ///
    /// # Errors
    /// What is wrong with the table.
    pub fn standing(&mut self, prices: &str, hours: u32) -> Result<String, JsError> {
        let table = PriceTable::from_json(prices).map_err(js_error)?;
        json(&self.player.standing(&table, Duration::from_hours(hours.into())))
    }

    /// The calls that the facts from this id on tell of, as far back as they are kept, oldest first.
    ///
    /// # Errors
    /// None that is known: calls always convert.
    pub fn calls(&mut self, since: f64) -> Result<String, JsError> {
        json(&calls::calls(self.player.world().facts_since(since as u64)))
    }

    /// The bounds of the metrics of what a dimension names, a stream or a delivery stream, for values of so many seconds.
    ///
    /// # Errors
    /// None that is known: bounds always convert.
    pub fn bounds(&mut self, dimension: &str, name: &str, period_secs: u32) -> Result<String, JsError> {
        json(&bounds::bounds(self.player.world(), dimension, name, period_secs))
    }

    /// What an alarm, a JSON text, would have said since the start; nothing where nothing has happened.
    ///
    /// # Errors
    /// What is wrong with the alarm.
    pub fn alarm(&mut self, alarm: &str) -> Result<String, JsError> {
        let alarm: Alarm = serde_json::from_str(alarm).map_err(js_error)?;
        let world = self.player.world();
        let (tenant, start, now) = (world.settings().tenant.clone(), world.settings().start, world.now());
        let Some(cloudwatch) = world.cloudwatch(&tenant) else { return json(&[(); 0]) };
        json(&cloudwatch.alarm_history(&alarm, start, now).map_err(js_error)?)
    }

    /// What the services bound, by how much, and how much of it is used now, as far as that is known.
    ///
    /// # Errors
    /// None that is known: limits always convert.
    pub fn limits(&mut self) -> Result<String, JsError> {
        json(&limits::limits(self.player.world()))
    }

    /// In which words the service refuses.
    ///
    /// # Errors
    /// None that is known: refusals always convert.
    pub fn refusals() -> Result<String, JsError> {
        json(&catalogue::refusals())
    }
}

fn json(value: &impl Serialize) -> Result<String, JsError> {
    serde_json::to_string(value).map_err(js_error)
}
