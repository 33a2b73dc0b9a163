//! A try of a function: records in, a line each; beside each what became of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::here::use_here;
use super::super::query::ask;
use super::editor::Draft;
use super::functions::{Function, Functions};
use super::{blueprints, diff, samples};
use crate::ui::call::Choice;
use crate::ui::dom;
use crate::ui::live::{holds, words};

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
    let records = RwSignal::new(samples::JSON.to_owned());
    let tried = RwSignal::new(None::<Tried>);
    let options = Signal::derive(move || {
        all.with(|all| {
            let editor = std::iter::once((EDITOR.to_owned(), "what stands in the editor".to_owned()));
            let made = all.functions.iter().map(|it| (format!("function {}", it.name), it.name.clone()));
            let blueprints = all.all_blueprints().map(|(name, _)| {
                (format!("blueprint {name}"), format!("blueprint {}", blueprints::title(name)))
            });
            editor.chain(made).chain(blueprints).collect::<Vec<_>>()
        })
    });
    begin_with_the_streams_own(chosen);
    let sample = Memo::new(move |_| all.with(|all| samples::of(all, &chosen.get())));
    // They follow the function until somebody writes others.
    Effect::new(move |before: Option<&'static str>| {
        let sample = sample.get();
        if before.is_none_or(|before| records.with_untracked(|records| records == before)) {
            records.set(sample.to_owned());
        }
        sample
    });
    // What another function has made of records is of no use.
    Effect::new(move |_| {
        chosen.track();
        tried.set(None);
    });
    let is_sample = holds(move || records.with(|records| records == sample.get()));
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
            <p class="field-hint">"A record a line; one that is no text begins with base64: and stands in base64. The function is called as a delivery stream would call it; nothing is delivered."</p>
            <Choice label="Function" testid="firehose-trial-function" value=chosen options=options/>
            <div class="field">
                <label for="firehose-trial-records">"Records"</label>
                <textarea id="firehose-trial-records" class="input mono" rows="6" spellcheck="false" data-testid="firehose-trial-records" prop:value=words(move || records.get()) on:input=move |event| records.set(dom::value(&event))></textarea>
            </div>
            <div class="button-row">
                <button type="button" class="button primary" data-testid="firehose-trial-run" on:click=run>"Call it"</button>
                <button type="button" class="button" data-testid="firehose-trial-sample" hidden=is_sample on:click=move |_| records.set(sample.get_untracked().to_owned())>"Put the sample back"</button>
            </div>
            <p class="field-error" role="alert" data-testid="firehose-trial-error" hidden=holds(move || error.get().is_empty())>{error}</p>
            <pre class="trial-log" role="log" tabindex="0" aria-label="What the function has written" hidden=holds(move || lines.get().is_empty())>{lines}</pre>
            <ol class="trial" data-testid="firehose-trial-rows">{move || tried.get().map(|tried| tried.rows.into_iter().map(line).collect_view())}</ol>
        </section>
    }
}

/// At first, the function of the delivery stream is the one that is tried, if there is such a function.
fn begin_with_the_streams_own(chosen: RwSignal<String>) {
    let here = use_here();
    let all = expect_context::<Memo<Functions>>();
    Effect::new(move |known: Option<bool>| {
        let (is_known, is_there) = all.with(|all| {
            let name =
                untrack(|| here.with_stream(|stream| stream.function.as_ref().map(|it| it.name.clone())));
            let found = name.flatten().filter(|name| all.functions.iter().any(|it| it.name == *name));
            (!all.blueprints.is_empty(), found)
        });
        let is_first = known != Some(true) && is_known;
        if let Some(name) = is_there.filter(|_| is_first && chosen.with_untracked(|chosen| chosen == EDITOR))
        {
            chosen.set(format!("function {name}"));
        }
        is_known
    });
}

/// What is called: a blueprint by its name, or a text.
fn code_of(all: &Functions, wanted: &str) -> Value {
    match wanted.split_once(' ') {
        Some(("function", name)) => match all.functions.iter().find(|function| function.name == name) {
            Some(Function { javascript: Some(source), .. }) => json!({ "javascript": source }),
            found => json!({ "blueprint": found.and_then(|function| function.blueprint.clone()) }),
        },
        _ => Functions::code_of_blueprint(wanted.trim_start_matches("blueprint ")),
    }
}

/// What went in, what became of it, and how it came out: what is gone and what is new is marked.
fn line(row: Row) -> impl IntoView {
    let wrong = !matches!(row.result.as_str(), "Ok" | "Dropped");
    let same = row.after.as_ref() == Some(&row.before);
    let (before, after) = match row.after {
        Some(after) if !same => {
            let (before, after) = diff::marked(&row.before, &after);
            (gone(before).into_any(), Some(after))
        }
        _ => (row.before.into_any(), None),
    };
    let after = match after {
        Some(after) => view! { <pre class="trial-after" tabindex="0"><span class="visually-hidden">"after: "</span>{new(after)}</pre> }.into_any(),
        None if same => view! { <p class="muted small-text">"the data is as it was"</p> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <li data-testid="firehose-trial-row" data-result=row.result.clone()>
            <p class="trial-head"><span class="mono small-text">{row.record_id}</span>" "<span class="badge" class:err=wrong>{row.result.clone()}</span></p>
            <pre class="trial-before" tabindex="0"><span class="visually-hidden">"before: "</span>{before}</pre>
            {after}
        </li>
    }
}

fn gone(stretches: Vec<diff::Stretch>) -> impl IntoView {
    let part = |(text, is_common): diff::Stretch| {
        if is_common { text.into_any() } else { view! { <del>{text}</del> }.into_any() }
    };
    stretches.into_iter().map(part).collect_view()
}

fn new(stretches: Vec<diff::Stretch>) -> impl IntoView {
    let part = |(text, is_common): diff::Stretch| {
        if is_common { text.into_any() } else { view! { <ins>{text}</ins> }.into_any() }
    };
    stretches.into_iter().map(part).collect_view()
}
