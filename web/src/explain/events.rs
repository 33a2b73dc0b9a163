//! The list of facts, newest first.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use crate::store::{Store, use_store};
use crate::ui::text;

/// Facts that are looked through and rows that are shown.
const FACTS_LOOKED_AT: u64 = 4_000;
const ROWS_MAX: usize = 100;
const EVERY_MS: u32 = 1_000;

/// A fact in words.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    at: String,
    kind: String,
    what: String,
}

/// The list of facts.
#[component]
pub(crate) fn Events() -> impl IntoView {
    let store = use_store();
    let rows = RwSignal::new(Vec::<Row>::new());
    let all = RwSignal::new(false);
    let ask = move || {
        spawn_local(async move {
            if let Some(found) = fetch(store, all.get_untracked()).await {
                // The list may be gone by the time the answer comes.
                _ = rows.try_set(found);
            }
        })
    };
    let asked_at = StoredValue::new(f64::NEG_INFINITY);
    Effect::new(move |_| {
        store.picture.track();
        all.track();
        let now = crate::ui::dom::now_ms();
        let still = !store.transport.get_untracked().playing;
        if still || f64::from(EVERY_MS) < now - asked_at.get_value() {
            asked_at.set_value(now);
            ask();
        }
    });
    let toggle = move |event| {
        all.set(event_target_checked(&event));
        asked_at.set_value(f64::NEG_INFINITY);
    };
    view! {
        <label class="check">
            <input type="checkbox" data-testid="events-all" on:change=toggle/>
            "Every batch of records too"
        </label>
        <table class="events" data-testid="events">
            <caption class="visually-hidden">"What happened, newest first"</caption>
            <thead><tr><th scope="col">"Time"</th><th scope="col">"Event"</th><th scope="col">"What"</th></tr></thead>
            <tbody>
                {move || rows.get().into_iter().map(|row| view! {
                    <tr><td class="num">{row.at}</td><td>{row.kind}</td><td>{row.what}</td></tr>
                }).collect_view()}
            </tbody>
        </table>
    }
}

async fn fetch(store: Store, all: bool) -> Option<Vec<Row>> {
    let count =
        store.picture.with_untracked(|picture| picture.as_ref().map(|picture| picture.view.fact_count))?;
    let start = store.live()?.picture.view.start;
    let since = count.saturating_sub(FACTS_LOOKED_AT);
    let facts: Vec<Value> = store.ask("events", json!({ "since": since })).await.ok()?;
    let shown = facts.iter().rev().filter(|fact| all || is_rare(fact));
    Some(shown.take(ROWS_MAX).filter_map(|fact| row(fact, start)).collect())
}

/// Whether a fact is none of those that come many times a second.
fn is_rare(fact: &Value) -> bool {
    let refused = fact.get("error").is_some_and(|error| !error.is_null());
    match fact["type"].as_str() {
        Some("RecordsAccepted" | "RecordsRead" | "RecordsRefused") => false,
        Some("Call") => {
            refused
                || !matches!(
                    fact["operation"].as_str(),
                    Some("PutRecords" | "PutRecord" | "GetRecords" | "GetShardIterator")
                )
        }
        _ => true,
    }
}

fn row(fact: &Value, start: kinetoscope::time::Instant) -> Option<Row> {
    let at = kinetoscope::time::Instant::parse(fact["at"].as_str()?)?;
    Some(Row {
        at: text::clock(at.since(start).total_micros()),
        kind: words(fact["type"].as_str()?),
        what: details(fact),
    })
}

/// `RecordsAccepted` as `Records accepted`.
fn words(kind: &str) -> String {
    let mut text = String::new();
    for letter in kind.chars() {
        if letter.is_ascii_uppercase() && !text.is_empty() {
            text.push(' ');
            text.push(letter.to_ascii_lowercase());
        } else {
            text.push(letter);
        }
    }
    text
}

/// Everything else about a fact, in the order of its names.
fn details(fact: &Value) -> String {
    const KNOWN: &[&str] = &["id", "at", "account", "region", "type", "digest", "first", "range"];
    let Value::Object(members) = fact else { return String::new() };
    let told = members.iter().filter(|(name, value)| {
        let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        !empty && !KNOWN.contains(&name.as_str())
    });
    let parts: Vec<_> = told
        .map(|(name, value)| {
            format!("{name} {}", value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        })
        .collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_read_as_words() {
        let fact = json!({"id":1,"at":"2026-01-01T00:00:01Z","type":"ShardOpened","stream":"clicks","shard":4,"parents":[3]});
        assert_eq!(words("ShardOpened"), "Shard opened");
        assert_eq!(details(&fact), "parents [3], shard 4, stream clicks");
        assert!(is_rare(&fact) && !is_rare(&json!({"type":"RecordsRead"})));
    }
}
