//! The rows of each stream as they come: a table for each, that can be held, put first, and taken as a file.

use std::sync::Arc;

use kinetoscope::analytics::rehearsal::{Look, RowView, StreamKind, TableView};
use leptos::prelude::*;

use super::bench::{Bench, use_bench};
use super::clock::moment;
use crate::ui::icon::Icon;
use crate::ui::live::{If, List, holds, words};
use crate::ui::text;

/// All tables: those that are pinned, then what the application makes, rows without a result, and what it reads.
#[component]
pub(super) fn Results() -> impl IntoView {
    let bench = use_bench();
    let names = Memo::new(move |_| {
        let Some(look) = bench.look.get() else { return Vec::new() };
        let mut names: Vec<_> =
            look.tables.iter().map(|table| (place(bench, table), table.name.clone())).collect();
        names.sort_by_key(|(place, _)| *place);
        names.into_iter().map(|(_, name)| name).collect()
    });
    let card = move |name: String| view! { <Card name=name/> }.into_any();
    view! {
        <section class="sql-results" aria-labelledby="sql-results-title">
            <h2 id="sql-results-title">"Rows"</h2>
            <div class="sql-tables"><List keys=names.into() row=Callback::new(card)/></div>
        </section>
    }
}

fn place(bench: Bench, table: &TableView) -> (bool, u8) {
    let kind = match table.kind {
        StreamKind::Made => 0,
        StreamKind::Errors if 0 < table.total => 1,
        StreamKind::Input => 2,
        StreamKind::Errors => 3,
    };
    (bench.pinned.with(|pinned| !pinned.contains(&table.name)), kind)
}

fn of(look: Option<&Arc<Look>>, name: &str) -> Option<TableView> {
    look?.tables.iter().find(|table| table.name == name).cloned()
}

/// The table of a stream.
#[component]
fn Card(name: String) -> impl IntoView {
    let bench = use_bench();
    let name = StoredValue::new(name);
    let is_held = holds(move || bench.held.with(|held| held.contains(&name.get_value())));
    let shown = RwSignal::new(None::<TableView>);
    Effect::new(move |_| {
        let newest = bench.look.with(|look| of(look.as_ref(), &name.get_value()));
        if !is_held.get() {
            shown.set(newest);
        }
    });
    let told = words(move || shown.with(|table| table.as_ref().map(told)));
    let is_empty = holds(move || shown.with(|table| table.as_ref().is_none_or(|table| table.total == 0)));
    let is_pinned = holds(move || bench.pinned.with(|pinned| pinned.contains(&name.get_value())));
    let hold = move |_| toggle(bench.held, name.get_value());
    let pin = move |_| toggle(bench.pinned, name.get_value());
    let id = format!("sql-rows-{}", name.get_value().replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
    let is_errors = name.with_value(|name| name == kinetoscope::analytics::plan::ERROR_STREAM);
    view! {
        <article class="card sql-stream" class:empty=is_empty class:errors=is_errors aria-labelledby=id.clone() data-testid="sql-stream" data-stream=name.get_value()>
            <header class="card-head">
                <div>
                    <h3 id=id.clone() class="mono">{name.get_value()}</h3>
                    <p class="muted small-text" data-testid="sql-stream-told">{told}</p>
                </div>
                <div class="button-row">
                    <button type="button" class="button quiet small" aria-pressed=words(move || is_held.get().to_string()) data-testid="sql-hold" on:click=hold>{words(move || if is_held.get() { "Paused" } else { "Pause" })}</button>
                    <button type="button" class="button quiet small" aria-pressed=words(move || is_pinned.get().to_string()) data-testid="sql-pin" on:click=pin>{words(move || if is_pinned.get() { "Pinned" } else { "Pin" })}</button>
                    <button type="button" class="button quiet small" data-testid="sql-export" disabled=is_empty on:click=move |_| bench.export(name.get_value())><Icon name="download"/>"CSV"</button>
                </div>
            </header>
            <If when=is_empty><p class="muted small-text">{if is_errors { "No row was without a result." } else { "No rows yet." }}</p></If>
            <If when=holds(move || !is_empty.get())><Rows shown=shown name=name/></If>
        </article>
    }
}

fn toggle(names: RwSignal<std::collections::BTreeSet<String>>, name: String) {
    names.update(|names| {
        if !names.remove(&name) {
            names.insert(name);
        }
    });
}

/// What a stream is and how many rows it had.
fn told(table: &TableView) -> String {
    let from = match (table.kind, table.pumps.as_slice()) {
        (StreamKind::Input, _) => "input".to_owned(),
        (StreamKind::Errors, _) => "rows without a result".to_owned(),
        (StreamKind::Made, []) => "no pump writes to it".to_owned(),
        (StreamKind::Made, [pump]) => format!("by pump {pump}"),
        (StreamKind::Made, pumps) => format!("by pumps {}", pumps.join(", ")),
    };
    format!("{from}, {}", text::plural(usize::try_from(table.total).unwrap_or(usize::MAX), "row"))
}

#[component]
fn Rows(shown: RwSignal<Option<TableView>>, name: StoredValue<String>) -> impl IntoView {
    let bench = use_bench();
    let columns = Memo::new(move |_| {
        shown.with(|table| table.as_ref().map(|table| table.columns.clone())).unwrap_or_default()
    });
    let head = move || {
        let head = |column: kinetoscope::analytics::rehearsal::ColumnView| {
            view! { <th scope="col"><span class="mono">{column.name}</span><span class="muted">{column.sql_type}</span></th> }
        };
        columns.get().into_iter().map(head).collect_view()
    };
    let linked = move |rowtime: i64| {
        holds(move || {
            bench.linked.with(|linked| {
                linked
                    .as_ref()
                    .is_some_and(|(stream, at)| *at == rowtime && name.with_value(|name| name == stream))
            })
        })
    };
    let rows = move || shown.with(|table| table.as_ref().map(|table| table.rows.clone())).unwrap_or_default();
    let label = format!("Rows of {}", name.get_value());
    view! {
        <div class="sql-scroll" tabindex="0" role="region" aria-label=label>
            <table class="sql-table">
                <thead><tr><th scope="col"><span class="mono">"ROWTIME"</span><span class="muted">"newest first"</span></th>{head}</tr></thead>
                <tbody>
                    <For each=rows key=|row| (row.number, row.rowtime) children=move |row: RowView| {
                        let is_linked = linked(row.rowtime);
                        view! {
                            <tr class:linked=is_linked data-testid="sql-row">
                                <td class="num muted">{moment(row.rowtime)}</td>
                                {row.fields.into_iter().map(field).collect_view()}
                            </tr>
                        }
                    }/>
                </tbody>
            </table>
        </div>
    }
}

fn field(field: Option<String>) -> AnyView {
    match field {
        Some(text) => view! { <td>{text}</td> }.into_any(),
        None => view! { <td class="muted">"NULL"</td> }.into_any(),
    }
}
