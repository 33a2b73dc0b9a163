//! Data Streams: one stream with its shards, records, consumers and settings.

mod consumers;
mod create;
mod here;
mod load;
mod overview;
mod records;
mod settings;
mod shards;

use leptos::prelude::*;

use crate::store::Phase;
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};
use crate::ui::sheet::Sheet;
use crate::ui::tabs::{Tab, Tabs, tab_of_address};
use consumers::Consumers;
use create::Create;
use here::Here;
use overview::Overview;
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
    let tab = tab_of_address(TABS);
    let here = Here::new(tab);
    provide_context(here);
    let there = Memo::new(move |_| here.store.picture.with(Option::is_some));
    // Records, lag and load are there to be seen while they change.
    Effect::new(move |_| {
        if here.store.phase.get() == Phase::Ready {
            here.store.run_once();
        }
    });
    let some = Memo::new(move |_| here.chosen.names.with(|names| !names.is_empty()));
    // On a phone the row of tabs, which is there with the first picture, scrolls sideways.
    Effect::new(move |_| {
        let chosen = tab.get();
        if there.get() && some.get() {
            request_animation_frame(move || dom::nearest(&format!("streams-tab-{chosen}")));
        }
    });
    view! {
        <Sheet name="streams">
        <div class="streams">
            <Head/>
            {move || match (there.get(), some.get()) {
                (false, _) => view! { <Waiting/> }.into_any(),
                (true, false) => view! { <NoStream/> }.into_any(),
                (true, true) => view! {
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

/// Which stream, and its state in a word; the way to another one, and to a new one.
#[component]
fn Head() -> impl IntoView {
    let here = here::use_here();
    let making = RwSignal::new(false);
    let named = holds(move || here.stream.with(|name| !name.is_empty()));
    let many = holds(move || here.chosen.names.with(|names| names.len() > 1));
    let title = words(move || if named.get() { here.stream.get() } else { "Data Streams".to_owned() });
    let status = words(move || here.with_stream(|stream| stream.status.as_str()));
    let mode = words(move || here.with_stream(|stream| stream.mode.as_str()));
    let refused = move || here.summary.refusal().map(|refusal| refusal.in_words());
    view! {
        <header class="streams-head">
            <h1 id="page-title" tabindex="-1" class:mono=named data-testid="streams-name">{title}</h1>
            <If when=named>
                <span class="badge" data-testid="streams-status">{status}</span>
                <span class="badge" data-testid="streams-mode">{mode}</span>
                <If when=many>
                    <StreamPicker/>
                </If>
                <button type="button" class="button streams-new" data-testid="streams-new" aria-expanded=words(move || making.get().to_string()) on:click=move |_| making.update(|on| *on = !*on)>
                    <Icon name="plus"/>"New stream"
                </button>
            </If>
        </header>
        <If when=holds(move || named.get() && making.get())>
            <section class="card streams-card" aria-labelledby="streams-new-title">
                <h2 id="streams-new-title">"New stream"</h2>
                <p class="field-hint">"It is empty until something puts records into it: the terminal, the generator, or a program of yours."</p>
                <Create made=Callback::new(move |()| making.set(false))/>
            </section>
        </If>
        <p class="field-error" data-testid="streams-refused" hidden=holds(move || !named.get() || refused().is_none())>
            "The service did not describe the stream. " {words(refused)}
        </p>
    }
}

/// The other streams.
#[component]
fn StreamPicker() -> impl IntoView {
    let here = here::use_here();
    let options = move || {
        let shown = here.stream.get();
        let others = here.chosen.names.get().into_iter().filter(|name| *name != shown);
        let others = others.map(|name| view! { <option value=name.clone()>{name.clone()}</option> });
        // Its first line stands for the one that is shown.
        view! {
            <option value="" selected=true>"Other streams"</option>
            {others.collect_view()}
        }
    };
    let choose = move |event| {
        let name = dom::value(&event);
        if !name.is_empty() {
            here.choose(name);
        }
    };
    view! {
        <select class="select input streams-picker" aria-label="Other streams" data-testid="streams-picker" on:change=choose>
            {options}
        </select>
    }
}
