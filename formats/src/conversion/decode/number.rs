//! Numbers.

use super::plain::{Plain, class, token};
use super::{Fault, Rules};
use crate::json;
use crate::table::DataType;

/// The least and the most that a type of up to four bytes holds.
pub(super) fn range(data_type: &DataType) -> (i64, i64) {
    match data_type {
        DataType::TinyInt => (i8::MIN.into(), i8::MAX.into()),
        DataType::SmallInt => (i16::MIN.into(), i16::MAX.into()),
        _ => (i32::MIN.into(), i32::MAX.into()),
    }
}

/// A whole number. OpenX takes texts too, also hexadecimal ones, but no fractions; Hive takes no texts and cuts
/// fractions off.
pub(super) fn whole(value: &Plain<'_>, rules: &Rules, min: i64, max: i64) -> Result<i64, Fault> {
    let in_range = |number: &i64| (min..=max).contains(number);
    match (value, rules) {
        (Plain::Number(text), Rules::OpenX(_)) => {
            json::integer(text).filter(in_range).ok_or_else(|| Fault::no_number(text))
        }
        (Plain::Text(text), Rules::OpenX(_)) => {
            whole_of_text(text).filter(in_range).ok_or_else(|| Fault::no_number(text))
        }
        (Plain::Number(text), Rules::Hive(_)) => {
            let number = json::integer(text).or_else(|| cut_off(text));
            let out_of_range = || Fault::Mismatch(format!("Numeric value ({text}) out of range"));
            number.filter(in_range).ok_or_else(out_of_range)
        }
        (value, _) => Err(no_number(value, rules, "java.lang.Long")),
    }
}

/// As Java's `parseLong` takes it, or hexadecimal behind `0x`.
fn whole_of_text(text: &str) -> Option<i64> {
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => i64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

fn cut_off(text: &str) -> Option<i64> {
    let number = json::double(text)?.trunc();
    (i64::MIN as f64 <= number && number < i64::MAX as f64).then_some(number as i64)
}

/// A float.
pub(super) fn double(value: &Plain<'_>, rules: &Rules) -> Result<f64, Fault> {
    match (value, rules) {
        (Plain::Number(text), _) => json::double(text).ok_or_else(|| Fault::no_number(text)),
        (Plain::Text(text), Rules::OpenX(_)) => {
            double_of_text(text.trim()).ok_or_else(|| Fault::no_number(text))
        }
        (value, _) => Err(no_number(value, rules, "java.lang.Double")),
    }
}

/// As Java takes it: Rust knows names of what is no number that Java does not.
fn double_of_text(text: &str) -> Option<f64> {
    match text.trim_start_matches(['+', '-']) {
        "NaN" | "Infinity" => text.parse().ok(),
        digits if digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') => text.parse().ok(),
        _ => None,
    }
}

fn no_number(value: &Plain<'_>, rules: &Rules, wanted: &str) -> Fault {
    Fault::Mismatch(match rules {
        Rules::OpenX(_) => format!("{} cannot be cast to {wanted}", class(value)),
        Rules::Hive(_) => {
            format!("Current token ({}) not numeric, can not use numeric value accessors", token(value))
        }
    })
}

/// A decimal without its point, rounded half up to its scale; `None` where it has too many digits before the point.
pub(super) fn decimal(value: &Plain<'_>, precision: u8, scale: u8) -> Result<Option<i128>, Fault> {
    let text: &str = match value {
        Plain::Number(text) => text,
        Plain::Text(text) => text.trim(),
        other => return Err(Fault::Mismatch(format!("{} cannot be cast to a decimal", class(other)))),
    };
    let parts = parts(text).ok_or_else(|| Fault::no_number(text))?;
    Ok(parts.scaled(precision, scale.into()))
}

/// A number taken apart: its digits, and by how many places the point moves to the right.
struct Parts {
    is_negative: bool,
    digits: Vec<u8>,
    exponent: i64,
}

fn parts(text: &str) -> Option<Parts> {
    let (is_negative, rest) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?.into()),
        None => (rest, 0i64),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(Parts { is_negative, digits, exponent: exponent - fraction.len() as i64 })
}

impl Parts {
    fn scaled(&self, precision: u8, scale: i64) -> Option<i128> {
        let shift = self.exponent + scale;
        let digits: &[u8] = &self.digits;
        let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
        let digits = &digits[zeros..];
        if digits.is_empty() {
            return Some(0);
        }
        // Digits that stay, then the first of those that do not.
        let kept = digits.len() as i64 + shift.min(0);
        if kept < 0 {
            return Some(0);
        }
        let kept = kept as usize;
        let zeros_added = shift.max(0);
        if kept as i64 + zeros_added > i64::from(precision) + 1 {
            return None;
        }
        let mut number =
            digits[..kept].iter().fold(0i128, |number, digit| number * 10 + i128::from(digit - b'0'));
        number *= 10i128.pow(zeros_added as u32);
        if digits.get(kept).is_some_and(|digit| *digit >= b'5') {
            number += 1;
        }
        let fits = number < 10i128.pow(precision.into());
        fits.then_some(if self.is_negative { -number } else { number })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, precision: u8, scale: u8, expected: Option<i128>) {
        let value = decimal(&Plain::Number(text), precision, scale);
        assert_eq!(value, Ok(expected), "{text}");
    }

    #[test]
    fn decimals_are_exact_and_round_half_up() {
        check("1.005", 5, 2, Some(101));
        check("-1.005", 5, 2, Some(-101));
        check("1.0049", 5, 2, Some(100));
        check("12345678901234567890123456789012345678", 38, 0, Some(12345678901234567890123456789012345678));
        check("123456789012345678901234567890123456789", 38, 0, None);
        check("1e3", 5, 1, Some(10_000));
        check("1e9", 5, 1, None);
        check("5e-3", 5, 2, Some(1));
        check("4e-30", 5, 2, Some(0));
        check("999.999", 5, 2, None);
        check("0.000", 5, 2, Some(0));
        check("1e-2147483648", 5, 2, Some(0));
        check("1e2147483647", 5, 2, None);
    }
}
