//! Token buckets on the virtual clock: the shape of every throughput limit.

use serde::{Deserialize, Serialize};

use crate::time::{Duration, Instant};

const MICROS: u64 = 1_000_000;

/// A bucket that holds up to `capacity` tokens and gains `per_second`; it starts full.
///
/// Tokens are counted in millionths, so a refill of any length is exact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenBucket {
    capacity: u64,
    per_second: u64,
    /// Millionths of a token; below zero after [`Self::charge`].
    level: i64,
    filled_at: Instant,
}

impl TokenBucket {
    /// A full bucket.
    pub fn new(capacity: u64, per_second: u64, now: Instant) -> Self {
        Self { capacity, per_second, level: (capacity * MICROS) as i64, filled_at: now }
    }

    /// Changes the capacity; what is in the bucket stays, as far as it fits at the next refill.
    pub fn set_capacity(&mut self, capacity: u64) {
        self.capacity = capacity;
    }

    /// Takes `tokens` if they are all there, else takes nothing and says no.
    pub fn take(&mut self, tokens: u64, now: Instant) -> bool {
        self.refill(now);
        let cost = (tokens * MICROS) as i64;
        let enough = cost <= self.level;
        if enough {
            self.level -= cost;
        }
        enough
    }

    /// Whether [`Self::take`] would succeed.
    pub fn has(&mut self, tokens: u64, now: Instant) -> bool {
        self.refill(now);
        (tokens * MICROS) as i64 <= self.level
    }

    /// When [`Self::has`] first says yes, if nothing is taken until then; never for more than the capacity.
    pub fn ready_at(&mut self, tokens: u64, now: Instant) -> Instant {
        self.refill(now);
        let missing = (tokens * MICROS) as i64 - self.level;
        let micros = u64::try_from(missing).unwrap_or(0).div_ceil(self.per_second);
        now + Duration::from_micros(micros)
    }

    /// Takes `tokens` even if they are not there; the bucket then owes them. More than the capacity at once also
    /// costs what was saved up, so that the debt lasts for as long as those tokens take to come.
    pub fn charge(&mut self, tokens: u64, now: Instant) {
        self.refill(now);
        if self.capacity < tokens {
            self.level = self.level.min(0);
        }
        self.level -= (tokens * MICROS) as i64;
    }

    /// Whether the bucket owes nothing.
    pub fn is_solvent(&mut self, now: Instant) -> bool {
        self.refill(now);
        0 <= self.level
    }

    /// Whether nothing of it is used.
    pub fn is_full(&self, now: Instant) -> bool {
        let mut later = self.clone();
        later.refill(now);
        later.level == (self.capacity * MICROS) as i64
    }

    fn refill(&mut self, now: Instant) {
        let gained = now.since(self.filled_at).total_micros().saturating_mul(self.per_second);
        let full = (self.capacity * MICROS) as i64;
        self.level = self.level.saturating_add_unsigned(gained).min(full);
        self.filled_at = self.filled_at.max(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grants_the_capacity_at_once_and_the_rate_ever_after() {
        let second = Instant::from_secs;
        let mut bucket = TokenBucket::new(5, 5, second(0));
        assert!(bucket.take(5, second(0)));
        assert!(!bucket.take(1, second(0)));
        assert!(!bucket.take(1, Instant::from_millis(199)));
        assert!(bucket.take(1, Instant::from_millis(200)));
        assert!(bucket.take(5, second(100)), "a long rest fills it");
        assert!(!bucket.take(1, second(100)), "but never above the capacity");
        assert!(!bucket.take(1, second(50)), "time that goes back gives nothing");
    }

    #[test]
    fn a_charged_bucket_owes_until_the_rate_has_paid() {
        let mut bucket = TokenBucket::new(2, 2, Instant::EPOCH);
        bucket.charge(2, Instant::EPOCH);
        assert!(bucket.is_solvent(Instant::EPOCH));
        bucket.charge(10, Instant::EPOCH);
        assert!(!bucket.is_solvent(Instant::from_millis(4_999)));
        assert!(bucket.is_solvent(Instant::from_secs(5)));
    }

    #[test]
    fn the_time_when_tokens_are_there_is_known_to_the_microsecond() {
        let mut bucket = TokenBucket::new(3, 3, Instant::EPOCH);
        assert_eq!(bucket.ready_at(3, Instant::EPOCH), Instant::EPOCH);
        bucket.charge(3, Instant::EPOCH);
        let ready = bucket.ready_at(1, Instant::EPOCH);
        assert_eq!(ready, Instant::from_micros(333_334));
        assert!(!bucket.has(1, ready.before(Duration::from_micros(1))));
        assert!(bucket.has(1, ready));
    }
}
