//! What the page knows: the newest picture of the engine, and what the reader chose.
//!
//! Pictures come up to thirty times a second. The canvas takes each as it comes ([`Store::live`]); words and numbers
//! follow more slowly ([`Store::picture`]), because nobody reads thirty numbers a second.

mod aside;
mod call;
mod commands;
pub(crate) mod host;
pub(crate) mod mode;
mod read;
pub(crate) mod toast;
mod whole;

use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use kinetoscope::world::session::Picture;
use kinetoscope::world::view::{Located, ProducerView, ReaderView, ShardView, StreamView};
use leptos::prelude::*;
use serde::Deserialize;

use crate::router::Router;
use crate::share::link::Opened;
use crate::ui::dom;
use host::Host;
use mode::Mode;
use toast::Toast;
use whole::Whole;

#[allow(unused_imports, reason = "pages that call come one by one")]
pub(crate) use call::{Done, Refusal, S3Answer};
pub(crate) use commands::{SECOND_US, SPEEDS};

/// How far the engine is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// On its way.
    Starting,
    /// There, with a scenario in it.
    Ready,
    /// Not there, and why.
    Failed(String),
}

/// How the clock goes.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub(crate) struct Transport {
    pub(crate) playing: bool,
    /// Asked for.
    pub(crate) speed: f64,
    /// Kept.
    pub(crate) ratio: f64,
    /// Whether the machine keeps up.
    pub(crate) kept: bool,
    /// How far a journey to another moment is, from 0 to 1.
    pub(crate) job: Option<f64>,
}

/// The newest picture and when it came, by the machine's clock.
#[derive(Debug)]
pub(crate) struct Live {
    pub(crate) picture: Arc<Picture>,
    pub(crate) transport: Transport,
    pub(crate) at_ms: f64,
}

/// What the inspector shows.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) enum Selection {
    /// Nothing.
    #[default]
    None,
    /// A shard by its number.
    Shard(u32),
    /// A frame of a shard's film: what came from one moment on and before another, in microseconds since the epoch.
    Frame { shard: u32, from_us: i64, until_us: i64 },
    /// A producer by its name.
    Producer(String),
    /// A reader by its name.
    Reader(String),
}

/// What the dock shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DockTab {
    /// Why things happened.
    Explain,
    /// What happened.
    Events,
    /// A command line.
    Terminal,
}

/// What can be asked of the part that saves and opens sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Save the session as a file.
    Save,
    /// Open a file.
    Open,
    /// Open the session of a link's letters.
    Packed(String),
    /// Copy a link with the whole session.
    Share,
    /// Keep the session file of a run that makes way for another, and offer the way back to it.
    Aside(String),
}

/// A partition key that was tried, and where it falls.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tried {
    pub(crate) key: String,
    pub(crate) place: Located,
}

/// All that pages share.
#[derive(Clone, Copy)]
pub(crate) struct Store {
    pub(crate) mode: Mode,
    pub(crate) router: Router,
    pub(crate) phase: RwSignal<Phase>,
    whole: RwSignal<Whole>,
    /// For words and numbers.
    pub(crate) picture: RwSignal<Option<Arc<Picture>>>,
    pub(crate) transport: RwSignal<Transport>,
    /// Microseconds since the start.
    pub(crate) elapsed_us: RwSignal<u64>,
    /// Microseconds from the start to the latest moment reached.
    pub(crate) furthest_us: RwSignal<u64>,
    pub(crate) selection: RwSignal<Selection>,
    /// The partition key in the field, and the last one whose place is known.
    pub(crate) key_to_try: RwSignal<String>,
    pub(crate) tried: RwSignal<Option<Tried>>,
    pub(crate) toasts: RwSignal<Vec<Toast>>,
    /// Parts of the link that were not understood.
    pub(crate) dropped: RwSignal<Vec<String>>,
    /// What was opened, for links to it.
    pub(crate) opened: RwSignal<Option<Arc<Opened>>>,
    /// The scenario that the page has chosen, whatever the address says.
    pub(crate) pinned: RwSignal<Option<String>>,
    /// The scenario whose run is to stay on the stage when a page pins it.
    pub(crate) brought: RwSignal<Option<String>>,
    /// Counts changes of the theme, so that the canvas reads its colours again.
    pub(crate) theme_changes: RwSignal<u32>,
    pub(crate) dock_open: RwSignal<bool>,
    pub(crate) dock_tab: RwSignal<DockTab>,
    /// Counts moves of the strips, which the canvas follows.
    pub(crate) moved: RwSignal<u32>,
    /// How tall film is, in CSS pixels, where somebody has chosen.
    pub(crate) film_px: RwSignal<Option<u32>>,
    /// The stream that the stage shows, where it is not the first.
    pub(crate) shown_stream: RwSignal<Option<String>>,
    /// Whether the list of what happened has every batch of records too.
    pub(crate) every_fact: RwSignal<bool>,
    pub(crate) help_open: RwSignal<bool>,
    pub(crate) palette_open: RwSignal<bool>,
    /// What is asked of the part that saves and opens sessions and not done yet, with its number.
    pub(crate) wishes: RwSignal<Vec<(u32, Wish)>>,
    /// The number of the newest wish when that part last did not arrive.
    pub(crate) refused_wish: RwSignal<u32>,
    /// Why the engine stopped by itself, until somebody sees to it.
    pub(crate) lost: RwSignal<Option<String>>,
    /// Calls that parts of the page have made, the newest last.
    pub(crate) calls: RwSignal<Vec<Done>>,
    inner: StoredValue<Inner, LocalStorage>,
}

