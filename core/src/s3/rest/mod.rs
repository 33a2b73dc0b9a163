//! The REST face of S3: a request in, an answer out.

mod bucket;
mod chunked;
mod object;
mod operations;
mod range;
mod request;
mod upload;
mod xml;

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::S3;
use super::refusal::Refusal;
use crate::ids::{AccountId, Region, RequestId};
use crate::time::{Civil, Instant};
use crate::wire::http::Request;
pub use operations::OPERATIONS;
use request::Asked;
use xml::Xml;

/// Who asks, and when.
#[derive(Clone, Debug)]
pub struct Context {
    /// The account.
    pub account: AccountId,
    /// The region.
    pub region: Region,
    /// The moment.
    pub now: Instant,
    /// The id of the answer.
    pub request_id: RequestId,
}

/// An answer, but for what every answer has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Names and values.
    pub headers: Vec<(Cow<'static, str>, String)>,
    /// The body. Of a HEAD it is what a GET would have had: its length is told, and it is not sent.
    pub body: Vec<u8>,
    /// The code of a refusal, for logs.
    pub error: Option<&'static str>,
    /// The bucket and key of the object that it gives.
    pub read: Option<(String, String)>,
    /// What it has changed.
    pub changed: Option<Changed>,
}

/// What a request has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The operation, by AWS's name.
    pub operation: &'static str,
    /// The bucket.
    pub bucket: String,
    /// The key; empty where the operation is about the bucket itself.
    pub key: String,
}

impl Answer {
    fn empty(status: u16) -> Self {
        Self { status, ..Self::default() }
    }

    fn xml(body: Vec<u8>) -> Self {
        Self { status: 200, body, ..Self::default() }.with("Content-Type", "application/xml")
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((Cow::Borrowed(name), value.into()));
        self
    }

    /// Says what was changed by which operation: the bucket itself where there is no key.
    fn by(self, operation: &'static str, bucket: &str, key: &str) -> Self {
        let changed = Changed { operation, bucket: bucket.into(), key: key.into() };
        Self { changed: Some(changed), ..self }
    }

    fn refusal(refusal: &Refusal, context: &Context, asked: &Asked<'_>) -> Self {
        let body = Xml::error(|xml| {
            xml.leaf("Code", refusal.code.name());
            xml.leaf("Message", &refusal.message);
            if let Some((element, text)) = &refusal.details {
                xml.leaf(element, text);
            }
            xml.leaf("Resource", &format!("/{}/{}", asked.bucket.as_deref().unwrap_or_default(), asked.key));
            xml.leaf("RequestId", &context.request_id.to_string());
        });
        let error = Some(refusal.code.name());
        Self { status: refusal.code.status(), error, ..Self::xml(body) }
    }
}

/// Whether a request is for S3: its signature says so, or the host that it is for.
pub fn is_meant(request: &Request<'_>, service: Option<&str>) -> bool {
    let host = request.header("host").and_then(|host| host.split(':').next()).unwrap_or_default();
    service == Some("s3") || host.split('.').any(|part| part == "s3")
}

/// Answers a request.
pub fn answer(s3: &mut S3, request: Request<'_>, context: &Context) -> Answer {
    let asked = Asked::of(&request);
    let answer = body_of(&asked, request.body).and_then(|body| route(s3, &asked, body, context));
    answer.unwrap_or_else(|refusal| Answer::refusal(&refusal, context, &asked))
}

fn route(s3: &mut S3, asked: &Asked<'_>, body: Vec<u8>, context: &Context) -> Result<Answer, Refusal> {
    if let Some(operation) = operations::not_here(asked) {
        return Err(Refusal::not_implemented(&operation));
    }
    match (&asked.bucket, &*asked.key) {
        (None, _) => match asked.method {
            "GET" => Ok(bucket::list_all(s3, context)),
            method => Err(Refusal::not_implemented(&format!("{method} of no bucket"))),
        },
        (Some(bucket), "") => bucket::route(s3, asked, bucket, &body, context),
        (Some(bucket), key) => object::route(s3, asked, (bucket, key), body, context),
    }
}

/// The body, out of its pieces if it came in such.
fn body_of(asked: &Asked<'_>, body: &[u8]) -> Result<Vec<u8>, Refusal> {
    let is_chunked = asked.header("x-amz-content-sha256").is_some_and(|hash| hash.starts_with("STREAMING-"));
    if is_chunked { chunked::decode(body) } else { Ok(body.into()) }
}

/// A moment as XML has it, to the millisecond.
fn xml_time(at: Instant) -> String {
    let Civil { year, month, day, hour, minute, second, .. } = at.civil();
    let millis = at.total_millis().rem_euclid(1_000);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
}

/// A moment as headers have it.
fn http_time(at: Instant) -> String {
    let civil = at.civil();
    let Civil { year, day, hour, minute, second, .. } = civil;
    let (weekday, month) = (civil.weekday_name(), civil.month_name());
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}
