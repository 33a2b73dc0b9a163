//! Tables, indices and servers that were delivered to, with the newest of what they hold.

use kinetoscope::time::Instant;
use leptos::prelude::*;
use serde::Deserialize;
use serde_json::json;

use super::deliveries::size;
use super::faults::target_of;
use super::here::{Here, use_here};
use super::query::follow;
use crate::ui::live::{If, List, holds, words};
use crate::ui::text;

/// Something that was delivered to.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Receiver {
    kind: String,
    address: String,
    /// Of Redshift.
    tables: Vec<Table>,
    copies: Vec<Copied>,
    /// Of OpenSearch, and tables of rows that are JSON.
    indices: Vec<Index>,
    /// Of servers: how many there ever were, and the last.
    count: u64,
    /// How many of them came more than once.
    again: u64,
    requests: Vec<Request>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Table {
    name: String,
    count: usize,
    columns: Vec<String>,
    rows: Vec<Vec<Option<String>>>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Copied {
    at: Instant,
    statement: String,
    rows: Option<u64>,
    error: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Index {
    name: String,
    count: usize,
    documents: Vec<Document>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Document {
    id: String,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Request {
    at: Instant,
    about: String,
    headers: Vec<String>,
    bytes: u64,
    body: String,
}

/// All that the delivery stream can have delivered to.
#[component]
pub(super) fn Receivers() -> impl IntoView {
    let all = follow::<Vec<Receiver>>(|| Some(json!({ "query": "receivers" })));
    let here = use_here();
    // Those of the kind that the delivery stream delivers to.
    let keys = Memo::new(move |_| {
        let kind = here.with_stream(|stream| target_of(&stream.target)).unwrap_or_default();
        all.with(|all| {
            let all = all.iter().flatten().enumerate();
            all.filter(|(_, it)| it.kind == kind).map(|(at, _)| at.to_string()).collect::<Vec<_>>()
        })
    });
    let row = Callback::new(move |at: String| {
        let at: usize = at.parse().unwrap_or_default();
        let receiver = Memo::new(move |_| {
            all.with(|all| all.as_ref().and_then(|all| all.get(at)).cloned()).unwrap_or_default()
        });
        view! { <Card receiver=receiver here=here/> }.into_any()
    });
    view! { <List keys=keys.into() row=row/> }
}

#[component]
fn Card(receiver: Memo<Receiver>, here: Here) -> impl IntoView {
    let title = words(move || receiver.with(|receiver| kind_name(&receiver.kind)));
    let testid = untrack(|| receiver.with(|receiver| format!("firehose-receiver-{}", receiver.kind)));
    let is_server = holds(move || receiver.with(|it| !it.requests.is_empty()));
    let has_copies = holds(move || receiver.with(|it| !it.copies.is_empty()));
    view! {
        <section class="card firehose-card" aria-label=title data-testid=testid>
            <h2>{title}</h2>
            <p class="mono small-text firehose-place">{words(move || receiver.with(|it| it.address.clone()))}</p>
            {move || receiver.with(|it| it.tables.iter().map(of_table).collect_view())}
            {move || receiver.with(|it| it.indices.iter().map(of_index).collect_view())}
            <If when=has_copies><h3>"COPY history"</h3>{move || receiver.with(|it| copies(here, &it.copies))}</If>
            <If when=is_server>{move || receiver.with(|it| requests(here, it))}</If>
        </section>
    }
}

fn kind_name(kind: &str) -> &'static str {
    match kind {
        "redshift" => "Redshift",
        "opensearch" => "OpenSearch",
        "splunk" => "Splunk",
        "http_endpoint" => "HTTP endpoint",
        "snowflake" => "Snowflake",
        _ => "Iceberg",
    }
}

fn of_table(table: &Table) -> impl IntoView + use<> {
    let head = table.columns.iter().map(|name| view! { <th scope="col">{name.clone()}</th> }).collect_view();
    let row = |row: &Vec<Option<String>>| {
        let cell = |cell: &Option<String>| view! { <td>{cell.clone().unwrap_or_else(|| "null".into())}</td> };
        view! { <tr data-testid="firehose-table-row">{row.iter().map(cell).collect_view()}</tr> }
    };
    let name = format!("{}: {}", table.name, text::plural(table.count, "row"));
    view! {
        <h3 data-testid="firehose-table">{name.clone()}</h3>
        <div class="firehose-scroll" tabindex="0" role="region" aria-label=name>
            <table class="firehose-table mono"><thead><tr>{head}</tr></thead><tbody>{table.rows.iter().map(row).collect_view()}</tbody></table>
        </div>
    }
}

fn of_index(index: &Index) -> impl IntoView + use<> {
    let line = |document: &Document| {
        let id =
            (!document.id.is_empty()).then(|| view! { <span class="muted">{document.id.clone()}" "</span> });
        view! { <li data-testid="firehose-document">{id}{document.text.clone()}</li> }
    };
    let name = format!("{}: {}", index.name, text::count(index.count as u64));
    view! {
        <h3 data-testid="firehose-table">{name.clone()}</h3>
        <div class="preview-lines" tabindex="0" role="region" aria-label=name>
            <ol class="mono">{index.documents.iter().map(line).collect_view()}</ol>
        </div>
    }
}

fn copies(here: Here, copies: &[Copied]) -> AnyView {
    let line = |copied: &Copied| {
        let outcome = match (&copied.error, copied.rows) {
            (Some(error), _) => view! { <span class="field-error">{error.clone()}</span> }.into_any(),
            (None, rows) => {
                view! { <strong>{text::plural(rows.unwrap_or_default() as usize, "row")}</strong> }.into_any()
            }
        };
        let manifest = manifest_of(&copied.statement).map(|place| {
            let show = move |_| here.object.set(Some(place.clone()));
            view! { <button type="button" class="link" data-testid="firehose-manifest" on:click=show>"Show the manifest"</button> }
        });
        let at = text::clock(here.elapsed_us(copied.at));
        view! {
            <li class="copy" data-testid="firehose-copy">
                <p>{at}" "{outcome}" "{manifest}</p>
                <pre tabindex="0">{copied.statement.clone()}</pre>
            </li>
        }
    };
    view! { <ol class="copies">{copies.iter().map(line).collect_view()}</ol> }.into_any()
}

/// The bucket and the key that a command copies from.
fn manifest_of(statement: &str) -> Option<(String, String)> {
    let (place, _) = statement.split_once("s3://")?.1.split_once('\'')?;
    let (bucket, key) = place.split_once('/')?;
    Some((bucket.into(), key.into()))
}

fn requests(here: Here, receiver: &Receiver) -> AnyView {
    let line = |request: &Request| {
        let at = text::clock(here.elapsed_us(request.at));
        let headers = request.headers.join("\n");
        view! {
            <li data-testid="firehose-request">
                <details>
                    <summary>{at}" "<span class="badge">{request.about.clone()}</span>" "{size(request.bytes)}</summary>
                    <pre tabindex="0">{headers}"\n\n"{request.body.clone()}</pre>
                </details>
            </li>
        }
    };
    let again =
        (0 < receiver.again).then(|| format!(", {} came more than once", text::count(receiver.again)));
    let told = format!("{} in all", text::plural(receiver.count as usize, "request"));
    view! {
        <p class="small-text" data-testid="firehose-requests-told">{told}{again}</p>
        <ol class="requests">{receiver.requests.iter().take(20).map(line).collect_view()}</ol>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_names_its_manifest() {
        let statement = "COPY t FROM 's3://lake/manifests/a/b' CREDENTIALS 'x' MANIFEST;";
        assert_eq!(manifest_of(statement), Some(("lake".into(), "manifests/a/b".into())));
        assert_eq!(manifest_of("COPY t"), None);
    }
}
