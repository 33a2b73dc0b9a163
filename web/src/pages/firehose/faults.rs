//! Faults of what the delivery stream works with: each is an action of the session, and undo takes it back.

use leptos::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

use super::here::use_here;
use super::query::follow;
use crate::ui::call::Choice;
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};

/// What can fail: its name in an action, and for people.
const TARGETS: &[(&str, &str)] = &[
    ("s3", "S3"),
    ("lambda", "the function"),
    ("redshift", "Redshift"),
    ("opensearch", "OpenSearch"),
    ("splunk", "Splunk"),
    ("http_endpoint", "the HTTP endpoint"),
    ("snowflake", "Snowflake"),
    ("iceberg", "Iceberg"),
    ("glue", "the data catalog"),
];
const EFFECTS: &[(&str, &str)] = &[
    ("down", "is down"),
    ("refuse", "refuses with status 503"),
    ("slow", "answers 5 s late"),
    ("lose_answer", "does it, but nobody hears the answer"),
    ("reject_records", "rejects single records"),
];
const SHARES: &[(&str, &str)] = &[("1", "all"), ("0.5", "half"), ("0.3", "30 %"), ("0.1", "10 %")];
/// How long it lasts, in milliseconds; the last is until faults are ended.
const LENGTHS: &[(&str, &str)] =
    &[("60000", "1 min"), ("10000", "10 s"), ("600000", "10 min"), ("3600000", "1 h"), ("", "until ended")];
/// How late a slow one answers.
const LATE_MS: u64 = 5_000;

/// What goes on, of what the engine tells.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Asked {
    destination_faults: Vec<Value>,
}

/// The menu.
#[component]
pub(super) fn Faults() -> impl IntoView {
    let here = use_here();
    let asked = follow::<Asked>(|| Some(json!({ "query": "asked" })));
    let going = Memo::new(move |_| {
        let told = |asked: &Asked| asked.destination_faults.iter().map(told).collect::<Vec<_>>();
        asked.with(|asked| asked.as_ref().map(told).unwrap_or_default())
    });
    let some = holds(move || !going.with(Vec::is_empty));
    let name = words(
        move || if some.get() { format!("Faults ({})", going.with(Vec::len)) } else { "Faults".into() },
    );
    let (target, effect) = (RwSignal::new(String::new()), RwSignal::new("down".to_owned()));
    let (share, length) = (RwSignal::new("1".to_owned()), RwSignal::new("60000".to_owned()));
    // What it delivers to, until somebody chooses.
    Effect::new(move |before: Option<String>| {
        let usual = here.with_stream(|stream| target_of(&stream.target)).unwrap_or("s3").to_owned();
        if target.with_untracked(|target| before.as_ref().is_none_or(|before| before == target)) {
            target.set(usual.clone());
        }
        usual
    });
    let begin = move |_| {
        let read = |value: RwSignal<String>| value.get_untracked();
        let stream = here.stream.get_untracked();
        here.act(&plan(&read(target), &stream, &read(effect), &read(share), &read(length)));
    };
    let end = move |_| here.act(&json!({ "clear_faults": {} }));
    view! {
        <details class="firehose-faults" data-testid="firehose-faults">
            <summary class="button"><Icon name="bolt"/>{name}</summary>
            <div class="firehose-faults-body">
                <p class="field-hint">"What this delivery stream works with fails from now on. It is part of the session; undo takes it back."</p>
                <div class="firehose-fields">
                    <Choice label="What" testid="firehose-fault-target" value=target options=pairs(TARGETS)/>
                    <Choice label="How" testid="firehose-fault-effect" value=effect options=pairs(EFFECTS)/>
                    <Choice label="Share" testid="firehose-fault-share" value=share options=pairs(SHARES)/>
                    <Choice label="For" testid="firehose-fault-length" value=length options=pairs(LENGTHS)/>
                </div>
                <div class="button-row">
                    <button type="button" class="button" data-testid="firehose-fault-begin" on:click=begin>"Begin the fault"</button>
                    <If when=some><button type="button" class="button" data-testid="firehose-fault-end" on:click=end>"End all faults"</button></If>
                </div>
                <ul class="small-text" data-testid="firehose-faults-going">{move || going.get().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </div>
        </details>
    }
}

/// Values with their names, as a choice takes them.
pub(super) fn pairs(list: &[(&str, &str)]) -> Signal<Vec<(String, String)>> {
    Signal::stored(list.iter().map(|(value, name)| ((*value).to_owned(), (*name).to_owned())).collect())
}

/// What faults call a destination that metrics name so.
pub(super) fn target_of(target: &str) -> &'static str {
    let target = target.to_lowercase();
    let known = TARGETS.iter().find(|(id, _)| target.contains(&id.replace('_', "")));
    known.map_or("s3", |(id, _)| id)
}

fn plan(target: &str, stream: &str, effect: &str, share: &str, length: &str) -> Value {
    let effect = match effect {
        "refuse" => json!({ "refuse": { "status": 503 } }),
        "slow" => json!({ "delay": { "ms": LATE_MS } }),
        other => other.into(),
    };
    let mut fault = json!({
        "target": target,
        "delivery_stream": stream,
        "share": share.parse::<f64>().unwrap_or(1.0),
        "effect": effect,
    });
    if let Ok(for_ms) = length.parse::<u64>() {
        fault["for_ms"] = for_ms.into();
    }
    json!({ "destination_fault": fault })
}

/// A fault that goes on, in a line.
fn told(fault: &Value) -> String {
    let target = fault["target"].as_str().unwrap_or_default();
    let target = TARGETS.iter().find(|(id, _)| *id == target).map_or("everything", |(_, name)| name);
    let effect = &fault["effect"];
    let kind = effect.as_str().or_else(|| effect.as_object()?.keys().next().map(String::as_str));
    let kind = match kind {
        Some("delay") => "slow",
        Some(kind) => kind,
        None => "",
    };
    let effect = EFFECTS.iter().find(|(id, _)| *id == kind).map_or(kind, |(_, name)| name);
    let until = fault["until"].as_str().map(|until| format!(", until {until}")).unwrap_or_default();
    format!("{target} {effect}{until}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_strikes_what_the_stream_delivers_to() {
        assert_eq!(target_of("AmazonOpenSearchService"), "opensearch");
        assert_eq!(
            [target_of("S3"), target_of("HttpEndpoint"), target_of("Redshift")],
            ["s3", "http_endpoint", "redshift"]
        );
        let slow = plan("s3", "logs", "slow", "0.5", "");
        assert_eq!(slow["destination_fault"]["effect"], json!({ "delay": { "ms": 5_000 } }));
        assert!(slow["destination_fault"]["for_ms"].is_null());
        assert_eq!(told(&json!({ "target": "s3", "effect": "down", "until": null })), "S3 is down");
    }
}
