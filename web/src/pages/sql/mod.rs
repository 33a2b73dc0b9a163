//! Data Analytics for SQL: an application in an editor, what it reads, the rows of its streams as they come, and which window each
//! row fell into.

mod bench;
mod clock;
mod editor;
mod head;
mod query;
mod results;
mod source;
mod timeline;

use leptos::prelude::*;

use crate::store::Phase;
use crate::ui::live::words;
use crate::ui::sheet::Sheet;
use bench::Bench;
use clock::Clock;
use editor::Editor;
use head::Head;
use results::Results;
use source::Input;
use timeline::Timeline;

crate::part::page!(sql, Sql);

/// The page `/sql/`.
#[component]
fn Sql() -> impl IntoView {
    let bench = Bench::new();
    provide_context(bench);
    bench.begin();
    let there = Memo::new(move |_| bench.setup.with(Option::is_some));
    view! {
        <Sheet name="sql">
            <div class="sql">
                <Head/>
                {move || if there.get() { view! { <Workbench/> }.into_any() } else { view! { <Waiting/> }.into_any() }}
            </div>
        </Sheet>
    }
}

/// What is written stands beside what it reads; below is what comes of it.
#[component]
fn Workbench() -> impl IntoView {
    view! {
        <div class="sql-columns">
            <Editor/>
            <Input/>
        </div>
        <Clock/>
        <Timeline/>
        <Results/>
    }
}

/// Until the engine has answered.
#[component]
fn Waiting() -> impl IntoView {
    let bench = bench::use_bench();
    let said = move || match (bench.store.phase.get(), bench.failure.get()) {
        (Phase::Failed(_), _) => {
            "There is nothing to run applications with: the engine did not start.".to_owned()
        }
        (_, failure) if !failure.is_empty() => failure,
        _ => "Loading the engine\u{2026}".to_owned(),
    };
    view! { <p class="muted" role="status">{words(said)}</p> }
}
