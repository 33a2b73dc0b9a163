//! The list of branches.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;

use super::{Branch, Input, start};
use crate::share::calls;
use crate::store::{Store, use_store};
use crate::ui::text;

/// A part for each branch, the newest first, and what can be done with it.
#[component]
pub(super) fn Rows(
    list: RwSignal<Vec<Branch>>,
    open: RwSignal<bool>,
    compared: RwSignal<Option<u32>>,
) -> AnyView {
    let store = use_store();
    let row = move |(place, branch): (usize, Branch)| {
        let Branch { number, name, .. } = branch.clone();
        let of = format!(": {name}");
        let go = move |_| {
            open.set(false);
            go_over(store, number);
        };
        view! {
            <section class="branch" aria-labelledby=format!("branch-{number}") data-testid=format!("branch-{number}")>
                <h3 id=format!("branch-{number}")><span class=format!("branch-sample branch-{place}") aria-hidden="true"></span>{name}</h3>
                {told(store, branch)}
                <div class="button-row">
                    <button type="button" class="button" data-testid=format!("branch-switch-{number}") on:click=go>"Go over to it"<span class="visually-hidden">{of.clone()}</span></button>
                    <button type="button" class="button" data-testid=format!("branch-compare-{number}") on:click=move |_| compared.set(Some(number))>"Compare"<span class="visually-hidden">{of}</span></button>
                </div>
            </section>
        }
    };
    let rows = move || {
        // Each has the line that it has below the scrubber.
        let rows: Vec<_> = list.get().into_iter().enumerate().map(row).collect();
        rows.into_iter().rev().collect_view()
    };
    view! {
        <p>"Whoever acts in the past replaces what came after. It is kept as a branch: three of them at most, then the oldest goes."</p>
        {rows}
    }
    .into_any()
}

/// When a branch parted, how long it is, what was done on it, and what instead.
fn told(store: Store, branch: Branch) -> AnyView {
    let since = |at: kinetoscope::time::Instant| at.since(start(store)).total_micros();
    let (parted_us, end_us) = (since(branch.parted_at), since(branch.furthest));
    let when = format!(
        "It parted at {} and goes on to {}: {}.",
        text::clock(parted_us),
        text::clock(end_us),
        text::length(end_us - parted_us)
    );
    // An action at the very moment came before it was replaced; one that it parted with did not.
    let by_action = branch.replaced_by.is_some();
    let after = |input: &&Input| parted_us < input.at_us || !by_action && parted_us == input.at_us;
    let done: Vec<_> = branch.inputs.iter().filter(after).map(input).collect();
    let done = if done.is_empty() {
        view! { <p>"Nothing was done on it after that."</p> }.into_any()
    } else {
        view! { <p>"Done on it after that:"</p> <ul class="branch-inputs">{done}</ul> }.into_any()
    };
    let instead = match &branch.replaced_by {
        Some(by) => {
            view! { <p>"Done instead of it:"</p> <ul class="branch-inputs">{input(by)}</ul> }.into_any()
        }
        None => view! { <p>"You went over from it to another course."</p> }.into_any(),
    };
    view! { <p>{when}</p> {done} {instead} }.into_any()
}

fn input(input: &Input) -> AnyView {
    view! { <li><span class="num">{text::clock(input.at_us)}</span>" "<code>{calls::line(&input.action)}</code></li> }
        .into_any()
}

/// Makes a branch the course that is played.
fn go_over(store: Store, number: u32) {
    spawn_local(async move {
        match store.ask("switch", json!({ "branch": number })).await {
            Ok(true) => {
                let said =
                    format!("You are on what was Branch {number}. What you came from is kept as a branch.");
                store.say(said);
            }
            Ok(false) => store.complain(format!("Branch {number} is no longer kept.")),
            Err(why) => store.complain(why),
        }
    });
}
