//! Keys for what one does most.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::a11y;
use crate::router::{ENTRIES, Router};
use crate::store::{Selection, Store, Wish, use_store};
use crate::ui::dom;

/// What a key does.
pub(crate) type Run = fn(Store);

/// What a key of its own does.
pub(crate) struct Command {
    /// Under this name another key for it is kept.
    pub(crate) id: &'static str,
    /// The key, as browsers name it.
    pub(crate) key: &'static str,
    pub(crate) name: &'static str,
    pub(crate) run: Run,
}

const fn command(id: &'static str, key: &'static str, name: &'static str, run: Run) -> Command {
    Command { id, key, name, run }
}

/// What single keys do. They can be changed and turned off, for they are in the way of those who speak to their machine.
pub(crate) const COMMANDS: &[Command] = &[
    command("play", " ", "Play or pause", |store| store.toggle_play()),
    command("step", ".", "Next event", |store| store.step()),
    command("back", ",", "Previous event", |store| store.step_back()),
    command("slower", "[", "Slower", |store| store.shift_speed(false)),
    command("faster", "]", "Faster", |store| store.shift_speed(true)),
    command("mark-back", "{", "Previous mark on the scrubber", |store| store.go_to_mark(false)),
    command("mark", "}", "Next mark on the scrubber", |store| store.go_to_mark(true)),
    command("scene", "s", "Say what is on the stage", a11y::say_scene),
    command("explain", "e", "Explanations", |store| store.toggle_explain()),
    command("terminal", "`", "Terminal", |store| store.open_terminal()),
    command("add", "a", "Add to the stage", |_| dom::press("add")),
    command("fault", "f", "Faults", |_| dom::press("faults")),
    command("connect", "c", "Connect what is selected", |_| dom::focus("cast-connect")),
    command("zoom-in", "+", "Taller strips", |store| store.zoom(true)),
    command("zoom-out", "-", "Lower strips", |store| store.zoom(false)),
    command("zoom-none", "0", "Strips as tall as at first", |store| store.film_px.set(None)),
    command("help", "?", "Help and shortcuts", |store| store.help_open.set(true)),
];

/// What keys do together with Control, or Command on a Mac: these stay.
pub(crate) const WITH_CONTROL: &[(&str, &str, Run)] = &[
    ("k", "Find anything", |store| store.palette_open.set(true)),
    ("z", "Take the last action back", |store| store.undo()),
    ("s", "Save the session as a file", |store| store.wish(Wish::Save)),
];

/// Where it is kept that single keys do nothing.
pub(crate) const SINGLE_KEYS: &str = "kinetoscope-keys";

/// Where another key for a command is kept.
pub(crate) fn kept_as(command: &Command) -> String {
    format!("kinetoscope-key-{}", command.id)
}

/// The key of a command, as the reader has it.
pub(crate) fn key_of(command: &Command) -> String {
    dom::stored(&kept_as(command)).unwrap_or_else(|| command.key.to_owned())
}

/// Whether single keys do anything.
pub(crate) fn single_keys() -> bool {
    dom::stored(SINGLE_KEYS).as_deref() != Some("off")
}

/// A key's name for people.
pub(crate) fn shown(key: &str) -> String {
    if key == " " { "Space".into() } else { key.to_owned() }
}

/// All keys, separated by spaces, and what they do.
pub(super) fn table() -> Vec<(String, String)> {
    let single = COMMANDS.iter().map(|command| (shown(&key_of(command)), command.name.to_owned()));
    let pages = ENTRIES.iter().map(|entry| (format!("g {}", entry.key), format!("Go to {}", entry.name)));
    let control = WITH_CONTROL
        .iter()
        .map(|(key, name, _)| (format!("Ctrl {}", key.to_uppercase()), (*name).to_owned()));
    let escape = ("Esc".to_owned(), "Close, or select nothing".to_owned());
    let single = single.chain(pages).filter(|_| single_keys());
    single.chain(control).chain([escape]).collect()
}

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
        let control = event.ctrl_key() || event.meta_key();
        if event.key() == "g" && !control && single_keys() {
            chord.set(true);
            gloo_timers::callback::Timeout::new(CHORD_MS, move || chord.set(false)).forget();
        } else if run(store, &event) {
            event.prevent_default();
        }
    });
}

/// Does what a key means. Says whether it means anything.
fn run(store: Store, event: &web_sys::KeyboardEvent) -> bool {
    let key = event.key();
    let found = if event.ctrl_key() || event.meta_key() {
        let key = key.to_lowercase();
        WITH_CONTROL.iter().find(|(name, ..)| *name == key && !event.shift_key()).map(|(.., run)| *run)
    } else if key == "Escape" {
        Some((|store| store.selection.set(Selection::None)) as Run)
    } else {
        let found = COMMANDS.iter().find(|command| key_of(command) == key);
        found.filter(|_| single_keys()).map(|command| command.run)
    };
    if let Some(run) = found {
        run(store);
    }
    found.is_some()
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
    if (event.ctrl_key() || event.meta_key()) && event.key() != "z" {
        return !inside("dialog");
    }
    if inside("input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable], dialog") {
        return false;
    }
    // Space and Enter are the button's own.
    event.key() != " " || !inside("button, a, summary, input, [role=slider], [role=option]")
}
