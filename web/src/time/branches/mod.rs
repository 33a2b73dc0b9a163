//! Branches: courses of events that were replaced, beside the line of time and in a list from which one goes over to one or
//! compares with it.
//!
//! None of it is needed until somebody acts in the past: it is a part of its own, which arrives with the first branch.

mod compare;
mod comparison;
mod list;

use kinetoscope::time::Instant;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::{Value, json};

use super::scrubber::round_span;
use crate::store::{Store, use_store};
use crate::ui::dialog::Dialog;
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};
use crate::ui::sheet::Sheet;
use crate::ui::text;
use compare::Compare;
use list::Rows;

crate::part::page!(branches, Branches);

/// A course of events that is not played.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Branch {
    number: u32,
    name: String,
    parted_at: Instant,
    furthest: Instant,
    inputs: Vec<Input>,
    /// What was done instead; nothing where the reader went over to another one.
    replaced_by: Option<Input>,
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Input {
    at_us: u64,
    action: Value,
}

/// When the clock began; all moments are told from there.
fn start(store: Store) -> Instant {
    let start = store.picture.with_untracked(|picture| picture.as_ref().map(|picture| picture.view.start));
    start.unwrap_or_default()
}

/// Lines below the scrubber, the button beside it, and the list behind that.
#[component]
fn Branches() -> impl IntoView {
    let store = use_store();
    let list = RwSignal::new(Vec::<Branch>::new());
    let changes = Memo::new(move |_| {
        store.picture.with(|picture| picture.as_ref().map_or(0, |picture| picture.branches))
    });
    Effect::new(move |_| {
        let changes = changes.get();
        spawn_local(async move {
            match known(store, changes).await {
                Ok(found) => {
                    list.with_untracked(|before| tell_of_lost(store, before, &found, changes));
                    list.set(found);
                }
                Err(why) => store.complain(why),
            }
        });
    });
    let open = RwSignal::new(false);
    let compared = RwSignal::new(None::<u32>);
    let any = holds(move || list.with(|list| !list.is_empty()));
    let show = move |_| {
        compared.set(None);
        open.set(true);
    };
    view! {
        <Sheet name="branches" within=true>
            <div class="branch-lines" aria-hidden="true" data-testid="time-branch-lines">{lines(store, list)}</div>
            <If when=any>
                <button type="button" class="button small branches-button" id="time-branches" aria-haspopup="dialog" data-testid="time-branches" on:click=show>
                    {words(move || format!("Branches ({})", list.with(Vec::len)))}
                </button>
            </If>
        </Sheet>
        {sheet(list, open, compared)}
    }
}

/// The branches; nobody is asked where there never was one.
async fn known(store: Store, changes: u32) -> Result<Vec<Branch>, String> {
    if changes == 0 {
        return Ok(vec![]);
    }
    let texts: Vec<String> = store.ask("branches", json!({})).await?;
    let read = |text: &String| serde_json::from_str(text).map_err(|error| error.to_string());
    texts.iter().map(read).collect()
}

/// Says which branches are kept no longer, unless somebody took them back or went over to them.
fn tell_of_lost(store: Store, before: &[Branch], now: &[Branch], changes: u32) {
    if changes == 0 {
        if !before.is_empty() {
            store.say("The branches are gone with the run that they belonged to.");
        }
    } else if let Some(name) = dropped(before, now) {
        store.say(format!("{name} is gone: {} branches are kept, and it was the oldest.", now.len()));
    }
}

/// The oldest branch, where an action in the past has made one too many.
fn dropped<'b>(before: &'b [Branch], now: &[Branch]) -> Option<&'b str> {
    let (oldest, newest) = (before.first()?, now.last()?);
    let made = before.last()?.number < newest.number && newest.replaced_by.is_some();
    let kept = now.iter().any(|branch| branch.number == oldest.number);
    (made && !kept).then_some(oldest.name.as_str())
}

/// A line for each branch, from where it parted to where it ends or the scrubber does.
fn lines(store: Store, list: RwSignal<Vec<Branch>>) -> AnyView {
    let span = Memo::new(move |_| round_span(store.furthest_us.get()));
    let line = move |(place, branch): (usize, &Branch)| {
        let share = |at: Instant| {
            let us = at.since(start(store)).total_micros().min(span.get());
            us as f64 / span.get() as f64 * 100.0
        };
        let (from, to) = (share(branch.parted_at), share(branch.furthest));
        let style = format!("left:{};width:{}", text::css_percent(from), text::css_percent(to - from));
        view! { <div class=format!("branch-line branch-{place}") style=style></div> }
    };
    (move || list.with(|list| list.iter().enumerate().map(line).collect_view())).into_any()
}

/// The list over the page, or one branch of it beside what is played.
fn sheet(list: RwSignal<Vec<Branch>>, open: RwSignal<bool>, compared: RwSignal<Option<u32>>) -> AnyView {
    let chosen = Memo::new(move |_| {
        let number = compared.get()?;
        list.with(|list| list.iter().find(|branch| branch.number == number).cloned())
    });
    let title = move || match chosen.get() {
        Some(branch) => format!("This run and {}", branch.name),
        None => "Branches".into(),
    };
    // What is compared runs the engine: nothing of it is made while nobody looks.
    let body = move || match (open.get(), chosen.get()) {
        (false, _) => ().into_any(),
        (true, None) => view! { <Rows list=list open=open compared=compared/> }.into_any(),
        (true, Some(branch)) => view! { <Compare branch=branch compared=compared/> }.into_any(),
    };
    view! {
        <Dialog open=open close=Callback::new(move |()| open.set(false)) class="dialog branches" titled_by="branches-title" testid="branches">
            <header>
                <h2 id="branches-title">{words(title)}</h2>
                <button type="button" class="button quiet" aria-label="Close the branches" data-testid="branches-close" on:click=move |_| open.set(false)>
                    <Icon name="close"/>
                </button>
            </header>
            {body}
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn branches(numbers: &[u32], by_action: bool) -> Vec<Branch> {
        let input = Input { at_us: 1, action: Value::Null };
        let replaced_by = by_action.then_some(input);
        let branch = |&number: &u32| Branch {
            number,
            name: format!("Branch {number}"),
            parted_at: Instant::default(),
            furthest: Instant::default(),
            inputs: vec![],
            replaced_by: replaced_by.clone(),
        };
        numbers.iter().map(branch).collect()
    }

    #[test]
    fn only_what_a_new_branch_has_pushed_out_is_gone() {
        let before = branches(&[1, 2, 3], true);
        let of = |now: &[u32], by_action| dropped(&before, &branches(now, by_action)).map(str::to_owned);
        assert_eq!(of(&[2, 3, 4], true).as_deref(), Some("Branch 1"));
        assert_eq!(of(&[2, 3, 4], false), None, "the reader went over to it");
        assert_eq!(of(&[1, 2], true), None, "an action was taken back");
        assert_eq!(dropped(&branches(&[1], true), &branches(&[1, 2], true)), None);
    }
}
