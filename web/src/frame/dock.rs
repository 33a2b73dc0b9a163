//! The dock at the foot: why things happened, and what happened.

use leptos::prelude::*;

use crate::explain::{Events, Notes};
use crate::store::use_store;
use crate::ui::icon::Icon;
use crate::ui::live::{holds, words};

/// What the dock shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Explain,
    Events,
}

/// The dock.
#[component]
pub(super) fn Dock() -> impl IntoView {
    let store = use_store();
    let tab = RwSignal::new(Tab::Explain);
    let open = store.dock_open;
    let show = move |which: Tab| {
        tab.set(which);
        open.set(true);
    };
    let newest = move || {
        store.picture.with(|picture| {
            let note = picture.as_ref()?.view.notes.first()?;
            Some(note.title.clone())
        })
    };
    let tab_button = move |which: Tab, name: &'static str, id: &'static str, testid: &'static str| {
        view! {
            <button
                type="button"
                role="tab"
                id=id
                class="tab"
                aria-selected=words(move || (tab.get() == which).to_string())
                aria-controls="dock-panel"
                tabindex=words(move || if tab.get() == which { "0" } else { "-1" })
                data-testid=testid
                on:click=move |_| show(which)
                on:keydown=move |event| {
                    if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight") {
                        event.prevent_default();
                        let other = if which == Tab::Explain { Tab::Events } else { Tab::Explain };
                        show(other);
                        crate::ui::dom::focus(if other == Tab::Explain { "tab-explain" } else { "tab-events" });
                    }
                }
            >
                {name}
            </button>
        }
    };
    view! {
        <section class="dock" class:open=open id="dock" tabindex="-1" aria-label="Dock" data-testid="dock">
            <header class="dock-head">
                <div role="tablist" aria-label="Dock">
                    {tab_button(Tab::Explain, "Explain", "tab-explain", "dock-explain")}
                    {tab_button(Tab::Events, "Events", "tab-events", "dock-events")}
                </div>
                <p class="dock-newest">{words(move || if open.get() { None } else { newest() })}</p>
                <button
                    type="button"
                    class="button quiet small"
                    aria-expanded=words(move || open.get().to_string())
                    aria-controls="dock-panel"
                    aria-label=words(move || if open.get() { "Fold the dock" } else { "Open the dock" })
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    <Icon name=Signal::derive(move || if open.get() { "down" } else { "up" })/>
                </button>
            </header>
            <div
                class="dock-panel"
                id="dock-panel"
                role="tabpanel"
                aria-labelledby=words(move || if tab.get() == Tab::Explain { "tab-explain" } else { "tab-events" })
                tabindex="0"
                hidden=holds(move || !open.get())
            >
                {move || match (open.get(), tab.get()) {
                    (false, _) => ().into_any(),
                    (true, Tab::Explain) => view! { <Notes/> }.into_any(),
                    (true, Tab::Events) => view! { <Events/> }.into_any(),
                }}
            </div>
        </section>
    }
}
