//! Answers of the engine that come as JSON texts.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Phase, Store};
use crate::ui::dom;

impl Store {
    /// Runs a command of the whole engine whose answer is a JSON text, and reads that.
    pub(crate) async fn read<T: DeserializeOwned>(self, name: &str, args: Value) -> Result<T, String> {
        self.whole_engine().await?;
        let text: String = self.ask(name, args).await?;
        serde_json::from_str(&text).map_err(|error| error.to_string())
    }

    /// Whether the whole engine is there with a scenario in it.
    pub(crate) fn can_read(self) -> bool {
        self.phase.get() == Phase::Ready && self.is_whole()
    }

    /// Asks once the whole engine is there, and again with every new picture, but at most so often.
    pub(crate) fn keep_asking(self, every_ms: f64, ask: impl Fn() + 'static) {
        let asked_at = StoredValue::new(f64::NEG_INFINITY);
        Effect::new(move |_| {
            self.picture.track();
            if !self.can_read() {
                return;
            }
            let now = dom::now_ms();
            let still = !self.transport.get_untracked().playing;
            if still || every_ms < now - asked_at.get_value() {
                asked_at.set_value(now);
                ask();
            }
        });
    }

    /// Sets the scenario going, unless that was done before: what is measured is there to be seen while it changes.
    pub(crate) fn run_when_ready(self) {
        Effect::new(move |_| {
            if self.phase.get() == Phase::Ready {
                self.run_once();
            }
        });
    }

    /// What a command of the whole engine answers, once; nothing until then.
    pub(crate) fn once<T>(self, name: &'static str, args: Value) -> RwSignal<T>
    where
        T: DeserializeOwned + Default + Send + Sync + 'static,
    {
        let answer = RwSignal::new(T::default());
        spawn_local(async move {
            match self.read(name, args).await {
                // The page may be gone by now.
                Ok(found) => _ = answer.try_set(found),
                Err(why) => self.complain(why),
            }
        });
        answer
    }
}
