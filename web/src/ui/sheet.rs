//! The styles of a page that is no part of the first load.

use leptos::prelude::*;

use crate::router::Router;
use crate::ui::live::holds;

/// Shows its children once the style sheet `css/NAME.css` is there, or is known not to come.
#[component]
pub(crate) fn Sheet(
    name: &'static str,
    /// Whether it is for something on a page that is there already: then nobody goes on at the page's title.
    #[prop(optional)]
    within: bool,
    children: Children,
) -> impl IntoView {
    let router = expect_context::<Router>();
    let address = router.file(&format!("css/{name}.css"));
    let there = RwSignal::new(false);
    let show = move || {
        there.set(true);
        if !within {
            router.arrived();
        }
    };
    view! {
        <link rel="stylesheet" href=address on:load=move |_| show() on:error=move |_| show()/>
        <div hidden=holds(move || !there.get())>{children()}</div>
    }
}
