//! `+`, `-`, `*` and `/` of numbers; [`datetime`] has those of dates, times and intervals.

use super::datetime;
use crate::analytics::function::Function;
use crate::analytics::function::argument::Arguments;
use crate::analytics::function::arithmetic::typing::{self, is_approximate};
use crate::analytics::function::arithmetic::{ArithmeticError, decimal, double, integer};
use crate::analytics::function::operand::{self, approximate, binary_number, exact};
use crate::analytics::function::prepared::{Prepared, Scalar};
use crate::analytics::function::refusal::Mismatch;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::{Decimal, Value};

/// The sum.
pub(crate) const ADD: Function = Function {
    name: "+",
    forms: &[
        "<NUMERIC> + <NUMERIC>",
        "<DATETIME_INTERVAL> + <DATETIME_INTERVAL>",
        "<DATETIME> + <DATETIME_INTERVAL>",
        "<DATETIME_INTERVAL> + <DATETIME>",
    ],
    summary: "Adds two numbers, two intervals, or an interval and a date, time or timestamp.",
    bind: |arguments| match arguments.count(2, 2) {
        Ok(_) if is_numeric(arguments) => numbers(arguments, &SUM),
        Ok(_) => datetime::add(arguments),
        Err(mismatch) => Err(mismatch),
    },
};

/// The difference, and the number with the other sign.
pub(crate) const SUBTRACT: Function = Function {
    name: "-",
    forms: &[
        "<NUMERIC> - <NUMERIC>",
        "<DATETIME_INTERVAL> - <DATETIME_INTERVAL>",
        "<DATETIME> - <DATETIME_INTERVAL>",
        "-<NUMERIC>",
        "-<DATETIME_INTERVAL>",
    ],
    summary: "Subtracts a number from a number or an interval from an interval, date, time or timestamp, or turns the sign.",
    bind: |arguments| match arguments.count(1, 2) {
        Ok(1) => negate(arguments),
        Ok(_) if is_numeric(arguments) => numbers(arguments, &DIFFERENCE),
        Ok(_) => datetime::subtract(arguments),
        Err(mismatch) => Err(mismatch),
    },
};

/// The product.
pub(crate) const MULTIPLY: Function = Function {
    name: "*",
    forms: &["<NUMERIC> * <NUMERIC>", "<DATETIME_INTERVAL> * <NUMERIC>", "<NUMERIC> * <DATETIME_INTERVAL>"],
    summary: "Multiplies two numbers, or an interval by a number.",
    bind: |arguments| match arguments.count(2, 2) {
        Ok(_) if is_numeric(arguments) => numbers(arguments, &PRODUCT),
        Ok(_) => datetime::multiply(arguments),
        Err(mismatch) => Err(mismatch),
    },
};

/// The quotient.
pub(crate) const DIVIDE: Function = Function {
    name: "/",
    forms: &["<NUMERIC> / <NUMERIC>", "<DATETIME_INTERVAL> / <NUMERIC>"],
    summary: "Divides a number or an interval by a number; whole numbers give a whole number.",
    bind: |arguments| match arguments.count(2, 2) {
        Ok(_) if is_numeric(arguments) => numbers(arguments, &QUOTIENT),
        Ok(_) => datetime::divide(arguments),
        Err(mismatch) => Err(mismatch),
    },
};

/// One operation for each kind of number, and the type of what it gives.
struct Operation {
    result: fn(SqlType, SqlType) -> Option<SqlType>,
    integer: fn(i64, i64, SqlType) -> Result<i64, ArithmeticError>,
    decimal: fn(Decimal, Decimal, u8, u8) -> Result<Decimal, ArithmeticError>,
    double: fn(f64, f64) -> Result<f64, ArithmeticError>,
}

static SUM: Operation =
    Operation { result: typing::sum, integer: integer::add, decimal: decimal::add, double: |a, b| Ok(a + b) };

static DIFFERENCE: Operation = Operation {
    result: typing::sum,
    integer: integer::subtract,
    decimal: decimal::subtract,
    double: |a, b| Ok(a - b),
};

static PRODUCT: Operation = Operation {
    result: typing::product,
    integer: integer::multiply,
    decimal: decimal::multiply,
    double: |a, b| Ok(a * b),
};

static QUOTIENT: Operation = Operation {
    result: typing::quotient,
    integer: integer::divide,
    decimal: decimal::divide,
    double: double::divide,
};

fn is_numeric(arguments: Arguments<'_>) -> bool {
    arguments.numeric(0).is_ok() && arguments.numeric(1).is_ok()
}

fn numbers(arguments: Arguments<'_>, operation: &'static Operation) -> Result<Prepared, Mismatch> {
    let (a, b) = (arguments.numeric(0)?, arguments.numeric(1)?);
    let result = (operation.result)(a, b).ok_or(Mismatch::Types)?;
    Ok(match result {
        SqlType::Decimal { precision, scale } => Scalar::strict(result, move |arguments, _| {
            let (a, b) = (exact(arguments, 0)?, exact(arguments, 1)?);
            Ok(Value::Decimal((operation.decimal)(a, b, precision, scale)?))
        }),
        _ if is_approximate(result) => Scalar::strict(result, move |arguments, _| {
            let (a, b) = (approximate(arguments, 0)?, approximate(arguments, 1)?);
            binary_number((operation.double)(a, b)?, result)
        }),
        _ => Scalar::strict(result, move |arguments, _| {
            let (a, b) = (operand::integer(arguments, 0)?, operand::integer(arguments, 1)?);
            Ok(Value::Integer((operation.integer)(a, b, result)?))
        }),
    })
}

fn negate(arguments: Arguments<'_>) -> Result<Prepared, Mismatch> {
    if let Ok(qualifier) = arguments.interval(0) {
        return Ok(Scalar::strict(SqlType::Interval(qualifier), |arguments, _| {
            let interval = operand::milliseconds(arguments, 0)?;
            Ok(Value::Interval(integer::subtract(0, interval, SqlType::BigInt)?))
        }));
    }
    let result = arguments.numeric(0)?;
    Ok(Scalar::strict(result, move |arguments, _| match operand::take(arguments, 0) {
        Value::Integer(number) => Ok(Value::Integer(integer::subtract(0, number, result)?)),
        Value::Decimal(Decimal { unscaled, scale }) => {
            Ok(Value::Decimal(Decimal { unscaled: integer::subtract(0, unscaled, SqlType::BigInt)?, scale }))
        }
        Value::Double(number) => Ok(Value::Double(-number)),
        _ => Err(crate::analytics::function::refusal::Fault::foreign_value()),
    }))
}
