//! Producer cards: what they send, how they choose keys, and what became of it.

use kinetoscope::world::scenario::{Action, Keys, ProducerAction, Rate, Retry, Share};
use kinetoscope::world::view::ProducerView;
use kinetoscope::world::words as engine_words;
use leptos::prelude::*;

use super::NumberField;
use super::controls::Controls;
use crate::store::{Selection, use_store};
use crate::ui::icon::Icon;
use crate::ui::live::{If, List, holds, words};
use crate::ui::{dom, text};

/// Keys of a rotation, where nothing else is said.
const ROTATION: u32 = 1_000;

/// All producers.
#[component]
pub(super) fn Producers(controls: Option<Controls>) -> impl IntoView {
    let store = use_store();
    let names = Memo::new(move |_| {
        store.picture.with(|picture| {
            let producers = picture.iter().flat_map(|picture| &picture.view.producers);
            producers.map(|producer| producer.name.clone()).collect::<Vec<_>>()
        })
    });
    view! {
        <div class="stage-producers">
            <h3 class="eyebrow">"Producers"</h3>
            <List keys=names.into() row=Callback::new(move |name| view! { <Card name=name controls=controls/> }.into_any())/>
        </div>
    }
}

#[component]
fn Card(name: String, controls: Option<Controls>) -> impl IntoView {
    let store = use_store();
    let id = StoredValue::new(name.clone());
    let selection = Selection::Producer(name.clone());
    let selected = {
        let selection = selection.clone();
        move || store.selection.with(|now| *now == selection)
    };
    let running = read(id, |producer| producer.running);
    let counts = read(id, |producer| producer.counts);
    let rate = read(id, |producer| producer.records_per_second.thousandths() / 1_000);
    let toggle = move |_| {
        let now = running.get_untracked().unwrap_or(true);
        let change = ProducerAction { running: Some(!now), ..id.with_value(|name| ProducerAction::of(name)) };
        store.act(Action::Producer(change));
    };
    let elsewhere = move || {
        let stream = id.with_value(|name| store.with_producer(name, |producer| producer.stream.clone()));
        super::elsewhere(store, stream, "puts into")
    };
    let count = move |of: fn(&kinetoscope::world::view::ProducerView) -> u64| {
        id.with_value(|name| store.with_producer(name, of)).map(text::short)
    };
    view! {
        <article class="card producer" class:selected=holds(selected) class:elsewhere=holds(move || elsewhere().is_some()) data-port=name.clone() data-testid=format!("stage-producer-{name}")>
            <header class="card-head">
                <button type="button" class="card-name" on:click=move |_| store.toggle_selection(selection.clone())>
                    <Icon name="producer"/>
                    <span>{name.clone()}</span>
                </button>
                <button
                    type="button"
                    class="button quiet small"
                    aria-label=words(move || format!("{} {}", if running.get().unwrap_or(true) { "Stop" } else { "Start" }, id.get_value()))
                    data-testid=format!("producer-{name}-run")
                    on:click=toggle
                >
                    <Icon name=Signal::derive(move || if running.get().unwrap_or(true) { "pause" } else { "play" })/>
                </button>
            </header>
            {match controls {
                None => view! { <p class="card-line"><strong>{words(move || rate.get().map(text::count))}</strong>" records/s"</p> }.into_any(),
                Some(controls) => (controls.producer)(id),
            }}
            <p class="card-line" hidden=holds(move || elsewhere().is_none())>{words(elsewhere)}</p>
            <KeyStrategy name=name.clone() scope="producer"/>
            <p class="field-hint" hidden=controls.is_none()>{words(move || id.with_value(|name| store.with_producer(name, |producer| retries(producer.retry))))}</p>
            <dl class="counts">
                <div><dt>"Accepted"</dt><dd data-testid=format!("producer-{name}-accepted")>{words(move || count(|producer| producer.counts.accepted))}</dd></div>
                <div class:err=holds(move || counts.get().is_some_and(|counts| counts.refused > 0) && 0 < store.refused_per_second())>
                    <dt>"Refused"</dt><dd data-testid=format!("producer-{name}-refused")>{words(move || count(|producer| producer.counts.refused))}</dd>
                </div>
                <If when=holds(move || count(|producer| producer.pending as u64).is_some_and(|pending| pending != "0"))>
                    <div><dt>"To retry"</dt><dd>{words(move || count(|producer| producer.pending as u64))}</dd></div>
                </If>
            </dl>
        </article>
    }
}

