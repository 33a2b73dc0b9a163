//! What is modelled and what is not, and how to tell that two runs are the same.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::json;

use crate::store::{Phase, use_store};
use crate::ui::head::page_head;
use crate::ui::live::words;
use crate::ui::text;

/// What the model keeps to.
const MODELLED: &[(&str, &str)] = &[
    (
        "Partition keys",
        "MD5 of the key as a 128-bit number; the open shard whose range holds it takes the record.",
    ),
    (
        "Write limits",
        "1,000 records/s and 1 MiB/s for each shard, as token buckets; what is above is refused with the service's own error.",
    ),
    ("Read limits", "5 GetRecords calls/s and 2 MiB/s for each shard, shared by its readers."),
    (
        "Resharding",
        "Split and merge with parents, children and adjacent ranges; parents stay readable until their records expire.",
    ),
    (
        "Positions",
        "Sequence numbers, shard iterators that expire after five minutes, retention with its trim horizon.",
    ),
    (
        "Replay",
        "A run is a seed, a scenario and the inputs made to it. The same three give the same facts, here, in Node and natively.",
    ),
];

/// What it leaves out, or makes simpler.
const NOT_MODELLED: &[(&str, &str)] = &[
    ("The network", "Calls take no time and do not get lost unless a fault asks for it."),
    ("AWS's own scale", "Limits act to the record; the real service has many machines and some slack."),
    (
        "Channels",
        "Not in this version: their calls are answered as unknown operations, with the reason given below.",
    ),
    ("Encryption", "Records are not enciphered; a KMS key fails only where a fault asks for it."),
    ("Policies", "They are kept and shown; nobody is refused by them."),
    ("Firehose, Managed Flink, Video Streams", "Not in this version."),
    (
        "Memory",
        "Records beyond the bound of the scenario leave memory before their time, and a note says so.",
    ),
];

crate::part::page!(about, About);

/// The page `/about/`.
#[component]
pub(crate) fn About() -> impl IntoView {
    view! {
        <div class="prose">
            {page_head(
                "About Kinetoscope",
                "A kinetoscope showed moving pictures from a strip of film. Here a shard is the strip, and records are its frames.",
            )}
            <section aria-labelledby="run-title">
                <h2 id="run-title">"This run"</h2>
                <Run/>
            </section>
            <section aria-labelledby="modelled-title">
                <h2 id="modelled-title">"What is modelled"</h2>
                {list(MODELLED)}
            </section>
            <section aria-labelledby="not-title">
                <h2 id="not-title">"What is not"</h2>
                {list(NOT_MODELLED)}
            </section>
            <section aria-labelledby="operations-title">
                <h2 id="operations-title">"Operations"</h2>
                <p>"These answer as the service does, through the wire formats of the SDKs and the CLI."</p>
                <Operations/>
            </section>
            <section aria-labelledby="privacy-title">
                <h2 id="privacy-title">"Yours, local, quiet"</h2>
                <p>"No account, no cookies, no analytics. After the page has loaded it asks the network only for files of this site. In this browser it keeps your settings, the run of each tab, so that a reload loses nothing, and its own files, so that it opens without a network. The settings page shows the runs and deletes them."</p>
            </section>
            <section aria-labelledby="licence-title">
                <h2 id="licence-title">"Version and licence"</h2>
                <p>"Version "<strong class="num">{env!("CARGO_PKG_VERSION")}</strong>", under the Apache License 2.0 or the MIT licence, as you like."</p>
                <p class="muted">"Kinetoscope is not made or endorsed by Amazon. Amazon Kinesis is a trademark of Amazon.com, Inc. or its affiliates."</p>
            </section>
        </div>
    }
}

fn list(rows: &'static [(&'static str, &'static str)]) -> impl IntoView {
    let rows = rows.iter().map(|(name, what)| view! { <div><dt>{*name}</dt><dd>{*what}</dd></div> });
    view! { <dl class="fact-list">{rows.collect_view()}</dl> }
}

