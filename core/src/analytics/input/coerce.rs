//! A value of a text as one of a column.

use alloc::borrow::Cow;
use alloc::format;

use super::{COERCION_ERROR, Refused, SchemaColumn};
use crate::analytics::function::arithmetic::{decimal, double, integer};
use crate::analytics::function::calendar::DAY;
use crate::analytics::function::conversion::{assign, datetime_text};
use crate::analytics::row::{Column, Data};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// A value as JSON tells it; fields of lines are texts.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Told<'a> {
    Null,
    Boolean(bool),
    /// A number as it is written.
    Number(&'a str),
    Text(Cow<'a, str>),
    /// An object or an array as it is written.
    Whole(&'a str),
}

/// That a value does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unfit;

/// Puts a value into a column.
///
/// # Source
/// Developer guide, "Mapping streaming source elements"; a number for a BOOLEAN and a text for bytes as there. Assumed: a fraction
/// for a DECIMAL is rounded to its scale.
pub(super) fn push(told: Told<'_>, sql_type: SqlType, column: &mut Column) -> Result<(), Unfit> {
    match (told, &mut column.data) {
        (Told::Null, _) => column.push_null(),
        (Told::Text(text), Data::Text(texts)) if matches!(sql_type, SqlType::VarChar(_)) => {
            texts.push(cut(&text, sql_type).as_bytes());
            column.push_known();
        }
        (Told::Number(text), Data::Double(_)) => {
            let number = text.parse().map_err(|_| Unfit)?;
            column.push(&Value::Double(double::fit(number, sql_type).map_err(|_| Unfit)?));
        }
        (told, _) => column.push(&value(told, sql_type)?),
    }
    Ok(())
}

/// The part of a text that a VARCHAR holds.
fn cut(text: &str, sql_type: SqlType) -> &str {
    let SqlType::VarChar(length) = sql_type else { return text };
    if text.len() <= length as usize {
        return text;
    }
    text.char_indices().nth(length as usize).map_or(text, |(end, _)| &text[..end])
}

fn value<'a>(told: Told<'a>, sql_type: SqlType) -> Result<Value<'a>, Unfit> {
    let text = |text: Cow<'a, str>| assign(Value::Text(text), sql_type).map_err(|_| Unfit);
    match (told, sql_type) {
        (Told::Null, _) => Ok(Value::Null),
        (Told::Boolean(it), SqlType::Boolean) => Ok(Value::Boolean(it)),
        (Told::Boolean(it), _) if sql_type.is_numeric() => number(if it { "1" } else { "0" }, sql_type),
        (Told::Boolean(it), _) if sql_type.is_text() => {
            text(Cow::Borrowed(if it { "true" } else { "false" }))
        }
        (Told::Boolean(it), _) if sql_type.is_binary() => {
            Ok(Value::Binary(Cow::Owned([u8::from(it)].into())))
        }
        (Told::Number(it), SqlType::Boolean) => Ok(Value::Boolean(it.parse() != Ok(0.0))),
        (Told::Number(it), _) if sql_type.is_numeric() => number(it, sql_type),
        (Told::Number(it) | Told::Whole(it), _) if sql_type.is_text() => text(Cow::Borrowed(it)),
        (Told::Text(it), SqlType::Boolean) => Ok(Value::Boolean(it.eq_ignore_ascii_case("true"))),
        (Told::Text(it), _) if sql_type.is_numeric() => number(it.trim(), sql_type),
        (Told::Text(it), _) if sql_type.is_text() => text(it),
        (Told::Text(it), _) if sql_type.is_datetime() => datetime(it.trim(), sql_type),
        (Told::Text(it), _) if sql_type.is_binary() => bytes(&it, sql_type),
        _ => Err(Unfit),
    }
}

fn number<'a>(text: &str, sql_type: SqlType) -> Result<Value<'a>, Unfit> {
    match sql_type {
        SqlType::Real | SqlType::Double => {
            let number = text.parse().map_err(|_| Unfit)?;
            double::fit(number, sql_type).map(Value::Double).map_err(|_| Unfit)
        }
        SqlType::Decimal { precision, scale } => {
            let number = exact(text)?;
            decimal::convert(number, precision, scale).map(Value::Decimal).map_err(|_| Unfit)
        }
        _ => {
            let whole = match text.parse() {
                Ok(whole) => whole,
                Err(_) => whole(text)?,
            };
            integer::fit(whole, sql_type).map(Value::Integer).map_err(|_| Unfit)
        }
    }
}

/// A whole number that is written with a point or an exponent: 1.0 is one, and 1.5 is none.
fn whole(text: &str) -> Result<i64, Unfit> {
    let number = exact(text)?;
    let scaled = decimal::rescale(number.unscaled.into(), number.scale, 0).map_err(|_| Unfit)?;
    let back = decimal::rescale(scaled, 0, number.scale).map_err(|_| Unfit)?;
    if back == i128::from(number.unscaled) { i64::try_from(scaled).map_err(|_| Unfit) } else { Err(Unfit) }
}

fn exact(text: &str) -> Result<crate::analytics::value::Decimal, Unfit> {
    match decimal::parse(text) {
        Some(Ok(number)) => Ok(number),
        _ => Err(Unfit),
    }
}

/// A moment as SQL or ISO 8601 writes it, in UTC.
fn datetime<'a>(text: &str, sql_type: SqlType) -> Result<Value<'a>, Unfit> {
    let text = text.strip_suffix('Z').unwrap_or(text);
    let moment = datetime_text::parse(text, sql_type);
    let day = || match (sql_type, datetime_text::parse(text, SqlType::Date)) {
        (SqlType::Timestamp, Some(Value::Date(day))) => Some(Value::Timestamp(day * DAY)),
        _ => None,
    };
    moment.or_else(day).ok_or(Unfit)
}

/// `X'0aff'`.
fn bytes<'a>(text: &str, sql_type: SqlType) -> Result<Value<'a>, Unfit> {
    let digits =
        text.strip_prefix("X'").or_else(|| text.strip_prefix("x'")).and_then(|it| it.strip_suffix('\''));
    let digits = digits.filter(|digits| digits.len() % 2 == 0 && digits.is_ascii()).ok_or(Unfit)?;
    let byte = |place: usize| u8::from_str_radix(&digits[place..place + 2], 16).map_err(|_| Unfit);
    let bytes = (0..digits.len()).step_by(2).map(byte).collect::<Result<_, _>>()?;
    assign(Value::Binary(Cow::Owned(bytes)), sql_type).map_err(|_| Unfit)
}

/// Tells of a row with a value that does not fit.
pub(super) fn refused(column: &SchemaColumn, row: &[u8]) -> Refused {
    let message = format!("The value of column {} is not a value of type {}", column.name, column.sql_type);
    Refused { name: COERCION_ERROR, message: message.into(), data: row.into() }
}
