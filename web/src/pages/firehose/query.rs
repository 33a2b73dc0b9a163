//! Questions to the engine that no picture answers, asked again as the world goes on.

use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::store::{Store, use_store};
use crate::ui::keep_up::keep_up;

/// Between two looks, so that a running clock does not keep the engine from running.
const REST_MS: u32 = 500;

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
    let answer = RwSignal::new(None::<T>);
    let question = Memo::new(move |_| question());
    let moment = Memo::new(move |_| {
        let seen = |picture: &std::sync::Arc<kinetoscope::world::session::Picture>| {
            (picture.view.fact_count, picture.view.now)
        };
        (question.get(), store.picture.with(|picture| picture.as_ref().map(seen)))
    });
    let work = move || -> Pin<Box<dyn Future<Output = bool>>> {
        Box::pin(async move {
            let found = match question.try_get_untracked() {
                Some(Some(question)) => ask::<T>(store, question).await.ok(),
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
    answer
}
