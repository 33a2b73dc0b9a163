//! Fields of the page, each a function, so that there is one of each in the module.

use leptos::prelude::*;

use crate::ui::dom;
use crate::ui::live::words;

/// What a field does with what was typed.
pub(super) type Change = Callback<String>;

/// A line of text; a number with its unit in the label is one too.
pub(super) fn line(
    label: &'static str,
    id: &'static str,
    kind: &'static str,
    value: Signal<String>,
    change: Change,
) -> AnyView {
    line_with_hint(label, "", id, kind, value, change)
}

/// The same, with what is to be known before one types.
pub(super) fn line_with_hint(
    label: &'static str,
    hint: &'static str,
    id: &'static str,
    kind: &'static str,
    value: Signal<String>,
    change: Change,
) -> AnyView {
    let hint_id = (!hint.is_empty()).then(|| format!("{id}-hint"));
    let hint = hint_id.clone().map(|id| view! { <p class="field-hint" id=id>{hint}</p> });
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input id=id class="input mono" type=kind min="0" step="any" autocomplete="off" spellcheck="false" aria-describedby=hint_id data-testid=id prop:value=value on:input=move |event| change.run(dom::value(&event))/>
            {hint}
        </div>
    }
    .into_any()
}

/// One of some.
pub(super) fn choice(
    label: &'static str,
    id: &'static str,
    options: &'static [(&'static str, &'static str)],
    value: Signal<String>,
    change: Change,
) -> AnyView {
    let options = options.iter().map(|&(id, name)| {
        let chosen = move || value.get() == id;
        view! { <option value=id selected=chosen>{name}</option> }
    });
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id class="select input" data-testid=id prop:value=value on:change=move |event| change.run(dom::value(&event))>
                {options.collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// Yes or no.
pub(super) fn check(
    label: &'static str,
    id: &'static str,
    value: Signal<bool>,
    change: Callback<bool>,
) -> AnyView {
    view! {
        <label class="check">
            <input type="checkbox" data-testid=id prop:checked=value on:change=move |event| change.run(event_target_checked(&event))/>
            {label}
        </label>
    }
    .into_any()
}

/// Many lines of text.
pub(super) fn area(
    label: &'static str,
    id: &'static str,
    rows: u32,
    value: Signal<String>,
    change: Change,
) -> AnyView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <textarea id=id class="input mono editor" rows=rows style=format!("--rows:{rows}") spellcheck="false" autocapitalize="off" data-testid=id prop:value=value on:input=move |event| change.run(dom::value(&event))></textarea>
        </div>
    }
    .into_any()
}

/// A button.
pub(super) fn button(label: &'static str, id: &'static str, run: Callback<()>) -> AnyView {
    view! { <button type="button" class="button" data-testid=id on:click=move |_| run.run(())>{label}</button> }.into_any()
}

/// The button that a card is for.
pub(super) fn primary(
    label: &'static str,
    id: &'static str,
    disabled: Signal<bool>,
    run: Callback<()>,
) -> AnyView {
    view! { <button type="button" class="button primary" data-testid=id disabled=disabled on:click=move |_| run.run(())>{label}</button> }
        .into_any()
}

/// What went wrong; nothing while it is empty.
pub(super) fn wrong(id: &'static str, text: Signal<String>) -> AnyView {
    view! { <p class="field-error" role="alert" data-testid=id hidden=move || text.with(String::is_empty)>{words(move || text.get())}</p> }
        .into_any()
}
