//! Numbers with a decimal point: whole digits, and how many of them stand behind it. At most 18 digits, so that all fit 64 bits.

use core::cmp::Ordering;
use core::fmt;

use super::ArithmeticError::{self, DivisionByZero, OutOfRange};
use crate::analytics::sql_type::PRECISION_MAX;
use crate::analytics::value::Decimal;

/// 10 to the power of `exponent`, which is at most 38.
fn power(exponent: u8) -> i128 {
    10_i128.pow(u32::from(exponent.min(38)))
}

/// The digits with `to` of them behind the point instead of `from`. Digits that fall away round, halves away from zero.
pub fn rescale(unscaled: i128, from: u8, to: u8) -> Result<i128, ArithmeticError> {
    if to >= from {
        return unscaled.checked_mul(power(to - from)).ok_or(OutOfRange);
    }
    Ok(divide_rounding(unscaled, power(from - to)))
}

/// a / b for a positive b, to the nearest, halves away from zero.
fn divide_rounding(a: i128, b: i128) -> i128 {
    let (quotient, rest) = (a / b, a % b);
    if rest.abs() >= b - rest.abs() { quotient + rest.signum() } else { quotient }
}

/// The number, where it has at most `precision` digits.
pub fn fit(unscaled: i128, precision: u8, scale: u8) -> Result<Decimal, ArithmeticError> {
    if unscaled.abs() >= power(precision.min(PRECISION_MAX)) {
        return Err(OutOfRange);
    }
    let unscaled = i64::try_from(unscaled).map_err(|_| OutOfRange)?;
    Ok(Decimal { unscaled, scale })
}

/// The number as `DECIMAL(precision, scale)`.
pub fn convert(number: Decimal, precision: u8, scale: u8) -> Result<Decimal, ArithmeticError> {
    fit(rescale(number.unscaled.into(), number.scale, scale)?, precision, scale)
}

/// a + b as `DECIMAL(precision, scale)`.
pub fn add(a: Decimal, b: Decimal, precision: u8, scale: u8) -> Result<Decimal, ArithmeticError> {
    let (a, b, common) = aligned(a, b);
    fit(rescale(a + b, common, scale)?, precision, scale)
}

/// a - b as `DECIMAL(precision, scale)`.
pub fn subtract(a: Decimal, b: Decimal, precision: u8, scale: u8) -> Result<Decimal, ArithmeticError> {
    let (a, b, common) = aligned(a, b);
    fit(rescale(a - b, common, scale)?, precision, scale)
}

/// a * b as `DECIMAL(precision, scale)`.
pub fn multiply(a: Decimal, b: Decimal, precision: u8, scale: u8) -> Result<Decimal, ArithmeticError> {
    let product = i128::from(a.unscaled) * i128::from(b.unscaled);
    fit(rescale(product, a.scale + b.scale, scale)?, precision, scale)
}

/// a / b as `DECIMAL(precision, scale)`, the last digit rounded, halves away from zero.
pub fn divide(a: Decimal, b: Decimal, precision: u8, scale: u8) -> Result<Decimal, ArithmeticError> {
    /// Zeros that any dividend has room for in 128 bits.
    const ZEROS_MAX: u8 = 19;
    if b.unscaled == 0 {
        return Err(DivisionByZero);
    }
    let (dividend, divisor) = (i128::from(a.unscaled), i128::from(b.unscaled).abs());
    let asked = scale + b.scale;
    let quotient = match asked.checked_sub(a.scale) {
        None => divide_rounding(dividend, divisor * power(a.scale - asked)),
        Some(zeros @ ..=ZEROS_MAX) => divide_rounding(dividend * power(zeros), divisor),
        Some(zeros) => divide_long(dividend, divisor, zeros)?,
    };
    fit(quotient * i128::from(b.unscaled.signum()), precision, scale)
}

/// a / b for a positive b, with so many zeros behind a: digit by digit, because all of them need more than 128 bits.
fn divide_long(a: i128, b: i128, zeros: u8) -> Result<i128, ArithmeticError> {
    let (mut quotient, mut rest) = (a / b, a % b);
    for _ in 0..zeros {
        rest *= 10;
        quotient = quotient.checked_mul(10).ok_or(OutOfRange)? + rest / b;
        rest %= b;
    }
    Ok(if rest.abs() >= b - rest.abs() { quotient + rest.signum() } else { quotient })
}

