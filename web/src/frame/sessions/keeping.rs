//! This tab's run is kept in the browser, so that a reload or a stopped engine loses little.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use super::{later, restore};
use crate::router::Route;
use crate::store::{Phase, SECOND_US, Store, host, use_store};
use crate::ui::icon::Icon;
use crate::ui::text;

/// How often the run is kept.
const KEEP_MS: u32 = 10_000;
/// A run that nobody has touched is kept once it has gone on for this long.
const WORTH_US: u64 = 10 * SECOND_US;

/// A run from before.
#[derive(Clone, Debug, PartialEq)]
struct Kept {
    label: Label,
    /// When, in milliseconds since the epoch; nothing for a run that made way for another on this very page.
    saved: Option<f64>,
    file: String,
}

/// A run as the browser's store gives it, besides its label.
#[derive(Deserialize)]
struct Stored {
    saved: f64,
    text: String,
}

/// What is kept beside a run, to list it by.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
struct Label {
    title: String,
    at_us: f64,
    inputs: usize,
}

impl Kept {
    /// A run of the browser's store.
    fn of_store(run: &JsValue) -> Option<Self> {
        let label = serde_wasm_bindgen::from_value(run.clone()).ok()?;
        let Stored { saved, text } = serde_wasm_bindgen::from_value(run.clone()).ok()?;
        Some(Self { label, saved: Some(saved), file: text })
    }

    /// Whether it made way for another run on this very page.
    fn made_way(&self) -> bool {
        self.saved.is_none()
    }

    fn in_words(&self) -> String {
        let Label { title, at_us, inputs } = &self.label;
        let (at, done) = (text::clock(*at_us as u64), text::plural(*inputs, "action"));
        let mut said = format!("{title}, at {at}, with {done}");
        if let Some(saved) = self.saved {
            let ago = ((js_sys::Date::now() - saved) * 1e3).max(0.0) as u64;
            said += &format!(", saved {} ago", text::length(ago));
        }
        said + "."
    }
}

/// Keeps the run of this tab.
#[derive(Clone, Copy)]
pub(super) struct Keeper {
    store: Store,
    /// A run from before that one may go on with.
    before: RwSignal<Option<Kept>>,
    /// Why this browser keeps nothing, where it does not.
    refused: RwSignal<Option<String>>,
    /// The run that was kept last: hash and moment, and the file.
    state: StoredValue<Option<(String, u64)>>,
    file: StoredValue<Option<String>>,
    /// Whether it is known what was kept before: until then this run is not kept, and so not taken for that one.
    looked: StoredValue<bool>,
    /// Where the run stood when keeping began.
    began_us: StoredValue<u64>,
}

impl Keeper {
    /// Keeps the run from now on, and looks for one from before.
    pub(super) fn start(store: Store) -> Self {
        let keeper = Self {
            store,
            before: RwSignal::new(None),
            refused: RwSignal::new(None),
            state: StoredValue::new(None),
            file: StoredValue::new(None),
            looked: StoredValue::new(false),
            began_us: StoredValue::new(store.live().map_or(0, |live| live.picture.view.elapsed_us)),
        };
        gloo_timers::callback::Interval::new(KEEP_MS, move || keeper.keep()).forget();
        let _listening = window_event_listener_untyped("visibilitychange", move |_| {
            if document().hidden() {
                keeper.keep();
            }
        });
        let _listening = window_event_listener(ev::pagehide, move |_| keeper.keep());
        spawn_local(async move {
            // A browser that keeps nothing says so when it is asked to keep something.
            let last = later::last_run().await.unwrap_or(JsValue::UNDEFINED);
            keeper.looked.set_value(true);
            if keeper.before.with_untracked(Option::is_none) {
                keeper.before.set(Kept::of_store(&last));
            }
        });
        keeper
    }

    /// The file of the run that was kept last.
    pub(super) fn newest(self) -> Option<String> {
        self.file.get_value()
    }

    /// Keeps a run that makes way for another, beside what else is kept, and offers the way back to it.
    pub(super) async fn set_aside(self, file: String) {
        let label = Label::of(&file).unwrap_or_default();
        let entry = serde_wasm_bindgen::to_value(&label).unwrap_or_default();
        self.before.set(Some(Kept { label, saved: None, file: file.clone() }));
        let outcome = later::keep_beside(&entry, &file).await;
        self.refused.set(outcome.err().map(|error| host::message(&error)));
    }

