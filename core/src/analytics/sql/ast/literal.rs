//! Values that are written down.

use alloc::string::String;
use alloc::vec::Vec;

use crate::analytics::function::calendar;
use crate::analytics::sql_type::Qualifier;
use crate::analytics::value::Decimal;
use crate::time::days_from_civil;

/// A value that is written down. Numbers have no sign: that is an operator before them.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `NULL`.
    Null,
    /// `TRUE` and `FALSE`.
    Boolean(bool),
    /// `UNKNOWN`: the null of truth.
    Unknown,
    /// A whole number, up to 2^63, which a minus makes the least of them.
    Integer(u64),
    /// A number with a decimal point.
    Decimal(Decimal),
    /// A number with an exponent.
    Double(f64),
    /// `'text'`.
    Text(String),
    /// `X'3F67'`.
    Binary(Vec<u8>),
    /// `DATE '2004-12-02'`.
    Date(Day),
    /// `TIME '12:03:34.567'`.
    Time(Clock),
    /// `TIMESTAMP '2004-12-02 12:03:34.567'`.
    Timestamp(Day, Clock),
    /// `INTERVAL '1' MINUTE`.
    Interval(IntervalLiteral),
}

/// A day that the calendar has, of the years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The year.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// 0 to 999.
    pub millisecond: u16,
}

/// A length of time: `INTERVAL '3 4' DAY TO HOUR`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntervalLiteral {
    /// Milliseconds; months where the qualifier has years or months.
    pub amount: i64,
    /// The fields that it was written with.
    pub qualifier: Qualifier,
}

impl Day {
    /// Days since 1970-01-01.
    pub fn since_epoch(self) -> i64 {
        days_from_civil(self.year.into(), self.month.into(), self.day.into())
    }

    /// How many days a month has.
    pub(in crate::analytics::sql) fn days_of(year: u16, month: u8) -> u8 {
        calendar::days_of_month(year.into(), month.into()) as u8
    }
}

impl Clock {
    /// Milliseconds since midnight.
    pub fn since_midnight(self) -> i64 {
        let seconds = (i64::from(self.hour) * 60 + i64::from(self.minute)) * 60 + i64::from(self.second);
        seconds * 1_000 + i64::from(self.millisecond)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_without_gaps_through_four_centuries() {
        assert_eq!(Day { year: 1970, month: 1, day: 1 }.since_epoch(), 0);
        assert_eq!(Day { year: 2004, month: 9, day: 27 }.since_epoch(), 12_688);
        let mut next = Day { year: 1, month: 1, day: 1 }.since_epoch();
        assert_eq!(next, -719_162);
        for year in 1..=401 {
            for month in 1..=12 {
                for day in 1..=Day::days_of(year, month) {
                    assert_eq!(Day { year, month, day }.since_epoch(), next, "{year}-{month}-{day}");
                    next += 1;
                }
            }
        }
    }

    #[test]
    fn the_last_millisecond_of_a_day_is_one_before_a_whole() {
        let last = Clock { hour: 23, minute: 59, second: 59, millisecond: 999 };
        assert_eq!(last.since_midnight(), calendar::DAY - 1);
    }
}
