//! A reader: how far it is, and letting it rest.

use kinetoscope::streams::ITERATOR_LIFE;
use kinetoscope::world::scenario::{Action, ReaderAction};
use kinetoscope::world::view::ReaderView;
use leptos::prelude::*;

use crate::stage::{NumberField, lag};
use crate::store::use_store;
use crate::ui::live::words;
use crate::ui::text;

/// The panel of a reader.
#[component]
pub(super) fn ReaderPanel(name: String) -> impl IntoView {
    let store = use_store();
    let id = StoredValue::new(name);
    let with =
        move |of: fn(&ReaderView) -> String| words(move || id.with_value(|name| store.with_reader(name, of)));
    let running = Memo::new(move |_| {
        id.with_value(|name| store.with_reader(name, |reader| reader.running)).unwrap_or(true)
    });
    let poll = Memo::new(move |_| {
        id.with_value(|name| store.with_reader(name, |reader| reader.poll_ms)).unwrap_or(0)
    });
    let change = move |running: Option<bool>, poll_ms: Option<u64>| {
        Action::Reader(ReaderAction { running, poll_ms, ..ReaderAction::of(&id.get_value()) })
    };
    view! {
        <dl class="facts">
            <div><dt>"Slowest shard"</dt><dd>{with(|reader| format!("{} behind", lag(reader.millis_behind)))}</dd></div>
            <div><dt>"Unread"</dt><dd>{with(|reader| text::count(reader.unread))}</dd></div>
            <div><dt>"Read"</dt><dd>{with(|reader| text::count(reader.counts.read))}</dd></div>
            <div><dt>"Reads refused"</dt><dd>{with(|reader| text::count(reader.counts.refused))}</dd></div>
            <div><dt>"Expired unread"</dt><dd>{with(|reader| text::count(reader.expired_unread))}</dd></div>
        </dl>
        <NumberField label="Asks each shard every" unit="ms" testid="reader-poll" value=Signal::derive(move || poll.get()) step=100 action=Callback::new(move |poll| change(None, Some(u64::from(poll))))/>
        <p class="button-row">
            <button type="button" class="button" data-testid="reader-run" on:click=move |_| store.act(change(Some(!running.get_untracked()), None))>
                {words(move || if running.get() { "Pause this reader" } else { "Resume this reader" })}
            </button>
        </p>
        <p class="muted">"A reader here is a program of yours, so no call to the service stops it. While it rests, its iterators age; after "{text::length(ITERATOR_LIFE.total_micros())}" they expire."</p>
    }
}
