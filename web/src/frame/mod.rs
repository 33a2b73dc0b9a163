//! What stands around every page: top bar, navigation, dock, messages, help.

mod banner;
mod dock;
mod help;
mod nav;
mod palette;
mod session_menu;
pub(crate) mod sessions;
mod share_button;
pub(crate) mod shortcuts;
pub(crate) mod theme;
mod toasts;
mod topbar;

use std::time::Duration;

use leptos::prelude::*;

use crate::part::once_asked;
use crate::router::Router;
use crate::store::{Phase, Store, Wish, use_store};
use crate::ui::dom;
use crate::ui::live::{If, holds};
use dock::Dock;
use nav::Navigation;
use toasts::Toasts;
use topbar::TopBar;

/// How long after the page the part of sessions comes by itself: what the first look needs comes first.
const LATE: Duration = Duration::from_secs(2);

/// The frame, with the page in it.
#[component]
pub(crate) fn Frame(children: Children) -> impl IntoView {
    let router = expect_context::<Router>();
    shortcuts::install();
    leave_out();
    let store = use_store();
    let late = RwSignal::new(false);
    let asked = sessions_asked(store, late);
    let on_stage = move || router.route().entry().stage || store.pinned.with(Option::is_some);
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
            {once_asked(asked, sessions::PAGE, move || without_sessions(store, late))}
            {children()}
        </main>
        <Dock/>
        <Toasts/>
        {once_asked(store.help_open.into(), help::PAGE, move || store.help_open.set(false))}
        {once_asked(store.palette_open.into(), palette::PAGE, move || store.palette_open.set(false))}
    }
}

/// Whether the part that saves, opens and keeps sessions should be there: a little after the page, or when it is asked for.
fn sessions_asked(store: Store, late: RwSignal<bool>) -> Signal<bool> {
    Effect::new(move |_| {
        if store.phase.get() == Phase::Ready {
            let delay = if store.mode.test { Duration::ZERO } else { LATE };
            set_timeout(move || late.set(true), delay);
        }
    });
    let wished = move || store.refused_wish.get() < store.wishes.with(|wishes| newest(wishes));
    holds(move || late.get() || store.lost.with(Option::is_some) || wished())
}

fn newest(wishes: &[(u32, Wish)]) -> u32 {
    wishes.last().map_or(0, |(number, _)| *number)
}

/// Where that part did not arrive, no engine recovers by itself, and nothing is granted but what nobody could ask for again: a
/// run that made way waits. The next wish asks for the part again.
fn without_sessions(store: Store, late: RwSignal<bool>) {
    late.set(false);
    store.refused_wish.set(store.wishes.with_untracked(|wishes| newest(wishes)));
    store.wishes.update(|wishes| wishes.retain(|(_, wish)| matches!(wish, Wish::Aside(_))));
    if let Some(why) = store.lost.get_untracked() {
        store.lost.set(None);
        store.phase.set(Phase::Failed(why));
    }
}

/// Moves the focus without touching the fragment, which belongs to the scenario.
fn skip_to(id: &'static str) -> impl Fn(web_sys::MouseEvent) {
    move |event| {
        event.prevent_default();
        dom::focus(id);
    }
}

/// Parts that the address asks to leave out, `hide=dock,pages`: the styles look at the attribute.
fn leave_out() {
    if let Some(parts) = dom::query("hide") {
        // An attribute with a fixed name is always accepted.
        _ = dom::root().set_attribute("data-hide", &parts.replace(',', " "));
    }
}
