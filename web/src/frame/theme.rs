//! Light, dark, or as the system has it.

use leptos::prelude::*;

use crate::store::{Store, use_store};
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::words;

/// Where the choice is kept; `boot.js` reads it before the page is drawn.
const KEY: &str = "kinetoscope-theme";
const THEMES: &[(&str, &str, &str)] = &[
    ("system", "System theme", "theme-system"),
    ("light", "Light theme", "theme-light"),
    ("dark", "Dark theme", "theme-dark"),
];

/// The theme that is shown, by name.
pub(crate) fn kept() -> String {
    dom::root().get_attribute("data-theme").unwrap_or_else(|| "system".into())
}

/// Shows a theme from now on.
pub(crate) fn choose(store: Store, name: &str) {
    dom::store(KEY, name);
    let root = dom::root();
    // An attribute with a fixed name is always accepted.
    _ = if name == "system" {
        root.remove_attribute("data-theme")
    } else {
        root.set_attribute("data-theme", name)
    };
    store.theme_changes.update(|count| *count += 1);
}

/// A button that goes through the themes.
#[component]
pub(super) fn ThemeSwitch() -> impl IntoView {
    let store = use_store();
    let place = move || {
        store.theme_changes.get();
        let theme = kept();
        THEMES.iter().position(|(name, ..)| *name == theme).unwrap_or(0)
    };
    let next = move |_| choose(store, THEMES[(untrack(place) + 1) % THEMES.len()].0);
    let name = words(move || THEMES[place()].1);
    view! {
        <button type="button" class="button quiet" data-testid="theme-switch" aria-label=name title=name on:click=next>
            <Icon name=Signal::derive(move || THEMES[place()].2)/>
        </button>
    }
}
