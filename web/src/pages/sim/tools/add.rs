//! The menu of what can come on the stage.

use kinetoscope::world::scenario::{
    Action, Keys, Payload, ProducerPlan, PutOperation, Rate, ReaderPlan, Retry, Start,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;

use super::{Menu, line};
use crate::store::{Selection, Store, use_store};
use crate::ui::dom;
use crate::ui::live::words;

/// The menu.
#[component]
pub(super) fn AddMenu() -> impl IntoView {
    let store = use_store();
    let name = |name: &'static str| words(move || name);
    view! {
        <Menu name="Add" id="add" icon="plus" title="Add a producer, a reader or a stream">
            {line("add", "add-producer".into(), name("A producer"), move || add_producer(store))}
            {line("add", "add-reader".into(), name("A reader, shared throughput"), move || add_reader(store, false))}
            {line("add", "add-fan-out".into(), name("A reader with enhanced fan-out"), move || add_reader(store, true))}
            {line("add", "add-stream".into(), name("A stream with one shard"), move || add_stream(store))}
            <p class="menu-hint">"What is new is connected to the stream that is shown. Select it to connect it elsewhere, rename, duplicate or remove it."</p>
        </Menu>
    }
}

/// A name that nobody has yet.
pub(in crate::pages::sim) fn free_name(store: Store, base: &str) -> String {
    let taken = |name: &str| {
        store.picture.with_untracked(|picture| {
            let Some(view) = picture.as_ref().map(|picture| &picture.view) else { return false };
            view.producers.iter().any(|producer| producer.name == name)
                || view.readers.iter().any(|reader| reader.name == name)
                || view.streams.iter().any(|stream| stream.name == name)
        })
    };
    let base = base.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '-');
    (1..).map(|number| format!("{base}-{number}")).find(|name| !taken(name)).unwrap_or_default()
}

/// Does an action, and then selects what came by it.
fn bring(store: Store, action: Action, selection: Selection) {
    spawn_local(async move {
        match store.try_act(&action).await {
            Ok(()) => {
                store.selection.set(selection);
                request_animation_frame(|| dom::focus("inspector-title"));
            }
            Err(why) => store.complain(why),
        }
    });
}

fn add_producer(store: Store) {
    let Some(stream) = store.with_stream(|stream| stream.name.clone()) else { return };
    let name = free_name(store, "producer");
    let plan = ProducerPlan {
        name: name.clone(),
        stream,
        operation: PutOperation::PutRecords,
        records_per_second: Rate::per_second(200),
        record_bytes: 200,
        keys: Keys::Random,
        retry: Retry::None,
        batch_ms: 100,
        running: true,
        payload: Payload::Numbered,
    };
    bring(store, Action::AddProducer(Box::new(plan)), Selection::Producer(name));
}

fn add_reader(store: Store, fan_out: bool) {
    let Some(stream) = store.with_stream(|stream| stream.name.clone()) else { return };
    let name = free_name(store, if fan_out { "fan-out" } else { "reader" });
    let plan = ReaderPlan {
        name: name.clone(),
        stream,
        start: Start::Latest,
        fan_out,
        poll_ms: 1_000,
        limit: 10_000,
        checkpoint_ms: 0,
        parents_first: true,
        running: true,
    };
    bring(store, Action::AddReader(Box::new(plan)), Selection::Reader(name));
}

fn add_stream(store: Store) {
    let name = free_name(store, "stream");
    let action = Action::call("CreateStream", json!({ "StreamName": name, "ShardCount": 1 }));
    spawn_local(async move {
        match store.try_act(&action).await {
            Ok(()) => store.say(format!("{name} is being made. Connect a producer or a reader to it.")),
            Err(why) => store.complain(why),
        }
    });
}
