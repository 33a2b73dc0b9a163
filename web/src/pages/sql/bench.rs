//! What the parts of the page share: the application with what it reads, what is known of both, and how it runs.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use gloo_timers::future::TimeoutFuture;
use kinetoscope::analytics::rehearsal::{Checked, Explained, Look, Sampled, SchemaSetup, Setup, Sources};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::{Value, json};

use super::query::{ask, inside};
use crate::store::{Phase, Store, use_store};
use crate::ui::dom;

/// Rows of each stream that are shown.
const ROWS: usize = 50;
/// How long nothing must be typed before the application is checked.
const REST: Duration = Duration::from_millis(200);
/// How often a running application is looked at, in milliseconds; less often for a reader who wants things calm.
const TURN_MS: u32 = 120;
const CALM_TURN_MS: u32 = 1_000;
/// The application to begin with, and how fast it goes at first.
const FIRST: &str = "tumbling";
const SPEED: u32 = 10;

/// An application of the list.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Listed {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) group: String,
    pub(super) about: String,
}

/// An application that was asked for.
#[derive(Deserialize)]
struct Opened {
    setup: Setup,
    time: Option<String>,
}

/// A row of a window: the place of its lane, the number of its window, and its own number there.
pub(super) type Chosen = (usize, u64, u64);

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Bench {
    pub(super) store: Store,
    pub(super) applications: RwSignal<Vec<Listed>>,
    /// The id of the one that is open.
    pub(super) opened: RwSignal<String>,
    /// The application with what it reads, as it is written now.
    pub(super) setup: RwSignal<Option<Setup>>,
    /// The same, as it runs.
    pub(super) running: RwSignal<Option<Setup>>,
    pub(super) checked: RwSignal<Checked>,
    pub(super) sampled: RwSignal<Option<Sampled>>,
    pub(super) look: RwSignal<Option<Arc<Look>>>,
    pub(super) playing: RwSignal<bool>,
    pub(super) speed: RwSignal<u32>,
    /// The column by whose time rows are judged to be late; empty where there is none.
    pub(super) time: RwSignal<String>,
    /// The row that is explained.
    pub(super) chosen: RwSignal<Option<Chosen>>,
    pub(super) explained: RwSignal<Option<Explained>>,
    /// The rows of a stream with this rowtime are marked.
    pub(super) linked: RwSignal<Option<(String, i64)>>,
    /// Streams whose rows stay as they are, and streams that stand first.
    pub(super) held: RwSignal<BTreeSet<String>>,
    pub(super) pinned: RwSignal<BTreeSet<String>>,
    /// Why the application does not run.
    pub(super) failure: RwSignal<String>,
    /// Counts the starts, so that what belongs to an earlier one is known.
    run: RwSignal<u32>,
    /// Counts how often the clock was set going, so that no two turn it at once.
    turn: RwSignal<u32>,
}

/// What the parts share.
pub(super) fn use_bench() -> Bench {
    expect_context::<Bench>()
}

impl Bench {
    pub(super) fn new() -> Self {
        Self {
            store: use_store(),
            applications: RwSignal::new(Vec::new()),
            opened: RwSignal::new(dom::query("app").unwrap_or_else(|| FIRST.to_owned())),
            setup: RwSignal::new(None),
            running: RwSignal::new(None),
            checked: RwSignal::new(Checked::default()),
            sampled: RwSignal::new(None),
            look: RwSignal::new(None),
            playing: RwSignal::new(false),
            speed: RwSignal::new(SPEED),
            time: RwSignal::new(String::new()),
            chosen: RwSignal::new(None),
            explained: RwSignal::new(None),
            linked: RwSignal::new(None),
            held: RwSignal::new(BTreeSet::new()),
            pinned: RwSignal::new(BTreeSet::new()),
            failure: RwSignal::new(String::new()),
            run: RwSignal::new(0),
            turn: RwSignal::new(0),
        }
    }

