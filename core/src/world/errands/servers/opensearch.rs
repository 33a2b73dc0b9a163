//! A cluster of OpenSearch that takes bulk requests: indices with documents in them.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::json;
use super::memory::{Arrivals, Keeps};
use crate::errand::{HttpRequest, HttpResponse};

/// The clusters, by what their URL begins with.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Clusters(pub(super) BTreeMap<String, Cluster>);

/// A cluster.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Cluster {
    /// Its indices, by name: the text of each document, by id.
    pub indices: BTreeMap<String, BTreeMap<String, Arc<str>>>,
    /// Counts the documents that it has named itself.
    named: u64,
    /// The index and id of each document, by when it came.
    by_arrival: BTreeMap<u64, (Arc<str>, String)>,
    /// When each document came, by index and id.
    arrivals: BTreeMap<Arc<str>, BTreeMap<String, u64>>,
    /// Bytes of all documents.
    bytes: u64,
}

impl Clusters {
    /// The clusters that were ever sent something, by what their URL begins with.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Cluster)> {
        self.0.iter().map(|(url, cluster)| (url.as_str(), cluster))
    }

    pub(super) fn answer(
        &mut self,
        request: &HttpRequest,
        rejected: &[usize],
        arrivals: &mut Arrivals,
    ) -> HttpResponse {
        let base = request.url.strip_suffix("/_bulk").unwrap_or(&request.url);
        let cluster = self.0.entry(base.into()).or_default();
        let mut lines = request.body.split(|&byte| byte == b'\n');
        let mut items = Vec::new();
        while let (Some(action), Some(document)) =
            (lines.next().filter(|line| !line.is_empty()), lines.next())
        {
            let is_rejected = rejected.binary_search(&items.len()).is_ok();
            items.push(json!({ "index": cluster.index(action, document, is_rejected, arrivals) }));
        }
        let errors = items.iter().any(|item| item["index"]["error"].is_object());
        json(200, &json!({ "took": 1, "errors": errors, "items": items }))
    }
}

/// What is said of a document that a fault rejects: its status, and the error.
pub(in crate::world::errands) fn rejection() -> (u16, Value) {
    let (kind, reason) = ("rejected_execution_exception", "this fault was asked for");
    (429, json!({ "type": kind, "reason": reason }))
}

impl Cluster {
    /// Takes a document, and says what became of it.
    fn index(&mut self, action: &[u8], document: &[u8], is_rejected: bool, arrivals: &mut Arrivals) -> Value {
        let action: Value = serde_json::from_slice(action).unwrap_or_default();
        let told = &action["index"];
        let index = told["_index"].as_str().unwrap_or_default();
        let id = told["_id"].as_str().map_or_else(|| self.name(), Into::into);
        let refused = |(status, error): (u16, Value)| json!({ "_index": index, "_id": id, "status": status, "error": error });
        if is_rejected {
            return refused(rejection());
        }
        if serde_json::from_slice::<Map<String, Value>>(document).is_err() {
            return refused((
                400,
                json!({ "type": "mapper_parsing_exception", "reason": "failed to parse" }),
            ));
        }
        let is_update = self.put(index, &id, &String::from_utf8_lossy(document), arrivals.next());
        let (result, status) = if is_update { ("updated", 200) } else { ("created", 201) };
        json!({ "_index": index, "_id": id, "result": result, "status": status })
    }

    /// Puts a document, and says whether one was in its place.
    fn put(&mut self, index: &str, id: &str, text: &str, number: u64) -> bool {
        let before = self.indices.entry(index.into()).or_default().insert(id.into(), text.into());
        let index: Arc<str> = index.into();
        let came_before = self.arrivals.entry(index.clone()).or_default().insert(id.into(), number);
        if let Some(number) = came_before {
            self.by_arrival.remove(&number);
        }
        self.by_arrival.insert(number, (index, id.into()));
        self.bytes += text.len() as u64;
        self.bytes -= before.as_ref().map_or(0, |before| before.len() as u64);
        before.is_some()
    }

    fn name(&mut self) -> String {
        self.named += 1;
        format!("{:020}", self.named)
    }
}

impl Keeps for Cluster {
    fn bytes(&self) -> u64 {
        self.bytes
    }

    fn oldest(&self) -> Option<u64> {
        self.by_arrival.first_key_value().map(|(number, _)| *number)
    }

    fn drop_oldest(&mut self) -> u64 {
        let Some((_, (index, id))) = self.by_arrival.pop_first() else { return 0 };
        if let Some(numbers) = self.arrivals.get_mut(&index) {
            numbers.remove(&id);
        }
        let went = self.indices.get_mut(&*index).and_then(|documents| documents.remove(&id));
        let bytes = went.map_or(0, |text| text.len() as u64);
        self.bytes -= bytes;
        bytes
    }
}
