//! What faults make of an errand.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::errand::{
    Asker, HttpRequest, HttpResponse, Outcome, Refused, Server, Unreachable, Warehouse, Wish,
};
use crate::fault::destination::{DestinationEffect as Effect, DestinationFaults, Strike, Target};
use crate::time::{Duration, Instant};

/// What is said of a fault that has no text of its own.
const ASKED_FOR: &str = "This fault was asked for.";

/// What becomes of an errand.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Fate {
    /// What is told at once, because it is not done.
    pub(super) refusal: Option<Outcome>,
    /// Records that are rejected, by their place.
    pub(super) rejected: Vec<usize>,
    delay: Duration,
    is_lost: bool,
}

impl Fate {
    /// What the faults make of an errand.
    pub(super) fn draw(faults: &mut DestinationFaults, asker: &Asker, wish: &Wish, now: Instant) -> Self {
        let Some(target) = target_of(wish) else { return Self::default() };
        let delivery_stream = match asker {
            Asker::DeliveryStream(name) => Some(&**name),
            Asker::Application(_) => None,
        };
        let strike = faults.strike(target, delivery_stream, records_of(wish), now);
        let Strike { refusal, delay, is_lost, rejected } = strike;
        Self { refusal: refusal.map(|effect| refused(target, wish, effect)), rejected, delay, is_lost }
    }

    /// When what, of this outcome of a wish that came then, is told.
    pub(super) fn told(
        &self,
        wish: &Wish,
        outcome: Outcome,
        asked: Instant,
        now: Instant,
    ) -> (Instant, Outcome) {
        let timeout = match wish {
            Wish::Request(HttpRequest { timeout, .. }) => Some(*timeout),
            _ => None,
        };
        match timeout {
            Some(timeout) if self.is_lost || timeout < self.delay => {
                ((asked + timeout).max(now), Outcome::Unreachable(Unreachable::RequestTimeout))
            }
            None if self.is_lost => {
                let target = target_of(wish).unwrap_or(Target::S3);
                (now + self.delay, Outcome::Failed(Refused::new(code_of(target), ASKED_FOR)))
            }
            _ => (now + self.delay, outcome),
        }
    }
}

fn target_of(wish: &Wish) -> Option<Target> {
    Some(match wish {
        Wish::PutObject(_) | Wish::GetObject { .. } => Target::S3,
        Wish::Invoke { .. } => Target::Lambda,
        Wish::Request(request) => match request.server {
            Server::HttpEndpoint => Target::HttpEndpoint,
            Server::Splunk => Target::Splunk,
            Server::Opensearch => Target::Opensearch,
        },
        Wish::Copy(_) => Target::Redshift,
        Wish::Append(append) => match append.warehouse {
            Warehouse::Snowflake(_) => Target::Snowflake,
            Warehouse::Iceberg(_) => Target::Iceberg,
        },
        Wish::DescribeTable(_) => Target::Glue,
        // Other services of the world have faults of their own.
        Wish::ListShards { .. }
        | Wish::ReadShard { .. }
        | Wish::PutRecords { .. }
        | Wish::PutRecordBatch { .. }
        | Wish::ReadTap { .. } => return None,
    })
}

/// Records that are answered for one by one.
fn records_of(wish: &Wish) -> usize {
    match wish {
        Wish::Append(append) => append.rows.len(),
        Wish::Request(request) if request.server == Server::Opensearch => {
            request.body.iter().filter(|&&byte| byte == b'\n').count() / 2
        }
        _ => 0,
    }
}

/// What logs call it when nothing better is known.
fn code_of(target: Target) -> &'static str {
    match target {
        Target::S3 => "InternalError",
        Target::Lambda => "Lambda.InternalServerError",
        Target::Redshift => "Redshift.ConnectionFailed",
        Target::Snowflake => "Snowflake.ServiceUnavailable",
        Target::Iceberg => "Iceberg.InternalError",
        Target::Glue => "DataFormatConversion.InternalError",
        Target::HttpEndpoint | Target::Splunk | Target::Opensearch => "",
    }
}

/// What is told of an errand that is not done.
fn refused(target: Target, wish: &Wish, effect: Effect) -> Outcome {
    match (wish, effect) {
        (Wish::Request(request), Effect::Refuse { status, message, .. }) => {
            let message = message.map_or(Cow::Borrowed(ASKED_FOR), Cow::Owned);
            Outcome::Responded(response(request, status.unwrap_or(500), &message))
        }
        (Wish::Request(_), _) => Outcome::Unreachable(Unreachable::ConnectionFailed),
        (_, Effect::Refuse { code, message, .. }) => {
            let code = code.map_or(Cow::Borrowed(code_of(target)), Cow::Owned);
            Outcome::Failed(Refused::new(code, message.map_or(Cow::Borrowed(ASKED_FOR), Cow::Owned)))
        }
        _ => Outcome::Failed(Refused::new(code_of(target), ASKED_FOR)),
    }
}

/// An answer of a server that does not take a request, in its own form.
fn response(request: &HttpRequest, status: u16, message: &str) -> HttpResponse {
    let header =
        |name: &str| request.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value);
    let body = match request.server {
        Server::HttpEndpoint => json!({
            "requestId": header("X-Amz-Firehose-Request-Id"),
            "timestamp": 0,
            "errorMessage": message,
        }),
        Server::Splunk => json!({ "text": message, "code": if status == 403 { 4 } else { 8 } }),
        Server::Opensearch => {
            json!({ "error": { "type": "exception", "reason": message }, "status": status })
        }
    };
    let headers = [("content-type".into(), "application/json".into())].into();
    HttpResponse { status, headers, body: alloc::string::ToString::to_string(&body).into_bytes() }
}
