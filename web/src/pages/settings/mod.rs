//! What the reader likes, and what this browser keeps.

mod keys;
mod runs;

use leptos::prelude::*;

use crate::frame::theme;
use crate::store::{mode, use_store};
use crate::ui::dom;
use crate::ui::head::page_head;
use crate::ui::live::holds;
use keys::Keys;
use runs::Runs;

crate::part::page!(settings, Settings);

/// The page `/settings/`.
#[component]
pub(crate) fn Settings() -> impl IntoView {
    let store = use_store();
    let themes = [("system", "As the system has it"), ("light", "Light"), ("dark", "Dark")];
    let rows = [("roomy", "Comfortable"), ("compact", "Compact")];
    let motion = [("system", "As the system has it"), ("less", "Less motion")];
    let hidden = [("stop", "The clock stops"), ("run", "The clock goes on")];
    view! {
        <div class="prose settings">
            {page_head(
                "Settings",
                "All of this stays in this browser, and is sent nowhere.",
            )}
            <section aria-labelledby="look-title">
                <h2 id="look-title">"Look"</h2>
                {choice("settings-theme", "Theme", &themes, theme::kept(), move |name| theme::choose(store, &name))}
                {choice("settings-rows", "Rows and buttons", &rows, mode::kept(mode::ROWS, "roomy"), |name| mode::keep_on_root(mode::ROWS, &name, "compact"))}
                {choice("settings-motion", "Motion", &motion, mode::kept(mode::MOTION, "system"), |name| mode::keep_on_root(mode::MOTION, &name, "less"))}
                <p class="muted">"Less motion: no particles, and numbers that change once a second. It begins when the page is loaded next."</p>
            </section>
            <section aria-labelledby="clock-title">
                <h2 id="clock-title">"Clock"</h2>
                {choice("settings-hidden", "While this tab is hidden", &hidden, mode::kept(mode::HIDDEN, "stop"), |name| dom::store(mode::HIDDEN, &name))}
            </section>
            <section aria-labelledby="keys-title">
                <h2 id="keys-title">"Shortcuts"</h2>
                <Keys/>
            </section>
            <section aria-labelledby="storage-title">
                <h2 id="storage-title">"Kept runs"</h2>
                <Runs/>
            </section>
        </div>
    }
}

/// A field with a few choices.
fn choice(
    id: &'static str,
    label: &'static str,
    choices: &[(&'static str, &'static str)],
    now: String,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    let options = choices.iter().map(|&(value, name)| {
        let selected = now == value;
        view! { <option value=value selected=holds(move || selected)>{name}</option> }
    });
    view! {
        <div class="field setting">
            <label for=id>{label}</label>
            <select id=id class="select" data-testid=id on:change=move |event| choose(dom::value(&event))>{options.collect_view()}</select>
        </div>
    }
    .into_any()
}
