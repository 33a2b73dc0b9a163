//! A branch beside the course that is played: where they part, and how both go on.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use super::comparison::{Comparison, MEASURES};
use super::{Branch, start};
use crate::store::{SECOND_US, Store, use_store};
use crate::ui::chart::{Chart, Speech};
use crate::ui::dom;
use crate::ui::sheet::Sheet;
use crate::ui::text;

/// How far one may want to look; what is no shorter than the whole is left out.
const SPANS_US: &[u64] = &[10 * SECOND_US, 60 * SECOND_US, 600 * SECOND_US, 3_600 * SECOND_US];
/// How far is looked at first, at most: running both again takes as long as that.
const FIRST_US: u64 = 600 * SECOND_US;

/// How far marks of the foot may be apart, in seconds.
const STEPS: &[f64] = &[
    1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1_200.0, 3_600.0, 7_200.0, 21_600.0,
    43_200.0, 86_400.0, 172_800.0,
];
const SPEECH: Speech = Speech {
    x_name: "Moment",
    x: |seconds| text::clock((seconds.max(0.0) * 1e6).round() as u64).trim_end_matches(".0").to_owned(),
    x_steps: STEPS,
    y: |value| text::count(value as u64),
    // All that is counted here is whole.
    tick: |value| {
        if value.fract() == 0.0 { text::short(value as u64).replace(".0", "") } else { String::new() }
    },
    sums_up: true,
};

/// What came of asking, for a span.
type Found = Option<Result<Arc<Comparison>, String>>;

/// The comparison of this course with a branch.
#[component]
pub(super) fn Compare(branch: Branch, compared: RwSignal<Option<u32>>) -> AnyView {
    let store = use_store();
    let parted_us = branch.parted_at.since(start(store)).total_micros();
    let end_us = branch.furthest.since(start(store)).total_micros();
    let whole_us = end_us.max(store.furthest_us.get_untracked()).saturating_sub(parted_us);
    let span_us = RwSignal::new(whole_us.min(FIRST_US));
    let found = RwSignal::new(None::<Result<Arc<Comparison>, String>>);
    let number = branch.number;
    let ask = move || {
        let asked_us = span_us.get_untracked();
        found.set(None);
        spawn_local(async move {
            let answer = compare(store, number, parted_us + asked_us).await.map(Arc::new);
            // Whoever looks at something else meanwhile waits for nothing here.
            if span_us.try_get_untracked() == Some(asked_us) {
                _ = found.try_set(Some(answer));
            }
        });
    };
    ask();
    let options = SPANS_US.iter().copied().filter(|&span| span < whole_us).chain([whole_us]).map(|span| {
        let name = if span == whole_us { format!("all: {}", text::length(span)) } else { text::length(span) };
        view! { <option value=span.to_string() selected=span == span_us.get_untracked()>{name}</option> }
    });
    let choose = move |event| {
        if let Ok(span) = dom::value(&event).parse() {
            span_us.set(span);
            ask();
        }
    };
    let name = branch.name.clone();
    let body = move || result(store, found.get(), &name, ask);
    view! {
        <div class="button-row">
            <button type="button" class="button" data-testid="branches-back" on:click=move |_| compared.set(None)>"\u{2190} Branches"</button>
            <div class="field">
                <label for="branches-span">"Range"</label>
                <select id="branches-span" class="input select" data-testid="branches-span" on:change=choose>{options.collect_view()}</select>
            </div>
        </div>
        <Sheet name="numbers" within=true>
            <div class="branch-compared" data-testid="branches-comparison">{body}</div>
        </Sheet>
    }
    .into_any()
}

/// Lets the engine run both again. Only the whole engine can, and it brings the branches along.
async fn compare(store: Store, number: u32, until_us: u64) -> Result<Comparison, String> {
    store.whole_engine().await?;
    let found: Option<Value> = store.ask("compare", json!({ "branch": number, "us": until_us })).await?;
    let found = found.ok_or("This branch is no longer kept.")?;
    serde_json::from_value(found).map_err(|error| error.to_string())
}

fn result(store: Store, found: Found, name: &str, again: impl Fn() + Copy + 'static) -> AnyView {
    match found {
        None => view! {
            <p role="status" data-testid="branches-computing">"Both runs are run again from where they part. Until that is done, the clock may stand still\u{2026}"</p>
        }
        .into_any(),
        Some(Err(why)) => view! {
            <p role="alert" data-testid="branches-failed">"They could not be compared: "{why}</p>
            <button type="button" class="button" data-testid="branches-retry" on:click=move |_| again()>"Retry"</button>
        }
        .into_any(),
        Some(Ok(comparison)) => shown(store, comparison, name),
    }
}

fn shown(store: Store, comparison: Arc<Comparison>, name: &str) -> AnyView {
    let start = start(store);
    let names = ["This run".to_owned(), name.to_owned()];
    let parted = text::clock(comparison.parted_at.since(start).total_micros());
    let inputs = match comparison.inputs() {
        Some(pair) => sides("input", "The first thing done that differs", &names, pair),
        None => view! { <p>"The same was done on both."</p> }.into_any(),
    };
    let events = match comparison.events(start) {
        Ok(pair) => sides("event", "The first event that differs", &names, pair),
        Err(why) => view! { <p data-testid="branches-no-event">{why}</p> }.into_any(),
    };
    let pointed = RwSignal::new(None);
    let charts = MEASURES.iter().map(|measure| {
        let plot = comparison.plot(measure, names.clone(), start);
        view! {
            <section class="branch-chart">
                <h3>{measure.name}</h3>
                <Chart id=format!("branches-{}", measure.id) title=measure.name plot=Signal::stored(plot) speech=SPEECH pointed=pointed/>
            </section>
        }
    });
    view! {
        <p>{format!("Both are the same until {parted}.")}</p>
        <div class="branch-charts">{charts.collect_view()}</div>
        {inputs}
        {events}
    }
    .into_any()
}

/// What stands on either side of a first difference.
fn sides(id: &'static str, title: &'static str, names: &[String; 2], pair: [String; 2]) -> AnyView {
    let side = |(name, told): (&String, String)| view! { <div><dt>{name.clone()}</dt><dd class="mono">{told}</dd></div> };
    view! {
        <h3>{title}</h3>
        <dl class="facts stacked" data-testid=format!("branches-first-{id}")>{names.iter().zip(pair).map(side).collect_view()}</dl>
    }
    .into_any()
}
