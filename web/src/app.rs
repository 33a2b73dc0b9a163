//! The whole application: the frame, and in it the page of the address.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::frame::Frame;
use crate::router::Router;
use crate::store::Store;
use crate::testhook;
use crate::ui::dom;

/// The still picture of the HTML file, kept to stand in for the stage until the engine is there.
#[derive(Clone)]
pub(crate) struct Poster(pub(crate) String);

/// Puts the application in place of what the HTML file shows until then.
pub(crate) fn mount() {
    let Some(place) = dom::by_id("app").and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return;
    };
    let poster = dom::by_id("poster").map(|element| element.outer_html()).unwrap_or_default();
    place.set_inner_html("");
    leptos::mount::mount_to(place, move || {
        provide_context(Poster(poster));
        view! { <App/> }
    })
    .forget();
}

#[component]
fn App() -> impl IntoView {
    let router = Router::start();
    provide_context(router);
    let store = Store::start(router);
    provide_context(store);
    testhook::install(store);
    let _listening = window_event_listener(leptos::ev::hashchange, move |_| store.restart());
    store.follow_visibility();
    Effect::new(move |_| {
        let entry = router.route().entry();
        document().set_title(entry.title);
        if entry.whole {
            store.need_whole_engine();
        }
        store.begin();
    });
    view! {
        <Frame>
            {move || router.route().entry().page.show()}
        </Frame>
    }
}
