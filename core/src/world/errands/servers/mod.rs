//! What delivery streams deliver to, where no host reaches the real thing: servers and tables that one can look into.

pub mod http_endpoint;
pub mod opensearch;
pub mod redshift;
pub mod splunk;
pub mod warehouse;

use alloc::collections::VecDeque;
use alloc::string::ToString;

use serde::{Deserialize, Serialize};

use crate::firehose::errand::{HttpRequest, HttpResponse, Server};
use crate::time::Instant;

/// All of them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Servers {
    /// Servers that take records by HTTP.
    pub http_endpoints: http_endpoint::HttpEndpoints,
    /// Splunk.
    pub splunk: splunk::Collectors,
    /// OpenSearch.
    pub opensearch: opensearch::Clusters,
    /// Redshift.
    pub redshift: redshift::Clusters,
    /// Snowflake and Iceberg.
    pub warehouses: warehouse::Warehouses,
}

impl Servers {
    /// Answers a request; `rejected` are the records that a fault has rejected, by their place.
    pub(in crate::world) fn answer(
        &mut self,
        request: &HttpRequest,
        rejected: &[usize],
        now: Instant,
    ) -> HttpResponse {
        match request.server {
            Server::HttpEndpoint => self.http_endpoints.answer(request, now),
            Server::Splunk => self.splunk.answer(request, now),
            Server::Opensearch => self.opensearch.answer(request, rejected),
        }
    }
}

/// Adds to a list that keeps no more than so many of the last.
fn keep_last<T>(list: &mut VecDeque<T>, item: T, max: usize) {
    if max <= list.len() {
        list.pop_front();
    }
    list.push_back(item);
}

fn json(status: u16, body: &serde_json::Value) -> HttpResponse {
    let headers = [("content-type".into(), "application/json".into())].into();
    HttpResponse { status, headers, body: body.to_string().into_bytes() }
}
