//! `GET faults`: what was asked for and still goes on.

use serde_json::json;

use super::answers;
use crate::serve::{Answer, Endpoint};

/// Faults and keys of the default account and region.
pub(super) fn answer(endpoint: &Endpoint) -> Answer {
    let mut engine = endpoint.engine.borrow_mut();
    let world = engine.world();
    let asked = world.asked();
    answers::json(&json!({ "now": world.now(), "faults": asked.faults, "keys": asked.keys }))
}
