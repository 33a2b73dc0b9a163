//! One call: all that is known of it, the record as CloudTrail shapes it, and the way to its moment.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::call::{Call, clock};
use super::view::start_of;
use crate::store::{DockTab, use_store};
use crate::ui::code::Code;
use crate::ui::icon::Icon;
use crate::ui::text;

/// The call that was chosen.
#[component]
pub(super) fn Detail(call: Call, chosen: RwSignal<Option<u64>>) -> impl IntoView {
    let store = use_store();
    let start = start_of(store);
    let us = call.elapsed_us(start);
    let why = move |_| {
        store.seek(us);
        store.dock_tab.set(DockTab::Explain);
        store.dock_open.set(true);
    };
    let dash = |text: Option<String>| text.unwrap_or_else(|| "\u{2013}".into());
    let mut shards = call.shards.clone();
    shards.sort_unstable();
    let shards: Vec<_> = shards.iter().map(u32::to_string).collect();
    let record = call.record.clone().unwrap_or_else(|| record_pretty(&call));
    view! {
        <section id="trail-detail" class="card trail-detail" aria-labelledby="trail-detail-title" data-testid="trail-detail">
            <header class="card-head">
                <h2 id="trail-detail-title">{call.operation.clone()}" at "{clock(us)}</h2>
                <button type="button" class="button quiet small" aria-label="Close the call" data-testid="trail-close" on:click=move |_| chosen.set(None)><Icon name="close"/></button>
            </header>
            <div class="button-row">
                <button type="button" class="button small" data-testid="trail-seek" on:click=move |_| store.seek(us)>"Go to this moment"</button>
                <button type="button" class="button small" data-testid="trail-why" on:click=why>"Go there and explain"</button>
            </div>
            <dl class="facts">
                <div><dt>"Outcome"</dt><dd>{call.outcome()}</dd></div>
                {call.error.clone().map(|error| view! { <div><dt>"Error"</dt><dd class="small-text">{error}</dd></div> })}
                {call.message.clone().map(|message| view! { <div><dt>"It said"</dt><dd>{message}</dd></div> })}
                <div><dt>"Stream"</dt><dd>{dash(call.stream.clone())}</dd></div>
                <div><dt>{if shards.len() == 1 { "Shard" } else { "Shards" }}</dt><dd>{dash((!shards.is_empty()).then(|| shards.join(", ")))}</dd></div>
                <div><dt>"Records taken or given"</dt><dd class="num">{text::count(call.records)}</dd></div>
                <div><dt>"Records refused"</dt><dd class="num">{text::count(call.refused)}</dd></div>
                <div><dt>"Bytes"</dt><dd class="num">{text::count(call.bytes)}</dd></div>
                <div><dt>"Latency"</dt><dd class="num">{call.late_ms}" ms"</dd></div>
                <div><dt>"Caller"</dt><dd>{call.caller()}</dd></div>
                <div><dt>"Request id"</dt><dd class="mono">{dash(call.request_id.clone())}</dd></div>
            </dl>
            <h3>"As CloudTrail shapes it"</h3>
            <Code name="the record" code=Signal::stored(record)/>
        </section>
    }
}

/// A call in the shape of a record of CloudTrail, on one line.
pub(super) fn record(call: &Call) -> String {
    match &call.record {
        Some(record) => serde_json::from_str::<Value>(record).unwrap_or_default().to_string(),
        None => shaped(call).to_string(),
    }
}

fn record_pretty(call: &Call) -> String {
    serde_json::to_string_pretty(&shaped(call)).unwrap_or_default()
}

/// What is known of a call under the names that CloudTrail has for it; what it has no names for stands beside.
fn shaped(call: &Call) -> Value {
    let parameters = call.parameters.as_deref().and_then(|text| serde_json::from_str::<Value>(text).ok());
    json!({
        "eventTime": call.at,
        "eventSource": "kinesis.amazonaws.com",
        "eventName": call.operation,
        "errorCode": call.error,
        "errorMessage": call.message,
        "requestParameters": parameters,
        "requestID": call.request_id,
        "userIdentity": { "accessKeyId": call.access_key },
        "userAgent": call.user_agent,
        "additionalEventData": {
            "fact": call.id,
            "streamName": call.stream,
            "shards": call.shards,
            "records": call.records,
            "recordsRefused": call.refused,
            "bytes": call.bytes,
            "latencyMs": call.late_ms,
            "answerLost": call.answer_lost,
        },
    })
}
