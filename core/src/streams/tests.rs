//! What the tests of the operations share: a script in, a transcript out, the same in JSON and in CBOR.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use expect_test::Expect;
use serde_json::Value;

use super::op::OPERATIONS;
use super::{Next, Settings, Streams};
use crate::api::{Declaration, Encode, Failure, Kind, Terms};
use crate::ids::{AccountId, Region};
use crate::time::{Duration, Instant};
use crate::wire::{Protocol, Reader, Writer};

#[path = "../../tests/suite/support/cbor.rs"]
mod cbor;

/// An on-demand stream `a`, and a queue `q` of all its records.
pub(super) const QUEUE: &str = r#"
    CreateStream {"StreamName":"a"}
    CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON"}}]}"#;

/// The service alone, with a clock.
pub(super) struct Bench {
    pub(super) streams: Streams,
    pub(super) now: Instant,
}

impl Bench {
    pub(super) fn new(settings: Settings) -> Self {
        let streams = Streams::new(AccountId::DEFAULT, Region::default(), settings);
        Self { streams, now: Instant::DEFAULT_START }
    }

    /// Runs `Operation {json}`, or lets `+<milliseconds>` pass; the answer or the refusal as text.
    pub(super) fn run(&mut self, line: &str) -> String {
        if let Some(millis) = line.strip_prefix('+') {
            self.wait(Duration::from_millis(millis.parse().expect("a number of milliseconds")));
            return String::new();
        }
        if let Some(serial) = line.strip_prefix("Events ") {
            return self.events(serial.parse().expect("the number of a subscription"));
        }
        let (operation, body) = line.split_once(' ').unwrap_or((line, "{}"));
        let declaration = OPERATIONS.iter().find(|declaration| declaration.name == operation);
        let answer = self.run_in_both(declaration.expect("an operation"), body);
        self.wait(Duration::ZERO);
        match answer {
            Ok(answer) => String::from_utf8(answer).expect("JSON is UTF-8"),
            Err(Failure::Refused(error)) => error.to_string(),
            Err(Failure::Syntax) => "malformed".into(),
            Err(Failure::NotYet(_)) => unreachable!("this call does not wait"),
        }
    }

    /// Runs an operation in JSON, and on a copy of the service in CBOR where CBOR can say the same: answer and state
    /// must be the same too.
    fn run_in_both(&mut self, declaration: &Declaration<Streams>, body: &str) -> Result<Vec<u8>, Failure> {
        let mut copy = self.streams.clone();
        let answer = run(declaration, &mut self.streams, Protocol::Json, body.as_bytes(), self.now);
        if let Some(body) = cbor::from_json(body, Kind::Structure(declaration.input)) {
            let in_cbor = run(declaration, &mut copy, Protocol::Cbor, &body, self.now);
            let meaning = |json: &Vec<u8>| serde_json::from_slice(json).unwrap_or(Value::Null);
            assert_eq!(
                in_cbor.map(|answer| cbor::to_json(&answer)),
                answer.as_ref().map(meaning).map_err(Clone::clone)
            );
            let state = |streams| postcard::to_allocvec(streams).expect("a service always serialises");
            assert!(state(&copy) == state(&self.streams), "{} leaves another state", declaration.name);
        }
        answer
    }

    /// Takes what a subscription has to say; a line each.
    fn events(&mut self, serial: u64) -> String {
        let mut lines = String::new();
        loop {
            lines += "\n    ";
            match self.streams.next_event(serial, self.now) {
                Next::Event(event) => {
                    let mut writer = Writer::new(Protocol::Json);
                    event.encode(&mut writer);
                    lines += str::from_utf8(&writer.into_bytes()).expect("JSON is UTF-8");
                }
                Next::Pending => return lines + "pending",
                Next::Ended(None) => return lines + "ended",
                Next::Ended(Some(error)) => return lines + "ended: " + &error.to_string(),
            }
            self.wait(Duration::ZERO);
        }
    }

    /// Lets time pass.
    pub(super) fn wait(&mut self, length: Duration) {
        let target = self.now + length;
        while let Some(due) = self.streams.poll_timeout().filter(|&due| due <= target) {
            self.now = self.now.max(due);
            self.streams.handle_timeout(self.now);
        }
        self.now = target;
    }
}

