//! SUM.

use alloc::vec::Vec;
use core::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Faults, Rows};
use crate::analytics::function::Fault;
use crate::analytics::row::{Column, Data};
use crate::analytics::sql_type::SqlType;

/// Sums, none where no row of a group had a value. Whole numbers and decimals are added with room to spare: a sum that is beyond
/// its type in between may be within it in the end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) enum Sum {
    Exact(Vec<Option<i128>>),
    Double(Vec<Option<f64>>),
}

impl Sum {
    pub(super) fn of(sql_type: SqlType) -> Self {
        match Data::of(sql_type) {
            Data::Double(_) => Self::Double(Vec::new()),
            _ => Self::Exact(Vec::new()),
        }
    }

    pub(super) fn add(&mut self, column: &Column, rows: Rows<'_>, count: usize) {
        match self {
            Self::Exact(sums) => {
                sums.resize(count, None);
                let values = column.integers();
                for (row, group) in rows.known(column) {
                    *sums[group].get_or_insert(0) += i128::from(values[row]);
                }
            }
            Self::Double(sums) => {
                sums.resize(count, None);
                let values = column.doubles();
                for (row, group) in rows.known(column) {
                    *sums[group].get_or_insert(0.0) += values[row];
                }
            }
        }
    }

    pub(super) fn tell(&self, groups: Range<usize>, faults: &mut Faults) -> Column {
        match self {
            Self::Double(sums) => Column::from_options(&sums[groups]),
            Self::Exact(sums) => {
                let mut exact = Vec::with_capacity(groups.len());
                for (place, sum) in sums[groups].iter().enumerate() {
                    let fitting = sum.map(i64::try_from).transpose();
                    exact.push(fitting.unwrap_or_else(|_| {
                        faults.push((place, Fault("the sum does not fit 64 bits".into())));
                        None
                    }));
                }
                Column::from_options(&exact)
            }
        }
    }
}
