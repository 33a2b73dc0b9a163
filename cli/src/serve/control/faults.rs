//! `GET faults`: what was asked for and still goes on.

use kinetoscope::world::asked::Asked;
use serde_json::json;

use super::answers;
use crate::serve::{Answer, Endpoint};

/// Faults and keys of the default account and region, and faults of producers.
pub(super) fn answer(endpoint: &Endpoint) -> Answer {
    let mut engine = endpoint.engine.borrow_mut();
    let world = engine.world();
    let Asked { faults, destination_faults, refused_writes, lost_answers, keys } = world.asked();
    answers::json(&json!({
        "now": world.now(),
        "faults": faults,
        "destination_faults": destination_faults,
        "refused_writes": refused_writes,
        "lost_answers": lost_answers,
        "keys": keys,
    }))
}
