//! Questions to the engine about an application.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::store::Store;

/// Asks once. A question is `{ "query": …, … }`, as `engine-sql.js` takes it.
pub(super) async fn ask<T: DeserializeOwned>(store: Store, question: Value) -> Result<T, String> {
    store.whole_engine().await?;
    let answer = store.request("sql", question).await?;
    let text = answer.as_string().ok_or("The engine gave no text.")?;
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

/// What the engine reads as a text inside a question.
pub(super) fn inside(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
