//! One lesson: its words in a column, and beside them the stage with its scenario, which stays in sight.

use std::sync::Arc;

use leptos::prelude::*;

use super::bet::Bets;
use super::hints::Hints;
use super::judge::Judge;
use super::steps::Steps;
use super::teacher::Teacher;
use super::words::{Links, ThenAndNow, Variations, Why};
use crate::explain::Checks;
use crate::lessons::file::Lesson;
use crate::lessons::progress::{Progress, Record};
use crate::router::{PageLink, Route};
use crate::stage::{CONTROLS, Stage};
use crate::store::{SECOND_US, Store, use_store};
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};

/// The lesson that is shown, for its parts.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    pub(super) lesson: StoredValue<Arc<Lesson>>,
    pub(super) progress: Progress,
}

impl Shown {
    /// The lesson.
    pub(super) fn lesson(self) -> Arc<Lesson> {
        self.lesson.get_value()
    }

    /// Follows what is known of how far the learner is.
    pub(super) fn of<T>(self, read: impl FnOnce(&Record) -> T) -> T {
        self.lesson.with_value(|lesson| self.progress.of(&lesson.slug, read))
    }

    /// Notes something about it.
    pub(super) fn note(self, change: impl FnOnce(&mut Record)) {
        self.lesson.with_value(|lesson| self.progress.note(&lesson.slug, change));
    }
}

/// What is on the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OnStage {
    /// The lesson's scenario is on its way, or the engine that knows lessons.
    Coming,
    /// The lesson's scenario.
    Lesson,
    /// Another run, which was opened from a file or from what this browser keeps.
    Other,
}

/// How long the clock must have gone on before a bet is compared with what happened, in microseconds.
const COMPARED_AFTER_US: u64 = 10 * SECOND_US;

/// The page of a lesson.
#[component]
pub(super) fn LessonPage(index: usize, lessons: Arc<Vec<Lesson>>) -> impl IntoView {
    let store = use_store();
    let lesson = Arc::new(lessons[index].clone());
    let Lesson { slug, title, goal, scenario, .. } = (*lesson).clone();
    let shown = Shown { lesson: StoredValue::new(lesson), progress: expect_context() };
    provide_context(shown);
    store.pin(scenario.clone());
    on_cleanup(move || store.unpin());
    let on_stage = follow_stage(store, scenario.clone());
    let there = Memo::new(move |_| on_stage.get() == OnStage::Lesson);
    let judge = Judge::follow(shown, there);
    provide_context(judge);
    note_progress(store, shown, judge, there);
    let state = Memo::new(move |_| shown.of(|record| record.state()));
    let known = enough_to_compare(store, there);
    let next = lessons.get(index + 1).map(|lesson| (lesson.slug.clone(), lesson.title.clone()));
    view! {
        <div class="lesson" data-testid="lesson" data-slug=slug data-state=words(move || state.get().name()) data-there=words(move || there.get().to_string())>
            <article class="lesson-text" aria-labelledby="page-title">
                <header class="lesson-head">
                    <p class="lesson-place">
                        <span class="eyebrow">{format!("Lesson {} of {}", index + 1, lessons.len())}</span>
                        <span class="lesson-state" data-testid="lesson-state"><Icon name=Signal::derive(move || state.get().icon())/><span>{words(move || state.get().word())}</span></span>
                    </p>
                    <h1 id="page-title" tabindex="-1">{title}</h1>
                    <p class="lead" data-testid="lesson-goal">{goal}</p>
                </header>
                <Bets known=known afterwards=false/>
                <Steps/>
                <Bets known=known afterwards=true/>
                <CheckList on_stage=on_stage scenario=scenario next=next/>
                <Hints/>
                <Why/>
                <ThenAndNow/>
                <Variations/>
                <Links/>
                <Neighbours index=index lessons=lessons/>
                <Teacher/>
            </article>
            <Beside there=there/>
        </div>
    }
}

/// Whether the lesson's scenario is on the stage. A run that was kept is known again by its title.
fn follow_stage(store: Store, scenario: String) -> Memo<OnStage> {
    let own = StoredValue::new(None::<String>);
    Memo::new(move |_| {
        let title = store.picture.with(|picture| picture.as_ref().map(|picture| picture.title.clone()));
        if !store.is_whole() {
            return OnStage::Coming;
        }
        if own.with_value(Option::is_none) && (store.has_open(&scenario) || store.has_brought(&scenario)) {
            own.set_value(title.clone());
        }
        match own.get_value() {
            None => OnStage::Coming,
            own if own == title => OnStage::Lesson,
            _ => OnStage::Other,
        }
    })
}

/// Whether something was done, or the clock has gone on for a while since the scenario was opened.
fn enough_to_compare(store: Store, there: Memo<bool>) -> Signal<bool> {
    let opened_us = StoredValue::new(None::<u64>);
    holds(move || {
        let seen = store
            .picture
            .with(|picture| picture.as_ref().map(|picture| (picture.inputs, picture.view.elapsed_us)));
        let Some((inputs, elapsed_us)) = seen.filter(|_| there.get()) else { return false };
        let from = opened_us.get_value().unwrap_or(elapsed_us);
        opened_us.set_value(Some(from));
        0 < inputs || from + COMPARED_AFTER_US <= elapsed_us
    })
}

