//! How the stream does: what comes, what is refused, who is behind, what is kept; and what the service says of it.

use kinetoscope::streams::WRITE_RECORDS_PER_SECOND;
use kinetoscope::time::Instant;
use kinetoscope::world::view::{ShardView, StreamView};
use leptos::prelude::*;
use serde_json::Value;

use super::here::{as_text, use_here};
use super::load::Load;
use crate::stage::{is_open, lag};
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};
use crate::ui::text;

/// How a member is said.
type Say = fn(&Value) -> String;

/// Facts of the summary: member, its name, and how it is said. Name, state and mode stand above all tabs.
const FACTS: &[(&str, &str, Say)] = &[
    ("OpenShardCount", "Open shards", as_text),
    ("ConsumerCount", "Registered consumers", as_text),
    ("RetentionPeriodHours", "Records are kept for", hours),
    ("EncryptionType", "Encryption at rest", encryption),
    ("KeyId", "Encrypted with", as_text),
    ("MaxRecordSizeInKiB", "Largest record", size),
    ("WarmThroughput", "Warm throughput", warm),
    ("EnhancedMonitoring", "Shard-level metrics", metrics),
    ("QueueCount", "Queues", as_text),
    ("RecordDistributionStrategy", "Records are spread by", as_text),
    ("StreamCreationTimestamp", "Created", moment),
];

/// In the unit of the service, and in days where it is many of them.
fn hours(hours: &Value) -> String {
    match hours.as_u64() {
        Some(hours) if 24 < hours && hours % 24 == 0 => {
            format!("{} hours ({} days)", text::count(hours), text::count(hours / 24))
        }
        Some(hours) => format!("{} hours", text::count(hours)),
        None => String::new(),
    }
}

fn encryption(kind: &Value) -> String {
    if kind == "NONE" { "Off".into() } else { as_text(kind) }
}

fn size(kib: &Value) -> String {
    match kib.as_u64() {
        Some(kib) if 0 < kib && kib % 1_024 == 0 => format!("{} MiB", text::count(kib / 1_024)),
        _ => format!("{} KiB", as_text(kib)),
    }
}

fn warm(warm: &Value) -> String {
    let of = |name: &str| as_text(&warm[name]);
    format!("{} MiB/s asked for, {} MiB/s there", of("TargetMiBps"), of("CurrentMiBps"))
}

fn metrics(monitoring: &Value) -> String {
    let names: Vec<_> = metric_names(monitoring).map(as_text).collect();
    if names.is_empty() { "Off".into() } else { names.join(", ") }
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
    view! {
        <div class="streams-tiles">
            <Offered/>
            <Refused/>
            <Slowest/>
            <Stored/>
        </div>
        <Load/>
        <Details/>
    }
}

/// A number that matters, what it is of, and a line below it.
#[component]
fn Tile(
    name: &'static str,
    testid: &'static str,
    value: Signal<String>,
    unit: &'static str,
    /// Whether the number says that something is wrong.
    #[prop(default = holds(|| false))]
    wrong: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="card streams-tile" class:wrong=wrong aria-label=name data-testid=testid>
            <h2 class="eyebrow">{name}</h2>
            <p class="tile-value"><strong>{value}</strong>" "<span>{unit}</span></p>
            <div class="tile-note">{children()}</div>
        </section>
    }
}

fn total(stream: &StreamView, of: fn(&ShardView) -> u64) -> u64 {
    stream.shards.iter().map(of).sum()
}

#[component]
fn Offered() -> impl IntoView {
    let here = use_here();
    let offered = |shard: &ShardView| shard.last_second.accepted + shard.last_second.refused;
    let value = words(move || here.with_stream(|stream| text::count(total(stream, offered))));
    let room = |stream: &StreamView| {
        let open = stream.shards.iter().filter(|shard| is_open(shard)).count();
        let most = text::count(open as u64 * WRITE_RECORDS_PER_SECOND);
        let take = if open == 1 { "takes" } else { "take" };
        format!("{} {take} at most {most}/s", text::plural(open, "open shard"))
    };
    let room = words(move || here.with_stream(room));
    view! {
        <Tile name="Offered" testid="tile-offered" value=value unit="records/s">
            <span>{room}</span>
        </Tile>
    }
}

