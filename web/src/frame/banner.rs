//! What went wrong at the start: an engine that did not come, parts of a link that were not understood.

use leptos::prelude::*;

use crate::store::{Phase, use_store};
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};

/// The banners above a page.
#[component]
pub(super) fn Banner() -> impl IntoView {
    let store = use_store();
    let failure = move || match store.phase.get() {
        Phase::Failed(why) => Some(why),
        _ => None,
    };
    let parts = move || store.dropped.get().join(", ");
    view! {
        {move || failure().map(|why| view! {
            <div class="banner err" role="alert" data-testid="engine-failure">
                <Icon name="error"/>
                <div>
                    <strong>"The engine did not start."</strong>
                    <p>{why}" It needs a browser with WebAssembly, and the files engine.js and engine_bg.wasm of this site."</p>
                </div>
                <button type="button" class="button" data-testid="engine-retry" on:click=move |_| store.start_engine()>"Retry"</button>
            </div>
        })}
        {move || store.whole_failure().map(|why| view! {
            <div class="banner warn" role="alert" data-testid="whole-failure">
                <Icon name="warning"/>
                <div>
                    <strong>"A part of the engine is missing."</strong>
                    <p>{why}" The rest of it goes on, without what this page shows beyond it."</p>
                </div>
                <button type="button" class="button" data-testid="whole-retry" on:click=move |_| store.need_whole_engine()>"Retry"</button>
            </div>
        })}
        <If when=holds(move || !store.dropped.with(Vec::is_empty))>
            <div class="banner warn" role="alert" data-testid="link-dropped">
                <Icon name="warning"/>
                <p>"This link has parts that were left out: " {words(parts)} ". The rest is on the stage."</p>
                <button type="button" class="button quiet" aria-label="Close" on:click=move |_| store.dropped.set(vec![])>
                    <Icon name="close"/>
                </button>
            </div>
        </If>
    }
}
