//! A session file, looked into: what was done in it, and where it parts from another.

mod difference;
mod endpoint;
mod timeline;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;

use crate::frame::sessions::later;
use crate::store::{host, use_store};
use crate::ui::dom;
use crate::ui::head::page_head;
use crate::ui::live::{holds, words};
use difference::Difference;
use endpoint::Endpoint;
use timeline::Timeline;

crate::part::page!(inspect, Inspect);

/// A session that is looked into.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Subject {
    name: String,
    text: String,
}

/// The page `/inspect/`.
#[component]
pub(crate) fn Inspect() -> impl IntoView {
    let (first, second) = (RwSignal::new(None::<Subject>), RwSignal::new(None::<Subject>));
    let pair = move || Some((first.get()?, second.get()?));
    view! {
        <div class="prose inspect">
            {page_head(
                "Look into a session",
                "A session file of this page, of the npm package or of kinetoscope run: every call that was made, what it was answered, and where two runs part. Or an endpoint, while it runs. Nothing is sent elsewhere.",
            )}
            <section aria-labelledby="first-title">
                <h2 id="first-title">"Session"</h2>
                <Source subject=first id="inspect-first"/>
                {move || first.get().map(|subject| view! { <Timeline file=subject.text/> }.into_any())}
            </section>
            <section aria-labelledby="second-title" hidden=holds(move || first.with(Option::is_none))>
                <h2 id="second-title">"Another, to compare with"</h2>
                <Source subject=second id="inspect-second"/>
                {move || pair().map(|(left, right)| view! { <Difference left=left.text right=right.text/> }.into_any())}
            </section>
            <section aria-labelledby="endpoint-title">
                <h2 id="endpoint-title">"A local endpoint"</h2>
                <Endpoint/>
            </section>
        </div>
    }
}

/// Where a session comes from: a file, or pasted text.
#[component]
fn Source(subject: RwSignal<Option<Subject>>, id: &'static str) -> impl IntoView {
    let store = use_store();
    let choose = move |_| {
        spawn_local(async move {
            match later::pick_file().await {
                Ok(read) => {
                    if let Ok(read) = serde_wasm_bindgen::from_value(read) {
                        subject.set(Some(read));
                    }
                }
                Err(why) => store.complain(host::message(&why)),
            }
        });
    };
    let here = move |_| {
        spawn_local(async move {
            match store.session().await {
                Ok(text) => subject.set(Some(Subject { name: "the session on the stage".into(), text })),
                Err(why) => store.complain(why),
            }
        });
    };
    let paste = move |event| {
        let text = dom::value(&event);
        subject.set((!text.trim().is_empty()).then(|| Subject { name: "what was pasted".into(), text }));
    };
    let said = move || {
        subject.with(|subject| subject.as_ref().map(|subject| format!("Looking at {}.", subject.name)))
    };
    view! {
        <div class="button-row">
            <button type="button" class="button" data-testid=format!("{id}-file") on:click=choose>"Choose a file\u{2026}"</button>
            <button type="button" class="button" data-testid=format!("{id}-stage") on:click=here>"Take the one on the stage"</button>
        </div>
        <div class="field">
            <label for=format!("{id}-text")>"Or paste its JSON"</label>
            <textarea id=format!("{id}-text") class="input mono" rows="2" spellcheck="false" data-testid=format!("{id}-text") on:change=paste></textarea>
        </div>
        <p role="status">{words(said)}</p>
    }
}
