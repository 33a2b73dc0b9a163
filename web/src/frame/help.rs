//! The list of shortcuts, and two sentences on how to read the stage.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::shortcuts::SHORTCUTS;
use crate::store::use_store;
use crate::ui::icon::Icon;

/// The dialog behind `?`.
#[component]
pub(super) fn Help() -> impl IntoView {
    let store = use_store();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (store.help_open.get(), dialog.open()) {
            // Refused only where it is open already, which was just asked.
            (true, false) => _ = dialog.show_modal(),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let rows = SHORTCUTS.iter().map(|(keys, what)| {
        let keys = keys.split(' ').map(|key| view! { <kbd>{key}</kbd> }).collect_view();
        view! { <div class="shortcut"><dt>{keys}</dt><dd>{*what}</dd></div> }
    });
    view! {
        <dialog node_ref=dialog class="dialog" aria-labelledby="help-title" data-testid="help" on:close=move |_| store.help_open.set(false)>
            <header>
                <h2 id="help-title">"Help"</h2>
                <button type="button" class="button quiet" aria-label="Close help" on:click=move |_| store.help_open.set(false)>
                    <Icon name="close"/>
                </button>
            </header>
            <p>
                "A shard is a strip of film: records are frames, holes at the edges are seconds, readers are gates on the strip. "
                "Everything on the stage can be reached from the keyboard: press Tab until the stage opens as a list, then use the arrow keys and Enter."
            </p>
            <h3>"Shortcuts"</h3>
            <dl class="shortcuts">{rows.collect_view()}</dl>
            <p class="muted">"Single keys do nothing while you type in a field."</p>
        </dialog>
    }
}
