//! How to read the stage, what one can point at, and the list of shortcuts.

use leptos::prelude::*;

use super::shortcuts;
use crate::store::use_store;
use crate::ui::dialog::Dialog;
use crate::ui::icon::Icon;

crate::part::page!(help, Help);

/// What one does without keys.
const GESTURES: &[(&str, &str)] = &[
    ("A shard", "Its rates, and how to split or merge it"),
    ("A frame", "Its records, and the life of each"),
    ("A name", "What a producer or reader does and can do"),
    ("The line of time", "Tap or drag to go back, and on again"),
];

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
        <Dialog open=store.help_open close=Callback::new(move |()| close()) class="dialog help" titled_by="help-title" testid="help">
            <header>
                <h2 id="help-title">"Help"</h2>
                <button type="button" class="button quiet" aria-label="Close help" on:click=move |_| close()>
                    <Icon name="close"/>
                </button>
            </header>
            <h3>"How to read the stage"</h3>
            <p>"A shard is a strip of film: records are frames, holes at the edges are seconds, readers are gates on the strip. Red is refused, and what is shaded is not read yet."</p>
            <h3>"By touch or mouse"</h3>
            <dl class="shortcuts gestures">{GESTURES.iter().map(|&(what, does)| view! { <div class="shortcut"><dt>{what}</dt><dd>{does}</dd></div> }).collect_view()}</dl>
            <h3>"Shortcuts"</h3>
            <dl class="shortcuts">{rows}</dl>
            <p class="muted">"Single keys do nothing while you type in a field. The whole stage can be reached by keys: press Tab until it opens as a list, then use the arrow keys and Enter."</p>
        </Dialog>
    }
}
