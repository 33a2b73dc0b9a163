//! The field for a line, with what could go on in it.

use std::collections::VecDeque;

use js_sys::{Function, Reflect};
use kinetoscope_shell::{Candidate, Completion, Names};
use leptos::html::Input;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use super::console::Console;
use crate::store::{Store, use_store};
use crate::ui::dom;
use crate::ui::live::{holds, maybe, words};

/// Candidates that are shown.
const SHOWN_MAX: usize = 12;
/// Keys that a phone's keyboard hides: what they are called and what they put in.
const KEYS: &[(&str, &str)] = &[("--", "--"), ("'", "'"), ("\"", "\""), ("$", "$"), ("|", " | ")];

/// What is typed and what could go on in it.
#[derive(Clone, Copy)]
struct Line {
    store: Store,
    field: NodeRef<Input>,
    text: RwSignal<String>,
    found: RwSignal<Vec<Candidate>>,
    ghost: RwSignal<String>,
    /// Where the word begins that a candidate replaces, in bytes.
    start: RwSignal<usize>,
    /// The candidate that Tab takes, and whether the reader went to it.
    active: RwSignal<(usize, bool)>,
    /// How far back in the history; 0 is what is typed.
    back: RwSignal<usize>,
    /// What was typed before the reader went back.
    draft: RwSignal<String>,
}

impl Line {
    fn new() -> Self {
        Self {
            store: use_store(),
            field: NodeRef::new(),
            text: RwSignal::new(String::new()),
            found: RwSignal::new(vec![]),
            ghost: RwSignal::new(String::new()),
            start: RwSignal::new(0),
            active: RwSignal::new((0, false)),
            back: RwSignal::new(0),
            draft: RwSignal::new(String::new()),
        }
    }

    fn is_open(self) -> bool {
        self.found.with(|found| !found.is_empty())
    }

    /// Where the cursor is, in bytes.
    fn cursor(self) -> usize {
        let text = self.text.get_untracked();
        let at = self.field.get_untracked().and_then(|field| field.selection_start().ok().flatten());
        let Some(mut left) = at else { return text.len() };
        let units = |letter: &char| letter.len_utf16() as u32;
        let before = text.chars().take_while(|letter| {
            let fits = units(letter) <= left;
            left = left.saturating_sub(units(letter));
            fits
        });
        before.map(char::len_utf8).sum()
    }

    fn typed(self, text: String) {
        self.text.set(text);
        self.back.set(0);
        self.look();
    }

    /// Looks for what could stand at the cursor.
    fn look(self) {
        let text = self.text.get_untracked();
        let cursor = self.cursor();
        let Completion { start, mut candidates, ghost } =
            Console::of_tab().complete(&text, cursor, &names(self.store));
        let wanted = start < cursor || text.ends_with(' ');
        candidates.truncate(if text.is_empty() || !wanted { 0 } else { SHOWN_MAX });
        self.start.set(start);
        self.active.set((0, false));
        self.ghost.set(ghost);
        self.found.set(candidates);
    }

    fn close(self) {
        self.found.set(vec![]);
        self.ghost.set(String::new());
    }

    /// Puts a candidate into the line.
    fn accept(self, number: usize) {
        let Some(candidate) = self.found.with_untracked(|found| found.get(number).cloned()) else { return };
        let (text, cursor) = (self.text.get_untracked(), self.cursor());
        let before = &text[..self.start.get_untracked().min(cursor)];
        let space = if text[cursor..].starts_with(' ') { "" } else { " " };
        self.write(format!("{before}{}{space}", candidate.text), &text[cursor..]);
        self.close();
    }

    /// Sets the line, with the cursor between two parts.
    fn write(self, before: String, behind: &str) {
        let at = before.encode_utf16().count() as u32;
        let whole = before + behind;
        self.text.set(whole.clone());
        if let Some(field) = self.field.get_untracked() {
            field.set_value(&whole);
            _ = field.focus(); // a field that is shown takes the focus
            _ = field.set_selection_range(at, at); // every text field has a selection
        }
    }

