//! Fields that change a running world: what is typed counts when the field is left or Enter is pressed. The engine says
//! what cannot be.

use kinetoscope::world::scenario::Action;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::store::use_store;
use crate::ui::dom;
use crate::ui::live::{holds, maybe, words};

/// A whole number with its unit.
#[component]
pub(crate) fn NumberField(
    #[prop(into)] label: String,
    unit: &'static str,
    #[prop(into)] testid: String,
    value: Signal<u64>,
    step: u64,
    /// What a new value does.
    action: Callback<u32, Action>,
) -> impl IntoView {
    let store = use_store();
    let wrong = RwSignal::new(None::<String>);
    let change = move |event| {
        let Ok(number) = dom::value(&event).trim().parse() else {
            return wrong.set(Some("A whole number, please.".into()));
        };
        let action = action.run(number);
        spawn_local(async move {
            // The field may be gone by the time the answer comes.
            _ = wrong.try_set(store.try_act(&action).await.err());
        });
    };
    let id = format!("field-{testid}");
    let error_id = format!("{id}-error");
    let described = {
        let error_id = error_id.clone();
        move || wrong.with(Option::is_some).then(|| error_id.clone())
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <span class="field-box" style=format!("--unit:{}px", 7 * unit.len())>
                <input
                    id=id
                    type="number"
                    inputmode="numeric"
                    min="0"
                    step=step
                    data-testid=testid
                    aria-invalid=words(move || wrong.with(Option::is_some).to_string())
                    aria-describedby=maybe(described)
                    prop:value=words(move || value.get().to_string())
                    on:change=change
                />
                <span class="field-unit">{unit}</span>
            </span>
            <p class="field-error" id=error_id hidden=holds(move || wrong.with(Option::is_none))>{words(move || wrong.get())}</p>
        </div>
    }
}
