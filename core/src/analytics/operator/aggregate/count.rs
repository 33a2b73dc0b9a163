//! COUNT.

use alloc::vec::Vec;
use core::ops::Range;

use serde::{Deserialize, Serialize};

use super::Rows;
use crate::analytics::row::Column;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Count(Vec<i64>);

impl Count {
    pub(super) fn add(&mut self, column: Option<&Column>, rows: Rows<'_>, count: usize) {
        self.0.resize(count, 0);
        match column {
            Some(column) => rows.known(column).for_each(|(_, group)| self.0[group] += 1),
            None => rows.iter().for_each(|(_, group)| self.0[group] += 1),
        }
    }

    pub(super) fn tell(&self, groups: Range<usize>) -> Column {
        self.0[groups].to_vec().into()
    }
}