/// Which is larger, however many digits each has.
pub fn compare(a: Decimal, b: Decimal) -> Ordering {
    let (a, b, _) = aligned(a, b);
    a.cmp(&b)
}

/// Both with as many digits behind the point, and how many those are.
fn aligned(a: Decimal, b: Decimal) -> (i128, i128, u8) {
    let scale = a.scale.max(b.scale);
    let widen =
        |number: Decimal| i128::from(number.unscaled) * power((scale - number.scale).min(PRECISION_MAX));
    (widen(a), widen(b), scale)
}

/// The largest whole number that is not above it.
pub fn floor(number: Decimal) -> Decimal {
    let unscaled = i128::from(number.unscaled).div_euclid(power(number.scale));
    Decimal { unscaled: unscaled as i64, scale: 0 }
}

/// The smallest whole number that is not below it.
pub fn ceiling(number: Decimal) -> Decimal {
    let unscaled = -(-i128::from(number.unscaled)).div_euclid(power(number.scale));
    Decimal { unscaled: unscaled as i64, scale: 0 }
}

/// With a binary point: the nearest there is.
pub fn to_double(number: Decimal) -> f64 {
    const EXACT_MAX: u64 = 1 << 53;
    // Both sides are exact here, so the division rounds once; reading the printed digits does so too.
    if number.unscaled.unsigned_abs() <= EXACT_MAX {
        return number.unscaled as f64 / power(number.scale.min(PRECISION_MAX)) as f64;
    }
    alloc::format!("{number}").parse().unwrap_or(0.0)
}

/// Reads digits with or without a point and a sign. What stands behind the 18th digit behind the point rounds.
///
/// # Errors
/// `None` is no number; `OutOfRange` one with more digits than a DECIMAL has.
pub fn parse(text: &str) -> Option<Result<Decimal, ArithmeticError>> {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) || whole.len() + fraction.len() == 0 {
        return None;
    }
    let scale = fraction.len().min(usize::from(PRECISION_MAX));
    let (kept, dropped) = fraction.split_at(scale);
    let mut unscaled = 0_i128;
    for digit in whole.bytes().chain(kept.bytes()) {
        unscaled = unscaled * 10 + i128::from(digit - b'0');
        if unscaled >= power(38) / 10 {
            return Some(Err(OutOfRange));
        }
    }
    unscaled += i128::from(dropped.starts_with(['5', '6', '7', '8', '9']));
    if is_negative {
        unscaled = -unscaled;
    }
    Some(shrink(unscaled, scale as u8))
}

/// The number with as many of its digits behind the point as 64 bits have room for.
fn shrink(unscaled: i128, scale: u8) -> Result<Decimal, ArithmeticError> {
    let fitting = (0..=scale).rev().find_map(|fewer| {
        let digits = rescale(unscaled, scale, fewer).ok()?;
        i64::try_from(digits).ok().map(|unscaled| Decimal { unscaled, scale: fewer })
    });
    fitting.ok_or(OutOfRange)
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.unscaled < 0 { "-" } else { "" };
        let divisor = power(self.scale);
        let digits = i128::from(self.unscaled).abs();
        write!(f, "{sign}{}", digits / divisor)?;
        if self.scale > 0 {
            write!(f, ".{:0width$}", digits % divisor, width = usize::from(self.scale))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn digit_by_digit_is_as_at_once(a in any::<i64>(), b in 1..=i64::MAX, zeros in 0_u8..=19) {
            let (a, b) = (i128::from(a), i128::from(b));
            prop_assert_eq!(divide_long(a, b, zeros), Ok(divide_rounding(a * power(zeros), b)));
        }
    }

    #[test]
    fn more_zeros_than_128_bits_have_room_for() {
        let [one, three] = [1, 3].map(|unscaled| Decimal { unscaled, scale: 18 });
        let [ten, thirty] = [10, 30].map(|unscaled| Decimal { unscaled, scale: 0 });
        assert_eq!(divide(one, three, 18, 18), Ok(Decimal { unscaled: 333_333_333_333_333_333, scale: 18 }));
        assert_eq!(divide(ten, one, 18, 18), Err(OutOfRange));
        assert_eq!(divide(one, thirty, 18, 18), Ok(Decimal { unscaled: 0, scale: 18 }));
        assert_eq!(divide(thirty, Decimal { unscaled: 7, scale: 18 }, 18, 18), Err(OutOfRange));
    }
}
