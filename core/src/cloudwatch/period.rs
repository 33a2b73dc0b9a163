//! Minutes joined to longer periods.

use alloc::vec::Vec;

use super::metric::Series;
use super::{CloudWatch, HOURS_KEPT, SECONDS_PER_MINUTE, Statistics};
use crate::api::Quotient;
use crate::error::Error;
use crate::time::{Duration, Instant};

crate::enumeration! {
    /// What is asked of the values of a period. The order is the model's.
    pub enum Statistic {
        /// How many values there were.
        SampleCount = "SampleCount",
        /// Their sum over their number.
        Average = "Average",
        /// Their sum.
        Sum = "Sum",
        /// The least.
        Minimum = "Minimum",
        /// The greatest.
        Maximum = "Maximum",
    }
}

impl Statistic {
    /// What it is of these values.
    pub fn of(self, values: &Statistics) -> Quotient {
        match self {
            Self::SampleCount => values.count.into(),
            Self::Average => Quotient { dividend: values.sum, divisor: values.count.max(1) },
            Self::Sum => values.sum.into(),
            Self::Minimum => values.least.into(),
            Self::Maximum => values.greatest.into(),
        }
    }
}

/// A stretch of time in periods of one length.
#[derive(Clone, Copy, Debug)]
pub(super) struct Periods {
    from: Instant,
    to: Instant,
    secs: i64,
}

impl Periods {
    /// From `from` to before `to`.
    ///
    /// # Errors
    /// In this order: a period that is no number of whole minutes, an end that is not after the start.
    pub(super) fn new(from: Instant, to: Instant, secs: i32) -> Result<Self, Error> {
        let secs = i64::from(secs);
        if secs % SECONDS_PER_MINUTE != 0 {
            return Err(Error::period_not_in_minutes());
        }
        if to <= from {
            return Err(Error::metric_times_reversed());
        }
        Ok(Self { from, to, secs })
    }

    /// How many there are at most.
    pub(super) fn count(&self) -> u64 {
        self.to.since(self.from).total_secs().div_ceil(self.secs as u64)
    }
}

impl CloudWatch {
    /// What the values of a metric came to in each period that has any, in order. Periods begin at multiples of their length
    /// since the epoch. Assumed: documents say so for those of a minute.
    pub(super) fn periods(
        &self,
        series: Series<'_>,
        periods: Periods,
        now: Instant,
    ) -> Vec<(Instant, Statistics)> {
        let oldest = now.before(Duration::from_hours(HOURS_KEPT as u64));
        let mut found: Vec<(Instant, Statistics)> = Vec::new();
        for (at, values) in self.values(series, periods.from.max(oldest), periods.to) {
            let start = Instant::from_secs(at.total_secs().div_euclid(periods.secs) * periods.secs);
            match found.last_mut() {
                Some((last, joined)) if *last == start => joined.join(&values),
                _ => found.push((start, values)),
            }
        }
        found
    }
}
