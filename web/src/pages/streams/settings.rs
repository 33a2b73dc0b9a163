//! The settings of the stream; each is a call, and what the service says against it stands beside it.

use kinetoscope::streams;
use kinetoscope::streams::shapes::ShardMetric;
use leptos::prelude::*;
use serde_json::{Value, json};

use super::here::{as_text, use_here};
use super::overview::metric_names;
use crate::ui::call::{Call, Choice, Field, Wanted, whole};
use crate::ui::live::{If, holds, words};
use crate::ui::look::Look;

/// The tab.
#[component]
pub(super) fn Settings() -> impl IntoView {
    view! {
        <p class="lead streams-lead">"Each button makes one call. A stream that is being changed is UPDATING for a while and refuses further changes; what the service refuses is said beside the button."</p>
        <div class="streams-settings">
            <Mode/>
            <Retention/>
            <Encryption/>
            <RecordSize/>
            <Warm/>
            <Metrics/>
            <Tags/>
            <Delete/>
        </div>
    }
}

/// A setting: its name, what it means, how it stands.
#[component]
fn Setting(
    id: &'static str,
    title: &'static str,
    about: &'static str,
    now: Signal<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="card streams-card" aria-labelledby=format!("setting-{id}")>
            <h2 id=format!("setting-{id}")>{title}</h2>
            <p class="field-hint">{about}</p>
            <p class="streams-now">"Now: " <strong data-testid=format!("setting-{id}-now")>{words(move || now.get())}</strong></p>
            {children()}
        </section>
    }
}

/// A field that begins as the service says and follows it until somebody types.
fn field(now: Signal<String>) -> RwSignal<String> {
    let value = RwSignal::new(now.get_untracked());
    Effect::new(move |before: Option<String>| {
        let told = now.get();
        if value.with_untracked(|value| before.is_none_or(|before| *value == before)) {
            value.set(told.clone());
        }
        told
    });
    value
}

fn pairs(list: &[(&str, &str)]) -> Signal<Vec<(String, String)>> {
    Signal::stored(list.iter().map(|(value, name)| ((*value).to_owned(), (*name).to_owned())).collect())
}

#[component]
fn Mode() -> impl IntoView {
    let here = use_here();
    let now = words(move || as_text(&here.told("StreamModeDetails")["StreamMode"]));
    let mode = field(now);
    let modes = pairs(&[("PROVISIONED", "Provisioned"), ("ON_DEMAND", "On demand")]);
    let wanted = Memo::new(move |_| -> Wanted {
        let input = json!({ "StreamARN": here.arn(), "StreamModeDetails": { "StreamMode": mode.get() } });
        Ok(("UpdateStreamMode", input))
    });
    view! {
        <Setting id="mode" title="Capacity mode" about="Provisioned: you set the number of shards. On demand: the service adds shards as traffic grows. How often a stream may change is limited." now=now>
            <Call label="Change the mode" testid="setting-mode" wanted=wanted>
                <Choice label="Mode" testid="setting-mode-value" value=mode options=modes/>
            </Call>
        </Setting>
    }
}

#[component]
fn Retention() -> impl IntoView {
    let here = use_here();
    let now = words(move || here.told_text("RetentionPeriodHours"));
    let hours = field(now);
    let wanted = Memo::new(move |_| -> Wanted {
        let asked = whole(hours)?;
        let less = here.told("RetentionPeriodHours").as_u64().is_some_and(|now| asked < now);
        let operation = if less { "DecreaseStreamRetentionPeriod" } else { "IncreaseStreamRetentionPeriod" };
        Ok((operation, json!({ "StreamName": here.stream.get(), "RetentionPeriodHours": asked })))
    });
    let said = words(move || format!("{} hours", now.get()));
    view! {
        <Setting id="retention" title="Retention" about="How many hours a record stays readable. To shorten it makes older records unreadable at once; to lengthen it again does not always bring them back." now=said>
            <Call label="Change the retention" testid="setting-retention" wanted=wanted>
                <Field label="Hours" testid="setting-retention-value" value=hours kind="number"/>
            </Call>
        </Setting>
    }
}

