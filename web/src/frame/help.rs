//! The list of shortcuts, and two sentences on how to read the stage.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::shortcuts;
use crate::store::use_store;
use crate::ui::icon::Icon;

crate::part::page!(help, Help);

/// The dialog behind `?`.
#[component]
pub(crate) fn Help() -> impl IntoView {
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
    let rows = move || {
        store.help_open.get(); // the keys may have been changed since
        let row = |(keys, what): (String, String)| {
            let keys = keys.split(' ').map(|key| view! { <kbd>{key.to_owned()}</kbd> }).collect_view();
            view! { <div class="shortcut"><dt>{keys}</dt><dd>{what}</dd></div> }
        };
        shortcuts::table().into_iter().map(row).collect_view()
    };
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
            <dl class="shortcuts">{rows}</dl>
            <p class="muted">"Single keys do nothing while you type in a field."</p>
        </dialog>
    }
}
