//! Requests to servers, and what they answer.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::time::Duration;

/// A request to a server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpRequest {
    /// Which kind of server it is meant for.
    pub server: Server,
    /// Where.
    pub url: String,
    /// Names and values; the length of the body is not among them.
    pub headers: Vec<(Cow<'static, str>, String)>,
    /// The body of a POST.
    pub body: Vec<u8>,
    /// How long an answer is waited for.
    pub timeout: Duration,
}

/// The kinds of server that take records by HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Server {
    /// One that follows the service's own specification.
    HttpEndpoint,
    /// Splunk's HTTP Event Collector.
    Splunk,
    /// OpenSearch or Elasticsearch.
    Opensearch,
}

/// An answer of a server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpResponse {
    /// The status.
    pub status: u16,
    /// Names, in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// The value of a header, whose name is given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }
}

/// Why a server gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreachable {
    /// Nobody took the connection.
    ConnectionFailed,
    /// It broke off.
    ConnectionReset,
    /// It could not be made safe.
    SslHandshakeFailure,
    /// The answer did not come in time.
    RequestTimeout,
}
