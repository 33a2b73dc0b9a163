//! `POST act`: does what a scenario can do at its times, now: calls, faults, changes of actors.

use hyper::StatusCode;
use hyper::body::Incoming;
use hyper::http::request::Parts;
use kinetoscope::world::scenario::Action;
use serde_json::json;

use super::answers::{self, refusal};
use crate::serve::body::{Collected, collect};
use crate::serve::{Answer, Endpoint};

const BODY_BYTES_MAX: usize = 16 * 1_024 * 1_024;

/// Does an action in the account and region of those who do not say who they are.
///
/// # Errors
/// When the client goes away before it has sent its body.
pub(super) async fn answer(endpoint: &Endpoint, head: &Parts, body: Incoming) -> hyper::Result<Answer> {
    let collected = collect(head, body, BODY_BYTES_MAX).await?;
    let Collected::Whole(body) = &collected else {
        return Ok(refusal(StatusCode::PAYLOAD_TOO_LARGE, "an action takes at most 16 MiB"));
    };
    let action = match Action::from_json(&String::from_utf8_lossy(body)) {
        Ok(action) => action,
        Err(error) => return Ok(refusal(StatusCode::BAD_REQUEST, &error.to_string())),
    };
    let (outcome, now) = {
        let mut engine = endpoint.engine.borrow_mut();
        let world = engine.world();
        (world.act(&action), world.now())
    };
    endpoint.wake_subscribers();
    Ok(match outcome {
        Ok(()) => answers::json(&json!({ "now": now })),
        Err(error) => refusal(StatusCode::CONFLICT, &error.to_string()),
    })
}
