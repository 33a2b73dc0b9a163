//! Deliveries to Splunk: events are sent to its HTTP Event Collector, which is asked until it says that they are indexed.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use serde_json::Value;

use super::super::configuration::splunk::{HecEndpointType, Splunk};
use super::super::flow::delivery::{Delivery, Stage};
use super::super::flow::object::join;
use super::Means;
use super::verdict::Verdict;
use crate::errand::{HttpRequest, Outcome, Refused, Server, Unreachable, Wish};
use crate::ids::uuid;
use crate::time::{Duration, Instant};

/// How long an answer is waited for. Assumed: as for other servers.
const TIMEOUT: Duration = Duration::from_secs(180);
/// How long between two questions whether events are indexed. Assumed.
const ASKING_PAUSE: Duration = Duration::from_secs(5);

/// The request of a delivery: its events, or the question after them. The channel stays the same.
pub(super) fn wish(splunk: &Splunk, delivery: &mut Delivery, means: &mut Means<'_>) -> Wish {
    let channel = delivery.place.get_or_insert_with(|| uuid(means.rng)).clone();
    let base = splunk.hec_endpoint.as_deref().unwrap_or_default().trim_end_matches('/');
    let (path, body) = match delivery.stage {
        Stage::Acknowledge { id, .. } => ("ack", format!(r#"{{"acks":[{id}]}}"#).into_bytes()),
        _ => {
            let body = join(delivery.entries(), false);
            delivery.sent_bytes = body.len() as u64;
            let is_event = splunk.hec_endpoint_type == Some(HecEndpointType::Event);
            (if is_event { "event" } else { "raw" }, body)
        }
    };
    let url = format!("{base}/services/collector/{path}?channel={channel}");
    let token = splunk.hec_token.as_deref().unwrap_or_default();
    let headers: Vec<(Cow<'static, str>, String)> = vec![
        (Cow::Borrowed("Authorization"), format!("Splunk {token}")),
        (Cow::Borrowed("X-Splunk-Request-Channel"), channel),
        (Cow::Borrowed("Content-Type"), "application/json".to_string()),
    ];
    Wish::Request(HttpRequest { server: Server::Splunk, url, headers, body, timeout: TIMEOUT })
}

/// What an answer means.
pub(super) fn judge(splunk: &Splunk, delivery: &Delivery, outcome: &Outcome, now: Instant) -> Verdict {
    let response = match outcome {
        Outcome::Responded(response) => response,
        Outcome::Unreachable(why) => return still(splunk, delivery, unreachable(*why), now),
        _ => return Verdict::Again(Refused::new("Splunk.ServerError", "")),
    };
    let answer: Value = serde_json::from_slice(&response.body).unwrap_or_default();
    if response.status != 200 {
        return still(splunk, delivery, of_collector(response.status, &answer), now);
    }
    match delivery.stage {
        Stage::Acknowledge { id, .. } if answer["acks"][id.to_string()] == Value::Bool(true) => {
            Verdict::Taken
        }
        Stage::Acknowledge { .. } => {
            let text = "The acknowledgement of the events did not come in time.";
            still(splunk, delivery, Refused::new("Splunk.AckTimeout", text), now)
        }
        _ => match answer["ackId"].as_u64() {
            Some(id) => Verdict::GoOn(Stage::Acknowledge { id, since: now }, ASKING_PAUSE),
            None => {
                let text = "Acknowledgement of events is not turned on for the token.";
                Verdict::Again(Refused::new("Splunk.DisabledAck", text))
            }
        },
    }
}

/// While there is time, events that were sent are asked for again; else they are sent again, for this reason.
fn still(splunk: &Splunk, delivery: &Delivery, refused: Refused, now: Instant) -> Verdict {
    let Stage::Acknowledge { since, .. } = delivery.stage else { return Verdict::Again(refused) };
    let secs = splunk.hec_acknowledgment_timeout_in_seconds.unwrap_or_default();
    if now + ASKING_PAUSE <= since + Duration::from_secs(secs as u64) {
        return Verdict::GoOn(delivery.stage.clone(), ASKING_PAUSE);
    }
    Verdict::Again(refused)
}

/// What the collector says that does not take events, by its own codes. Source: Splunk's documentation of the collector.
fn of_collector(status: u16, answer: &Value) -> Refused {
    let code = match answer["code"].as_u64() {
        Some(1) => "Splunk.DisabledToken",
        Some(2..=4) => "Splunk.InvalidToken",
        Some(5 | 6 | 12 | 13) => "Splunk.InvalidDataFormat",
        Some(7) => "Splunk.InvalidIndex",
        Some(14) => "Splunk.DisabledAck",
        _ if status == 404 => "Splunk.InvalidEndpoint",
        _ => "Splunk.ServerError",
    };
    let text =
        answer["text"].as_str().map_or_else(|| format!("Splunk answered with status {status}."), Into::into);
    Refused::new(code, text)
}

fn unreachable(why: Unreachable) -> Refused {
    match why {
        Unreachable::ConnectionFailed | Unreachable::RequestTimeout => {
            Refused::new("Splunk.ConnectionTimeout", "The connection to Splunk timed out.")
        }
        Unreachable::ConnectionReset => {
            Refused::new("Splunk.ConnectionClosed", "Splunk closed the connection.")
        }
        Unreachable::SslHandshakeFailure => {
            Refused::new("Splunk.SSLHandshake", "The SSL handshake with Splunk could not be completed.")
        }
    }
}
