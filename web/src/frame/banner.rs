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
    let parts = move || store.dropped.get().join("; ");
    let whole = move || store.whole_failure();
    view! {
        {move || failure().map(|why| missing(
            ("engine", "err", "error"),
            "The engine did not start.",
            format!("{why} It needs a browser with WebAssembly, and the files engine.js and engine_bg.wasm of this site."),
            Callback::new(move |()| store.start_engine()),
        ))}
        {move || whole().map(|why| missing(
            ("whole", "warn", "warning"),
            "A part of the engine is missing.",
            format!("{why} The rest of it goes on, without what this page shows beyond it."),
            Callback::new(move |()| store.need_whole_engine()),
        ))}
        <If when=holds(move || !store.dropped.with(Vec::is_empty))>
            <div class="banner warn" role="alert" data-testid="link-dropped">
                <Icon name="warning"/>
                <p>"Some of this link was not understood: " {words(parts)} ". The stage shows the rest."</p>
                <button type="button" class="button quiet" aria-label="Close" on:click=move |_| store.dropped.set(vec![])>
                    <Icon name="close"/>
                </button>
            </div>
        </If>
    }
}

/// An engine, or a part of it, that did not arrive, and a button that asks for it again.
fn missing(
    (id, kind, icon): (&'static str, &'static str, &'static str),
    what: &'static str,
    why: String,
    again: Callback<()>,
) -> AnyView {
    view! {
        <div class=format!("banner {kind}") role="alert" data-testid=format!("{id}-failure")>
            <Icon name=icon/>
            <div>
                <strong>{what}</strong>
                <p>{why}</p>
            </div>
            <button type="button" class="button" data-testid=format!("{id}-retry") on:click=move |_| again.run(())>"Retry"</button>
        </div>
    }
    .into_any()
}
