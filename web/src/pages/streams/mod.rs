//! Data Streams: one stream with its shards, records, consumers and settings.

mod call;
mod consumers;
mod here;
mod overview;
mod records;
mod settings;
mod shards;

use leptos::prelude::*;

use crate::store::Phase;
use crate::ui::head::page_head;
use crate::ui::live::{If, holds, words};
use crate::ui::sheet::Sheet;
use crate::ui::tabs::{Tab, Tabs, tab_of_address};
use consumers::Consumers;
use here::{Here, in_words};
use overview::{Create, Overview};
use records::Records;
use settings::Settings;
use shards::Shards;

crate::part::page!(streams, Streams);

const TABS: &[Tab] = &[
    ("overview", "Overview"),
    ("shards", "Shards"),
    ("records", "Records"),
    ("consumers", "Consumers"),
    ("settings", "Settings"),
];

/// The page `/streams/`.
#[component]
fn Streams() -> impl IntoView {
    let here = Here::new();
    provide_context(here);
    let tab = tab_of_address(TABS);
    let there = Memo::new(move |_| here.store.picture.with(Option::is_some));
    // Records, lag and load are there to be seen while they change.
    Effect::new(move |_| {
        if here.store.phase.get() == Phase::Ready {
            here.store.run_once();
        }
    });
    let some = Memo::new(move |_| here.names.with(|names| !names.is_empty()));
    view! {
        <Sheet name="streams">
        <div class="streams">
            {page_head(
                "Data Streams",
                "One stream at a time: what it is made of, what is in it, who reads it, and how it is set. Everything you do here is a call of the service, and becomes part of the session.",
            )}
            {move || match (there.get(), some.get()) {
                (false, _) => view! { <Waiting/> }.into_any(),
                (true, false) => view! { <NoStream/> }.into_any(),
                (true, true) => view! {
                    <Chosen/>
                    <Tabs label="Parts of the stream" area="streams" tabs=TABS chosen=tab/>
                    <section class="streams-panel" role="tabpanel" id="streams-panel" tabindex="-1" aria-labelledby=words(move || format!("streams-tab-{}", tab.get()))>
                        {move || match tab.get() {
                            "shards" => view! { <Shards/> }.into_any(),
                            "records" => view! { <Records/> }.into_any(),
                            "consumers" => view! { <Consumers/> }.into_any(),
                            "settings" => view! { <Settings/> }.into_any(),
                            _ => view! { <Overview/> }.into_any(),
                        }}
                    </section>
                }.into_any(),
            }}
        </div>
        </Sheet>
    }
}

/// Until the engine has sent its first picture.
#[component]
fn Waiting() -> impl IntoView {
    let store = here::use_here().store;
    let said = move || match store.phase.get() {
        Phase::Failed(_) => "There is no stream to show: the engine did not start.",
        _ => "Loading the engine\u{2026}",
    };
    view! { <p class="muted" role="status">{words(said)}</p> }
}

#[component]
fn NoStream() -> impl IntoView {
    view! {
        <section class="card streams-empty" data-testid="streams-empty">
            <h2>"There is no stream yet"</h2>
            <p>"A stream keeps records in order, shard by shard, for as long as its retention says. Make one to begin."</p>
            <Create/>
        </section>
    }
}

/// Which stream, and its state in words.
#[component]
fn Chosen() -> impl IntoView {
    let here = here::use_here();
    let status = words(move || here.with_stream(|stream| stream.status.as_str()));
    let many = holds(move || here.names.with(|names| names.len() > 1));
    let refused = move || here.summary.refusal().map(|refusal| in_words(&refusal));
    let skew = words(move || here.with_stream(|stream| format!("Load: {}", stream.skew.word)));
    view! {
        <div class="streams-chosen">
            <If when=many>
                <StreamPicker/>
            </If>
            <If when=holds(move || !many.get())>
                <h2 class="mono streams-name" data-testid="streams-name">{words(move || here.stream.get())}</h2>
            </If>
            <span class="badge" data-testid="streams-status">{status}</span>
            <span class="badge" data-testid="streams-mode">{words(move || here.with_stream(|stream| stream.mode.as_str()))}</span>
            <span class="muted small-text">{skew}</span>
        </div>
        <p class="field-error" data-testid="streams-refused" hidden=holds(move || refused().is_none())>
            "The service did not describe the stream. " {words(refused)}
        </p>
    }
}

#[component]
fn StreamPicker() -> impl IntoView {
    let here = here::use_here();
    let options = move || {
        here.names
            .get()
            .into_iter()
            .map(|name| {
                let chosen = here.stream.with_untracked(|stream| *stream == name);
                view! { <option value=name.clone() selected=chosen>{name.clone()}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="field streams-picker">
            <label for="streams-picker">"Stream"</label>
            <select id="streams-picker" class="select input" data-testid="streams-picker" prop:value=words(move || here.stream.get()) on:change=move |event| here.choose(crate::ui::dom::value(&event))>
                {options}
            </select>
        </div>
    }
}
