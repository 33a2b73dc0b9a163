//! The list of lessons, how far each is, and what can be done with one's progress.

use std::sync::Arc;

use js_sys::encode_uri_component;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::sketch::sketch;
use crate::lessons::file::Lesson;
use crate::lessons::progress::Progress;
use crate::router::{PageLink, Route};
use crate::store::use_store;
use crate::ui::head::page_head;
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};
use crate::ui::text;

/// The list.
#[component]
pub(super) fn Index(
    lessons: Arc<Vec<Lesson>>,
    /// A slug that no lesson has; empty where none was asked for.
    unknown: String,
) -> impl IntoView {
    let progress = expect_context::<Progress>();
    let count = lessons.len();
    let slugs: Vec<_> = lessons.iter().map(|lesson| lesson.slug.clone()).collect();
    let done = move || {
        let passed = slugs.iter().filter(|slug| progress.of(slug, |record| record.state().is_passed()));
        format!("{} of {} passed", passed.count(), text::plural(count, "lesson"))
    };
    let cards =
        lessons.iter().enumerate().map(|(index, lesson)| card(index, lesson, progress)).collect_view();
    view! {
        <div class="learn">
            {page_head(
                "Learn by doing",
                "Each lesson has a stream with a problem in it. You bet on what will happen, then act on the stream. The \
                 engine measures what comes of it: any way to reach the goal counts.",
            )}
            <p class="learn-done" data-testid="learn-done">{words(done)}</p>
            {(!unknown.is_empty()).then(|| view! {
                <p class="banner warn" role="alert"><Icon name="warning"/><span>"There is no lesson of that name. These are the lessons that there are."</span></p>
            })}
            <ol class="lesson-list" data-testid="learn-lessons">{cards}</ol>
            <Keep/>
        </div>
    }
}

fn card(index: usize, lesson: &Lesson, progress: Progress) -> AnyView {
    let Lesson { slug, title, goal, .. } = lesson.clone();
    let state = {
        let slug = slug.clone();
        Memo::new(move |_| progress.of(&slug, |record| record.state()))
    };
    view! {
        <li class="card lesson-card" data-state=words(move || state.get().name()) data-testid=format!("learn-lesson-{slug}")>
            {sketch(&slug)}
            <p class="eyebrow">{format!("Lesson {}", index + 1)}</p>
            <h2><PageLink to=Route::Learn below=slug.clone() testid=format!("learn-open-{slug}")>{title}</PageLink></h2>
            <p>{goal}</p>
            <p class="lesson-state"><Icon name=Signal::derive(move || state.get().icon())/><span>{words(move || state.get().word())}</span></p>
        </li>
    }
    .into_any()
}

/// Takes progress along, brings it back, or forgets it.
#[component]
fn Keep() -> impl IntoView {
    let store = use_store();
    let progress = expect_context::<Progress>();
    let sure = RwSignal::new(false);
    let address = words(move || {
        format!(
            "data:application/json;charset=utf-8,{}",
            String::from(encode_uri_component(&progress.to_json()))
        )
    });
    let take = move |event: web_sys::Event| {
        let field = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(file) = field.as_ref().and_then(|field| field.files()?.get(0)) else { return };
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
            match progress.take(&text.unwrap_or_default()) {
                Ok(()) => store.say("Your progress is as in the file."),
                Err(why) => store.complain(why),
            }
        });
        if let Some(field) = field {
            field.set_value(""); // the same file may be chosen again
        }
    };
    let forget = move |_| {
        progress.forget();
        sure.set(false);
        store.say("Your progress is forgotten.");
    };
    view! {
        <section class="learn-keep" aria-labelledby="learn-keep-title">
            <h2 id="learn-keep-title">"Your progress"</h2>
            <p class="muted">"It is kept in this browser and nowhere else. A file takes it to another one."</p>
            <div class="button-row">
                <a class="button" download="kinetoscope-progress.json" href=address data-testid="learn-export">"Save as a file"</a>
                <label class="button file-button">
                    "Open a file"
                    <input type="file" accept="application/json,.json" data-testid="learn-import" on:change=take/>
                </label>
                <If when=holds(move || !sure.get())>
                    <button type="button" class="button" data-testid="learn-forget" on:click=move |_| sure.set(true)>"Forget it"</button>
                </If>
                <If when=holds(move || sure.get())>
                    <button type="button" class="button" data-testid="learn-forget-sure" on:click=forget>"Yes, forget all lessons"</button>
                    <button type="button" class="button quiet" on:click=move |_| sure.set(false)>"No, keep it"</button>
                </If>
            </div>
        </section>
    }
}
