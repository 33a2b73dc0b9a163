//! The Kinesis Agent: what it makes of a log file that grows.

use kinetoscope::streams;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::{Value, json};

use super::bridge::{Fault, ask_for};
use super::fields::{area, button, primary, wrong};
use super::follow::follow;
use super::outcome::{Made, Outcome, State, list};
use super::progress::Target;
use super::recipe::{Bench, use_bench};
use crate::store::Phase;
use crate::ui::dom;
use crate::ui::live::{holds, words};
use crate::ui::text;

const EXAMPLES: &[Example] = &[
    Example {
        name: "Apache log to JSON",
        settings: r#"{
  "initialPosition": "START_OF_FILE",
  "dataProcessingOptions": [
    {"optionName": "LOGTOJSON", "logFormat": "COMMONAPACHELOG"}
  ]
}"#,
        log: "10.0.0.7 - ada [22/Nov/2026:10:00:01 +0000] \"GET /list HTTP/1.1\" 200 5120\n10.0.0.9 - - [22/Nov/2026:10:00:02 +0000] \"POST /basket HTTP/1.1\" 500 -\nnot a line of a web server\n",
    },
    Example {
        name: "CSV to JSON",
        settings: r#"{
  "initialPosition": "START_OF_FILE",
  "skipHeaderLines": 1,
  "dataProcessingOptions": [
    {"optionName": "CSVTOJSON", "customFieldNames": ["sensor", "celsius"], "delimiter": ","}
  ]
}"#,
        log: "sensor,celsius\ncellar,11.5\nroof,31\n",
    },
    Example {
        name: "Stack traces as one line",
        settings: r#"{
  "initialPosition": "START_OF_FILE",
  "multiLineStartPattern": "\\[",
  "dataProcessingOptions": [{"optionName": "SINGLELINE"}]
}"#,
        log: "[10:00:01] ERROR no such order\n  at Shop.find(Shop.java:12)\n  at Shop.main(Shop.java:3)\n[10:00:02] INFO started again\n",
    },
];
/// Records of one PutRecords call.
const RECORDS_MAX: usize = 500;

/// Settings and a log that go together.
struct Example {
    name: &'static str,
    settings: &'static str,
    log: &'static str,
}

/// A record of the file.
#[derive(Clone, Debug, Deserialize)]
struct Converted {
    before: String,
    after: Option<String>,
    note: String,
    /// The entry of PutRecords that is made of it, its key drawn by chance as the agent does.
    #[serde(skip)]
    entry: Option<Value>,
}

/// What is new in the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Read {
    records: Vec<Converted>,
    /// Where the agent goes on once they are sent.
    checkpoint: Value,
}

impl Read {
    fn entries(&self) -> Vec<&Value> {
        self.records.iter().filter_map(|record| record.entry.as_ref()).collect()
    }
}

/// The parts of the tab.
#[derive(Clone, Copy)]
struct Desk {
    bench: Bench,
    settings: RwSignal<String>,
    log: RwSignal<String>,
    /// How far the file is sent; null before the agent has begun.
    sent: RwSignal<Value>,
    read: RwSignal<Read>,
    problem: RwSignal<String>,
}

/// The tab.
#[component]
pub(super) fn Agent() -> impl IntoView {
    let desk = Desk::new();
    desk.follow();
    let Desk { bench, settings, log, read, problem, .. } = desk;
    let examples =
        EXAMPLES.iter().map(|example| view! { <option value=example.name>{example.name}</option> });
    let nothing = holds(move || read.with(|read| read.entries().is_empty()) || bench.target().is_none());
    let target = Memo::new(move |_| bench.target().unwrap_or_default());
    let outcomes = move || {
        let stream = target.get();
        list(bench, "agent", read.get().records.into_iter().map(|record| outcome(record, &stream)).collect())
    };
    view! {
        <div class="console-columns">
            <section class="card console-card" aria-labelledby="agent-title">
                <h2 id="agent-title">"Log file and flow"</h2>
                <div class="field">
                    <label for="agent-example">"Example"</label>
                    <select id="agent-example" class="select input" data-testid="agent-example" on:change=move |event| desk.choose(&dom::value(&event))>{examples.collect_view()}</select>
                </div>
                {area("Log file", "agent-log", 4, log.into(), Callback::new(move |typed| log.set(typed)))}
                {area("Flow (from agent.json)", "agent-settings", 4, settings.into(), Callback::new(move |typed| settings.set(typed)))}
                <Target/>
                {wrong("agent-problem", problem.into())}
                <div class="console-foot">
                    {primary("Send these records", "agent-send", nothing, Callback::new(move |()| desk.send()))}
                    {button("Rotate the file", "agent-rotate", Callback::new(move |()| log.set(String::new())))}
                    {button("Reset checkpoint", "agent-reset", Callback::new(move |()| desk.sent.set(Value::Null)))}
                </div>
            </section>
            <section class="card console-card" aria-labelledby="converted-title">
                <h2 id="converted-title">"Records"</h2>
                <p class="small-text muted" role="status" data-testid="agent-checkpoint">{words(move || desk.told())}</p>
                {outcomes}
            </section>
        </div>
    }
}

impl Desk {
    fn new() -> Self {
        Self {
            bench: use_bench(),
            settings: RwSignal::new(EXAMPLES[0].settings.to_owned()),
            log: RwSignal::new(EXAMPLES[0].log.to_owned()),
            sent: RwSignal::new(Value::Null),
            read: RwSignal::new(Read::default()),
            problem: RwSignal::new(String::new()),
        }
    }