    /// Puts a text where the cursor is.
    fn put(self, added: &str) {
        let (text, cursor) = (self.text.get_untracked(), self.cursor());
        self.write(format!("{}{added}", &text[..cursor]), &text[cursor..]);
        self.look();
    }

    /// Goes to the next or the last candidate.
    fn step(self, down: bool) {
        let count = self.found.with_untracked(Vec::len);
        self.active.update(|(at, gone)| {
            *at = match (*gone, down) {
                (false, true) => 0,
                (_, true) => (*at + 1) % count,
                (_, false) => (*at + count - 1) % count,
            };
            *gone = true;
        });
    }

    /// Goes back or forth in the history, and in the end to what was typed before.
    fn recall(self, older: bool) {
        let history = Console::of_tab().history.get_untracked();
        let before = self.back.get_untracked();
        let back = if older { (before + 1).min(history.len()) } else { before.saturating_sub(1) };
        if back == before {
            return;
        }
        if before == 0 {
            self.draft.set(self.text.get_untracked());
        }
        self.back.set(back);
        let kept = history.len().checked_sub(back).and_then(|at| history.get(at)).cloned();
        let line = kept.unwrap_or_else(|| self.draft.get_untracked());
        self.write(line, "");
        self.close();
    }

    fn run(self) {
        let text = self.text.get_untracked();
        if Console::of_tab().running.with_untracked(Option::is_some) {
            return;
        }
        self.write(String::new(), "");
        self.back.set(0);
        self.close();
        Console::of_tab().run(self.store, &text);
    }

    /// Does what a key means; what it does not mean is the browser's.
    fn key(self, event: &web_sys::KeyboardEvent) {
        if event.is_composing() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let open = untrack(|| self.is_open());
        let (active, gone) = self.active.get_untracked();
        match (event.key().as_str(), open) {
            ("Tab", true) if !event.shift_key() => self.accept(active),
            ("Enter", true) if gone => self.accept(active),
            ("Enter", _) => self.run(),
            ("Escape", true) => self.close(),
            ("ArrowDown", true) => self.step(true),
            ("ArrowUp", true) => self.step(false),
            ("ArrowUp", false) => self.recall(true),
            ("ArrowDown", false) => self.recall(false),
            ("ArrowRight", _) if self.at_ghost() => {
                let ghost = self.ghost.get_untracked();
                self.put(&ghost);
            }
            _ => return,
        }
        event.prevent_default();
    }

    fn at_ghost(self) -> bool {
        let at_end = self.cursor() == self.text.with_untracked(String::len);
        at_end && self.ghost.with_untracked(|ghost| !ghost.is_empty())
    }

    /// Runs several lines at once, behind what runs already; one alone is the browser's to paste.
    fn paste(self, event: &web_sys::Event) {
        let text = pasted(event).unwrap_or_default();
        if text.trim_end().contains('\n') {
            event.prevent_default();
            self.close();
            Console::of_tab().run(self.store, &text);
        }
    }
}

/// The text of a paste.
fn pasted(event: &web_sys::Event) -> Option<String> {
    let data = Reflect::get(event, &"clipboardData".into()).ok()?;
    let read = Reflect::get(&data, &"getData".into()).ok()?.dyn_into::<Function>().ok()?;
    read.call1(&data, &"text".into()).ok()?.as_string()
}

/// What there is to name.
fn names(store: Store) -> Names {
    let mut names = Names::default();
    store.picture.with_untracked(|picture| {
        for stream in picture.iter().flat_map(|picture| &picture.view.streams) {
            names.streams.push(stream.name.clone());
            names.shards.extend(stream.shards.iter().map(|shard| format!("shardId-{:012}", shard.number)));
        }
        for stream in picture.iter().flat_map(|picture| &picture.view.delivery_streams) {
            names.delivery_streams.push(stream.name.clone());
            // Of buckets, a picture knows those that are delivered to.
            names.buckets.extend((stream.target == "S3").then(|| stream.address.clone()));
        }
    });
    names.buckets.sort();
    names.buckets.dedup();
    names.shards.sort();
    names.shards.dedup();
    names
}

