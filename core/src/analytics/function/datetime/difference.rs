//! From one moment to another.

use crate::analytics::function::Function;
use crate::analytics::function::arithmetic::ArithmeticError::OutOfRange;
use crate::analytics::function::interval;
use crate::analytics::function::operand::{integer, milliseconds};
use crate::analytics::function::prepared::Scalar;
use crate::analytics::function::refusal::{Fault, Mismatch};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// `(a - b) qualifier`. Both must be of one type; what is shorter than the qualifier's last field falls away.
///
/// # Source
/// SQL reference, "Date, Timestamp, and Interval Operators".
pub(crate) const DATETIME_DIFFERENCE: Function = Function {
    name: "DATETIME DIFFERENCE",
    forms: &["(<DATETIME> - <DATETIME>) <INTERVAL_QUALIFIER>"],
    summary: "The interval from the second of two dates, times or timestamps to the first.",
    bind: |arguments| {
        arguments.count(3, 3)?;
        let qualifier = arguments.interval(2)?;
        if arguments.datetime(0)? != arguments.datetime(1)? || qualifier.is_year_month() {
            return Err(Mismatch::Types);
        }
        Ok(Scalar::strict_in(0..2, SqlType::Interval(qualifier), move |arguments, _| {
            let difference = subtract(milliseconds(arguments, 0)?, milliseconds(arguments, 1)?)?;
            Ok(Value::Interval(interval::truncate(difference, qualifier)))
        }))
    },
};

/// Milliseconds from the second to the first. Assumed: nobody wrote down which of them is the later one; applications that were
/// found put the later one first.
pub(crate) const TSDIFF: Function = Function {
    name: "TSDIFF",
    forms: &["TSDIFF(<TIMESTAMP>, <TIMESTAMP>)", "TSDIFF(<INTEGER>, <INTEGER>)"],
    summary: "The milliseconds from the second of two timestamps to the first.",
    bind: |arguments| {
        arguments.count(2, 2)?;
        let moment = |at| -> Result<(), Mismatch> {
            let is_timestamp = arguments.datetime(at) == Ok(SqlType::Timestamp);
            if is_timestamp { Ok(()) } else { arguments.integer(at).map(|_| ()) }
        };
        moment(0)?;
        moment(1)?;
        Ok(Scalar::strict(SqlType::BigInt, |arguments, _| {
            let number = |at| integer(arguments, at).or_else(|_| milliseconds(arguments, at));
            Ok(Value::Integer(subtract(number(0)?, number(1)?)?))
        }))
    },
};

fn subtract(a: i64, b: i64) -> Result<i64, Fault> {
    Ok(a.checked_sub(b).ok_or(OutOfRange)?)
}
