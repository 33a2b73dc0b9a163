//! Deliveries to servers.

use std::time::Duration;

use kinetoscope::errand::{HttpRequest, Outcome};

use super::http;
use super::routes::Routes;

/// Sends a request where its URL leads.
pub(super) fn send(routes: &Routes, request: HttpRequest) -> Outcome {
    let HttpRequest { url, headers, body, timeout, .. } = request;
    let timeout = Duration::from_micros(timeout.total_micros());
    http::post(&routes.server(&url), &headers, &body, timeout)
        .map_or_else(Outcome::Unreachable, Outcome::Responded)
}
