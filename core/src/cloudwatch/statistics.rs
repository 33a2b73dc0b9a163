//! What values came to: the five statistics of CloudWatch, in whole numbers.

use serde::{Deserialize, Serialize};

/// What the values of one metric came to in some time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    /// How many values there were: SampleCount.
    pub count: u64,
    /// All together: Sum.
    pub sum: u64,
    /// The least; 0 where there was none.
    pub least: u64,
    /// The greatest; 0 where there was none.
    pub greatest: u64,
}

impl Statistics {
    /// So many values, each 0 or 1, of which so many are 1.
    pub(super) fn of_flags(count: u64, set: u64) -> Self {
        let (least, greatest) = (u64::from(count != 0 && set == count), u64::from(set != 0));
        Self { count, sum: set, least, greatest }
    }

    /// Adds a value.
    pub(super) fn add(&mut self, value: u64) {
        self.join(&Self { count: 1, sum: value, least: value, greatest: value });
    }

    /// Adds the values of another.
    pub(super) fn join(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        self.least = if self.count == 0 { other.least } else { self.least.min(other.least) };
        self.greatest = self.greatest.max(other.greatest);
        self.count = self.count.saturating_add(other.count);
        self.sum = self.sum.saturating_add(other.sum);
    }

    /// Both together.
    pub(super) fn and(mut self, other: &Self) -> Self {
        self.join(other);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[u64]) -> Statistics {
        let mut statistics = Statistics::default();
        values.iter().for_each(|&value| statistics.add(value));
        statistics
    }

    #[test]
    fn the_least_and_the_greatest_are_of_values_and_not_of_none() {
        let found = of(&[5, 3, 9]);
        assert_eq!(found, Statistics { count: 3, sum: 17, least: 3, greatest: 9 });
        assert_eq!(Statistics::default().and(&found), found);
        assert_eq!(found.and(&Statistics::default()), found);
    }

    #[test]
    fn values_joined_are_values_added_one_by_one() {
        assert_eq!(of(&[5, 3]).and(&of(&[9, 1])), of(&[5, 3, 9, 1]));
    }

    #[test]
    fn flags_are_values_of_0_and_1() {
        for values in [&[][..], &[0], &[1], &[0, 1], &[1, 1], &[0, 0, 1]] {
            let set = values.iter().sum();
            assert_eq!(Statistics::of_flags(values.len() as u64, set), of(values), "{values:?}");
        }
    }
}
