//! The bet: what the learner thinks will happen, kept before it does, and compared afterwards.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::judge::Judge;
use super::lesson::Shown;
use crate::lessons::file::Bet;
use crate::store::use_store;
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};

/// What is said so far, by the ids of bets.
type Said = RwSignal<BTreeMap<String, String>>;

/// The bets, or the questions that are asked afterwards; nothing where the lesson has none.
#[component]
pub(super) fn Bets(
    /// Whether enough has happened to compare.
    known: Signal<bool>,
    afterwards: bool,
) -> impl IntoView {
    let bets = expect_context::<Shown>().lesson().bets.clone();
    let bets: Vec<_> = bets.into_iter().filter(|bet| bet.afterwards == afterwards).collect();
    (!bets.is_empty()).then(|| form(bets, known, afterwards))
}

fn form(bets: Vec<Bet>, known: Signal<bool>, afterwards: bool) -> AnyView {
    let store = use_store();
    let shown = expect_context::<Shown>();
    let ids: Vec<_> = bets.iter().map(|bet| bet.id.clone()).collect();
    let kept = Memo::new(move |_| shown.of(|record| record.answers.clone()));
    let said: Said = RwSignal::new(kept.get_untracked());
    // Answers that the learner wants to change are open again.
    let changing = RwSignal::new(false);
    let all = ids.clone();
    let placed =
        holds(move || !changing.get() && kept.with(|kept| all.iter().all(|id| kept.contains_key(id))));
    let missing = RwSignal::new(false);
    let place = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let answers = said.get_untracked();
        let complete = ids.iter().all(|id| answers.get(id).is_some_and(|answer| !answer.trim().is_empty()));
        missing.set(!complete);
        if complete {
            shown.note(|record| record.answers.extend(answers));
            changing.set(false);
            if !afterwards && !known.get_untracked() && !store.mode.test {
                store.play();
            }
        }
    };
    let place_name = move || if afterwards || known.get() { "Answer" } else { "Place the bet and run" };
    let (title, id) = if afterwards { ("Your answer", "lesson-answer") } else { ("Your bet", "lesson-bet") };
    let missed = match afterwards {
        true => "Answer first, and as often as you like.",
        false => "Answer each question first. A wrong guess costs nothing.",
    };
    let rows = bets
        .into_iter()
        .map(|bet| view! { <Question bet=bet said=said placed=placed known=known/> }.into_any());
    view! {
        <section class="card lesson-part lesson-bet" aria-labelledby=id data-testid="lesson-bet" data-state=words(move || if placed.get() { "placed" } else { "open" })>
            <h2 id=id>{title}</h2>
            <form novalidate on:submit=place>
                {rows.collect_view()}
                <If when=holds(move || !placed.get())>
                    <button type="submit" class="button primary" data-testid="bet-place">{words(place_name)}</button>
                </If>
                <If when=placed>
                    <button type="button" class="button" data-testid="bet-change" on:click=move |_| changing.set(true)>"Answer again"</button>
                </If>
                <p class="field-error" role="alert" data-testid="bet-missing">{words(move || missing.get().then_some(missed))}</p>
            </form>
        </section>
    }
    .into_any()
}

/// One question: asked, then answered, then compared.
#[component]
fn Question(bet: Bet, said: Said, placed: Signal<bool>, known: Signal<bool>) -> impl IntoView {
    let Bet { id, question, afterwards, choices, unit } = bet;
    let field = {
        let id = id.clone();
        move || match choices.is_empty() {
            true => typed(&id, unit.clone(), said),
            false => choice(&id, &choices, said),
        }
    };
    let answer = {
        let id = id.clone();
        move || said.with(|said| said.get(&id).map(|answer| format!("You said: {answer}")))
    };
    let compared = {
        let id = id.clone();
        let judge = expect_context::<Judge>();
        move || {
            judge
                .with(|judged| judged.bets.iter().find(|bet| bet.id == id).cloned())
                .filter(|bet| bet.truth.is_some())
        }
    };
    let verdict = {
        let id = id.clone();
        move || {
            let bet = compared().filter(|_| placed.get() && (afterwards || known.get()))?;
            let (icon, word, truth) = match (bet.right, afterwards) {
                (true, _) => ("check", "Right.", None),
                // Whoever is told would find nothing out.
                (false, true) => ("info", "Not yet. Look again.", None),
                (false, false) => ("info", "It came out differently: ", bet.truth),
            };
            Some(view! {
                <p class="bet-told" class:right=bet.right data-testid=format!("bet-told-{id}")>
                    <Icon name=icon/>
                    <span><strong>{word}</strong>{truth}</span>
                </p>
            })
        }
    };
    view! {
        <fieldset class="bet-question" data-testid=format!("bet-{id}")>
            <legend>{question}</legend>
            {move || (!placed.get()).then(&field)}
            <p class="bet-placed" hidden=holds(move || !placed.get())>{words(answer)}</p>
            <div role="status">{verdict}</div>
        </fieldset>
    }
}

/// One of some.
fn choice(id: &str, choices: &[String], said: Said) -> AnyView {
    let rows = choices.iter().enumerate().map(|(number, choice)| {
        let (name, value) = (id.to_owned(), choice.clone());
        let chosen = said.with_untracked(|said| said.get(id) == Some(choice));
        let choose = move |_| said.update(|said| _ = said.insert(name.clone(), value.clone()));
        view! {
            <label class="bet-option">
                <input type="radio" name=format!("bet-{id}") checked=chosen data-testid=format!("bet-{id}-{number}") on:change=choose/>
                <span>{choice.clone()}</span>
            </label>
        }
        .into_any()
    });
    view! { <div class="bet-options">{rows.collect::<Vec<_>>()}</div> }.into_any()
}

/// Anything.
fn typed(id: &str, unit: Option<String>, said: Said) -> AnyView {
    let name = id.to_owned();
    let start = said.with_untracked(|said| said.get(id).cloned().unwrap_or_default());
    let change =
        move |event: web_sys::Event| said.update(|said| _ = said.insert(name.clone(), dom::value(&event)));
    let mode = if unit.is_some() { "decimal" } else { "text" };
    view! {
        <div class="bet-typed">
            <input class="input" type="text" inputmode=mode autocomplete="off" spellcheck="false" aria-label="Your answer" value=start data-testid=format!("bet-{id}-field") on:input=change/>
            <span class="muted">{unit}</span>
        </div>
    }
    .into_any()
}
