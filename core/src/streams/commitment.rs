//! The minimum throughput billing commitment of an account: what On-demand Advantage is switched on by.

use serde::{Deserialize, Serialize};

use super::shapes::{CommitmentOutput, CommitmentStatus};
use crate::time::{Duration, Instant};

/// How long a commitment lasts at least.
pub(super) const LASTS_AT_LEAST: Duration = Duration::from_hours(24);

/// When an account committed itself, and until when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Commitment {
    started_at: Option<Instant>,
    /// When it ends, once its end was asked for.
    ends_at: Option<Instant>,
}

impl Commitment {
    /// Whether it holds at a time.
    pub(super) fn holds(&self, now: Instant) -> bool {
        self.started_at.is_some() && self.ends_at.is_none_or(|end| now < end)
    }

    /// When it ends, once its end was asked for.
    pub(super) fn ends_at(&self) -> Option<Instant> {
        self.ends_at
    }

    /// Begins one, or takes back that its end was asked for.
    pub(super) fn enable(&mut self, now: Instant) {
        if !self.holds(now) {
            self.started_at = Some(now);
        }
        self.ends_at = None;
    }

    /// Ends it as soon as it may end.
    pub(super) fn disable(&mut self, now: Instant) {
        if self.holds(now) && self.ends_at.is_none() {
            self.ends_at = self.earliest_end().map(|earliest| earliest.max(now));
        }
    }

    fn earliest_end(&self) -> Option<Instant> {
        self.started_at.map(|started| started + LASTS_AT_LEAST)
    }

    pub(super) fn describe(&self, now: Instant) -> CommitmentOutput {
        let (holds, ending) = (self.holds(now), self.ends_at.is_some());
        CommitmentOutput {
            status: match (holds, ending) {
                (true, false) => CommitmentStatus::Enabled,
                (true, true) => CommitmentStatus::EnabledUntilEarliestAllowedEnd,
                (false, _) => CommitmentStatus::Disabled,
            },
            started_at: self.started_at,
            ended_at: self.ends_at.filter(|_| !holds),
            earliest_allowed_end_at: self.earliest_end().filter(|_| holds),
        }
    }
}
