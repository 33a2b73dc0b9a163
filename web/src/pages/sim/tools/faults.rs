//! The menu of faults: each is an action of the session, at the moment of its click. All of it is what the engine does.

use kinetoscope::error::Code;
use kinetoscope::fault::{Effect, FaultPlan, Refusal};
use kinetoscope::streams::KeyState;
use kinetoscope::world::scenario::{Action, ProducerAction, ReaderAction, Share, TimedAction};
use kinetoscope::world::view::View;
use kinetoscope::world::words::length as told_length;
use leptos::prelude::*;
use serde_json::json;

use super::presets::PRESETS;
use super::{Menu, choice, chosen_of, line};
use crate::store::{Store, use_store};
use crate::ui::live::words;

/// How long faults last, in milliseconds; the first is until they are ended.
const LENGTHS: &[(&str, Option<u64>)] = &[
    ("10 s", Some(10_000)),
    ("30 s", Some(30_000)),
    ("1 min", Some(60_000)),
    ("10 min", Some(600_000)),
    ("until ended", None),
];
const SHARES: &[(&str, u32)] = &[("all", 1_000_000), ("half", 500_000), ("30 %", 300_000), ("10 %", 100_000)];
/// Where a fault must end by itself and is asked for until it is ended.
const LENGTH_MS: u64 = 60_000;
/// How often a slow reader asks.
const SLOW_MS: u64 = 30_000;
/// How late answers are.
const LATE_MS: u64 = 2_000;
const PUTS: &[&str] = &["PutRecords", "PutRecord"];
const READS: &[&str] = &["GetRecords"];
/// The key with which the stage's stream is encrypted to try states of keys.
const KEY: &str = "alias/kinetoscope";

/// A line of the menu that strikes calls: its id and name, the operations that it strikes, and what becomes of those.
type FaultOfCalls = (&'static str, &'static str, &'static [&'static str], fn() -> Effect);

/// The menu.
#[component]
pub(super) fn FaultsMenu() -> impl IntoView {
    let store = use_store();
    let (length, share) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let lengths = Signal::derive(|| LENGTHS.iter().map(|(name, _)| (*name).to_owned()).collect());
    let shares = Signal::derive(|| SHARES.iter().map(|(name, _)| (*name).to_owned()).collect());
    let (shard, producer, reader) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let shards = names(store, |view| {
        let shards = view.streams.first().into_iter().flat_map(|stream| &stream.shards);
        shards.filter(|shard| shard.is_open()).map(|shard| shard.number.to_string()).collect()
    });
    let producers =
        names(store, |view| view.producers.iter().map(|producer| producer.name.clone()).collect());
    let readers = names(store, |view| view.readers.iter().map(|reader| reader.name.clone()).collect());

    let for_ms = move || {
        let chosen = chosen_of(lengths, length).unwrap_or_default();
        LENGTHS.iter().find(|(name, _)| *name == chosen).map_or(Some(LENGTH_MS), |(_, ms)| *ms)
    };
    let fault = move |operations: &'static [&'static str], effect: Effect| {
        let chosen = chosen_of(shares, share).unwrap_or_default();
        let millionths =
            SHARES.iter().find(|(name, _)| *name == chosen).map_or(1_000_000, |(_, share)| *share);
        let stream = store.with_stream(|stream| stream.name.clone());
        store.act(Action::Fault(Box::new(plan(operations, stream, Share { millionths }, for_ms(), effect))));
    };
    let calls: [FaultOfCalls; 6] = [
        ("put-fails", "Fail puts inside the service", PUTS, || refuse(Code::InternalFailure)),
        ("put-denied", "Deny puts (AccessDeniedException)", PUTS, || refuse(Code::AccessDenied)),
        ("put-partial", "Fail single records of a batch", PUTS, || {
            Effect::RefuseRecords(Refusal { error: Code::InternalFailure, message: None })
        }),
        ("put-lost", "Do puts, but lose their answers", PUTS, || Effect::LoseAnswer),
        ("read-fails", "Fail reads inside the service", READS, || refuse(Code::InternalFailure)),
        ("delay", "Answer 2 s late (see the latency metrics)", &[], || Effect::Delay { ms: LATE_MS }),
    ];
    let calls = calls.map(|(id, name, operations, effect)| {
        line("faults", format!("fault-{id}"), words(move || name), move || fault(operations, effect()))
    });
    let of_shard = move || {
        let number = chosen_of(shards, shard).and_then(|number| number.parse().ok());
        let stream = store.with_stream(|stream| stream.name.clone());
        if let (Some(shard), Some(stream)) = (number, stream) {
            store.act(Action::RefuseWrites { stream, shard, for_ms: for_ms().unwrap_or(LENGTH_MS) });
        }
    };
    let of_producer = move |make: fn(String, Option<u64>) -> Action| {
        if let Some(name) = chosen_of(producers, producer) {
            store.act(make(name, for_ms()));
        }
    };
    let of_reader = move |make: fn(String, Option<u64>) -> Action| {
        if let Some(name) = chosen_of(readers, reader) {
            store.act(make(name, for_ms()));
        }
    };
    let slow = move || {
        let Some(name) = chosen_of(readers, reader) else { return };
        let before = store.with_reader(&name, |reader| reader.poll_ms).unwrap_or(1_000);
        let polls =
            |poll_ms| Action::Reader(ReaderAction { poll_ms: Some(poll_ms), ..ReaderAction::of(&name) });
        store.act(until(polls(SLOW_MS), for_ms(), polls(before)));
    };
    let key = move |state: KeyState| store.act(Action::Key { key_id: KEY.into(), state });
    let encrypt = move || {
        let stream = store.with_stream(|stream| stream.name.clone()).unwrap_or_default();
        let input = json!({ "StreamName": stream, "EncryptionType": "KMS", "KeyId": KEY });
        store.act(Action::call("StartStreamEncryption", input));
    };
    let presets = PRESETS.iter().map(move |preset| {
        let start = move || {
            let inputs = store.picture.with_untracked(|picture| Some((preset.plan)(&picture.as_ref()?.view)));
            store.act(Action::Plan { inputs: inputs.unwrap_or_default() });
            store.say_with_undo(preset.said);
        };
        let line = line("faults", format!("fault-preset-{}", preset.id), words(move || preset.name), start);
        view! { <div class="menu-told">{line}<p class="menu-hint">{preset.what}</p></div> }
    });
    let line = |id: &'static str, name: String, run: Box<dyn Fn() + Send + Sync>| {
        line("faults", format!("fault-{id}"), words(move || name.clone()), run)
    };
    let slow_name = format!("Slow it down: asks every {}", told_length(SLOW_MS));
    view! {
        <Menu name="Faults" id="faults" icon="bolt" title="Break something, to see what follows">
            <p class="menu-hint">"Each fault happens now, is part of the session and a mark on the scrubber. Undo takes it back."</p>
            <div class="menu-fields">
                {choice("For", "fault-length", lengths, length)}
                {choice("Share of calls", "fault-share", shares, share)}
            </div>
            <h3 class="eyebrow">"Several faults, one after another"</h3>
            {presets.collect_view()}
            <h3 class="eyebrow">"Calls to this stream"</h3>
            {calls.into_iter().collect_view()}
            <h3 class="eyebrow">"A shard"</h3>
            <div class="menu-fields">{choice("Shard", "fault-shard", shards, shard)}</div>
            {line("shard-refuses", "Refuse every write".into(), Box::new(of_shard))}
            <h3 class="eyebrow">"A producer"</h3>
            <div class="menu-fields">{choice("Producer", "fault-producer", producers, producer)}</div>
            {line("producer-stop", "Stop it".into(), Box::new(move || of_producer(stop_producer)))}
            {line("producer-deaf", "Lose its answers, so that it sends again".into(), Box::new(move || of_producer(deafen)))}
            <h3 class="eyebrow">"A reader"</h3>
            <div class="menu-fields">{choice("Reader", "fault-reader", readers, reader)}</div>
            {line("reader-stop", "Stop it".into(), Box::new(move || of_reader(stop_reader)))}
            {line("reader-crash", "Crash it; it goes on from its checkpoint".into(), Box::new(move || of_reader(crash)))}
            {line("reader-slow", slow_name, Box::new(slow))}
            <h3 class="eyebrow">"The key of an encrypted stream"</h3>
            {line("encrypt", format!("Encrypt this stream with {KEY}"), Box::new(encrypt))}
            {line("key-disabled", "Disable the key".into(), Box::new(move || key(KeyState::Disabled)))}
            {line("key-denied", "Deny use of the key".into(), Box::new(move || key(KeyState::Denied)))}
            {line("key-throttled", "Throttle the key".into(), Box::new(move || key(KeyState::Throttled)))}
            {line("key-enabled", "Enable the key again".into(), Box::new(move || key(KeyState::Enabled)))}
            <h3 class="eyebrow">"The end"</h3>
            {line("clear", "End all faults".into(), Box::new(move || store.act(Action::ClearFaults {})))}
        </Menu>
    }
}

