//! A piece of code that can be copied.

use leptos::prelude::*;

use crate::store::use_store;
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::words;

/// Code with a Copy button.
#[component]
pub(crate) fn Code(
    /// What it is, for the button's name.
    #[prop(into)]
    name: String,
    #[prop(into)] code: Signal<String>,
) -> impl IntoView {
    let store = use_store();
    let copied = RwSignal::new(false);
    let copy = move |_| {
        dom::copy(&code.get_untracked(), move |went| {
            copied.set(went);
            if !went {
                store
                    .complain("The browser did not let the page copy. Select the text and copy it yourself.");
            }
        });
        gloo_timers::callback::Timeout::new(2_000, move || _ = copied.try_set(false)).forget();
    };
    view! {
        <div class="code">
            <pre tabindex="0"><code>{words(move || code.get())}</code></pre>
            <button type="button" class="button quiet small" aria-label=format!("Copy {name}") on:click=copy>
                <Icon name=Signal::derive(move || if copied.get() { "check" } else { "copy" })/>
                <span class="visually-hidden">{words(move || if copied.get() { "Copied" } else { "Copy" })}</span>
            </button>
        </div>
    }
}