/// Notes when something is done and when the lesson is passed.
fn note_progress(store: Store, shown: Shown, judge: Judge, there: Memo<bool>) {
    let done = Memo::new(move |_| {
        let acted = store.picture.with(|picture| picture.as_ref().is_some_and(|picture| 0 < picture.inputs));
        (there.get() && acted, judge.with(|judged| judged.passed))
    });
    Effect::new(move |_| match done.get() {
        (_, true) => shown.note(Record::pass),
        (true, _) => shown.note(|record| record.started = true),
        _ => {}
    });
}

/// What must hold, with what is measured.
#[component]
fn CheckList(
    on_stage: Memo<OnStage>,
    scenario: String,
    /// Address and title of the lesson after this one.
    next: Option<(String, String)>,
) -> impl IntoView {
    let store = use_store();
    let judge = expect_context::<Judge>();
    let passed = holds(move || judge.with(|judged| judged.passed));
    let checks = Memo::new(move |_| judge.with(|judged| judged.checks.clone()));
    let pin = StoredValue::new(scenario);
    let pin = move |_| store.pin(pin.get_value());
    view! {
        <section class="card lesson-part lesson-checks" aria-labelledby="lesson-checks-title" data-testid="lesson-checks" data-state=words(move || if passed.get() { "passed" } else { "open" })>
            <h2 id="lesson-checks-title">"What must hold"</h2>
            <p class="muted" hidden=holds(move || on_stage.get() != OnStage::Coming)>"The engine that judges is on its way."</p>
            <If when=holds(move || on_stage.get() == OnStage::Other)>
                <p>"Another run is on the stage, so nothing is judged."</p>
                <button type="button" class="button" data-testid="lesson-again" on:click=pin>"Open the lesson's scenario"</button>
            </If>
            <Checks checks=checks/>
            <div role="status">
                <If when=passed>
                    <p class="passed" data-testid="lesson-passed">
                        <Icon name="check"/>
                        <span><strong>"Passed. "</strong>"Every line holds, by the engine's own measure."</span>
                    </p>
                    {next.clone().map(|(slug, title)| view! {
                        <PageLink to=Route::Learn below=slug class="button lesson-on" testid="lesson-on">
                            <span>"Next lesson: "{title}</span>
                            <Icon name="right"/>
                        </PageLink>
                    })}
                </If>
            </div>
        </section>
    }
}

/// The lessons before and after.
#[component]
fn Neighbours(index: usize, lessons: Arc<Vec<Lesson>>) -> impl IntoView {
    let named = |at: usize| lessons.get(at).map(|lesson| (lesson.slug.clone(), lesson.title.clone()));
    let before = index.checked_sub(1).and_then(named).map(|lesson| neighbour(lesson, "before"));
    let next = named(index + 1).map(|lesson| neighbour(lesson, "next"));
    view! { <nav class="lesson-neighbours" aria-label="Lessons">{before}{next}</nav> }
}

fn neighbour((slug, title): (String, String), name: &str) -> AnyView {
    let what = if name == "next" { "Next lesson" } else { "Lesson before" };
    view! {
        <PageLink to=Route::Learn below=slug class=format!("lesson-{name}") testid=format!("lesson-{name}")>
            <span class="eyebrow">{what}</span>
            <span>{title}</span>
        </PageLink>
    }
    .into_any()
}

/// The stage; on a phone a sheet over the foot of the page, which can be folded. There it opens with the first thing that
/// happens on it, and folds when the lesson is passed: what is to be read then lies below it.
#[component]
fn Beside(there: Memo<bool>) -> impl IntoView {
    let store = use_store();
    let judge = expect_context::<Judge>();
    let is_phone = dom::width() < 768.0;
    let folded = RwSignal::new(is_phone);
    let begun = Memo::new(move |_| {
        let acted = store.picture.with(|picture| picture.as_ref().is_some_and(|picture| 0 < picture.inputs));
        there.get() && (acted || store.transport.with(|transport| transport.playing))
    });
    let passed = Memo::new(move |_| judge.with(|judged| judged.passed));
    Effect::new(move |_| {
        let (begun, passed) = (begun.get(), passed.get());
        if is_phone && begun {
            folded.set(passed);
        }
    });
    let name = move || if folded.get() { "Show the stage" } else { "Fold the stage" };
    view! {
        <div class="lesson-stage" class:folded=folded data-testid="lesson-stage">
            <button type="button" class="button quiet small lesson-fold" aria-expanded=words(move || (!folded.get()).to_string()) data-testid="lesson-fold" on:click=move |_| folded.update(|folded| *folded = !*folded)>
                <Icon name=Signal::derive(move || if folded.get() { "up" } else { "down" })/>
                <span>{words(name)}</span>
            </button>
            <Stage controls=CONTROLS/>
        </div>
    }
}
