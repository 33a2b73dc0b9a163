//! The frame of a request and of an answer, without a socket.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::base64;
use super::reader::{Protocol, Reader};
use super::writer::Writer;
use crate::error::Code;
use crate::fault::Fate;
use crate::ids::{RequestId, SubscriptionId};
use crate::rng::Rng;
use crate::time::Instant;

/// One HTTP request, borrowed. The body is overwritten while it is read.
#[derive(Debug)]
pub struct Request<'a> {
    /// `POST` for every operation of the JSON services.
    pub method: &'a str,
    /// Path and query.
    pub uri: &'a str,
    /// Names in any case, values as sent.
    pub headers: &'a [(&'a str, &'a str)],
    /// The whole body.
    pub body: &'a mut [u8],
    /// Whether who asks would rather ask again later than hear that there is nothing yet: see [`Response::wait`].
    pub may_wait: bool,
}

impl<'a> Request<'a> {
    /// The first header of this name, in whatever case.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|&(_, value)| value)
    }

    /// The first query parameter of this name, not decoded; empty where it has no value.
    pub fn query(&self, name: &str) -> Option<&'a str> {
        let (_, query) = self.uri.split_once('?')?;
        query.split('&').find_map(|pair| match pair.split_once('=') {
            Some((key, value)) => (key == name).then_some(value),
            None => (pair == name).then_some(""),
        })
    }
}

/// The random ids of one answer.
#[derive(Clone, Debug)]
pub struct AnswerIds {
    request_id: RequestId,
    extended: [u8; Self::EXTENDED_BYTES],
}

impl AnswerIds {
    const EXTENDED_BYTES: usize = 72;

    /// The id that the caller sees.
    pub fn request_id(&self) -> RequestId {
        self.request_id
    }

    /// The next ids of this generator.
    pub fn draw(rng: &mut Rng) -> Self {
        let request_id = RequestId::draw(rng);
        let mut extended = [0; Self::EXTENDED_BYTES];
        rng.fill(&mut extended);
        Self { request_id, extended }
    }
}

/// What a browser may be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cors {
    /// The request had no `Origin`.
    #[default]
    None,
    /// An ordinary request from a page.
    Simple,
    /// A preflight, with the headers and methods that it asked for.
    Preflight {
        /// `Access-Control-Request-Headers`, as sent.
        headers: Option<String>,
        /// `Access-Control-Request-Method`, as sent.
        method: Option<String>,
    },
}

/// The rest of a body that goes on: the events of a subscription, as frames, in the protocol of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventStream {
    /// Whose events.
    pub subscription: SubscriptionId,
    /// The form of each event.
    pub protocol: Protocol,
}

/// A call that was let through and waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// When to ask for the last time.
    pub until: Instant,
    /// What will become of its answer: whoever asks again says so, and the call is not judged anew.
    pub fate: Fate,
}

/// One HTTP answer.
#[derive(Clone, Debug)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Content type; some refusals have none.
    pub content_type: Option<&'static str>,
    /// The whole body, or the beginning of one that goes on.
    pub body: Vec<u8>,
    /// What the body goes on with.
    pub event_stream: Option<EventStream>,
    /// The type of a refusal, for logs.
    pub error: Option<Code>,
    /// What the browser is told.
    pub cors: Cors,
    /// Ids to print.
    pub ids: AnswerIds,
    /// Only where the request may wait: this is no answer yet, and nothing was done. Ask the same again by
    /// `World::handle_again` when something may have changed, and at the end of the wait without waiting.
    pub wait: Option<Wait>,
    /// What faults that were asked for do to it on its way: the host keeps it back, or breaks the connection instead.
    pub fate: Fate,
    /// What a service that speaks REST says in headers of its own, to be sent behind [`Self::headers`].
    pub rest_headers: Vec<(Cow<'static, str>, String)>,
}

