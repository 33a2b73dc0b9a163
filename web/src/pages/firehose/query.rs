//! Questions to the engine that no picture answers, asked again as the world goes on.

use leptos::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::store::{Store, use_store};
use crate::ui::look::keep_asking;

/// Asks once. A question is `{ "query": …, … }`, as `engine-firehose.js` takes it.
pub(super) async fn ask<T: DeserializeOwned>(store: Store, question: Value) -> Result<T, String> {
    store.whole_engine().await?;
    let answer = store.request("firehose", question).await?;
    let text = answer.as_string().ok_or("The engine gave no text.")?;
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

/// The answer to a question, which follows the world.
pub(super) fn follow<T>(question: impl Fn() -> Option<Value> + Send + Sync + 'static) -> RwSignal<Option<T>>
where
    T: DeserializeOwned + PartialEq + Send + Sync + 'static,
{
    let store = use_store();
    keep_asking(question, move |question| async move { ask(store, question).await.ok() })
}