    /// Opens the first application as soon as the engine is there, and keeps what is known of it true.
    pub(super) fn begin(self) {
        let begun = StoredValue::new(false);
        Effect::new(move |_| {
            if self.store.phase.get() == Phase::Ready && !begun.get_value() {
                begun.set_value(true);
                spawn_local(async move {
                    match ask(self.store, json!({ "query": "applications" })).await {
                        Ok(listed) => _ = self.applications.try_set(listed),
                        Err(why) => _ = self.failure.try_set(why),
                    }
                    if let Some(id) = self.opened.try_get_untracked() {
                        self.open(id);
                    }
                });
            }
        });
        let newest = StoredValue::new(0_u32);
        Effect::new(move |_| {
            self.setup.track();
            newest.update_value(|number| *number += 1);
            let number = newest.get_value();
            let look = move || {
                if newest.try_get_value() == Some(number) {
                    self.check();
                }
            };
            set_timeout(look, REST);
        });
        Effect::new(move |_| {
            self.chosen.track();
            self.time.track();
            self.explain();
        });
    }

    /// Opens an application of the list, and lets it run.
    pub(super) fn open(self, id: String) {
        let known = self.applications.with_untracked(|all| all.iter().any(|it| it.id == id));
        let id = if known { id } else { FIRST.to_owned() };
        dom::set_query("app", if id == FIRST { "" } else { &id });
        self.opened.set(id.clone());
        spawn_local(async move {
            let seed = self.store.mode.seed.unwrap_or(1);
            let found = ask(self.store, json!({ "query": "application", "id": id, "seed": seed })).await;
            match found {
                // The page may be gone by then.
                _ if self.setup.is_disposed() => {}
                Ok(Opened { setup, time }) => {
                    self.time.set(time.unwrap_or_default());
                    self.setup.set(Some(setup));
                    self.sample(false);
                    self.start(self.store.mode.autoplay());
                }
                Err(why) => _ = self.failure.try_set(why),
            }
        });
    }

    /// Changes the setup.
    pub(super) fn edit(self, change: impl FnOnce(&mut Setup)) {
        self.setup.update(|setup| {
            if let Some(setup) = setup {
                change(setup);
            }
        });
    }

    /// Reads the setup; what there is of it before there is one is nothing.
    pub(super) fn with_setup<T: Default>(self, read: impl FnOnce(&Setup) -> T) -> T {
        self.setup.with(|setup| setup.as_ref().map(read)).unwrap_or_default()
    }

    /// A question about the setup as it is written.
    fn about_setup(self, query: &str) -> Option<Value> {
        let setup = self.setup.try_get_untracked()??;
        Some(json!({ "query": query, "setup": inside(&setup) }))
    }

    /// The same without the records, which may be long, for what needs none of them.
    fn about_code(self, query: &str) -> Option<Value> {
        let setup = self.setup.try_get_untracked()??;
        let source = Sources::Written { records: String::new(), every_ms: 0 };
        Some(json!({ "query": query, "setup": inside(&Setup { source, ..setup }) }))
    }

    fn check(self) {
        let Some(question) = self.about_code("check") else { return };
        spawn_local(async move {
            if let Ok(checked) = ask::<Checked>(self.store, question).await {
                _ = self.checked.try_set(checked);
            }
        });
    }

    /// Looks at the first records, and finds a schema in them if that is wanted.
    pub(super) fn sample(self, discover: bool) {
        let Some(mut question) = self.about_setup("sampled") else { return };
        question["discovered"] = json!(discover);
        spawn_local(async move {
            let Ok(sampled) = ask::<Sampled>(self.store, question).await else { return };
            if discover && sampled.wrong.is_empty() && !self.setup.is_disposed() {
                self.take_schema(sampled.schema.clone());
            }
            _ = self.sampled.try_set(Some(sampled));
        });
    }

    fn take_schema(self, schema: SchemaSetup) {
        self.edit(|setup| {
            let has = |name: &String| schema.columns.iter().any(|column| column.name == *name);
            setup.rowtime = setup.rowtime.take().filter(has);
            setup.schema = schema;
        });
    }

    /// What could stand at a place of the code, in bytes.
    pub(super) fn question_at(self, at: usize) -> Option<Value> {
        let mut question = self.about_code("propose")?;
        question["at"] = json!(at);
        Some(question)
    }

