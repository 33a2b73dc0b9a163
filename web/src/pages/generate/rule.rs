//! An IoT rule: what its SQL takes of messages and forwards to a stream.

use kinetoscope::streams;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::{Value, json};

use super::bridge::{Fault, ask, ask_for};
use super::fields::{area, button, line, wrong};
use super::progress::Target;
use super::recipe::{Bench, use_bench};
use crate::ui::text;

const SQL: &str =
    "SELECT device, temperature, topic(2) AS floor\nFROM 'building/+/+/report'\nWHERE temperature > 25";
const KEY: &str = "${device}";
const MESSAGES: &str = r#"building/1/thermostat-4/report {"device": "thermostat-4", "temperature": 28.5}
building/2/thermostat-7/report {"device": "thermostat-7", "temperature": 19}
garden/thermostat-9/report {"device": "thermostat-9", "temperature": 31}"#;

/// What became of a message.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Forwarded {
    matched: bool,
    note: String,
    /// Operation and input of a call.
    record: Option<Value>,
    by_error_action: bool,
}

/// The tab.
#[component]
pub(super) fn Rule() -> impl IntoView {
    let bench = use_bench();
    let sql = RwSignal::new(SQL.to_owned());
    let key = RwSignal::new(KEY.to_owned());
    let error_stream = RwSignal::new(String::new());
    let messages = RwSignal::new(MESSAGES.to_owned());
    let found = RwSignal::new(Vec::<Forwarded>::new());
    let problem = RwSignal::new(String::new());
    let run = move |send: bool| {
        let Some(stream) = untrack(|| bench.target()) else {
            return problem.set("There is no stream to send to.".into());
        };
        let mut rule = json!({
            "sql": sql.get_untracked(),
            "action": { "kinesis": { "streamName": stream, "partitionKey": key.get_untracked() } },
        });
        let errors = error_stream.get_untracked();
        if !errors.trim().is_empty() {
            rule["errorAction"] =
                json!({ "kinesis": { "streamName": errors.trim(), "partitionKey": "${topic()}" } });
        }
        let typed = messages.get_untracked();
        spawn_local(async move {
            let outcome = forward(bench, &rule, &typed).await;
            let told = match outcome {
                Ok(list) if send => {
                    let sent = send_all(bench, &list).await;
                    found.set(list);
                    sent
                }
                Ok(list) => {
                    found.set(list);
                    Ok(())
                }
                Err(fault) => Err(fault.in_words()),
            };
            problem.set(told.err().unwrap_or_default());
        });
    };
    view! {
        <div class="console-columns">
            <section class="card console-card" aria-labelledby="rule-title">
                <h2 id="rule-title">"Rule"</h2>
                {area("SQL", "rule-sql", 4, sql.into(), Callback::new(move |typed| sql.set(typed)))}
                <Target/>
                {line("Partition key; ${...} takes an expression of the SQL", "rule-key", "text", key.into(), Callback::new(move |typed| key.set(typed)))}
                {line("Stream of the error action; empty: none", "rule-errors", "text", error_stream.into(), Callback::new(move |typed| error_stream.set(typed)))}
                {area("Messages, one a line: topic, space, payload", "rule-messages", 7, messages.into(), Callback::new(move |typed| messages.set(typed)))}
                <div class="button-row">
                    {button("Try", "rule-try", Callback::new(move |()| run(false)))}
                    {button("Publish", "rule-publish", Callback::new(move |()| run(true)))}
                </div>
                <p class="muted small-text">"Try shows what the rule would forward. Publish also calls PutRecord for each, as the rule does."</p>
                {wrong("rule-problem", problem.into())}
            </section>
            <section class="card console-card" aria-labelledby="forwarded-title">
                <h2 id="forwarded-title">"What is forwarded"</h2>
                <ol class="console-records">{move || found.get().into_iter().map(row).collect_view()}</ol>
            </section>
        </div>
    }
}

async fn forward(bench: Bench, rule: &Value, typed: &str) -> Result<Vec<Forwarded>, Fault> {
    let at_ms = bench.now_us() / 1_000;
    let messages = typed.lines().filter(|line| !line.trim().is_empty()).enumerate().map(|(number, line)| {
        let (topic, payload) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        // Not drawn by chance: the same messages at the same moment give the same records.
        let uuid = format!("{:08x}-0000-4000-8000-{number:012x}", at_ms & 0xffff_ffff);
        json!({ "topic": topic, "payload": payload, "atMs": at_ms, "uuid": uuid })
    });
    ask_for("rule", &json!({ "rule": rule, "messages": messages.collect::<Vec<_>>() })).await
}

async fn send_all(bench: Bench, list: &[Forwarded]) -> Result<(), String> {
    let records: Vec<_> = list.iter().filter_map(|forwarded| forwarded.record.as_ref()).collect();
    for record in &records {
        let input = ask("encode", &record["input"]).await.map_err(|fault| fault.message)?;
        let called = bench.store.call(streams::TARGET, "PutRecord", &input).await;
        called.map_err(|refusal| format!("{}: {}", refusal.code, refusal.message))?;
    }
    bench.store.say(format!("{} forwarded.", text::plural(records.len(), "message")));
    Ok(())
}

fn row(forwarded: Forwarded) -> AnyView {
    let Forwarded { matched, note, record, by_error_action } = forwarded;
    let state = match (matched, by_error_action) {
        (true, true) => "Error action",
        (true, false) => "Forwarded",
        (false, _) => "Not forwarded",
    };
    let record = record.map(|record| {
        let input = &record["input"];
        let part = |name: &str| input[name].as_str().unwrap_or_default().to_owned();
        view! {
            <pre tabindex="0" data-testid="rule-data">{part("Data")}</pre>
            <p class="small-text"><span class="muted">"To "</span>{part("StreamName")}<span class="muted">", key "</span><span class="mono">{part("PartitionKey")}</span></p>
        }
    });
    view! { <li class="console-record" data-testid="rule-record"><p><strong>{state}</strong>" "<span class="muted small-text">{note}</span></p>{record}</li> }
        .into_any()
}
