//! An IoT rule: what its SQL takes of messages and forwards to a stream.

use kinetoscope::streams;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::{Value, json};

use super::bridge::{Fault, ask, ask_for};
use super::fields::{area, line_with_hint, primary, wrong};
use super::follow::follow;
use super::outcome::{Made, Outcome, State, list};
use super::progress::Target;
use super::recipe::{Bench, use_bench};
use crate::store::Phase;
use crate::ui::live::{holds, words};
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

/// The parts of the tab.
#[derive(Clone, Copy)]
struct Desk {
    bench: Bench,
    sql: RwSignal<String>,
    key: RwSignal<String>,
    error_stream: RwSignal<String>,
    messages: RwSignal<String>,
    /// Each message and what became of it; nothing while the rule cannot be read.
    found: RwSignal<Option<Vec<(String, Forwarded)>>>,
    problem: RwSignal<String>,
}

/// The tab.
#[component]
pub(super) fn Rule() -> impl IntoView {
    let desk = Desk::new();
    desk.follow();
    let Desk { bench, sql, key, error_stream, messages, found, problem } = desk;
    let typed = |field: RwSignal<String>| Callback::new(move |typed| field.set(typed));
    let nothing = holds(move || desk.forwarded() == 0 || bench.target().is_none());
    let outcomes = move || list(bench, "rule", found.get().into_iter().flatten().map(outcome).collect());
    view! {
        <div class="console-columns">
            <section class="card console-card" aria-labelledby="rule-title">
                <h2 id="rule-title">"Messages and rule"</h2>
                {area("Messages (one per line: topic, then JSON)", "rule-messages", 4, messages.into(), typed(messages))}
                {area("SQL", "rule-sql", 4, sql.into(), typed(sql))}
                <Target/>
                <div class="console-fields">
                    {line_with_hint("Partition key", "${\u{2026}} takes an expression of the SQL.", "rule-key", "text", key.into(), typed(key))}
                    {line_with_hint("Error stream (optional)", "Gets what the stream cannot take.", "rule-errors", "text", error_stream.into(), typed(error_stream))}
                </div>
                {wrong("rule-problem", problem.into())}
                <div class="console-foot">
                    {primary("Publish", "rule-publish", nothing, Callback::new(move |()| desk.publish()))}
                    <p class="small-text muted">"Calls PutRecord for each message that is forwarded."</p>
                </div>
            </section>
            <section class="card console-card" aria-labelledby="forwarded-title">
                <h2 id="forwarded-title">"Result"</h2>
                <p class="small-text muted" role="status" data-testid="rule-count">{words(move || desk.told())}</p>
                {outcomes}
            </section>
        </div>
    }
}

impl Desk {
    fn new() -> Self {
        let text = |text: &str| RwSignal::new(text.to_owned());
        Self {
            bench: use_bench(),
            sql: text(SQL),
            key: text(KEY),
            error_stream: text(""),
            messages: text(MESSAGES),
            found: RwSignal::new(Some(vec![])),
            problem: text(""),
        }
    }

    /// Judges the messages whenever one of the fields has changed.
    fn follow(self) {
        let target = Memo::new(move |_| self.bench.target());
        let ready = move || {
            target.with(|_| ());
            [self.sql, self.key, self.error_stream, self.messages].iter().for_each(Track::track);
            self.bench.store.phase.get() == Phase::Ready
        };
        follow(ready, move || self.look(), move |found| self.take(found));
    }

    async fn look(self) -> Result<Vec<(String, Forwarded)>, Fault> {
        let at_ms = self.bench.now_us() / 1_000;
        let typed = self.messages.get_untracked();
        let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
        let messages = lines.enumerate().map(|(number, line)| {
            let (topic, payload) = line.split_once(' ').unwrap_or((line, ""));
            // Not drawn by chance: the same messages at the same moment give the same records.
            let uuid = format!("{:08x}-0000-4000-8000-{number:012x}", at_ms & 0xffff_ffff);
            json!({ "topic": topic, "payload": payload, "atMs": at_ms, "uuid": uuid })
        });
        let messages: Vec<_> = messages.collect();
        let judged: Vec<Forwarded> =
            ask_for("rule", &json!({ "rule": self.rule(), "messages": messages })).await?;
        let topic = |message: &Value| message["topic"].as_str().unwrap_or_default().to_owned();
        Ok(messages.iter().map(topic).zip(judged).collect())
    }

    fn rule(self) -> Value {
        let stream = untrack(|| self.bench.target()).unwrap_or_default();
        let action =
            |stream: &str, key: &str| json!({ "kinesis": { "streamName": stream, "partitionKey": key } });
        let mut rule = json!({
            "sql": self.sql.get_untracked(),
            "action": action(&stream, &self.key.get_untracked()),
        });
        let errors = self.error_stream.get_untracked();
        if !errors.trim().is_empty() {
            rule["errorAction"] = action(errors.trim(), "${topic()}");
        }
        rule
    }

    fn take(self, found: Result<Vec<(String, Forwarded)>, Fault>) {
        self.problem.set(found.as_ref().err().map(Fault::in_words).unwrap_or_default());
        self.found.set(found.ok());
    }

    /// How many messages become records.
    fn forwarded(self) -> usize {
        let count =
            |found: &Vec<(String, Forwarded)>| found.iter().filter(|(_, one)| one.record.is_some()).count();
        self.found.with(|found| found.as_ref().map_or(0, count))
    }

    fn told(self) -> String {
        match self.found.with(|found| found.as_ref().map(Vec::len)) {
            None => "The rule cannot be read yet.".into(),
            Some(0) => "There is no message to judge.".into(),
            Some(all) => {
                format!("{} of {} would be forwarded.", self.forwarded(), text::plural(all, "message"))
            }
        }
    }

    /// Judges the messages as they come now, and calls PutRecord for each that is forwarded, as the rule does.
    fn publish(self) {
        spawn_local(async move {
            let found = self.look().await;
            let records = found.iter().flatten().filter_map(|(_, one)| one.record.clone());
            let records: Vec<_> = records.collect();
            self.take(found);
            if let Err(why) = put(self.bench, &records).await {
                self.problem.set(why);
            }
        });
    }
}

async fn put(bench: Bench, records: &[Value]) -> Result<(), String> {
    for record in records {
        let input = ask("encode", &record["input"]).await.map_err(|fault| fault.message)?;
        let called = bench.store.call(streams::TARGET, "PutRecord", &input).await;
        called.map_err(|refusal| format!("{}: {}", refusal.code, refusal.message))?;
    }
    bench.store.say(format!("{} forwarded.", text::plural(records.len(), "message")));
    Ok(())
}

fn outcome((topic, forwarded): (String, Forwarded)) -> Outcome {
    let Forwarded { matched, note, record, by_error_action } = forwarded;
    let (state, word) = match (matched, by_error_action, &record) {
        (true, false, Some(_)) => (State::Sent, "matched"),
        (true, true, _) => (State::Failed, "error action"),
        (true, false, None) => (State::Failed, "failed"),
        (false, ..) => (State::Left, "not matched"),
    };
    let record = record.map(|record| {
        let part = |name: &str| record["input"][name].as_str().unwrap_or_default().to_owned();
        Made { stream: part("StreamName"), key: part("PartitionKey"), data: part("Data") }
    });
    Outcome { came: topic, state, word, note, record }
}
