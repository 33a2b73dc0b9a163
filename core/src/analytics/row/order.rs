//! Where a row stands in its stream.

use serde::{Deserialize, Serialize};

/// The place of a row, and so the order in which rows of several streams are taken: first by rowtime, then by what caused them.
///
/// Everything that an application does is caused by something that came from outside: a row of a source, or a word of the clock.
/// These are counted, and what follows from one carries its number through all pumps. So the rows of two pumps meet in one order,
/// however many rows were handed to them at a time.
///
/// As a *bound* it says: every row that is still to come stands behind this place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Order {
    /// Milliseconds since 1970-01-01 00:00:00 UTC.
    pub rowtime: i64,
    /// The number of what came from outside.
    pub cause: u64,
}

impl Order {
    /// Rows are of no time farther from 1970 than this, some hundred million years: time must be left for windows to end in.
    pub const ROWTIME_MAX: i64 = i64::MAX / 2;
    /// Before every row.
    pub const BEGIN: Self = Self { rowtime: i64::MIN, cause: 0 };
    /// Behind every row.
    pub const END: Self = Self { rowtime: i64::MAX, cause: u64::MAX };

    /// The place of what a clock alone decides, whatever shows that its time has come: before all rows of this rowtime.
    pub fn at(rowtime: i64) -> Self {
        Self { rowtime, cause: 0 }
    }

    /// As a bound: the least rowtime that a row can have which is still to come.
    pub fn next_rowtime(self) -> i64 {
        match self.cause {
            u64::MAX => self.rowtime.saturating_add(1),
            _ => self.rowtime,
        }
    }

    /// The bound of a stream whose next row has at least this rowtime, whatever causes it.
    pub fn just_before(rowtime: i64) -> Self {
        Self { rowtime: rowtime.saturating_sub(1), cause: u64::MAX }
    }
}