    /// Reads what is new whenever the file, the flow or the checkpoint has changed.
    fn follow(self) {
        let ready = move || {
            self.settings.track();
            self.log.track();
            self.sent.track();
            self.bench.store.phase.get() == Phase::Ready
        };
        follow(ready, move || self.look(), move |found| self.take(found));
    }

    async fn look(self) -> Result<Read, Fault> {
        let settings: Value = serde_json::from_str(&self.settings.get_untracked()).map_err(|error| {
            Fault { message: format!("The flow is no JSON: {error}."), ..Fault::default() }
        })?;
        let log = self.log.get_untracked();
        let checkpoint = from(&self.sent.get_untracked(), &log, &settings);
        let args = json!({ "text": log, "settings": settings, "checkpoint": checkpoint });
        let mut read: Read = ask_for("agent", &args).await?;
        let texts: Vec<_> = read.records.iter().filter_map(|record| record.after.as_deref()).collect();
        let args = json!({ "texts": texts, "seed": self.bench.now_us() });
        let made: Vec<Value> = if texts.is_empty() { vec![] } else { ask_for("records", &args).await? };
        let sent = read.records.iter_mut().filter(|record| record.after.is_some());
        sent.zip(made).for_each(|(record, entry)| record.entry = Some(entry));
        Ok(read)
    }

    fn take(self, found: Result<Read, Fault>) {
        match found {
            Ok(read) => {
                let begins = self.sent.with_untracked(Value::is_null) && read.records.is_empty();
                // An agent that begins at the end of the file stays there; at its top, it has not begun.
                if begins && read.checkpoint["at"].as_u64().is_some_and(|at| 0 < at) {
                    self.sent.set(read.checkpoint.clone());
                }
                self.problem.set(String::new());
                self.read.set(read);
            }
            Err(fault) => {
                self.problem.set(fault.in_words());
                self.read.set(Read::default());
            }
        }
    }

    fn choose(self, name: &str) {
        if let Some(example) = EXAMPLES.iter().find(|example| example.name == name) {
            self.settings.set(example.settings.into());
            self.log.set(example.log.into());
            self.sent.set(Value::Null);
        }
    }

    /// How far it is, and what is new.
    fn told(self) -> String {
        let read = self.read.get();
        let Some(offset) = read.checkpoint["offset"].as_u64() else { return "Nothing is read.".into() };
        let from = self.sent.with(|sent| sent["offset"].as_u64()).filter(|from| *from <= offset).unwrap_or(0);
        let count = read.entries().len();
        let skipped = match read.records.len() - count {
            0 => String::new(),
            skipped => format!(", {} skipped", text::count(skipped as u64)),
        };
        let waits = if offset < self.log.with(String::len) as u64 {
            " What has no line break yet waits for it."
        } else {
            ""
        };
        if read.records.is_empty() {
            return format!(
                "Nothing new: the checkpoint stands at byte {offset}. Add lines to the file.{waits}"
            );
        }
        format!(
            "New since the checkpoint at byte {from}: {} to send{skipped}. Sending moves it to byte {offset}.{waits}",
            text::plural(count, "record")
        )
    }

    /// Sends what is new. Only then the checkpoint moves.
    fn send(self) {
        let Some(stream) = untrack(|| self.bench.target()) else {
            return self.problem.set("There is no stream to send to.".into());
        };
        let read = self.read.get_untracked();
        spawn_local(async move {
            let told = put(self.bench, &stream, &read.entries()).await;
            match told {
                Ok(told) => {
                    self.problem.set(String::new());
                    self.bench.store.say(told);
                    self.sent.set(read.checkpoint);
                }
                Err(why) => self.problem.set(why),
            }
        });
    }
}

/// Where to read on. A file that has become shorter than what is sent is read from its top, also when it has grown again.
fn from(sent: &Value, log: &str, settings: &Value) -> Value {
    let length = log.encode_utf16().count() as u64;
    match sent["at"].as_u64() {
        Some(at) if length < at => {
            json!({ "at": 0, "offset": 0, "headers": settings["skipHeaderLines"].as_u64().unwrap_or(0) })
        }
        _ => sent.clone(),
    }
}

fn outcome(record: Converted, stream: &str) -> Outcome {
    let Converted { before, after, note, entry } = record;
    let key = entry.and_then(|entry| entry["PartitionKey"].as_str().map(str::to_owned)).unwrap_or_default();
    let record = after.map(|data| Made { stream: stream.to_owned(), key, data });
    let (state, word) = if record.is_some() { (State::Sent, "record") } else { (State::Left, "skipped") };
    Outcome { came: before, state, word, note, record }
}

/// Puts the entries, and says what became of them.
async fn put(bench: Bench, stream: &str, entries: &[&Value]) -> Result<String, String> {
    let mut refused = 0;
    for records in entries.chunks(RECORDS_MAX) {
        let input = json!({ "StreamName": stream, "Records": records });
        let called = bench.store.call(streams::TARGET, "PutRecords", &input).await;
        let answer = called.map_err(|refusal| format!("{}: {}", refusal.code, refusal.message))?;
        refused += answer["FailedRecordCount"].as_u64().unwrap_or(0);
    }
    let sent = text::plural(entries.len(), "record");
    Ok(match refused {
        0 => format!("{sent} accepted by {stream}."),
        refused => format!("{sent} sent, {refused} of them refused."),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_rotated_is_read_from_its_top() {
        let (sent, settings) =
            (json!({ "at": 4, "offset": 4, "headers": 0 }), json!({ "skipHeaderLines": 1 }));
        assert_eq!(from(&sent, "abc\nd", &settings), sent);
        assert_eq!(from(&sent, "x\n", &settings), json!({ "at": 0, "offset": 0, "headers": 1 }));
        assert_eq!(from(&Value::Null, "", &settings), Value::Null);
    }
}
