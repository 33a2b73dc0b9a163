//! The bar at the top: the product, the page, the clock, and what can be done with both.

use leptos::prelude::*;

use super::session_menu::SessionMenu;
use super::share_button::ShareButton;
use super::theme::ThemeSwitch;
use crate::router::{PageLink, Route, Router};
use crate::store::use_store;
use crate::time::TimeBar;
use crate::ui::icon::Icon;
use crate::ui::live::words;

/// The bar at the top.
#[component]
pub(super) fn TopBar() -> impl IntoView {
    let store = use_store();
    let router = expect_context::<Router>();
    let page = move || router.route().entry().name;
    view! {
        <header class="topbar">
            <div class="topbar-name">
                <PageLink to=Route::Home class="brand">
                    <svg class="mark" aria-hidden="true" viewBox="0 0 24 24" width="24" height="24">
                        <path d="M4 3h16a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1z" fill="var(--accent)"></path>
                        <path d="M5.5 5.5h2v2h-2zM5.5 11h2v2h-2zM5.5 16.5h2v2h-2zM16.5 5.5h2v2h-2zM16.5 11h2v2h-2zM16.5 16.5h2v2h-2z" fill="var(--on-accent)" opacity=".55"></path>
                        <path d="M9.5 5.5h5v3.8h-5zM9.5 10.7h5v7.8h-5z" fill="var(--on-accent)"></path>
                    </svg>
                    <span>"Kinetoscope"</span>
                </PageLink>
                <span class="topbar-page" aria-hidden="true">{words(page)}</span>
            </div>
            <TimeBar/>
            <div class="topbar-actions">
                <button
                    type="button"
                    class="button quiet"
                    aria-pressed=words(move || store.explains().to_string())
                    aria-controls="dock"
                    data-testid="explain-toggle"
                    title="Explain (e)"
                    on:click=move |_| store.toggle_explain()
                >
                    <Icon name="explain"/>
                    <span class="wide">"Explain"</span>
                </button>
                <ShareButton/>
                <SessionMenu/>
                <button type="button" class="button quiet" aria-label="Find anything" title="Find anything (Ctrl K)" data-testid="palette-open" on:click=move |_| store.palette_open.set(true)>
                    <Icon name="find"/>
                </button>
                <ThemeSwitch/>
                <button
                    type="button"
                    class="button quiet"
                    aria-label="Help and shortcuts"
                    title="Help and shortcuts (?)"
                    data-testid="help-open"
                    on:click=move |_| store.help_open.set(true)
                >
                    <Icon name="help"/>
                </button>
            </div>
        </header>
    }
}
