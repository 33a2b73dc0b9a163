//! SUM and AVG.

use alloc::vec::Vec;
use core::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Faults, Rows};
use crate::analytics::function::Fault;
use crate::analytics::function::arithmetic::{ArithmeticError, double};
use crate::analytics::moments::WholeSum;
use crate::analytics::row::{Column, Data};
use crate::analytics::sql_type::SqlType;

/// A sum for each group, and how many values it has. Whole numbers and decimals are added with room to spare: a sum that is beyond
/// its type in between may be within it in the end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) enum Totals {
    Exact(Vec<WholeSum>),
    Double(Vec<(f64, u64)>),
}

impl Totals {
    pub(super) fn of(sql_type: SqlType) -> Self {
        match Data::of(sql_type) {
            Data::Double(_) => Self::Double(Vec::new()),
            _ => Self::Exact(Vec::new()),
        }
    }

    pub(super) fn add(&mut self, column: &Column, rows: Rows<'_>, count: usize) {
        match self {
            Self::Exact(sums) => {
                sums.resize(count, WholeSum::default());
                let values = column.integers();
                rows.known(column).for_each(|(row, group)| sums[group].add(values[row]));
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

    /// The sums; NULL of no value.
    pub(super) fn sums(&self, groups: Range<usize>, faults: &mut Faults) -> Column {
        match self {
            Self::Exact(sums) => column(sums[groups].iter().map(whole), faults),
            Self::Double(sums) => {
                let sum = |(sum, count): &(f64, u64)| (0 < *count).then_some(*sum);
                column(sums[groups].iter().map(sum).map(finite), faults)
            }
        }
    }

    /// The averages; those of whole numbers and decimals are cut to what their type can tell.
    pub(super) fn averages(&self, groups: Range<usize>, faults: &mut Faults) -> Column {
        match self {
            Self::Exact(sums) => column(sums[groups].iter().map(|sum| Ok(sum.mean())), faults),
            Self::Double(sums) => {
                let average = |(sum, count): &(f64, u64)| (0 < *count).then(|| sum / *count as f64);
                column(sums[groups].iter().map(average).map(finite), faults)
            }
        }
    }
}

/// A sum as a column holds it.
///
/// # Errors
/// It needs more than 64 bits.
pub(in super::super) fn whole(sum: &WholeSum) -> Result<Option<i64>, ArithmeticError> {
    sum.sum().map(i64::try_from).transpose().map_err(|_| ArithmeticError::OutOfRange)
}

/// A number as a column holds it.
///
/// # Errors
/// It is beyond the greatest.
pub(in super::super) fn finite(number: Option<f64>) -> Result<Option<f64>, ArithmeticError> {
    number.map(|number| double::fit(number, SqlType::Double)).transpose()
}

/// A value for each group; faults have the place of the group among these.
pub(super) fn column<T: Copy + Default>(
    values: impl Iterator<Item = Result<Option<T>, ArithmeticError>>,
    faults: &mut Faults,
) -> Column
where
    Column: From<Vec<T>>,
{
    let value = |(place, value): (usize, Result<Option<T>, ArithmeticError>)| {
        value.unwrap_or_else(|error| {
            faults.push((place, Fault::from(error)));
            None
        })
    };
    Column::from_options(&values.enumerate().map(value).collect::<Vec<_>>())
}
