//! What the parts of the page share: the delivery stream that it is about, and what is known of it.

use kinetoscope::time::Instant;
use kinetoscope::world::view::delivery_stream::DeliveryStreamView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use crate::store::{Store, use_store};
use crate::ui::chosen::Chosen;
use crate::ui::dom;
use crate::ui::look::Look;

/// The service, as the wire names it.
pub(super) const TARGET: &str = "Firehose_20150804";

/// An object: its bucket and its key.
pub(super) type Place = (String, String);

/// The delivery stream that the page is about.
#[derive(Clone, Copy)]
pub(super) struct Here {
    pub(super) store: Store,
    /// Its name, and those of the others.
    pub(super) chosen: Chosen,
    /// Its name; empty where there is none.
    pub(super) stream: Memo<String>,
    /// The tab that is open.
    pub(super) tab: RwSignal<&'static str>,
    /// What DescribeDeliveryStream answers.
    pub(super) description: Look,
    /// The object that is shown.
    pub(super) object: RwSignal<Option<Place>>,
    /// Whether the form is open that makes a delivery stream.
    pub(super) making: RwSignal<bool>,
}

impl Here {
    /// Reads the choice from the address.
    pub(super) fn new(tab: RwSignal<&'static str>) -> Self {
        let store = use_store();
        let chosen =
            Chosen::among(|view| view.delivery_streams.iter().map(|stream| stream.name.clone()).collect());
        let stream = chosen.name;
        let description = Look::at(TARGET, "DescribeDeliveryStream", move || {
            let name = stream.get();
            (!name.is_empty()).then(|| json!({ "DeliveryStreamName": name }))
        });
        Self {
            store,
            chosen,
            stream,
            tab,
            description,
            object: RwSignal::new(None),
            making: RwSignal::new(false),
        }
    }

    /// Opens another tab, as a click on it would.
    pub(super) fn open(self, tab: &'static str) {
        self.tab.set(tab);
        dom::set_query("tab", tab);
        request_animation_frame(|| dom::focus("firehose-panel"));
    }

    /// Goes to another delivery stream.
    pub(super) fn choose(self, name: String) {
        self.chosen.choose(name);
        self.object.set(None);
    }

    /// Reads the delivery stream as the picture has it.
    pub(super) fn with_stream<T>(self, read: impl FnOnce(&DeliveryStreamView) -> T) -> Option<T> {
        self.stream.with(|name| {
            self.store.picture.with(|picture| {
                let streams = &picture.as_ref()?.view.delivery_streams;
                streams.iter().find(|stream| stream.name == *name).map(read)
            })
        })
    }

    /// The clock of the picture.
    pub(super) fn now(self) -> Instant {
        self.store.picture.with(|picture| picture.as_ref().map_or(Instant::EPOCH, |picture| picture.view.now))
    }

    /// Microseconds from the start of the session to a moment.
    pub(super) fn elapsed_us(self, at: Instant) -> u64 {
        let start = self
            .store
            .picture
            .with(|picture| picture.as_ref().map_or(Instant::EPOCH, |picture| picture.view.start));
        at.since(start).total_micros()
    }

    /// A member of the description.
    pub(super) fn told(self, member: &str) -> Value {
        self.description
            .with(|answer| answer["DeliveryStreamDescription"][member].clone())
            .unwrap_or_default()
    }

    /// Does an action now, as JSON has it; what goes wrong is shown.
    pub(super) fn act(self, action: &Value) {
        let text = action.to_string();
        spawn_local(async move {
            if let Err(why) = self.try_act(text).await {
                self.store.complain(why);
            }
        });
    }

    /// The same, with the refusal.
    pub(super) async fn try_act(self, action: String) -> Result<(), String> {
        self.store.whole_engine().await?;
        self.store.try_act_as(action).await
    }
}

/// What the parts share.
pub(super) fn use_here() -> Here {
    expect_context::<Here>()
}
