//! Texts of everything but bytes.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::ToString;

use super::datetime_text;
use crate::analytics::function::arithmetic::double;
use crate::analytics::function::interval;
use crate::analytics::function::operand::{padded, truncated};
use crate::analytics::function::prepared::Moment;
use crate::analytics::function::refusal::Fault;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// Any value to CHAR or VARCHAR. What is too long is an error, but a text or an interval is cut.
///
/// # Source
/// SQL reference, "CAST" (a date in VARCHAR(9) gives no row) and "Date, Timestamp, and Interval Operators" (an interval in
/// VARCHAR(8) loses its seconds).
pub(super) fn of_any<'a>(
    value: Value<'a>,
    from: SqlType,
    to: SqlType,
    _: &Moment,
) -> Result<Value<'a>, Fault> {
    let is_cut = matches!(value, Value::Text(_) | Value::Interval(_));
    let text = print(value, from)?;
    let (SqlType::Char(length) | SqlType::VarChar(length)) = to else { return Err(Fault::foreign_value()) };
    let length = length as usize;
    if !is_cut && text.chars().nth(length).is_some() {
        return Err(Fault::too_long(to, &text));
    }
    let fitting = truncated(text, length);
    Ok(Value::Text(if matches!(to, SqlType::Char(_)) { padded(fitting, length) } else { fitting }))
}

/// A value as CAST writes it.
pub(in crate::analytics::function) fn print(
    value: Value<'_>,
    sql_type: SqlType,
) -> Result<Cow<'_, str>, Fault> {
    Ok(Cow::Owned(match value {
        Value::Text(text) => return Ok(text),
        Value::Boolean(true) => return Ok(Cow::Borrowed("TRUE")),
        Value::Boolean(false) => return Ok(Cow::Borrowed("FALSE")),
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => format!("{number}"),
        Value::Double(number) => double::print(number, sql_type),
        Value::Date(days) => datetime_text::print_date(days),
        Value::Time(time) => datetime_text::print_time(time),
        Value::Timestamp(timestamp) => datetime_text::print_timestamp(timestamp),
        Value::Interval(number) => match sql_type {
            SqlType::Interval(qualifier) => interval::print(number, qualifier),
            _ => return Err(Fault::foreign_value()),
        },
        Value::Null | Value::Binary(_) => return Err(Fault::foreign_value()),
    }))
}
