//! A session that can go to any of its moments.

#[cfg(feature = "requests")]
mod firehose;
#[cfg(feature = "requests")]
mod host;
#[cfg(feature = "requests")]
mod numbers;
#[cfg(feature = "requests")]
mod receivers;
#[cfg(feature = "requests")]
mod s3;

use kinetoscope::api::dispatch::Target;
use kinetoscope::error::Error;
#[cfg(feature = "lessons")]
use kinetoscope::ids::SequenceNumber;
use kinetoscope::time::Duration;
use kinetoscope::world::World;
#[cfg(feature = "lessons")]
use kinetoscope::world::lesson::{Answers, Lesson};
use kinetoscope::world::scenario::Action;
use kinetoscope::world::session::{BranchView, MarkKind, Player as CorePlayer, Session};
use kinetoscope::world::view::Frame;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::{event, from_js_time, js_error, to_js, to_js_time};

/// Plays a session: forward by running, back by running again from the nearest kept copy of the world.
#[wasm_bindgen]
pub struct Player {
    player: CorePlayer,
    /// What JavaScript was last asked to do.
    #[cfg(feature = "requests")]
    asked: Option<kinetoscope::world::errands::Task>,
}

#[wasm_bindgen]
impl Player {
    /// A player where a page opens a session or scenario, a JSON text; `seed` replaces the file's.
    ///
    /// # Errors
    /// What is wrong with the file.
    #[wasm_bindgen(constructor)]
    pub fn new(file: &str, seed: Option<u64>) -> Result<Self, JsError> {
        let mut session = Session::from_json(file).map_err(js_error)?;
        session.seed = seed.or(session.seed);
        let player = CorePlayer::equipped_at_opening(session, equip);
        player.map(Self::of).map_err(js_error)
    }

    /// When the session began, microseconds since the epoch.
    pub fn start(&self) -> f64 {
        to_js_time(self.player.start())
    }

    /// The clock.
    pub fn now(&self) -> f64 {
        to_js_time(self.player.now())
    }

    /// Runs towards a moment until about so much work (facts and records) is done. True while more is to do.
    pub fn advance(&mut self, target: f64, work: f64) -> bool {
        self.player.advance_some(from_js_time(target), work as u64)
    }

    /// Goes back to the nearest kept moment at or before `target`; go on with `advance`.
    #[wasm_bindgen(js_name = beginSeek)]
    pub fn begin_seek(&mut self, target: f64) {
        self.player.begin_seek(from_js_time(target));
    }

    /// Does the next thing that is due by `limit`. False where there is none.
    pub fn step(&mut self, limit: f64) -> bool {
        self.player.step(from_js_time(limit))
    }

    /// Does an action, a JSON text, now; what was to come later is replaced.
    ///
    /// # Errors
    /// What is wrong with the action, or what it was refused with.
    pub fn act(&mut self, action: &str) -> Result<(), JsError> {
        let action: Action = serde_json::from_str(action).map_err(js_error)?;
        self.player.act(action).map_err(js_error)
    }

    /// How much that was to come the last action has replaced, in microseconds; taking it back brings that back.
    pub fn replaced(&self) -> f64 {
        self.player.replaced().total_micros() as f64
    }

    /// Takes back the last action and stays at this moment. False where there is none.
    pub fn undo(&mut self) -> bool {
        self.player.undo()
    }

    /// The same, but from a kept moment before this one; go on with `advance`.
    #[wasm_bindgen(js_name = beginUndo)]
    pub fn begin_undo(&mut self) -> bool {
        self.player.begin_undo()
    }

    /// The courses of events that were replaced, the oldest first, each a JSON text.
    ///
    /// # Errors
    /// None that is known: texts always convert.
    pub fn branches(&self) -> Result<JsValue, JsError> {
        let texts: Vec<String> = self.player.branches().iter().map(BranchView::to_json).collect();
        to_js(&texts)
    }

    /// Makes a branch the course of events and keeps this one as a branch, from a kept moment before this one; go on with
    /// `advance`. False where there is no such branch.
    #[wasm_bindgen(js_name = beginSwitch)]
    pub fn begin_switch(&mut self, branch: u32) -> bool {
        self.player.begin_switch(branch)
    }

