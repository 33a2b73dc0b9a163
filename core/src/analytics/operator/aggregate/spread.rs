//! VAR_POP, VAR_SAMP, STDDEV_POP and STDDEV_SAMP.

use alloc::vec::Vec;
use core::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Rows, Spread};
use crate::analytics::row::{Column, Data};
use crate::analytics::sql_type::SqlType;

/// Of each group: how many values, their mean, and the sum of the squares of their distances to it. Kept by Welford's method, which
/// loses no digits where values are large and close to each other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Moments(Vec<(u64, f64, f64)>);

impl Moments {
    pub(super) fn add(&mut self, column: &Column, sql_type: SqlType, rows: Rows<'_>, count: usize) {
        self.0.resize(count, (0, 0.0, 0.0));
        for (row, group) in rows.known(column) {
            let value = as_double(column, sql_type, row);
            let (count, mean, squares) = &mut self.0[group];
            *count += 1;
            let distance = value - *mean;
            *mean += distance / *count as f64;
            *squares += distance * (value - *mean);
        }
    }

    pub(super) fn tell(&self, groups: Range<usize>, Spread { is_sample, is_root }: Spread) -> Column {
        let spread = |(count, _, squares): &(u64, f64, f64)| {
            let divisor = count.checked_sub(u64::from(is_sample)).filter(|divisor| *divisor > 0)?;
            let variance = squares / divisor as f64;
            Some(if is_root { libm::sqrt(variance) } else { variance })
        };
        Column::from_options(&self.0[groups].iter().map(spread).collect::<Vec<_>>())
    }
}

/// A number of any type as one with a binary point.
pub(in super::super) fn as_double(column: &Column, sql_type: SqlType, row: usize) -> f64 {
    match (&column.data, sql_type) {
        (Data::Double(values), _) => values[row],
        (Data::Integer(values), SqlType::Decimal { scale, .. }) => {
            values[row] as f64 / 10_u64.pow(scale.into()) as f64
        }
        (Data::Integer(values), _) => values[row] as f64,
        (data, _) => panic!("{data:?} are no numbers"),
    }
}
