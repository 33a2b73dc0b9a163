//! Fields of the forms, each a function, so that there is one of each in the part.

use leptos::prelude::*;

use crate::ui::dom;

/// What a field does with what was typed.
pub(super) type Change = Callback<String>;

/// A line of text or a number, with its unit in the label.
pub(super) fn line(
    label: &'static str,
    id: &'static str,
    kind: &'static str,
    value: Signal<String>,
    change: Change,
) -> AnyView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input id=id class="input mono" type=kind min="0" step="1" autocomplete="off" spellcheck="false" data-testid=id prop:value=value on:change=move |event| change.run(dom::value(&event))/>
        </div>
    }
    .into_any()
}

/// One of some: what is kept of each, and its name.
pub(super) fn choice(
    label: &'static str,
    id: &'static str,
    options: Signal<Vec<(String, String)>>,
    value: Signal<String>,
    change: Change,
) -> AnyView {
    let options = move || {
        let option = |(kept, name): (String, String)| {
            let own = kept.clone();
            view! { <option value=kept selected=move || value.get() == own>{name}</option> }
        };
        options.get().into_iter().map(option).collect_view()
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id class="select input" data-testid=id prop:value=value on:change=move |event| change.run(dom::value(&event))>{options}</select>
        </div>
    }
    .into_any()
}

/// Many lines of text.
pub(super) fn area(
    label: &'static str,
    hint: &'static str,
    id: &'static str,
    value: Signal<String>,
    change: Change,
) -> AnyView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <textarea id=id class="input mono sql-area" rows="8" wrap="off" spellcheck="false" autocapitalize="off" aria-describedby=format!("{id}-hint") data-testid=id prop:value=value on:input=move |event| change.run(dom::value(&event))></textarea>
            <p class="field-hint" id=format!("{id}-hint")>{hint}</p>
        </div>
    }
    .into_any()
}
