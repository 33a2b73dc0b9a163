//! What the tabs share: the stream that the page is about, and what the service says of it.

use kinetoscope::streams;
use kinetoscope::world::view::{ReaderView, ShardView, StreamView};
use leptos::prelude::*;
use serde_json::{Value, json};

use crate::store::{Store, use_store};
use crate::ui::chosen::Chosen;
use crate::ui::dom;
use crate::ui::look::Look;

/// The stream that the page is about.
#[derive(Clone, Copy)]
pub(super) struct Here {
    pub(super) store: Store,
    /// Its name, and those of the others.
    pub(super) chosen: Chosen,
    /// Its name; empty where there is none.
    pub(super) stream: Memo<String>,
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
        let chosen = Chosen::among(|view| view.streams.iter().map(|stream| stream.name.clone()).collect());
        let stream = chosen.name;
        let summary = Look::at(streams::TARGET, "DescribeStreamSummary", move || {
            let name = stream.get();
            (!name.is_empty()).then(|| json!({ "StreamName": name }))
        });
        Self { store, chosen, stream, tab, shard: RwSignal::new(None), summary }
    }

    /// Opens another tab, as a click on it would.
    pub(super) fn open(self, tab: &'static str) {
        self.tab.set(tab);
        dom::set_query("tab", tab);
        request_animation_frame(|| dom::focus("streams-panel"));
    }

    /// Goes to another stream.
    pub(super) fn choose(self, name: String) {
        self.chosen.choose(name);
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
