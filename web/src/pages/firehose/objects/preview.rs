//! What is in an object: text, lines of JSON, or a table with what its columns hold. Packed ones are unpacked.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;

use super::super::deliveries::size;
use super::super::here::{Here, Place, use_here};
use super::super::query::ask;
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::text;

/// Lines of text that are shown.
const LINES: usize = 200;

/// An object as the module of formats sees it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Seen {
    Bytes(Bytes),
    Columns(Columns),
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Bytes {
    packing: String,
    is_text: bool,
    text: String,
    is_whole: bool,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Columns {
    format: String,
    compression: String,
    columns: Vec<Column>,
    row_count: u64,
    groups: Vec<Group>,
    /// Each a JSON object.
    rows: Vec<String>,
    /// How many rows the columns were looked through in.
    rows_read: u64,
    trouble: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Column {
    name: String,
    data_type: String,
    least: Option<String>,
    greatest: Option<String>,
    nulls: u64,
    distinct: u64,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Group {
    rows: u64,
    bytes: u64,
}

/// The object that was chosen.
#[component]
pub(in super::super) fn Preview() -> impl IntoView {
    let here = use_here();
    let seen = RwSignal::new(None::<Result<Option<Seen>, String>>);
    Effect::new(move |_| {
        seen.set(None);
        let Some(place) = here.object.get() else { return };
        spawn_local(async move {
            let (bucket, key) = &place;
            let question = json!({ "query": "preview", "bucket": bucket, "key": key });
            let found = ask::<Option<Seen>>(here.store, question).await;
            // Another may have been chosen meanwhile.
            if here.object.try_with_untracked(|now| now.as_ref() == Some(&place)) == Some(true) {
                _ = seen.try_set(Some(found));
                request_animation_frame(|| dom::show("firehose-preview", true));
            }
        });
    });
    let shown = move || here.object.get().map(|place| frame(here, place, seen));
    view! { <div class="preview-frame">{shown}</div> }
}

fn frame(here: Here, place: Place, seen: RwSignal<Option<Result<Option<Seen>, String>>>) -> impl IntoView {
    let name = place.1.rsplit('/').next().unwrap_or_default().to_owned();
    let key = place.1.clone();
    let download = move |_| save(here, place.clone());
    let body = move || match seen.get() {
        None => view! { <p class="muted small-text" role="status">"Reading\u{2026}"</p> }.into_any(),
        Some(Err(why)) => view! { <p class="field-error" role="alert">{why}</p> }.into_any(),
        Some(Ok(None)) => {
            view! { <p class="muted small-text">"At this moment there is no such object."</p> }.into_any()
        }
        Some(Ok(Some(Seen::Bytes(bytes)))) => of_bytes(bytes),
        Some(Ok(Some(Seen::Columns(columns)))) => of_columns(columns),
    };
    // The object that was chosen has the word again.
    let close = move |_| {
        let chosen = document().query_selector(".tree-object[aria-pressed=true]").ok().flatten();
        here.object.set(None);
        if let Some(chosen) = chosen.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            _ = chosen.focus(); // one that is gone from the page takes none
        }
    };
    view! {
        <section class="card preview" id="firehose-preview" aria-labelledby="firehose-preview-title" data-testid="firehose-preview">
            <div class="card-head">
                <h2 id="firehose-preview-title" class="mono" title=key>{name}</h2>
                <span class="button-row">
                    <button type="button" class="button small" data-testid="firehose-download" on:click=download><Icon name="download"/>"Download"</button>
                    <button type="button" class="button quiet small" aria-label="Close the preview" data-testid="firehose-preview-close" on:click=close><Icon name="close"/></button>
                </span>
            </div>
            {body}
        </section>
    }
}

/// Gives the object as a file, as it lies in the bucket.
fn save(here: Here, (bucket, key): Place) {
    spawn_local(async move {
        let question = json!({ "query": "object", "bucket": bucket, "key": key });
        match here.store.request("firehose", question).await {
            Ok(bytes) => dom::save(&bytes, key.rsplit('/').next().unwrap_or("object")),
            Err(why) => here.store.complain(why),
        }
    });
}

fn of_bytes(bytes: Bytes) -> AnyView {
    let packing = packing_name(&bytes.packing);
    let lines: Vec<String> = bytes.text.lines().take(LINES).map(str::to_owned).collect();
    let is_cut = !bytes.is_whole || LINES < bytes.text.lines().count();
    let kind = match bytes.is_text {
        true if are_json(&lines) => "JSON lines",
        true => "text",
        false => "bytes",
    };
    let told = if is_cut { "The beginning is shown." } else { "" };
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <p class="preview-told"><span class="badge" data-testid="firehose-preview-kind">{kind}</span>" "{packing}" "<span class="muted">{told}</span></p>
        <div class="preview-lines" tabindex="0" role="region" aria-label="What is in it">
            <ol class="mono" data-testid="firehose-preview-lines">{lines}</ol>
        </div>
    }
    .into_any()
}

fn are_json(lines: &[String]) -> bool {
    let is_json = |line: &String| serde_json::from_str::<Value>(line).is_ok_and(|value| value.is_object());
    !lines.is_empty() && lines.iter().take(5).all(is_json)
}

fn packing_name(packing: &str) -> &'static str {
    match packing {
        "Gzip" => "unpacked from GZIP",
        "Zip" => "unpacked from ZIP",
        "Snappy" => "unpacked from Snappy",
        "HadoopSnappy" => "unpacked from Hadoop's Snappy",
        _ => "not compressed",
    }
}

