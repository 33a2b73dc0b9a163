//! VAR_POP, VAR_SAMP, STDDEV_POP and STDDEV_SAMP.

use alloc::vec::Vec;
use core::ops::Range;

use serde::{Deserialize, Serialize};

use super::total::{column, finite};
use super::{Faults, Rows, Spread};
use crate::analytics::function::arithmetic::decimal;
use crate::analytics::moments::Moments;
use crate::analytics::row::{Column, Data};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Decimal;

/// The moments of each group.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Spreads(Vec<Moments>);

impl Spreads {
    pub(super) fn add(&mut self, column: &Column, sql_type: SqlType, rows: Rows<'_>, count: usize) {
        self.0.resize(count, Moments::default());
        rows.known(column).for_each(|(row, group)| self.0[group].add(as_double(column, sql_type, row)));
    }

    pub(super) fn tell(&self, groups: Range<usize>, spread: Spread, faults: &mut Faults) -> Column {
        column(self.0[groups].iter().map(|moments| finite(spread.of(moments))), faults)
    }
}

impl Spread {
    /// How far values lie from their mean; none of too few.
    pub(in super::super) fn of(self, moments: &Moments) -> Option<f64> {
        let variance = match self.is_sample {
            true => moments.sample_variance(),
            false => moments.population_variance(),
        };
        variance.map(|variance| if self.is_root { libm::sqrt(variance) } else { variance })
    }
}

/// A number of any type as one with a binary point.
pub(in super::super) fn as_double(column: &Column, sql_type: SqlType, row: usize) -> f64 {
    match (&column.data, sql_type) {
        (Data::Double(values), _) => values[row],
        (Data::Integer(values), SqlType::Decimal { scale, .. }) => {
            decimal::to_double(Decimal { unscaled: values[row], scale })
        }
        (Data::Integer(values), _) => values[row] as f64,
        (data, _) => panic!("{data:?} are no numbers"),
    }
}
