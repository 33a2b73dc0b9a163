//! What every page begins with.

use leptos::prelude::*;

/// A page's name, which takes the focus when the page is gone to, and what the page is for.
pub(crate) fn page_head(title: impl IntoView, lead: impl IntoView) -> AnyView {
    head(title.into_any(), lead.into_any())
}

fn head(title: AnyView, lead: AnyView) -> AnyView {
    view! {
        <header class="page-head">
            <h1 id="page-title" tabindex="-1">{title}</h1>
            <p class="lead">{lead}</p>
        </header>
    }
    .into_any()
}
