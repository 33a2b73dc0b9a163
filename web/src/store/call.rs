//! Calls of the services' operations: what a page does goes into the session, what it only looks at does not.

use kinetoscope::world::s3_request::S3Request;
use leptos::prelude::Update;
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

    /// In one line: the error type and the service's words.
    pub(crate) fn in_words(&self) -> String {
        if self.code.is_empty() { self.message.clone() } else { format!("{}: {}", self.code, self.message) }
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

/// What S3 answered to a request.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct S3Answer {
    pub(crate) status: u16,
    /// As base64.
    pub(crate) body: String,
    replaced: f64,
}

/// A call that a part of the page has made, for the history of the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Done {
    /// Counts from 1.
    pub(crate) id: u64,
    /// As the wire names it.
    pub(crate) service: String,
    pub(crate) operation: String,
    pub(crate) input: String,
}

/// Calls that are remembered.
const DONE_MAX: usize = 100;

impl Store {
    /// Remembers a call.
    pub(super) fn remember(self, service: &str, operation: &str, input: String) {
        self.calls.update(|calls| {
            let id = calls.last().map_or(1, |last| last.id + 1);
            calls.push(Done { id, service: service.into(), operation: operation.into(), input });
            let surplus = calls.len().saturating_sub(DONE_MAX);
            calls.drain(..surplus);
        });
    }

    /// As [`Self::call`], with input and answer as they are, and nothing remembered: for the terminal.
    pub(crate) async fn call_as_text(
        self,
        service: &str,
        operation: &str,
        body: &str,
    ) -> Result<String, Refusal> {
        self.text_by("call", service, operation, body.to_owned()).await
    }

    /// Sends a request to S3 now, as part of the session. The whole engine must be there.
    pub(crate) async fn request_s3(self, request: &S3Request) -> Result<S3Answer, String> {
        let request = serde_json::to_string(request).map_err(|error| error.to_string())?;
        let answer: S3Answer = self.ask("s3", json!({ "request": request })).await?;
        self.tell_of_replaced(answer.replaced);
        Ok(answer)
    }

    /// Calls an operation now, as part of the session, and says what became of the future that it replaces. The service is
    /// named as the wire names it: [`kinetoscope::streams::TARGET`]. An empty answer is `null`.
    pub(crate) async fn call(self, service: &str, operation: &str, body: &Value) -> Result<Value, Refusal> {
        self.remember(service, operation, body.to_string());
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
        let answer = self.text_by(command, service, operation, body.to_string()).await?;
        if answer.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&answer).map_err(|error| Refusal::of_engine(error.to_string()))
    }

    async fn text_by(
        self,
        command: &str,
        service: &str,
        operation: &str,
        body: String,
    ) -> Result<String, Refusal> {
        let args = json!({ "service": service, "operation": operation, "body": body });
        let called: Called = self.ask(command, args).await.map_err(Refusal::of_engine)?;
        self.tell_of_replaced(called.replaced);
        match called {
            Called { error: Some(refusal), .. } => Err(refusal),
            Called { answer, .. } => Ok(answer.unwrap_or_default()),
        }
    }
}
