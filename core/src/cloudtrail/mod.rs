//! AWS CloudTrail, as far as it tells of Kinesis: the management calls of one account in one region, read from facts.
//!
//! No service calls it: [`CloudTrail::read`] keeps the calls that facts tell of, and its operation in [`op`] finds them.
//! Calls that move records are data events, which LookupEvents never shows, so no fact tells of them one by one.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

mod error;
pub mod op;
mod record;

use crate::api::Gate;
use crate::fact::{Event, LoggedCall};
use crate::ids::{AccountId, Region};
use crate::time::{Duration, Instant};
use crate::wire::http::Form;

/// What `X-Amz-Target` says before the last dot.
pub const TARGET: &str = "CloudTrail_20131101";
/// The forms in which the service may be spoken to.
pub const FORMS: &[Form] = &[Form::Json11];
/// How long calls are kept. Source: API reference of CloudTrail, LookupEvents.
pub const KEPT: Duration = Duration::from_hours(90 * 24);
/// Calls that are kept; beyond it the oldest go before their time. Together with what each may have, about 100 MB.
pub const EVENTS_KEPT: usize = 10_000;

/// Calls of one shared piece of the list.
const CHUNK: usize = 250;

/// The calls of one account in one region.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CloudTrail {
    account: AccountId,
    region: Region,
    /// In order; in pieces that copies of the world share.
    kept: VecDeque<Arc<Vec<Entry>>>,
    count: u64,
}

/// A call that was kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entry {
    /// Counts up from 0.
    serial: u64,
    at: Instant,
    call: Box<LoggedCall>,
}

impl Entry {
    /// When the call was, in whole seconds: records tell no more.
    fn at_secs(&self) -> Instant {
        Instant::from_secs(self.at.total_secs())
    }
}

impl Gate for CloudTrail {}

impl CloudTrail {
    /// The trail of an account in a region, in which nothing happened yet.
    pub fn new(account: AccountId, region: Region) -> Self {
        Self { account, region, kept: VecDeque::new(), count: 0 }
    }

    /// Keeps the call that a fact tells of; any other fact is nothing to it.
    pub fn read(&mut self, event: &Event, now: Instant) {
        let Event::Logged(call) = event else { return };
        if self.kept.back().is_none_or(|chunk| chunk.len() == CHUNK) {
            self.kept.push_back(Arc::new(Vec::with_capacity(CHUNK)));
        }
        let entry = Entry { serial: self.count, at: now, call: call.clone() };
        Arc::make_mut(self.kept.back_mut().expect("one was pushed")).push(entry);
        self.count += 1;
        if EVENTS_KEPT / CHUNK < self.kept.len() {
            self.kept.pop_front();
        }
    }

    fn newest_first(&self) -> impl Iterator<Item = &Entry> {
        self.kept.iter().rev().flat_map(|chunk| chunk.iter().rev())
    }
}