fn names(store: Store, read: fn(&View) -> Vec<String>) -> Signal<Vec<String>> {
    Memo::new(move |_| {
        store.picture.with(|picture| picture.as_ref().map(|picture| read(&picture.view)).unwrap_or_default())
    })
    .into()
}

/// Refuses what it strikes with this error.
pub(super) fn refuse(error: Code) -> Effect {
    Effect::Refuse(Refusal { error, message: None })
}

/// A fault that strikes calls.
pub(super) fn plan(
    operations: &[&str],
    stream: Option<String>,
    share: Share,
    for_ms: Option<u64>,
    effect: Effect,
) -> FaultPlan {
    FaultPlan {
        operations: operations.iter().map(ToString::to_string).collect(),
        stream,
        share,
        for_ms,
        effect,
    }
}

/// One action now and, where it is to last so long, another that ends it.
fn until(now: Action, for_ms: Option<u64>, end: Action) -> Action {
    match for_ms {
        None => now,
        Some(at_ms) => Action::Plan {
            inputs: vec![TimedAction { at_ms: 0, action: now }, TimedAction { at_ms, action: end }],
        },
    }
}

fn stop_producer(name: String, for_ms: Option<u64>) -> Action {
    let runs =
        |running| Action::Producer(ProducerAction { running: Some(running), ..ProducerAction::of(&name) });
    until(runs(false), for_ms, runs(true))
}

fn deafen(producer: String, for_ms: Option<u64>) -> Action {
    Action::LoseAnswers { producer, for_ms: for_ms.unwrap_or(LENGTH_MS) }
}

fn stop_reader(name: String, for_ms: Option<u64>) -> Action {
    let runs = |running| Action::Reader(ReaderAction { running: Some(running), ..ReaderAction::of(&name) });
    until(runs(false), for_ms, runs(true))
}

fn crash(reader: String, for_ms: Option<u64>) -> Action {
    Action::CrashReader { reader, for_ms }
}
