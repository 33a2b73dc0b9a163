//! What the shell asks of the place that it runs in: calls, time and names.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// Where the shell runs. Answers may come later, because a page's engine lives in a worker.
pub trait Host {
    /// Does a call.
    fn call(&mut self, call: &Call) -> impl Future<Output = Result<String, Refusal>>;

    /// Sends a request to S3, which has no operations on the wire but methods and paths.
    fn request(&mut self, request: &Request) -> impl Future<Output = Response>;

    /// Lets virtual time pass.
    fn advance(&mut self, length: Duration) -> impl Future<Output = ()>;
}

/// One call of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The service, as `X-Amz-Target` spells it.
    pub service: String,
    /// AWS's name of the operation.
    pub operation: String,
    /// The input as JSON.
    pub input: String,
}

/// A request to S3.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// `PUT`, for one.
    pub method: &'static str,
    /// The path, which begins with the bucket, and the query; both percent-encoded.
    pub uri: String,
    /// Names and values.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// What S3 answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// A service's refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The error's type.
    pub code: String,
    /// What it says; may be empty.
    pub message: String,
}

/// What there is, for completion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Of streams.
    pub streams: Vec<String>,
    /// Of shards, of any stream.
    pub shards: Vec<String>,
    /// ARNs of registered consumers.
    pub consumers: Vec<String>,
    /// Of buckets.
    pub buckets: Vec<String>,
    /// Of delivery streams.
    pub delivery_streams: Vec<String>,
}

/// The outcome of what never waits: of a shell whose host answers at once.
///
/// # Panics
/// Where something does wait.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => panic!("the host waits"),
    }
}
