//! The last records as one point, so that the shape of the recent past can be unusual and not only its newest value.

use alloc::vec;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

/// The last `shingleSize` records, the oldest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Shingle {
    point: Vec<f64>,
    /// Numbers that are still to come before it is a point.
    missing: usize,
}

impl Shingle {
    pub(super) fn new(dimensions: usize) -> Self {
        Self { point: vec![0.0; dimensions], missing: dimensions }
    }

    /// Adds a record and lets go of the oldest; O(dimensions).
    pub(super) fn push(&mut self, record: impl ExactSizeIterator<Item = f64>) {
        let columns = record.len();
        let kept = self.point.len() - columns;
        self.point.copy_within(columns.., 0);
        self.point[kept..].iter_mut().zip(record).for_each(|(place, value)| *place = value);
        self.missing = self.missing.saturating_sub(columns);
    }

    /// The point, once there were enough records.
    pub(super) fn point(&self) -> Option<&[f64]> {
        (self.missing == 0).then_some(&self.point)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_the_last_records_from_the_oldest_to_the_newest() {
        let mut shingle = Shingle::new(6);
        let mut points = Vec::new();
        for record in [[1.0, -1.0], [2.0, -2.0], [3.0, -3.0], [4.0, -4.0]] {
            shingle.push(record.into_iter());
            points.push(shingle.point().map(Vec::from));
        }
        let first = vec![1.0, -1.0, 2.0, -2.0, 3.0, -3.0];
        let second = vec![2.0, -2.0, 3.0, -3.0, 4.0, -4.0];
        assert_eq!(points, [None, None, Some(first), Some(second)]);
    }
}
