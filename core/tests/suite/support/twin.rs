//! Two worlds of one seed, one spoken to in JSON and one in CBOR, which must never part.

use kinetoscope::analytics::op::{v1, v2};
use kinetoscope::api::Kind;
use kinetoscope::streams;
use kinetoscope::streams::op::OPERATIONS;
use kinetoscope::time::Duration;
use kinetoscope::wire::event_stream::Frame;
use kinetoscope::wire::http::{EventStream, Response};
use kinetoscope::world::{Polled, Settings, World};
use serde_json::Value;

use super::cbor;
use super::request::{CBOR, Call, JSON};

/// What an operation answered, whatever the protocol.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The body; null where there is none.
    pub(crate) body: Value,
}

/// The two worlds.
#[derive(Clone)]
pub(crate) struct Twin {
    json: World,
    cbor: World,
    /// The answers that go on, of both.
    subscriptions: Vec<[EventStream; 2]>,
}

impl Twin {
    pub(crate) fn new(settings: Settings) -> Self {
        let (json, cbor) = (World::new(settings.clone()), World::new(settings));
        Self { json, cbor, subscriptions: Vec::new() }
    }

    /// Calls an operation with a JSON body, in both protocols where CBOR can say the same, and gives the one answer.
    #[track_caller]
    pub(crate) fn call(&mut self, operation: &str, body: &str) -> Answer {
        let (service, operation) = target(operation);
        let handle = |world: &mut World, content_type, body: &[u8]| {
            handle(world, (service, operation), content_type, body)
        };
        let json = handle(&mut self.json, JSON, body.as_bytes());
        let is_cbor = service == streams::TARGET;
        let as_cbor = is_cbor.then(|| cbor::from_json(body, input_of(operation))).flatten();
        let (content_type, other) = as_cbor.map_or((JSON, body.as_bytes().to_vec()), |body| (CBOR, body));
        let other = handle(&mut self.cbor, content_type, &other);
        if let (Some(json), Some(other)) = (&json.event_stream, &other.event_stream) {
            self.subscriptions.push([json.clone(), other.clone()]);
        }
        let (json, other) = (answer(&json), answer(&other));
        assert_eq!(other, json, "{content_type} and JSON answer {operation} {body} differently");
        assert_eq!(self.cbor.hash(), self.json.hash(), "and leave the same behind");
        json
    }

    /// What the answers of this number, which go on, have to say: types and payloads, and whether that was all.
    #[track_caller]
    pub(crate) fn events(&mut self, number: usize) -> (Vec<(String, Value)>, bool) {
        let [json, other] = &self.subscriptions[number];
        let events = events(&mut self.json, json);
        assert_eq!(self::events(&mut self.cbor, other), events, "CBOR sends something else");
        events
    }

    /// Lets time pass.
    pub(crate) fn advance(&mut self, length: Duration) {
        self.json.advance(length);
        self.cbor.advance(length);
    }
}

fn input_of(operation: &str) -> Kind {
    let found = OPERATIONS.iter().find(|declaration| declaration.name == operation);
    found.map_or(Kind::String, |declaration| Kind::Structure(declaration.input))
}

/// Service and operation of a name: those of Data Analytics have the version of its API before them, `v2 CreateApplication`.
fn target(name: &str) -> (&'static str, &str) {
    match name.split_once(' ') {
        Some(("v1", operation)) => (v1::TARGET, operation),
        Some(("v2", operation)) => (v2::TARGET, operation),
        Some((service, _)) => panic!("no service is called {service}"),
        None => (streams::TARGET, name),
    }
}

fn handle(
    world: &mut World,
    (service, operation): (&str, &str),
    content_type: &str,
    body: &[u8],
) -> Response {
    Call { service, content_type, ..Call::of(operation) }.send(world, body)
}

fn events(world: &mut World, stream: &EventStream) -> (Vec<(String, Value)>, bool) {
    let mut events = Vec::new();
    loop {
        let bytes = match world.poll_subscription(stream) {
            Polled::Frames(bytes) => bytes,
            Polled::Pending => return (events, false),
            Polled::Closed => return (events, true),
        };
        let mut rest = &*bytes;
        while let Some(frame) = Frame::take(&mut rest) {
            let kind =
                frame.header(":event-type").or(frame.header(":exception-type")).expect("each has a type");
            let payload = match frame.header(":content-type") {
                Some("application/cbor") => cbor::to_json(frame.payload),
                _ => serde_json::from_slice(frame.payload).expect("payloads are JSON"),
            };
            events.push((kind.to_owned(), payload));
        }
        assert!(rest.is_empty(), "frames are whole");
    }
}

fn answer(response: &Response) -> Answer {
    let body = match response.content_type {
        _ if response.body.is_empty() || response.event_stream.is_some() => Value::Null,
        Some(CBOR) => cbor::to_json(&response.body),
        _ => serde_json::from_slice(&response.body).expect("answers are JSON"),
    };
    Answer { status: response.status, body }
}
