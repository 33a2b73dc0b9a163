//! What the page is, what became of the service, and the applications to begin with.

use leptos::prelude::*;

use super::bench::{Listed, use_bench};
use crate::ui::dom;
use crate::ui::head::page_head;
use crate::ui::icon::Icon;
use crate::ui::live::words;

/// The head of the page.
#[component]
pub(super) fn Head() -> impl IntoView {
    view! {
        {page_head("SQL workbench", "Streaming SQL of Kinesis Data Analytics, with a clock that you hold: see each row come, the window that takes it, and what the window tells.")}
        <Notice/>
        <Picker/>
    }
}

/// The service is gone, and since when.
#[component]
fn Notice() -> impl IntoView {
    view! {
        <p class="banner warn sql-notice" data-testid="sql-notice">
            <Icon name="warning"/>
            <span>
                <strong>"AWS has ended SQL applications."</strong>
                " No new ones since "<time datetime="2025-10-15">"15 October 2025"</time>
                "; those that there were are deleted from "<time datetime="2026-01-27">"27 January 2026"</time>
                " on. The applications on this page run in your browser, as the service ran them."
            </span>
        </p>
    }
}

/// The applications by their groups.
#[component]
fn Picker() -> impl IntoView {
    let bench = use_bench();
    let groups = move || {
        let all = bench.applications.get();
        let mut groups: Vec<String> = Vec::new();
        for it in &all {
            if !groups.contains(&it.group) {
                groups.push(it.group.clone());
            }
        }
        let group = move |group: String| {
            let options =
                all.iter().filter(|it| it.group == group).map(|it| option(it, bench.opened)).collect_view();
            view! { <optgroup label=group.clone()>{options}</optgroup> }
        };
        groups.into_iter().map(group).collect_view()
    };
    let about = words(move || {
        let opened = bench.opened.get();
        bench.applications.with(|all| all.iter().find(|it| it.id == opened).map(|it| it.about.clone()))
    });
    view! {
        <div class="sql-picker">
            <div class="field">
                <label for="sql-application">"Application"</label>
                <select id="sql-application" class="select input" data-testid="sql-application" on:change=move |event| bench.open(dom::value(&event))>
                    {groups}
                </select>
            </div>
            <p class="sql-about" data-testid="sql-about">{about}</p>
        </div>
    }
}

fn option(listed: &Listed, opened: RwSignal<String>) -> AnyView {
    let Listed { id, title, .. } = listed.clone();
    let value = id.clone();
    view! { <option value=value selected=move || opened.get() == id>{title}</option> }.into_any()
}