/// The field, its list, and the keys of a phone.
#[component]
pub(super) fn CommandLine() -> impl IntoView {
    let line = Line::new();
    let Console { running, waiting, .. } = Console::of_tab();
    let (runs, told) = (running.clone(), running);
    let runs = holds(move || runs.with(Option::is_some));
    let told = words(move || {
        let line = told.get()?;
        let rest = match waiting.with(VecDeque::len) {
            0 => String::new(),
            1 => " 1 more line waits.".into(),
            behind => format!(" {behind} more lines wait."),
        };
        Some(format!("Running {line}.{rest}"))
    });
    let open = holds(move || line.is_open());
    let active = move || line.active.get().0;
    let keys = KEYS.iter().map(|&(name, text)| {
        view! { <button type="button" class="button small mono" aria-label=format!("Type {name}") on:click=move |_| line.put(text)>{name}</button> }
    });
    let stop = move |_| Console::of_tab().stop(line.store);
    view! {
        <div class="terminal-entry">
            <p class="terminal-running small-text muted" role="status">{told}</p>
            <div class="terminal-line">
                <span class="terminal-prompt mono" aria-hidden="true">"$"</span>
                <div class="terminal-box mono">
                    <span class="terminal-ghost" aria-hidden="true"><span>{words(move || line.text.get())}</span>{words(move || line.ghost.get())}</span>
                    <input
                        node_ref=line.field
                        id="terminal-input"
                        type="text"
                        role="combobox"
                        aria-label="Command"
                        aria-autocomplete="list"
                        aria-controls="terminal-list"
                        aria-expanded=words(move || open.get().to_string())
                        aria-activedescendant=maybe(move || open.get().then(|| format!("terminal-option-{}", active())))
                        autocomplete="off"
                        autocapitalize="off"
                        spellcheck="false"
                        data-testid="terminal-input"
                        on:input=move |event| line.typed(dom::value(&event))
                        on:keydown=move |event| line.key(&event)
                        on:paste=move |event| line.paste(&event)
                        on:blur=move |_| line.close()
                    />
                </div>
                <button type="button" class="button small" data-testid="terminal-run" hidden=runs on:click=move |_| line.run()>"Run"</button>
                <button type="button" class="button small" data-testid="terminal-stop" hidden=holds(move || !runs.get()) on:click=stop>"Stop"</button>
            </div>
            <ul class="terminal-list" id="terminal-list" role="listbox" aria-label="What could stand here" data-testid="terminal-list" hidden=holds(move || !open.get())>
                {move || line.found.get().into_iter().enumerate().map(|(number, candidate)| {
                    let chosen = holds(move || line.active.get().0 == number);
                    // Before the field loses the focus, and with it the list.
                    let take = move |event: web_sys::MouseEvent| {
                        event.prevent_default();
                        line.accept(number);
                    };
                    view! {
                        <li role="option" id=format!("terminal-option-{number}") class:chosen=chosen aria-selected=words(move || chosen.get().to_string()) on:mousedown=take>
                            <span class="mono">{candidate.text}</span>
                            <span class="muted small-text">{candidate.sort.as_str()}{(!candidate.help.is_empty()).then(|| format!(": {}", candidate.help))}</span>
                        </li>
                    }
                }).collect_view()}
            </ul>
            <div class="terminal-keys" role="group" aria-label="Keys">
                <button type="button" class="button small" on:click=move |_| line.accept(line.active.get_untracked().0)>"Tab"</button>
                <button type="button" class="button small" aria-label="Earlier line" on:click=move |_| line.recall(true)>"\u{2191}"</button>
                <button type="button" class="button small" aria-label="Later line" on:click=move |_| line.recall(false)>"\u{2193}"</button>
                {keys.collect_view()}
            </div>
        </div>
    }
}