#[component]
fn Encryption() -> impl IntoView {
    let here = use_here();
    let kind = words(move || here.told_text("EncryptionType"));
    let is_on = holds(move || kind.get() == "KMS");
    let now = words(move || {
        let key = here.told_text("KeyId");
        if key.is_empty() { kind.get() } else { format!("{} with {key}", kind.get()) }
    });
    let key = RwSignal::new("alias/aws/kinesis".to_owned());
    let wanted = Memo::new(move |_| -> Wanted {
        let told = here.told_text("KeyId");
        let (operation, key) = if is_on.get() && !told.is_empty() {
            ("StopStreamEncryption", told)
        } else {
            ("StartStreamEncryption", key.get())
        };
        Ok((operation, json!({ "StreamName": here.stream.get(), "EncryptionType": "KMS", "KeyId": key })))
    });
    let label = words(move || if is_on.get() { "Stop encrypting" } else { "Encrypt" });
    view! {
        <Setting id="encryption" title="Encryption at rest" about="Records that come from now on are encrypted with a KMS key. Those that are stored stay as they are." now=now>
            <Call label=label testid="setting-encryption" wanted=wanted>
                <div hidden=is_on><Field label="KMS key" testid="setting-encryption-key" value=key/></div>
            </Call>
        </Setting>
    }
}

#[component]
fn RecordSize() -> impl IntoView {
    let here = use_here();
    let now = words(move || here.told_text("MaxRecordSizeInKiB"));
    let size = field(now);
    let wanted = Memo::new(move |_| -> Wanted {
        Ok(("UpdateMaxRecordSize", json!({ "StreamARN": here.arn(), "MaxRecordSizeInKiB": whole(size)? })))
    });
    let said = words(move || format!("{} KiB", now.get()));
    view! {
        <Setting id="record-size" title="Largest record" about="Data and partition key together. A larger record passes in a burst; the shard's write limit of bytes stays." now=said>
            <Call label="Change the size" testid="setting-record-size" wanted=wanted>
                <Field label="KiB" testid="setting-record-size-value" value=size kind="number"/>
            </Call>
        </Setting>
    }
}

#[component]
fn Warm() -> impl IntoView {
    let here = use_here();
    let warm = move || here.told("WarmThroughput");
    let now = words(move || match warm() {
        Value::Null => "none; it belongs to on-demand streams".to_owned(),
        warm => format!(
            "{} MiB/s asked for, {} MiB/s there",
            as_text(&warm["TargetMiBps"]),
            as_text(&warm["CurrentMiBps"])
        ),
    });
    let asked = RwSignal::new(String::new());
    let wanted = Memo::new(move |_| -> Wanted {
        if asked.with(String::is_empty) {
            return Err(String::new());
        }
        Ok((
            "UpdateStreamWarmThroughput",
            json!({ "StreamName": here.stream.get(), "WarmThroughputMiBps": whole(asked)? }),
        ))
    });
    view! {
        <Setting id="warm" title="Warm throughput" about="What an on-demand stream can take at once, before it has grown. An account must be committed for it." now=now>
            <Call label="Ask for it" testid="setting-warm" wanted=wanted>
                <Field label="MiB a second" testid="setting-warm-value" value=asked kind="number"/>
            </Call>
        </Setting>
    }
}

