//! Values that are written down.

use alloc::borrow::Cow;

use super::Typed;
use crate::analytics::expression::Expression;
use crate::analytics::function::calendar::DAY;
use crate::analytics::plan::complaint::{Complaint, Planned};
use crate::analytics::sql::Span;
use crate::analytics::sql::ast::Literal;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

pub(super) fn of(literal: &Literal, span: Span) -> Planned<Typed> {
    let (value, sql_type) = match literal {
        Literal::Null => return Ok(Typed::null()),
        Literal::Boolean(value) => (Value::Boolean(*value), SqlType::Boolean),
        Literal::Unknown => (Value::Null, SqlType::Boolean),
        Literal::Integer(number) => {
            let number = i64::try_from(*number)
                .map_err(|_| Complaint::new(span, "The number does not fit 64 bits"))?;
            (Value::Integer(number), integer_type(number))
        }
        Literal::Decimal(decimal) => {
            let digits =
                decimal.unscaled.unsigned_abs().checked_ilog10().map_or(1, |digits| digits as u8 + 1);
            let precision = digits.max(decimal.scale);
            (Value::Decimal(*decimal), SqlType::Decimal { precision, scale: decimal.scale })
        }
        Literal::Double(number) => (Value::Double(*number), SqlType::Double),
        Literal::Text(text) => {
            let length = text.chars().count().max(1) as u32;
            (Value::Text(Cow::Owned(text.clone())), SqlType::VarChar(length))
        }
        Literal::Binary(bytes) => {
            let length = bytes.len().max(1) as u32;
            (Value::Binary(Cow::Owned(bytes.clone())), SqlType::VarBinary(length))
        }
        Literal::Date(day) => (Value::Date(day.since_epoch()), SqlType::Date),
        Literal::Time(clock) => (Value::Time(clock.since_midnight()), SqlType::Time),
        Literal::Timestamp(day, clock) => {
            (Value::Timestamp(day.since_epoch() * DAY + clock.since_midnight()), SqlType::Timestamp)
        }
        Literal::Interval(interval) => {
            (Value::Interval(interval.amount), SqlType::Interval(interval.qualifier))
        }
    };
    Ok(Expression::constant(value, sql_type).into())
}

/// The type of a whole number that is written down.
pub(super) fn integer_type(number: i64) -> SqlType {
    if i32::try_from(number).is_ok() { SqlType::Integer } else { SqlType::BigInt }
}