    /// Starts the application as it is written; the clock runs on if that is wanted.
    pub(super) fn start(self, play: bool) {
        let Some(mut question) = self.about_setup("start") else { return };
        let setup = self.setup.get_untracked();
        (question["rows"], question["time"]) = (json!(ROWS), self.time_asked());
        self.playing.set(false);
        self.run.update(|run| *run += 1);
        spawn_local(async move {
            let begun = ask::<Look>(self.store, question).await;
            match begun {
                _ if self.look.is_disposed() => {}
                Ok(look) => {
                    self.chosen.set(None);
                    self.linked.set(None);
                    self.held.set(BTreeSet::new());
                    self.failure.set(String::new());
                    self.running.set(setup);
                    self.look.set(Some(Arc::new(look)));
                    if play {
                        self.play();
                    }
                }
                Err(why) => _ = self.failure.try_set(why),
            }
        });
    }

    fn time_asked(self) -> Value {
        let time = self.time.get_untracked();
        if time.is_empty() { Value::Null } else { json!(time) }
    }

    /// Lets the clock run.
    pub(super) fn play(self) {
        if self.playing.get_untracked() {
            return;
        }
        self.playing.set(true);
        self.turn.update(|turn| *turn += 1);
        let (run, turn) = (self.run.get_untracked(), self.turn.get_untracked());
        let is_on = move || {
            self.run.try_get_untracked() == Some(run)
                && self.turn.try_get_untracked() == Some(turn)
                && self.playing.try_get_untracked() == Some(true)
        };
        spawn_local(async move {
            let rest = if self.store.mode.calm { CALM_TURN_MS } else { TURN_MS };
            let mut before = dom::now_ms();
            while is_on() {
                TimeoutFuture::new(rest).await;
                let now = dom::now_ms();
                let Some(speed) = self.speed.try_get_untracked() else { return };
                // A page that nobody looked at goes on where it was.
                let passed = (now - before).min(f64::from(rest) * 4.0);
                before = now;
                if is_on() {
                    self.pass(run, (passed * f64::from(speed)) as i64).await;
                }
            }
        });
    }

    pub(super) fn pause(self) {
        self.playing.set(false);
    }

    /// Lets so many seconds pass at once.
    pub(super) fn step(self, seconds: i64) {
        self.pause();
        let run = self.run.get_untracked();
        spawn_local(async move { self.pass(run, seconds * 1_000).await });
    }

    async fn pass(self, run: u32, by_ms: i64) {
        let time = self.time_asked();
        let question = json!({ "query": "advance", "by": by_ms, "rows": ROWS, "time": time });
        let found = ask::<Option<Look>>(self.store, question).await;
        if self.run.try_get_untracked() != Some(run) {
            return;
        }
        match found {
            Ok(Some(look)) => _ = self.look.try_set(Some(Arc::new(look))),
            // The engine was started anew, and knows of nothing.
            Ok(None) => self.start(self.playing.get_untracked()),
            Err(why) => {
                _ = self.playing.try_set(false);
                _ = self.failure.try_set(why);
            }
        }
    }

    /// Judges rows by the time of another column.
    pub(super) fn judge_by(self, time: String) {
        self.time.set(time);
        let run = self.run.get_untracked();
        spawn_local(async move { self.pass(run, 0).await });
    }

    fn explain(self) {
        let Some((lane, window, mark)) = self.chosen.get_untracked() else {
            return self.explained.set(None);
        };
        let time = self.time_asked();
        let question =
            json!({ "query": "explain", "lane": lane, "window": window, "mark": mark, "time": time });
        spawn_local(async move {
            if let Ok(explained) = ask::<Option<Explained>>(self.store, question).await {
                _ = self.explained.try_set(explained);
            }
        });
    }

    /// Whether what runs is not what is written.
    pub(super) fn is_changed(self) -> bool {
        self.setup.with(|setup| self.running.with(|running| setup != running))
    }

    /// Gives the rows of a stream as a file.
    pub(super) fn export(self, stream: String) {
        spawn_local(async move {
            let question = json!({ "query": "csv", "stream": stream });
            match ask::<Option<String>>(self.store, question).await {
                Ok(Some(text)) => {
                    let bytes = js_sys::Uint8Array::from(text.as_bytes());
                    dom::save(&bytes.into(), &format!("{stream}.csv"));
                }
                Ok(None) => {}
                Err(why) => self.store.complain(why),
            }
        });
    }
}
