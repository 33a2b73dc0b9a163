//! Count, sum, mean and variance, of all that came or of what a window holds.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

/// Count, sum and spread of numbers.
///
/// The sum carries what rounding took from it, and the spread is kept about the mean, so that neither suffers where numbers are
/// many, far from zero, or of different size. Two of them can be joined, in whatever order numbers came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Moments {
    count: u64,
    sum: f64,
    /// What is missing from the sum by rounding.
    lost: f64,
    /// The sum of squared distances from the mean.
    squares: f64,
}

/// [`Moments`] of a window: numbers come at one end and go at the other; O(1) for each in the long run.
///
/// What went is not subtracted, since that would leave its rounding behind. The window is two parts instead: the older holds, for each
/// number, the moments from there to the part's end, and the younger is joined from its start.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SlidingMoments {
    /// Moments from each number to the end of the older part, the oldest number last.
    older: Vec<Moments>,
    younger: Vec<f64>,
    /// Moments of the younger part.
    joined: Moments,
}

/// The exact sum of whole numbers, from which they can be taken away again. DECIMAL is whole in its last digit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WholeSum {
    count: u64,
    sum: i128,
}

impl Moments {
    /// Those of one number.
    pub fn of(value: f64) -> Self {
        Self { count: 1, sum: value, lost: 0.0, squares: 0.0 }
    }

    /// Adds a number.
    pub fn add(&mut self, value: f64) {
        *self = self.join(Self::of(value));
    }

    /// Those of all numbers of both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        let (Some(mean), Some(other_mean)) = (self.mean(), other.mean()) else {
            return if self.count == 0 { other } else { self };
        };
        let (sum, lost) = add_exactly(self.sum, other.sum);
        let (count, other_count) = (self.count as f64, other.count as f64);
        let apart = other_mean - mean;
        let between = apart * apart * (count * other_count / (count + other_count));
        Self {
            count: self.count + other.count,
            sum,
            lost: self.lost + other.lost + lost,
            squares: self.squares + other.squares + between,
        }
    }

    /// How many numbers there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Their sum; `None` of none.
    pub fn sum(&self) -> Option<f64> {
        (0 < self.count).then_some(self.sum + self.lost)
    }

    /// Their mean; `None` of none.
    pub fn mean(&self) -> Option<f64> {
        self.sum().map(|sum| sum / self.count as f64)
    }

    /// The variance of them as all that there are (`VAR_POP`); `None` of none.
    pub fn population_variance(&self) -> Option<f64> {
        (0 < self.count).then(|| self.squares / self.count as f64)
    }

    /// The variance of what they are a sample of (`VAR_SAMP`); `None` of fewer than two.
    pub fn sample_variance(&self) -> Option<f64> {
        (1 < self.count).then(|| self.squares / (self.count - 1) as f64)
    }
}

/// The rounded sum of two numbers, and what rounding took from it (Knuth's TwoSum).
fn add_exactly(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let b_in_sum = sum - a;
    let lost = (a - (sum - b_in_sum)) + (b - b_in_sum);
    // Past the largest number there is nothing to make good.
    (sum, if lost.is_finite() { lost } else { 0.0 })
}

impl SlidingMoments {
    /// Takes in the youngest number.
    pub fn push(&mut self, value: f64) {
        self.younger.push(value);
        self.joined.add(value);
    }

    /// Lets go of the oldest number, if there is one.
    pub fn pop(&mut self) {
        if self.older.is_empty() {
            let mut to_end = Moments::default();
            for value in self.younger.drain(..).rev() {
                to_end = Moments::of(value).join(to_end);
                self.older.push(to_end);
            }
            self.joined = Moments::default();
        }
        self.older.pop();
    }

    /// Moments of all that is in the window.
    pub fn moments(&self) -> Moments {
        self.older.last().copied().unwrap_or_default().join(self.joined)
    }
}

impl WholeSum {
    /// Adds a number.
    pub fn add(&mut self, value: i64) {
        self.count += 1;
        self.sum += i128::from(value);
    }

    /// Takes away a number that was added.
    pub fn remove(&mut self, value: i64) {
        self.count = self.count.saturating_sub(1);
        self.sum -= i128::from(value);
    }

    /// How many numbers there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Their sum; `None` of none. It may need more bits than a column has.
    pub fn sum(&self) -> Option<i128> {
        (0 < self.count).then_some(self.sum)
    }

