//! The steps of a lesson; with some comes the call that they ask for, and with some what may happen to producers and
//! readers.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::call::CallForm;
use super::command::Command;
use super::lesson::Shown;
use crate::lessons::file::{Offer, Step};
use crate::store::{Store, use_store};

/// Texts of earlier answers by the names of their members.
pub(super) type Known = RwSignal<BTreeMap<String, String>>;

/// The steps.
#[component]
pub(super) fn Steps() -> impl IntoView {
    let store = use_store();
    let steps = expect_context::<Shown>().lesson().steps.clone();
    let known: Known = RwSignal::new(BTreeMap::new());
    let rows = steps.into_iter().enumerate().map(|(index, step)| {
        let Step { text, command, offers } = step;
        let call = command.as_deref().and_then(Command::parse);
        let call = call.map(|call| view! { <CallForm index=index call=call known=known/> }.into_any());
        let offers = (!offers.is_empty()).then(|| buttons(store, index, offers));
        view! { <li data-testid=format!("step-{index}")><p>{text}</p>{offers}{call}</li> }.into_any()
    });
    view! {
        <section class="lesson-part lesson-steps" aria-labelledby="lesson-steps-title">
            <h2 id="lesson-steps-title">"Steps"</h2>
            <ol>{rows.collect_view()}</ol>
        </section>
    }
}

/// What may happen to producers and readers, each at a click.
fn buttons(store: Store, index: usize, offers: Vec<Offer>) -> AnyView {
    let rows = offers.into_iter().enumerate().map(|(number, Offer { label, action })| {
        view! { <button type="button" class="button small" data-testid=format!("offer-{index}-{number}") on:click=move |_| store.act(action.clone())>{label}</button> }
    });
    view! { <div class="button-row">{rows.collect_view()}</div> }.into_any()
}
