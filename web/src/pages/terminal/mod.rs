//! The terminal: the AWS CLI and a little shell over the engine of this tab, as a page and in the dock.

mod block;
mod console;
mod host;
mod input;
mod texts;
mod waits;

use kinetoscope_shell::snippets::SNIPPETS;
use leptos::prelude::*;

use crate::router::{Route, Router};
use crate::store::use_store;
use crate::ui::dom;
use crate::ui::head::page_head;
use crate::ui::sheet::Sheet;
use block::block;
use console::Console;
use input::CommandLine;

crate::part::page!(terminal, Terminal);

/// The page `/terminal/`; elsewhere, the tab of the dock.
#[component]
fn Terminal() -> impl IntoView {
    let router = expect_context::<Router>();
    if router.route_untracked() == Route::Terminal {
        return view! {
            <Sheet name="terminal">
                <div class="terminal page">
                    {page_head(
                "Terminal",
                "The AWS CLI over the engine of this tab. Each call becomes part of the session; sleep lets virtual time pass.",
            )}
                    <Parts/>
                </div>
            </Sheet>
        }
        .into_any();
    }
    // In the dock, whose reader stays where they are meanwhile.
    view! { <Sheet name="terminal" within=true><div class="terminal"><Parts/></div></Sheet> }.into_any()
}

/// All but the title.
#[component]
fn Parts() -> impl IntoView {
    view! {
        <Tools/>
        <Output/>
        <CommandLine/>
    }
}

/// Snippets, the version to behave like, and clearing.
#[component]
fn Tools() -> impl IntoView {
    let store = use_store();
    let old = Console::of_tab().old;
    let is_old = old.clone();
    let run = move |event| {
        let id = dom::value(&event);
        if let Some(snippet) = SNIPPETS.iter().find(|snippet| snippet.id == id) {
            Console::of_tab().run(store, snippet.script);
        }
    };
    let options = SNIPPETS.iter().map(|snippet| view! { <option value=snippet.id>{snippet.title}</option> });
    view! {
        <div class="terminal-tools">
            <select class="select input" aria-label="Run a snippet" data-testid="terminal-snippets" prop:value="" on:change=run>
                <option value="">"Run a snippet\u{2026}"</option>
                {options.collect_view()}
            </select>
            <label class="check" title="Behave like version 1 of the AWS CLI">
                <input type="checkbox" data-testid="terminal-old" prop:checked=move || is_old.get() on:change=move |event| old.set(event_target_checked(&event))/>
                "AWS CLI v1"
            </label>
            <button type="button" class="button small" data-testid="terminal-clear" on:click=move |_| Console::of_tab().clear()>"Clear"</button>
        </div>
    }
}

/// What was printed, the newest last and in sight.
#[component]
fn Output() -> impl IntoView {
    let store = use_store();
    Effect::new(move |_| store.calls.with(|calls| Console::of_tab().take_up(calls)));
    let Console { printed, .. } = Console::of_tab();
    let (rows, followed) = (printed.clone(), printed.clone());
    Effect::new(move |_| {
        followed.track();
        request_animation_frame(|| {
            if let Some(log) = dom::by_id("terminal-log") {
                log.set_scroll_top(log.scroll_height());
            }
        });
    });
    let empty = move || printed.with(Vec::is_empty);
    view! {
        <div class="terminal-log" id="terminal-log" role="log" aria-label="Output" tabindex="0" data-testid="terminal-log">
            <p class="muted small-text" hidden=move || !empty()>"Nothing yet. Type a command, such as aws kinesis list-streams, or run a snippet. Tab takes what is offered, the arrows go back to earlier lines; help says more."</p>
            <For each=move || rows.get() key=|printed| printed.id children=block/>
        </div>
    }
}
