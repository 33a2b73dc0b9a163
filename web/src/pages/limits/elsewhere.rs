//! What the rest of the site has on the words that are searched for.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::find::{self, Place, Wanted};
use crate::store::use_store;
use crate::ui::live::{If, holds};

/// Lines shown, the nearest.
const SHOWN_MAX: usize = 5;

/// Lessons, scenarios, pages and notes that have all of the words.
#[component]
pub(super) fn Elsewhere(wanted: RwSignal<Wanted>) -> impl IntoView {
    let store = use_store();
    let texts = RwSignal::new(vec![]);
    // The page may be gone by the time they come.
    spawn_local(async move { _ = texts.try_set(find::texts_of_lessons(store).await) });
    let found = Memo::new(move |_| {
        let wanted = wanted.get();
        if wanted.is_empty() {
            return vec![];
        }
        let lessons = texts.with(|texts| find::lessons(texts).collect::<Vec<_>>());
        let notes = untrack(|| find::notes(store));
        let all: Vec<_> =
            lessons.into_iter().chain(find::scenarios()).chain(notes).chain(find::pages()).collect();
        wanted.nearest(&all, Place::words).into_iter().take(SHOWN_MAX).cloned().collect()
    });
    let line = move |place: Place| {
        let (name, group) = (place.name.clone(), place.group);
        view! {
            <li>
                <button type="button" class="button quiet" data-testid="limits-elsewhere" on:click=move |_| place.go(store)>
                    {name}" "<span class="muted">{group}</span>
                </button>
            </li>
        }
    };
    view! {
        <If when=holds(move || !found.with(Vec::is_empty))>
            <section aria-labelledby="elsewhere-title">
                <h2 id="elsewhere-title">"Elsewhere on this site"</h2>
                <ul>{move || found.get().into_iter().map(line).collect_view()}</ul>
            </section>
        </If>
    }
}
