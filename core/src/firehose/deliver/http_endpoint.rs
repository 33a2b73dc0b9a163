//! Deliveries to servers that follow the service's own specification of requests and answers.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use serde::Deserialize;

use super::super::configuration::http_endpoint::{ContentEncoding, HttpEndpoint};
use super::super::configuration::s3::CompressionFormat;
use super::super::flow::delivery::Delivery;
use super::tables::Rows;
use super::verdict::Verdict;
use super::{About, Means};
use crate::errand::{HttpRequest, HttpResponse, Outcome, Refused, Server, Unreachable, Wish};
use crate::ids::uuid;
use crate::time::{Duration, Instant};
use crate::wire::{Protocol, Writer, base64};

/// Letters that a record may have as base64. Source: the specification of requests.
const RECORD_LETTERS_MAX: usize = 1_365_336;
/// What is told of a record that has more. Assumed: both.
const RECORD_TOO_LARGE: (&str, &str) =
    ("HttpEndpoint.RecordTooLarge", "The record is larger than a request to an HTTP endpoint may have it.");
/// How long an answer is waited for. Source: the developer guide.
const TIMEOUT: Duration = Duration::from_secs(180);
/// Bytes of the largest answer. Source: the specification of answers.
const ANSWER_BYTES_MAX: usize = 1 << 20;
/// Letters of the longest error message. Source: the same.
const MESSAGE_LETTERS_MAX: usize = 8_192;
/// The status of a batch that is too large, which is not tried again. Source: the same.
const TOO_LARGE: u16 = 413;

/// The request for a delivery; its id stays the same however often it is sent.
pub(super) fn wish(
    endpoint: &HttpEndpoint,
    about: &About<'_>,
    delivery: &mut Delivery,
    means: &mut Means<'_>,
    now: Instant,
) -> Rows {
    let too_large = too_large(delivery);
    if !too_large.is_empty() {
        return Err(too_large);
    }
    let id = delivery.place.get_or_insert_with(|| uuid(means.rng)).clone();
    let body = body(&id, delivery, now);
    let configuration = endpoint.endpoint_configuration.as_ref();
    let told = endpoint.request_configuration.as_ref();
    let mut headers = vec![
        (Cow::Borrowed("X-Amz-Firehose-Protocol-Version"), "1.0".to_string()),
        (Cow::Borrowed("X-Amz-Firehose-Request-Id"), id),
        (Cow::Borrowed("X-Amz-Firehose-Source-Arn"), about.arn.to_string()),
        (Cow::Borrowed("Content-Type"), "application/json".to_string()),
    ];
    if let Some(key) = configuration.and_then(|it| it.access_key.clone()).filter(|key| !key.is_empty()) {
        headers.push((Cow::Borrowed("X-Amz-Firehose-Access-Key"), key));
    }
    if let Some(attributes) = common_attributes(endpoint) {
        headers.push((Cow::Borrowed("X-Amz-Firehose-Common-Attributes"), attributes));
    }
    let zips = told.is_some_and(|told| told.content_encoding == Some(ContentEncoding::Gzip));
    let body = if zips {
        headers.push((Cow::Borrowed("Content-Encoding"), "gzip".to_string()));
        means.compress(CompressionFormat::Gzip, body)
    } else {
        body
    };
    delivery.sent_bytes = body.len() as u64;
    let url = configuration.and_then(|it| it.url.clone()).unwrap_or_default();
    Ok(Wish::Request(HttpRequest { server: Server::HttpEndpoint, url, headers, body, timeout: TIMEOUT }))
}

/// The records that no request may have, as a function may have made them.
fn too_large(delivery: &Delivery) -> Vec<(usize, Refused)> {
    let is_too_large = |bytes| RECORD_LETTERS_MAX < base64::encoded_len(bytes);
    let found = delivery.entries().iter().enumerate().filter(|(_, entry)| is_too_large(entry.data.len()));
    found.map(|(at, _)| (at, Refused::new(RECORD_TOO_LARGE.0, RECORD_TOO_LARGE.1))).collect()
}

