//! A server that takes all that delivery streams send it, and keeps the last requests.

use alloc::borrow::Cow;
use alloc::collections::{BTreeMap, VecDeque};
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{json, keep_last};
use crate::firehose::errand::{HttpRequest, HttpResponse};
use crate::time::Instant;

/// Requests that are kept of each server.
const KEPT: usize = 100;

/// The servers, by their URL.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct HttpEndpoints(BTreeMap<String, HttpEndpoint>);

/// A server.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct HttpEndpoint {
    /// The last requests, oldest first.
    pub requests: VecDeque<Received>,
    /// How many there ever were.
    pub count: u64,
    /// Ids of batches that were taken, and how often each was: more than once where an answer was lost.
    pub batches: BTreeMap<String, u32>,
}

/// A request that came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// When.
    pub at: Instant,
    /// Its headers.
    pub headers: Vec<(Cow<'static, str>, String)>,
    /// Its body.
    pub body: Arc<[u8]>,
    /// The status that it was answered with.
    pub status: u16,
}

impl HttpEndpoints {
    /// The servers that were ever asked, by URL.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &HttpEndpoint)> {
        self.0.iter().map(|(url, endpoint)| (url.as_str(), endpoint))
    }

    pub(super) fn answer(&mut self, request: &HttpRequest, now: Instant) -> HttpResponse {
        let endpoint = self.0.entry(request.url.clone()).or_default();
        let header = |name: &str| {
            let found = request.headers.iter().find(|(header, _)| header == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let id = header("X-Amz-Firehose-Request-Id");
        let response = json(200, &json!({ "requestId": id, "timestamp": now.total_millis() }));
        let (headers, body) = (request.headers.clone(), request.body.as_slice().into());
        keep_last(&mut endpoint.requests, Received { at: now, headers, body, status: response.status }, KEPT);
        endpoint.count += 1;
        *endpoint.batches.entry(id).or_default() += 1;
        response
    }
}
