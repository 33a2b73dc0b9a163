//! What DescribeStreamSummary says of the stream, and another stream if one wants it.

use kinetoscope::time::Instant;
use leptos::prelude::*;
use serde_json::{Value, json};

use super::call::{Call, Choice, Field, Wanted, whole};
use super::here::{as_text, use_here};
use crate::ui::live::{holds, words};
use crate::ui::text;

/// How a member is said.
type Say = fn(&Value) -> String;

/// Facts of the summary: member, its name, and how it is said.
const FACTS: &[(&str, &str, Say)] = &[
    ("StreamARN", "ARN", as_text),
    ("StreamStatus", "State", as_text),
    ("StreamModeDetails", "Capacity mode", |details| as_text(&details["StreamMode"])),
    ("OpenShardCount", "Open shards", as_text),
    ("ConsumerCount", "Registered consumers", as_text),
    ("RetentionPeriodHours", "Records are kept for", hours),
    ("EncryptionType", "Encryption at rest", as_text),
    ("KeyId", "Encrypted with", as_text),
    ("MaxRecordSizeInKiB", "Largest record", |size| format!("{} KiB", as_text(size))),
    ("WarmThroughput", "Warm throughput", warm),
    ("EnhancedMonitoring", "Shard-level metrics", metrics),
    ("QueueCount", "Queues", as_text),
    ("RecordDistributionStrategy", "Records are spread by", as_text),
    ("StreamCreationTimestamp", "Made at", moment),
];

fn hours(hours: &Value) -> String {
    hours.as_u64().map(|hours| text::length(hours * 3_600_000_000)).unwrap_or_default()
}

fn warm(warm: &Value) -> String {
    let of = |name: &str| as_text(&warm[name]);
    format!("{} MiB/s asked for, {} MiB/s there", of("TargetMiBps"), of("CurrentMiBps"))
}

fn metrics(monitoring: &Value) -> String {
    let names: Vec<_> = metric_names(monitoring).map(as_text).collect();
    if names.is_empty() { "none".into() } else { names.join(", ") }
}

/// The names of the shard-level metrics that are on.
pub(super) fn metric_names(monitoring: &Value) -> impl Iterator<Item = &Value> {
    monitoring[0]["ShardLevelMetrics"].as_array().into_iter().flatten()
}

/// A time of an answer, which is in seconds.
pub(super) fn instant(seconds: &Value) -> Option<Instant> {
    seconds.as_f64().map(|seconds| Instant::from_micros((seconds * 1e6).round() as i64))
}

fn moment(seconds: &Value) -> String {
    instant(seconds).map(text::date).unwrap_or_default()
}

/// The tab.
#[component]
pub(super) fn Overview() -> impl IntoView {
    let here = use_here();
    let facts = FACTS.iter().map(|&(member, name, say)| {
        let value = Memo::new(move |_| here.told(member));
        let absent = holds(move || value.with(Value::is_null));
        view! {
            <div hidden=absent>
                <dt>{name}</dt>
                <dd data-testid=format!("overview-{member}")>{words(move || value.with(|value| (!value.is_null()).then(|| say(value))))}</dd>
            </div>
        }
    });
    view! {
        <div class="streams-columns">
            <section class="card" aria-labelledby="overview-facts">
                <h3 id="overview-facts">"What DescribeStreamSummary says"</h3>
                <dl class="facts">{facts.collect_view()}</dl>
            </section>
            <section class="card" aria-labelledby="overview-create">
                <h3 id="overview-create">"Make another stream"</h3>
                <p class="field-hint">"It is empty until something puts records into it: the terminal, the generator, or a program of yours."</p>
                <Create/>
            </section>
        </div>
    }
}

/// The form that makes a stream.
#[component]
pub(super) fn Create() -> impl IntoView {
    let here = use_here();
    let name = RwSignal::new(String::new());
    let shards = RwSignal::new("1".to_owned());
    let mode = RwSignal::new("PROVISIONED".to_owned());
    let modes = Signal::stored(vec![
        ("PROVISIONED".to_owned(), "Provisioned: you set the shards".to_owned()),
        ("ON_DEMAND".to_owned(), "On demand: the service sets them".to_owned()),
    ]);
    let wanted = Memo::new(move |_| -> Wanted {
        let stream = name.with(|name| name.trim().to_owned());
        if stream.is_empty() {
            return Err(String::new());
        }
        let mut input = json!({ "StreamName": stream, "StreamModeDetails": { "StreamMode": mode.get() } });
        if mode.with(|mode| mode == "PROVISIONED") {
            input["ShardCount"] = whole(shards)?.into();
        }
        Ok(("CreateStream", input))
    });
    let done = Callback::new(move |()| here.choose(name.get_untracked().trim().to_owned()));
    view! {
        <Call label="Make the stream" testid="stream-create" wanted=wanted done=done>
            <Field label="Name" testid="stream-create-name" value=name/>
            <Choice label="Capacity mode" testid="stream-create-mode" value=mode options=modes/>
            <div hidden=holds(move || mode.with(|mode| mode != "PROVISIONED"))>
                <Field label="Shards" testid="stream-create-shards" value=shards kind="number"/>
            </div>
        </Call>
    }
}
