//! Data Firehose: a delivery stream with what fills its buffers and what closes them, its function, what it has delivered and
//! where that lies, and its configuration as a form.

mod counts;
mod deliveries;
mod demo;
mod faults;
mod form;
mod gauge;
mod head;
mod here;
mod objects;
mod query;
mod receivers;
mod transform;
mod welcome;

use leptos::prelude::*;

use crate::store::Phase;
use crate::ui::dom;
use crate::ui::live::words;
use crate::ui::sheet::Sheet;
use crate::ui::tabs::{Tab, Tabs, tab_of_address};
use counts::Accounting;
use deliveries::{History, UnderWay, log};
use form::{Configure, CreateWindow};
use gauge::Gauges;
use head::Head;
use here::Here;
use objects::{Objects, Preview};
use receivers::Receivers;
use transform::Transform;
use welcome::Welcome;

crate::part::page!(firehose, Firehose);

const TABS: &[Tab] = &[("delivery", "Delivery"), ("transform", "Transform"), ("configure", "Configure")];

/// The page `/firehose/`.
#[component]
fn Firehose() -> impl IntoView {
    let tab = tab_of_address(TABS);
    let here = Here::new(tab);
    provide_context(here);
    let there = Memo::new(move |_| here.store.picture.with(Option::is_some));
    let some = Memo::new(move |_| here.chosen.names.with(|names| !names.is_empty()));
    // Gauges are there to be seen while they fill.
    Effect::new(move |_| {
        if here.store.phase.get() == Phase::Ready {
            here.store.run_once();
        }
    });
    Effect::new(move |_| {
        let chosen = tab.get();
        if there.get() && some.get() {
            request_animation_frame(move || dom::nearest(&format!("firehose-tab-{chosen}")));
        }
    });
    view! {
        <Sheet name="firehose">
        <div class="firehose">
            <Head/>
            {move || match (there.get(), some.get()) {
                (false, _) => view! { <Waiting/> }.into_any(),
                (true, false) => view! { <Welcome/> }.into_any(),
                (true, true) => view! {
                    <Tabs label="Parts of the delivery stream" area="firehose" tabs=TABS chosen=tab/>
                    <section class="firehose-panel" role="tabpanel" id="firehose-panel" tabindex="-1" aria-labelledby=words(move || format!("firehose-tab-{}", tab.get()))>
                        {move || match tab.get() {
                            "transform" => view! { <Transform/> }.into_any(),
                            "configure" => configure(here),
                            _ => view! { <Delivery/> }.into_any(),
                        }}
                    </section>
                }.into_any(),
            }}
            <CreateWindow/>
        </div>
        </Sheet>
    }
}

/// The form begins anew with each delivery stream.
fn configure(here: Here) -> AnyView {
    (move || {
        here.stream.with(|_| ());
        view! { <Configure/> }
    })
    .into_any()
}

/// What is going on, beside it what has come of it, and below what needs the whole width. On a phone they stand in this order.
#[component]
fn Delivery() -> impl IntoView {
    let log = log();
    view! {
        <div class="firehose-columns">
            <div class="firehose-column">
                <Gauges/>
                <Accounting/>
                <UnderWay log=log/>
            </div>
            <div class="firehose-column">
                <Receivers/>
                <Objects/>
            </div>
        </div>
        <Preview/>
        <History log=log/>
    }
}

/// Until the engine has sent its first picture.
#[component]
fn Waiting() -> impl IntoView {
    let store = here::use_here().store;
    let said = move || match store.phase.get() {
        Phase::Failed(_) => "There is no delivery stream to show: the engine did not start.",
        _ => "Loading the engine\u{2026}",
    };
    view! { <p class="muted" role="status">{words(said)}</p> }
}