type Listener = Rc<dyn Fn()>;

#[derive(Default)]
struct Inner {
    host: Option<Host>,
    live: Option<Rc<Live>>,
    /// When words and numbers last changed.
    words_at: f64,
    /// Who is told of each picture.
    listener: Option<Listener>,
    frame: Option<(u64, u32)>,
    /// Where a journey that was asked for ends, microseconds after the start.
    aim_us: Option<u64>,
    /// Whether a scenario has been set going by itself.
    begun: bool,
    /// Whether the clock was stopped because nobody looks.
    stopped_unseen: bool,
    /// Messages that were ever shown.
    toasts_made: u32,
    /// Wishes that there ever were.
    wishes: u32,
    /// When the last frames were drawn, and how long each took.
    frames: VecDeque<(f64, f64)>,
}

/// Frames that are remembered for the test hook.
const FRAMES_MAX: usize = 240;

impl Store {
    /// Makes the store and starts the engine.
    pub(crate) fn start(router: Router) -> Self {
        let stopped = Transport { playing: false, speed: 1.0, ratio: 1.0, kept: true, job: None };
        let store = Self {
            mode: Mode::read(),
            router,
            phase: RwSignal::new(Phase::Starting),
            whole: RwSignal::new(Whole::of(router)),
            picture: RwSignal::new(None),
            transport: RwSignal::new(stopped),
            elapsed_us: RwSignal::new(0),
            furthest_us: RwSignal::new(0),
            selection: RwSignal::new(Selection::None),
            key_to_try: RwSignal::new(String::new()),
            tried: RwSignal::new(None),
            toasts: RwSignal::new(vec![]),
            dropped: RwSignal::new(vec![]),
            opened: RwSignal::new(None),
            pinned: RwSignal::new(None),
            brought: RwSignal::new(None),
            theme_changes: RwSignal::new(0),
            dock_open: RwSignal::new(false),
            dock_tab: RwSignal::new(DockTab::Explain),
            moved: RwSignal::new(0),
            film_px: RwSignal::new(None),
            shown_stream: RwSignal::new(None),
            every_fact: RwSignal::new(false),
            help_open: RwSignal::new(false),
            palette_open: RwSignal::new(false),
            wishes: RwSignal::new(Vec::new()),
            refused_wish: RwSignal::new(0),
            lost: RwSignal::new(None),
            calls: RwSignal::new(vec![]),
            inner: StoredValue::new_local(Inner::default()),
        };
        Effect::new(move |_| store.mark_document());
        Effect::new(move |_| store.follow_whole());
        store.start_engine();
        store
    }

    /// The newest picture, as the canvas needs it.
    pub(crate) fn live(self) -> Option<Rc<Live>> {
        self.inner.with_value(|inner| inner.live.clone())
    }

    /// Calls this with each picture; `None` stops it.
    pub(crate) fn listen(self, listener: Option<Listener>) {
        self.inner.update_value(|inner| inner.listener = listener);
    }

    /// Remembers a frame: when it was drawn, and how many milliseconds that took.
    pub(crate) fn count_frame(self, at_ms: f64, cost_ms: f64) {
        self.inner.update_value(|inner| {
            inner.frames.push_back((at_ms, cost_ms));
            if FRAMES_MAX < inner.frames.len() {
                inner.frames.pop_front();
            }
        });
    }

    /// The last frames, oldest first.
    pub(crate) fn frames(self) -> Vec<(f64, f64)> {
        self.inner.with_value(|inner| inner.frames.iter().copied().collect())
    }

    /// Takes a picture from the engine.
    fn take(self, bytes: &[u8], state: &str) {
        let (Some(mut picture), Ok(transport)) = (Picture::from_bytes(bytes), serde_json::from_str(state))
        else {
            return self.complain("The engine sent a picture that this page cannot read. Reload the page.");
        };
        // All of the page shows the first stream.
        let shown = self.shown_stream.get_untracked();
        let place = picture.view.streams.iter().position(|stream| Some(&stream.name) == shown.as_ref());
        if let Some(place) = place {
            picture.view.streams.swap(0, place);
        }
        self.show(Arc::new(picture), transport);
    }

    /// Lets the stage show another stream.
    pub(crate) fn show_stream(self, name: String) {
        self.shown_stream.set(Some(name));
        self.selection.set(Selection::None);
        // A picture comes by itself only while the clock runs.
        let frame = self.inner.with_value(|inner| inner.frame);
        if let Some((window, buckets)) = frame {
            self.send("frame", serde_json::json!({ "window": window, "buckets": buckets }));
        }
    }

