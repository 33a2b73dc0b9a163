//! The engine for JavaScript.
//!
//! Four classes: [`Engine`], a world that answers HTTP requests in-process, and [`Application`], an application in SQL over rows
//! (both for the npm package); [`Player`], a session that can go to any of its moments, and [`SqlRehearsal`], an application in SQL
//! with a source and a clock (both for the website's worker). None holds logic of its own. Times are microseconds since the Unix
//! epoch in a JavaScript number, which is exact until the year 2255.

#[cfg(feature = "requests")]
mod application;
#[cfg(feature = "requests")]
mod connection;
#[cfg(feature = "requests")]
mod engine;
mod event;
#[cfg(feature = "requests")]
mod formats;
#[cfg(feature = "requests")]
mod outside;
mod player;
#[cfg(feature = "requests")]
mod sql;
#[cfg(feature = "requests")]
mod summary;

#[cfg(feature = "requests")]
pub use application::Application;
#[cfg(feature = "requests")]
pub use engine::Engine;
#[cfg(feature = "requests")]
pub use formats::set_formats;
pub use player::Player;
#[cfg(feature = "requests")]
pub use sql::SqlRehearsal;

use kinetoscope::time::Instant;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Lets a panic, which is a fault of the engine, reach JavaScript as an `Error` with its message and place.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&panic.to_string())));
}

/// All operations: pairs of a service and its list of names, each with why it does not run.
///
/// # Errors
/// None that is known: names always convert.
#[wasm_bindgen]
pub fn operations() -> Result<JsValue, JsError> {
    to_js(&kinetoscope::world::operations())
}

/// A value as plain JavaScript objects, lists, strings and numbers.
///
/// # Errors
/// For a number that JavaScript would have to round. Sequence numbers, hash keys and hashes are strings; a number of that
/// size comes only from a file or an action that sets one, and is no reason to stop.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsError> {
    let plain = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&plain).map_err(js_error)
}

/// An error of the engine as a JavaScript `Error` with the same text.
fn js_error(error: impl core::fmt::Display) -> JsError {
    JsError::new(&error.to_string())
}

fn to_js_time(at: Instant) -> f64 {
    at.total_micros() as f64
}

fn from_js_time(micros: f64) -> Instant {
    Instant::from_micros(micros as i64)
}
