//! The least or the greatest value of a window.

use alloc::collections::VecDeque;
use core::cmp::Ordering;

use serde::{Deserialize, Serialize};

/// Which value is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Extreme {
    /// MIN.
    Least,
    /// MAX.
    Greatest,
}

/// The extreme value of a window: values come at one end and go at the other; O(1) for each in the long run.
///
/// Only values are kept that can still become the answer: one that comes after another and is as extreme makes that one needless.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SlidingExtreme<T> {
    extreme: Extreme,
    /// Places and values, the oldest and most extreme first.
    candidates: VecDeque<(u64, T)>,
}

impl<T: PartialOrd> SlidingExtreme<T> {
    /// An empty window.
    pub fn new(extreme: Extreme) -> Self {
        Self { extreme, candidates: VecDeque::new() }
    }

    /// Takes in the value at a place, which lies behind all places before.
    pub fn push(&mut self, place: u64, value: T) {
        while self.candidates.back().is_some_and(|(_, last)| self.outdoes(&value, last)) {
            self.candidates.pop_back();
        }
        self.candidates.push_back((place, value));
    }

    /// Lets go of all values at places before this one.
    pub fn forget_before(&mut self, place: u64) {
        while self.candidates.front().is_some_and(|(first, _)| *first < place) {
            self.candidates.pop_front();
        }
    }

    /// The extreme value; `None` in an empty window.
    pub fn value(&self) -> Option<&T> {
        self.candidates.front().map(|(_, value)| value)
    }

    /// Whether a value is at least as extreme as an older one.
    fn outdoes(&self, value: &T, older: &T) -> bool {
        let less_extreme = match self.extreme {
            Extreme::Least => Ordering::Greater,
            Extreme::Greatest => Ordering::Less,
        };
        value.partial_cmp(older) != Some(less_extreme)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;
    use std::string::{String, ToString};
    use std::vec::Vec;

    #[test]
    fn a_window_tells_the_extremes_of_its_values() {
        for seed in 0..3_000 {
            let mut rng = Rng::from_seed(seed);
            let (width, values) = (rng.in_range(1, 20), rng.in_range(1, 50));
            let mut least = SlidingExtreme::new(Extreme::Least);
            let mut greatest = SlidingExtreme::new(Extreme::Greatest);
            let mut all = Vec::new();
            let mut start = 0;
            for place in 0..100 {
                let value = rng.in_range(0, values) as f64 / 2.0;
                all.push(value);
                start = start.max((place + 1_u64).saturating_sub(width)) + rng.in_range(0, 8) / 8;
                start = start.min(place + 1);
                for sliding in [&mut least, &mut greatest] {
                    sliding.push(place, value);
                    sliding.forget_before(start);
                }
                let window = all[start as usize..].iter();
                assert_eq!(least.value().copied(), window.clone().copied().reduce(f64::min));
                assert_eq!(greatest.value().copied(), window.copied().reduce(f64::max));
            }
        }
    }

    #[test]
    fn falling_values_are_all_candidates_and_rising_ones_are_not() {
        let mut greatest = SlidingExtreme::new(Extreme::Greatest);
        (0..100).for_each(|place| greatest.push(place, place));
        assert_eq!(greatest.candidates.len(), 1);
        (0..100).for_each(|place| greatest.push(100 + place, 99 - place));
        assert_eq!(greatest.candidates.len(), 100);
    }

    #[test]
    fn text_has_extremes_too_and_a_snapshot_keeps_them() {
        let mut least = SlidingExtreme::new(Extreme::Least);
        let mut seen = String::new();
        for (place, word) in ["pear", "fig", "kiwi", "lime", "plum"].into_iter().enumerate() {
            least.push(place as u64, word.to_string());
            least.forget_before((place as u64).saturating_sub(1));
            least = postcard::from_bytes(&postcard::to_allocvec(&least).unwrap()).unwrap();
            seen += least.value().unwrap();
        }
        assert_eq!(seen, "pearfigfigkiwilime");
    }
}
