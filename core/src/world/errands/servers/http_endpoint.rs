//! A server that takes all that delivery streams send it, and keeps the last requests.

use alloc::borrow::Cow;
use alloc::collections::{BTreeMap, VecDeque};
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::memory::{Arrivals, Arrived};
use super::{json, keep_last};
use crate::errand::{HttpRequest, HttpResponse};
use crate::time::Instant;

/// Requests that are kept of each server.
const KEPT: usize = 100;
/// Ids of batches that are kept of each server.
const IDS_KEPT: usize = 10_000;

/// The servers, by their URL.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct HttpEndpoints(pub(super) BTreeMap<String, HttpEndpoint>);

/// A server.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct HttpEndpoint {
    /// The last requests, oldest first.
    pub requests: VecDeque<Received>,
    /// How many there ever were.
    pub count: u64,
    /// Ids of the last batches that were taken, and how often each was: more than once where an answer was lost.
    pub batches: BTreeMap<String, u32>,
    /// Those ids, the oldest first.
    ids: VecDeque<String>,
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
    /// By when it came.
    number: u64,
}

impl HttpEndpoints {
    /// The servers that were ever asked, by URL.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &HttpEndpoint)> {
        self.0.iter().map(|(url, endpoint)| (url.as_str(), endpoint))
    }

    pub(super) fn answer(
        &mut self,
        request: &HttpRequest,
        arrivals: &mut Arrivals,
        now: Instant,
    ) -> HttpResponse {
        let endpoint = self.0.entry(request.url.clone()).or_default();
        let header = |name: &str| {
            let found = request.headers.iter().find(|(header, _)| header == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let id = header("X-Amz-Firehose-Request-Id");
        let response = json(200, &json!({ "requestId": id, "timestamp": now.total_millis() }));
        let (headers, body) = (request.headers.clone(), request.body.as_slice().into());
        let (status, number) = (response.status, arrivals.next());
        keep_last(&mut endpoint.requests, Received { at: now, headers, body, status, number }, KEPT);
        endpoint.count += 1;
        endpoint.count_batch(id);
        response
    }
}

impl HttpEndpoint {
    fn count_batch(&mut self, id: String) {
        if let Some(times) = self.batches.get_mut(&id) {
            *times += 1;
            return;
        }
        if IDS_KEPT <= self.ids.len()
            && let Some(oldest) = self.ids.pop_front()
        {
            self.batches.remove(&oldest);
        }
        self.ids.push_back(id.clone());
        self.batches.insert(id, 1);
    }
}

impl Arrived for Received {
    fn number(&self) -> u64 {
        self.number
    }

    fn bytes(&self) -> u64 {
        self.body.len() as u64
    }
}
