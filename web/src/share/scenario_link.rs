//! A link to a page with a scenario of its own: the simulator, unless it is said otherwise.

use leptos::prelude::*;

use crate::router::{Route, Router, is_plain};
use crate::store::use_store;

/// The link.
#[component]
pub(crate) fn ScenarioLink(
    /// The fragment, `p=reshard`.
    #[prop(into)]
    fragment: String,
    #[prop(into)] class: String,
    #[prop(into)] testid: String,
    #[prop(default = Route::Sim)] to: Route,
    children: Children,
) -> impl IntoView {
    let store = use_store();
    let router = expect_context::<Router>();
    let href = router.href_with(to, &fragment);
    let follow = move |event: web_sys::MouseEvent| {
        if is_plain(&event) {
            event.prevent_default();
            router.go_with(to, &fragment);
            store.open_address();
        }
    };
    view! { <a class=class href=href data-testid=testid on:click=follow>{children()}</a> }
}
