//! `GET deliveries`: what simulated destinations have taken, and what lies in buckets.

use kinetoscope::world::delivered::Delivered;

use super::answers;
use crate::serve::{Answer, Endpoint};

/// Buckets of the default account, with what was put into folders and stores too, and servers and tables that are simulated; what
/// other servers and databases really got is not here.
pub(super) fn answer(endpoint: &Endpoint) -> Answer {
    let delivered = Delivered::of(endpoint.engine.borrow_mut().world());
    answers::json(&serde_json::to_value(delivered).expect("plain data serialises"))
}
