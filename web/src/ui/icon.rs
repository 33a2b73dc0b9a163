//! Icons of one sprite: 20 px, strokes of 1.75, always beside a word or with a name.

use leptos::prelude::*;

use crate::router::Router;
use crate::ui::live::words;

/// An icon; a name for it must stand beside it.
#[component]
pub(crate) fn Icon(
    /// Its id in `icons.svg`.
    #[prop(into)]
    name: Signal<&'static str>,
) -> impl IntoView {
    let file = expect_context::<Router>().file("icons.svg");
    view! {
        <svg class="icon" aria-hidden="true" focusable="false" width="20" height="20">
            <use href=words(move || format!("{file}#{}", name.get()))></use>
        </svg>
    }
}
