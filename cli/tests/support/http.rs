//! HTTP/1.1 by hand: a request as bytes, and one answer read back.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use serde_json::Value;

use super::PATIENCE;

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The first header of this name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("the body is text")
    }

    /// The body as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Reads an answer; a HEAD request has none but its head.
    pub(crate) fn read(stream: &mut impl BufRead, is_head: bool) -> Self {
        let mut line = String::new();
        stream.read_line(&mut line).expect("an answer comes");
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.unwrap_or_else(|| panic!("status line {line:?}"));
        let headers = read_headers(stream);
        let mut answer = Self { status, headers, body: Vec::new() };
        let length = answer.header("content-length").map_or(0, |length| length.parse().unwrap());
        if !is_head {
            answer.body.resize(length, 0);
            stream.read_exact(&mut answer.body).expect("the body comes whole");
        }
        answer
    }
}

fn read_headers(stream: &mut impl BufRead) -> Vec<(String, String)> {
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).expect("headers come");
        match line.trim_end().split_once(": ") {
            Some((name, value)) => headers.push((name.to_owned(), value.to_owned())),
            None => return headers,
        }
    }
}

/// A request with its length.
pub(crate) fn request(method: &str, uri: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut text =
        format!("{method} {uri} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    [text.as_bytes(), b"\r\n", body].concat()
}

/// A signed request for an operation, as an SDK sends it.
pub(crate) fn aws(operation: &str, body: &str) -> Vec<u8> {
    let target = format!("Kinesis_20131202.{operation}");
    let headers = [
        ("X-Amz-Target", target.as_str()),
        ("Content-Type", "application/x-amz-json-1.1"),
        ("X-Amz-Date", "20260101T000000Z"),
        ("Authorization", AUTHORIZATION),
    ];
    request("POST", "/", &headers, body.as_bytes())
}

/// An authorization with all parts.
pub(crate) const AUTHORIZATION: &str = "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/kinesis/aws4_request, \
     SignedHeaders=host;x-amz-date;x-amz-target, Signature=0";

/// Sends bytes on a new connection and reads one answer.
pub(crate) fn exchange(port: u16, bytes: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("the port is open");
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(bytes).expect("the request is taken");
    Answer::read(&mut BufReader::new(stream), bytes.starts_with(b"HEAD "))
}
