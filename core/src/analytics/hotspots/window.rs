//! The last records.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

/// The last records, each at a place that the next goes to once the window is full.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Window {
    size: usize,
    columns: usize,
    /// The numbers of all records, end to end.
    numbers: Vec<f64>,
    /// The place of the oldest record.
    oldest: usize,
}

/// Numbers beyond it count as it, so that no difference overflows.
const MAGNITUDE_MAX: f64 = 1e290;

impl Window {
    pub(super) fn new(size: u32, columns: u32) -> Self {
        Self { size: size as usize, columns: columns as usize, numbers: Vec::new(), oldest: 0 }
    }

    /// Takes in a record, in the place of the oldest once the window is full. Answers its place.
    pub(super) fn push(&mut self, record: &[f64]) -> usize {
        // Adding zero makes one of both zeros, whose order no machine promises.
        let numbers = record.iter().map(|number| number.clamp(-MAGNITUDE_MAX, MAGNITUDE_MAX) + 0.0);
        if !self.is_full() {
            self.numbers.extend(numbers);
            return self.len() - 1;
        }
        let place = self.oldest;
        let held = &mut self.numbers[place * self.columns..][..self.columns];
        held.iter_mut().zip(numbers).for_each(|(held, number)| *held = number);
        self.oldest = (place + 1) % self.size;
        place
    }

    pub(super) fn get(&self, place: usize) -> &[f64] {
        &self.numbers[place * self.columns..][..self.columns]
    }

    pub(super) fn len(&self) -> usize {
        self.numbers.len() / self.columns
    }

    pub(super) fn is_full(&self) -> bool {
        self.len() == self.size
    }

    /// The places of all records, from the oldest to the newest.
    pub(super) fn oldest_first(&self) -> impl Iterator<Item = usize> + use<> {
        (self.oldest..self.len()).chain(0..self.oldest)
    }
}
