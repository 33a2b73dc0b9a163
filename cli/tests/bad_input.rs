//! What is wrong with a request, and what the endpoint says to that: the cases of `bad_input.txt`, one by one.
//!
//! A case is a name after `===`, settings after `>`, the body, and what is expected after `---`: status and type, then
//! the message or, where there is no type, the whole body. Settings are `method`, `uri`, `target`, `content-type`,
//! `authorization`, `date` (`none` leaves a header out), `header` (one more), `cbor` (the body in hexadecimal, the
//! content type too), and `known-failure` with the reason of an answer that is wrong until it is put right.
//! Unless set, a request is a signed POST of JSON to ListStreams. `${A*129}` stands for 129 times A.
//! Validation errors are compared as sets, because their order is not promised.

mod support;

use std::fmt::Write;

use serde_json::Value;
use support::{AUTHORIZATION, Answer, Server, request};

const CASES: &str = include_str!("bad_input.txt");
const CASES_MIN: usize = 40;
const JSON: &str = "application/x-amz-json-1.1";
const CBOR: &str = "application/x-amz-cbor-1.1";
/// Longer texts are cut in failure messages.
const SHOWN_CHARS: usize = 300;

/// One request and what must come back.
struct Case {
    name: &'static str,
    settings: Vec<(&'static str, &'static str)>,
    body: String,
    status: u16,
    kind: Option<&'static str>,
    text: String,
}

impl Case {
    fn parse(text: &'static str) -> Self {
        let (asked, expected) =
            text.split_once("\n--- ").unwrap_or_else(|| panic!("nothing expected: {text}"));
        let (name, asked) = asked.split_once('\n').unwrap_or((asked, ""));
        let (settings, body): (Vec<_>, Vec<_>) = asked.lines().partition(|line| line.starts_with("> "));
        let pair = |line: &'static str| line[2..].split_once(' ').unwrap_or((&line[2..], ""));
        let (first, text) = expected.split_once('\n').unwrap_or((expected, ""));
        let (status, kind) =
            first.split_once(' ').map_or((first, None), |(status, kind)| (status, Some(kind)));
        Self {
            name,
            settings: settings.into_iter().map(pair).collect(),
            body: expand(&body.join("\n")),
            status: status.parse().unwrap_or_else(|_| panic!("{name}: status {status:?}")),
            kind,
            text: expand(text.trim_end_matches('\n')),
        }
    }

    fn setting(&self, name: &str) -> Option<&'static str> {
        self.settings.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    fn request(&self) -> Vec<u8> {
        let cbor = self.setting("cbor");
        let usual = [
            ("content-type", if cbor.is_some() { CBOR } else { JSON }),
            ("authorization", AUTHORIZATION),
            ("date", "20260101T000000Z"),
            ("target", "Kinesis_20131202.ListStreams"),
        ];
        let mut headers = Vec::new();
        for (name, value) in usual {
            let header = match name {
                "date" => "x-amz-date",
                "target" => "x-amz-target",
                name => name,
            };
            let value = self.setting(name).unwrap_or(value);
            headers.extend((value != "none").then_some((header, value)));
        }
        headers.extend(
            self.setting("header").map(|header| header.split_once(": ").expect("a name and a value")),
        );
        let body = cbor.map_or_else(|| self.body.clone().into_bytes(), from_hex);
        request(self.setting("method").unwrap_or("POST"), self.setting("uri").unwrap_or("/"), &headers, &body)
    }

    /// What is wrong with the answer; nothing, if all is as expected.
    fn objection(&self, answer: &Answer) -> String {
        let mut objection = String::new();
        let mut check = |what: &str, expected: &str, found: &str| {
            if expected != found {
                let _ = writeln!(
                    objection,
                    "  {what}\n    expected {}\n    found    {}",
                    cut(expected),
                    cut(found)
                );
            }
        };
        check("status", &self.status.to_string(), &answer.status.to_string());
        let Some(kind) = self.kind else {
            check("body", &self.text, String::from_utf8_lossy(&answer.body).trim_end());
            return objection;
        };
        let found = read(answer);
        check("type", kind, found["__type"].as_str().unwrap_or("none"));
        let key = if kind == "SerializationException" { "Message" } else { "message" };
        check("message", &sorted(&self.text), &sorted(found[key].as_str().unwrap_or_default()));
        objection
    }
}

/// The body in the protocol of its content type.
fn read(answer: &Answer) -> Value {
    match answer.header("content-type") {
        Some(JSON) => answer.json(),
        Some(CBOR) => ciborium::from_reader(&answer.body[..]).expect("CBOR"),
        _ => Value::Null,
    }
}

/// The items of a validation error in an order of their own; any other text as it is.
fn sorted(message: &str) -> String {
    let Some((count, items)) =
        message.split_once(" detected: ").filter(|(count, _)| count.contains("validation"))
    else {
        return message.to_owned();
    };
    let mut items: Vec<&str> = items.split("; ").collect();
    items.sort_unstable();
    format!("{count} detected: {}", items.join("; "))
}

/// Writes out `${A*3}` as `AAA`.
fn expand(text: &str) -> String {
    let mut expanded = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let (inside, after) = after.split_once('}').expect("a closing brace");
        let (repeated, times) = inside.rsplit_once('*').expect("a text and how often");
        expanded += before;
        expanded += &repeated.repeat(times.parse().expect("a number"));
        rest = after;
    }
    expanded + rest
}

fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().filter_map(|digit| digit.to_digit(16)).collect();
    digits.chunks(2).map(|pair| (pair[0] * 16 + pair[1]) as u8).collect()
}

fn cut(text: &str) -> String {
    text.chars().take(SHOWN_CHARS).collect()
}

#[test]
fn every_case_is_answered_as_the_table_says() {
    let cases: Vec<Case> = CASES.split("=== ").skip(1).map(Case::parse).collect();
    assert!(CASES_MIN <= cases.len());
    let server = Server::start(&[]);
    let mut report = String::new();
    for case in &cases {
        let objection = case.objection(&server.send(&case.request()));
        match (objection.is_empty(), case.setting("known-failure")) {
            (true, None) | (false, Some(_)) => {}
            (false, None) => _ = writeln!(report, "{}\n{objection}", case.name),
            (true, Some(reason)) => _ = writeln!(report, "{}\n  is right now; once: {reason}", case.name),
        }
    }
    assert!(report.is_empty(), "of {} cases:\n{report}", cases.len());
}
