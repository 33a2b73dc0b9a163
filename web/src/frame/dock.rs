//! The dock at the foot: why things happened, what happened, and a terminal.

use leptos::prelude::*;

use crate::explain::{EVENTS, Notes};
use crate::pages::terminal;
use crate::part::once_asked;
use crate::router::{Route, Router};
use crate::store::{DockTab as Tab, use_store};
use crate::ui::icon::Icon;
use crate::ui::live::{holds, words};

/// The tabs: id and name.
const TABS: &[(Tab, &str, &str)] = &[
    (Tab::Explain, "explain", "Explain"),
    (Tab::Events, "events", "Events"),
    (Tab::Terminal, "terminal", "Terminal"),
];

fn id_of(tab: Tab) -> &'static str {
    TABS.iter().find(|entry| entry.0 == tab).map_or("", |entry| entry.1)
}

/// The dock.
#[component]
pub(super) fn Dock() -> impl IntoView {
    let store = use_store();
    let (tab, open) = (store.dock_tab, store.dock_open);
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
    let buttons = TABS.iter().enumerate().map(|(number, &(which, id, name))| {
        view! {
            <button
                type="button"
                role="tab"
                id=format!("tab-{id}")
                class="tab"
                aria-selected=words(move || (tab.get() == which).to_string())
                aria-controls="dock-panel"
                tabindex=words(move || if tab.get() == which { "0" } else { "-1" })
                data-testid=format!("dock-{id}")
                on:click=move |_| show(which)
                on:keydown=move |event| {
                    let step = match event.key().as_str() {
                        "ArrowLeft" => TABS.len() - 1,
                        "ArrowRight" => 1,
                        _ => return,
                    };
                    event.prevent_default();
                    let (other, id, _) = TABS[(number + step) % TABS.len()];
                    show(other);
                    crate::ui::dom::focus(&format!("tab-{id}"));
                }
            >
                {name}
            </button>
        }
    });
    let router = expect_context::<Router>();
    let line = move || {
        if router.route() == Route::Terminal {
            return view! { <p class="dock-empty muted">"The terminal is the page above."</p> }.into_any();
        }
        // The line goes as soon as the terminal stands beside it.
        let asked = once_asked(holds(|| true), terminal::PAGE, move || tab.set(Tab::Explain));
        view! { <p class="dock-late muted">"The terminal is on its way\u{2026}"</p>{asked} }.into_any()
    };
    view! {
        <section class="dock" class:open=open id="dock" tabindex="-1" aria-label="Dock" data-testid="dock">
            <header class="dock-head">
                <div role="tablist" aria-label="Dock">
                    {buttons.collect_view()}
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
                aria-labelledby=words(move || format!("tab-{}", id_of(tab.get())))
                tabindex="0"
                hidden=holds(move || !open.get())
            >
                {move || match (open.get(), tab.get()) {
                    (false, _) => ().into_any(),
                    (true, Tab::Explain) => view! { <Notes/> }.into_any(),
                    (true, Tab::Events) => once_asked(holds(|| true), EVENTS, || ()),
                    (true, Tab::Terminal) => line.into_any(),
                }}
            </div>
        </section>
    }
}
