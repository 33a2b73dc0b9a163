//! `POST snapshot` and `PUT snapshot`: the whole world as bytes, and back.

use hyper::StatusCode;
use hyper::body::Incoming;
use hyper::http::request::Parts;
use kinetoscope::world::World;
use serde_json::json;

use super::answers::{self, refusal};
use crate::serve::body::{Collected, collect};
use crate::serve::{Answer, Endpoint};

/// Records may fill gigabytes; this much a test will not send.
const SNAPSHOT_BYTES_MAX: usize = 1024 * 1024 * 1024;

/// The world as bytes.
pub(super) fn take(endpoint: &Endpoint) -> Answer {
    let bytes = endpoint.engine.borrow_mut().world().snapshot();
    answers::bytes("application/octet-stream", bytes)
}

/// Puts the sent world in the place of this one, or says why not and changes nothing.
///
/// # Errors
/// When the client goes away before it has sent its body.
pub(super) async fn restore(endpoint: &Endpoint, head: &Parts, body: Incoming) -> hyper::Result<Answer> {
    let Collected::Whole(bytes) = collect(head, body, SNAPSHOT_BYTES_MAX).await? else {
        return Ok(refusal(StatusCode::PAYLOAD_TOO_LARGE, "the snapshot is larger than 1 GiB"));
    };
    Ok(match World::restore(&bytes) {
        Ok(world) => {
            endpoint.engine.borrow_mut().replace(world);
            endpoint.subscribers.wake_all();
            endpoint.tell_deliveries();
            answers::json(&json!({ "now": endpoint.engine.borrow_mut().world().now() }))
        }
        Err(reason) => refusal(StatusCode::BAD_REQUEST, &reason.to_string()),
    })
}
