//! The engine's notes: cause, rule and ways out, each a click away.

use kinetoscope::world::explain::{Fix, Note, Severity};
use leptos::prelude::*;

use crate::pages::limits::look_for;
use crate::router::{Route, is_plain};
use crate::store::use_store;
use crate::ui::icon::Icon;
use crate::ui::live::{If, List, holds, words};
use crate::ui::text;

/// Notes that are shown.
const NOTES_MAX: usize = 12;

/// All notes, newest first.
#[component]
pub(crate) fn Notes() -> impl IntoView {
    let store = use_store();
    // On another course of events a note of this id may be of another kind: then it is another card.
    let ids = Memo::new(move |_| {
        store.picture.with(|picture| {
            let notes = picture.iter().flat_map(|picture| &picture.view.notes);
            let ids = notes.map(|note| format!("{} {:?}", note.id, note.severity));
            ids.take(NOTES_MAX).collect::<Vec<_>>()
        })
    });
    let row = Callback::new(|key: String| {
        let id = key.split(' ').next().and_then(|id| id.parse().ok());
        id.map(|id| view! { <NoteCard id=id/> }).into_any()
    });
    view! {
        <If when=holds(move || ids.with(Vec::is_empty))>
            <p class="dock-empty muted">"Nothing to explain yet. A note comes up here when something is refused, late, lost or changed."</p>
        </If>
        <ol class="notes" data-testid="explain">
            <List keys=ids.into() row=row/>
        </ol>
    }
}

#[component]
fn NoteCard(id: u64) -> impl IntoView {
    let store = use_store();
    let note = Memo::new(move |_| {
        store.picture.with(|picture| picture.as_ref()?.view.notes.iter().find(|note| note.id == id).cloned())
    });
    let with = move |of: fn(&Note) -> String| words(move || note.with(|note| note.as_ref().map(of)));
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
                format!("since {from}, {} in all", text::count(note.count))
            } else {
                format!("at {from}")
            })
        })
    };
    let fixes = Memo::new(move |_| {
        note.with(|note| note.as_ref().map(|note| note.fixes.clone()).unwrap_or_default())
    });
    view! {
        <li class=class class:brief=holds(move || note.with(|note| note.as_ref().is_some_and(|note| note.rule.is_empty()))) data-testid="explain-note">
            <p class="note-kind"><Icon name=icon/><span>{word}</span></p>
            <div class="note-text">
                <h3>{with(|note| note.title.clone())}</h3>
                <p>{with(|note| note.cause.clone())}</p>
                <p class="note-fixes">
                    {move || fixes.get().into_iter().enumerate().map(|(index, fix)| view! { <FixButton fix=fix first=index == 0/> }).collect_view()}
                </p>
            </div>
            <div class="note-side muted">
                <p class="note-when">{words(when)}</p>
                <p>{with(|note| note.rule.clone())}" "<LimitLink limit=with(|note| note.limit.clone())/></p>
            </div>
        </li>
    }
}

/// The way to the limit that a note is about, if it is about one.
#[component]
fn LimitLink(limit: Signal<String>) -> impl IntoView {
    let router = use_store().router;
    let follow = move |event: web_sys::MouseEvent| {
        if is_plain(&event) {
            event.prevent_default();
            router.go(Route::Limits);
            look_for(&limit.get_untracked());
        }
    };
    view! {
        <a hidden=holds(move || limit.with(String::is_empty)) href=words(move || router.href(Route::Limits, "")) data-testid="explain-limit" on:click=follow>"See this limit"</a>
    }
}

#[component]
fn FixButton(fix: Fix, first: bool) -> impl IntoView {
    let store = use_store();
    let Fix { label, action } = fix;
    view! {
        <button type="button" class="button small" class:primary=first data-testid="explain-fix" on:click=move |_| store.act(action.clone())>
            {label}
        </button>
    }
}
