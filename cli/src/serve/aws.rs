//! A request for AWS: handed to the engine, its answer handed back.

use std::rc::Rc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Either;
use hyper::Response;
use hyper::header::{CONNECTION, CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{StatusCode, Version};
use kinetoscope::api::dispatch::BODY_BYTES_MAX;
use kinetoscope::fault::Fate;
use kinetoscope::wire::http::{self, Wait};
use smallvec::SmallVec;
use tokio::time::sleep;

use super::body::Collected;
use super::engine::Clock;
use super::subscriber::Subscriber;
use super::{Answer, Endpoint, whole};

/// Headers of a usual request; more of them cost an allocation.
const HEADERS_USUAL: usize = 16;

/// How often a call that waits is asked again: the engine says nothing by itself.
const ASK_AGAIN: Duration = Duration::from_millis(50);

/// Answers as the engine does.
pub(super) async fn answer(endpoint: &Rc<Endpoint>, head: &Parts, body: Collected) -> Answer {
    let (mut body, headers) = match body {
        Collected::Whole(body) => (body, headers(head)),
        Collected::TooLarge => return too_large(endpoint, head),
    };
    // A virtual clock may stand still for ever, so there nobody waits.
    let waits = endpoint.engine.borrow().clock() == Clock::Machine
        && kinetoscope::world::may_wait(&request(head, &headers, &mut body));
    if waits {
        let answer = wait(endpoint, head, &headers, &body).await;
        return to_hyper(endpoint, answer);
    }
    handle(endpoint, request(head, &headers, &mut body))
}

/// Asks until the engine has an answer; without waiting once the call has waited for long enough, or the server ends.
async fn wait(endpoint: &Endpoint, head: &Parts, headers: &[(&str, &str)], body: &[u8]) -> http::Response {
    let mut waits: Option<Wait> = None;
    loop {
        let answer = {
            let (mut engine, mut body) = (endpoint.engine.borrow_mut(), body.to_vec());
            let world = engine.world();
            let is_last =
                endpoint.subscribers.are_closing() || waits.is_some_and(|wait| wait.until <= world.now());
            let asked = http::Request { may_wait: !is_last, ..request(head, headers, &mut body) };
            match waits {
                None => world.handle(asked),
                Some(wait) => world.handle_again(asked, wait.fate),
            }
        };
        let Some(wait) = answer.wait else { return answer };
        waits.get_or_insert(wait);
        // The clock was looked at.
        endpoint.wake_subscribers();
        sleep(ASK_AGAIN).await;
    }
}

fn handle(endpoint: &Rc<Endpoint>, request: http::Request<'_>) -> Answer {
    let answer = endpoint.engine.borrow_mut().world().handle(request);
    to_hyper(endpoint, answer)
}

/// What the engine says to a body over its limit. It looks at the length alone, so these zeros are never touched and
/// the system never finds memory for them.
fn too_large(endpoint: &Rc<Endpoint>, head: &Parts) -> Answer {
    let mut body = vec![0; BODY_BYTES_MAX + 1];
    let mut answer = handle(endpoint, request(head, &headers(head), &mut body));
    if head.version < Version::HTTP_2 {
        answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    answer
}

/// The request's frame in the engine's words.
pub(super) fn request<'a>(
    head: &'a Parts,
    headers: &'a [(&'a str, &'a str)],
    body: &'a mut [u8],
) -> http::Request<'a> {
    let uri = head.uri.path_and_query().map_or("/", |uri| uri.as_str());
    http::Request { method: head.method.as_str(), uri, headers, body, may_wait: false }
}

/// Names and values; a value that is no text is as if it were not there.
pub(super) fn headers(head: &Parts) -> SmallVec<[(&str, &str); HEADERS_USUAL]> {
    let text = |value| std::str::from_utf8(HeaderValue::as_bytes(value)).ok();
    head.headers.iter().filter_map(|(name, value)| Some((name.as_str(), text(value)?))).collect()
}

fn to_hyper(endpoint: &Rc<Endpoint>, answer: http::Response) -> Answer {
    let (headers, rest_headers, fate) = (answer.headers(), answer.rest_headers.clone(), answer.fate);
    let body = Bytes::from(answer.body);
    let mut response = Response::new(match answer.event_stream {
        None => whole(body),
        Some(events) => Either::Right(Subscriber::new(endpoint.clone(), events, body)),
    });
    if let Some(code) = answer.error {
        response.extensions_mut().insert(code);
    }
    if fate != Fate::default() {
        response.extensions_mut().insert(fate);
    }
    *response.status_mut() =
        StatusCode::from_u16(answer.status).expect("the engine answers with real statuses");
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(header_name(name), value);
        }
    }
    for (name, value) in rest_headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(&*name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Names that come with every answer are ready made.
fn header_name(name: &'static str) -> HeaderName {
    const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");
    const EXTENDED_ID: HeaderName = HeaderName::from_static("x-amz-id-2");
    match name {
        "x-amzn-RequestId" => REQUEST_ID,
        "x-amz-id-2" => EXTENDED_ID,
        "Content-Type" => CONTENT_TYPE,
        _ => HeaderName::from_bytes(name.as_bytes()).expect("the engine names real headers"),
    }
}
