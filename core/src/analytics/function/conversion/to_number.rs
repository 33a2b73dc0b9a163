//! Numbers of numbers, texts and intervals.

use crate::analytics::function::arithmetic::ArithmeticError::OutOfRange;
use crate::analytics::function::arithmetic::{decimal, double, integer};
use crate::analytics::function::operand::binary_number;
use crate::analytics::function::prepared::Moment;
use crate::analytics::function::refusal::Fault;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::{Decimal, Value};

/// Any number to any number.
pub(super) fn of_number<'a>(
    value: Value<'a>,
    _: SqlType,
    to: SqlType,
    _: &Moment,
) -> Result<Value<'a>, Fault> {
    convert(value, to)
}

/// A number as one of another type, halves rounded away from zero.
pub(in crate::analytics::function) fn convert(value: Value<'_>, to: SqlType) -> Result<Value<'_>, Fault> {
    match value {
        Value::Integer(number) => of_exact(Decimal { unscaled: number, scale: 0 }, to),
        Value::Decimal(number) => of_exact(number, to),
        Value::Double(number) => of_double(number, to),
        _ => Err(Fault::foreign_value()),
    }
}

fn of_exact<'a>(number: Decimal, to: SqlType) -> Result<Value<'a>, Fault> {
    match to {
        SqlType::Decimal { precision, scale } => {
            Ok(Value::Decimal(decimal::convert(number, precision, scale)?))
        }
        SqlType::Real | SqlType::Double => binary_number(decimal::to_double(number), to),
        _ => {
            let whole = decimal::rescale(number.unscaled.into(), number.scale, 0)?;
            let whole = i64::try_from(whole).map_err(|_| OutOfRange)?;
            Ok(Value::Integer(integer::fit(whole, to)?))
        }
    }
}

fn of_double<'a>(number: f64, to: SqlType) -> Result<Value<'a>, Fault> {
    match to {
        SqlType::Decimal { precision, scale } => {
            // Its shortest digits are what it is printed as, so 0.1 becomes 0.1 and not what lies behind it.
            let digits = alloc::format!("{number}");
            let exact = decimal::parse(&digits).unwrap_or(Err(OutOfRange))?;
            Ok(Value::Decimal(decimal::convert(exact, precision, scale)?))
        }
        SqlType::Real | SqlType::Double => binary_number(number, to),
        _ => Ok(Value::Integer(integer::fit(double::to_integer(number)?, to)?)),
    }
}

/// A text to any number: digits with or without a point, a sign and an exponent, and blanks around them.
pub(super) fn of_text<'a>(value: Value<'a>, _: SqlType, to: SqlType, _: &Moment) -> Result<Value<'a>, Fault> {
    match value {
        Value::Text(text) => parse(&text, to),
        _ => Err(Fault::foreign_value()),
    }
}

/// Reads a number of a type.
pub(in crate::analytics::function) fn parse<'a>(text: &str, to: SqlType) -> Result<Value<'a>, Fault> {
    let digits = text.trim();
    let is_approximate = matches!(to, SqlType::Real | SqlType::Double);
    if !is_approximate && let Some(number) = decimal::parse(digits) {
        return of_exact(number?, to);
    }
    // What else a library reads as a number, like `inf`, is none here.
    let is_number = digits.bytes().all(|it| matches!(it, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    match digits.parse() {
        Ok(number) if is_number => of_double(double::fit(number, SqlType::Double)?, to),
        _ => Err(Fault::not_a(to, text)),
    }
}

/// An interval of one field to how many of it there are. BIGINT drops what is less than one, DECIMAL rounds its last digit.
pub(super) fn of_interval<'a>(
    value: Value<'a>,
    from: SqlType,
    to: SqlType,
    _: &Moment,
) -> Result<Value<'a>, Fault> {
    let (Value::Interval(number), SqlType::Interval(qualifier)) = (value, from) else {
        return Err(Fault::foreign_value());
    };
    let length = qualifier.from.size();
    match to {
        SqlType::Decimal { precision, scale } => {
            let [dividend, divisor] = [number, length].map(|unscaled| Decimal { unscaled, scale: 0 });
            Ok(Value::Decimal(decimal::divide(dividend, divisor, precision, scale)?))
        }
        _ => Ok(Value::Integer(integer::divide(number, length, to)?)),
    }
}