/// The answer of an operation in a protocol, as bytes.
fn run(
    declaration: &Declaration<Streams>,
    streams: &mut Streams,
    protocol: Protocol,
    body: &[u8],
    now: Instant,
) -> Result<Vec<u8>, Failure> {
    let (mut body, mut writer) = (body.to_vec(), Writer::new(protocol));
    let reader = Reader::new(protocol, &mut body);
    let terms = Terms { authorization: Ok(()), now, may_wait: false, admitted: None };
    declaration.run(streams, reader, terms, &mut writer).outcome.map(|()| writer.into_bytes())
}

/// Runs a script without transition times or limits, and compares the transcript.
///
/// `Events <number>` takes what a subscription has to say; they are numbered from 0.
///
/// `$ITERATOR` and `$TOKEN` stand for the last shard iterator and page token given, which the transcript leaves out;
/// `$QUEUE` for the ARN of the last queue, `$RECEIPT3` for the third receipt handle, which the transcript calls #3.
#[track_caller]
pub(super) fn check(script: &str, expected: Expect) {
    check_with(Settings::default(), script, expected);
}

/// The same with limits and with two seconds for every transition.
#[track_caller]
pub(super) fn check_with_limits(script: &str, expected: Expect) {
    let transition = Duration::from_secs(2);
    check_with(Settings { enforce_limits: true, transition, ..Settings::default() }, script, expected);
}

#[track_caller]
fn check_with(settings: Settings, script: &str, expected: Expect) {
    let mut bench = Bench::new(settings);
    let (mut iterator, mut token, mut queue) = (String::new(), String::new(), String::new());
    let mut receipts: Vec<String> = Vec::new();
    let mut transcript = String::new();
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut line =
            line.replace("$ITERATOR", &iterator).replace("$TOKEN", &token).replace("$QUEUE", &queue);
        for (index, receipt) in receipts.iter().enumerate().rev() {
            line = line.replace(&format!("$RECEIPT{}", index + 1), receipt);
        }
        let answer = bench.run(&line);
        if line.starts_with('+') {
            continue;
        }
        let answer = hide(&answer, "ShardIterator", &mut iterator);
        let answer = hide(&answer, "NextToken", &mut token);
        let answer = number_receipts(answer, &mut receipts);
        if let Some(arn) = values(&answer, "QueueARN").next() {
            queue = arn.into();
        }
        let answer = if answer.is_empty() { "done" } else { &answer };
        let operation = line.split(' ').next().unwrap_or_default();
        let gap = if answer.starts_with('\n') { "" } else { " " };
        transcript += &format!("{operation}:{gap}{answer}\n");
    }
    expected.assert_eq(&transcript);
}

/// Takes the value of a member whose name ends so out of an answer and remembers it.
fn hide(answer: &str, member: &str, value: &mut String) -> String {
    let mark = format!("{member}\":\"");
    let Some(start) = answer.find(&mark).map(|at| at + mark.len()) else { return answer.into() };
    let end = start + answer[start..].find('"').expect("a text ends");
    *value = answer[start..end].into();
    format!("{}..{}", &answer[..start], &answer[end..])
}

/// The values of all members of this name, which have no escapes.
fn values<'a>(answer: &'a str, member: &str) -> impl Iterator<Item = &'a str> {
    let mark = format!("\"{member}\":\"");
    let places: Vec<_> = answer.match_indices(&mark).map(|(at, mark)| at + mark.len()).collect();
    places.into_iter().map(|at| answer[at..].split('"').next().unwrap_or_default())
}

/// Puts its number in place of each receipt handle that a receive gave, and remembers those that are new.
fn number_receipts(mut answer: String, receipts: &mut Vec<String>) -> String {
    if answer.starts_with("{\"QueueRecords\"") {
        receipts.extend(values(&answer, "ReceiptHandle").map(String::from));
    }
    for (index, receipt) in receipts.iter().enumerate() {
        answer = answer.replace(receipt, &format!("#{}", index + 1));
    }
    answer
}