/// Follows one thing about a producer.
fn read<T>(id: StoredValue<String>, of: fn(&ProducerView) -> T) -> Memo<Option<T>>
where
    T: PartialEq + Send + Sync + 'static,
{
    let store = use_store();
    Memo::new(move |_| id.with_value(|name| store.with_producer(name, of)))
}

/// Rate and size.
#[component]
pub(super) fn Fields(id: StoredValue<String>) -> impl IntoView {
    let name = id.get_value();
    let rate = read(id, |producer| producer.records_per_second.thousandths() / 1_000);
    let size = read(id, |producer| u64::from(producer.record_bytes));
    let set_rate = Callback::new(move |rate| {
        let records_per_second = Some(Rate::per_second(rate));
        Action::Producer(ProducerAction {
            records_per_second,
            ..id.with_value(|name| ProducerAction::of(name))
        })
    });
    let set_size = Callback::new(move |size| {
        let record_bytes = Some(size);
        Action::Producer(ProducerAction { record_bytes, ..id.with_value(|name| ProducerAction::of(name)) })
    });
    view! {
        <NumberField label="Rate" unit="records/s" testid=format!("producer-{name}-rate") value=Signal::derive(move || rate.get().unwrap_or(0)) step=100 action=set_rate/>
        <NumberField label="Size" unit="bytes" testid=format!("producer-{name}-size") value=Signal::derive(move || size.get().unwrap_or(0)) step=100 action=set_size/>
    }
}

/// The strategies that one can choose, with the value of their option.
const STRATEGIES: &[(&str, &str)] = &[
    ("random", "Random"),
    ("hot", "One hot key"),
    ("fixed", "One key only"),
    ("sequential", "Rotation"),
    ("zipf", "Zipf"),
];

/// How a producer chooses partition keys.
#[component]
pub(crate) fn KeyStrategy(
    name: String,
    /// Where on the page it stands; ids differ by it.
    scope: &'static str,
) -> impl IntoView {
    let store = use_store();
    let id = StoredValue::new(name.clone());
    let keys = read(id, |producer| producer.keys.clone());
    let kind = move || keys.get().as_ref().map_or("random", kind_of);
    let choose = move |event| {
        let Some(old) = keys.get_untracked() else { return };
        let new = keys_of_kind(&dom::value(&event), &old);
        let change = ProducerAction { keys: Some(new), ..id.with_value(|name| ProducerAction::of(name)) };
        store.act(Action::Producer(change));
    };
    let field = format!("{scope}-keys-{name}");
    view! {
        <div class="field">
            <label for=field.clone()>"Partition keys"</label>
            <select id=field class="select" data-testid=format!("{scope}-{name}-keys") prop:value=words(kind) on:change=choose>
                {STRATEGIES.iter().map(|&(value, label)| view! { <option value=value selected=holds(move || kind() == value)>{label}</option> }).collect_view()}
            </select>
            <p class="field-hint">{words(move || keys.get().as_ref().map(describe))}</p>
        </div>
    }
}

fn kind_of(keys: &Keys) -> &'static str {
    match keys {
        Keys::Random | Keys::Explicit { .. } => "random",
        Keys::Hot { .. } => "hot",
        Keys::Fixed { .. } => "fixed",
        Keys::Sequential { .. } => "sequential",
        Keys::Zipf { .. } => "zipf",
    }
}

/// A strategy in words, the engine's own.
pub(crate) fn describe(keys: &Keys) -> String {
    engine_words::keys(keys)
}

/// What becomes of refused records, in words.
fn retries(retry: Retry) -> String {
    match retry {
        Retry::None => "Refused: dropped".into(),
        Retry::Backoff { attempts_max, .. } => format!("Refused: sent up to {attempts_max} times"),
    }
}

/// The strategy of a kind, keeping the key that the old one favours.
fn keys_of_kind(kind: &str, old: &Keys) -> Keys {
    let key = match old {
        Keys::Hot { key, .. } | Keys::Fixed { key } => key.clone(),
        _ => "celebrity".into(),
    };
    match kind {
        "hot" => Keys::Hot { key, share: Share { millionths: 700_000 } },
        "fixed" => Keys::Fixed { key },
        "sequential" => Keys::Sequential { prefix: "user-".into(), count: ROTATION },
        "zipf" => Keys::Zipf { count: ROTATION },
        _ => Keys::Random,
    }
}
