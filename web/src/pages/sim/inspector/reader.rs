//! A reader: how far it is, how it reads, and what can happen to it.

use kinetoscope::streams::ITERATOR_LIFE;
use kinetoscope::world::scenario::{Action, ReaderAction, Start};
use kinetoscope::world::view::ReaderView;
use kinetoscope::world::words::length;
use leptos::prelude::*;

use super::cast::CastActions;
use super::counters::Counters;
use crate::stage::{NumberField, lag, start_in_words};
use crate::store::{Selection, use_store};
use crate::ui::dom;
use crate::ui::live::{If, holds, words};
use crate::ui::text;

/// How long a reader is away after a crash, in milliseconds.
const CRASH_MS: u64 = 5_000;

/// The panel of a reader.
#[component]
pub(super) fn ReaderPanel(name: String) -> impl IntoView {
    let store = use_store();
    let id = StoredValue::new(name.clone());
    let with =
        move |of: fn(&ReaderView) -> String| words(move || id.with_value(|name| store.with_reader(name, of)));
    let number = move |of: fn(&ReaderView) -> u64| {
        Memo::new(move |_| id.with_value(|name| store.with_reader(name, of)).unwrap_or(0))
    };
    let running = Memo::new(move |_| {
        id.with_value(|name| store.with_reader(name, |reader| reader.running)).unwrap_or(true)
    });
    let fan_out = Memo::new(move |_| {
        id.with_value(|name| store.with_reader(name, |reader| reader.fan_out)).unwrap_or(false)
    });
    let (poll, checkpoint) = (number(|reader| reader.poll_ms), number(|reader| reader.checkpoint_ms));
    let change = move |edit: &dyn Fn(&mut ReaderAction)| {
        let mut action = ReaderAction::of(&id.get_value());
        edit(&mut action);
        Action::Reader(action)
    };
    let choose_way = move |event| {
        let wanted = dom::value(&event) == "fan-out";
        store.act(change(&|action| action.fan_out = Some(wanted)));
    };
    let begin = move |start: Start| store.act(change(&|action| action.start = Some(start)));
    let counters = vec![
        ("Read", "reader-read", number(|reader| reader.counts.read)),
        ("Read again after a crash", "reader-reread", number(|reader| reader.counts.reread)),
        ("Reads refused", "reader-refused", number(|reader| reader.counts.refused)),
        ("Expired unread", "reader-expired", number(|reader| reader.expired_unread)),
        ("Iterators expired", "reader-iterators", number(|reader| reader.counts.expired_iterators)),
    ];
    let poll_field = move || {
        let action = Callback::new(move |ms: u32| change(&|action| action.poll_ms = Some(u64::from(ms))));
        view! { <NumberField label="Asks each shard every" unit="ms" testid="reader-poll" value=Signal::derive(move || poll.get()) step=100 action=action/> }
    };
    view! {
        <p class="even-row">
            <button type="button" class="button" data-testid="reader-run" on:click=move |_| store.act(change(&|action| action.running = Some(!running.get_untracked())))>
                {words(move || if running.get() { "Pause reader" } else { "Resume reader" })}
            </button>
            <button type="button" class="button" data-testid="reader-crash" on:click=move |_| store.act(Action::CrashReader { reader: id.get_value(), for_ms: Some(CRASH_MS) })>
                {format!("Crash for {}", length(CRASH_MS))}
            </button>
            <button type="button" class="button" data-testid="reader-oldest" on:click=move |_| begin(Start::TrimHorizon)>"Restart at oldest"</button>
            <button type="button" class="button" data-testid="reader-latest" on:click=move |_| begin(Start::Latest)>"Restart at newest"</button>
        </p>
        <Counters counters=counters>
            <div><dt>"Slowest shard"</dt><dd>{with(|reader| format!("{} behind", lag(reader.millis_behind)))}</dd></div>
            <div><dt>"Unread"</dt><dd>{with(|reader| text::count(reader.unread))}</dd></div>
            <div><dt>"Began at"</dt><dd>{with(|reader| start_in_words(reader.start))}</dd></div>
        </Counters>
        <div class="field">
            <label for="reader-way">"How it reads"</label>
            <select id="reader-way" class="select" data-testid="reader-way" on:change=choose_way>
                <option value="shared" selected=holds(move || !fan_out.get())>"Shared, 2 MiB/s per shard"</option>
                <option value="fan-out" selected=holds(move || fan_out.get())>"Fan-out, 2 MiB/s of its own"</option>
            </select>
        </div>
        <If when=holds(move || !fan_out.get())>{poll_field()}</If>
        <NumberField label="Checkpoint every (0: after each answer)" unit="ms" testid="reader-checkpoint" value=Signal::derive(move || checkpoint.get()) step=1_000 action=Callback::new(move |ms| change(&|action| action.checkpoint_ms = Some(u64::from(ms))))/>
        <CastActions name=name select=Selection::Reader/>
        <p class="muted">"A reader here is a program of yours, so no call to the service stops it. While it rests, its iterators age; after "{length(ITERATOR_LIFE.total_millis())}" they expire. After a crash it goes on from its last checkpoint."</p>
    }
}
