//! The counter of COUNT_DISTINCT_ITEMS_TUMBLING: how many different values a window holds.

use alloc::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

use super::hyper_log_log::HyperLogLog;

/// Different values that are counted one by one. Source: SQL reference, COUNT_DISTINCT_ITEMS_TUMBLING.
pub const EXACT_MAX: usize = 10_000;
/// The seed of the other half of a digest.
const SECOND_HALF: u64 = 1;

/// How many different values came: exactly up to [`EXACT_MAX`] of them, and by an estimate from then on.
///
/// It keeps a digest of each value, of 128 bits, so that its memory does not depend on how long values are.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DistinctCounter(Seen);

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Seen {
    /// The digests of all values.
    Each(BTreeSet<(u64, u64)>),
    /// More values than are counted one by one.
    TooMany(HyperLogLog),
}

impl DistinctCounter {
    /// A counter that has seen nothing.
    pub fn new() -> Self {
        Self(Seen::Each(BTreeSet::new()))
    }

    /// Counts a value, unless it came before.
    pub fn insert(&mut self, item: &[u8]) {
        let hash = XxHash3_64::oneshot(item);
        match &mut self.0 {
            Seen::Each(digests) => {
                digests.insert((hash, XxHash3_64::oneshot_with_seed(SECOND_HALF, item)));
                if EXACT_MAX < digests.len() {
                    let mut estimate = HyperLogLog::new();
                    digests.iter().for_each(|(hash, _)| estimate.insert(*hash));
                    self.0 = Seen::TooMany(estimate);
                }
            }
            Seen::TooMany(estimate) => estimate.insert(hash),
        }
    }

    /// How many different values came.
    pub fn count(&self) -> u64 {
        match &self.0 {
            Seen::Each(digests) => digests.len() as u64,
            // That there are more than can be counted exactly is no estimate.
            Seen::TooMany(estimate) => estimate.count().max(EXACT_MAX as u64 + 1),
        }
    }
}

impl Default for DistinctCounter {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counter(items: u64, salt: u64) -> DistinctCounter {
        let mut counter = DistinctCounter::new();
        for item in 0..items {
            counter.insert(&[salt.to_be_bytes(), item.to_be_bytes()].concat());
        }
        counter
    }

    #[test]
    fn ten_thousand_values_are_counted_exactly() {
        let mut counter = counter(9_999, 1);
        assert_eq!(counter.count(), 9_999);
        for _ in 0..2 {
            counter.insert(b"");
            assert_eq!(counter.count(), 10_000);
        }
        counter.insert(b"one more");
        assert!((10_001..10_300).contains(&counter.count()), "{}", counter.count());
    }

    #[test]
    fn a_count_does_not_fall_where_estimates_begin() {
        for salt in 0..10 {
            let count = counter(10_001, salt).count();
            assert!(10_001 <= count, "{count}");
        }
    }

    #[test]
    fn values_that_came_before_the_border_count_once_behind_it() {
        let mut once = counter(15_000, 1);
        let count = once.count();
        for item in 0..15_000_u64 {
            once.insert(&[1_u64.to_be_bytes(), item.to_be_bytes()].concat());
        }
        assert_eq!(once.count(), count);
    }

    #[test]
    fn estimates_are_off_by_less_than_four_standard_errors() {
        for items in [12_000, 20_000, 40_000, 80_000, 200_000] {
            let mut squares = 0.0;
            for salt in 0..30 {
                let error = counter(items, salt).count() as f64 / items as f64 - 1.0;
                assert!(error.abs() < 4.0 * HyperLogLog::STANDARD_ERROR, "{items} {salt}: {error}");
                squares += error * error;
            }
            let spread = libm::sqrt(squares / 30.0);
            assert!(spread < 1.4 * HyperLogLog::STANDARD_ERROR, "{items}: {spread}");
        }
    }

    #[test]
    fn its_memory_has_a_bound_and_a_snapshot_changes_nothing() {
        for items in [0, 1, 9_999, 10_000, 10_001, 50_000] {
            let mut counter = counter(items, 3);
            let bytes = postcard::to_allocvec(&counter).unwrap();
            assert!(bytes.len() <= EXACT_MAX * 20 + 10, "{}", bytes.len());
            let mut restored: DistinctCounter = postcard::from_bytes(&bytes).unwrap();
            for item in 0..200_u64 {
                counter.insert(&item.to_be_bytes());
                restored.insert(&item.to_be_bytes());
                assert_eq!(restored.count(), counter.count());
            }
        }
    }
}
