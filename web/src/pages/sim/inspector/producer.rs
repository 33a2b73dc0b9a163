//! A producer: what became of its records, and what it does with refused ones.

use kinetoscope::world::scenario::{Action, ProducerAction, Retry};
use kinetoscope::world::view::ProducerView;
use leptos::prelude::*;

use super::cast::CastActions;
use super::counters::Counters;
use crate::share::as_code::AsCode;
use crate::share::calls;
use crate::stage::{KeyStrategy, keys_in_words};
use crate::store::{Selection, use_store};
use crate::ui::live::{holds, words};
use crate::ui::{dom, text};

/// The policy behind "send them again".
const BACKOFF: Retry = Retry::Backoff { attempts_max: 5, first_ms: 100 };

/// The panel of a producer.
#[component]
pub(super) fn ProducerPanel(name: String) -> impl IntoView {
    let store = use_store();
    let id = StoredValue::new(name.clone());
    let with = move |of: fn(&ProducerView) -> String| {
        words(move || id.with_value(|name| store.with_producer(name, of)))
    };
    let retries = Memo::new(move |_| {
        id.with_value(|name| store.with_producer(name, |producer| producer.retry != Retry::None))
            .unwrap_or(false)
    });
    let choose = move |event| {
        let retry = if dom::value(&event) == "backoff" { BACKOFF } else { Retry::None };
        let change = ProducerAction { retry: Some(retry), ..id.with_value(|name| ProducerAction::of(name)) };
        store.act(Action::Producer(change));
    };
    let texts = Signal::derive(move || {
        let (keys, stream) = id.with_value(|name| {
            store.with_producer(name, |producer| (producer.keys.clone(), producer.stream.clone()))
        })?;
        let change = ProducerAction { keys: Some(keys), ..id.with_value(|name| ProducerAction::of(name)) };
        calls::texts(&Action::Producer(change), &stream)
    });
    let number = move |of: fn(&ProducerView) -> u64| {
        Memo::new(move |_| id.with_value(|name| store.with_producer(name, of)).unwrap_or(0))
    };
    let counters = vec![
        ("Accepted", "producer-accepted", number(|producer| producer.counts.accepted)),
        ("Refused", "producer-refused", number(|producer| producer.counts.refused)),
        ("Given up", "producer-given-up", number(|producer| producer.counts.dropped)),
        ("Waiting to be sent again", "producer-waiting", number(|producer| producer.pending as u64)),
    ];
    view! {
        <p class="muted">{with(|producer| format!("Calls {:?} on {}; {}.", producer.operation, producer.stream, keys_in_words(&producer.keys)))}</p>
        <Counters counters=counters>
            <div><dt>"Sent"</dt><dd>{with(|producer| text::count(producer.counts.sent))}</dd></div>
        </Counters>
        <KeyStrategy name=name scope="inspector"/>
        <div class="field">
            <label for="producer-retry">"Refused records"</label>
            <select id="producer-retry" class="select" data-testid="producer-retry" on:change=choose>
                <option value="none" selected=holds(move || !retries.get())>"Drop them"</option>
                <option value="backoff" selected=retries>"Send again, up to 5 times"</option>
            </select>
        </div>
        <AsCode what="Putting records" texts=texts/>
        <CastActions name=id.get_value() select=Selection::Producer/>
    }
}
