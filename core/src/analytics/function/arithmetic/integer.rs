//! Whole numbers of 8, 16, 32 and 64 bits. What does not fit is an error, never another number.

use core::ops::RangeInclusive;

use super::ArithmeticError::{self, DivisionByZero, OutOfRange};
use crate::analytics::sql_type::SqlType;

/// The numbers that a type holds. Types that are no whole numbers have those of BIGINT.
pub fn range(sql_type: SqlType) -> RangeInclusive<i64> {
    match sql_type {
        SqlType::TinyInt => i8::MIN.into()..=i8::MAX.into(),
        SqlType::SmallInt => i16::MIN.into()..=i16::MAX.into(),
        SqlType::Integer => i32::MIN.into()..=i32::MAX.into(),
        _ => i64::MIN..=i64::MAX,
    }
}

/// The number, where the type holds it.
pub fn fit(number: i64, sql_type: SqlType) -> Result<i64, ArithmeticError> {
    if range(sql_type).contains(&number) { Ok(number) } else { Err(OutOfRange) }
}

/// a + b.
pub fn add(a: i64, b: i64, sql_type: SqlType) -> Result<i64, ArithmeticError> {
    fit(a.checked_add(b).ok_or(OutOfRange)?, sql_type)
}

/// a - b.
pub fn subtract(a: i64, b: i64, sql_type: SqlType) -> Result<i64, ArithmeticError> {
    fit(a.checked_sub(b).ok_or(OutOfRange)?, sql_type)
}

/// a * b.
pub fn multiply(a: i64, b: i64, sql_type: SqlType) -> Result<i64, ArithmeticError> {
    fit(a.checked_mul(b).ok_or(OutOfRange)?, sql_type)
}

/// a / b, towards zero: `5 / 2` is 2 and `-5 / 2` is -2.
pub fn divide(a: i64, b: i64, sql_type: SqlType) -> Result<i64, ArithmeticError> {
    if b == 0 {
        return Err(DivisionByZero);
    }
    fit(a.checked_div(b).ok_or(OutOfRange)?, sql_type)
}

/// What [`divide`] leaves over, with the sign of `a`.
pub fn remainder(a: i64, b: i64) -> Result<i64, ArithmeticError> {
    if b == 0 {
        return Err(DivisionByZero);
    }
    Ok(a.checked_rem(b).unwrap_or(0)) // only the least number divided by -1 has none, and leaves nothing over
}

/// The largest multiple of `step` between zero and `number`: `number / step * step`.
pub fn step(number: i64, step: i64) -> Result<i64, ArithmeticError> {
    Ok(number - remainder(number, step)?)
}
