//! `GET bill`: what the default account would have been charged in the default region.

use kinetoscope::pricing::PriceTable;
use serde_json::json;

use super::answers;
use crate::serve::{Answer, Endpoint};

/// The bill until now; without lines where nothing has happened.
pub(super) fn answer(endpoint: &Endpoint) -> Answer {
    let mut engine = endpoint.engine.borrow_mut();
    let world = engine.world();
    let (table, tenant) = (PriceTable::built_in(), world.settings().tenant.clone());
    let bill = world.bill(&tenant, &table).unwrap_or_else(|| table.bill(&Default::default()));
    answers::json(&json!({ "now": world.now(), "bill": bill }))
}
