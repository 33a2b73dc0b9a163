//! What delivery streams deliver to, where no host reaches the real thing: servers and tables that one can look into.

pub mod http_endpoint;
mod memory;
pub mod opensearch;
pub mod redshift;
pub mod splunk;
pub mod warehouse;

use alloc::collections::VecDeque;
use alloc::string::ToString;

use serde::{Deserialize, Serialize};

pub(in crate::world) use memory::Arrivals;

use super::kept::Holder;
use memory::Keeps;

use crate::errand::{HttpRequest, HttpResponse, Server};
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
        arrivals: &mut Arrivals,
        now: Instant,
    ) -> HttpResponse {
        match request.server {
            Server::HttpEndpoint => self.http_endpoints.answer(request, arrivals, now),
            Server::Splunk => self.splunk.answer(request, arrivals, now),
            Server::Opensearch => self.opensearch.answer(request, rejected, arrivals),
        }
    }

    /// Bytes of all that is kept. O(servers and tables).
    pub(in crate::world) fn bytes(&self) -> u64 {
        self.keepers().map(|(_, keeper)| keeper.bytes()).sum()
    }

    /// The number of the oldest thing that is kept. O(servers and tables).
    pub(in crate::world) fn oldest(&self) -> Option<u64> {
        self.keepers().filter_map(|(_, keeper)| keeper.oldest()).min()
    }

    /// Lets the oldest thing go, of which there is one; says who had it, and how many bytes it had.
    pub(in crate::world) fn drop_oldest(&mut self) -> (Holder, u64) {
        let keepers = self.keepers_mut().filter_map(|(name, keeper)| Some((keeper.oldest()?, name, keeper)));
        let (_, name, keeper) = keepers.min_by_key(|(number, ..)| *number).expect("there is one");
        (Holder::Server(name.into()), keeper.drop_oldest())
    }

    fn keepers(&self) -> impl Iterator<Item = (&str, &dyn Keeps)> {
        let http_endpoints = self.http_endpoints.iter().map(|(url, it)| (url, &it.requests as &dyn Keeps));
        let splunk = self.splunk.iter().map(|(url, it)| (url, &it.batches as &dyn Keeps));
        let opensearch = self.opensearch.iter().map(|(url, it)| (url, it as &dyn Keeps));
        let redshift = self.redshift.iter().map(|(url, it)| (url, it as &dyn Keeps));
        let tables = self.warehouses.iter().map(|(owner, _, it)| (owner, it as &dyn Keeps));
        http_endpoints.chain(splunk).chain(opensearch).chain(redshift).chain(tables)
    }

    fn keepers_mut(&mut self) -> impl Iterator<Item = (&str, &mut dyn Keeps)> {
        let http_endpoints =
            self.http_endpoints.0.iter_mut().map(|(url, it)| (&**url, &mut it.requests as &mut dyn Keeps));
        let splunk = self.splunk.0.iter_mut().map(|(url, it)| (&**url, &mut it.batches as &mut dyn Keeps));
        let opensearch = self.opensearch.0.iter_mut().map(|(url, it)| (&**url, it as &mut dyn Keeps));
        let redshift = self.redshift.0.iter_mut().map(|(url, it)| (&**url, it as &mut dyn Keeps));
        let tables =
            self.warehouses.0.iter_mut().flat_map(|(owner, tables)| {
                tables.values_mut().map(move |it| (&**owner, it as &mut dyn Keeps))
            });
        http_endpoints.chain(splunk).chain(opensearch).chain(redshift).chain(tables)
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
