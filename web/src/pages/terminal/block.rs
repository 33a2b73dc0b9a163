//! One block of the output: the line, what was printed, and what can be done with it.

use leptos::prelude::*;

use super::console::{Console, Printed};
use crate::store::{DockTab, use_store};
use crate::ui::code::Code;
use crate::ui::dom;

/// Letters of what was printed that are shown: a page cannot draw the text of a large object. Copying takes all.
const LETTERS_SHOWN: usize = 200_000;

/// What is shown of a text, and how many letters there are where that is not all.
fn shown(text: &str) -> (&str, Option<usize>) {
    match text.char_indices().nth(LETTERS_SHOWN) {
        Some((end, _)) => (&text[..end], Some(text.chars().count())),
        None => (text, None),
    }
}

/// The block.
pub(super) fn block(printed: Printed) -> AnyView {
    let Printed { id, elsewhere, block } = printed;
    let (text, letters) = shown(&block.text);
    let text = (!text.is_empty()).then(|| view! { <pre class="terminal-text">{text.to_owned()}</pre> });
    let cut = letters.map(|letters| {
        view! { <p class="muted small-text">{format!("The first {LETTERS_SHOWN} of {letters} letters. Copy takes all.")}</p> }
    });
    let errors = (!block.errors.is_empty())
        .then(|| view! { <pre class="terminal-errors">{block.errors.clone()}</pre> });
    let status = (block.status != 0).then(|| {
        view! { <p class="terminal-status small-text" data-testid=format!("terminal-status-{id}")>{format!("Status {}", block.status)}</p> }
    });
    let hint = block.hint.clone().map(|hint| view! { <p class="terminal-hint small-text">{hint}</p> });
    let note = elsewhere.then(|| view! { <p class="muted small-text">"You did this on the page."</p> });
    let sdk = Console::of_tab().sdk(&block).map(|script| {
        view! {
            <details class="as-code"><summary>"As SDK v3"</summary><Code name="the script" code=Signal::stored(script)/></details>
        }
    });
    let called = !block.calls.is_empty();
    view! {
        <article class="terminal-block" data-testid=format!("terminal-block-{id}")>
            <p class="terminal-said mono"><span class="terminal-prompt" aria-hidden="true">"$ "</span>{block.line.clone()}</p>
            {note}{text}{cut}{errors}{status}{hint}
            <Actions line=block.line.clone() copied=format!("{}{}", block.text, block.errors) called=called/>
            {sdk}
        </article>
    }
    .into_any()
}

/// What can be done with a block.
#[component]
fn Actions(line: String, copied: String, called: bool) -> impl IntoView {
    let store = use_store();
    let nothing = copied.is_empty();
    let copy = move |_| {
        dom::copy(&copied, move |went| {
            store.say(if went {
                "Copied."
            } else {
                "The browser did not let the page copy. Select the text instead."
            });
        });
    };
    let rerun = move |_| Console::of_tab().run(store, &line);
    let explain = move |_| {
        store.dock_tab.set(DockTab::Explain);
        store.dock_open.set(true);
    };
    view! {
        <div class="terminal-actions">
            <button type="button" class="button small" hidden=nothing on:click=copy>"Copy the answer"</button>
            <button type="button" class="button small" on:click=rerun>"Run again"</button>
            <button type="button" class="button small" hidden=!called on:click=explain>"What just happened"</button>
        </div>
    }
}
