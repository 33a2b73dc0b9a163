//! FLOOR and CEIL to a unit of time.

use crate::analytics::function::Function;
use crate::analytics::function::argument::Arguments;
use crate::analytics::function::arithmetic::ArithmeticError::{self, OutOfRange};
use crate::analytics::function::calendar;
use crate::analytics::function::operand::milliseconds;
use crate::analytics::function::operator::datetime::of_milliseconds;
use crate::analytics::function::prepared::{Prepared, Scalar};
use crate::analytics::function::refusal::Mismatch;
use crate::analytics::sql_type::{SqlType, Unit};
use crate::analytics::value::Value;

/// Down to the begin of a unit.
pub(crate) const FLOOR_TO: Function = Function {
    name: "FLOOR TO",
    forms: &["FLOOR(<DATETIME> TO <TIME_UNIT>)", "FLOOR(<DATETIME_INTERVAL> TO <TIME_UNIT>)"],
    summary: "The begin of the year, month, day, hour, minute or second that a moment lies in.",
    bind: |arguments| rounded(arguments, calendar::floor, floor),
};

/// Up to the begin of a unit.
pub(crate) const CEIL_TO: Function = Function {
    name: "CEIL TO",
    forms: &["CEIL(<DATETIME> TO <TIME_UNIT>)", "CEIL(<DATETIME_INTERVAL> TO <TIME_UNIT>)"],
    summary: "The moment, where it begins a year, month, day, hour, minute or second, or else the next such begin.",
    bind: |arguments| rounded(arguments, calendar::ceiling, ceiling),
};

/// A number of milliseconds to another one.
type Rounding<By> = fn(i64, By) -> Result<i64, ArithmeticError>;

fn rounded(
    arguments: Arguments<'_>,
    of_moment: Rounding<Unit>,
    of_interval: Rounding<i64>,
) -> Result<Prepared, Mismatch> {
    arguments.count(2, 2)?;
    let unit = arguments.interval(1)?.from;
    if let Ok(qualifier) = arguments.interval(0) {
        if qualifier.is_year_month() != unit.is_of_calendar() {
            return Err(Mismatch::Types);
        }
        return Ok(Scalar::strict_in(0..1, SqlType::Interval(qualifier), move |arguments, _| {
            Ok(Value::Interval(of_interval(milliseconds(arguments, 0)?, unit.size())?))
        }));
    }
    let sql_type = arguments.datetime(0)?;
    if sql_type == SqlType::Time && unit < Unit::Hour {
        return Err(Mismatch::Types);
    }
    Ok(Scalar::strict_in(0..1, sql_type, move |arguments, _| {
        Ok(of_milliseconds(of_moment(milliseconds(arguments, 0)?, unit)?, sql_type))
    }))
}

/// The largest multiple of a length that is not above the interval.
fn floor(interval: i64, length: i64) -> Result<i64, ArithmeticError> {
    interval.checked_sub(interval.rem_euclid(length)).ok_or(OutOfRange)
}

fn ceiling(interval: i64, length: i64) -> Result<i64, ArithmeticError> {
    match interval.rem_euclid(length) {
        0 => Ok(interval),
        past => interval.checked_add(length - past).ok_or(OutOfRange),
    }
}
