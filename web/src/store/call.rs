//! Calls of the services' operations: what a page does goes into the session, what it only looks at does not.

use serde::Deserialize;
use serde_json::{Value, json};

use super::Store;

/// What a service refused a call with.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Refusal {
    /// The error type; empty where the engine itself did not answer.
    #[serde(rename = "type")]
    pub(crate) code: String,
    /// Why, in the service's words.
    pub(crate) message: String,
}

impl Refusal {
    fn of_engine(message: String) -> Self {
        Self { code: String::new(), message }
    }
}

/// What came of a call.
#[derive(Deserialize)]
struct Called {
    /// The answer, a JSON text.
    answer: Option<String>,
    error: Option<Refusal>,
    /// How much that was to come the call has replaced, in microseconds.
    replaced: f64,
}

impl Store {
    /// Calls an operation now, as part of the session, and says what became of the future that it replaces. The service is
    /// named as the wire names it: [`kinetoscope::streams::TARGET`]. An empty answer is `null`.
    pub(crate) async fn call(self, service: &str, operation: &str, body: &Value) -> Result<Value, Refusal> {
        self.call_by("call", service, operation, body).await
    }

    /// The same, forgotten at once: for operations that only look.
    pub(crate) async fn ask_service(
        self,
        service: &str,
        operation: &str,
        body: &Value,
    ) -> Result<Value, Refusal> {
        self.call_by("ask", service, operation, body).await
    }

    async fn call_by(
        self,
        command: &str,
        service: &str,
        operation: &str,
        body: &Value,
    ) -> Result<Value, Refusal> {
        let args = json!({ "service": service, "operation": operation, "body": body.to_string() });
        let called: Called = self.ask(command, args).await.map_err(Refusal::of_engine)?;
        self.tell_of_replaced(called.replaced);
        match called {
            Called { error: Some(refusal), .. } => Err(refusal),
            Called { answer: Some(answer), .. } if !answer.is_empty() => {
                serde_json::from_str(&answer).map_err(|error| Refusal::of_engine(error.to_string()))
            }
            _ => Ok(Value::Null),
        }
    }
}