    /// Their mean, cut to a whole number towards zero; `None` of none.
    pub fn mean(&self) -> Option<i64> {
        // The mean of numbers of 64 bits is one.
        self.sum().map(|sum| (sum / i128::from(self.count)) as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;
    use std::collections::VecDeque;
    use std::vec;

    /// Sum, mean and both variances, each from all numbers at once.
    fn naive(values: &VecDeque<f64>) -> [Option<f64>; 4] {
        let count = values.len() as f64;
        let sum: f64 = values.iter().sum();
        let squares: f64 = values.iter().map(|value| (value - sum / count) * (value - sum / count)).sum();
        let of = |least: usize, value: f64| (least <= values.len()).then_some(value);
        [of(1, sum), of(1, sum / count), of(1, squares / count), of(2, squares / (count - 1.0))]
    }

    fn told(moments: &Moments) -> [Option<f64>; 4] {
        [moments.sum(), moments.mean(), moments.population_variance(), moments.sample_variance()]
    }

    #[track_caller]
    fn assert_near(seen: [Option<f64>; 4], expected: [Option<f64>; 4], size: f64) {
        let slack = [size, size, size * size, size * size].map(|size| 1e-11 * size);
        for ((seen, expected), slack) in seen.into_iter().zip(expected).zip(slack) {
            let is_near = match (seen, expected) {
                (Some(seen), Some(expected)) => (seen - expected).abs() <= slack,
                (seen, expected) => seen == expected,
            };
            assert!(is_near, "{seen:?} for {expected:?}");
        }
    }

    #[test]
    fn a_window_tells_what_its_numbers_tell_at_once() {
        for seed in 0..3_000 {
            let mut rng = Rng::from_seed(seed);
            let width = rng.in_range(1, 40) as usize;
            let size = [1.0, 1e6, 1e-6][seed as usize % 3];
            let (mut sliding, mut window) = (SlidingMoments::default(), VecDeque::new());
            for _ in 0..80 {
                let value = (rng.in_range(0, 2_000_000) as f64 / 1e6 - 1.0) * size;
                sliding.push(value);
                window.push_back(value);
                while width < window.len() || rng.chance_per_million(100_000) {
                    sliding.pop();
                    window.pop_front();
                }
                assert_eq!(sliding.moments().count(), window.len() as u64);
                assert_near(told(&sliding.moments()), naive(&window), size * width as f64);
            }
        }
    }

    #[test]
    fn what_went_leaves_nothing_behind() {
        let mut sliding = SlidingMoments::default();
        for value in [1e300, -3e18, 1e16, 1.0, 2.0, 3.0] {
            sliding.push(value);
        }
        for _ in 0..3 {
            sliding.pop();
        }
        assert_eq!(told(&sliding.moments()), [Some(6.0), Some(2.0), Some(2.0 / 3.0), Some(1.0)]);
        sliding.push(f64::MAX);
        sliding.push(f64::MAX);
        assert_eq!(sliding.moments().sum(), Some(f64::INFINITY));
        for _ in 0..5 {
            sliding.pop();
        }
        assert_eq!(told(&sliding.moments()), [None; 4]);
        sliding.pop();
        sliding.push(7.0);
        assert_eq!(told(&sliding.moments()), [Some(7.0), Some(7.0), Some(0.0), None]);
    }

    #[test]
    fn variance_survives_numbers_far_from_zero() {
        let mut moments = Moments::default();
        for value in [4.0, 7.0, 13.0, 16.0] {
            moments.add(1e9 + value);
        }
        assert_eq!(told(&moments)[1..], [Some(1e9 + 10.0), Some(22.5), Some(30.0)]);
    }

    #[test]
    fn sums_lose_nothing_to_rounding_on_the_way() {
        let mut moments = Moments::default();
        [1e16, 1.0, 1.0, 1.0, -1e16].into_iter().for_each(|value| moments.add(value));
        assert_eq!(moments.sum(), Some(3.0));
        let mut tenths = Moments::default();
        (0..10).for_each(|_| tenths.add(0.1));
        assert_eq!(tenths.sum(), Some(1.0));
    }

    #[test]
    fn going_on_from_a_snapshot_changes_nothing() {
        let mut rng = Rng::from_seed(5);
        let mut sliding = SlidingMoments::default();
        for row in 0..200 {
            sliding.push(rng.in_range(0, 1_000_000) as f64 / 7.0);
            if 30 < row {
                sliding.pop();
            }
            let bytes = postcard::to_allocvec(&sliding).unwrap();
            let restored: SlidingMoments = postcard::from_bytes(&bytes).unwrap();
            assert_eq!(restored.moments(), sliding.moments());
            sliding = restored;
        }
    }

    #[test]
    fn whole_sums_are_exact_and_means_are_cut() {
        let mut sum = WholeSum::default();
        assert_eq!((sum.sum(), sum.mean()), (None, None));
        for value in [i64::MAX, i64::MAX, i64::MIN, -3, 30, 31] {
            sum.add(value);
        }
        for value in [i64::MAX, i64::MIN, i64::MAX] {
            sum.remove(value);
        }
        assert_eq!((sum.count(), sum.sum(), sum.mean()), (3, Some(58), Some(19)));
        let mut below = WholeSum::default();
        vec![-30, -31].into_iter().for_each(|value| below.add(value));
        assert_eq!(below.mean(), Some(-30), "towards zero");
    }
}
