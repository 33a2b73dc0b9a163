//! Shortcuts: turned off, or on other keys.

use leptos::prelude::*;

use crate::frame::shortcuts::{self, COMMANDS, Command, SINGLE_KEYS};
use crate::ui::dom;
use crate::ui::live::{holds, words};

/// The switch and the table of keys.
#[component]
pub(super) fn Keys() -> impl IntoView {
    let on = RwSignal::new(shortcuts::single_keys());
    let wrong = RwSignal::new(None::<String>);
    let switch = move |event| {
        let checked = event_target_checked(&event);
        dom::store(SINGLE_KEYS, if checked { "on" } else { "off" });
        on.set(checked);
    };
    view! {
        <label class="check">
            <input type="checkbox" data-testid="settings-keys" prop:checked=on on:change=switch/>
            "Single keys do something"
        </label>
        <p class="muted">"They do nothing while you type in a field. What keys do together with Ctrl or Cmd stays as it is."</p>
        <p class="field-error" role="alert" data-testid="settings-keys-wrong">{words(move || wrong.get())}</p>
        <div class="keys" hidden=holds(move || !on.get())>
            {COMMANDS.iter().map(|command| field(command, wrong)).collect_view()}
        </div>
    }
}

fn field(command: &'static Command, wrong: RwSignal<Option<String>>) -> AnyView {
    let key = RwSignal::new(shortcuts::key_of(command));
    let id = format!("key-{}", command.id);
    let press = move |event: web_sys::KeyboardEvent| {
        let pressed = event.key();
        // Tab goes on, and keys of several letters (arrows, Enter) belong to fields and lists.
        if pressed.chars().count() != 1 || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        event.prevent_default();
        let taken =
            COMMANDS.iter().find(|other| other.id != command.id && shortcuts::key_of(other) == pressed);
        match taken {
            Some(other) => {
                wrong.set(Some(format!("{} is the key for: {}.", shortcuts::shown(&pressed), other.name)))
            }
            None if pressed == "g" => wrong.set(Some("g begins the keys that lead to pages.".into())),
            None => {
                dom::store(&shortcuts::kept_as(command), &pressed);
                wrong.set(None);
                key.set(pressed);
            }
        }
    };
    view! {
        <div class="field setting">
            <label for=id.clone()>{command.name}</label>
            <input id=id.clone() class="input mono" type="text" autocomplete="off" data-testid=id prop:value=words(move || shortcuts::shown(&key.get())) on:keydown=press/>
        </div>
    }
    .into_any()
}
