//! Lessons: a list of them, and each with its stage beside it. Their words come as a file; whether one is passed, the
//! engine says by the goal of the lesson's scenario.

mod bet;
mod call;
mod command;
mod hints;
mod index;
mod judge;
mod lesson;
mod sketch;
mod steps;
mod teacher;
mod words;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::lessons::file::{self, Lesson};
use crate::lessons::progress::Progress;
use crate::router::Router;
use crate::store::use_store;
use crate::ui::sheet::Sheet;
use index::Index;
use lesson::LessonPage;

crate::part::page!(learn, Learn);

/// How far the file of lessons is.
#[derive(Clone)]
enum File {
    Coming,
    There(Arc<Vec<Lesson>>),
    Failed(String),
}

/// The page `/learn/`, and the lessons below it.
#[component]
pub(crate) fn Learn() -> impl IntoView {
    let store = use_store();
    let router = expect_context::<Router>();
    provide_context(Progress::read());
    let file = RwSignal::new(File::Coming);
    let fetch = move || {
        spawn_local(async move {
            let found = store.file("lessons.json").await;
            let found = found.and_then(|text| file::parse(&text));
            // Whoever went to another page meanwhile waits for nothing here.
            _ = file.try_set(found.map_or_else(File::Failed, |lessons| File::There(Arc::new(lessons))));
            router.arrived();
        });
    };
    fetch();
    let shown = move || {
        match file.get() {
        File::Coming => ().into_any(),
        File::There(lessons) => page(router.below(), lessons),
        File::Failed(why) => view! {
            <div class="prose">
                <h1 id="page-title" tabindex="-1">"The lessons did not arrive"</h1>
                <p role="alert">{why}</p>
                <button type="button" class="button" data-testid="learn-retry" on:click=move |_| fetch()>"Retry"</button>
            </div>
        }
        .into_any(),
    }
    };
    view! { <Sheet name="learn">{shown}</Sheet> }
}

/// The list, or the lesson of a slug.
fn page(slug: String, lessons: Arc<Vec<Lesson>>) -> AnyView {
    let index = lessons.iter().position(|lesson| lesson.slug == slug);
    let title = index.map_or("Learn", |index| &lessons[index].title);
    document().set_title(&format!("{title} - Kinetoscope"));
    match index {
        Some(index) => view! { <LessonPage index=index lessons=lessons/> }.into_any(),
        None => view! { <Index lessons=lessons unknown=slug/> }.into_any(),
    }
}
