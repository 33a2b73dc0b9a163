//! A moment as a clock on a wall somewhere shows it.

use crate::time::{Civil, Duration, Instant};

const SECONDS_PER_DAY: i64 = 86_400;
/// The day of the epoch, counted as astronomers do from November 17, 1858.
const EPOCH_MODIFIED_JULIAN_DAY: i64 = 40_587;

/// A moment in a time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::firehose) struct Local<'z> {
    pub(in crate::firehose) civil: Civil,
    /// Nanoseconds of the second.
    pub(in crate::firehose) nanos: i64,
    /// Days since the epoch, by the local calendar.
    days: i64,
    /// What the zone is ahead of UTC.
    pub(in crate::firehose) offset_secs: i32,
    /// Its name, `Europe/Berlin`.
    pub(in crate::firehose) zone: &'z str,
    /// What the time there is called now, `CEST`.
    pub(in crate::firehose) abbreviation: &'z str,
}

impl<'z> Local<'z> {
    /// A moment as Greenwich has it.
    pub(in crate::firehose) fn utc(at: Instant) -> Self {
        Self::new(at, 0, "UTC", "UTC")
    }

    /// A moment in a zone that is so far ahead of UTC then.
    pub(in crate::firehose) fn new(
        at: Instant,
        offset_secs: i32,
        zone: &'z str,
        abbreviation: &'z str,
    ) -> Self {
        let length = Duration::from_secs(u64::from(offset_secs.unsigned_abs()));
        let shifted = if offset_secs < 0 { at.before(length) } else { at + length };
        Self {
            civil: shifted.civil(),
            nanos: shifted.total_micros().rem_euclid(1_000_000) * 1_000,
            days: shifted.total_secs().div_euclid(SECONDS_PER_DAY),
            offset_secs,
            zone,
            abbreviation,
        }
    }

    pub(in crate::firehose) fn second_of_day(&self) -> i64 {
        self.civil.hour * 3_600 + self.civil.minute * 60 + self.civil.second
    }

    pub(in crate::firehose) fn modified_julian_day(&self) -> i64 {
        self.days + EPOCH_MODIFIED_JULIAN_DAY
    }

    /// 1 to 366.
    pub(in crate::firehose) fn day_of_year(&self) -> i64 {
        let Civil { year, month, day, .. } = self.civil;
        let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month as usize - 1];
        before + i64::from(2 < month && is_leap(year)) + day
    }

    /// The year that the week belongs to, and the week in it. Weeks begin on Sunday; the first of a year holds January 1.
    pub(in crate::firehose) fn week_of_year(&self) -> (i64, i64) {
        let (year, weekday) = (self.civil.year, self.civil.weekday as i64);
        let days_in_year = if is_leap(year) { 366 } else { 365 };
        let saturday = self.day_of_year() + 6 - weekday;
        if days_in_year < saturday {
            return (year + 1, 1);
        }
        (year, (saturday + 6) / 7)
    }

    /// The week of the month, from 1; weeks begin on Sunday.
    pub(in crate::firehose) fn week_of_month(&self) -> i64 {
        (self.civil.day + 6 - self.civil.weekday as i64 + 6) / 7
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}
