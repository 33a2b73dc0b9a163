//! What JavaScript does for delivery streams: it calls functions and servers.

use std::borrow::Cow;
use std::collections::VecDeque;

use kinetoscope::errand::{HttpResponse, Outcome, Refused, Wish};
use kinetoscope::world::World;
use kinetoscope::world::errands::{Outside, Task, TaskId};
use serde::Serialize;
use serde_bytes::Bytes;
use wasm_bindgen::prelude::*;

use crate::engine::Engine;
use crate::js_error;

/// What stands for all URLs.
const ALL: &str = "*";

/// The tasks of a world that JavaScript was not told of yet.
#[derive(Default)]
pub(crate) struct Tasks {
    waiting: VecDeque<Task>,
}

impl Tasks {
    /// Takes over what the world wants done; whether there is anything.
    pub(crate) fn collect(&mut self, world: &mut World) -> bool {
        self.waiting.extend(std::iter::from_fn(|| world.poll_task()));
        !self.waiting.is_empty()
    }
}

/// A task as JavaScript is told of it.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Told<'a> {
    /// A function is to be called with this event, which is JSON.
    Invoke { id: u64, function: &'a str, event: Cow<'a, str> },
    /// This is to be posted to a server.
    Request {
        id: u64,
        url: &'a str,
        headers: &'a [(Cow<'static, str>, String)],
        body: &'a Bytes,
        timeout_ms: u64,
    },
    /// Something that no host of this package does: a snapshot that another host has made can hold such a task.
    Other { id: u64 },
}

impl<'a> Told<'a> {
    fn of(task: &'a Task) -> Self {
        let id = task.id.0;
        match &task.wish {
            Wish::Invoke { function_arn, event } => {
                let function = kinetoscope::world::errands::functions::name_of(function_arn);
                Self::Invoke { id, function, event: String::from_utf8_lossy(event) }
            }
            Wish::Request(request) => Self::Request {
                id,
                url: &request.url,
                headers: &request.headers,
                body: Bytes::new(&request.body),
                timeout_ms: request.timeout.total_millis(),
            },
            _ => Self::Other { id },
        }
    }
}

#[wasm_bindgen]
impl Engine {
    /// Says what JavaScript does from now on: the functions of these names, and all requests to servers or none.
    #[wasm_bindgen(js_name = setOutside)]
    pub fn set_outside(&mut self, functions: Vec<String>, servers: bool) {
        let urls = if servers { vec![ALL.to_owned()] } else { Vec::new() };
        let (http_endpoints, opensearch) = (urls.clone(), urls);
        self.world.set_outside(Outside { functions, http_endpoints, opensearch, ..Outside::default() });
    }

    /// The next task, as an object; `undefined` where there is none. What comes of it is told by one of the `end` methods.
    ///
    /// # Errors
    /// None that is known: tasks always convert.
    #[wasm_bindgen(js_name = pollTask)]
    pub fn poll_task(&mut self) -> Result<JsValue, JsError> {
        self.tasks.collect(&mut self.world);
        let Some(task) = self.tasks.waiting.pop_front() else { return Ok(JsValue::UNDEFINED) };
        let plain = serde_wasm_bindgen::Serializer::json_compatible().serialize_bytes_as_arrays(false);
        Told::of(&task).serialize(&plain).map_err(js_error)
    }

    /// A function has answered with this JSON.
    #[wasm_bindgen(js_name = endReturned)]
    pub fn end_returned(&mut self, task: f64, answer: Vec<u8>) {
        self.end_task(task, Outcome::Returned(answer));
    }

    /// A server has answered; `headers` are names, in lower case, and values in turn, each ended by a line feed.
    #[wasm_bindgen(js_name = endResponded)]
    pub fn end_responded(&mut self, task: f64, status: u16, headers: &str, body: Vec<u8>) {
        let mut lines = headers.lines();
        let mut pairs = Vec::new();
        while let (Some(name), Some(value)) = (lines.next(), lines.next()) {
            pairs.push((name.to_owned(), value.to_owned()));
        }
        self.end_task(task, Outcome::Responded(HttpResponse { status, headers: pairs, body }));
    }

    /// A server has given no answer, for one of the reasons that `Unreachable` names, in snake case.
    ///
    /// # Errors
    /// For a reason that is none of them.
    #[wasm_bindgen(js_name = endUnreachable)]
    pub fn end_unreachable(&mut self, task: f64, reason: &str) -> Result<(), JsError> {
        let reason = serde_json::from_value(reason.into()).map_err(js_error)?;
        self.end_task(task, Outcome::Unreachable(reason));
        Ok(())
    }

    /// It could not be done.
    #[wasm_bindgen(js_name = endFailed)]
    pub fn end_failed(&mut self, task: f64, code: String, message: String) {
        self.end_task(task, Outcome::Failed(Refused::new(code, message)));
    }
}

impl Engine {
    fn end_task(&mut self, task: f64, outcome: Outcome) {
        self.world.end_task(TaskId(task as u64), outcome);
        self.connections.receive(&mut self.world);
    }
}
