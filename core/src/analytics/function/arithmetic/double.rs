//! Numbers with a binary point. Neither infinity nor "not a number" is a value: what would be one is an error.

use alloc::string::String;

use super::ArithmeticError::{self, DivisionByZero, OutOfRange};
use crate::analytics::sql_type::SqlType;

/// The number in the width of the type.
pub fn fit(number: f64, sql_type: SqlType) -> Result<f64, ArithmeticError> {
    let number = if sql_type == SqlType::Real { f64::from(number as f32) } else { number };
    if number.is_finite() { Ok(number) } else { Err(OutOfRange) }
}

/// a / b; a divisor of zero is an error, as it is for whole numbers.
pub fn divide(a: f64, b: f64) -> Result<f64, ArithmeticError> {
    if b == 0.0 { Err(DivisionByZero) } else { Ok(a / b) }
}

/// The nearest whole number, halves away from zero.
pub fn to_integer(number: f64) -> Result<i64, ArithmeticError> {
    // 2^63 is the first number that is too large; every double below it fits.
    let rounded = libm::round(number);
    if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&rounded) {
        Ok(rounded as i64)
    } else {
        Err(OutOfRange)
    }
}

/// As Java's `Double.toString` and `Float.toString` print it: the fewest digits that tell it from its neighbours, at least one
/// behind the point, and an exponent below a thousandth and from ten million on. `2.5`, `100.0`, `1.0E7`.
pub fn print(number: f64, sql_type: SqlType) -> String {
    let shortest = if sql_type == SqlType::Real {
        alloc::format!("{:e}", number as f32)
    } else {
        alloc::format!("{number:e}")
    };
    let magnitude = number.abs();
    if magnitude == 0.0 || (1e-3..1e7).contains(&magnitude) {
        return plain(number, sql_type);
    }
    let (digits, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let point = if digits.contains('.') { "" } else { ".0" };
    alloc::format!("{digits}{point}E{exponent}")
}

fn plain(number: f64, sql_type: SqlType) -> String {
    if sql_type == SqlType::Real {
        alloc::format!("{:?}", number as f32)
    } else {
        alloc::format!("{number:?}")
    }
}
