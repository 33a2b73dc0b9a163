//! Dates, times and timestamps as SQL writes them: `2026-01-31`, `23:59:59.999`, `2026-01-31 23:59:59`.

use alloc::format;
use alloc::string::String;

use crate::analytics::function::calendar::{self, DAY, Moment};
use crate::analytics::function::interval::fraction;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// Digits behind the point of a second at most; those after the third fall away.
const FRACTION_MAX: usize = 9;

/// Reads a value of a type, and nothing around it.
///
/// All fields must be there, with two digits, the year with four. A timestamp may have a `T` between day and time, as inputs of
/// applications have it, and seconds a fraction.
pub fn parse<'a>(text: &str, to: SqlType) -> Option<Value<'a>> {
    match to {
        SqlType::Date => parse_date(text).map(Value::Date),
        SqlType::Time => parse_time(text).map(Value::Time),
        SqlType::Timestamp => parse_timestamp(text).map(Value::Timestamp),
        _ => None,
    }
}

fn parse_date(text: &str) -> Option<i64> {
    let mut fields = text.split('-');
    let (year, month, day) = (fields.next()?, fields.next()?, fields.next()?);
    if fields.next().is_some() {
        return None;
    }
    calendar::day(digits(year, 4)?, digits(month, 2)?, digits(day, 2)?)
}

fn parse_time(text: &str) -> Option<i64> {
    let mut fields = text.split(':');
    let (hour, minute, rest) = (fields.next()?, fields.next()?, fields.next()?);
    if fields.next().is_some() {
        return None;
    }
    let (second, millisecond) = match rest.split_once('.') {
        Some((second, digits)) if (1..=FRACTION_MAX).contains(&digits.len()) && is_digits(digits) => {
            (second, fraction(digits))
        }
        Some(_) => return None,
        None => (rest, 0),
    };
    let below = |text: &str, max: i64| digits(text, 2).filter(|&number| number < max);
    Some(
        below(hour, 24)? * 3_600_000 + below(minute, 60)? * 60_000 + below(second, 60)? * 1_000 + millisecond,
    )
}

fn parse_timestamp(text: &str) -> Option<i64> {
    let (date, time) = text.split_once([' ', 'T'])?;
    calendar::midnight(parse_date(date)?).ok()?.checked_add(parse_time(time)?)
}

fn digits(text: &str, count: usize) -> Option<i64> {
    if text.len() == count && is_digits(text) { text.parse().ok() } else { None }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|it| it.is_ascii_digit())
}

/// `2026-01-31`
pub fn print_date(days: i64) -> String {
    let (year, month, day) = calendar::date(days);
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
}

/// `23:59:59`, and milliseconds only where there are any.
///
/// # Source
/// SQL reference, "CAST": `'2007-02-19 21:25:35'` fits VARCHAR(19).
pub fn print_time(time: i64) -> String {
    let time = time.rem_euclid(DAY);
    let (seconds, milliseconds) = (time / 1_000, time % 1_000);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if milliseconds == 0 {
        format!("{hour:02}:{minute:02}:{second:02}")
    } else {
        format!("{hour:02}:{minute:02}:{second:02}.{milliseconds:03}")
    }
}

/// `2026-01-31 23:59:59`
pub fn print_timestamp(timestamp: i64) -> String {
    let Moment { time, .. } = calendar::moment(timestamp);
    format!("{} {}", print_date(timestamp.div_euclid(DAY)), print_time(time))
}
