//! What surrounds an operation: method, content type, target, body, authorization and CORS, as `frames.txt` has them.
//!
//! A request is a line: the method, the path, `signed` where it is, headers after `|`, the body after `>`. Indented below
//! stand the status, the protocol of the answer (`-` for none), its body, and the headers for browsers.

use std::fmt::Write;

use crate::support::cbor;
use crate::support::request::{DATE, authorization};
use expect_test::expect_file;
use kinetoscope::wire::http::{Request, Response};
use kinetoscope::world::{Settings, World};

#[test]
fn requests_are_judged_in_the_services_order() {
    let mut world = World::new(Settings::default());
    let mut shown = String::new();
    for line in include_str!("frames.txt").lines().filter(|line| !line.starts_with("    ")) {
        writeln!(shown, "{line}").unwrap();
        if ["GET ", "PUT ", "POST ", "DELETE ", "OPTIONS "].iter().any(|method| line.starts_with(method)) {
            writeln!(shown, "    {}", show(&ask(&mut world, line))).unwrap();
        }
    }
    expect_file!["frames.txt"].assert_eq(&shown);
}

fn ask(world: &mut World, line: &str) -> Response {
    let (head, body) = line.split_once(" > ").unwrap_or((line, ""));
    let mut parts = head.split(" | ");
    let mut words = parts.next().unwrap_or_default().split(' ');
    let (method, uri) = (words.next().expect("a method"), words.next().expect("a path"));
    let signed = words.next() == Some("signed");
    let mut headers: Vec<_> =
        parts.map(|header| header.split_once(": ").expect("a name and a value")).collect();
    let authorization = authorization("AKID", "us-east-1");
    if signed {
        headers.extend([DATE, ("Authorization", &authorization)]);
    }
    world.handle(Request {
        method,
        uri,
        headers: &headers,
        body: &mut body.as_bytes().to_vec(),
        may_wait: false,
    })
}

fn show(response: &Response) -> String {
    let header =
        |name: &str| response.headers().into_iter().find(|(found, _)| *found == name).map(|(_, value)| value);
    let id = header("x-amzn-RequestId").expect("every answer has an id");
    assert!(id.len() == 36 && id.split('-').map(str::len).eq([8, 4, 4, 4, 12]), "{id}");
    let (protocol, body) = match response.content_type {
        Some("application/x-amz-cbor-1.1") => ("CBOR", cbor::to_json(&response.body).to_string()),
        Some("application/x-amz-json-1.1") => ("JSON", text(response)),
        Some(other) => (other, text(response)),
        None => ("-", text(response)),
    };
    let body = body.trim_end().replace("\n  <", " <").replace("\n</", "</");
    let mut shown = format!("{} {protocol} {body}", response.status).trim_end().to_owned();
    for (name, value) in response.headers() {
        if name.starts_with("Access-Control-") {
            write!(shown, "\n    {name}: {value}").unwrap();
        }
    }
    let preflight = header("Access-Control-Max-Age").is_some();
    assert_eq!(
        header("x-amz-id-2").is_none(),
        preflight,
        "the longer id is left out of a preflight's answer alone"
    );
    shown
}

fn text(response: &Response) -> String {
    String::from_utf8(response.body.clone()).expect("it is text")
}
