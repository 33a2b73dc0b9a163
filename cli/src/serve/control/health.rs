//! `GET health` and `GET certificate`: what anyone may know.

use hyper::StatusCode;
use kinetoscope::world;
use serde_json::json;

use super::answers::{self, refusal};
use crate::serve::{Answer, Endpoint};

/// That it runs, which version, its time, and how many operations it runs.
pub(super) fn answer(endpoint: &Endpoint) -> Answer {
    let all = world::operations().into_iter().flat_map(|(_, operations)| operations);
    let operations = all.filter(|operation| operation.unsupported.is_none()).count();
    let now = endpoint.engine.borrow_mut().world().now();
    answers::json(&json!({
        "status": "ok",
        "version": env!("CARGO_PKG_VERSION"),
        "now": now,
        "operations": operations,
    }))
}

/// The certificate that clients must trust, as PEM.
pub(super) fn certificate(endpoint: &Endpoint) -> Answer {
    match &endpoint.certificate {
        Some(pem) => answers::bytes("application/x-pem-file", pem.clone()),
        None => {
            refusal(StatusCode::NOT_FOUND, "there is no certificate; start `kinetoscope serve` with --tls")
        }
    }
}
