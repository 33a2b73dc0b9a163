//! What a challenge that was passed in the simulator counts for: a lesson of the same scenario that asks the same.
//!
//! Whether the lesson is passed too, its own judge says, with what the learner has said in it before. Where the lesson asks
//! more, the run can be taken there.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use super::file::{self, Judged, Lesson};
use super::passed;
use super::progress::{Progress, Record};
use crate::router::{PageLink, Route};
use crate::store::{Store, use_store};
use crate::ui::icon::Icon;

/// The lesson, and how far it is.
#[derive(Clone)]
struct Found {
    slug: String,
    /// `Lesson 3 (The hot shard)`.
    name: String,
    scenario: String,
    /// What it asks besides; nothing where it is passed.
    left: Vec<String>,
}

/// What the challenge counts for, asked once when it is passed.
#[component]
pub(crate) fn Credit() -> impl IntoView {
    let store = use_store();
    let found = RwSignal::new(None::<Found>);
    spawn_local(async move {
        match find(store).await {
            // Whoever went to another page meanwhile waits for nothing here.
            Ok(lesson) => _ = found.try_set(lesson),
            Err(why) => store.complain(why),
        }
    });
    move || found.get().map(|found| if found.left.is_empty() { credited(&found) } else { open(store, found) })
}

/// The lesson that asks what the challenge asks, after noting that this one is passed, and that one where it is.
async fn find(store: Store) -> Result<Option<Found>, String> {
    let goal = store.live().map(|live| live.picture.goal.clone()).unwrap_or_default();
    let Some(scenario) = scenario(store).await? else { return Ok(None) };
    passed::note(&scenario);
    let lessons = file::parse(&store.file("lessons.json").await?)?;
    let Some(at) = lessons.iter().position(|lesson| lesson.scenario == scenario) else { return Ok(None) };
    let Lesson { slug, title, text, .. } = lessons[at].clone();
    let progress = Progress::read();
    let answers = untrack(|| progress.of(&slug, |record| record.answers.clone()));
    store.whole_engine().await?;
    let judged: Judged = store.ask("lesson", json!({ "lesson": text, "answers": answers })).await?;
    let asked = |label: &String| judged.checks.iter().any(|check| check.label == *label);
    if !goal.iter().all(|check| asked(&check.label)) {
        return Ok(None);
    }
    if judged.passed {
        progress.note(&slug, Record::pass);
    }
    let left = judged.checks.into_iter().filter(|check| !check.holds).map(|check| check.label).collect();
    Ok(Some(Found { name: format!("Lesson {} ({title})", at + 1), slug, scenario, left }))
}

/// The scenario on the stage; none where a link has changed it, which makes it another challenge.
async fn scenario(store: Store) -> Result<Option<String>, String> {
    let opened = store
        .opened
        .with_untracked(|opened| opened.as_ref().map(|opened| (opened.preset.clone(), opened.edited)));
    match opened {
        Some((scenario, edited)) => Ok(Some(scenario).filter(|_| !edited)),
        // A run that was kept: its file names it.
        None => {
            let session: Value = serde_json::from_str(&store.session().await?).unwrap_or_default();
            Ok(session["scenario"]["id"].as_str().map(Into::into))
        }
    }
}

fn credited(found: &Found) -> AnyView {
    let next = passed::next_lesson(&found.scenario).map(|at| (at + 1, super::LESSONS[at]));
    view! {
        <p data-testid="challenge-credit">{format!("{} asks the same, so it is passed too.", found.name)}</p>
        {next.map(|(number, (slug, title, _))| view! {
            <PageLink to=Route::Learn below=slug class="door-link" testid="challenge-next">
                <span>{format!("Next: lesson {number}, {title}")}</span>
                <Icon name="right"/>
            </PageLink>
        })}
    }
    .into_any()
}

fn open(store: Store, found: Found) -> AnyView {
    let Found { slug, name, scenario, left } = found;
    let take = move |_| {
        store.bring(&scenario);
        store.router.go_below(Route::Learn, &slug);
    };
    view! {
        <p data-testid="challenge-credit">{format!("{name} asks the same, and besides: {}.", left.join(", ").to_lowercase())}</p>
        <button type="button" class="button" data-testid="challenge-bring" on:click=take>
            <span>"Take this run to the lesson"</span>
            <Icon name="right"/>
        </button>
    }
    .into_any()
}
