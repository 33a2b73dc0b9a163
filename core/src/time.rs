//! Points in virtual time and the lengths between them, in whole microseconds.
//!
//! Nothing in this crate asks a machine for the time: a caller passes `now`, and the same calls with the same
//! instants give the same answers for ever.

use core::fmt;
use core::ops::{Add, AddAssign, Sub};

use alloc::string::{String, ToString};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const MICROS_PER_MILLI: i64 = 1_000;
const MICROS_PER_SECOND: i64 = 1_000_000;
const SECONDS_PER_DAY: i64 = 86_400;

/// A length of virtual time, never negative; unit: microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Duration(u64);

impl Duration {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// So many microseconds.
    pub const fn from_micros(micros: u64) -> Self {
        Self(micros)
    }

    /// So many milliseconds.
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis.saturating_mul(1_000))
    }

    /// So many seconds.
    pub const fn from_secs(secs: u64) -> Self {
        Self(secs.saturating_mul(1_000_000))
    }

    /// So many hours.
    pub const fn from_hours(hours: u64) -> Self {
        Self::from_secs(hours.saturating_mul(3_600))
    }

    /// The length in microseconds.
    pub const fn total_micros(self) -> u64 {
        self.0
    }

    /// The length in whole milliseconds, rounded down.
    pub const fn total_millis(self) -> u64 {
        self.0 / 1_000
    }

    /// The length in whole seconds, rounded down.
    pub const fn total_secs(self) -> u64 {
        self.0 / 1_000_000
    }
}

/// A point in virtual time: microseconds since the Unix epoch.
///
/// Printed and written to text formats as RFC 3339 in UTC; written to binary formats as its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Self = Self(0);
    /// 2026-01-01T00:00:00Z, where a world starts unless its settings say otherwise.
    pub const DEFAULT_START: Self = Self::from_secs(1_767_225_600);
    /// 9999-12-31T23:59:59Z, where every clock stops: so far below [`Self::MAX`] that what falls due after it never comes.
    pub const CLOCK_END: Self = Self::from_secs(253_402_300_799);
    /// Later than anything that happens.
    pub const MAX: Self = Self(i64::MAX);

    /// The instant so many microseconds after the epoch.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// The instant so many milliseconds after the epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis.saturating_mul(MICROS_PER_MILLI))
    }

    /// The instant so many seconds after the epoch.
    pub const fn from_secs(secs: i64) -> Self {
        Self(secs.saturating_mul(MICROS_PER_SECOND))
    }

    /// Microseconds since the epoch.
    pub const fn total_micros(self) -> i64 {
        self.0
    }

    /// Milliseconds since the epoch, rounded down, never to the nearest: a rounded time makes iterators go back.
    pub const fn total_millis(self) -> i64 {
        self.0.div_euclid(MICROS_PER_MILLI)
    }

    /// Seconds since the epoch, rounded down.
    pub const fn total_secs(self) -> i64 {
        self.0.div_euclid(MICROS_PER_SECOND)
    }

    /// How long after `earlier` this is; zero when it is not after it.
    pub const fn since(self, earlier: Self) -> Duration {
        let micros = self.0.saturating_sub(earlier.0);
        Duration(if micros < 0 { 0 } else { micros as u64 })
    }

    /// The instant `length` before this one, for trim horizons.
    pub const fn before(self, length: Duration) -> Self {
        Self(self.0.saturating_sub_unsigned(length.0))
    }

    /// Reads RFC 3339 in UTC (`2026-01-01T00:00:00Z`, with an optional fraction of a second).
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let rest = text.get(19..)?.strip_suffix('Z')?;
        let separators = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
        if separators.iter().any(|&(at, byte)| bytes[at] != byte) {
            return None;
        }
        let field = |from: usize, to: usize, max: i64| digits(text.get(from..to)?).filter(|&n| n <= max);
        let date = (field(0, 4, 9_999)?, field(5, 7, 12)?, field(8, 10, 31)?);
        let days = days_from_civil(date.0, date.1, date.2);
        if civil_from_days(days) != date {
            return None; // no such day: the 0th of a month, the 31st of February
        }
        let secs = field(11, 13, 23)? * 3_600 + field(14, 16, 59)? * 60 + field(17, 19, 59)?;
        let micros = match rest.strip_prefix('.') {
            Some(fraction) if (1..=6).contains(&fraction.len()) => {
                digits(fraction)? * 10_i64.pow(6 - fraction.len() as u32)
            }
            None if rest.is_empty() => 0,
            _ => return None,
        };
        Some(Self((days * SECONDS_PER_DAY + secs) * MICROS_PER_SECOND + micros))
    }

    /// Year, month, day, hour, minute and second in UTC.
    pub fn civil(self) -> Civil {
        let secs = self.total_secs();
        let (year, month, day) = civil_from_days(secs.div_euclid(SECONDS_PER_DAY));
        let second_of_day = secs.rem_euclid(SECONDS_PER_DAY);
        Civil {
            year,
            month,
            day,
            weekday: (secs.div_euclid(SECONDS_PER_DAY) + 4).rem_euclid(7) as usize,
            hour: second_of_day / 3_600,
            minute: second_of_day / 60 % 60,
            second: second_of_day % 60,
        }
    }
}

