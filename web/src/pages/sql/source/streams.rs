//! Records of a stream of the session, read as a consumer reads them: by calls, which count there.

use kinetoscope::streams::TARGET;
use kinetoscope::wire::base64;
use kinetoscope::world::view::ShardView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use super::records::take_records;
use crate::pages::sql::bench::Bench;
use crate::store::Refusal;
use crate::ui::dom;
use crate::ui::live::{If, holds};

/// Shards that are read, and records of each.
const SHARDS_MAX: usize = 8;
const RECORDS_MAX: usize = 200;

/// Which stream, and the button that reads it.
pub(super) fn streams(bench: Bench) -> AnyView {
    let names = Memo::new(move |_| {
        bench.store.picture.with(|picture| {
            let streams = picture.iter().flat_map(|picture| &picture.view.streams);
            streams.map(|stream| stream.name.clone()).collect::<Vec<_>>()
        })
    });
    let chosen = RwSignal::new(String::new());
    let name = move || {
        names.with(|names| {
            let is_there = chosen.with(|chosen| names.contains(chosen));
            if is_there { chosen.get() } else { names.first().cloned().unwrap_or_default() }
        })
    };
    let options = move || {
        let option = |it: String| view! { <option value=it.clone()>{it.clone()}</option> };
        names.get().into_iter().map(option).collect_view()
    };
    let read = move |_| {
        let stream = untrack(name);
        spawn_local(async move {
            match records(bench, &stream).await {
                Ok(text) if text.is_empty() => {
                    bench.store.complain(format!("{stream} holds no records of text yet."))
                }
                Ok(text) => take_records(bench, text),
                Err(refusal) => bench.store.complain(refusal.in_words()),
            }
        });
    };
    view! {
        <If when=holds(move || names.with(|names| !names.is_empty()))>
            <div class="sql-from-stream">
                <div class="field">
                    <label for="sql-stream">"Stream of the simulated session"</label>
                    <select id="sql-stream" class="select input" data-testid="sql-session-stream" on:change=move |event| chosen.set(dom::value(&event))>{options}</select>
                </div>
                <button type="button" class="button" data-testid="sql-take-stream" on:click=read>"Take its oldest records"</button>
            </div>
        </If>
    }
    .into_any()
}

/// The oldest records of a stream as lines, each with the second at which it came after the first.
async fn records(bench: Bench, stream: &str) -> Result<String, Refusal> {
    let shards: Vec<String> = bench.store.picture.with_untracked(|picture| {
        let streams = picture.iter().flat_map(|picture| &picture.view.streams);
        let shards = streams.filter(|it| it.name == stream).flat_map(|it| &it.shards);
        shards.take(SHARDS_MAX).map(|shard: &ShardView| format!("shardId-{:012}", shard.number)).collect()
    });
    let mut found: Vec<(f64, String)> = Vec::new();
    for shard in shards {
        let input = json!({ "StreamName": stream, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON" });
        let answer = bench.store.call(TARGET, "GetShardIterator", &input).await?;
        let input = json!({ "ShardIterator": answer["ShardIterator"], "Limit": RECORDS_MAX });
        let answer = bench.store.call(TARGET, "GetRecords", &input).await?;
        found.extend(answer["Records"].as_array().into_iter().flatten().filter_map(record));
    }
    found.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let first = found.first().map_or(0.0, |(at, _)| *at);
    let lines = found.iter().map(|(at, text)| format!("@{:.3} {text}", at - first));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// When a record came and its text, on one line; none where it is no text.
fn record(record: &Value) -> Option<(f64, String)> {
    let text = String::from_utf8(base64::decode(record["Data"].as_str()?)?).ok()?;
    let line = text.trim().replace(['\n', '\r'], " ");
    (!line.is_empty()).then_some((record["ApproximateArrivalTimestamp"].as_f64()?, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_its_text_on_one_line_and_bytes_are_none() {
        let of = |data: &[u8]| {
            record(&json!({ "Data": base64::encode(data), "ApproximateArrivalTimestamp": 7.25 }))
        };
        assert_eq!(of(b"{\n}\n"), Some((7.25, "{ }".to_owned())));
        assert_eq!((of(b"\xff\xfe"), of(b" \n")), (None, None));
    }
}
