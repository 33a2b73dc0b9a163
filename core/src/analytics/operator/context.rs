//! What surrounds an operator while it runs.

use alloc::vec::Vec;

use crate::analytics::expression::Faults;
use crate::analytics::function::{Fault, Moment};
use crate::analytics::row::{Batch, Order};

/// The clock, and where operators tell of rows that they could not compute with.
#[derive(Debug)]
pub struct Context {
    /// The clock.
    pub moment: Moment,
    /// Rows without a result, in the order in which they were met.
    pub refused: Vec<Refused>,
}

/// A row without a result.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// Which row.
    pub order: Order,
    /// Why.
    pub why: Fault,
}

impl Context {
    /// At a moment, with no complaint yet.
    pub fn new(moment: Moment) -> Self {
        Self { moment, refused: Vec::new() }
    }

    /// The rows that have all their values; tells of the others.
    pub(super) fn without(&mut self, rows: Batch, faults: Faults) -> Batch {
        if faults.is_empty() {
            return rows;
        }
        let places: Vec<u32> = (0..rows.len() as u32).filter(|row| !faults.contains_key(row)).collect();
        faults.into_iter().for_each(|(row, why)| self.refuse(rows.order[row as usize], why));
        rows.take(&places)
    }

    /// Tells of a row that has no result.
    pub fn refuse(&mut self, order: Order, why: Fault) {
        self.refused.push(Refused { order, why });
    }
}
