//! Pages and the way to them: each path is a folder with a file, so a link works without any rule of a server.
//!
//! The path names the page, the query the view, the fragment the scenario. The site may lie below any path: the HTML
//! file says by `data-base` how far away its root is.

mod entries;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::ui::dom;
use crate::ui::live::{maybe, words};
pub(crate) use entries::{ENTRIES, Entry, Group, Route};

/// Where the reader is.
#[derive(Clone, Copy)]
pub(crate) struct Router {
    route: RwSignal<Route>,
    /// What follows the page's own path, without slashes at its ends.
    below: RwSignal<String>,
    /// Path of the site's root, with a slash at both ends.
    base: StoredValue<String>,
    /// Whether a link has been followed: then the reader waits at the title of the page.
    moved: StoredValue<bool>,
    /// Whether the page's part is still on its way.
    pub(crate) coming: RwSignal<bool>,
}

impl Router {
    /// Reads the address, and follows it from now on.
    pub(crate) fn start() -> Self {
        let base = base_path();
        let (route, below) = route_now(&base);
        let router = Self {
            route: RwSignal::new(route),
            below: RwSignal::new(below),
            base: StoredValue::new(base),
            moved: StoredValue::new(false),
            coming: RwSignal::new(false),
        };
        let _listening = window_event_listener(ev::popstate, move |_| {
            let (route, below) = router.base.with_value(|base| route_now(base));
            router.show(route, below);
        });
        router
    }

    /// The page shown.
    pub(crate) fn route(self) -> Route {
        self.route.get()
    }

    /// The page shown, without following it.
    pub(crate) fn route_untracked(self) -> Route {
        self.route.get_untracked()
    }

    /// Which of the pages below the page's own path is shown: `hot-shard` for `/learn/hot-shard/`, and nothing for `/learn/`.
    pub(crate) fn below(self) -> String {
        self.below.get()
    }

    /// Address of a file of the site.
    pub(crate) fn file(self, name: &str) -> String {
        self.base.with_value(|base| format!("{base}{name}"))
    }

    /// Address of a page; what the query says of the view stays.
    pub(crate) fn href(self, route: Route, below: &str) -> String {
        self.address(route, below, &dom::fragment())
    }

    /// Address of a page with a scenario of its own: `#p=reshard`.
    pub(crate) fn href_with(self, route: Route, fragment: &str) -> String {
        self.address(route, "", &format!("#{fragment}"))
    }

    fn address(self, route: Route, below: &str, fragment: &str) -> String {
        let kept = dom::query_kept();
        let slash = if below.is_empty() { "" } else { "/" };
        let path = route.entry().path;
        self.base.with_value(|base| format!("{base}{path}{below}{slash}{kept}{fragment}"))
    }

    /// Goes to a page without loading anything.
    pub(crate) fn go(self, route: Route) {
        self.go_below(route, "");
    }

    /// Goes to a page below a page.
    pub(crate) fn go_below(self, route: Route, below: &str) {
        if !self.is_at(route, below) {
            self.go_to(route, below, &self.href(route, below));
        }
    }

    /// Goes to a page with a scenario of its own; who opens scenarios is to be told.
    pub(crate) fn go_with(self, route: Route, fragment: &str) {
        self.go_to(route, "", &self.href_with(route, fragment));
    }

    fn go_to(self, route: Route, below: &str, address: &str) {
        if let Ok(history) = window().history() {
            // A page opened from a file has no history to write to; the page changes all the same.
            _ = history.push_state_with_url(&JsValue::NULL, "", Some(address));
        }
        self.moved.set_value(true);
        self.show(route, below.to_owned());
        dom::scroll_to_top();
        self.arrived();
    }

    fn is_at(self, route: Route, below: &str) -> bool {
        self.route.get_untracked() == route && self.below.with_untracked(|now| now == below)
    }

    /// Shows a page; what stays the same is not made anew.
    fn show(self, route: Route, below: String) {
        if self.below.with_untracked(|now| *now != below) {
            self.below.set(below);
        }
        if self.route.get_untracked() != route {
            self.route.set(route);
        }
    }

    /// A page is there: who followed a link to it goes on at its title.
    pub(crate) fn arrived(self) {
        if self.moved.get_value() {
            request_animation_frame(|| dom::focus("page-title"));
        }
    }
}

/// A link to a page of the site.
#[component]
pub(crate) fn PageLink(
    /// Where to.
    to: Route,
    /// Which of the pages below it.
    #[prop(optional, into)]
    below: String,
    #[prop(optional, into)] class: String,
    #[prop(optional, into)] testid: String,
    children: Children,
) -> impl IntoView {
    let router = expect_context::<Router>();
    let below = StoredValue::new(below);
    let current = maybe(move || {
        let (here, now) = (router.route() == to, router.below());
        match below.with_value(|below| (*below == now, below.is_empty())) {
            (true, _) if here => Some("page".into()),
            // What is shown lies below the page.
            (_, true) if here => Some("true".into()),
            _ => None,
        }
    });
    let href = words(move || {
        router.route(); // the query may have changed on the way
        below.with_value(|below| router.href(to, below))
    });
    let follow = move |event: ev::MouseEvent| {
        if is_plain(&event) {
            event.prevent_default();
            below.with_value(|below| router.go_below(to, below));
        }
    };
    view! {
        <a class=class href=href aria-current=current data-testid=testid on:click=follow>
            {children()}
        </a>
    }
}

/// Whether a click is to be followed in this very page.
pub(crate) fn is_plain(event: &ev::MouseEvent) -> bool {
    event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
}

fn base_path() -> String {
    let way = dom::root().get_attribute("data-base").unwrap_or_else(|| "./".into());
    let here = window().location().href().unwrap_or_default();
    web_sys::Url::new_with_base(&way, &here).map_or_else(|_| "/".into(), |url| url.pathname())
}

fn route_now(base: &str) -> (Route, String) {
    let path = window().location().pathname().unwrap_or_default();
    let (route, below) = Route::of_path(path.strip_prefix(base).unwrap_or(""));
    (route, below.to_owned())
}
