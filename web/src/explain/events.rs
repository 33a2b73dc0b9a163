//! The list of facts, newest first.

use kinetoscope::time::Instant;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use crate::store::{Store, use_store};
use crate::ui::live::words;
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

/// The refusals of one shard in one second.
#[derive(Debug, PartialEq)]
struct Refused {
    /// Its place among the rows.
    row: usize,
    second: u64,
    shard: String,
    count: u64,
}

crate::part::page!(events, Events);

/// The list of facts, of every batch of records too if the reader wants that.
#[component]
pub(crate) fn Events() -> impl IntoView {
    let store = use_store();
    let all = store.every_fact;
    // Nothing until the engine has answered once.
    let rows = RwSignal::new(None::<Vec<Row>>);
    let ask = move || {
        spawn_local(async move {
            if let Some(found) = fetch(store, all.get_untracked()).await {
                // The list may be gone by the time the answer comes.
                _ = rows.try_set(Some(found));
            }
        })
    };
    let asked_at = StoredValue::new(f64::NEG_INFINITY);
    Effect::new(move |known: Option<bool>| {
        store.picture.track();
        let wanted = all.get();
        if known != Some(wanted) {
            asked_at.set_value(f64::NEG_INFINITY);
        }
        let now = crate::ui::dom::now_ms();
        let still = !store.transport.get_untracked().playing;
        if still || f64::from(EVERY_MS) < now - asked_at.get_value() {
            asked_at.set_value(now);
            ask();
        }
        wanted
    });
    let waiting = move || match rows.with(|rows| rows.as_ref().map(Vec::is_empty)) {
        None => Some("Loading events\u{2026}"),
        Some(true) => Some("Nothing has happened yet."),
        Some(false) => None,
    };
    view! {
        <label class="check events-all">
            <input type="checkbox" data-testid="events-all" prop:checked=all on:change=move |event| all.set(event_target_checked(&event))/>
            "Every batch too"
        </label>
        <table class="events" data-testid="events">
            <caption class="visually-hidden">"What happened, newest first"</caption>
            <thead><tr><th scope="col">"Time"</th><th scope="col">"Event"</th><th scope="col">"What"</th></tr></thead>
            <tbody>
                {move || rows.get().unwrap_or_default().into_iter().map(|row| view! {
                    <tr><td class="num">{row.at}</td><td>{row.kind}</td><td>{row.what}</td></tr>
                }).collect_view()}
            </tbody>
        </table>
        <p class="dock-empty muted" role="status">{words(waiting)}</p>
    }
}

async fn fetch(store: Store, all: bool) -> Option<Vec<Row>> {
    let count =
        store.picture.with_untracked(|picture| picture.as_ref().map(|picture| picture.view.fact_count))?;
    let start = store.live()?.picture.view.start;
    let since = count.saturating_sub(FACTS_LOOKED_AT);
    let facts: Vec<Value> = store.ask("events", json!({ "since": since })).await.ok()?;
    Some(rows_of(&facts, start, all))
}

/// Rows for facts, newest first. Refusals come many times a second: a shard has one row for each second of them.
fn rows_of(facts: &[Value], start: Instant, all: bool) -> Vec<Row> {
    let (mut rows, mut refused) = (vec![], Vec::<Refused>::new());
    for fact in facts.iter().rev() {
        if ROWS_MAX <= rows.len() {
            break;
        }
        let Some(row) = row(fact, start) else { continue };
        if all || is_rare(fact) {
            rows.push(row);
        } else if fact["type"] == "RecordsRefused" {
            merge(fact, row, start, &mut rows, &mut refused);
        }
    }
    for Refused { row, second, shard, count } in refused {
        rows[row].at = text::clock(second * 1_000_000);
        rows[row].what = format!("{} records, {shard}", text::count(count));
    }
    rows
}

