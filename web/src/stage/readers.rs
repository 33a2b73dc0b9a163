//! Reader cards: how often they ask, how far they are behind, what they have read.

use kinetoscope::world::scenario::{Action, ReaderAction, Start};
use kinetoscope::world::view::{ReaderView, StreamView};
use leptos::prelude::*;

use super::controls::Controls;
use crate::store::{Selection, use_store};
use crate::ui::icon::Icon;
use crate::ui::live::{If, List, holds, words};
use crate::ui::text;

/// All readers.
#[component]
pub(super) fn Readers(controls: Option<Controls>) -> impl IntoView {
    let store = use_store();
    let names = Memo::new(move |_| {
        store.picture.with(|picture| {
            let readers = picture.iter().flat_map(|picture| &picture.view.readers);
            readers.map(|reader| reader.name.clone()).collect::<Vec<_>>()
        })
    });
    view! {
        <div class="stage-readers">
            <h3 class="eyebrow">"Readers"</h3>
            <div class="readers">
                <List keys=names.into() row=Callback::new(move |name| view! { <Card name=name controls=controls/> }.into_any())/>
                <If when=holds(move || names.with(Vec::is_empty))>
                    <p class="muted">"Nobody reads this stream."</p>
                </If>
            </div>
        </div>
    }
}

#[component]
fn Card(name: String, controls: Option<Controls>) -> impl IntoView {
    let store = use_store();
    let id = StoredValue::new(name.clone());
    let with =
        move |of: fn(&ReaderView) -> String| words(move || id.with_value(|name| store.with_reader(name, of)));
    let running = Memo::new(move |_| {
        id.with_value(|name| store.with_reader(name, |reader| reader.running)).unwrap_or(true)
    });
    let fan_out = Memo::new(move |_| {
        id.with_value(|name| store.with_reader(name, |reader| reader.fan_out)).unwrap_or(false)
    });
    let expired = move || {
        let has_expired = |stream: &StreamView| {
            let mut gates = stream.shards.iter().flat_map(|shard| &shard.gates);
            id.with_value(|name| gates.any(|gate| gate.reader == *name && gate.iterator_expired))
        };
        store.with_stream(has_expired).unwrap_or(false)
    };
    let selection = Selection::Reader(name.clone());
    let selected = {
        let selection = selection.clone();
        move || store.selection.with(|now| *now == selection)
    };
    view! {
        <article class="card reader" class:selected=holds(selected) class:fan-out=holds(move || fan_out.get()) class:stopped=holds(move || !running.get()) data-testid=format!("stage-reader-{name}")>
            <span class="flag" aria-hidden="true">{initial(&name)}</span>
            <button type="button" class="card-name" on:click=move |_| store.toggle_selection(selection.clone())>
                <span>{name.clone()}</span>
            </button>
            <p class="reader-lag">
                <span class="muted">{with(state)}</span>
                <strong>{with(|reader| lag(reader.millis_behind))}</strong>
                <span class="muted">" behind"</span>
                <If when=holds(expired)>
                    <span class="badge err" data-testid=format!("reader-{}-expired", id.get_value())>"iterator expired"</span>
                </If>
            </p>
            {controls.map(|controls| (controls.reader)(id))}
        </article>
    }
}

/// How a reader reads, and a button that lets it rest.
#[component]
pub(super) fn Facts(id: StoredValue<String>) -> impl IntoView {
    let store = use_store();
    let running = Memo::new(move |_| {
        id.with_value(|name| store.with_reader(name, |reader| reader.running)).unwrap_or(true)
    });
    let toggle = move |_| {
        let running = Some(!running.get_untracked());
        store.act(Action::Reader(ReaderAction { running, ..ReaderAction::of(&id.get_value()) }));
    };
    view! {
        <p class="reader-facts muted">
            {words(move || id.with_value(|name| store.with_reader(name, facts)))}
        </p>
        <button
            type="button"
            class="button quiet small"
            aria-label=words(move || format!("{} {}", if running.get() { "Pause" } else { "Resume" }, id.get_value()))
            data-testid=format!("reader-{}-run", id.get_value())
            on:click=toggle
        >
            <Icon name=Signal::derive(move || if running.get() { "pause" } else { "play" })/>
        </button>
    }
}

/// What it does, where that is not reading as most do, before how far it is behind.
fn state(reader: &ReaderView) -> String {
    let state = match (reader.running, reader.restarts_at) {
        (true, _) => "",
        (false, Some(_)) => "crashed, ",
        (false, None) => "paused, ",
    };
    if reader.fan_out { format!("fan-out, {state}") } else { state.into() }
}

/// How it reads, in a few words.
fn facts(reader: &ReaderView) -> String {
    let how = if reader.fan_out {
        format!("fan-out from {}, a pipe of its own", reader.stream)
    } else {
        format!("shared, asks {} every {}", reader.stream, text::length(reader.poll_ms * 1_000))
    };
    format!("{how}; began at {}, {} read", start(reader.start), text::short(reader.counts.read))
}

/// Readers of a kind that have a lane of their own at each strip.
pub(crate) const LANES_MAX: usize = 6;

/// The lane of a reader among those of its kind, shared or fan-out, and how many lanes those have.
pub(crate) fn lane_of(readers: &[ReaderView], name: &str) -> Option<(usize, usize)> {
    let fan_out = readers.iter().find(|reader| reader.name == name)?.fan_out;
    let alike = readers.iter().filter(|reader| reader.fan_out == fan_out);
    let lane = alike.clone().position(|reader| reader.name == name)?;
    Some((lane, alike.count().min(LANES_MAX)))
}

/// A starting position, as calls name it, with its place.
pub(crate) fn start(start: Start) -> String {
    match start {
        Start::TrimHorizon => "TRIM_HORIZON".into(),
        Start::Latest => "LATEST".into(),
        Start::AtTimestamp { at_ms } => format!("AT_TIMESTAMP {}", text::length(at_ms * 1_000)),
        Start::AtSequenceNumber { record } => format!("AT_SEQUENCE_NUMBER of record {record}"),
        Start::AfterSequenceNumber { record } => format!("AFTER_SEQUENCE_NUMBER of record {record}"),
    }
}

/// A lag in words.
pub(crate) fn lag(millis: u64) -> String {
    text::length(millis * 1_000)
}

/// The letter on a reader's flag.
pub(crate) fn initial(name: &str) -> String {
    name.chars().next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default()
}
