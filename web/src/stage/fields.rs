//! Fields that change a running world: what is typed counts when the field is left or Enter is pressed.

use leptos::prelude::*;

use crate::ui::dom;
use crate::ui::live::{holds, maybe, words};

/// A whole number with its unit.
#[component]
pub(crate) fn NumberField(
    #[prop(into)] label: String,
    #[prop(into)] unit: String,
    #[prop(into)] testid: String,
    value: Signal<u64>,
    min: u64,
    max: u64,
    step: u64,
    /// Told of each new value within the bounds.
    commit: Callback<u64>,
) -> impl IntoView {
    let wrong = RwSignal::new(None::<String>);
    let change = move |event| match dom::value(&event).trim().parse() {
        Ok(number) if (min..=max).contains(&number) => {
            wrong.set(None);
            commit.run(number);
        }
        _ => wrong.set(Some(format!("A whole number from {min} to {max}."))),
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
            <span class="field-box">
                <input
                    id=id
                    type="number"
                    inputmode="numeric"
                    min=min
                    max=max
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
