//! Copies a link to the scenario as it stands.

use leptos::prelude::*;

use crate::share::link;
use crate::store::{Store, Wish, use_store};
use crate::ui::dom;
use crate::ui::icon::Icon;

/// Copies a link with this fragment, which the simulator's address takes on too.
pub(super) fn copy(store: Store, fragment: String, what: &'static str) {
    let location = window().location();
    let origin = location.origin().unwrap_or_default();
    let address = format!("{origin}{}#{fragment}", store.router.file("sim/"));
    if store.router.route_untracked().entry().path == "sim/" {
        let here = format!("{}#{fragment}", location.search().unwrap_or_default());
        if let Ok(history) = window().history() {
            _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&here));
        }
    }
    dom::copy(&address.clone(), move |went| {
        if went { store.say(what) } else { store.say(format!("Copy this link: {address}")) }
    });
}

/// The Share button.
#[component]
pub(super) fn ShareButton() -> impl IntoView {
    let store = use_store();
    let share = move |_| {
        let Some(picture) = store.picture.get_untracked() else {
            return store.complain("There is nothing to share yet: the engine is still on its way.");
        };
        let readable = store.opened.get_untracked().and_then(|opened| link::write(&opened, &picture));
        match readable.filter(|fragment| fragment.len() <= link::READABLE_MAX) {
            Some(fragment) => {
                copy(store, fragment, "Link copied: the scenario and its producers as they are now.");
            }
            None => store.wish(Wish::Share),
        }
    };
    view! {
        <button type="button" class="button quiet" title="Copy a link to this scenario" data-testid="share" on:click=share>
            <Icon name="share"/>
            <span class="wide">"Share"</span>
        </button>
    }
}
