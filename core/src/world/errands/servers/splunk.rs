//! A collector of Splunk that indexes what it is sent, and says so when it is asked.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::memory::{Arrivals, Arrived};
use super::{json, keep_last};
use crate::errand::{HttpRequest, HttpResponse};
use crate::time::Instant;

/// Batches of events that are kept of each collector.
const KEPT: usize = 100;

/// The collectors, by what their URL begins with.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Collectors(pub(super) BTreeMap<String, Collector>);

/// A collector.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Collector {
    /// The last batches of events, oldest first.
    pub batches: VecDeque<Batch>,
    /// How many there ever were, which counts acknowledgements too.
    pub count: u64,
}

/// Events that came together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// When.
    pub at: Instant,
    /// `raw` or `event`.
    pub path: String,
    /// The events.
    pub body: Arc<[u8]>,
    /// By when they came.
    number: u64,
}

impl Collectors {
    /// The collectors that were ever sent something, by what their URL begins with.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Collector)> {
        self.0.iter().map(|(url, collector)| (url.as_str(), collector))
    }

    pub(super) fn answer(
        &mut self,
        request: &HttpRequest,
        arrivals: &mut Arrivals,
        now: Instant,
    ) -> HttpResponse {
        let (base, rest) = request.url.split_once("/services/collector/").unwrap_or((&request.url, ""));
        let path = rest.split('?').next().unwrap_or_default();
        let collector = self.0.entry(base.into()).or_default();
        if path == "ack" {
            return collector.acknowledge(&request.body);
        }
        if path == "event" && !is_events(&request.body) {
            return json(400, &json!({ "text": "Invalid data format", "code": 6 }));
        }
        let id = collector.count;
        collector.count += 1;
        let (body, number) = (request.body.as_slice().into(), arrivals.next());
        let batch = Batch { at: now, path: path.into(), body, number };
        keep_last(&mut collector.batches, batch, KEPT);
        json(200, &json!({ "text": "Success", "code": 0, "ackId": id }))
    }
}

impl Collector {
    fn acknowledge(&self, body: &[u8]) -> HttpResponse {
        let asked: Value = serde_json::from_slice(body).unwrap_or_default();
        let ids: Vec<u64> =
            asked["acks"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
        let acks: Map<_, _> = ids.into_iter().map(|id| (id.to_string(), (id < self.count).into())).collect();
        json(200, &json!({ "acks": acks }))
    }
}

impl Arrived for Batch {
    fn number(&self) -> u64 {
        self.number
    }

    fn bytes(&self) -> u64 {
        self.body.len() as u64
    }
}

/// Whether a body is JSON objects with an event in each, one behind the other.
fn is_events(body: &[u8]) -> bool {
    let mut values = serde_json::Deserializer::from_slice(body).into_iter::<Value>();
    values.all(|value| value.is_ok_and(|value| value.get("event").is_some()))
}
