//! A value put in a column of another type of its kind: what INSERT, CASE and COALESCE do without being told.

use super::{binary, to_number};
use crate::analytics::function::operand::{padded, truncated};
use crate::analytics::function::refusal::Fault;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// Whether values of a type can be put in a column of another one. Nothing is converted between kinds.
pub fn is_assignable(from: SqlType, to: SqlType) -> bool {
    match (from, to) {
        (SqlType::Interval(from), SqlType::Interval(to)) => from.is_year_month() == to.is_year_month(),
        _ => from.is_like(to),
    }
}

/// The value as one of the column's type. A text that is too long is cut, a number is rounded.
///
/// # Errors
/// A number is too large for the column.
pub fn assign(value: Value<'_>, to: SqlType) -> Result<Value<'_>, Fault> {
    match (value, to) {
        (Value::Text(text), SqlType::Char(length)) => {
            Ok(Value::Text(padded(truncated(text, length as usize), length as usize)))
        }
        (Value::Text(text), SqlType::VarChar(length)) => Ok(Value::Text(truncated(text, length as usize))),
        (Value::Binary(bytes), _) if to.is_binary() => Ok(Value::Binary(binary::fitted(bytes, to))),
        (value @ (Value::Integer(_) | Value::Decimal(_) | Value::Double(_)), _) if to.is_numeric() => {
            to_number::convert(value, to)
        }
        (value, _) => Ok(value),
    }
}
