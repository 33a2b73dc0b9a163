//! The engine's notes: cause, rule and ways out, each a click away.

use kinetoscope::world::explain::{Fix, Note, Severity};
use leptos::prelude::*;

use crate::store::use_store;
use crate::ui::icon::Icon;
use crate::ui::text;

/// Notes that are shown.
const NOTES_MAX: usize = 12;

/// All notes, newest first.
#[component]
pub(crate) fn Notes() -> impl IntoView {
    let store = use_store();
    let ids = Memo::new(move |_| {
        store.picture.with(|picture| {
            let notes = picture.iter().flat_map(|picture| &picture.view.notes);
            notes.map(|note| note.id).take(NOTES_MAX).collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || ids.with(Vec::is_empty)>
            <p class="dock-empty muted">"Nothing to explain yet. A note comes up here when something is refused, late, lost or changed."</p>
        </Show>
        <ol class="notes" data-testid="explain">
            <For each=move || ids.get() key=|id| *id let:id>
                <NoteCard id=id/>
            </For>
        </ol>
    }
}

#[component]
fn NoteCard(id: u64) -> impl IntoView {
    let store = use_store();
    let note = Memo::new(move |_| {
        store.picture.with(|picture| picture.as_ref()?.view.notes.iter().find(|note| note.id == id).cloned())
    });
    let with = move |of: fn(&Note) -> String| note.with(|note| note.as_ref().map(of));
    let (word, class, icon) = match note.with_untracked(|note| note.as_ref().map(|note| note.severity)) {
        Some(Severity::Warning) => ("Warning", "note warn", "warning"),
        Some(Severity::Error) => ("Loss", "note err", "error"),
        _ => ("Note", "note info", "info"),
    };
    let when = move || {
        store.picture.with(|picture| {
            let (view, note) = (&picture.as_ref()?.view, note.get()?);
            let from = text::clock(note.first_at.since(view.start).total_micros());
            Some(if note.count > 1 {
                format!("since {from}, {} times", text::count(note.count))
            } else {
                format!("at {from}")
            })
        })
    };
    let fixes = Memo::new(move |_| {
        note.with(|note| note.as_ref().map(|note| note.fixes.clone()).unwrap_or_default())
    });
    view! {
        <li class=class data-testid="explain-note">
            <p class="note-kind"><Icon name=icon/><span>{word}</span></p>
            <div class="note-text">
                <h3>{move || with(|note| note.title.clone())}</h3>
                <p>{move || with(|note| note.cause.clone())}" "<span class="muted">{move || with(|note| note.rule.clone())}</span></p>
            </div>
            <div class="note-side">
                <p class="note-when muted">{when}</p>
                {move || fixes.get().into_iter().map(|fix| view! { <FixButton fix=fix/> }).collect_view()}
            </div>
        </li>
    }
}

#[component]
fn FixButton(fix: Fix) -> impl IntoView {
    let store = use_store();
    let Fix { label, action } = fix;
    view! {
        <button type="button" class="button small" data-testid="explain-fix" on:click=move |_| store.act(action.clone())>
            {label}
        </button>
    }
}
