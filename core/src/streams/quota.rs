//! Quotas on calls within the last 24 hours.

use alloc::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::time::{Duration, Instant};

const DAY: Duration = Duration::from_hours(24);

/// When something was done in the last 24 hours.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct LastDay(VecDeque<Instant>);

impl LastDay {
    /// How often it was done.
    pub(super) fn count(&self, now: Instant) -> usize {
        self.0.iter().filter(|&&at| now.since(at) < DAY).count()
    }

    /// Notes that it is done now.
    pub(super) fn note(&mut self, now: Instant) {
        self.0.retain(|&at| now.since(at) < DAY);
        self.0.push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_day_old_counts_no_longer() {
        let mut calls = LastDay::default();
        calls.note(Instant::from_secs(0));
        calls.note(Instant::from_secs(10));
        assert_eq!(calls.count(Instant::from_secs(86_399)), 2);
        assert_eq!(calls.count(Instant::from_secs(86_400)), 1);
        calls.note(Instant::from_secs(86_410));
        assert_eq!(calls.count(Instant::from_secs(86_410)), 1);
    }
}