#[component]
fn Metrics() -> impl IntoView {
    let here = use_here();
    let on =
        Memo::new(move |_| metric_names(&here.told("EnhancedMonitoring")).map(as_text).collect::<Vec<_>>());
    let now = words(move || on.with(|on| if on.is_empty() { "none".to_owned() } else { on.join(", ") }));
    let metric = RwSignal::new(ShardMetric::All.as_str().to_owned());
    let names: Vec<_> =
        std::iter::once(ShardMetric::All).chain(ShardMetric::EACH).map(ShardMetric::as_str).collect();
    let options = pairs(
        &names
            .iter()
            .map(|name| (*name, if *name == "ALL" { "All of them" } else { *name }))
            .collect::<Vec<_>>(),
    );
    let is_on = holds(move || {
        let metric = metric.get();
        on.with(|on| if metric == "ALL" { ShardMetric::EACH.len() <= on.len() } else { on.contains(&metric) })
    });
    let wanted = Memo::new(move |_| -> Wanted {
        let operation = if is_on.get() { "DisableEnhancedMonitoring" } else { "EnableEnhancedMonitoring" };
        Ok((operation, json!({ "StreamName": here.stream.get(), "ShardLevelMetrics": [metric.get()] })))
    });
    let label = words(move || if is_on.get() { "Turn off" } else { "Turn on" });
    view! {
        <Setting id="metrics" title="Shard-level metrics" about="CloudWatch then has these metrics for each shard as well, and charges for them." now=now>
            <Call label=label testid="setting-metrics" wanted=wanted>
                <Choice label="Metric" testid="setting-metrics-value" value=metric options=options/>
            </Call>
        </Setting>
    }
}

#[component]
fn Tags() -> impl IntoView {
    let here = use_here();
    let look = Look::at(streams::TARGET, "ListTagsForStream", move || {
        let name = here.stream.get();
        (!name.is_empty()).then(|| json!({ "StreamName": name }))
    });
    let tags = Memo::new(move |_| {
        let tag = |tag: &Value| (as_text(&tag["Key"]), as_text(&tag["Value"]));
        look.with(|answer| {
            answer["Tags"].as_array().map(|tags| tags.iter().map(tag).collect::<Vec<_>>()).unwrap_or_default()
        })
        .unwrap_or_default()
    });
    let now = words(move || {
        let told: Vec<_> = tags.get().into_iter().map(|(key, value)| format!("{key} = {value}")).collect();
        if told.is_empty() { "none".to_owned() } else { told.join(", ") }
    });
    let (key, value, gone) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let add = Memo::new(move |_| -> Wanted {
        if key.with(String::is_empty) {
            return Err(String::new());
        }
        let mut tags = serde_json::Map::new();
        tags.insert(key.get(), value.get().into());
        Ok(("AddTagsToStream", json!({ "StreamName": here.stream.get(), "Tags": tags })))
    });
    let options = Signal::derive(move || {
        let none = (String::new(), "Choose a tag".to_owned());
        std::iter::once(none)
            .chain(tags.get().into_iter().map(|tag| (tag.0.clone(), tag.0)))
            .collect::<Vec<_>>()
    });
    let remove = Memo::new(move |_| -> Wanted {
        if gone.with(String::is_empty) {
            return Err(String::new());
        }
        Ok(("RemoveTagsFromStream", json!({ "StreamName": here.stream.get(), "TagKeys": [gone.get()] })))
    });
    let removed = Callback::new(move |()| gone.set(String::new()));
    view! {
        <Setting id="tags" title="Tags" about="Words for bills and access rules." now=now>
            <Call label="Add the tag" testid="setting-tags-add" wanted=add>
                <Field label="Key" testid="setting-tags-key" value=key/>
                <Field label="Value" testid="setting-tags-value" value=value/>
            </Call>
            <If when=holds(move || !tags.with(Vec::is_empty))>
                <Call label="Remove" testid="setting-tags-remove" wanted=remove done=removed>
                    <Choice label="Tag" testid="setting-tags-gone" value=gone options=options/>
                </Call>
            </If>
        </Setting>
    }
}

#[component]
fn Delete() -> impl IntoView {
    let here = use_here();
    let sure = RwSignal::new(String::new());
    let wanted = Memo::new(move |_| -> Wanted {
        let name = here.stream.get();
        if sure.with(|sure| sure.trim() != name) {
            return Err(String::new());
        }
        Ok(("DeleteStream", json!({ "StreamName": name, "EnforceConsumerDeletion": true })))
    });
    let now = words(move || here.told_text("StreamStatus"));
    view! {
        <Setting id="delete" title="Delete the stream" about="Its records and its registered consumers go with it. Here you can take it back: undo, or seek to a moment before." now=now>
            <Call label="Delete" testid="setting-delete" wanted=wanted>
                <Field label="Type the name of the stream" testid="setting-delete-name" value=sure/>
            </Call>
        </Setting>
    }
}
