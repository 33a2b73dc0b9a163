//! What a lesson has to say besides: why it is so, what study notes say, what to try next, and where to go on.

use leptos::prelude::*;

use super::lesson::Shown;
use crate::lessons::file::{Link, Variation};
use crate::router::{ENTRIES, PageLink};
use crate::share::ScenarioLink;
use crate::ui::icon::Icon;

/// Why it is so.
#[component]
pub(super) fn Why() -> impl IntoView {
    let paragraphs = expect_context::<Shown>().lesson().why.clone();
    view! {
        <section class="lesson-part lesson-why" aria-labelledby="lesson-why-title">
            <h2 id="lesson-why-title">"Why"</h2>
            {paragraphs.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
        </section>
    }
}

/// What study notes say, and what is so now.
#[component]
pub(super) fn ThenAndNow() -> impl IntoView {
    let notes = expect_context::<Shown>().lesson().notes.clone();
    view! {
        <section class="lesson-part lesson-notes" aria-labelledby="lesson-notes-title" data-testid="lesson-notes">
            <h2 id="lesson-notes-title">"Then and now"</h2>
            <dl>
                <div><dt>"Your notes may say"</dt><dd>{notes.said}</dd></div>
                <div><dt>"The service now ("<time>{notes.date}</time>")"</dt><dd>{notes.now}</dd></div>
            </dl>
        </section>
    }
}

/// What to try next: on the stage beside, or with more room in the simulator.
#[component]
pub(super) fn Variations() -> impl IntoView {
    let lesson = expect_context::<Shown>().lesson();
    let rows = lesson.variations.iter().cloned().map(|Variation { title, text }| {
        view! { <li><strong>{title}". "</strong>{text}</li> }
    });
    view! {
        <section class="lesson-part lesson-variations" aria-labelledby="lesson-variations-title">
            <h2 id="lesson-variations-title">"Try this too"</h2>
            <ul>{rows.collect_view()}</ul>
            <ScenarioLink fragment=format!("p={}", lesson.scenario) class="door-link" testid="lesson-simulator">
                <span>"Open this scenario in the simulator"</span>
                <Icon name="right"/>
            </ScenarioLink>
        </section>
    }
}

/// Where to go on: pages that this site has. The simulator has its own link.
#[component]
pub(super) fn Links() -> impl IntoView {
    let links = expect_context::<Shown>().lesson().links.clone();
    let rows = links.into_iter().filter_map(|Link { label, path }| {
        let entry = ENTRIES.iter().find(|entry| !entry.path.is_empty() && entry.path == path)?;
        Some(view! { <li><PageLink to=entry.route>{label}</PageLink></li> }.into_any())
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="lesson-part lesson-links" aria-labelledby="lesson-links-title">
                <h2 id="lesson-links-title">"Go on"</h2>
                <ul>{rows}</ul>
            </section>
        }
    })
}
