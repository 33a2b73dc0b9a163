//! The fields that the form is made of.

use leptos::prelude::*;

use super::values::{Form, use_form};
use crate::ui::dom;
use crate::ui::live::{holds, maybe, words};

/// A text.
#[component]
pub(super) fn Line(
    name: &'static str,
    label: &'static str,
    #[prop(default = "text")] kind: &'static str,
    /// What an empty field means, where the service does not tell a number or a text for it.
    #[prop(optional)]
    hint: &'static str,
    /// Whether the service takes nothing without it.
    #[prop(default = false)]
    required: bool,
) -> impl IntoView {
    let form = use_form();
    let id = id_of(form, name);
    let hint = words(move || form.default_of(name).unwrap_or_else(|| hint.to_owned()));
    let (invalid, described) = trouble(form, name);
    view! {
        <div class="field">
            <label for=id.clone()>{label}{required.then(required_mark)}</label>
            <input id=id class="input" type=kind autocomplete="off" spellcheck="false" placeholder=hint aria-required=required.then_some("true") aria-invalid=invalid aria-describedby=described data-testid=format!("firehose-field-{name}") prop:value=words(move || form.get(name)) on:input=move |event| form.set(name, dom::value(&event))/>
            <Trouble name=name/>
        </div>
    }
}

fn id_of(form: Form, name: &str) -> String {
    format!("firehose-{}-{name}", if form.is_update { "update" } else { "create" })
}

fn required_mark() -> impl IntoView {
    view! { <span class="firehose-required">" required"</span> }
}

/// Whether something is wrong with a field, and which element says it: two attributes of the field.
fn trouble(form: Form, name: &'static str) -> (Signal<Option<String>>, Signal<Option<String>>) {
    let is_wrong = holds(move || form.problem(name).is_some());
    let error_id = format!("{}-error", id_of(form, name));
    (
        maybe(move || is_wrong.get().then(|| "true".to_owned())),
        maybe(move || is_wrong.get().then(|| error_id.clone())),
    )
}

/// What is wrong with a field, below it.
#[component]
fn Trouble(name: &'static str) -> impl IntoView {
    let form = use_form();
    let is_right = holds(move || form.problem(name).is_none());
    view! {
        <p id=format!("{}-error", id_of(form, name)) class="field-error" data-testid=format!("firehose-field-{name}-error") hidden=is_right>
            {words(move || form.problem(name))}
        </p>
    }
}

/// Several lines of text.
#[component]
pub(super) fn Lines(name: &'static str, label: &'static str) -> impl IntoView {
    let form = use_form();
    let id = id_of(form, name);
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
    let id = id_of(form, name);
    let list = move || {
        let now = form.get(name);
        let option = |(value, said): (String, String)| {
            let chosen = value == now;
            view! { <option value=value selected=chosen>{said}</option> }
        };
        options.get().into_iter().map(option).collect_view()
    };
    let (invalid, described) = trouble(form, name);
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id class="select input" disabled=fixed aria-invalid=invalid aria-describedby=described data-testid=format!("firehose-field-{name}") on:change=move |event| form.set(name, dom::value(&event))>{list}</select>
            <Trouble name=name/>
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
