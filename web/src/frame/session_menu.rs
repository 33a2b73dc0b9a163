//! The menu that saves and opens sessions, and takes actions back.

use leptos::prelude::*;

use crate::store::{Wish, use_store};
use crate::ui::icon::Icon;
use crate::ui::live::holds;

/// The Session button and its menu.
#[component]
pub(super) fn SessionMenu() -> impl IntoView {
    let store = use_store();
    let waiting = holds(move || store.picture.with(Option::is_none));
    let line = |name: &'static str, keys: Option<&'static str>, id: &'static str, act: Callback<()>| {
        view! {
            <button
                type="button"
                class="menu-line"
                popovertarget="session-menu"
                popovertargetaction="hide"
                data-testid=id
                on:click=move |_| act.run(())
            >
                {name}
                {keys.map(|keys| view! { <kbd>{keys}</kbd> })}
            </button>
        }
    };
    view! {
        <button type="button" class="button quiet session" popovertarget="session-menu" title="Save or open a session, or undo" data-testid="session" disabled=waiting>
            <Icon name="session"/>
            <span class="wide">"Session"</span>
        </button>
        <div class="menu session-menu" id="session-menu" popover="auto" role="group" aria-label="Session" data-testid="session-menu">
            {line("Save as a file", Some("Ctrl S"), "session-save", Callback::new(move |()| store.wish(Wish::Save)))}
            {line("Open a file\u{2026}", None, "session-open", Callback::new(move |()| store.wish(Wish::Open)))}
            <p class="menu-hint">"A file can be dropped on the page, too."</p>
            {line("Undo the last action", Some("Ctrl Z"), "session-undo", Callback::new(move |()| store.undo()))}
        </div>
    }
}
