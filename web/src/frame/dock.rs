//! The dock at the foot: why things happened, and what happened.

use leptos::prelude::*;

use crate::explain::{EVENTS, Notes};
use crate::part::once_asked;
use crate::store::{DockTab as Tab, use_store};
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};

/// The dock.
#[component]
pub(super) fn Dock() -> impl IntoView {
    let store = use_store();
    let (tab, open) = (store.dock_tab, store.dock_open);
    let every_fact = store.every_fact;
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
                <If when=holds(move || open.get() && tab.get() == Tab::Events)>
                    <label class="check">
                        <input type="checkbox" data-testid="events-all" prop:checked=every_fact on:change=move |event| every_fact.set(event_target_checked(&event))/>
                        "Every batch too"
                    </label>
                </If>
                <p class="dock-newest" hidden=holds(move || open.get() && tab.get() == Tab::Events)>{words(move || if open.get() { None } else { newest() })}</p>
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
                    (true, Tab::Events) => once_asked(holds(|| true), EVENTS),
                }}
            </div>
        </section>
    }
}
