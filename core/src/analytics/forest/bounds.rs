//! The box that holds all points below a branch, and where a point sticks out of it.

use serde::{Deserialize, Serialize};

/// What a box covers of one dimension, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Side {
    pub(super) low: f64,
    pub(super) high: f64,
}

/// How much larger a box would be with a point in it, by the sums of its sides.
pub(super) struct Growth {
    /// What it would gain.
    pub(super) gain: f64,
    /// What it would be then.
    pub(super) total: f64,
}

impl Side {
    /// The side of a box that is one point.
    pub(super) fn of(x: f64) -> Self {
        Self { low: x, high: x }
    }

    pub(super) fn length(self) -> f64 {
        self.high - self.low
    }

    /// How far a number lies above it; 0 for others.
    pub(super) fn above(self, x: f64) -> f64 {
        (x - self.high).max(0.0)
    }

    /// How far a number lies below it; 0 for others.
    pub(super) fn below(self, x: f64) -> f64 {
        (self.low - x).max(0.0)
    }

    /// The shortest side that covers both.
    pub(super) fn join(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    /// Whether a number is one of its ends.
    pub(super) fn ends_at(self, x: f64) -> bool {
        self.low == x || self.high == x
    }
}

impl Growth {
    /// What a box would grow by with a point.
    pub(super) fn of(sides: impl Iterator<Item = Side>, point: &[f64]) -> Self {
        let (mut gain, mut total) = (0.0, 0.0);
        for (side, &x) in sides.zip(point) {
            let more = side.above(x) + side.below(x);
            gain += more;
            total += side.length() + more;
        }
        Self { gain, total }
    }

    /// The probability that a random cut of the grown box separates the point from all others; 0 for a point within the box.
    pub(super) fn separation(&self) -> f64 {
        if self.gain == 0.0 { 0.0 } else { self.gain / self.total }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_separated_by_its_share_of_the_grown_box() {
        let sides = [Side { low: 0.0, high: 2.0 }, Side { low: 0.0, high: 1.0 }];
        let separation = |point: [f64; 2]| Growth::of(sides.into_iter(), &point).separation();
        assert_eq!(separation([1.0, 1.0]), 0.0);
        assert_eq!(separation([3.0, 0.0]), 0.25);
        assert_eq!(separation([-1.0, 3.0]), 0.5);
    }

    #[test]
    fn equal_points_have_nothing_between_them() {
        let sides = [Side::of(1.5)];
        assert_eq!(Growth::of(sides.into_iter(), &[1.5]).separation(), 0.0);
        assert_eq!(Growth::of(sides.into_iter(), &[1.0]).separation(), 1.0);
    }
}
