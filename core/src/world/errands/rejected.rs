//! Documents that a fault rejects of a bulk request that goes to a real cluster: the cluster is not sent them, and its answer is
//! told with them in it.

use alloc::string::ToString;
use alloc::vec::Vec;

use serde_json::{Value, json};

use super::servers::opensearch::rejection;
use crate::errand::{HttpResponse, Outcome, Wish};

/// Takes the documents at these places, which rise, out of a bulk request. Says whether anything is left to be done.
pub(super) fn take_out(wish: &mut Wish, rejected: &[usize]) -> bool {
    let Wish::Request(request) = wish else { return true };
    if rejected.is_empty() {
        return true;
    }
    let mut lines = request.body.split_inclusive(|&byte| byte == b'\n');
    let (mut body, mut at) = (Vec::new(), 0);
    while let (Some(action), Some(document)) = (lines.next(), lines.next()) {
        if rejected.binary_search(&at).is_err() {
            body.extend_from_slice(action);
            body.extend_from_slice(document);
        }
        at += 1;
    }
    request.body = body;
    !request.body.is_empty()
}

/// What a cluster answers that is sent nothing, because all documents are rejected.
pub(super) fn all(rejected: &[usize]) -> Outcome {
    let body = json!({ "took": 0, "errors": false, "items": [] }).to_string().into_bytes();
    let headers = [("content-type".into(), "application/json".into())].into();
    put_back(Outcome::Responded(HttpResponse { status: 200, headers, body }), rejected)
}

/// The answer to the documents that are left, with one for each that was taken out, at its place. An answer that does not tell of
/// documents stays as it is.
pub(super) fn put_back(outcome: Outcome, rejected: &[usize]) -> Outcome {
    match outcome {
        Outcome::Responded(response) if !rejected.is_empty() => Outcome::Responded(told(response, rejected)),
        other => other,
    }
}

fn told(mut response: HttpResponse, rejected: &[usize]) -> HttpResponse {
    let Ok(mut answer) = serde_json::from_slice::<Value>(&response.body) else { return response };
    let Some(items) = answer.get_mut("items").and_then(Value::as_array_mut) else { return response };
    for &at in rejected {
        let (status, error) = rejection();
        items.insert(at.min(items.len()), json!({ "index": { "status": status, "error": error } }));
    }
    answer["errors"] = true.into();
    response.body = answer.to_string().into_bytes();
    response
}
