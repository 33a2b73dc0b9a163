//! From an HTTP request to an answer: the order in which the JSON services judge.
//!
//! Observed: kinesalite `index.js`, 2020. First the frame (method, body, content type), then whether the body parses,
//! then the operation's name, then authentication, then types, constraints and the operation itself.

mod elsewhere;

use alloc::borrow::ToOwned;
use alloc::vec::Vec;

use super::operation::Failure;
use crate::error::{Code, Error};
use crate::fault::{Answer, Fate};
use crate::ids::RequestId;
use crate::wire::http::{AnswerIds, ContentType, Cors, EventStream, Form, RPC_2, Request, Response, Wait};
use crate::wire::sigv4::{self, Signer};
use crate::wire::{Protocol, Reader, SyntaxError, Writer, event_stream};

/// Bodies above this many bytes are refused unread. Assumed: a record of 10 MiB has 14 MiB of base64.
pub const BODY_BYTES_MAX: usize = 16 * 1024 * 1024;

const ACCESS_DENIED_XML: &[u8] = b"<AccessDeniedException>\n  \
    <Message>Unable to determine service/operation name to be authorized</Message>\n</AccessDeniedException>\n";
const UNKNOWN_OPERATION_XML: &[u8] = b"<UnknownOperationException/>\n";

/// What `X-Amz-Target` says: the text's first two parts between dots, after the name of a package if there is one. In
/// RPC v2 it is the path that says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target<'a> {
    /// `Kinesis_20131202`, for one.
    pub service: &'a str,
    /// `PutRecord`, for one.
    pub operation: &'a str,
}

impl<'a> Target<'a> {
    /// What a request is for, if it says.
    pub fn of(request: &Request<'a>) -> Option<Self> {
        if request.header("smithy-protocol") == Some(RPC_2) {
            let (service, operation) = request.uri.strip_prefix("/service/")?.split_once("/operation/")?;
            return Some(Self { service, operation });
        }
        Self::parse(request.header("x-amz-target"))
    }

    fn parse(text: Option<&'a str>) -> Option<Self> {
        let mut parts = bare(text?).split('.');
        let (service, operation) = (parts.next()?, parts.next()?);
        (!service.is_empty() && !operation.is_empty()).then_some(Self { service, operation })
    }
}

/// `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents` without its package: the last two parts.
fn bare(text: &str) -> &str {
    if !text.starts_with("com.amazonaws.") {
        return text;
    }
    let from = text.rmatch_indices('.').nth(1).map_or(0, |(dot, _)| dot + 1);
    &text[from..]
}

/// Who calls, as far as the frame of the request says.
#[derive(Clone, Debug)]
pub struct Caller<'a> {
    /// Who signed.
    pub signer: Result<Signer, Error>,
    /// Names in any case, values as sent.
    pub headers: &'a [(&'a str, &'a str)],
    /// The id that the answer will bear; calls without a frame have none.
    pub request_id: Option<RequestId>,
    /// Whether it would rather ask again than hear that there is nothing yet.
    pub may_wait: bool,
    /// Where it asks again: with what it was let through before.
    pub admitted: Option<Fate>,
}

impl Caller<'_> {
    /// Somebody in this process, who signs nothing and is told no id.
    pub const fn here() -> Self {
        let signer = Ok(Signer { account: None, region: None });
        Self { signer, headers: &[], request_id: None, may_wait: false, admitted: None }
    }

    /// The first header of this name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|&(_, value)| value)
    }
}

/// Whoever owns the services.
pub trait Host {
    /// Whether there is such an operation.
    fn has(&self, target: Target<'_>) -> bool;

    /// How a target is refused that is none.
    fn unknown(&self, target: Option<Target<'_>>) -> Error;

    /// The services that there are, as signatures name them.
    fn signing_names(&self) -> &'static [&'static str];

    /// The forms in which a service may be spoken to. A service that is not there counts as one of Kinesis.
    fn forms(&self, service: &str) -> &'static [Form];

    /// Runs it, as [`super::Declaration::run`] does.
    fn run(
        &mut self,
        target: Target<'_>,
        caller: Caller<'_>,
        body: Reader<'_>,
        writer: &mut Writer,
    ) -> Answer<(), Failure>;
}

/// Answers one request, whatever it holds. One that has waited comes with what it was let through with.
pub fn answer(
    host: &mut impl Host,
    request: Request<'_>,
    admitted: Option<Fate>,
    ids: AnswerIds,
) -> Response {
    let cors = cors_of(&request);
    let Judged { status, content_type, body, event_stream, error, wait, fate } =
        judge(host, request, admitted, &cors, &ids);
    let rest_headers = Vec::new();
    Response { status, content_type, body, event_stream, error, cors, ids, wait, fate, rest_headers }
}

/// An answer but for what surrounds every answer.
struct Judged {
    status: u16,
    content_type: Option<&'static str>,
    body: Vec<u8>,
    event_stream: Option<EventStream>,
    error: Option<Code>,
    wait: Option<Wait>,
    fate: Fate,
}

impl Judged {
    fn new(status: u16, content_type: Option<&'static str>, body: Vec<u8>, error: Option<Code>) -> Self {
        let (event_stream, wait, fate) = Default::default();
        Self { status, content_type, body, event_stream, error, wait, fate }
    }

