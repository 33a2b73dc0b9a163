//! The fields that the form is made of.

use leptos::prelude::*;

use super::values::use_form;
use crate::ui::dom;
use crate::ui::live::{holds, words};

/// A text.
#[component]
pub(super) fn Line(
    name: &'static str,
    label: &'static str,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    let form = use_form();
    let id = format!("firehose-{}-{name}", if form.is_update { "update" } else { "create" });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input id=id class="input" type=kind autocomplete="off" spellcheck="false" placeholder=hint data-testid=format!("firehose-field-{name}") prop:value=words(move || form.get(name)) on:input=move |event| form.set(name, dom::value(&event))/>
        </div>
    }
}

/// Several lines of text.
#[component]
pub(super) fn Lines(name: &'static str, label: &'static str) -> impl IntoView {
    let form = use_form();
    let id = format!("firehose-{}-{name}", if form.is_update { "update" } else { "create" });
    view! {
        <div class="field wide">
            <label for=id.clone()>{label}</label>
            <textarea id=id class="input mono" rows="4" spellcheck="false" data-testid=format!("firehose-field-{name}") prop:value=words(move || form.get(name)) on:input=move |event| form.set(name, dom::value(&event))></textarea>
        </div>
    }
}

/// A choice of values with their names.
#[component]
pub(super) fn Pick(
    name: &'static str,
    label: &'static str,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    /// Whether it cannot be changed.
    #[prop(default = false)]
    fixed: bool,
) -> impl IntoView {
    let form = use_form();
    let id = format!("firehose-{}-{name}", if form.is_update { "update" } else { "create" });
    let list = move || {
        let now = form.get(name);
        let option = |(value, said): (String, String)| {
            let chosen = value == now;
            view! { <option value=value selected=chosen>{said}</option> }
        };
        options.get().into_iter().map(option).collect_view()
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id class="select input" disabled=fixed data-testid=format!("firehose-field-{name}") on:change=move |event| form.set(name, dom::value(&event))>{list}</select>
        </div>
    }
}

/// A box to tick.
#[component]
pub(super) fn Tick(name: &'static str, label: &'static str) -> impl IntoView {
    let form = use_form();
    let flip = move |_| form.set(name, if form.is_on(name) { "false" } else { "true" });
    view! {
        <label class="check">
            <input type="checkbox" data-testid=format!("firehose-field-{name}") prop:checked=holds(move || form.is_on(name)) on:change=move |_| untrack(|| flip(()))/>
            {label}
        </label>
    }
}

/// One of the five parts.
#[component]
pub(super) fn Part(title: &'static str, about: &'static str, children: Children) -> impl IntoView {
    view! {
        <fieldset class="firehose-part">
            <legend>{title}</legend>
            <p class="field-hint">{about}</p>
            {children()}
        </fieldset>
    }
}
