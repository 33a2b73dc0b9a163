//! `POST advance`: moves virtual time.

use hyper::StatusCode;
use hyper::body::Incoming;
use hyper::http::request::Parts;
use kinetoscope::time::{Duration, Instant};
use serde::Deserialize;
use serde_json::json;
use tokio::task::yield_now;

use super::answers::{self, refusal};
use crate::serve::body::{Collected, collect};
use crate::serve::engine::Clock;
use crate::serve::{Answer, Endpoint};

const BODY_BYTES_MAX: usize = 1_024;
/// Things done between two looks at the port, so that others are answered during a long way.
const STEPS_PER_TURN: u32 = 10_000;
/// Things done between two looks at deliveries: few enough that the facts of them are still kept.
const STEPS_PER_LOOK: u32 = 1_000;

/// How far, in one of two ways.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
enum Advance {
    Length(Length),
    Target(Target),
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Length {
    ms: u64,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Target {
    to: Instant,
}

/// Moves the clock, doing all that falls due, and tells the new time.
///
/// # Errors
/// When the client goes away before it has sent its body.
pub(super) async fn answer(endpoint: &Endpoint, head: &Parts, body: Incoming) -> hyper::Result<Answer> {
    let collected = collect(head, body, BODY_BYTES_MAX).await?;
    if endpoint.engine.borrow().clock() == Clock::Machine {
        let reason =
            "time follows the machine's clock; start `kinetoscope serve` with --virtual-time to move it";
        return Ok(refusal(StatusCode::CONFLICT, reason));
    }
    let asked = match &collected {
        Collected::Whole(body) => serde_json::from_slice(body).ok(),
        Collected::TooLarge => None,
    };
    let now = endpoint.engine.borrow_mut().world().now();
    Ok(match asked.map(|advance| target(advance, now)) {
        None => refusal(StatusCode::BAD_REQUEST, r#"send {"ms": 1000} or {"to": "2026-01-01T00:00:00Z"}"#),
        Some(target) if target < now => {
            refusal(StatusCode::BAD_REQUEST, &format!("time does not go back: it is {now}"))
        }
        Some(target) if Instant::CLOCK_END < target => {
            refusal(StatusCode::BAD_REQUEST, &format!("time ends at {}", Instant::CLOCK_END))
        }
        Some(target) => {
            advance_to(endpoint, target).await;
            answers::json(&json!({ "now": endpoint.engine.borrow_mut().world().now() }))
        }
    })
}

fn target(advance: Advance, now: Instant) -> Instant {
    match advance {
        Advance::Length(Length { ms }) => now + Duration::from_millis(ms),
        Advance::Target(Target { to }) => to,
    }
}

/// As `World::advance_to`, in turns with the port's other work. Subscribers get their turn whenever something has come
/// for them, as they would have in the time that is passed over.
async fn advance_to(endpoint: &Endpoint, target: Instant) {
    let mut steps = 0;
    endpoint.finish_tasks().await;
    while endpoint.engine.borrow_mut().world().step(target) {
        steps += 1;
        // What takes real time takes no virtual time.
        endpoint.finish_tasks().await;
        if steps % STEPS_PER_LOOK == 0 {
            endpoint.tell_deliveries();
        }
        if endpoint.wake_subscribers() || steps % STEPS_PER_TURN == 0 {
            yield_now().await;
        }
    }
    endpoint.engine.borrow_mut().world().advance_to(target);
    endpoint.tell_deliveries();
    endpoint.wake_subscribers();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_one_of_the_two_ways_is_understood() {
        let read = |text| serde_json::from_str::<Advance>(text).ok();
        assert_eq!(read(r#"{"ms": 5}"#), Some(Advance::Length(Length { ms: 5 })));
        assert!(read(r#"{"to": "2026-01-01T00:00:00Z"}"#).is_some());
        for wrong in [
            "",
            "{}",
            "5",
            r#"{"ms": -1}"#,
            r#"{"ms": 1.5}"#,
            r#"{"to": "noon"}"#,
            r#"{"ms": 1, "to": "2026-01-01T00:00:00Z"}"#,
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