    /// All that a page shows: strips of so many microseconds in so many parts.
    ///
    /// # Errors
    /// For a number that JavaScript cannot hold.
    pub fn picture(&mut self, window: f64, buckets: u32) -> Result<JsValue, JsError> {
        to_js(&self.player.picture(frame(window, buckets)))
    }

    /// The same as bytes, which [`kinetoscope::world::session::Picture::from_bytes`] takes.
    #[wasm_bindgen(js_name = pictureBytes)]
    pub fn picture_bytes(&mut self, window: f64, buckets: u32) -> Vec<u8> {
        self.player.picture(frame(window, buckets)).to_bytes()
    }

    /// The latest moment that was reached on this course of events.
    pub fn furthest(&self) -> f64 {
        to_js_time(self.player.furthest())
    }

    /// The first moment after another that has a mark of a kind (`throttle`, `trim`), if it has been reached.
    ///
    /// # Errors
    /// For a kind that there is not.
    #[wasm_bindgen(js_name = nextMark)]
    pub fn next_mark(&self, kind: &str, after: f64) -> Result<Option<f64>, JsError> {
        let kind: MarkKind = serde_json::from_value(kind.into()).map_err(js_error)?;
        Ok(self.player.next_mark(kind, from_js_time(after)).map(to_js_time))
    }

    /// Where a partition key falls.
    ///
    /// # Errors
    /// For a number that JavaScript cannot hold.
    pub fn locate(&mut self, stream: &str, partition_key: &str) -> Result<JsValue, JsError> {
        to_js(&self.player.world().locate(stream, partition_key))
    }

    /// Calls an operation now with a JSON body, as part of the session. What comes is `{ answer }`, a JSON text, or
    /// `{ error: { type, message } }`; and `replaced`, how much that was to come it has replaced, in microseconds.
    ///
    /// # Errors
    /// None that is known.
    pub fn call(&mut self, service: &str, operation: &str, body: &str) -> Result<JsValue, JsError> {
        let before = self.player.furthest();
        let outcome = self.player.call(Target { service, operation }, body);
        let replaced = before.since(self.player.furthest()).total_micros();
        to_js(&Called::of(outcome, replaced))
    }

    /// The same, forgotten at once: of what it changes, only the answer stays.
    ///
    /// # Errors
    /// None that is known.
    pub fn ask(&self, service: &str, operation: &str, body: &str) -> Result<JsValue, JsError> {
        to_js(&Called::of(self.player.ask(Target { service, operation }, body), 0))
    }

    /// The facts from this id on as JavaScript objects, as far back as they are kept: flat objects with their kind in `type`.
    ///
    /// # Errors
    /// None that is known: facts always convert.
    pub fn events(&mut self, since: f64) -> Result<JsValue, JsValue> {
        js_sys::JSON::parse(&event::list(self.player.world().facts_since(since as u64)))
    }

    /// How many facts there are so far.
    #[wasm_bindgen(js_name = factCount)]
    pub fn fact_count(&mut self) -> f64 {
        self.player.world().fact_count() as f64
    }

    /// What was done so far.
    ///
    /// # Errors
    /// For a number that JavaScript cannot hold.
    pub fn inputs(&self) -> Result<JsValue, JsError> {
        to_js(&self.player.inputs())
    }

    /// The running hash over all facts, 16 hexadecimal digits.
    pub fn hash(&mut self) -> String {
        format!("{:016x}", self.player.world().hash())
    }

    /// The session as a file, with its place and hash.
    pub fn session(&mut self) -> String {
        self.player.session().to_json()
    }
}

#[cfg(feature = "lessons")]
#[wasm_bindgen]
impl Player {
    /// How this course of events and a branch differ until a moment; nothing where there is no such branch.
    ///
    /// # Errors
    /// None that is known: facts always convert.
    pub fn compare(&self, branch: u32, until: f64) -> Result<JsValue, JsValue> {
        let Some(comparison) = self.player.compare(branch, from_js_time(until)) else {
            return Ok(JsValue::UNDEFINED);
        };
        js_sys::JSON::parse(&event::comparison(&comparison))
    }

