//! Dates, times and timestamps of each other and of texts.

use super::datetime_text;
use crate::analytics::function::arithmetic::ArithmeticError::OutOfRange;
use crate::analytics::function::calendar::{self, DAY};
use crate::analytics::function::prepared::Moment;
use crate::analytics::function::refusal::Fault;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// A text in the form of the type, with nothing but blanks around it.
pub(super) fn of_text<'a>(value: Value<'a>, _: SqlType, to: SqlType, _: &Moment) -> Result<Value<'a>, Fault> {
    let Value::Text(text) = value else { return Err(Fault::foreign_value()) };
    datetime_text::parse(text.trim(), to).ok_or_else(|| Fault::not_a(to, &text))
}

/// A datetime to another one. A date begins at midnight, and a time is one of the day on which the application began.
pub(super) fn of_datetime<'a>(
    value: Value<'a>,
    _: SqlType,
    to: SqlType,
    moment: &Moment,
) -> Result<Value<'a>, Fault> {
    Ok(match (value, to) {
        (Value::Date(days), SqlType::Timestamp) => Value::Timestamp(calendar::midnight(days)?),
        (Value::Time(time), SqlType::Timestamp) => {
            let today = calendar::midnight(moment.began.div_euclid(DAY))?;
            Value::Timestamp(today.checked_add(time).ok_or(OutOfRange)?)
        }
        (Value::Timestamp(timestamp), SqlType::Date) => Value::Date(timestamp.div_euclid(DAY)),
        (Value::Timestamp(timestamp), SqlType::Time) => Value::Time(timestamp.rem_euclid(DAY)),
        (value, _) => value,
    })
}
