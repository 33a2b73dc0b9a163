//! Copies a link to the scenario as it stands.

use leptos::prelude::*;

use crate::share::link;
use crate::store::use_store;
use crate::ui::dom;
use crate::ui::icon::Icon;

/// The Share button.
#[component]
pub(super) fn ShareButton() -> impl IntoView {
    let store = use_store();
    let share = move |_| {
        let (Some(opened), Some(picture)) = (store.opened.get_untracked(), store.picture.get_untracked())
        else {
            return store.complain("There is nothing to share yet: the engine is still on its way.");
        };
        let fragment = link::write(&opened, &picture.view.producers);
        let location = window().location();
        let origin = location.origin().unwrap_or_default();
        let address = format!("{origin}{}#{fragment}", store.router.file("sim/"));
        if store.router.route_untracked().entry().path == "sim/" {
            let here = format!("{}#{fragment}", location.search().unwrap_or_default());
            if let Ok(history) = window().history() {
                _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&here));
            }
        }
        let resharded = picture
            .view
            .streams
            .iter()
            .any(|stream| stream.shards.iter().any(|shard| !shard.parents.is_empty()));
        let what = if resharded {
            "Link copied: the scenario and its producers. Splits and merges are not part of a link."
        } else {
            "Link copied: the scenario and its producers as they are now."
        };
        dom::copy(&address.clone(), move |went| {
            if went { store.say(what) } else { store.say(format!("Copy this link: {address}")) }
        });
    };
    view! {
        <button type="button" class="button quiet" title="Copy a link to this scenario" data-testid="share" on:click=share>
            <Icon name="share"/>
            <span class="wide">"Share"</span>
        </button>
    }
}
