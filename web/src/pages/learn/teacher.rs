//! A link for a class: the lesson, without the parts that the teacher wants to tell.

use leptos::prelude::*;

use super::lesson::Shown;
use crate::router::{Route, Router};
use crate::store::use_store;
use crate::ui::dom;
use crate::ui::live::{If, holds, words};

/// Parts that a link can leave out, as `hide=` names them.
const PARTS: &[(&str, &str)] = &[
    ("bet", "The bet"),
    ("steps", "The steps"),
    ("hints", "The hints"),
    ("why", "Why, and then and now"),
    ("more", "What to try and read besides"),
    ("pages", "The other pages and lessons"),
    ("dock", "The dock with its explanations"),
];

/// Makes such a link.
#[component]
pub(super) fn Teacher() -> impl IntoView {
    let store = use_store();
    let router = expect_context::<Router>();
    let shown = expect_context::<Shown>();
    let hidden = RwSignal::new(vec![false; PARTS.len()]);
    let address = Signal::derive(move || {
        let slug = shown.lesson().slug.clone();
        let parts: Vec<_> = hidden.with(|hidden| {
            PARTS.iter().zip(hidden).filter(|(_, hidden)| **hidden).map(|((name, _), _)| *name).collect()
        });
        let origin = window().location().origin().unwrap_or_default();
        let query = if parts.is_empty() { String::new() } else { format!("?hide={}", parts.join(",")) };
        format!("{origin}{}{slug}/{query}", router.file(Route::Learn.entry().path))
    });
    let boxes = PARTS.iter().enumerate().map(|(index, (name, what))| {
        let choose = move |event| hidden.update(|hidden| hidden[index] = event_target_checked(&event));
        view! {
            <label class="check">
                <input type="checkbox" data-testid=format!("teacher-{name}") on:change=choose/>
                {*what}
            </label>
        }
    });
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let text = address.get_untracked();
        dom::copy(&text.clone(), move |went| {
            copied.set(went);
            if !went {
                store.say(format!("Copy this link: {text}"));
            }
        });
    };
    view! {
        <details class="as-code lesson-teacher" data-testid="teacher">
            <summary>"For teachers: a link to this lesson"</summary>
            <fieldset>
                <legend>"Leave out"</legend>
                {boxes.collect_view()}
            </fieldset>
            <p class="mono teacher-link" data-testid="teacher-link">{words(move || address.get())}</p>
            <button type="button" class="button" data-testid="teacher-copy" on:click=copy>"Copy the link"</button>
            <p role="status"><If when=holds(move || copied.get())>"Copied."</If></p>
        </details>
    }
}
