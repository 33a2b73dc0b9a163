//! Days and moments of the proleptic Gregorian calendar, from text and to text. Without time zones: columns have none.

mod joda;
mod text;

pub(crate) use joda::Pattern;
pub(crate) use text::{iso, show, show_day, sql_date, sql_timestamp};

use crate::store::Moment;

/// Seconds of a day.
pub(crate) const DAY: i64 = 86_400;

/// Days since 1970; `None` where there is no such day.
///
/// # Source
/// Howard Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`.
pub(crate) fn day(year: i64, month: u32, day: u32) -> Option<i32> {
    if !(1..=12).contains(&month) || !(1..=days_in(year, month)).contains(&day) {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let of_era = shifted.rem_euclid(400);
    let of_year = (153 * (i64::from(month) + if month > 2 { -3 } else { 9 }) + 2) / 5 + i64::from(day) - 1;
    let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    i32::try_from(era * 146_097 + days - 719_468).ok()
}

fn days_in(year: i64, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Year, month and day: the inverse of [`day`].
pub(crate) fn civil(day: i32) -> (i64, u32, u32) {
    let shifted = i64::from(day) + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year + era * 400 + i64::from(month <= 2), month as u32, day as u32)
}

impl Moment {
    /// Of a day and a time of it.
    pub(crate) fn new(day: i32, seconds: i64, nanos: u32) -> Self {
        Self { seconds: i64::from(day) * DAY + seconds, nanos }
    }

    /// Of milliseconds since 1970; `None` beyond the years that a calendar of four digits is for.
    pub(crate) fn from_millis(millis: i64) -> Option<Self> {
        let moment =
            Self { seconds: millis.div_euclid(1000), nanos: millis.rem_euclid(1000) as u32 * 1_000_000 };
        (moment.seconds.unsigned_abs() < 1 << 40).then_some(moment)
    }

    /// The day, and the seconds of it.
    pub(crate) fn day_and_seconds(self) -> (i32, i64) {
        (self.seconds.div_euclid(DAY) as i32, self.seconds.rem_euclid(DAY))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_both_ways() {
        assert_eq!(day(1970, 1, 1), Some(0));
        assert_eq!(day(2000, 2, 29), Some(11_016));
        assert_eq!(day(1900, 2, 29), None);
        for number in (-800_000..3_000_000).step_by(37) {
            let (year, month, of_month) = civil(number);
            assert_eq!(day(year, month, of_month), Some(number));
        }
    }
}