#[component]
fn Refused() -> impl IntoView {
    let here = use_here();
    let refused = Memo::new(move |_| {
        here.with_stream(|stream| total(stream, |shard| shard.last_second.refused)).unwrap_or(0)
    });
    let fullest = Memo::new(move |_| {
        here.with_stream(|stream| {
            let refusing = stream.shards.iter().filter(|shard| 0 < shard.last_second.refused);
            let count = refusing.clone().count();
            refusing.max_by_key(|shard| shard.last_second.refused).map(|shard| (shard.number, count))
        })
        .flatten()
    });
    let link = move || {
        fullest.get().map(|(number, count)| {
            let name = match count {
                1 => format!("by shard {number}"),
                _ => format!("by {count} shards, most by shard {number}"),
            };
            let open = move |_| {
                here.shard.set(Some(number));
                here.open("shards");
            };
            view! { <button type="button" class="link" data-testid="tile-refused-shard" on:click=open>{name}</button> }
        })
    };
    view! {
        <Tile name="Refused" testid="tile-refused" value=words(move || text::count(refused.get())) unit="records/s" wrong=holds(move || 0 < refused.get())>
            {link}
            <span hidden=holds(move || 0 < refused.get())>"every shard takes all that comes"</span>
        </Tile>
    }
}

#[component]
fn Slowest() -> impl IntoView {
    let here = use_here();
    let slowest = Memo::new(move |_| {
        let readers = here.readers();
        let lost = readers.iter().map(|reader| reader.expired_unread).sum::<u64>();
        let slowest = readers.into_iter().max_by_key(|reader| reader.millis_behind);
        slowest.map(|reader| (reader.name, reader.millis_behind, lost))
    });
    let value = words(move || {
        slowest.with(|slowest| slowest.as_ref().map_or("\u{2013}".into(), |slowest| lag(slowest.1)))
    });
    let lost = Memo::new(move |_| slowest.with(|slowest| slowest.as_ref().map_or(0, |slowest| slowest.2)));
    let name = move || slowest.with(|slowest| slowest.as_ref().map(|slowest| slowest.0.clone()));
    let none = holds(move || slowest.with(Option::is_none));
    view! {
        <Tile name="Slowest reader" testid="tile-slowest" value=value unit="behind" wrong=holds(move || 0 < lost.get())>
            <button type="button" class="link" hidden=none on:click=move |_| here.open("consumers")>{words(name)}</button>
            <span hidden=holds(move || lost.get() == 0)>{words(move || format!(", {} expired unread", text::count(lost.get())))}</span>
            <span hidden=holds(move || !none.get())>"Nobody reads it"</span>
        </Tile>
    }
}

#[component]
fn Stored() -> impl IntoView {
    let here = use_here();
    let value = words(move || here.with_stream(|stream| text::count(total(stream, |shard| shard.stored))));
    let kept = words(move || {
        here.with_stream(|stream| format!("kept for {}", hours(&stream.retention_hours.into())))
    });
    view! {
        <Tile name="Stored" testid="tile-stored" value=value unit="records">
            <span>{kept}</span>
        </Tile>
    }
}

/// What the service says.
#[component]
fn Details() -> impl IntoView {
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
        <section class="card" aria-labelledby="overview-facts">
            <div class="card-head">
                <h2 id="overview-facts">"Details"</h2>
                <span class="muted small-text">"as DescribeStreamSummary says"</span>
            </div>
            <dl class="facts streams-details">
                <div class="whole">
                    <dt>"ARN"</dt>
                    <dd><span class="mono" data-testid="overview-StreamARN">{words(move || here.arn())}</span><If when=holds(move || !here.arn().is_empty())><CopyArn/></If></dd>
                </div>
                {facts.collect_view()}
            </dl>
        </section>
    }
}

#[component]
fn CopyArn() -> impl IntoView {
    let here = use_here();
    let copied = RwSignal::new(false);
    let copy = move |_| {
        dom::copy(&untrack(|| here.arn()), move |went| {
            _ = copied.try_set(went);
            if !went {
                here.store
                    .complain("The browser did not let the page copy. Select the ARN and copy it yourself.");
            }
        });
        gloo_timers::callback::Timeout::new(2_000, move || _ = copied.try_set(false)).forget();
    };
    view! {
        <button type="button" class="button quiet small" aria-label="Copy the ARN" data-testid="overview-copy" on:click=copy>
            <Icon name=Signal::derive(move || if copied.get() { "check" } else { "copy" })/>
            <span class="visually-hidden">{words(move || copied.get().then_some("Copied"))}</span>
        </button>
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_of_the_service_are_said_in_units_of_people() {
        assert_eq!(
            [hours(&json!(24)), hours(&json!(168)), hours(&json!(30))],
            ["24 hours", "168 hours (7 days)", "30 hours"]
        );
        assert_eq!([size(&json!(1_024)), size(&json!(1_500))], ["1 MiB", "1500 KiB"]);
        assert_eq!(encryption(&json!("NONE")), "Off");
    }
}
