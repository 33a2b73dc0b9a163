//! The counter of TOP_K_ITEMS_TUMBLING: which values a window holds most often.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::parameter::Parameter;

/// Values that are told. Source: SQL reference, TOP_K_ITEMS_TUMBLING.
pub const K: Parameter = Parameter::new("k", 1, 100_000);

/// How often each value came, exactly. The service's counts are approximate.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TopK {
    tallies: BTreeMap<Vec<u8>, Tally>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Tally {
    count: u64,
    /// How many other values had come before it first did.
    arrival: usize,
}

impl TopK {
    /// Counts a value; O(log values).
    pub fn insert(&mut self, item: &[u8]) {
        if let Some(tally) = self.tallies.get_mut(item) {
            tally.count += 1;
        } else {
            let arrival = self.tallies.len();
            self.tallies.insert(item.into(), Tally { count: 1, arrival });
        }
    }

    /// The `k` values that came most often and how often each did, the most frequent first; of equals, which came first.
    pub fn top(&self, k: usize) -> Vec<(&[u8], u64)> {
        let order = |(_, tally): &(&[u8], Tally)| (Reverse(tally.count), tally.arrival);
        let mut items: Vec<_> = self.tallies.iter().map(|(item, tally)| (item.as_slice(), *tally)).collect();
        if 0 < k && k < items.len() {
            items.select_nth_unstable_by_key(k - 1, order);
        }
        items.truncate(k);
        items.sort_unstable_by_key(order);
        items.into_iter().map(|(item, tally)| (item, tally.count)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;
    use std::string::String;

    fn count(items: &str) -> TopK {
        let mut counter = TopK::default();
        items.bytes().for_each(|item| counter.insert(&[item]));
        counter
    }

    /// Values and counts as text.
    #[track_caller]
    fn check(items: &str, k: usize, expected: &str) {
        let counter = count(items);
        let tell = |(item, count): &(&[u8], u64)| std::format!("{}{count}", String::from_utf8_lossy(item));
        let told: Vec<String> = counter.top(k).iter().map(tell).collect();
        assert_eq!(told.join(" "), expected);
    }

    #[test]
    fn the_most_frequent_come_first_and_of_equals_the_first_to_arrive() {
        check("zebra", 9, "z1 e1 b1 r1 a1");
        check("mississippi", 9, "i4 s4 p2 m1");
        check("mississippi", 2, "i4 s4");
        check("mississippi", 1, "i4");
        check("", 3, "");
        check("a", 0, "");
    }

    #[test]
    fn a_part_of_all_is_the_start_of_all_and_a_snapshot_changes_nothing() {
        for seed in 0..500 {
            let mut rng = Rng::from_seed(seed);
            let mut counter = TopK::default();
            for _ in 0..rng.in_range(0, 200) {
                counter.insert(&rng.in_range(0, 40).to_be_bytes());
            }
            let restored: TopK = postcard::from_bytes(&postcard::to_allocvec(&counter).unwrap()).unwrap();
            let all = restored.top(usize::MAX);
            assert!(all.is_sorted_by_key(|(_, count)| Reverse(*count)));
            for k in 0..45 {
                assert_eq!(counter.top(k), all[..k.min(all.len())]);
            }
        }
    }
}
