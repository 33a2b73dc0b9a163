//! Proposals at the cursor.

use kinetoscope::analytics::completion::{Completion, Item, ItemKind};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{LIST, typing};
use crate::pages::sql::bench::Bench;
use crate::pages::sql::query::ask;
use crate::ui::dom;
use crate::ui::live::words;

/// Letters of a word before proposals come by themselves.
const LETTERS_MIN: usize = 2;

/// What is proposed, and which of it would be taken.
#[derive(Clone, Copy)]
pub(super) struct Proposals {
    pub(super) bench: Bench,
    field: NodeRef<html::Textarea>,
    items: RwSignal<Vec<Item>>,
    /// Where in the code what is replaced begins.
    from: RwSignal<usize>,
    /// Line and column of that, from 0.
    place: RwSignal<(usize, usize)>,
    active: RwSignal<usize>,
    /// Whether the reader has chosen one by the arrow keys.
    moved: RwSignal<bool>,
    /// Counts the questions; an answer to an earlier one is of no use.
    asked: RwSignal<u32>,
}

impl Proposals {
    pub(super) fn new(bench: Bench, field: NodeRef<html::Textarea>) -> Self {
        Self {
            bench,
            field,
            items: RwSignal::new(Vec::new()),
            from: RwSignal::new(0),
            place: RwSignal::new((0, 0)),
            active: RwSignal::new(0),
            moved: RwSignal::new(false),
            asked: RwSignal::new(0),
        }
    }

    pub(super) fn is_open(self) -> bool {
        self.items.with_untracked(|items| !items.is_empty())
    }

    pub(super) fn is_moved(self) -> bool {
        self.moved.get_untracked()
    }

    pub(super) fn active_id(self) -> Option<String> {
        let is_open = self.items.with(|items| !items.is_empty());
        is_open.then(|| format!("{LIST}-{}", self.active.get()))
    }

    pub(super) fn close(self) {
        self.asked.update(|asked| *asked += 1);
        self.items.set(Vec::new());
        self.moved.set(false);
    }

    /// Asks again where a word has been begun, or a dot stands behind one.
    pub(super) fn follow(self) {
        let Some((text, at)) = typing::before_cursor() else { return };
        let word: usize = text[..at].chars().rev().take_while(|c| c.is_alphanumeric() || *c == '_').count();
        let is_behind_dot = text[..at].ends_with('.');
        match LETTERS_MIN <= word || is_behind_dot || (0 < word && self.is_open()) {
            true => self.ask(false),
            false => self.close(),
        }
    }

    /// Asks what could stand at the cursor; where that is all there is already, nothing is proposed unless it was asked for.
    pub(super) fn ask(self, wanted: bool) {
        let Some((text, at)) = typing::before_cursor() else { return };
        let Some(question) = self.bench.question_at(at) else { return };
        self.asked.update(|asked| *asked += 1);
        let number = self.asked.get_untracked();
        spawn_local(async move {
            let Ok(Completion { from, items }) = ask::<Completion>(self.bench.store, question).await else {
                return;
            };
            if self.asked.try_get_untracked() != Some(number) {
                return;
            }
            let is_there = text
                .get(from..at)
                .is_some_and(|typed| items.len() == 1 && items[0].text.eq_ignore_ascii_case(typed));
            let before = text.get(..from).unwrap_or_default();
            let line = before.rsplit('\n').next().unwrap_or_default();
            self.place.set((before.matches('\n').count(), line.chars().count()));
            self.from.set(from);
            self.active.set(0);
            self.moved.set(false);
            self.items.set(if is_there && !wanted { Vec::new() } else { items });
        });
    }

    pub(super) fn move_by(self, by: isize) -> bool {
        let count = self.items.with_untracked(Vec::len) as isize;
        self.active.update(|active| *active = (*active as isize + by).rem_euclid(count.max(1)) as usize);
        self.moved.set(true);
        dom::nearest(&format!("{LIST}-{}", self.active.get_untracked()));
        true
    }

    /// Writes a proposal, the active one where none is named.
    pub(super) fn take(self, place: Option<usize>) -> bool {
        let place = place.unwrap_or_else(|| self.active.get_untracked());
        let Some(item) = self.items.with_untracked(|items| items.get(place).cloned()) else { return false };
        let from = self.from.get_untracked();
        self.close();
        let written = match item.kind {
            ItemKind::Function => item.text + "(",
            _ => item.text,
        };
        if let Some(field) = self.field.get_untracked() {
            _ = field.focus(); // a field that is there takes the focus
        }
        typing::replace(from, &written);
        self.close();
        true
    }
}

/// The list at the cursor.
#[component]
pub(super) fn Proposed(proposals: Proposals) -> impl IntoView {
    let Proposals { items, place, active, .. } = proposals;
    let style = words(move || {
        let (line, column) = place.get();
        format!("--line:{line};--column:{column}")
    });
    let rows = move || {
        let row = |(at, item): (usize, Item)| {
            let Item { text, kind, detail } = item;
            let (kind, icon) = sign(kind);
            let title = detail.clone();
            view! {
                <li
                    id=format!("{LIST}-{at}") role="option" class="sql-proposal" title=title
                    aria-selected=words(move || (active.get() == at).to_string())
                    on:mousedown=move |event| { event.prevent_default(); proposals.take(Some(at)); }
                >
                    <span class=format!("sql-sort {kind}") aria-hidden="true">{icon}</span>
                    <span class="mono">{text}</span>
                    <span class="sql-detail muted">{detail}</span>
                </li>
            }
        };
        items.get().into_iter().enumerate().map(row).collect_view()
    };
    view! {
        <ul class="sql-proposals" id=LIST role="listbox" aria-label="Proposals" data-testid="sql-proposals" style=style hidden=move || items.with(Vec::is_empty)>{rows}</ul>
    }
}

/// The class of what is proposed, and a letter for it.
fn sign(kind: ItemKind) -> (&'static str, &'static str) {
    match kind {
        ItemKind::Column => ("column", "c"),
        ItemKind::Relation => ("relation", "s"),
        ItemKind::Function => ("function", "f"),
        ItemKind::Keyword => ("keyword", "k"),
    }
}