    fn show(self, picture: Arc<Picture>, transport: Transport) {
        let now = dom::now_ms();
        let (elapsed, furthest) = (picture.view.elapsed_us, picture.furthest.since(picture.view.start));
        let due = self.inner.with_value(|inner| {
            !transport.playing || transport.job.is_some() || self.mode.words_ms() <= now - inner.words_at
        });
        let listener = self.inner.try_update_value(|inner| {
            inner.live = Some(Rc::new(Live { picture: picture.clone(), transport, at_ms: now }));
            if due {
                inner.words_at = now;
            }
            inner.listener.clone()
        });
        if self.transport.get_untracked() != transport {
            self.transport.set(transport);
        }
        if due || !self.mode.calm {
            self.elapsed_us.set(elapsed);
            self.furthest_us.set(furthest.total_micros());
        }
        if due {
            self.picture.set(Some(picture));
        }
        if let Some(listener) = listener.flatten() {
            listener();
        }
    }

    /// Tells tests, and whoever waits, how far the page is.
    fn mark_document(self) {
        let engine = matches!(self.phase.get(), Phase::Ready) && self.picture.with(Option::is_some);
        let ready = engine && !self.router.coming.get();
        let busy = self.transport.with(|transport| transport.job.is_some());
        let root = dom::root();
        for (name, on) in [("data-ready", ready), ("data-busy", busy)] {
            // An attribute with a fixed name is always accepted.
            _ = if on { root.set_attribute(name, "true") } else { root.remove_attribute(name) };
        }
    }

    /// Whether a scenario is open.
    pub(crate) fn has_open(self, preset: &str) -> bool {
        self.opened.with(|opened| opened.as_ref().is_some_and(|opened| opened.preset == preset))
    }

    /// Whether the scenario runs as it was written: neither the link nor anybody on the page has changed it.
    pub(crate) fn is_as_written(self) -> bool {
        let edited = self.opened.with(|opened| opened.as_ref().is_some_and(|opened| opened.edited));
        !edited && self.picture.with(|picture| picture.as_ref().is_none_or(|picture| picture.inputs == 0))
    }

    /// Records refused in the last second.
    pub(crate) fn refused_per_second(self) -> u64 {
        let of = |stream: &StreamView| stream.shards.iter().map(|shard| shard.last_second.refused).sum();
        self.with_stream(of).unwrap_or(0)
    }

    /// The stream that the stage shows.
    pub(crate) fn stream(self) -> Option<StreamView> {
        self.with_stream(StreamView::clone)
    }

    /// Reads the stream that the stage shows.
    pub(crate) fn with_stream<T>(self, read: impl FnOnce(&StreamView) -> T) -> Option<T> {
        self.picture.with(|picture| picture.as_ref()?.view.streams.first().map(read))
    }

    /// Reads a stream by its name.
    pub(crate) fn with_stream_of<T>(self, name: &str, read: impl FnOnce(&StreamView) -> T) -> Option<T> {
        self.picture.with(|picture| {
            picture.as_ref()?.view.streams.iter().find(|stream| stream.name == name).map(read)
        })
    }

    /// Reads a shard of it.
    pub(crate) fn with_shard<T>(self, number: u32, read: impl FnOnce(&ShardView) -> T) -> Option<T> {
        self.with_stream(|stream| stream.shards.iter().find(|shard| shard.number == number).map(read))
            .flatten()
    }

    /// Reads a producer.
    pub(crate) fn with_producer<T>(self, name: &str, read: impl FnOnce(&ProducerView) -> T) -> Option<T> {
        self.picture.with(|picture| {
            picture.as_ref()?.view.producers.iter().find(|producer| producer.name == name).map(read)
        })
    }

    /// Reads a reader.
    pub(crate) fn with_reader<T>(self, name: &str, read: impl FnOnce(&ReaderView) -> T) -> Option<T> {
        self.picture.with(|picture| {
            picture.as_ref()?.view.readers.iter().find(|reader| reader.name == name).map(read)
        })
    }

    /// Whether the explanations are to be seen.
    pub(crate) fn explains(self) -> bool {
        self.dock_open.get() && self.dock_tab.get() == DockTab::Explain
    }

    /// Shows the explanations, or folds the dock where they are shown already.
    pub(crate) fn toggle_explain(self) {
        let shown = untrack(|| self.explains());
        self.dock_tab.set(DockTab::Explain);
        self.dock_open.set(!shown);
    }

    /// Shows the terminal in the dock.
    pub(crate) fn open_terminal(self) {
        self.dock_tab.set(DockTab::Terminal);
        self.dock_open.set(true);
    }

    /// Selects something, or nothing when it is selected already.
    pub(crate) fn toggle_selection(self, selection: Selection) {
        let same = self.selection.with_untracked(|selected| *selected == selection);
        self.selection.set(if same { Selection::None } else { selection });
    }
}

/// The store.
pub(crate) fn use_store() -> Store {
    expect_context::<Store>()
}
