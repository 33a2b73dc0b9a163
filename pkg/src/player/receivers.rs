//! Servers and tables that delivery streams have delivered to, as somebody looks at them: the newest of what they hold.

use kinetoscope::world::World;
use kinetoscope::world::errands::Desk;
use kinetoscope::world::errands::servers::{http_endpoint, opensearch, redshift, splunk, warehouse};
use serde_json::{Value, json};

/// Rows, documents or requests that are shown of each.
const SHOWN: usize = 100;
/// Letters of a body that are shown.
const LETTERS: usize = 2_000;

/// All of them, each with its kind and its address.
pub(super) fn receivers(world: &mut World) -> Vec<Value> {
    let Desk { servers, .. } = world.deliveries();
    let redshift = servers.redshift.iter().map(|(url, cluster)| of_redshift(url, cluster));
    let opensearch = servers.opensearch.iter().map(|(url, cluster)| of_opensearch(url, cluster));
    let http = servers.http_endpoints.iter().map(|(url, endpoint)| of_http_endpoint(url, endpoint));
    let splunk = servers.splunk.iter().map(|(url, collector)| of_splunk(url, collector));
    let tables = servers.warehouses.iter().map(|(owner, name, table)| of_warehouse(owner, name, table));
    redshift.chain(opensearch).chain(http).chain(splunk).chain(tables).collect()
}

fn of_redshift(url: &str, cluster: &redshift::Cluster) -> Value {
    let table = |(name, table): (&String, &redshift::Table)| {
        let rows: Vec<_> = table.rows.iter().rev().take(SHOWN).collect();
        json!({ "name": name, "count": table.rows.len(), "columns": table.columns, "rows": rows })
    };
    let copy = |copied: &redshift::Copied| {
        let (rows, error) = (copied.outcome.as_ref().ok(), copied.outcome.as_ref().err());
        json!({ "at": copied.at, "statement": copied.statement, "rows": rows, "error": error })
    };
    json!({
        "kind": "redshift",
        "address": url,
        "tables": cluster.tables.iter().map(table).collect::<Vec<_>>(),
        "copies": cluster.copies.iter().rev().map(copy).collect::<Vec<_>>(),
    })
}

/// Documents and rows of tables are JSON objects; those of an index are named.
fn of_opensearch(url: &str, cluster: &opensearch::Cluster) -> Value {
    let index = |(name, documents): (&String, &std::collections::BTreeMap<String, std::sync::Arc<str>>)| {
        let newest = documents.iter().rev().take(SHOWN);
        let documents: Vec<_> =
            newest.map(|(id, text)| json!({ "id": id, "text": shown(text.as_bytes()) })).collect();
        json!({ "name": name, "count": cluster.indices[name].len(), "documents": documents })
    };
    let indices: Vec<_> = cluster.indices.iter().map(index).collect();
    json!({ "kind": "opensearch", "address": url, "indices": indices })
}

fn of_http_endpoint(url: &str, endpoint: &http_endpoint::HttpEndpoint) -> Value {
    let request = |request: &http_endpoint::Received| {
        let headers: Vec<_> =
            request.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        json!({
            "at": request.at,
            "about": request.status.to_string(),
            "headers": headers,
            "bytes": request.body.len(),
            "body": shown(&request.body),
        })
    };
    let requests: Vec<_> = endpoint.requests.iter().rev().map(request).collect();
    let again = endpoint.batches.values().filter(|&&times| 1 < times).count();
    json!({ "kind": "http_endpoint", "address": url, "count": endpoint.count, "again": again, "requests": requests })
}

fn of_splunk(url: &str, collector: &splunk::Collector) -> Value {
    let batch = |batch: &splunk::Batch| {
        json!({
            "at": batch.at,
            "about": batch.path,
            "headers": [],
            "bytes": batch.body.len(),
            "body": shown(&batch.body),
        })
    };
    let requests: Vec<_> = collector.batches.iter().rev().map(batch).collect();
    json!({ "kind": "splunk", "address": url, "count": collector.count, "again": 0, "requests": requests })
}

fn of_warehouse(owner: &str, name: &str, table: &warehouse::Table) -> Value {
    let rows: Vec<_> =
        table.rows.iter().rev().take(SHOWN).map(|row| json!({ "id": "", "text": row })).collect();
    let kind = if owner.starts_with("arn:") { "iceberg" } else { "snowflake" };
    let table = json!({ "name": name, "count": table.rows.len(), "documents": rows });
    json!({ "kind": kind, "address": owner, "indices": [table] })
}

fn shown(body: &[u8]) -> String {
    String::from_utf8_lossy(&body[..body.len().min(LETTERS)]).into_owned()
}
