//! Short messages at the foot of the page.

use leptos::prelude::*;

use crate::store::use_store;
use crate::ui::icon::Icon;

/// The messages that are still there.
#[component]
pub(super) fn Toasts() -> impl IntoView {
    let store = use_store();
    view! {
        <div class="toasts" role="status" aria-live="polite" data-testid="toasts">
            <For each=move || store.toasts.get() key=|toast| toast.id let:toast>
                <div class="toast" class:wrong=toast.wrong>
                    <Icon name=if toast.wrong { "error" } else { "info" }/>
                    <p>{toast.text.clone()}</p>
                    {toast.undo.then(|| view! {
                        <button type="button" class="button small" data-testid="toast-undo" on:click=move |_| { store.dismiss(toast.id); store.undo(); }>"Undo"</button>
                    })}
                    <button type="button" class="button quiet small" aria-label="Close this message" on:click=move |_| store.dismiss(toast.id)>
                        <Icon name="close"/>
                    </button>
                </div>
            </For>
        </div>
    }
}
