//! Answers that a fault keeps back or loses on their way: the engine says which, and here it is done to them.

use std::fmt;
use std::rc::Rc;
use std::time::Duration;

use kinetoscope::fault::Fate;
use tokio::time::sleep;

use super::engine::Clock;
use super::{Answer, Endpoint};

/// How often a virtual clock is looked at for an answer that waits for it.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Why a request gets no answer.
#[derive(Debug)]
pub(super) enum Unanswered {
    /// The client went away before it had sent all.
    Broken(hyper::Error),
    /// A fault that was asked for: the connection or the HTTP/2 stream ends.
    Lost,
}

impl From<hyper::Error> for Unanswered {
    fn from(error: hyper::Error) -> Self {
        Self::Broken(error)
    }
}

impl fmt::Display for Unanswered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(error) => error.fmt(f),
            Self::Lost => f.write_str("the answer was lost, as was asked for"),
        }
    }
}

impl std::error::Error for Unanswered {}

/// Lets a fault do to an answer what its extensions say. A delay takes the world's time, so a virtual clock must be moved
/// past it.
///
/// # Errors
/// When the answer is lost.
pub(super) async fn deliver(endpoint: &Rc<Endpoint>, answer: Answer) -> Result<Answer, Unanswered> {
    let Some(fate) = answer.extensions().get::<Fate>().copied() else { return Ok(answer) };
    if endpoint.engine.borrow().clock() == Clock::Machine {
        sleep(Duration::from_micros(fate.delay.total_micros())).await;
    } else {
        wait_until_moved(endpoint, fate.delay).await;
    }
    if fate.is_lost { Err(Unanswered::Lost) } else { Ok(answer) }
}

async fn wait_until_moved(endpoint: &Rc<Endpoint>, delay: kinetoscope::time::Duration) {
    let now = || endpoint.engine.borrow_mut().world().now();
    let until = now() + delay;
    while now() < until && !endpoint.subscribers.are_closing() {
        sleep(LOOK_AGAIN).await;
    }
}
