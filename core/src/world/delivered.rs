//! What delivery streams have delivered to, as plain data.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::Serialize;

use super::World;
use super::errands::Desk;
use super::errands::servers::{http_endpoint, opensearch, redshift, splunk};
use crate::s3::StoredObject;
use crate::time::Instant;

/// Everything, by what names it. Bodies are text where they are UTF-8, with signs in place of what is not.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Delivered {
    /// Of the default account.
    buckets: BTreeMap<String, Vec<Object>>,
    http_endpoints: BTreeMap<String, HttpEndpoint>,
    splunk: BTreeMap<String, Collector>,
    /// Documents of each index, by id.
    opensearch: BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>,
    redshift: BTreeMap<String, Cluster>,
    /// Rows of each table, by whose it is: Snowflake's by the URL of an account, Iceberg's by the ARN of a catalog.
    warehouses: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Object {
    key: String,
    size: usize,
    modified: String,
}

#[derive(Debug, Serialize)]
struct HttpEndpoint {
    count: u64,
    requests: Vec<Request>,
}

#[derive(Debug, Serialize)]
struct Request {
    at: String,
    headers: BTreeMap<String, String>,
    body: String,
    status: u16,
}

#[derive(Debug, Serialize)]
struct Collector {
    count: u64,
    batches: Vec<Batch>,
}

#[derive(Debug, Serialize)]
struct Batch {
    at: String,
    path: String,
    body: String,
}

#[derive(Debug, Serialize)]
struct Cluster {
    tables: BTreeMap<String, redshift::Table>,
    copies: Vec<Copied>,
}

#[derive(Debug, Serialize)]
struct Copied {
    at: String,
    statement: String,
    rows: Option<u64>,
    error: Option<String>,
}

impl Delivered {
    /// Looks at all that is simulated.
    pub fn of(world: &mut World) -> Self {
        let account = world.settings().tenant.account;
        let Desk { s3, servers, .. } = world.deliveries();
        let mut warehouses = BTreeMap::<String, BTreeMap<_, _>>::new();
        for (owner, name, table) in servers.warehouses.iter() {
            let rows = table.rows.iter().map(|row| row.to_string()).collect();
            warehouses.entry(owner.to_owned()).or_default().insert(name.to_owned(), rows);
        }
        Self {
            buckets: s3
                .buckets_of(account)
                .map(|bucket| (bucket.name.to_string(), bucket.objects().map(Object::of).collect()))
                .collect(),
            http_endpoints: named(servers.http_endpoints.iter(), HttpEndpoint::of),
            splunk: named(servers.splunk.iter(), Collector::of),
            opensearch: named(servers.opensearch.iter(), indices),
            redshift: named(servers.redshift.iter(), Cluster::of),
            warehouses,
        }
    }
}

fn named<'a, T: 'a, U>(
    items: impl Iterator<Item = (&'a str, &'a T)>,
    of: impl Fn(&T) -> U,
) -> BTreeMap<String, U> {
    items.map(|(name, item)| (name.to_owned(), of(item))).collect()
}

fn indices(cluster: &opensearch::Cluster) -> BTreeMap<String, BTreeMap<String, String>> {
    let texts = |documents: &BTreeMap<String, Arc<str>>| {
        documents.iter().map(|(id, text)| (id.clone(), text.to_string())).collect()
    };
    cluster.indices.iter().map(|(name, documents)| (name.clone(), texts(documents))).collect()
}

fn time(at: Instant) -> String {
    at.to_string()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl Object {
    fn of((key, object): (&str, &StoredObject)) -> Self {
        Self { key: key.to_owned(), size: object.body.len(), modified: time(object.modified) }
    }
}

impl HttpEndpoint {
    fn of(endpoint: &http_endpoint::HttpEndpoint) -> Self {
        let request = |received: &http_endpoint::Received| Request {
            at: time(received.at),
            headers: received
                .headers
                .iter()
                .map(|(name, value)| (name.to_lowercase(), value.clone()))
                .collect(),
            body: text(&received.body),
            status: received.status,
        };
        Self { count: endpoint.count, requests: endpoint.requests.iter().map(request).collect() }
    }
}

impl Collector {
    fn of(collector: &splunk::Collector) -> Self {
        let batch = |batch: &splunk::Batch| Batch {
            at: time(batch.at),
            path: batch.path.clone(),
            body: text(&batch.body),
        };
        Self { count: collector.count, batches: collector.batches.iter().map(batch).collect() }
    }
}

impl Cluster {
    fn of(cluster: &redshift::Cluster) -> Self {
        let copied = |copied: &redshift::Copied| Copied {
            at: time(copied.at),
            statement: copied.statement.clone(),
            rows: copied.outcome.as_ref().ok().copied(),
            error: copied.outcome.as_ref().err().cloned(),
        };
        Self { tables: cluster.tables.clone(), copies: cluster.copies.iter().map(copied).collect() }
    }
}
