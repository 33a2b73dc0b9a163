//! The function that records go through: what it has done, functions to choose from, and a try without a delivery stream.

mod blueprints;
mod diff;
mod editor;
mod functions;
mod samples;
mod trial;

use kinetoscope::fact::FunctionCounts;
use leptos::prelude::*;

use super::here::use_here;
use crate::ui::live::{If, holds, words};
use crate::ui::text;
use editor::{Draft, Editor};
use functions::FunctionList;
pub(super) use functions::{FunctionMaker, Functions, functions};
use trial::Trial;

type Counter = (&'static str, &'static str, fn(&FunctionCounts) -> u64);

const RECORDS: &[Counter] = &[
    ("ok", "Ok", |counts| counts.ok),
    ("dropped", "Dropped", |counts| counts.dropped),
    ("failed", "ProcessingFailed", |counts| counts.processing_failed),
];
const CALLS: &[Counter] = &[
    ("answers", "calls answered", |counts| counts.answers),
    ("failures", "calls failed", |counts| counts.failures),
    ("retries", "called again", |counts| counts.retries),
];

/// The tab.
#[component]
pub(super) fn Transform() -> impl IntoView {
    let all = functions();
    provide_context(all);
    provide_context(Draft::new());
    view! {
        <div class="firehose-columns even">
            <div class="firehose-column">
                <Chosen/>
                <FunctionList/>
                <Editor/>
            </div>
            <div class="firehose-column"><Trial/></div>
        </div>
    }
}

/// The function of the delivery stream.
#[component]
fn Chosen() -> impl IntoView {
    let here = use_here();
    let name = Memo::new(move |_| {
        here.with_stream(|stream| stream.function.as_ref().map(|it| it.name.clone())).flatten()
    });
    let has_one = holds(move || name.with(Option::is_some));
    let under_way = words(move || {
        here.with_stream(|stream| stream.function.as_ref().map(|it| it.under_way.to_string())).flatten()
    });
    view! {
        <section class="card firehose-card" aria-labelledby="firehose-function-title" data-testid="firehose-function">
            <h2 id="firehose-function-title">"The function"</h2>
            <p hidden=has_one>"Records go to the destination as they come: no function is chosen."</p>
            <If when=has_one>
                <p><strong class="mono" data-testid="firehose-function-name">{words(move || name.get())}</strong>", calls under way: "{under_way}</p>
                <dl class="counts">{counters(RECORDS)}</dl>
                <dl class="counts small">{counters(CALLS)}</dl>
            </If>
            <button type="button" class="link" data-testid="firehose-function-choose" on:click=move |_| here.open("configure")>{words(move || if has_one.get() { "Choose another one in the configuration" } else { "Choose one in the configuration" })}</button>
        </section>
    }
}

fn counters(list: &'static [Counter]) -> impl IntoView {
    let here = use_here();
    let counter = move |&(id, name, of): &Counter| {
        let value = words(move || {
            here.with_stream(|stream| stream.function.as_ref().map(|it| text::count(of(&it.counts))))
                .flatten()
        });
        let some = move || {
            here.with_stream(|stream| stream.function.as_ref().is_some_and(|it| 0 < of(&it.counts)))
                .unwrap_or(false)
        };
        let wrong = holds(move || matches!(id, "failed" | "failures") && some());
        view! {
            <div class="count" class:wrong=wrong>
                <dt>{name}</dt>
                <dd data-testid=format!("firehose-function-{id}")>{value}</dd>
            </div>
        }
    };
    list.iter().map(counter).collect_view()
}