/// Counts a refusal to the row of its shard and second, which the first one makes.
fn merge(fact: &Value, row: Row, start: Instant, rows: &mut Vec<Row>, refused: &mut Vec<Refused>) {
    let Some(at) = fact["at"].as_str().and_then(Instant::parse) else { return };
    let second = at.since(start).total_micros() / 1_000_000;
    let limit = match fact["limit"]["Struck"].as_str() {
        Some(error) => format!("a fault, {error}"),
        None => match fact["limit"].as_str().unwrap_or_default() {
            "WriteRecords" => "write limit (records/s)".into(),
            "WriteBytes" => "write limit (MiB/s)".into(),
            "Fault" => "a fault".into(),
            other => text::spaced(other).to_lowercase(),
        },
    };
    // Ids end in the shard's number.
    let id = fact["shard"].as_str().and_then(|id| id.rsplit('-').next()?.parse::<u32>().ok());
    let stream = fact["stream"].as_str().unwrap_or_default();
    let shard = format!("shard {} of {stream}: {limit}", id.unwrap_or(0));
    let count = fact["count"].as_u64().unwrap_or(0);
    match refused.iter_mut().rfind(|known| known.second == second && known.shard == shard) {
        Some(known) => known.count += count,
        None => {
            refused.push(Refused { row: rows.len(), second, shard, count });
            rows.push(row);
        }
    }
}

/// Whether a fact is none of those that come many times a second.
fn is_rare(fact: &Value) -> bool {
    let refused = fact.get("error").is_some_and(|error| !error.is_null());
    match fact["type"].as_str() {
        Some("RecordsAccepted" | "RecordsRead" | "RecordsDelivered" | "RecordsRefused") => false,
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

/// A fact in one line of words: when, what kind, and all else about it.
pub(crate) fn told(fact: &Value, start: Instant) -> String {
    row(fact, start).map_or_else(|| fact.to_string(), |Row { at, kind, what }| format!("{at} {kind}: {what}"))
}

fn row(fact: &Value, start: Instant) -> Option<Row> {
    let at = Instant::parse(fact["at"].as_str()?)?;
    Some(Row {
        at: text::clock(at.since(start).total_micros()),
        kind: text::spaced(fact["type"].as_str()?),
        what: details(fact),
    })
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
            let number = value.as_u64().map(text::count);
            let words = number.or_else(|| value.as_str().map(str::to_owned));
            format!("{name} {}", words.unwrap_or_else(|| value.to_string()))
        })
        .collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_of_a_shard_and_second_are_one_row() {
        let fact = |at: &str, shard: u32, count: u32| json!({"at":at,"type":"RecordsRefused","stream":"clicks","shard":format!("shardId-{shard:012}"),"count":count,"limit":"WriteRecords"});
        let facts = [
            fact("2026-01-01T00:00:01.1Z", 3, 600),
            fact("2026-01-01T00:00:02.1Z", 3, 500),
            fact("2026-01-01T00:00:02.2Z", 1, 7),
            fact("2026-01-01T00:00:02.9Z", 3, 700),
        ];
        let start = Instant::parse("2026-01-01T00:00:00Z").unwrap();
        let told: Vec<_> = rows_of(&facts, start, false).into_iter().map(|row| (row.at, row.what)).collect();
        let expected = [
            ("00:00:02.0", "1,200 records, shard 3 of clicks: write limit (records/s)"),
            ("00:00:02.0", "7 records, shard 1 of clicks: write limit (records/s)"),
            ("00:00:01.0", "600 records, shard 3 of clicks: write limit (records/s)"),
        ];
        assert_eq!(told, expected.map(|(at, what)| (at.to_owned(), what.to_owned())));
        assert_eq!(rows_of(&facts, start, true).len(), 4);
    }

    #[test]
    fn facts_read_as_words() {
        let fact = json!({"id":1,"at":"2026-01-01T00:00:01Z","type":"ShardOpened","stream":"clicks","shard":4,"parents":[3]});
        assert_eq!(text::spaced("ShardOpened"), "Shard opened");
        assert_eq!(details(&fact), "parents [3], shard 4, stream clicks");
        assert!(is_rare(&fact) && !is_rare(&json!({"type":"RecordsRead"})));
    }
}
