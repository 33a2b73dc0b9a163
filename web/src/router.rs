//! Pages and the way to them: each path is a folder with a file, so a link works without any rule of a server.
//!
//! The path names the page, the query the view, the fragment the scenario. The site may lie below any path: the HTML
//! file says by `data-base` how far away its root is.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::pages::{about, home, sim};
use crate::part::Page;
use crate::ui::dom;
use crate::ui::live::{maybe, words};

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Home,
    Sim,
    About,
}

/// What the frame knows of a page.
pub(crate) struct Entry {
    pub(crate) route: Route,
    /// Below the root of the site.
    pub(crate) path: &'static str,
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) group: &'static str,
    pub(crate) icon: &'static str,
    /// Second key after `g`.
    pub(crate) key: &'static str,
    /// Whether it shows the stage, and so sets a scenario going.
    pub(crate) stage: bool,
    pub(crate) page: Page,
}

/// All pages, in the order of the navigation.
pub(crate) const ENTRIES: &[Entry] = &[
    Entry {
        route: Route::Home,
        path: "",
        name: "Home",
        title: "Kinetoscope: Kinesis you can see, stop, rewind and break",
        group: "See",
        icon: "home",
        key: "h",
        stage: true,
        page: home::PAGE,
    },
    Entry {
        route: Route::Sim,
        path: "sim/",
        name: "Simulator",
        title: "Simulator - Kinetoscope",
        group: "See",
        icon: "film",
        key: "s",
        stage: true,
        page: sim::PAGE,
    },
    Entry {
        route: Route::About,
        path: "about/",
        name: "About",
        title: "About - Kinetoscope",
        group: "Know",
        icon: "info",
        key: "o",
        stage: false,
        page: about::PAGE,
    },
];

impl Route {
    /// What the frame knows of it.
    pub(crate) fn entry(self) -> &'static Entry {
        ENTRIES.iter().find(|entry| entry.route == self).unwrap_or(&ENTRIES[0])
    }

    fn of_path(path: &str) -> Self {
        let path = path.trim_end_matches("index.html").trim_matches('/');
        ENTRIES
            .iter()
            .find(|entry| entry.path.trim_matches('/') == path)
            .map_or(Self::Home, |entry| entry.route)
    }
}

/// Where the reader is.
#[derive(Clone, Copy)]
pub(crate) struct Router {
    route: RwSignal<Route>,
    /// Path of the site's root, with a slash at both ends.
    base: StoredValue<String>,
    /// Whether a link has been followed: then the reader waits at the title of the page.
    moved: StoredValue<bool>,
}

impl Router {
    /// Reads the address, and follows it from now on.
    pub(crate) fn start() -> Self {
        let base = base_path();
        let route = RwSignal::new(route_now(&base));
        let router = Self { route, base: StoredValue::new(base), moved: StoredValue::new(false) };
        let _listening = window_event_listener(ev::popstate, move |_| {
            let found = router.base.with_value(|base| route_now(base));
            if found != router.route.get_untracked() {
                router.route.set(found);
            }
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

    /// Address of a file of the site.
    pub(crate) fn file(self, name: &str) -> String {
        self.base.with_value(|base| format!("{base}{name}"))
    }

    /// Address of a page; what the query says of the view stays.
    pub(crate) fn href(self, route: Route) -> String {
        let kept = dom::query_kept();
        self.base.with_value(|base| format!("{base}{}{kept}{}", route.entry().path, dom::fragment()))
    }

    /// Goes to a page without loading anything.
    pub(crate) fn go(self, route: Route) {
        if self.route.get_untracked() == route {
            return;
        }
        let address = self.href(route);
        if let Ok(history) = window().history() {
            // A page opened from a file has no history to write to; the page changes all the same.
            _ = history.push_state_with_url(&JsValue::NULL, "", Some(&address));
        }
        self.moved.set_value(true);
        self.route.set(route);
        dom::scroll_to_top();
        self.arrived();
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
    #[prop(optional, into)] class: String,
    #[prop(optional, into)] testid: String,
    children: Children,
) -> impl IntoView {
    let router = expect_context::<Router>();
    let current = maybe(move || (router.route() == to).then(|| "page".into()));
    let href = words(move || {
        router.route(); // the query may have changed on the way
        router.href(to)
    });
    let follow = move |event: ev::MouseEvent| {
        let plain = event.button() == 0
            && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if plain {
            event.prevent_default();
            router.go(to);
        }
    };
    view! {
        <a class=class href=href aria-current=current data-testid=testid on:click=follow>
            {children()}
        </a>
    }
}

fn base_path() -> String {
    let way = dom::root().get_attribute("data-base").unwrap_or_else(|| "./".into());
    let here = window().location().href().unwrap_or_default();
    web_sys::Url::new_with_base(&way, &here).map_or_else(|_| "/".into(), |url| url.pathname())
}

fn route_now(base: &str) -> Route {
    let path = window().location().pathname().unwrap_or_default();
    Route::of_path(path.strip_prefix(base).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_its_page_with_and_without_slash_and_file() {
        for (path, route) in [
            ("", Route::Home),
            ("sim/", Route::Sim),
            ("sim", Route::Sim),
            ("sim/index.html", Route::Sim),
            ("about/", Route::About),
            ("nosuch/", Route::Home),
        ] {
            assert_eq!(Route::of_path(path), route, "{path}");
        }
    }
}
