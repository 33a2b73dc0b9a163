//! The Kinesis Agent: what it makes of a log file that grows.

use kinetoscope::streams;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::{Value, json};

use super::bridge::{Fault, ask, ask_for};
use super::fields::{area, button, wrong};
use super::progress::Target;
use super::recipe::{Bench, use_bench};
use crate::ui::dom;
use crate::ui::live::words;
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
    offset: u64,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Read {
    records: Vec<Converted>,
    /// Where the agent goes on.
    checkpoint: Value,
}

/// The tab.
#[component]
pub(super) fn Agent() -> impl IntoView {
    let bench = use_bench();
    let settings = RwSignal::new(EXAMPLES[0].settings.to_owned());
    let log = RwSignal::new(EXAMPLES[0].log.to_owned());
    let read = RwSignal::new(Read::default());
    let problem = RwSignal::new(String::new());
    let choose = move |event| {
        let chosen = dom::value(&event);
        if let Some(example) = EXAMPLES.iter().find(|example| example.name == chosen) {
            settings.set(example.settings.into());
            log.set(example.log.into());
            read.set(Read::default());
        }
    };
    let look = Callback::new(move |()| {
        spawn_local(async move {
            let checkpoint = read.with_untracked(|read| read.checkpoint.clone());
            match look(&settings.get_untracked(), &log.get_untracked(), &checkpoint).await {
                Ok(found) => {
                    problem.set(String::new());
                    read.set(found);
                }
                Err(fault) => problem.set(fault.in_words()),
            }
        });
    });
    let rotate = Callback::new(move |()| log.set(String::new()));
    let anew = Callback::new(move |()| read.set(Read::default()));
    let examples =
        EXAMPLES.iter().map(|example| view! { <option value=example.name>{example.name}</option> });
    view! {
        <div class="console-columns">
            <section class="card console-card" aria-labelledby="agent-title">
                <h2 id="agent-title">"Log file"</h2>
                <p class="muted small-text">"The agent reads what is new since its checkpoint. Add lines and read on; empty the file, as a rotation does, and it begins at the top."</p>
                <div class="field">
                    <label for="agent-example">"Example"</label>
                    <select id="agent-example" class="select input" data-testid="agent-example" on:change=choose>{examples.collect_view()}</select>
                </div>
                {area("The file", "agent-log", 8, log.into(), Callback::new(move |typed| log.set(typed)))}
                {area("A flow of agent.json", "agent-settings", 8, settings.into(), Callback::new(move |typed| settings.set(typed)))}
                <div class="button-row">
                    {button("Read what is new", "agent-read", look)}
                    {button("Rotate the file", "agent-rotate", rotate)}
                    {button("Forget the checkpoint", "agent-forget", anew)}
                </div>
                {wrong("agent-problem", problem.into())}
            </section>
            <section class="card console-card" aria-labelledby="converted-title">
                <h2 id="converted-title">"Records"</h2>
                <p class="small-text" role="status" data-testid="agent-checkpoint">{words(move || read.with(told))}</p>
                <ol class="console-records">{move || read.get().records.into_iter().map(row).collect_view()}</ol>
                <Target/>
                <div class="button-row">{button("Send these records", "agent-send", Callback::new(move |()| send(bench, read, problem)))}</div>
            </section>
        </div>
    }
}

async fn look(settings: &str, log: &str, checkpoint: &Value) -> Result<Read, Fault> {
    let settings: Value = serde_json::from_str(settings).map_err(|error| Fault {
        message: format!("The settings are no JSON: {error}."),
        ..Fault::default()
    })?;
    ask_for("agent", &json!({ "text": log, "settings": settings, "checkpoint": checkpoint })).await
}

fn told(read: &Read) -> String {
    match read.checkpoint["offset"].as_u64() {
        Some(offset) => format!(
            "{} read; the checkpoint stands at byte {offset}.",
            text::plural(read.records.len(), "record")
        ),
        None => "Nothing is read yet.".into(),
    }
}

fn row(record: Converted) -> AnyView {
    let Converted { before, after, note, offset } = record;
    let nothing = after.is_none();
    view! {
        <li class="console-record" data-testid="agent-record">
            <p class="muted small-text">"At byte "{offset}", in the file:"</p>
            <pre tabindex="0">{before}</pre>
            <p class="muted small-text">{if nothing { "Not sent. " } else { "As it is sent:" }}{note}</p>
            {after.map(|after| view! { <pre tabindex="0" data-testid="agent-after">{after}</pre> })}
        </li>
    }
    .into_any()
}

/// Sends what was read, with random partition keys as the agent has them.
fn send(bench: Bench, read: RwSignal<Read>, problem: RwSignal<String>) {
    let texts: Vec<_> =
        read.with_untracked(|read| read.records.iter().filter_map(|record| record.after.clone()).collect());
    let Some(stream) = untrack(|| bench.target()) else {
        return problem.set("There is no stream to send to.".into());
    };
    if texts.is_empty() {
        return problem.set("There is nothing to send: read the file first.".into());
    }
    spawn_local(async move {
        let mut refused = 0;
        for (number, texts) in texts.chunks(RECORDS_MAX).enumerate() {
            let made =
                ask("records", &json!({ "texts": texts, "seed": bench.now_us() + number as i64 })).await;
            let Ok(records) = made else { return problem.set("The records could not be made.".into()) };
            let input = json!({ "StreamName": stream, "Records": records });
            match bench.store.call(streams::TARGET, "PutRecords", &input).await {
                Ok(answer) => refused += answer["FailedRecordCount"].as_u64().unwrap_or(0),
                Err(refusal) => return problem.set(format!("{}: {}", refusal.code, refusal.message)),
            }
        }
        problem.set(String::new());
        let sent = text::plural(texts.len(), "record");
        bench.store.say(if refused == 0 {
            format!("{sent} accepted by {stream}.")
        } else {
            format!("{sent} sent, {refused} of them refused.")
        });
    });
}
