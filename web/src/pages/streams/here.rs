//! What the tabs share: the stream that the page is about, and what the service says of it.

use std::rc::Rc;

use kinetoscope::streams;
use kinetoscope::world::view::{ReaderView, ShardView, StreamView};
use leptos::prelude::*;
use serde_json::{Value, json};

use crate::store::{Refusal, Store, use_store};
use crate::ui::dom;
use crate::ui::keep_up::keep_up;

/// The stream that the page is about.
#[derive(Clone, Copy)]
pub(super) struct Here {
    pub(super) store: Store,
    /// All streams, by name.
    pub(super) names: Memo<Vec<String>>,
    /// The one chosen, or the first; empty where there is none.
    pub(super) stream: Memo<String>,
    chosen: RwSignal<String>,
    /// The tab that is open.
    pub(super) tab: RwSignal<&'static str>,
    /// The shard that is selected on the tab of shards.
    pub(super) shard: RwSignal<Option<u32>>,
    /// What DescribeStreamSummary answers.
    pub(super) summary: Look,
}

impl Here {
    /// Reads the choice from the address.
    pub(super) fn new(tab: RwSignal<&'static str>) -> Self {
        let store = use_store();
        let chosen = RwSignal::new(dom::query("stream").unwrap_or_default());
        let names = Memo::new(move |_| {
            store.picture.with(|picture| {
                let streams = picture.as_ref().map(|picture| picture.view.streams.iter());
                streams.into_iter().flatten().map(|stream| stream.name.clone()).collect::<Vec<_>>()
            })
        });
        let stream = Memo::new(move |_| {
            names.with(|names| {
                let found = chosen.with(|chosen| names.iter().find(|name| *name == chosen).cloned());
                found.or_else(|| names.first().cloned()).unwrap_or_default()
            })
        });
        let summary = Look::at("DescribeStreamSummary", move || {
            let name = stream.get();
            (!name.is_empty()).then(|| json!({ "StreamName": name }))
        });
        Self { store, names, stream, chosen, tab, shard: RwSignal::new(None), summary }
    }

    /// Opens another tab, as a click on it would.
    pub(super) fn open(self, tab: &'static str) {
        self.tab.set(tab);
        dom::set_query("tab", tab);
        request_animation_frame(|| dom::focus("streams-panel"));
    }

    /// Goes to another stream.
    pub(super) fn choose(self, name: String) {
        dom::set_query("stream", &name);
        self.chosen.set(name);
    }

    /// Reads the stream as the picture has it.
    pub(super) fn with_stream<T>(self, read: impl FnOnce(&StreamView) -> T) -> Option<T> {
        self.stream.with(|name| self.store.with_stream_of(name, read))
    }

    /// Reads one of its shards.
    pub(super) fn with_shard<T>(self, number: u32, read: impl FnOnce(&ShardView) -> T) -> Option<T> {
        self.with_stream(|stream| stream.shards.iter().find(|shard| shard.number == number).map(read))
            .flatten()
    }

    /// Its readers, shared and fan-out.
    pub(super) fn readers(self) -> Vec<ReaderView> {
        let name = self.stream.get();
        self.store.picture.with(|picture| {
            let readers = picture.as_ref().map(|picture| picture.view.readers.iter());
            readers.into_iter().flatten().filter(|reader| reader.stream == name).cloned().collect()
        })
    }

    /// A member of the summary.
    pub(super) fn told(self, member: &str) -> Value {
        self.summary.with(|answer| answer["StreamDescriptionSummary"][member].clone()).unwrap_or_default()
    }

    /// A member of the summary that is a text or a number, as text.
    pub(super) fn told_text(self, member: &str) -> String {
        as_text(&self.told(member))
    }

    /// The stream's ARN; empty until the service has told it.
    pub(super) fn arn(self) -> String {
        self.told_text("StreamARN")
    }
}

/// What the tabs share.
pub(super) fn use_here() -> Here {
    expect_context::<Here>()
}

/// A text or a number as text; nothing for what is not there.
pub(super) fn as_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// What an operation that only looks answers, asked again as the world goes on.
#[derive(Clone, Copy)]
pub(super) struct Look {
    answer: RwSignal<Option<Result<Value, Refusal>>>,
}

/// Between two looks, so that a running clock does not keep the engine from running.
const REST_MS: u32 = 500;

impl Look {
    /// Asks while there is an input to ask with.
    pub(super) fn at(
        operation: &'static str,
        input: impl Fn() -> Option<Value> + Send + Sync + 'static,
    ) -> Self {
        let store = use_store();
        let answer = RwSignal::new(None::<Result<Value, Refusal>>);
        // The first engine does not know every operation.
        let is_able = move || store.is_whole() || store.whole_failure().is_some();
        let input = Memo::new(move |_| input().filter(|_| is_able()));
        let moment = Memo::new(move |_| {
            let of_world =
                store.picture.with(|picture| picture.as_ref().map(|picture| picture.view.fact_count));
            let now = store.picture.with(|picture| picture.as_ref().map(|picture| picture.view.now));
            (input.get(), of_world, now)
        });
        let work = move || -> std::pin::Pin<Box<dyn Future<Output = bool>>> {
            Box::pin(async move {
                let found = match input.try_get_untracked() {
                    Some(Some(body)) => Some(store.ask_service(streams::TARGET, operation, &body).await),
                    Some(None) => None,
                    None => return false,
                };
                if answer.try_with_untracked(|known| *known != found) == Some(true) {
                    _ = answer.try_set(found);
                }
                !answer.is_disposed()
            })
        };
        keep_up(moment, REST_MS, Rc::new(work));
        Self { answer }
    }

    /// Reads the answer; `None` until it is there, and where the call is refused.
    pub(super) fn with<T>(self, read: impl FnOnce(&Value) -> T) -> Option<T> {
        self.answer.with(|answer| match answer {
            Some(Ok(answer)) => Some(read(answer)),
            _ => None,
        })
    }

    /// What it was refused with.
    pub(super) fn refusal(self) -> Option<Refusal> {
        self.answer.with(|answer| match answer {
            Some(Err(refusal)) => Some(refusal.clone()),
            _ => None,
        })
    }
}

/// A refusal in one line: the error type and the service's words.
pub(super) fn in_words(refusal: &Refusal) -> String {
    if refusal.code.is_empty() {
        refusal.message.clone()
    } else {
        format!("{}: {}", refusal.code, refusal.message)
    }
}
