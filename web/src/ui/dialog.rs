//! A window over the page: everything else waits until it is closed.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::ui::dom;

/// Shows its children over the page for as long as it is open. Then the focus goes back to what had it.
#[component]
pub(crate) fn Dialog(
    #[prop(into)] open: Signal<bool>,
    /// What to do when the reader closes it, or it was closed for the reader.
    close: Callback<()>,
    /// What to do once it is open.
    #[prop(optional)]
    opened: Option<Callback<()>>,
    class: &'static str,
    /// The element that names it, unless it has a label.
    #[prop(optional)]
    titled_by: Option<&'static str>,
    #[prop(optional)] label: Option<&'static str>,
    testid: &'static str,
    children: Children,
) -> AnyView {
    let dialog = NodeRef::<html::Dialog>::new();
    let before = StoredValue::new_local(None::<web_sys::Element>);
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => {
                before.set_value(document().active_element());
                // Refused only where it is open already, which was just asked.
                _ = dialog.show_modal();
                if let Some(opened) = opened {
                    untrack(|| opened.run(()));
                }
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let closed = move |_| {
        // The browser tells of it a moment later, when a quick reader may have opened it again.
        if dialog.get_untracked().is_some_and(|dialog| dialog.open()) {
            return;
        }
        close.run(());
        give_back(before.try_update_value(Option::take).flatten());
    };
    view! {
        <dialog node_ref=dialog class=class aria-labelledby=titled_by aria-label=label data-testid=testid on:close=closed>
            {children()}
        </dialog>
    }
    .into_any()
}

/// Gives the focus back, where the browser has not: what had it may be gone, or hidden with the menu that it was a line of.
/// Then the reader goes on at the page's title.
fn give_back(before: Option<web_sys::Element>) {
    let nobody_has_it = || document().active_element().is_none_or(|element| element.tag_name() == "BODY");
    let before = before.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(before) = before.filter(|_| nobody_has_it()) {
        _ = before.focus(); // an element that takes no focus leaves it where it is
        if nobody_has_it() {
            dom::focus("page-title");
        }
    }
}
