//! Arithmetic of dates, times, timestamps and intervals.

use crate::analytics::function::argument::Arguments;
use crate::analytics::function::arithmetic::ArithmeticError::{DivisionByZero, OutOfRange};
use crate::analytics::function::arithmetic::{double, typing};
use crate::analytics::function::calendar::{self, DAY};
use crate::analytics::function::interval;
use crate::analytics::function::operand::{approximate, exact, milliseconds};
use crate::analytics::function::prepared::{Prepared, Scalar};
use crate::analytics::function::refusal::{Fault, Mismatch};
use crate::analytics::sql_type::{Qualifier, SqlType};
use crate::analytics::value::{Decimal, Value};

/// interval + interval, datetime + interval, interval + datetime.
pub(super) fn add(arguments: Arguments<'_>) -> Result<Prepared, Mismatch> {
    match (arguments.interval(0), arguments.interval(1)) {
        (Ok(a), Ok(b)) => intervals(a, b, i64::checked_add),
        (Err(_), Ok(length)) => moved(arguments.datetime(0)?, length, 0, 1),
        (Ok(length), Err(_)) => moved(arguments.datetime(1)?, length, 1, 1),
        _ => Err(Mismatch::Types),
    }
}

/// interval - interval, datetime - interval. Two datetimes need a qualifier: see `DATETIME DIFFERENCE`.
pub(super) fn subtract(arguments: Arguments<'_>) -> Result<Prepared, Mismatch> {
    match (arguments.interval(0), arguments.interval(1)) {
        (Ok(a), Ok(b)) => intervals(a, b, i64::checked_sub),
        (Err(_), Ok(length)) => moved(arguments.datetime(0)?, length, 0, -1),
        _ => Err(Mismatch::Types),
    }
}

fn intervals(a: Qualifier, b: Qualifier, rule: fn(i64, i64) -> Option<i64>) -> Result<Prepared, Mismatch> {
    let qualifier = typing::span(a, b).ok_or(Mismatch::Types)?;
    Ok(Scalar::strict(SqlType::Interval(qualifier), move |arguments, _| {
        let (a, b) = (milliseconds(arguments, 0)?, milliseconds(arguments, 1)?);
        Ok(Value::Interval(rule(a, b).ok_or(OutOfRange)?))
    }))
}

/// The datetime at place `at`, moved by the interval at the other place.
fn moved(sql_type: SqlType, length: Qualifier, at: usize, sign: i64) -> Result<Prepared, Mismatch> {
    let is_months = length.is_year_month();
    if is_months && sql_type == SqlType::Time {
        return Err(Mismatch::Types);
    }
    Ok(Scalar::strict(sql_type, move |arguments, _| {
        let from = milliseconds(arguments, at)?;
        let by = milliseconds(arguments, 1 - at)?.checked_mul(sign).ok_or(OutOfRange)?;
        let to = if is_months {
            calendar::add_months(from, by)?
        } else {
            from.checked_add(by).ok_or(OutOfRange)?
        };
        Ok(of_milliseconds(to, sql_type))
    }))
}

/// Milliseconds as a datetime: a date drops the time of day, and a time goes around at midnight.
pub(in crate::analytics::function) fn of_milliseconds<'a>(milliseconds: i64, sql_type: SqlType) -> Value<'a> {
    match sql_type {
        SqlType::Date => Value::Date(milliseconds.div_euclid(DAY)),
        SqlType::Time => Value::Time(milliseconds.rem_euclid(DAY)),
        _ => Value::Timestamp(milliseconds),
    }
}

/// interval * number, number * interval.
pub(super) fn multiply(arguments: Arguments<'_>) -> Result<Prepared, Mismatch> {
    let at = usize::from(arguments.interval(0).is_err());
    let qualifier = arguments.interval(at)?;
    let number = arguments.numeric(1 - at)?;
    scaled(
        qualifier,
        number,
        at,
        |interval, Decimal { unscaled, scale }| {
            interval::scale(interval, unscaled.into(), 10_i128.pow(scale.into()))
        },
        |interval, factor| Ok(interval * factor),
    )
}

/// interval / number.
pub(super) fn divide(arguments: Arguments<'_>) -> Result<Prepared, Mismatch> {
    let qualifier = arguments.interval(0)?;
    let number = arguments.numeric(1)?;
    scaled(
        qualifier,
        number,
        0,
        |interval, Decimal { unscaled, scale }| {
            if unscaled == 0 {
                return Err(DivisionByZero.into());
            }
            interval::scale(interval, 10_i128.pow(scale.into()), unscaled.into())
        },
        |interval, divisor| Ok(double::divide(interval, divisor)?),
    )
}

/// The interval at place `at` and the number at the other one, put together by the rule for exact or for approximate numbers.
fn scaled(
    qualifier: Qualifier,
    number: SqlType,
    at: usize,
    by_exact: fn(i64, Decimal) -> Result<i64, Fault>,
    by_double: fn(f64, f64) -> Result<f64, Fault>,
) -> Result<Prepared, Mismatch> {
    let is_approximate = typing::is_approximate(number);
    Ok(Scalar::strict(SqlType::Interval(qualifier), move |arguments, _| {
        let interval = milliseconds(arguments, at)?;
        let result = if is_approximate {
            double::to_integer(by_double(interval as f64, approximate(arguments, 1 - at)?)?)?
        } else {
            by_exact(interval, exact(arguments, 1 - at)?)?
        };
        Ok(Value::Interval(result))
    }))
}