/// The parts of an [`Instant`] on the calendar, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Civil {
    /// Year of the Gregorian calendar.
    pub year: i64,
    /// 1 to 12.
    pub month: i64,
    /// 1 to 31.
    pub day: i64,
    /// 0 is Sunday.
    pub weekday: usize,
    /// 0 to 23.
    pub hour: i64,
    /// 0 to 59.
    pub minute: i64,
    /// 0 to 59.
    pub second: i64,
}

impl Civil {
    const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// English name of the weekday, three letters.
    pub fn weekday_name(&self) -> &'static str {
        Self::WEEKDAYS[self.weekday]
    }

    /// English name of the month, three letters.
    pub fn month_name(&self) -> &'static str {
        Self::MONTHS[self.month as usize - 1]
    }
}

/// Days since the epoch of a date: Howard Hinnant's `days_from_civil`.
pub(crate) fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The date of a day since the epoch: Howard Hinnant's `civil_from_days`.
pub(crate) fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

fn digits(text: &str) -> Option<i64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Civil { year, month, day, hour, minute, second, .. } = self.civil();
        let micros = self.0.rem_euclid(MICROS_PER_SECOND);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        match micros {
            0 => f.write_str("Z"),
            _ if micros % 1_000 == 0 => write!(f, ".{:03}Z", micros / 1_000),
            _ => write!(f, ".{micros:06}Z"),
        }
    }
}

impl Add<Duration> for Instant {
    type Output = Self;

    fn add(self, length: Duration) -> Self {
        Self(self.0.saturating_add_unsigned(length.0))
    }
}

impl AddAssign<Duration> for Instant {
    fn add_assign(&mut self, length: Duration) {
        *self = *self + length;
    }
}

impl Add for Duration {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Duration {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(&self.to_string())
        } else {
            serializer.serialize_i64(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return i64::deserialize(deserializer).map(Self);
        }
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("expected a time such as 2026-01-01T00:00:00Z"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_and_reads_rfc_3339() {
        for (micros, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (1_767_225_600_000_000, "2026-01-01T00:00:00Z"),
            (1_709_210_096_500_000, "2024-02-29T12:34:56.500Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
        ] {
            assert_eq!(Instant::from_micros(micros).to_string(), text);
            assert_eq!(Instant::parse(text), Some(Instant::from_micros(micros)));
        }
        for wrong in [
            "",
            "2026-01-01",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "2024-02-31T00:00:00Z",
            "2026-01-01T00:00:00",
            "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:0é",
        ] {
            assert_eq!(Instant::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn weekdays_are_right() {
        let civil = Instant::parse("2015-01-22T01:22:02Z").unwrap().civil();
        assert_eq!((civil.weekday_name(), civil.month_name()), ("Thu", "Jan"));
    }

    #[test]
    fn milliseconds_round_down_even_before_the_epoch() {
        assert_eq!(Instant::from_micros(1_999).total_millis(), 1);
        assert_eq!(Instant::from_micros(-1).total_millis(), -1);
    }
}