    /// What has no content type: refusals that come before the protocol is known.
    fn untyped(status: u16, body: &[u8], error: Option<Code>) -> Self {
        Self::new(status, None, body.to_owned(), error)
    }
}

fn judge(
    host: &mut impl Host,
    request: Request<'_>,
    admitted: Option<Fate>,
    cors: &Cors,
    ids: &AnswerIds,
) -> Judged {
    if BODY_BYTES_MAX < request.body.len() {
        return Judged::untyped(413, b"", None);
    }
    if matches!(cors, Cors::Preflight { .. }) {
        return Judged::untyped(200, b"", None);
    }
    let target = Target::of(&request);
    let known = target.filter(|&target| host.has(target));
    if known.is_none()
        && let Some(refused) = elsewhere::refuse(&request, target, host.signing_names())
    {
        return refused;
    }
    if request.method != "POST" {
        return Judged::untyped(403, ACCESS_DENIED_XML, Some(Code::AccessDenied));
    }
    let forms = host.forms(target.map_or("", |target| target.service));
    let content_type = request.header("content-type");
    if request.body.is_empty() {
        let error = if known.is_some() { Error::bare(Code::Serialization) } else { host.unknown(target) };
        let exact = forms.iter().find(|form| content_type == Some(form.content_type()));
        return refusal(*exact.unwrap_or(&Form::Cbor11), &error);
    }
    match ContentType::parse(content_type) {
        ContentType::Amazon(form) if forms.contains(&form) => {
            judge_body(host, request, admitted, (form, target), ids)
        }
        ContentType::PlainJson => plain_json(request.body),
        _ if target.is_none() => Judged::untyped(403, ACCESS_DENIED_XML, Some(Code::AccessDenied)),
        _ => Judged::untyped(404, UNKNOWN_OPERATION_XML, Some(Code::UnknownOperation)),
    }
}

fn judge_body(
    host: &mut impl Host,
    request: Request<'_>,
    admitted: Option<Fate>,
    (form, target): (Form, Option<Target<'_>>),
    ids: &AnswerIds,
) -> Judged {
    let signer = sigv4::check(&request);
    let Request { headers, may_wait, .. } = request;
    let caller = Caller { signer, headers, request_id: Some(ids.request_id()), may_wait, admitted };
    let is_object = starts_an_object(form.protocol(), request.body);
    let mut body = form.reader(request.body);
    let Some(target) = target.filter(|&target| is_object && host.has(target)) else {
        let well_formed = is_object && skip_all(&mut body).is_ok();
        let error = if well_formed { host.unknown(target) } else { Error::bare(Code::Serialization) };
        return refusal(form, &error);
    };
    let mut writer = form.writer();
    let Answer { outcome, fate } = host.run(target, caller, body, &mut writer);
    let judged = match outcome {
        Ok(()) => match writer.subscription().cloned() {
            None => Judged::new(200, Some(form.content_type()), writer.into_bytes(), None),
            Some(subscription) => going_on(EventStream { subscription, protocol: form.protocol() }),
        },
        Err(Failure::NotYet(wait)) => Judged { wait: Some(wait), ..Judged::untyped(200, b"", None) },
        Err(Failure::Syntax) => refusal(form, &Error::bare(Code::Serialization)),
        Err(Failure::Refused(error)) => refusal(form, &error),
    };
    Judged { fate, ..judged }
}

/// An answer whose events come later: until then, there is the frame that says so.
fn going_on(event_stream: EventStream) -> Judged {
    let mut body = Vec::new();
    event_stream::initial_response(&mut body);
    let judged = Judged::new(200, Some(event_stream::CONTENT_TYPE), body, None);
    Judged { event_stream: Some(event_stream), ..judged }
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
fn refusal(form: Form, error: &Error) -> Judged {
    let mut writer = form.writer();
    writer.start_map(1 + usize::from(error.message.is_some()) + error.lists.len());
    writer.key("__type");
    writer.plain_text(error.code.name());
    if let Some(message) = &error.message {
        writer.key(if error.code == Code::Serialization { "Message" } else { "message" });
        writer.text(message);
    }
    for (member, texts) in &error.lists {
        writer.key(member);
        writer.start_list(texts.len());
        for text in texts {
            writer.item();
            writer.text(text);
        }
        writer.end_list();
    }
    writer.end_map();
    Judged::new(error.code.status(), Some(form.content_type()), writer.into_bytes(), Some(error.code))
}

/// The deprecated form, which can only fail.
fn plain_json(body: &mut [u8]) -> Judged {
    let well_formed =
        starts_an_object(Protocol::Json, body) && skip_all(&mut Reader::new(Protocol::Json, body)).is_ok();
    let (status, code) = if well_formed { (404, Code::UnknownOperation) } else { (400, Code::Serialization) };
    let name = code.name();
    let body =
        alloc::format!(r#"{{"Output":{{"__type":"com.amazon.coral.service#{name}"}},"Version":"1.0"}}"#);
    Judged::new(status, Some("application/json"), body.into_bytes(), Some(code))
}

/// What a browser may be told of the answer.
pub(crate) fn cors_of(request: &Request<'_>) -> Cors {
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

#[cfg(test)]
#[expect(unreachable_pub, reason = "shapes are public wherever they are declared")]
mod tests;
