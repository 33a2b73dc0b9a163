//! Days, times of day and months, as plain numbers: a day counts from 1970-01-01, a time from midnight in milliseconds.

use super::arithmetic::ArithmeticError::{self, OutOfRange};
use crate::analytics::sql_type::Unit;
use crate::time::{civil_from_days, days_from_civil};

/// Milliseconds of a day.
pub const DAY: i64 = Unit::Day.size();
/// Years that a date can lie before or after 1970. Source: SQL reference, "Data types".
pub const YEARS_MAX: i64 = 1 << 29;
/// A little more days than [`YEARS_MAX`] years have; no timestamp reaches so far.
const DAYS_MAX: i64 = YEARS_MAX * 366;

/// A day and a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Of the Gregorian calendar; 0 is the year before 1.
    pub year: i64,
    /// 1 to 12.
    pub month: i64,
    /// 1 to 31.
    pub day: i64,
    /// Milliseconds since midnight.
    pub time: i64,
}

/// What stands on the calendar at so many milliseconds after the epoch.
pub fn moment(milliseconds: i64) -> Moment {
    let (year, month, day) = date(milliseconds.div_euclid(DAY));
    Moment { year, month, day, time: milliseconds.rem_euclid(DAY) }
}

/// Year, month and day of a day. Days past the calendar are its ends.
pub fn date(days: i64) -> (i64, i64, i64) {
    civil_from_days(days.clamp(-DAYS_MAX, DAYS_MAX))
}

/// The day of a date; `None` where there is no such day, like the 30th of February.
pub fn day(year: i64, month: i64, day: i64) -> Option<i64> {
    if year.abs() > YEARS_MAX
        || !(1..=12).contains(&month)
        || !(1..=days_of_month(year, month)).contains(&day)
    {
        return None;
    }
    Some(days_from_civil(year, month, day))
}

/// How many days a month has.
pub fn days_of_month(year: i64, month: i64) -> i64 {
    let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    days_from_civil(next_year, next, 1) - days_from_civil(year, month, 1)
}

/// The first millisecond of a day.
pub fn midnight(days: i64) -> Result<i64, ArithmeticError> {
    days.checked_mul(DAY).ok_or(OutOfRange)
}

/// The same day and time so many months on, or the month's last day where it has no such day.
pub fn add_months(milliseconds: i64, months: i64) -> Result<i64, ArithmeticError> {
    let Moment { year, month, day: day_of_month, time } = moment(milliseconds);
    let count = (year * 12 + month - 1).checked_add(months).ok_or(OutOfRange)?;
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
    if year.abs() > YEARS_MAX {
        return Err(OutOfRange);
    }
    let found = day(year, month, day_of_month.min(days_of_month(year, month))).ok_or(OutOfRange)?;
    midnight(found)?.checked_add(time).ok_or(OutOfRange)
}

/// The begin of the unit that a moment lies in.
pub fn floor(milliseconds: i64, unit: Unit) -> Result<i64, ArithmeticError> {
    if unit.is_of_calendar() {
        step_months(milliseconds, unit.size())
    } else {
        Ok(step(milliseconds, unit.size()))
    }
}

/// The moment, where it begins a unit, or else the begin of the next unit.
pub fn ceiling(milliseconds: i64, unit: Unit) -> Result<i64, ArithmeticError> {
    let begin = floor(milliseconds, unit)?;
    if begin == milliseconds {
        return Ok(begin);
    }
    if unit.is_of_calendar() {
        add_months(begin, unit.size())
    } else {
        begin.checked_add(unit.size()).ok_or(OutOfRange)
    }
}

/// The latest multiple of `length` after the epoch that is not after the moment. A length below 1 counts as 1.
pub fn step(milliseconds: i64, length: i64) -> i64 {
    let past = milliseconds.rem_euclid(length.max(1));
    milliseconds.checked_sub(past).unwrap_or(i64::MIN)
}

/// The same by the calendar: months are counted from January of the year 0, so that years begin where years begin.
pub fn step_months(milliseconds: i64, months: i64) -> Result<i64, ArithmeticError> {
    let Moment { year, month, .. } = moment(milliseconds);
    let count = step(year * 12 + month - 1, months);
    let begin = day(count.div_euclid(12), count.rem_euclid(12) + 1, 1).ok_or(OutOfRange)?;
    midnight(begin)
}

/// 0 is Sunday.
pub fn weekday(days: i64) -> i64 {
    (days.clamp(-DAYS_MAX, DAYS_MAX) + 4).rem_euclid(7)
}

/// The day of the year, 1 to 366.
pub fn day_of_year(days: i64) -> i64 {
    let (year, ..) = date(days);
    days.clamp(-DAYS_MAX, DAYS_MAX) - days_from_civil(year, 1, 1) + 1
}

/// Week-based year and week as in the United States: a week begins on Sunday, the first is that of the 1st of January.
pub fn week(days: i64) -> (i64, i64) {
    let (year, ..) = date(days);
    let begin = |year: i64| {
        let first = days_from_civil(year, 1, 1);
        first - weekday(first)
    };
    if days >= begin(year + 1) {
        return (year + 1, 1);
    }
    (year, (days.clamp(-DAYS_MAX, DAYS_MAX) - begin(year)) / 7 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_where_they_end() {
        let at = |year, month, date| midnight(day(year, month, date).unwrap()).unwrap();
        assert_eq!(add_months(at(2024, 1, 31), 1), Ok(at(2024, 2, 29)));
        assert_eq!(add_months(at(2023, 1, 31), 1), Ok(at(2023, 2, 28)));
        assert_eq!(add_months(at(2023, 1, 31), -2), Ok(at(2022, 11, 30)));
        assert_eq!(day(2023, 2, 29), None);
        assert_eq!(day(2024, 2, 30), None);
        assert_eq!(days_of_month(2000, 2), 29);
        assert_eq!(days_of_month(1900, 2), 28);
    }

    #[test]
    fn the_ends_of_the_calendar_are_errors() {
        for milliseconds in [i64::MIN, i64::MAX] {
            assert_eq!(add_months(milliseconds, i64::MAX), Err(OutOfRange));
            let _ =
                (moment(milliseconds), week(milliseconds), day_of_year(milliseconds), weekday(milliseconds));
            let _ = (step(milliseconds, i64::MAX), step_months(milliseconds, i64::MAX));
        }
    }

    #[test]
    fn weeks_begin_on_sunday_and_the_first_has_new_year() {
        let week_of = |year, month, date| week(day(year, month, date).unwrap());
        assert_eq!(week_of(2001, 7, 4), (2001, 27));
        assert_eq!(week_of(2026, 12, 26), (2026, 52));
        assert_eq!(week_of(2026, 12, 27), (2027, 1));
        assert_eq!(week_of(2027, 1, 2), (2027, 1));
        assert_eq!(week_of(2027, 1, 3), (2027, 2));
    }
}
