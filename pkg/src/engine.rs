//! A world that answers requests.

use kinetoscope::fault::Fate;
use kinetoscope::time::Instant;
use kinetoscope::wire::http::{Request, Response};
use kinetoscope::world::delivered::Delivered;
use kinetoscope::world::scenario::{Action, Scenario};
use kinetoscope::world::{Settings, World};
use wasm_bindgen::prelude::*;

use crate::connection::Connections;
use crate::outside::Tasks;
use crate::summary::Summary;
use crate::{event, formats, from_js_time, js_error, to_js, to_js_time};

/// A world with a virtual clock, behind the services' HTTP interface.
#[wasm_bindgen]
pub struct Engine {
    pub(crate) world: World,
    /// The answer to the last request, its body gone to JavaScript.
    answer: Option<Response>,
    /// The number of the connection that the last answer goes on with.
    connection: Option<u32>,
    pub(crate) connections: Connections,
    pub(crate) tasks: Tasks,
}

impl Engine {
    fn of(mut world: World) -> Self {
        formats::give_to(&mut world);
        let (connections, tasks) = (Connections::default(), Tasks::default());
        Self { world, answer: None, connection: None, connections, tasks }
    }
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
        Ok(Self::of(World::new(settings)))
    }

    /// The world of a snapshot.
    ///
    /// # Errors
    /// Why the bytes are no snapshot of this version, or what in it needs formats that cannot be reached.
    pub fn restore(bytes: &[u8]) -> Result<Self, JsError> {
        let engine = World::restore(bytes).map(Self::of).map_err(js_error)?;
        match engine.world.needs_formats() {
            Some(why) => Err(JsError::new(&why)),
            None => Ok(engine),
        }
    }

    /// The whole world as bytes.
    pub fn snapshot(&mut self) -> Vec<u8> {
        self.world.snapshot()
    }

    /// The settings, as the constructor takes them.
    pub fn settings(&self) -> String {
        serde_json::to_string(self.world.settings()).expect("settings always serialise")
    }

    /// Answers an HTTP request; `headers` are names and values in turn, each ended by a line feed. Returns the answer's
    /// body; [`Self::status`] and [`Self::headers`] tell the rest, until the next request.
    ///
    /// A request that may wait and for which there is nothing yet has no answer: [`Self::retry_until`] says how long to go
    /// on asking, and [`Self::admitted`] what to say with it then.
    ///
    /// Texts rather than lists, and three calls rather than an object, because that crosses to JavaScript fastest.
    pub fn handle(
        &mut self,
        method: &str,
        uri: &str,
        headers: &str,
        mut body: Vec<u8>,
        may_wait: bool,
        admitted: Option<u64>,
    ) -> Vec<u8> {
        let mut lines = headers.lines();
        let mut pairs = Vec::with_capacity(16);
        while let (Some(name), Some(value)) = (lines.next(), lines.next()) {
            pairs.push((name, value));
        }
        let request = Request { method, uri, headers: &pairs, body: &mut body, may_wait };
        let mut response = match admitted {
            None => self.world.handle(request),
            Some(bits) => self.world.handle_again(request, Fate::from_bits(bits)),
        };
        let body = core::mem::take(&mut response.body);
        self.connection = response.event_stream.take().map(|events| self.connections.open(events));
        self.answer = Some(response);
        self.connections.receive(&mut self.world);
        body
    }

    /// The number of the connection on which the last answer goes on, if it does.
    pub fn connection(&self) -> Option<u32> {
        self.connection
    }

    /// What has come on a connection since this was last asked, maybe nothing; `undefined` at its end.
    pub fn take(&mut self, connection: u32) -> Option<Vec<u8>> {
        self.connections.take(connection, &mut self.world)
    }

    /// Ends a connection, because whoever read it has gone.
    pub fn close(&mut self, connection: u32) {
        self.connections.close(connection, &mut self.world);
    }

    /// When something next falls due.
    pub fn due(&mut self) -> Option<f64> {
        self.world.poll_timeout().map(to_js_time)
    }

    /// HTTP status of the last answer; 0 before the first.
    pub fn status(&self) -> u16 {
        self.answer.as_ref().map_or(0, |answer| answer.status)
    }

    /// Whether the last answer is of a service that speaks REST: its body is what the caller asked for.
    #[wasm_bindgen(js_name = isRest)]
    pub fn is_rest(&self) -> bool {
        self.answer.as_ref().is_some_and(|answer| !answer.rest_headers.is_empty())
    }

    /// Whether a fault that was asked for does something to the last answer on its way.
    #[wasm_bindgen(js_name = isStruck)]
    pub fn is_struck(&self) -> bool {
        self.answer.as_ref().is_some_and(|answer| answer.fate != Fate::default())
    }

    /// Whether the last answer must not be heard.
    #[wasm_bindgen(js_name = isLost)]
    pub fn is_lost(&self) -> bool {
        self.answer.as_ref().is_some_and(|answer| answer.fate.is_lost)
    }

    /// Milliseconds to keep the last answer back.
    #[wasm_bindgen(js_name = delayMs)]
    pub fn delay_ms(&self) -> f64 {
        self.answer.as_ref().map_or(0.0, |answer| answer.fate.delay.total_millis() as f64)
    }

    /// Does what a scenario can do at its times, now; a JSON text.
    ///
    /// # Errors
    /// What is wrong with it, or what it was refused with.
    pub fn act(&mut self, action: &str) -> Result<(), JsValue> {
        let action =
            Action::from_json(action).map_err(|error| js_sys::TypeError::new(&format!("act: {error}")))?;
        self.world.act(&action).map_err(|error| js_error(error).into())
    }

    /// Until when to go on asking where the last request was not answered; nothing where it was.
    #[wasm_bindgen(js_name = retryUntil)]
    pub fn retry_until(&self) -> Option<f64> {
        self.answer.as_ref()?.wait.map(|wait| to_js_time(wait.until))
    }

    /// With what the last request was let through, where it was not answered.
    pub fn admitted(&self) -> Option<u64> {
        self.answer.as_ref()?.wait.map(|wait| wait.fate.to_bits())
    }

    /// Headers of the last answer, names and values in turn, each ended by a line feed.
    pub fn headers(&self) -> String {
        let pairs = self.answer.as_ref().map(Response::headers).unwrap_or_default();
        let rest_pairs = self.answer.as_ref().map(|answer| &*answer.rest_headers).unwrap_or_default();
        let mut text = String::with_capacity(256);
        for (name, value) in &pairs {
            text.extend([name, "\n", value, "\n"]);
        }
        for (name, value) in rest_pairs {
            text.extend([&**name, "\n", value, "\n"]);
        }
        text
    }

    /// The clock, microseconds since the epoch.
    pub fn now(&self) -> f64 {
        to_js_time(self.world.now())
    }

    /// Where the clock stops.
    #[wasm_bindgen(js_name = clockEnd)]
    pub fn clock_end(&self) -> f64 {
        to_js_time(Instant::CLOCK_END)
    }

    /// Moves the clock, doing all that falls due. Never back.
    #[wasm_bindgen(js_name = advanceTo)]
    pub fn advance_to(&mut self, micros: f64) {
        let target = from_js_time(micros);
        // Whoever is connected takes what comes at the time when it comes.
        while !self.connections.is_empty() && self.world.step(target) {
            self.connections.receive(&mut self.world);
        }
        self.world.advance_to(target);
        self.connections.receive(&mut self.world);
    }

    /// Moves the clock towards `micros` by at most so many things that fall due, and no further than to a task for JavaScript.
    /// True while more is to do.
    #[wasm_bindgen(js_name = advanceSome)]
    pub fn advance_some(&mut self, micros: f64, steps: u32) -> bool {
        let target = from_js_time(micros);
        for _ in 0..steps {
            if self.tasks.collect(&mut self.world) {
                return true;
            }
            if !self.world.step(target) {
                self.world.advance_to(target);
                self.connections.receive(&mut self.world);
                return false;
            }
            self.connections.receive(&mut self.world);
        }
        true
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

    /// Where the world stands.
    ///
    /// # Errors
    /// For a number that JavaScript cannot hold.
    pub fn summary(&mut self) -> Result<JsValue, JsError> {
        to_js(&Summary::of(&mut self.world))
    }

    /// Makes a bucket of the default account.
    ///
    /// # Errors
    /// Why there can be none of this name.
    #[wasm_bindgen(js_name = createBucket)]
    pub fn create_bucket(&mut self, name: &str) -> Result<(), JsError> {
        self.world
            .create_bucket(name)
            .map_err(|refusal| js_error(format!("{}: {}", refusal.code.name(), refusal.message)))
    }

    /// Puts a table into the data catalog; `columns` is JSON, a list of objects with `name` and `type`.
    ///
    /// # Errors
    /// What is wrong with the columns.
    #[wasm_bindgen(js_name = putTable)]
    pub fn put_table(&mut self, database: &str, table: &str, columns: &str) -> Result<(), JsError> {
        let columns = serde_json::from_str(columns).map_err(js_error)?;
        self.world.catalog().put_table(database, table, columns).map_err(js_error)
    }

    /// Delivers now what a delivery stream has accepted. False where there is none of this name.
    pub fn flush(&mut self, delivery_stream: &str) -> bool {
        let is_there = self.world.flush_delivery_stream(delivery_stream);
        self.connections.receive(&mut self.world);
        is_there
    }

    /// What delivery streams have delivered to.
    ///
    /// # Errors
    /// None that is known: it always converts.
    pub fn deliveries(&mut self) -> Result<JsValue, JsError> {
        to_js(&Delivered::of(&mut self.world))
    }

    /// The facts from this id on as JavaScript objects, as far back as they are kept: flat objects with their kind in `type`.
    ///
    /// # Errors
    /// None that is known: facts always convert.
    pub fn events(&mut self, since: f64) -> Result<JsValue, JsValue> {
        js_sys::JSON::parse(&event::list(self.world.facts_since(since as u64)))
    }

    /// The running hash over all facts, 16 hexadecimal digits.
    pub fn hash(&mut self) -> String {
        format!("{:016x}", self.world.hash())
    }
}
