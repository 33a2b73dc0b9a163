//! Reader cards: how often they ask, how far they are behind, what they have read.

use kinetoscope::world::scenario::{Action, ReaderAction};
use kinetoscope::world::view::ReaderView;
use leptos::prelude::*;

use crate::store::{Selection, use_store};
use crate::ui::icon::Icon;
use crate::ui::live::{If, List, holds, words};
use crate::ui::text;

/// All readers.
#[component]
pub(super) fn Readers(brief: bool) -> impl IntoView {
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
                <List keys=names.into() row=Callback::new(move |name| view! { <Card name=name brief=brief/> }.into_any())/>
                <If when=holds(move || names.with(Vec::is_empty))>
                    <p class="muted">"Nobody reads this stream."</p>
                </If>
            </div>
        </div>
    }
}

#[component]
fn Card(name: String, brief: bool) -> impl IntoView {
    let store = use_store();
    let id = StoredValue::new(name.clone());
    let with =
        move |of: fn(&ReaderView) -> String| words(move || id.with_value(|name| store.with_reader(name, of)));
    let running = Memo::new(move |_| {
        id.with_value(|name| store.with_reader(name, |reader| reader.running)).unwrap_or(true)
    });
    let selection = Selection::Reader(name.clone());
    let selected = {
        let selection = selection.clone();
        move || store.selection.with(|now| *now == selection)
    };
    let toggle = move |_| {
        let running = Some(!running.get_untracked());
        store.act(Action::Reader(ReaderAction { running, ..ReaderAction::of(&id.get_value()) }));
    };
    view! {
        <article class="card reader" class:selected=holds(selected) class:stopped=holds(move || !running.get()) data-testid=format!("stage-reader-{name}")>
            <span class="flag" aria-hidden="true">{initial(&name)}</span>
            <button type="button" class="card-name" on:click=move |_| store.toggle_selection(selection.clone())>
                <span>{name.clone()}</span>
            </button>
            <p class="reader-lag">
                <If when=holds(move || !running.get())>
                    <span class="muted">"paused, "</span>
                </If>
                <strong>{with(|reader| lag(reader.millis_behind))}</strong>
                <span class="muted">" behind"</span>
            </p>
            {(!brief).then(|| view! {
                <p class="reader-facts muted">
                    {with(|reader| format!("asks every {}, {} read", text::length(reader.poll_ms * 1_000), text::short(reader.counts.read)))}
                </p>
                <button
                    type="button"
                    class="button quiet small"
                    aria-label=words(move || format!("{} {}", if running.get() { "Pause" } else { "Resume" }, id.get_value()))
                    data-testid=format!("reader-{name}-run")
                    on:click=toggle
                >
                    <Icon name=Signal::derive(move || if running.get() { "pause" } else { "play" })/>
                </button>
            })}
        </article>
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
