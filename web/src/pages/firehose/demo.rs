//! Records for a test, as the service's console sends them: a producer of the session, which comes and goes.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::here::{Here, use_here};
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::{holds, words};

/// How many records a second, to choose from.
const RATES: &[u32] = &[10, 100, 1_000, 5_000];
/// Room for the longest of them.
const RECORD_BYTES: u32 = 100;

/// The button, which is also the end of it.
#[component]
pub(super) fn Demo() -> impl IntoView {
    let here = use_here();
    let rate = RwSignal::new(100_u32);
    let runs = holds(move || {
        let name = name_of(&here.stream.get());
        here.store.with_producer(&name, |_| ()).is_some()
    });
    let toggle = move |_| {
        let stream = here.stream.get_untracked();
        let action = if runs.get_untracked() {
            json!({ "remove": { "actor": name_of(&stream) } })
        } else {
            json!({ "add_producer": plan(here, &stream, rate.get_untracked()) })
        };
        here.act(&action);
    };
    let options = RATES.iter().map(
        |&one| view! { <option value=one.to_string() selected=one == 100>{format!("{one}/s")}</option> },
    );
    let choose = move |event| rate.set(dom::value(&event).parse().unwrap_or(100));
    view! {
        <div class="firehose-demo">
            <button type="button" class="button" data-testid="firehose-demo" aria-pressed=words(move || runs.get().to_string()) on:click=toggle>
                <Icon name=Signal::derive(move || if runs.get() { "pause" } else { "producer" })/>
                {words(move || if runs.get() { "Stop test data" } else { "Send test data" })}
            </button>
            <select class="select input" aria-label="Test records a second" data-testid="firehose-demo-rate" disabled=runs on:change=choose>{options.collect_view()}</select>
        </div>
    }
}

fn name_of(stream: &str) -> String {
    format!("test-{stream}")
}

/// A delivery stream that reads a stream is sent its records by way of that.
fn plan(here: Here, stream: &str, rate: u32) -> Value {
    let source = untrack(|| here.with_stream(|stream| stream.source.clone())).flatten();
    let (to, operation) = match &source {
        Some(source) => (source.as_str(), "PutRecords"),
        None => (stream, "PutRecordBatch"),
    };
    json!({
        "name": name_of(stream),
        "stream": to,
        "operation": operation,
        "records_per_second": rate,
        "record_bytes": RECORD_BYTES,
        "payload": "ticker",
    })
}
