//! How records become rows: the schema, found or written, and what it makes of the first records.

use kinetoscope::analytics::rehearsal::{ColumnSetup, FormatSetup, SampledRow};
use leptos::prelude::*;

use super::fields::{choice, line};
use crate::pages::sql::bench::{Bench, use_bench};
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};

/// The types that are offered; others can be written.
const TYPES: &[&str] = &[
    "BOOLEAN",
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "REAL",
    "DOUBLE",
    "DECIMAL(10,2)",
    "VARCHAR(16)",
    "VARCHAR(64)",
    "VARCHAR(256)",
    "DATE",
    "TIME",
    "TIMESTAMP",
    "VARBINARY(64)",
];

/// The panel.
#[component]
pub(super) fn Schema() -> impl IntoView {
    let bench = use_bench();
    let is_json =
        holds(move || bench.with_setup(|setup| matches!(setup.schema.format, FormatSetup::Json { .. })));
    let formats = [("json", "JSON"), ("csv", "CSV")].map(|(id, name)| (id.to_owned(), name.to_owned()));
    let format = words(move || if is_json.get() { "json" } else { "csv" });
    let set_format = move |chosen: String| {
        change(bench, |setup| {
            setup.schema.format = match chosen.as_str() {
                "json" => FormatSetup::Json { row_path: "$".to_owned() },
                _ => FormatSetup::Csv { row_delimiter: "\n".to_owned(), column_delimiter: ",".to_owned() },
            };
        });
    };
    let path = words(move || bench.with_setup(|setup| path_of(&setup.schema.format)));
    let set_path = move |typed: String| {
        change(bench, |setup| match &mut setup.schema.format {
            FormatSetup::Json { row_path } => *row_path = typed,
            FormatSetup::Csv { column_delimiter, .. } => *column_delimiter = typed.replace("\\t", "\t"),
        });
    };
    let path_label = move || {
        if is_json.get() {
            line("Row path", "sql-row-path", "text", path, Callback::new(set_path))
        } else {
            line("Between fields", "sql-delimiter", "text", path, Callback::new(set_path))
        }
    };
    let wrong =
        words(move || bench.sampled.with(|sampled| sampled.as_ref().map(|sampled| sampled.wrong.clone())));
    view! {
        <div class="sql-stack">
            <div class="sql-discover">
                <button type="button" class="button" data-testid="sql-discover" on:click=move |_| bench.sample(true)><Icon name="find"/>"Discover schema"</button>
                <p class="muted small-text">"Looks at the first records, and finds the smallest types that hold their values."</p>
            </div>
            <div class="sql-fields">
                {choice("Format", "sql-format-kind", Signal::stored(formats.to_vec()), format, Callback::new(set_format))}
                {path_label}
            </div>
            <Columns is_json=is_json/>
            <Times/>
            <p class="field-error" role="status" data-testid="sql-schema-wrong" hidden=move || wrong.with(String::is_empty)>{wrong}</p>
            <Sample/>
        </div>
    }
}

/// Changes the schema, and shows what it makes of the first records.
fn change(bench: Bench, write: impl FnOnce(&mut kinetoscope::analytics::rehearsal::Setup)) {
    bench.edit(write);
    bench.sample(false);
}

fn path_of(format: &FormatSetup) -> String {
    match format {
        FormatSetup::Json { row_path } => row_path.clone(),
        FormatSetup::Csv { column_delimiter, .. } => column_delimiter.replace('\t', "\\t"),
    }
}

/// The columns, a line of fields each.
#[component]
fn Columns(is_json: Signal<bool>) -> impl IntoView {
    let bench = use_bench();
    let count = Memo::new(move |_| bench.with_setup(|setup| setup.schema.columns.len()));
    let rows = move || (0..count.get()).map(|at| view! { <Column at=at is_json=is_json/> }).collect_view();
    let add = move |_| {
        change(bench, |setup| {
            let number = setup.schema.columns.len();
            let name = format!("COL_{number}");
            let mapping = is_json.get_untracked().then(|| format!("$.{name}"));
            setup.schema.columns.push(ColumnSetup { name, mapping, sql_type: "VARCHAR(16)".to_owned() });
        });
    };
    let types = TYPES.iter().map(|name| view! { <option value=*name></option> }).collect_view();
    view! {
        <datalist id="sql-types">{types}</datalist>
        <table class="sql-schema" data-testid="sql-schema">
            <thead><tr>
                <th scope="col">"Column"</th><th scope="col">"Type"</th>
                <th scope="col" hidden=move || !is_json.get()>"Path"</th>
                <th scope="col"><span class="visually-hidden">"Remove"</span></th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <div><button type="button" class="button small" data-testid="sql-add-column" on:click=add><Icon name="plus"/>"Add a column"</button></div>
    }
}

