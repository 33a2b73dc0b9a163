//! From an HTTP request to an answer: the order in which the JSON services judge.
//!
//! Observed: kinesalite `index.js`, 2020. First the frame (method, body, content type), then whether the body parses,
//! then the operation's name, then authentication, then types, constraints and the operation itself.

use alloc::borrow::ToOwned;
use alloc::vec::Vec;

use super::operation::Failure;
use crate::error::{Code, Error};
use crate::wire::http::{AnswerIds, ContentType, Cors, Request, Response};
use crate::wire::sigv4::{self, Signer};
use crate::wire::{Protocol, Reader, SyntaxError, Writer};

/// Bodies above this many bytes are refused unread. Assumed: a record of 10 MiB has 14 MiB of base64.
pub const BODY_BYTES_MAX: usize = 16 * 1024 * 1024;

const ACCESS_DENIED_XML: &[u8] = b"<AccessDeniedException>\n  \
    <Message>Unable to determine service/operation name to be authorized</Message>\n</AccessDeniedException>\n";
const UNKNOWN_OPERATION_XML: &[u8] = b"<UnknownOperationException/>\n";

/// What `X-Amz-Target` says: the text's first two parts between dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target<'a> {
    /// `Kinesis_20131202`, for one.
    pub service: &'a str,
    /// `PutRecord`, for one.
    pub operation: &'a str,
}

impl<'a> Target<'a> {
    fn parse(text: Option<&'a str>) -> Option<Self> {
        let mut parts = text?.split('.');
        Some(Self { service: parts.next()?, operation: parts.next().filter(|name| !name.is_empty())? })
    }
}

/// Whoever owns the services.
pub trait Host {
    /// Whether there is such an operation.
    fn has(&self, target: Target<'_>) -> bool;

    /// Runs it, as [`super::Declaration::run`] does.
    fn run(
        &mut self,
        target: Target<'_>,
        signer: Result<Signer, Error>,
        body: Reader<'_>,
        writer: &mut Writer,
    ) -> Result<(), Failure>;
}

/// Answers one request, whatever it holds.
pub fn answer(host: &mut impl Host, request: Request<'_>, ids: AnswerIds) -> Response {
    let cors = cors_of(&request);
    let (status, content_type, body) = judge(host, request, &cors);
    Response { status, content_type, body, cors, ids }
}

type Judged = (u16, Option<&'static str>, Vec<u8>);

fn judge(host: &mut impl Host, request: Request<'_>, cors: &Cors) -> Judged {
    if BODY_BYTES_MAX < request.body.len() {
        return (413, None, Vec::new());
    }
    if matches!(cors, Cors::Preflight { .. }) {
        return (200, None, Vec::new());
    }
    if request.method != "POST" {
        return (403, None, ACCESS_DENIED_XML.to_owned());
    }
    let target = Target::parse(request.header("x-amz-target"));
    let known = target.filter(|&target| host.has(target));
    if request.body.is_empty() {
        let code = if known.is_some() { Code::Serialization } else { Code::UnknownOperation };
        let exact = request.header("content-type") == Some(Protocol::Json.content_type());
        return refusal(if exact { Protocol::Json } else { Protocol::Cbor }, &Error::bare(code));
    }
    match ContentType::parse(request.header("content-type")) {
        ContentType::Amazon(protocol) => judge_body(host, request, protocol, known),
        ContentType::PlainJson => plain_json(request.body),
        ContentType::Unknown if target.is_none() => (403, None, ACCESS_DENIED_XML.to_owned()),
        ContentType::Unknown => (404, None, UNKNOWN_OPERATION_XML.to_owned()),
    }
}

fn judge_body(
    host: &mut impl Host,
    request: Request<'_>,
    protocol: Protocol,
    known: Option<Target<'_>>,
) -> Judged {
    let signer = sigv4::check(&request);
    let is_object = starts_an_object(protocol, request.body);
    let mut body = Reader::new(protocol, request.body);
    let Some(target) = known.filter(|_| is_object) else {
        let well_formed = is_object && skip_all(&mut body).is_ok();
        let code = if well_formed { Code::UnknownOperation } else { Code::Serialization };
        return refusal(protocol, &Error::bare(code));
    };
    let mut writer = Writer::new(protocol);
    match host.run(target, signer, body, &mut writer) {
        Ok(()) => (200, Some(protocol.content_type()), writer.into_bytes()),
        Err(Failure::Syntax) => refusal(protocol, &Error::bare(Code::Serialization)),
        Err(Failure::Refused(error)) => refusal(protocol, &error),
    }
}

fn starts_an_object(protocol: Protocol, body: &[u8]) -> bool {
    match protocol {
        Protocol::Json => body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{'),
        Protocol::Cbor => body.first().is_some_and(|byte| byte >> 5 == 5),
    }
}

fn skip_all(body: &mut Reader<'_>) -> Result<(), SyntaxError> {
    let token = body.next_token()?;
    body.skip(token)?;
    body.end()
}

/// An error as the body that carries it. Serialization errors spell `Message` with a capital.
fn refusal(protocol: Protocol, error: &Error) -> Judged {
    let mut writer = Writer::new(protocol);
    writer.start_map(1 + usize::from(error.message.is_some()));
    writer.key("__type");
    writer.plain_text(error.code.name());
    if let Some(message) = &error.message {
        writer.key(if error.code == Code::Serialization { "Message" } else { "message" });
        writer.text(message);
    }
    writer.end_map();
    (error.code.status(), Some(protocol.content_type()), writer.into_bytes())
}

/// The deprecated form, which can only fail.
fn plain_json(body: &mut [u8]) -> Judged {
    let well_formed =
        starts_an_object(Protocol::Json, body) && skip_all(&mut Reader::new(Protocol::Json, body)).is_ok();
    let (status, code) = if well_formed { (404, Code::UnknownOperation) } else { (400, Code::Serialization) };
    let name = code.name();
    let body =
        alloc::format!(r#"{{"Output":{{"__type":"com.amazon.coral.service#{name}"}},"Version":"1.0"}}"#);
    (status, Some("application/json"), body.into_bytes())
}

fn cors_of(request: &Request<'_>) -> Cors {
    if request.header("origin").is_none() {
        return Cors::None;
    }
    if request.method != "OPTIONS" {
        return Cors::Simple;
    }
    let asked = |name| request.header(name).map(ToOwned::to_owned);
    Cors::Preflight {
        headers: asked("access-control-request-headers"),
        method: asked("access-control-request-method"),
    }
}