impl Response {
    /// Headers to send, in order. `Content-Length` and `Date` are the transport's.
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        const EXPOSED: &str =
            "x-amzn-RequestId,x-amzn-ErrorType,x-amz-request-id,x-amz-id-2,x-amzn-ErrorMessage,Date";
        let mut headers = Vec::with_capacity(6);
        let id = if self.rest_headers.is_empty() { "x-amzn-RequestId" } else { "x-amz-request-id" };
        headers.push((id, self.ids.request_id.to_string()));
        if !matches!(self.cors, Cors::Preflight { .. }) {
            headers.push(("x-amz-id-2", base64::encode(&self.ids.extended)));
        }
        if let Some(content_type) = self.content_type {
            headers.push(("Content-Type", content_type.into()));
        }
        let is_in = |form: Form| self.content_type == Some(form.content_type());
        if is_in(Form::Rpc2) {
            headers.push(("smithy-protocol", RPC_2.into()));
        }
        if let Some(error) = self.error.filter(|_| is_in(Form::Json10) || is_in(Form::Rpc2)) {
            // By this, clients keep the error names that they knew from the query protocol.
            headers.push(("x-amzn-query-error", error.query_error()));
        }
        match &self.cors {
            Cors::None => {}
            Cors::Simple => {
                headers.push(("Access-Control-Allow-Origin", "*".into()));
                headers.push(("Access-Control-Expose-Headers", EXPOSED.into()));
            }
            Cors::Preflight { headers: asked_headers, method } => {
                headers.push(("Access-Control-Allow-Origin", "*".into()));
                headers.extend(asked_headers.clone().map(|asked| ("Access-Control-Allow-Headers", asked)));
                headers.extend(method.clone().map(|asked| ("Access-Control-Allow-Methods", asked)));
                headers.push(("Access-Control-Max-Age", "172800".into()));
            }
        }
        headers
    }
}

/// What `Smithy-Protocol` says, of requests and of answers.
pub const RPC_2: &str = "rpc-v2-cbor";

/// A protocol in one of its versions. The bodies of one protocol are alike; what else stands in an answer differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// JSON as services speak it that once spoke the query protocol.
    Json10,
    /// JSON.
    Json11,
    /// CBOR.
    Cbor11,
    /// CBOR of RPC v2, where the path says what is called and times are seconds.
    Rpc2,
}

impl Form {
    /// A body to read.
    pub fn reader(self, body: &mut [u8]) -> Reader<'_> {
        Reader::new(self.protocol(), body).in_seconds(self == Self::Rpc2)
    }

    /// A body to write.
    pub fn writer(self) -> Writer {
        Writer::new(self.protocol()).in_seconds(self == Self::Rpc2)
    }

    /// How bodies are read and written.
    pub const fn protocol(self) -> Protocol {
        match self {
            Self::Json10 | Self::Json11 => Protocol::Json,
            Self::Cbor11 | Self::Rpc2 => Protocol::Cbor,
        }
    }

    /// The content type of requests and answers.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Json10 => "application/x-amz-json-1.0",
            Self::Json11 => Protocol::Json.content_type(),
            Self::Cbor11 => Protocol::Cbor.content_type(),
            Self::Rpc2 => "application/cbor",
        }
    }
}

/// What the content type says of a body. Text after `;` is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentType {
    /// One of AWS's own.
    Amazon(Form),
    /// `application/json`, a form that the service knows and that can only fail.
    PlainJson,
    /// Anything else, or nothing.
    Unknown,
}

impl ContentType {
    /// Reads the header's value.
    pub fn parse(value: Option<&str>) -> Self {
        let essence = value.and_then(|value| value.split(';').next()).map(str::trim);
        match essence {
            Some("application/x-amz-json-1.0") => Self::Amazon(Form::Json10),
            Some("application/x-amz-json-1.1") => Self::Amazon(Form::Json11),
            Some("application/x-amz-cbor-1.1") => Self::Amazon(Form::Cbor11),
            Some("application/cbor") => Self::Amazon(Form::Rpc2),
            Some("application/json") => Self::PlainJson,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_found_in_any_case_and_queries_by_name() {
        let headers = [("X-AMZ-Target", "a")];
        let request = Request {
            method: "POST",
            uri: "/?a=1&b&c=2=3",
            headers: &headers,
            body: &mut [],
            may_wait: false,
        };
        assert_eq!(request.header("x-amz-target"), Some("a"));
        assert_eq!(
            [request.query("a"), request.query("b"), request.query("c"), request.query("d")],
            [Some("1"), Some(""), Some("2=3"), None]
        );
    }

    #[test]
    fn content_types_drop_their_parameters() {
        assert_eq!(
            ContentType::parse(Some(" application/x-amz-json-1.1 ; charset=utf-8")),
            ContentType::Amazon(Form::Json11)
        );
        assert_eq!(ContentType::parse(Some("application/JSON")), ContentType::Unknown);
        assert_eq!(ContentType::parse(None), ContentType::Unknown);
    }
}
