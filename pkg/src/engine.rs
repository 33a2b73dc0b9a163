//! A world that answers requests.

use js_sys::Uint8Array;
use kinetoscope::wire::http::Request;
use kinetoscope::world::scenario::Scenario;
use kinetoscope::world::{Settings, World};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::{from_js_time, js_error, to_js_time};

/// A world with a virtual clock, behind the services' HTTP interface.
#[wasm_bindgen]
pub struct Engine {
    world: World,
}

/// An HTTP answer: status, then names and values of headers in turn, then the body.
#[wasm_bindgen(getter_with_clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Names and values in turn.
    pub headers: Vec<String>,
    /// The whole body.
    pub body: Uint8Array,
}

#[wasm_bindgen]
impl Engine {
    /// A world of these settings, a JSON text as `kinetoscope::world::Settings` has it.
    ///
    /// # Errors
    /// What is wrong with the settings.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &str) -> Result<Self, JsError> {
        let settings: Settings = serde_json::from_str(settings).map_err(js_error)?;
        Ok(Self { world: World::new(settings) })
    }

    /// The world of a snapshot.
    ///
    /// # Errors
    /// Why the bytes are no snapshot of this version.
    pub fn restore(bytes: &[u8]) -> Result<Self, JsError> {
        World::restore(bytes).map(|world| Self { world }).map_err(js_error)
    }

    /// The whole world as bytes.
    pub fn snapshot(&mut self) -> Vec<u8> {
        self.world.snapshot()
    }

    /// Answers an HTTP request; `headers` are names and values in turn.
    pub fn handle(&mut self, method: &str, uri: &str, headers: Vec<String>, mut body: Vec<u8>) -> Answer {
        let pairs: Vec<_> = headers.chunks_exact(2).map(|pair| (&*pair[0], &*pair[1])).collect();
        let request = Request { method, uri, headers: &pairs, body: &mut body };
        let response = self.world.handle(request);
        let headers = response.headers().into_iter().flat_map(|(name, value)| [name.to_owned(), value]);
        Answer { status: response.status, headers: headers.collect(), body: Uint8Array::from(&response.body[..]) }
    }

    /// The clock, microseconds since the epoch.
    pub fn now(&self) -> f64 {
        to_js_time(self.world.now())
    }

    /// Moves the clock, doing all that falls due. Never back.
    #[wasm_bindgen(js_name = advanceTo)]
    pub fn advance_to(&mut self, micros: f64) {
        self.world.advance_to(from_js_time(micros));
    }

    /// Loads a scenario, a JSON text, into this world.
    ///
    /// # Errors
    /// What is wrong with the scenario.
    pub fn load(&mut self, scenario: &str) -> Result<(), JsError> {
        let scenario = Scenario::from_json(scenario).map_err(js_error)?;
        self.world.load(&scenario).map_err(js_error)
    }

    /// The settings that a scenario asks for, as the constructor takes them.
    ///
    /// # Errors
    /// What is wrong with the scenario.
    #[wasm_bindgen(js_name = settingsOf)]
    pub fn settings_of(scenario: &str) -> Result<String, JsError> {
        let settings = Scenario::from_json(scenario).map_err(js_error)?.settings(None);
        serde_json::to_string(&settings).map_err(js_error)
    }

    /// The facts from this id on as JavaScript objects, as far back as they are kept.
    ///
    /// # Errors
    /// None that is known: facts always convert.
    pub fn events(&mut self, since: f64) -> Result<JsValue, JsError> {
        let facts: Vec<_> = self.world.facts_since(since as u64).collect();
        facts.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(js_error)
    }

    /// The running hash over all facts, 16 hexadecimal digits.
    pub fn hash(&mut self) -> String {
        format!("{:016x}", self.world.hash())
    }
}
