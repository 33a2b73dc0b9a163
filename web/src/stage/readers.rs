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
            {controls.map(|controls| (controls.sinks)())}
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
    let elsewhere = move || {
        let stream = id.with_value(|name| store.with_reader(name, |reader| reader.stream.clone()));
        super::elsewhere(store, stream, "reads")
    };
    let selection = Selection::Reader(name.clone());
    let selected = {
        let selection = selection.clone();
        move || store.selection.with(|now| *now == selection)
    };
    view! {
        <article class="card reader" class:selected=holds(selected) class:fan-out=holds(move || fan_out.get()) class:stopped=holds(move || !running.get()) class:elsewhere=holds(move || elsewhere().is_some()) data-testid=format!("stage-reader-{name}")>
            <span class="flag" aria-hidden="true">{words(move || id.with_value(|name| store.picture.with(|picture| mark(&picture.as_ref()?.view.readers, name))))}</span>
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
            <p class="card-line" hidden=holds(move || elsewhere().is_none())>{words(elsewhere)}</p>
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

/// The letters on a reader's flag.
fn mark(readers: &[ReaderView], name: &str) -> Option<String> {
    let place = readers.iter().position(|reader| reader.name == name)?;
    marks(readers).into_iter().nth(place)
}

/// The letters on the flags of all readers, in their order.
pub(super) fn marks(readers: &[ReaderView]) -> Vec<String> {
    marks_of(&readers.iter().map(|reader| reader.name.as_str()).collect::<Vec<_>>())
}

/// The first letter of each name; with another of it, where names begin alike.
fn marks_of(names: &[&str]) -> Vec<String> {
    let initial = |name: &str| name.chars().next().unwrap_or(' ').to_ascii_uppercase();
    let mut marks = Vec::new();
    for name in names {
        let first = initial(name);
        let alike = names.iter().filter(|other| initial(other) == first).count();
        // A number at the end tells more than a letter.
        let number = name.chars().last().filter(char::is_ascii_digit);
        let seconds =
            number.into_iter().chain(name.chars().skip(1)).filter(|second| second.is_alphanumeric());
        let mut two = seconds.map(|second| format!("{first}{second}"));
        let mark = if alike == 1 { None } else { two.find(|mark| !marks.contains(mark)) };
        marks.push(mark.unwrap_or_else(|| first.to_string()));
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_flags_have_the_same_letters() {
        assert_eq!(marks_of(&["alerts", "archive", "billing"]), ["Al", "Ar", "B"]);
        assert_eq!(marks_of(&["at-time", "at-number", "after-number"]), ["At", "An", "Af"]);
        assert_eq!(marks_of(&["reader-1", "reader-2", "Rest"]), ["R1", "R2", "Re"]);
        assert_eq!(marks_of(&["a", "a", "b"]), ["A", "A", "B"], "names without another letter");
    }
}
