//! How many records were accepted when, over the whole of one course of events, in few parts.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::fact::{Event, Fact};
use crate::time::{Duration, Instant};

/// Parts at most; where time outgrows them, each two become one.
const PARTS_MAX: usize = 240;
/// A part is at first this long.
const PART: Duration = Duration::from_secs(1);

/// Accepted records by time. Facts that are read again, because the player went back, count once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Density {
    /// How long a part is.
    pub part: Duration,
    /// Records of each part, from the start on.
    pub records: Vec<u32>,
    /// The next fact to count.
    next_fact: u64,
}

impl Default for Density {
    fn default() -> Self {
        Self { part: PART, records: Vec::new(), next_fact: 0 }
    }
}

impl Density {
    /// Counts the next fact of a run that began at `start`.
    pub(super) fn read(&mut self, fact: &Fact, start: Instant) {
        if fact.id < self.next_fact {
            return;
        }
        self.next_fact = fact.id + 1;
        if let Event::RecordsAccepted { count, .. } = fact.event {
            self.add(fact.at.since(start), count);
        }
    }

    fn add(&mut self, at: Duration, count: u32) {
        while PARTS_MAX <= self.place(at) {
            self.part = Duration::from_micros(self.part.total_micros().saturating_mul(2));
            let both = |pair: &[u32]| pair.iter().fold(0_u32, |sum, part| sum.saturating_add(*part));
            self.records = self.records.chunks(2).map(both).collect();
        }
        let place = self.place(at);
        if self.records.len() <= place {
            self.records.resize(place + 1, 0);
        }
        self.records[place] = self.records[place].saturating_add(count);
    }

    /// Forgets what came after a moment, of which `fact` would be the next fact. The part that holds the moment keeps all
    /// it has: it is a picture, not an account.
    pub(super) fn cut(&mut self, fact: u64, at: Duration) {
        if fact < self.next_fact {
            let place = self.place(at);
            self.records.truncate(place + 1);
            self.next_fact = fact;
        }
    }

    fn place(&self, at: Duration) -> usize {
        usize::try_from(at.total_micros() / self.part.total_micros()).unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secs(secs: u64) -> Duration {
        Duration::from_secs(secs)
    }

    #[test]
    fn parts_grow_together_and_lose_nothing() {
        let mut density = Density::default();
        for at in 0..1_000 {
            density.add(secs(at), 3);
        }
        assert_eq!((density.part, density.records.len()), (secs(8), 125));
        assert_eq!(density.records.iter().sum::<u32>(), 3_000);
        assert_eq!(density.records[0], 24);
    }

    #[test]
    fn what_comes_after_a_cut_is_gone() {
        let mut density = Density { next_fact: 100, ..Density::default() };
        (0..10).for_each(|at| density.add(secs(at), 1));
        density.cut(50, secs(4));
        assert_eq!((density.records.len(), density.next_fact), (5, 50));
    }
}
