//! Keys for what one does most.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::a11y;
use crate::router::{ENTRIES, Router};
use crate::store::{Selection, Store, use_store};

/// Keys, separated by spaces, and what they do.
pub(super) const SHORTCUTS: &[(&str, &str)] = &[
    ("Space", "Play or pause"),
    (".", "Next event"),
    (",", "Previous event"),
    ("[ ]", "Slower, faster"),
    ("{ }", "Previous, next mark on the scrubber"),
    ("g h", "Go to Home"),
    ("g s", "Go to the simulator"),
    ("g o", "Go to About"),
    ("s", "Say what is on the stage"),
    ("e", "Explanations"),
    ("Ctrl Z", "Take the last action back"),
    ("Esc", "Close, or select nothing"),
    ("?", "This list"),
];

/// How long the second key after `g` is waited for.
const CHORD_MS: u32 = 1_500;

/// Listens to keys for as long as the page is open.
pub(super) fn install() {
    let store = use_store();
    let router = expect_context::<Router>();
    let chord = RwSignal::new(false);
    let _listening = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || !concerns_us(&event) {
            return;
        }
        if chord.get_untracked() {
            chord.set(false);
            if let Some(entry) = ENTRIES.iter().find(|entry| entry.key == event.key()) {
                event.prevent_default();
                return router.go(entry.route);
            }
        }
        if event.key() == "g" {
            chord.set(true);
            gloo_timers::callback::Timeout::new(CHORD_MS, move || chord.set(false)).forget();
        } else if run(store, &event) {
            event.prevent_default();
        }
    });
}

/// Does what a key means. Says whether it means anything.
fn run(store: Store, event: &web_sys::KeyboardEvent) -> bool {
    match event.key().as_str() {
        "z" if event.ctrl_key() || event.meta_key() => store.undo(),
        _ if event.ctrl_key() || event.meta_key() => return false,
        " " => store.toggle_play(),
        "." => store.step(),
        "," => store.step_back(),
        "[" => store.shift_speed(false),
        "]" => store.shift_speed(true),
        "{" => store.go_to_mark(false),
        "}" => store.go_to_mark(true),
        "s" => a11y::say_scene(store),
        "e" => store.toggle_explain(),
        "?" => store.help_open.set(true),
        "Escape" => store.selection.set(Selection::None),
        _ => return false,
    }
    true
}

/// Whether a key is for the page and not for the field, button or dialog it was pressed in.
fn concerns_us(event: &web_sys::KeyboardEvent) -> bool {
    if event.alt_key() {
        return false;
    }
    let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return true;
    };
    let inside = |selector: &str| target.closest(selector).ok().flatten().is_some();
    if inside("input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable], dialog") {
        return false;
    }
    // Space and Enter are the button's own.
    event.key() != " " || !inside("button, a, summary, input, [role=slider], [role=option]")
}
