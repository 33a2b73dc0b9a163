//! ANY and EVERY.

use alloc::vec::Vec;
use core::ops::Range;

use serde::{Deserialize, Serialize};

use super::Rows;
use crate::analytics::row::Column;

/// Whether one row of a group, or each, had this truth: the answer that no later row can change, and what there is until then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Truth {
    decides: bool,
    values: Vec<Option<bool>>,
}

impl Truth {
    pub(super) fn any() -> Self {
        Self { decides: true, values: Vec::new() }
    }

    pub(super) fn every() -> Self {
        Self { decides: false, values: Vec::new() }
    }

    pub(super) fn add(&mut self, column: &Column, rows: Rows<'_>, count: usize) {
        self.values.resize(count, None);
        let values = column.booleans();
        for (row, group) in rows.known(column) {
            if self.values[group] != Some(self.decides) {
                self.values[group] = Some(values[row]);
            }
        }
    }

    pub(super) fn tell(&self, groups: Range<usize>) -> Column {
        Column::from_options(&self.values[groups])
    }
}
