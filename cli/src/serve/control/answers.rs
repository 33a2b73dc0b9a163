//! The forms that control answers have.

use bytes::Bytes;
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use hyper::{Response, StatusCode};
use serde_json::{Value, json};

use crate::serve::{Answer, whole};

/// A JSON body with a line end, for readers at a terminal.
pub(super) fn json(value: &Value) -> Answer {
    bytes("application/json", format!("{value}\n"))
}

/// Why not, as JSON.
pub(super) fn refusal(status: StatusCode, reason: &str) -> Answer {
    let mut answer = json(&json!({ "error": reason }));
    *answer.status_mut() = status;
    answer
}

/// Any body.
pub(super) fn bytes(content_type: &'static str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(whole(body));
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
