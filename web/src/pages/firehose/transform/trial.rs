//! A try of a function: records in, a line each; beside each what became of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::here::use_here;
use super::super::query::ask;
use super::editor::Draft;
use super::functions::{Function, Functions};
use crate::ui::call::Choice;
use crate::ui::dom;
use crate::ui::live::{holds, words};

/// What stands in the field at first.
const SAMPLE: &str = "{\"TICKER_SYMBOL\":\"QXZ\",\"SECTOR\":\"HEALTHCARE\",\"CHANGE\":-0.05,\"PRICE\":84.51}\n{\"TICKER_SYMBOL\":\"PPL\",\"SECTOR\":\"ENERGY\",\"CHANGE\":0.4,\"PRICE\":12.3}";

/// Stands for the text of the editor, saved or not.
const EDITOR: &str = "editor";

/// What came of a call: rows, or why there are none.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Tried {
    #[serde(default)]
    rows: Vec<Row>,
    error: Option<String>,
    /// What the function has written to its log.
    #[serde(default)]
    lines: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Row {
    record_id: String,
    result: String,
    before: String,
    after: Option<String>,
}

/// The pane.
#[component]
pub(super) fn Trial() -> impl IntoView {
    let here = use_here();
    let all = expect_context::<Memo<Functions>>();
    let draft = expect_context::<Draft>();
    let chosen = RwSignal::new(EDITOR.to_owned());
    let records = RwSignal::new(SAMPLE.to_owned());
    let tried = RwSignal::new(None::<Tried>);
    let options = Signal::derive(move || {
        all.with(|all| {
            let editor = std::iter::once((EDITOR.to_owned(), "what stands in the editor".to_owned()));
            let made = all.functions.iter().map(|it| (format!("function {}", it.name), it.name.clone()));
            let blueprints = all.blueprints.iter();
            let blueprints = blueprints.map(|it| {
                (format!("blueprint {}", it.name), format!("blueprint {}", it.name.replace('_', " ")))
            });
            editor.chain(made).chain(blueprints).collect::<Vec<_>>()
        })
    });
    let run = move |_| {
        let wanted = chosen.get_untracked();
        let mut question = match wanted.as_str() {
            EDITOR => json!({ "javascript": draft.source.get_untracked() }),
            wanted => all.with_untracked(|all| code_of(all, wanted)),
        };
        question["query"] = "try".into();
        question["records"] = records.get_untracked().lines().collect();
        spawn_local(async move {
            let found = ask::<Tried>(here.store, question).await;
            let found =
                found.unwrap_or_else(|error| Tried { rows: vec![], error: Some(error), lines: vec![] });
            _ = tried.try_set(Some(found));
        });
    };
    let lines = words(move || tried.with(|tried| tried.as_ref().map(|tried| tried.lines.join("\n"))));
    let error = words(move || tried.with(|tried| tried.as_ref()?.error.clone()));
    view! {
        <section class="card firehose-card" aria-labelledby="firehose-trial-title" data-testid="firehose-trial">
            <h2 id="firehose-trial-title">"Try a function"</h2>
            <p class="field-hint">"A record a line. The function is called as a delivery stream would call it; nothing is delivered."</p>
            <Choice label="Function" testid="firehose-trial-function" value=chosen options=options/>
            <div class="field">
                <label for="firehose-trial-records">"Records"</label>
                <textarea id="firehose-trial-records" class="input mono" rows="6" spellcheck="false" data-testid="firehose-trial-records" prop:value=words(move || records.get()) on:input=move |event| records.set(dom::value(&event))></textarea>
            </div>
            <div><button type="button" class="button" data-testid="firehose-trial-run" on:click=run>"Call it"</button></div>
            <p class="field-error" role="alert" data-testid="firehose-trial-error" hidden=holds(move || error.get().is_empty())>{error}</p>
            <pre class="trial-log" role="log" tabindex="0" aria-label="What the function has written" hidden=holds(move || lines.get().is_empty())>{lines}</pre>
            <ol class="trial" data-testid="firehose-trial-rows">{move || tried.get().map(|tried| tried.rows.into_iter().map(line).collect_view())}</ol>
        </section>
    }
}

/// What is called: a blueprint by its name, or a text.
fn code_of(all: &Functions, wanted: &str) -> Value {
    match wanted.split_once(' ') {
        Some(("function", name)) => match all.functions.iter().find(|function| function.name == name) {
            Some(Function { javascript: Some(source), .. }) => json!({ "javascript": source }),
            found => json!({ "blueprint": found.and_then(|function| function.blueprint.clone()) }),
        },
        _ => json!({ "blueprint": wanted.trim_start_matches("blueprint ") }),
    }
}

/// What went in, what became of it, and how it came out.
fn line(row: Row) -> impl IntoView {
    let wrong = !matches!(row.result.as_str(), "Ok" | "Dropped");
    let same = row.after.as_ref() == Some(&row.before);
    let after = match row.after {
        Some(_) if same => view! { <p class="muted small-text">"the data is as it was"</p> }.into_any(),
        Some(after) => view! { <pre class="trial-after" tabindex="0"><span class="visually-hidden">"after: "</span>{after}</pre> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <li data-testid="firehose-trial-row" data-result=row.result.clone()>
            <p class="trial-head"><span class="mono small-text">{row.record_id}</span>" "<span class="badge" class:err=wrong>{row.result.clone()}</span></p>
            <pre class="trial-before" tabindex="0"><span class="visually-hidden">"before: "</span>{row.before}</pre>
            {after}
        </li>
    }
}