fn of_columns(file: Columns) -> AnyView {
    let groups = if file.format == "ORC" { "stripe" } else { "row group" };
    let told = format!(
        "{}, {}, {}",
        file.compression,
        text::plural(file.row_count as usize, "row"),
        text::plural(file.groups.len(), groups)
    );
    let columns = file.columns.clone();
    let trouble = file.trouble.clone().map(|why| view! { <p class="field-error">{why}</p> });
    let sample = (file.rows_read < file.row_count)
        .then(|| format!("Looked through the first {} rows. ", text::count(file.rows_read)));
    view! {
        <p class="preview-told"><span class="badge" data-testid="firehose-preview-kind">{file.format.clone()}</span>" "<span data-testid="firehose-preview-told">{told}</span></p>
        {trouble}
        <div class="preview-columns">
            <div class="preview-part">
                <h3>"Columns"</h3>
                <p class="muted small-text">{sample}</p>
                {table_of_columns(&columns)}
                <h3>{if file.format == "ORC" { "Stripes" } else { "Row groups" }}</h3>
                {table_of_groups(&file.groups)}
            </div>
            <div class="preview-part">
                <h3>{format!("The first {}", text::plural(file.rows.len(), "row"))}</h3>
                {table_of_rows(&columns, &file.rows)}
            </div>
        </div>
    }
    .into_any()
}

fn table_of_columns(columns: &[Column]) -> impl IntoView + use<> {
    let row = |column: &Column| {
        let dash = |value: &Option<String>| value.clone().unwrap_or_else(|| "\u{2013}".into());
        view! {
            <tr data-testid="firehose-preview-column">
                <th scope="row" class="mono">{column.name.clone()}</th>
                <td class="mono">{column.data_type.clone()}</td>
                <td>{dash(&column.least)}</td>
                <td>{dash(&column.greatest)}</td>
                <td class="number">{text::count(column.nulls)}</td>
                <td class="number">{text::count(column.distinct)}</td>
            </tr>
        }
    };
    view! {
        <div class="firehose-scroll" tabindex="0" role="region" aria-label="Columns">
            <table class="firehose-table">
                <thead><tr><th scope="col">"Name"</th><th scope="col">"Type"</th><th scope="col">"Least"</th><th scope="col">"Greatest"</th><th scope="col" class="number">"Nulls"</th><th scope="col" class="number">"Distinct"</th></tr></thead>
                <tbody>{columns.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn table_of_groups(groups: &[Group]) -> impl IntoView + use<> {
    let row = |(at, group): (usize, &Group)| {
        view! {
            <tr data-testid="firehose-preview-group">
                <th scope="row" class="number">{at + 1}</th>
                <td class="number">{text::count(group.rows)}</td>
                <td class="number">{size(group.bytes)}</td>
            </tr>
        }
    };
    view! {
        <div class="firehose-scroll preview-groups" tabindex="0" role="region" aria-label="Parts of the file">
            <table class="firehose-table">
                <thead><tr><th scope="col" class="number">"No."</th><th scope="col" class="number">"Rows"</th><th scope="col" class="number">"Bytes"</th></tr></thead>
                <tbody>{groups.iter().enumerate().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn table_of_rows(columns: &[Column], rows: &[String]) -> impl IntoView + use<> {
    let row = |row: &String| {
        let row: Value = serde_json::from_str(row).unwrap_or_default();
        let cell = |column: &Column| view! { <td>{said(&row[&column.name])}</td> };
        view! { <tr data-testid="firehose-preview-row">{columns.iter().map(cell).collect_view()}</tr> }
    };
    let heads = columns.iter().map(|column| view! { <th scope="col">{column.name.clone()}</th> });
    view! {
        <div class="firehose-scroll preview-rows" tabindex="0" role="region" aria-label="Rows">
            <table class="firehose-table mono">
                <thead><tr>{heads.collect_view()}</tr></thead>
                <tbody>{rows.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn said(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
