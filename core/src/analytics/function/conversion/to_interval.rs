//! Intervals of texts and of each other.

use crate::analytics::function::interval;
use crate::analytics::function::prepared::Moment;
use crate::analytics::function::refusal::Fault;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// A text like `2 03:04:05`, with as many fields as the type has.
pub(super) fn of_text<'a>(value: Value<'a>, _: SqlType, to: SqlType, _: &Moment) -> Result<Value<'a>, Fault> {
    match (value, to) {
        (Value::Text(text), SqlType::Interval(qualifier)) => {
            Ok(Value::Interval(interval::parse(&text, qualifier)?))
        }
        _ => Err(Fault::foreign_value()),
    }
}

/// An interval with other fields: what is shorter than the last of them falls away.
pub(super) fn of_interval<'a>(
    value: Value<'a>,
    _: SqlType,
    to: SqlType,
    _: &Moment,
) -> Result<Value<'a>, Fault> {
    match (value, to) {
        (Value::Interval(number), SqlType::Interval(qualifier)) => {
            Ok(Value::Interval(interval::truncate(number, qualifier)))
        }
        _ => Err(Fault::foreign_value()),
    }
}
