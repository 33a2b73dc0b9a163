//! What the shell asks of the page: calls, which become inputs of the session, and the passing of virtual time.

use std::time::Duration;

use kinetoscope_shell::{Call, Host, Refusal};
use serde_json::json;

use crate::store::Store;

/// The page, as the shell sees it.
pub(super) struct Page(pub(super) Store);

impl Host for Page {
    async fn call(&mut self, call: &Call) -> Result<String, Refusal> {
        // What only the whole engine knows is refused by the first one, and says so itself.
        _ = self.0.whole_engine().await;
        let answer = self.0.call_as_text(&call.service, &call.operation, &call.input).await;
        answer.map_err(|refusal| Refusal { code: refusal.code, message: refusal.message })
    }

    async fn advance(&mut self, length: Duration) {
        // Who stops the journey is somewhere on the way; nothing else can go wrong.
        _ = self.0.request("advance", json!({ "us": length.as_micros() as f64 })).await;
    }
}