/// Scenario, moment and running hash.
#[component]
fn Run() -> impl IntoView {
    let store = use_store();
    let with = move |of: fn(&kinetoscope::world::session::Picture) -> String| {
        words(move || {
            store.picture.with(|picture| picture.as_deref().map_or_else(|| "\u{2013}".to_owned(), of))
        })
    };
    let place = move || match (store.phase.get(), store.engine_place().as_deref()) {
        (Phase::Ready, Some("worker")) => "Web Worker",
        (Phase::Ready, _) => "in the page, no worker",
        (Phase::Failed(_), _) => "not running",
        (Phase::Starting, _) => "loading",
    };
    let extent = move || if store.is_whole() { "whole engine" } else { "small engine, for the stage" };
    view! {
        <dl class="facts wide-facts">
            <div><dt>"Scenario"</dt><dd>{with(|picture| picture.title.clone())}</dd></div>
            <div><dt>"Moment"</dt><dd>{with(|picture| text::clock(picture.view.elapsed_us))}</dd></div>
            <div><dt>"Events"</dt><dd>{with(|picture| text::count(picture.view.fact_count))}</dd></div>
            <div><dt>"Running hash"</dt><dd class="mono" data-testid="about-hash">{with(|picture| picture.view.hash.clone())}</dd></div>
            <div><dt>"Inputs made"</dt><dd>{with(|picture| picture.inputs.to_string())}</dd></div>
            <div><dt>"Engine"</dt><dd>{words(place)}</dd></div>
            <div><dt>"Loaded"</dt><dd data-testid="about-extent">{words(extent)}</dd></div>
        </dl>
        <p class="muted">"The hash covers every fact in order. The same seed, scenario and inputs give the same hash at the same moment."</p>
    }
}

/// An operation as the engine tells of it.
#[derive(Clone, Deserialize)]
struct Operation {
    name: String,
    unsupported: Option<String>,
}

/// What the engine answers, as it says itself.
#[component]
fn Operations() -> impl IntoView {
    let store = use_store();
    let services = RwSignal::new(Vec::<(String, Vec<Operation>)>::new());
    Effect::new(move |_| {
        // Asked again when the whole engine is there: it answers more.
        let whole = store.is_whole();
        if store.phase.get() == Phase::Ready && (whole || store.whole_failure().is_some()) {
            spawn_local(async move {
                match store.ask("operations", json!({})).await {
                    Ok(found) => _ = services.try_set(found),
                    Err(why) => store.complain(why),
                }
            });
        }
    });
    view! {
        {move || services.get().into_iter().map(|(service, operations)| view! {
            <h3 class="mono">{service}</h3>
            <ul class="operations" data-testid="about-operations">
                {names(&operations).map(|name| view! { <li class="mono">{name}</li> }).collect_view()}
            </ul>
            <h4>"These do not run, and say so"</h4>
            <div class="reasons" data-testid="about-unsupported">
                {reasons(&operations).into_iter().map(|(why, names)| view! {
                    <details class="reason">
                        <summary>{sentence(&why)}" ("{names.len()}")"</summary>
                        <ul class="operations">
                            {names.into_iter().map(|name| view! { <li class="mono">{name}</li> }).collect_view()}
                        </ul>
                    </details>
                }).collect_view()}
            </div>
        }).collect_view()}
    }
}

fn names(operations: &[Operation]) -> impl Iterator<Item = String> {
    operations
        .iter()
        .filter(|operation| operation.unsupported.is_none())
        .map(|operation| operation.name.clone())
}

/// Why some do not run, and which.
fn reasons(operations: &[Operation]) -> BTreeMap<String, Vec<String>> {
    let mut reasons = BTreeMap::<_, Vec<_>>::new();
    for operation in operations {
        if let Some(why) = &operation.unsupported {
            reasons.entry(why.clone()).or_default().push(operation.name.clone());
        }
    }
    reasons
}

/// A clause with a capital and a full stop.
fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}