#[component]
fn Column(at: usize, is_json: Signal<bool>) -> impl IntoView {
    let bench = use_bench();
    let read = move |of: fn(&ColumnSetup) -> String| {
        words(move || bench.with_setup(|setup| setup.schema.columns.get(at).map(of)))
    };
    let write = move |of: fn(&mut ColumnSetup, String), text: String| {
        change(bench, |setup| {
            if let Some(column) = setup.schema.columns.get_mut(at) {
                of(column, text);
            }
        });
    };
    let (name, sql_type) = (read(|it| it.name.clone()), read(|it| it.sql_type.clone()));
    let path = read(|it| it.mapping.clone().unwrap_or_default());
    let remove = move |_| {
        change(bench, |setup| {
            if at < setup.schema.columns.len() {
                setup.schema.columns.remove(at);
            }
        });
    };
    view! {
        <tr data-testid="sql-column">
            <td><input class="input mono" aria-label=format!("Name of column {}", at + 1) autocomplete="off" spellcheck="false" data-testid="sql-column-name" prop:value=name on:change=move |event| write(|it, text| it.name = text, dom::value(&event))/></td>
            <td><input class="input mono" list="sql-types" aria-label=format!("Type of column {}", at + 1) autocomplete="off" spellcheck="false" data-testid="sql-column-type" prop:value=sql_type on:change=move |event| write(|it, text| it.sql_type = text.trim().to_uppercase(), dom::value(&event))/></td>
            <td hidden=move || !is_json.get()><input class="input mono" aria-label=format!("Path of column {}", at + 1) autocomplete="off" spellcheck="false" data-testid="sql-column-path" prop:value=path on:change=move |event| write(|it, text| it.mapping = Some(text).filter(|text| !text.is_empty()), dom::value(&event))/></td>
            <td><button type="button" class="button quiet small" aria-label=words(move || format!("Remove column {}", name.get())) on:click=remove><Icon name="close"/></button></td>
        </tr>
    }
}

/// Which times rows have.
#[component]
fn Times() -> impl IntoView {
    let bench = use_bench();
    let named = move |first: &'static str, is_time: fn(&str) -> bool| {
        Signal::derive(move || {
            let columns = bench.with_setup(|setup| setup.schema.columns.clone());
            let times = columns.into_iter().filter(|column| is_time(&column.sql_type));
            let times = times.map(|column| (column.name.clone(), format!("Column {}", column.name)));
            [(String::new(), first.to_owned())].into_iter().chain(times).collect::<Vec<_>>()
        })
    };
    let rowtimes = named("When the record is read", |it| it == "TIMESTAMP" || it == "BIGINT");
    let times = named("None", |it| it == "TIMESTAMP");
    let rowtime = words(move || bench.with_setup(|setup| setup.rowtime.clone()));
    let set_rowtime =
        move |name: String| bench.edit(|setup| setup.rowtime = Some(name).filter(|name| !name.is_empty()));
    let set_time = move |name: String| bench.judge_by(name);
    view! {
        <div class="sql-fields">
            {choice("ROWTIME of a row", "sql-rowtime", rowtimes, rowtime, Callback::new(set_rowtime))}
            {choice("Time of the event", "sql-time", times, bench.time.into(), Callback::new(set_time))}
        </div>
        <p class="field-hint">"Times are found as texts: make the type of such a column TIMESTAMP to go by it."</p>
    }
}

/// The first records as rows.
#[component]
fn Sample() -> impl IntoView {
    let bench = use_bench();
    let names = move || {
        let columns =
            bench.sampled.with(|sampled| sampled.as_ref().map(|sampled| sampled.schema.columns.clone()));
        let head = |column: ColumnSetup| {
            view! { <th scope="col"><span class="mono">{column.name}</span><span class="muted">{column.sql_type}</span></th> }
        };
        columns.unwrap_or_default().into_iter().map(head).collect_view()
    };
    let rows = move || {
        let (rows, width) = bench.sampled.with(|sampled| {
            sampled.as_ref().map(|it| (it.rows.clone(), it.schema.columns.len())).unwrap_or_default()
        });
        rows.into_iter().map(|row| sampled_row(row, width)).collect_view()
    };
    let some =
        holds(move || bench.sampled.with(|sampled| sampled.as_ref().is_some_and(|it| !it.rows.is_empty())));
    view! {
        <If when=some>
            <h3 id="sql-sample-title">"The first records as rows"</h3>
            <div class="sql-scroll" tabindex="0" role="region" aria-labelledby="sql-sample-title">
                <table class="sql-table" data-testid="sql-sample"><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        </If>
    }
}

fn sampled_row(row: SampledRow, width: usize) -> AnyView {
    let SampledRow { record, fields, wrong } = row;
    if fields.is_empty() {
        let width = width.max(1).to_string();
        return view! { <tr title=record><td class="sql-misfit" colspan=width>{wrong}</td></tr> }.into_any();
    }
    let field = |field: Option<String>| match field {
        Some(text) => view! { <td>{text}</td> }.into_any(),
        None => view! { <td class="muted">"NULL"</td> }.into_any(),
    };
    view! { <tr title=record>{fields.into_iter().map(field).collect_view()}</tr> }.into_any()
}