fn body(id: &str, delivery: &Delivery, now: Instant) -> Vec<u8> {
    let mut writer = Writer::new(Protocol::Json);
    writer.start_map(3);
    writer.key("requestId");
    writer.text(id);
    writer.key("timestamp");
    writer.integer(now.total_millis());
    writer.key("records");
    writer.start_list(delivery.entries().len());
    for entry in delivery.entries() {
        writer.item();
        writer.start_map(1);
        writer.key("data");
        writer.blob(&entry.data);
        writer.end_map();
    }
    writer.end_list();
    writer.end_map();
    writer.into_bytes()
}

/// The header of common attributes, where there are any.
fn common_attributes(endpoint: &HttpEndpoint) -> Option<String> {
    let told = endpoint.request_configuration.as_ref()?.common_attributes.as_ref()?;
    if told.is_empty() {
        return None;
    }
    let mut writer = Writer::new(Protocol::Json);
    writer.start_map(1);
    writer.key("commonAttributes");
    writer.start_map(told.len());
    for attribute in told {
        writer.key(attribute.attribute_name.as_deref().unwrap_or_default());
        writer.text(attribute.attribute_value.as_deref().unwrap_or_default());
    }
    writer.end_map();
    writer.end_map();
    String::from_utf8(writer.into_bytes()).ok()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    request_id: String,
    /// It must be there, as a number of milliseconds.
    #[expect(dead_code, reason = "only that it is there counts")]
    timestamp: i64,
    error_message: Option<String>,
}

/// What an answer means.
pub(super) fn judge(delivery: &Delivery, outcome: &Outcome) -> Verdict {
    let response = match outcome {
        Outcome::Responded(response) => response,
        Outcome::Unreachable(why) => return Verdict::Again(unreachable(*why)),
        _ => return Verdict::Again(Refused::new("InternalError", "")),
    };
    let id = delivery.place.as_deref().unwrap_or_default();
    match (response.status, conforms(response, id)) {
        (200, Ok(())) => Verdict::Taken,
        (200, Err(refused)) => Verdict::Again(refused),
        (TOO_LARGE, _) => Verdict::Lost(of_destination(response)),
        _ => Verdict::Again(of_destination(response)),
    }
}

/// Whether an answer is as the specification wants it.
fn conforms(response: &HttpResponse, id: &str) -> Result<(), Refused> {
    if ANSWER_BYTES_MAX < response.body.len() {
        let text = "The response received from the destination is too large.";
        return Err(Refused::new("HttpEndpoint.ResponseTooLarge", text));
    }
    let wrong = |why: &str| {
        let text = format!("The response received from the endpoint is invalid: {why}.");
        Refused::new("HttpEndpoint.InvalidResponseFromDestination", text)
    };
    if response.header("content-type") != Some("application/json") {
        return Err(wrong("its content type is not application/json"));
    }
    if response.header("content-encoding").is_some() {
        return Err(wrong("it has a content encoding"));
    }
    let answer: Answer = serde_json::from_slice(&response.body)
        .map_err(|_| wrong("it does not have requestId and timestamp in a JSON object"))?;
    if answer.request_id != id {
        return Err(wrong("its requestId is another than that of the request"));
    }
    Ok(())
}

/// What a server says that does not take a request.
fn of_destination(response: &HttpResponse) -> Refused {
    let said = serde_json::from_slice::<Answer>(&response.body).ok().and_then(|answer| answer.error_message);
    let said: Option<String> = said.map(|text| text.chars().take(MESSAGE_LETTERS_MAX).collect());
    let status = response.status;
    let text = match said {
        Some(said) => format!("The endpoint answered with status {status}: {said}"),
        None => format!("The endpoint answered with status {status}."),
    };
    Refused::new("HttpEndpoint.DestinationException", text)
}

fn unreachable(why: Unreachable) -> Refused {
    let (code, text) = match why {
        Unreachable::ConnectionFailed => {
            ("HttpEndpoint.ConnectionFailed", "The connection to the endpoint could not be made.")
        }
        Unreachable::ConnectionReset => {
            ("HttpEndpoint.ConnectionReset", "The connection to the endpoint was reset.")
        }
        Unreachable::SslHandshakeFailure => (
            "HttpEndpoint.SSLHandshakeFailure",
            "The SSL handshake with the endpoint could not be completed.",
        ),
        Unreachable::RequestTimeout => {
            ("HttpEndpoint.RequestTimeout", "The endpoint did not answer within the time that it has.")
        }
    };
    Refused::new(code, text)
}
