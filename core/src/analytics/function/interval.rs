//! Intervals as texts: `2 03:04:05.678` for DAY TO SECOND, `3-04` for YEAR TO MONTH.

use alloc::string::String;
use core::fmt::Write;

use super::arithmetic::ArithmeticError::OutOfRange;
use super::refusal::Fault;
use crate::analytics::sql_type::{Qualifier, SqlType, Unit};

/// Digits of the longest field where none are told, and digits at most. Source: SQL reference, "Date, Timestamp, and Interval
/// Operators".
const DIGITS: u8 = 2;
/// Digits behind the point of seconds where none are told; there are only milliseconds.
const FRACTION: u8 = 3;

/// What stands before a field that is not the first.
fn separator(unit: Unit) -> char {
    match unit {
        Unit::Month => '-',
        Unit::Hour => ' ',
        _ => ':',
    }
}

/// How many of a field make one of the next longer.
fn field_max(unit: Unit) -> i64 {
    match unit {
        Unit::Month => 12,
        Unit::Hour => 24,
        _ => 60,
    }
}

/// Reads the text of an interval, with a sign or without.
///
/// # Errors
/// It has not the qualifier's fields, or one has more digits or a larger value than it may.
pub fn parse(text: &str, qualifier: Qualifier) -> Result<i64, Fault> {
    let illegal = || Fault::not_a(SqlType::Interval(qualifier), text);
    let trimmed = text.trim();
    let (is_negative, mut rest) = match trimmed.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
    };
    let mut sum = 0_i64;
    for unit in qualifier.units() {
        let is_first = unit == qualifier.from;
        if !is_first {
            rest = rest.strip_prefix(separator(unit)).ok_or_else(illegal)?;
        }
        let end = rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(rest.len());
        let digits_max = if is_first { usize::from(qualifier.digits.unwrap_or(DIGITS)) } else { 2 };
        if end == 0 || end > digits_max {
            return Err(illegal());
        }
        let value: i64 = rest[..end].parse().map_err(|_| illegal())?;
        if !is_first && value >= field_max(unit) {
            return Err(illegal());
        }
        sum = value.checked_mul(unit.size()).and_then(|it| sum.checked_add(it)).ok_or_else(illegal)?;
        rest = &rest[end..];
        if unit == Unit::Second {
            let (fraction, behind) = parse_fraction(rest, qualifier).ok_or_else(illegal)?;
            sum = sum.checked_add(fraction).ok_or_else(illegal)?;
            rest = behind;
        }
    }
    if !rest.is_empty() {
        return Err(illegal());
    }
    Ok(if is_negative { -sum } else { sum })
}

/// Milliseconds behind the point, and the text behind them.
fn parse_fraction(text: &str, qualifier: Qualifier) -> Option<(i64, &str)> {
    let Some(digits) = text.strip_prefix('.') else { return Some((0, text)) };
    let end = digits.find(|it: char| !it.is_ascii_digit()).unwrap_or(digits.len());
    if end == 0 || end > usize::from(qualifier.fraction.unwrap_or(FRACTION)) {
        return None;
    }
    Some((fraction(&digits[..end]), &digits[end..]))
}

/// Milliseconds that digits behind a point stand for; what is shorter falls away.
pub(super) fn fraction(digits: &str) -> i64 {
    let millis = digits.bytes().chain(core::iter::repeat(b'0')).take(3);
    millis.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'))
}

/// The text of an interval: always with its sign, the fields after the first with two digits, milliseconds only where there are
/// any. What is shorter than the last field falls away.
///
/// # Source
/// SQL reference, "Date, Timestamp, and Interval Operators": `+6:11`, `+371`, `+2 00:06:11`.
pub fn print(interval: i64, qualifier: Qualifier) -> String {
    let mut rest = interval.unsigned_abs();
    let mut text = String::from(if interval < 0 { '-' } else { '+' });
    for unit in qualifier.units() {
        let length = unit.size().unsigned_abs();
        let value = rest / length;
        rest %= length;
        // Writing to a string cannot fail.
        let _ = if unit == qualifier.from {
            write!(text, "{value}")
        } else {
            write!(text, "{}{value:02}", separator(unit))
        };
        if unit == Unit::Second && rest > 0 {
            let _ = write!(text, ".{rest:03}");
        }
    }
    text
}

/// The interval without what is shorter than its last field; seconds keep their milliseconds.
pub fn truncate(interval: i64, qualifier: Qualifier) -> i64 {
    match qualifier.last() {
        Unit::Second => interval,
        unit => interval - interval % unit.size(),
    }
}

/// An interval times `factor` divided by `divisor`, towards zero.
pub(super) fn scale(interval: i64, factor: i128, divisor: i128) -> Result<i64, Fault> {
    let product = i128::from(interval).checked_mul(factor).ok_or(OutOfRange)?;
    let quotient = product.checked_div(divisor).ok_or(OutOfRange)?;
    Ok(i64::try_from(quotient).map_err(|_| OutOfRange)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Unit::{Day, Hour, Minute, Month, Second, Year};

    fn to(from: Unit, to: Unit) -> Qualifier {
        Qualifier { to: Some(to), ..Qualifier::of(from) }
    }

    fn digits(unit: Unit, digits: u8) -> Qualifier {
        Qualifier { digits: Some(digits), ..Qualifier::of(unit) }
    }

    #[test]
    fn texts_are_read_and_printed() {
        for (text, qualifier, number, printed) in [
            ("1", Qualifier::of(Minute), 60_000, "+1"),
            ("59:59.999", to(Minute, Second), 3_599_999, "+59:59.999"),
            ("2 3:4:5.678", to(Day, Second), 183_845_678, "+2 03:04:05.678"),
            ("-3 4:20", to(Day, Minute), -274_800_000, "-3 04:20"),
            ("25 3", to(Day, Hour), 2_170_800_000, "+25 03"),
            ("3-4", to(Year, Month), 40, "+3-04"),
            ("120", digits(Minute, 3), 7_200_000, "+120"),
            ("6:11", to(Minute, Second), 371_000, "+6:11"),
            ("+7", Qualifier::of(Year), 84, "+7"),
            ("1.5", Qualifier::of(Second), 1_500, "+1.500"),
        ] {
            assert_eq!(parse(text, qualifier), Ok(number), "{text}");
            assert_eq!(print(number, qualifier), printed, "{text}");
        }
    }

    #[test]
    fn texts_that_are_no_such_interval_are_refused() {
        for (text, qualifier) in [
            ("120", Qualifier::of(Minute)),
            ("3:45:04.0", to(Day, Second)),
            ("1 24", to(Day, Hour)),
            ("1:60", to(Hour, Minute)),
            ("1-12", to(Year, Month)),
            ("1.1", Qualifier::of(Year)),
            ("1.", Qualifier::of(Second)),
            ("1.2345", Qualifier::of(Second)),
            ("", Qualifier::of(Day)),
            ("1x", Qualifier::of(Day)),
            ("99999999999999999999", digits(Day, 20)),
        ] {
            assert!(parse(text, qualifier).is_err(), "{text}");
        }
    }

    #[test]
    fn the_longest_intervals_print() {
        assert_eq!(print(i64::MIN, to(Day, Second)), "-106751991167 07:12:55.808");
        assert_eq!(print(i64::MAX, Qualifier::of(Day)), "+106751991167");
    }
}
