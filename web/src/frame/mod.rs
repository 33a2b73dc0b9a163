//! What stands around every page: top bar, navigation, dock, messages, help.

mod banner;
mod dock;
mod help;
mod nav;
mod share_button;
mod shortcuts;
mod theme;
mod toasts;
mod topbar;

use leptos::prelude::*;

use crate::router::Router;
use crate::ui::live::{If, holds};
use dock::Dock;
use help::Help;
use nav::Navigation;
use toasts::Toasts;
use topbar::TopBar;

/// The frame, with the page in it.
#[component]
pub(crate) fn Frame(children: Children) -> impl IntoView {
    let router = expect_context::<Router>();
    shortcuts::install();
    let on_stage = move || router.route().entry().stage;
    view! {
        <nav class="skip-links" aria-label="Skip links">
            <a href="#main" on:click=skip_to("main")>"Skip to the page"</a>
            <If when=holds(on_stage)>
                <a href="#stage" on:click=skip_to("stage-outline")>"Skip to the stage as a list"</a>
            </If>
            <a href="#dock" on:click=skip_to("dock")>"Skip to the explanations"</a>
        </nav>
        <TopBar/>
        <Navigation/>
        <main id="main" tabindex="-1">
            <banner::Banner/>
            {children()}
        </main>
        <Dock/>
        <Toasts/>
        <Help/>
    }
}

/// Moves the focus without touching the fragment, which belongs to the scenario.
fn skip_to(id: &'static str) -> impl Fn(web_sys::MouseEvent) {
    move |event| {
        event.prevent_default();
        crate::ui::dom::focus(id);
    }
}
