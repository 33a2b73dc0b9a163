//! The list of shortcuts, and two sentences on how to read the stage.

use leptos::prelude::*;

use super::shortcuts;
use crate::store::use_store;
use crate::ui::dialog::Dialog;
use crate::ui::icon::Icon;

crate::part::page!(help, Help);

/// The dialog behind `?`.
#[component]
pub(crate) fn Help() -> impl IntoView {
    let store = use_store();
    let close = move || store.help_open.set(false);
    let rows = move || {
        store.help_open.get(); // the keys may have been changed since
        let row = |(keys, what): (String, String)| {
            let keys = keys.split(' ').map(|key| view! { <kbd>{key.to_owned()}</kbd> }).collect_view();
            view! { <div class="shortcut"><dt>{keys}</dt><dd>{what}</dd></div> }
        };
        shortcuts::table().into_iter().map(row).collect_view()
    };
    view! {
        <Dialog open=store.help_open close=Callback::new(move |()| close()) class="dialog" titled_by="help-title" testid="help">
            <header>
                <h2 id="help-title">"Help"</h2>
                <button type="button" class="button quiet" aria-label="Close help" on:click=move |_| close()>
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
        </Dialog>
    }
}
