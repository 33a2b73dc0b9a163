//! The forms of time that have no pattern of their own.

use super::{civil, day};
use crate::store::Moment;

/// `yyyy-[m]m-[d]d`, as `java.sql.Date.valueOf` takes it.
pub(crate) fn sql_date(text: &str) -> Option<i32> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4, 4)?;
    let month = digits(parts.next()?, 1, 2)?;
    let of_month = digits(parts.next()?, 1, 2)?;
    if parts.next().is_some() {
        return None;
    }
    day(i64::from(year), month, of_month)
}

/// `yyyy-[m]m-[d]d [h]h:[m]m:[s]s[.f…]`, as `java.sql.Timestamp.valueOf` takes it.
pub(crate) fn sql_timestamp(text: &str) -> Option<Moment> {
    if let Some(moment) = usual(text, b' ') {
        return Some(moment);
    }
    let (date, time) = text.trim().split_once(' ')?;
    let (seconds, nanos) = time_of_day(time, 1)?;
    Some(Moment::new(sql_date(date)?, seconds, nanos))
}

/// `yyyy-MM-dd'T'HH:mm:ss[.f…]'Z'`.
pub(crate) fn iso(text: &str) -> Option<Moment> {
    let text = text.strip_suffix('Z')?;
    if let Some(moment) = usual(text, b'T') {
        return Some(moment);
    }
    let (date, time) = text.split_once('T')?;
    let (seconds, nanos) = time_of_day(time, 2)?;
    if date.len() != 10 {
        return None;
    }
    Some(Moment::new(sql_date(date)?, seconds, nanos))
}

/// `yyyy-MM-dd?HH:mm:ss`, each digit in its place: what nearly all records have, so it is worth a way of its own.
fn usual(text: &str, between: u8) -> Option<Moment> {
    let bytes: &[u8; 19] = text.as_bytes().try_into().ok()?;
    let signs = [(4, b'-'), (7, b'-'), (10, between), (13, b':'), (16, b':')];
    if signs.iter().any(|(at, sign)| bytes[*at] != *sign) {
        return None;
    }
    let digit = |at: usize| Some(u32::from(bytes[at].wrapping_sub(b'0'))).filter(|digit| *digit < 10);
    let two = |at: usize| Some(digit(at)? * 10 + digit(at + 1)?);
    let (hours, minutes, seconds) = (two(11)?, two(14)?, two(17)?);
    if hours > 23 || minutes > 59 || seconds > 59 {
        return None;
    }
    let date = day(i64::from(two(0)? * 100 + two(2)?), two(5)?, two(8)?)?;
    Some(Moment::new(date, i64::from(hours * 3600 + minutes * 60 + seconds), 0))
}

fn time_of_day(text: &str, digits_min: usize) -> Option<(i64, u32)> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, nanos(fraction)?),
        None => (text, 0),
    };
    let mut parts = whole.split(':').map(|part| digits(part, digits_min, 2));
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() || hours > 23 || minutes > 59 || seconds > 59 {
        return None;
    }
    Some((i64::from(hours * 3600 + minutes * 60 + seconds), fraction))
}

/// Up to nine digits behind the point.
pub(super) fn nanos(digits_of_fraction: &str) -> Option<u32> {
    let value = digits(digits_of_fraction, 1, 9)?;
    Some(value * 10u32.pow(9 - digits_of_fraction.len() as u32))
}

pub(super) fn digits(text: &str, min: usize, max: usize) -> Option<u32> {
    let is_number = (min..=max).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

/// `2026-01-31`.
pub(crate) fn show_day(day: i32) -> String {
    let (year, month, of_month) = civil(day);
    format!("{year:04}-{month:02}-{of_month:02}")
}

/// `2026-01-31 23:59:59.000000001`, without a fraction of nothing.
pub(crate) fn show(moment: Moment) -> String {
    let (day, seconds) = moment.day_and_seconds();
    let time = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    let fraction = match moment.nanos {
        0 => String::new(),
        nanos => format!(".{nanos:09}").trim_end_matches('0').to_owned(),
    };
    format!("{} {time}{fraction}", show_day(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(parsed: Option<Moment>, expected: &str) {
        assert_eq!(parsed.map_or("none".to_owned(), show), expected);
    }

    #[test]
    fn forms_are_taken_to_the_letter() {
        check(sql_timestamp("2019-8-9 1:02:3.5"), "2019-08-09 01:02:03.5");
        check(sql_timestamp("2019-08-09 20:20:27"), "2019-08-09 20:20:27");
        check(sql_timestamp("2019-08-09"), "none");
        check(sql_timestamp("2019-02-30 00:00:00"), "none");
        check(iso("2019-08-09T20:20:27Z"), "2019-08-09 20:20:27");
        check(iso("2019-08-09T20:20:27.123456789Z"), "2019-08-09 20:20:27.123456789");
        check(iso("2019-08-09T20:20:27.1234567890Z"), "none");
        check(iso("2019-08-09T20:20:27+00:00"), "none");
        check(iso("2019-8-9T20:20:27Z"), "none");
        check(Moment::from_millis(-1), "1969-12-31 23:59:59.999");
    }
}
