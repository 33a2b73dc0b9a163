//! AVG.

use alloc::vec::Vec;
use core::ops::Range;

use serde::{Deserialize, Serialize};

use super::Rows;
use crate::analytics::row::{Column, Data};
use crate::analytics::sql_type::SqlType;

/// A sum, and how many values it has, for each group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) enum Average {
    Exact(Vec<(i128, i64)>),
    Double(Vec<(f64, i64)>),
}

impl Average {
    pub(super) fn of(sql_type: SqlType) -> Self {
        match Data::of(sql_type) {
            Data::Double(_) => Self::Double(Vec::new()),
            _ => Self::Exact(Vec::new()),
        }
    }

    pub(super) fn add(&mut self, column: &Column, rows: Rows<'_>, count: usize) {
        match self {
            Self::Exact(sums) => {
                sums.resize(count, (0, 0));
                let values = column.integers();
                for (row, group) in rows.known(column) {
                    let (sum, count) = &mut sums[group];
                    *sum += i128::from(values[row]);
                    *count += 1;
                }
            }
            Self::Double(sums) => {
                sums.resize(count, (0.0, 0));
                let values = column.doubles();
                for (row, group) in rows.known(column) {
                    let (sum, count) = &mut sums[group];
                    *sum += values[row];
                    *count += 1;
                }
            }
        }
    }

    /// The averages; those of whole numbers and decimals are cut to what their type can tell.
    pub(super) fn tell(&self, groups: Range<usize>) -> Column {
        match self {
            Self::Exact(sums) => {
                let average =
                    |(sum, count): &(i128, i64)| (*count > 0).then(|| (sum / i128::from(*count)) as i64);
                Column::from_options(&sums[groups].iter().map(average).collect::<Vec<_>>())
            }
            Self::Double(sums) => {
                let average = |(sum, count): &(f64, i64)| (*count > 0).then(|| sum / *count as f64);
                Column::from_options(&sums[groups].iter().map(average).collect::<Vec<_>>())
            }
        }
    }
}
