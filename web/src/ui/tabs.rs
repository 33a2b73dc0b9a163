//! Tabs of a page; the one chosen is in the address.

use leptos::prelude::*;

use crate::ui::dom;
use crate::ui::live::words;

/// A tab: its id, as the address has it, and its name.
pub(crate) type Tab = (&'static str, &'static str);

/// The tab that the address names, else the first.
pub(crate) fn tab_of_address(tabs: &'static [Tab]) -> RwSignal<&'static str> {
    let named = dom::query("tab");
    let found = tabs.iter().find(|tab| Some(tab.0) == named.as_deref());
    RwSignal::new(found.unwrap_or(&tabs[0]).0)
}

/// The row of tabs. The panel below must have the id `<area>-panel`.
#[component]
pub(crate) fn Tabs(
    /// What the tabs are of.
    label: &'static str,
    /// Begins the ids.
    area: &'static str,
    tabs: &'static [Tab],
    chosen: RwSignal<&'static str>,
) -> impl IntoView {
    let choose = move |id: &'static str| {
        chosen.set(id);
        dom::set_query("tab", if id == tabs[0].0 { "" } else { id });
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        let at = tabs.iter().position(|tab| tab.0 == chosen.get_untracked()).unwrap_or(0);
        let next = match event.key().as_str() {
            "ArrowRight" => (at + 1) % tabs.len(),
            "ArrowLeft" => (at + tabs.len() - 1) % tabs.len(),
            "Home" => 0,
            "End" => tabs.len() - 1,
            _ => return,
        };
        event.prevent_default();
        choose(tabs[next].0);
        dom::focus(&format!("{area}-tab-{}", tabs[next].0));
    };
    let buttons = tabs.iter().map(move |&(id, name)| {
        view! {
            <button
                type="button"
                role="tab"
                class="tab"
                id=format!("{area}-tab-{id}")
                aria-controls=format!("{area}-panel")
                aria-selected=words(move || (chosen.get() == id).to_string())
                tabindex=words(move || if chosen.get() == id { "0" } else { "-1" })
                data-testid=format!("{area}-tab-{id}")
                on:click=move |_| choose(id)
            >
                {name}
            </button>
        }
    });
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=keys>{buttons.collect_view()}</div>
    }
}