    fn keep(self) {
        let store = self.store;
        let Some(live) = store.live() else { return };
        let (picture, view) = (&live.picture, &live.picture.view);
        let gone = view.elapsed_us.abs_diff(self.began_us.get_value());
        // What is offered is not replaced by a run that began by itself.
        let worth = picture.inputs != 0 || (WORTH_US <= gone && self.before.with_untracked(Option::is_none));
        let state = (view.hash.clone(), view.elapsed_us);
        let ready = store.phase.with_untracked(|phase| *phase == Phase::Ready);
        if !ready
            || !worth
            || !self.looked.get_value()
            || self.state.with_value(|last| last.as_ref() == Some(&state))
        {
            return;
        }
        spawn_local(async move {
            let Ok(file) = store.session().await else { return };
            self.state.set_value(Some(state));
            self.file.set_value(Some(file.clone()));
            let label = serde_wasm_bindgen::to_value(&Label::of(&file)).unwrap_or_default();
            let outcome = later::keep_run(&label, &file).await;
            // Where a private window refuses, the reader is told, and all goes on in memory.
            self.refused.set(outcome.err().map(|error| host::message(&error)));
        });
    }
}

/// A run from before, and a browser that keeps nothing.
#[component]
pub(super) fn KeptBanner(keeper: Keeper) -> impl IntoView {
    let store = use_store();
    let take = move |_| {
        let Some(kept) = keeper.before.get_untracked() else { return };
        if kept.made_way() {
            // The lesson that it made way for has nothing to open when it goes.
            store.pinned.set(None);
            store.router.go(Route::Sim);
        }
        spawn_local(async move {
            match restore(store, &kept.file).await {
                Ok(()) => {
                    keeper.before.set(None);
                    store.say("The run is back where it was kept.");
                }
                Err(why) => store.complain(why),
            }
        });
    };
    let before = move || {
        let kept = keeper.before.get()?;
        let (begin, way) = if kept.made_way() {
            ("Your run is kept. ", "Back to my run")
        } else {
            ("A run of yours was kept. ", "Go on with it")
        };
        let said = kept.in_words();
        let banner = view! {
            <div class="banner info" role="status" data-testid="kept">
                <Icon name="restart"/>
                <p><strong>{begin}</strong>{said}</p>
                <button type="button" class="button" data-testid="kept-restore" on:click=take>{way}</button>
                <button type="button" class="button quiet" data-testid="kept-leave" aria-label="Close" title="It stays kept until this run has changed" on:click=move |_| keeper.before.set(None)>
                    <Icon name="close"/>
                </button>
            </div>
        };
        Some(banner.into_any())
    };
    let refused = move || {
        let why = keeper.refused.get()?;
        let banner = view! {
            <div class="banner warn" role="status" data-testid="keeps-nothing">
                <Icon name="warning"/>
                <p>"This browser does not keep the run: "{why}" It goes on in memory; save it as a file to have it later."</p>
            </div>
        };
        Some(banner.into_any())
    };
    view! { {before} {refused} }
}

/// What a label is made of, in a session's file.
#[derive(Deserialize)]
struct Labelled {
    scenario: Titled,
    at_us: f64,
    inputs: Vec<IgnoredAny>,
}

#[derive(Deserialize)]
struct Titled {
    #[serde(default)]
    title: String,
}

impl Label {
    /// The label of a file, from the file alone: the run has gone on since it was asked for.
    fn of(file: &str) -> Option<Self> {
        let Labelled { scenario, at_us, inputs } = serde_json::from_str(file).ok()?;
        Some(Self { title: scenario.title, at_us, inputs: inputs.len() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinetoscope::world::scenario::Scenario;
    use kinetoscope::world::session::Session;

    #[test]
    fn a_label_says_what_its_file_says() {
        let scenario = Scenario::from_json(r#"{"version":1,"id":"a","title":"A title"}"#).unwrap();
        let session = Session { at_us: 42, ..Session::of(scenario, None) };
        let label = Label::of(&session.to_json()).unwrap();
        assert_eq!((label.title.as_str(), label.at_us, label.inputs), ("A title", 42.0, 0));
    }
}