    /// A player at the start of a branch, a text of `branches`: run it to the end of the branch, then hand it to `keepBranch`.
    ///
    /// # Errors
    /// What is wrong with the text.
    #[wasm_bindgen(js_name = courseOf)]
    pub fn course_of(&self, branch: &str) -> Result<Self, JsError> {
        let branch = serde_json::from_str(branch).map_err(js_error)?;
        self.player.course_of(&branch).map(Self::of).map_err(js_error)
    }

    /// Keeps a course of events as the newest branch: that of another player, for which this one goes on.
    ///
    /// # Errors
    /// What is wrong with the text.
    #[wasm_bindgen(js_name = keepBranch)]
    pub fn keep_branch(&mut self, branch: &str, course: Self) -> Result<(), JsError> {
        let branch = serde_json::from_str(branch).map_err(js_error)?;
        self.player.keep_branch(branch, course.player);
        Ok(())
    }

    /// The life of a record that is still stored; nothing where it is not.
    ///
    /// # Errors
    /// For a number that JavaScript cannot hold.
    pub fn life(&mut self, stream: &str, shard: u32, sequence_number: &str) -> Result<JsValue, JsError> {
        let number = SequenceNumber::parse(sequence_number);
        to_js(&number.and_then(|number| self.player.world().life(stream, shard, number)))
    }

    /// What came into a shard between two moments, the first `records_max` records one by one; nothing where there is no such
    /// shard.
    ///
    /// # Errors
    /// For a number that JavaScript cannot hold.
    pub fn arrivals(
        &mut self,
        stream: &str,
        shard: u32,
        from: f64,
        until: f64,
        records_max: usize,
    ) -> Result<JsValue, JsError> {
        let between = from_js_time(from)..from_js_time(until);
        to_js(&self.player.world().arrivals(stream, shard, between, records_max))
    }

    /// How far a learner is with a lesson, a JSON text; `answers` is a JSON object of texts by the ids of bets.
    ///
    /// # Errors
    /// What is wrong with the lesson or the answers.
    #[wasm_bindgen(js_name = checkLesson)]
    pub fn check_lesson(&mut self, lesson: &str, answers: &str) -> Result<JsValue, JsError> {
        let lesson = Lesson::from_json(lesson).map_err(js_error)?;
        let answers: Answers = serde_json::from_str(answers).map_err(js_error)?;
        to_js(&self.player.world().check_lesson(&lesson, &answers))
    }
}

#[cfg(feature = "requests")]
#[wasm_bindgen]
impl Player {
    /// The whole world as bytes, which [`crate::Engine::restore`] takes.
    pub fn snapshot(&mut self) -> Vec<u8> {
        self.player.world().snapshot()
    }
}

impl Player {
    fn of(player: CorePlayer) -> Self {
        Self {
            player,
            #[cfg(feature = "requests")]
            asked: None,
        }
    }
}

/// Gives a world what is known of the host's libraries, and lets it ask for functions to be run.
#[cfg_attr(not(feature = "requests"), expect(unused_variables, reason = "this engine needs none"))]
fn equip(world: &mut World) {
    #[cfg(feature = "requests")]
    {
        use kinetoscope::world::errands::Outside;
        crate::formats::give_to(world);
        world.set_outside(Outside { javascript: true, ..Outside::default() });
    }
}

/// What came of a call.
#[derive(Serialize)]
struct Called {
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Refusal>,
    replaced: u64,
}

/// What a call was refused with.
#[derive(Serialize)]
struct Refusal {
    r#type: &'static str,
    message: String,
}

impl Called {
    fn of(outcome: Result<String, Error>, replaced: u64) -> Self {
        match outcome {
            Ok(answer) => Self { answer: Some(answer), error: None, replaced },
            Err(error) => {
                let refusal = Refusal { r#type: error.code.name(), message: error.message().into() };
                Self { answer: None, error: Some(refusal), replaced }
            }
        }
    }
}

/// Strips of so many microseconds in so many parts.
fn frame(window: f64, buckets: u32) -> Frame {
    Frame { window: Duration::from_micros(window as u64), buckets }
}
