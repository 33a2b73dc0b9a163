//! Short messages at the foot of the page.

use leptos::prelude::*;

use crate::store::toast::Toast;
use crate::store::use_store;
use crate::ui::icon::Icon;
use crate::ui::live::List;

/// The messages that are still there.
#[component]
pub(super) fn Toasts() -> impl IntoView {
    let store = use_store();
    let keys = Signal::derive(move || {
        store.toasts.with(|toasts| toasts.iter().map(|toast| toast.id.to_string()).collect())
    });
    let row = Callback::new(move |key: String| {
        let toast = store
            .toasts
            .with_untracked(|toasts| toasts.iter().find(|toast| toast.id.to_string() == key).cloned());
        toast.map(|toast| view! { <Message toast=toast/> }).into_any()
    });
    view! {
        <div class="toasts" role="status" aria-live="polite" data-testid="toasts">
            <List keys=keys row=row/>
        </div>
    }
}

#[component]
fn Message(toast: Toast) -> impl IntoView {
    let store = use_store();
    let Toast { id, text, wrong, undo } = toast;
    let take_back = move |_| {
        store.dismiss(id);
        store.undo();
    };
    view! {
        <div class="toast" class:wrong=wrong>
            <Icon name=if wrong { "error" } else { "info" }/>
            <p>{text}</p>
            {undo.then(|| view! {
                <button type="button" class="button small" data-testid="toast-undo" on:click=take_back>"Undo"</button>
            })}
            <button type="button" class="button quiet small" aria-label="Close this message" on:click=move |_| store.dismiss(id)>
                <Icon name="close"/>
            </button>
        </div>
    }
}
