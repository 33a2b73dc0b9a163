//! Taking the arguments of a row out of their places, as what they must be.

use alloc::borrow::Cow;
use alloc::string::String;
use core::ops::Range;

use super::arithmetic::{decimal, double};
use super::refusal::Fault;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::{Decimal, Value};

/// The value at a place, which is NULL afterwards.
pub(super) fn take<'a>(arguments: &mut [Value<'a>], at: usize) -> Value<'a> {
    arguments.get_mut(at).map_or(Value::Null, |place| core::mem::replace(place, Value::Null))
}

/// The text at a place, which is NULL afterwards.
pub(super) fn take_text<'a>(arguments: &mut [Value<'a>], at: usize) -> Result<Cow<'a, str>, Fault> {
    match take(arguments, at) {
        Value::Text(text) => Ok(text),
        _ => Err(Fault::foreign_value()),
    }
}

/// The text at a place, to be looked at.
pub(super) fn text<'v>(arguments: &'v [Value<'_>], at: usize) -> Result<&'v str, Fault> {
    match arguments.get(at) {
        Some(Value::Text(text)) => Ok(text),
        _ => Err(Fault::foreign_value()),
    }
}

/// The whole number at a place.
pub(super) fn integer(arguments: &[Value<'_>], at: usize) -> Result<i64, Fault> {
    match arguments.get(at) {
        Some(Value::Integer(number)) => Ok(*number),
        _ => Err(Fault::foreign_value()),
    }
}

/// The number at a place, which a whole number or a DECIMAL is exactly.
pub(super) fn exact(arguments: &[Value<'_>], at: usize) -> Result<Decimal, Fault> {
    match arguments.get(at) {
        Some(Value::Integer(number)) => Ok(Decimal { unscaled: *number, scale: 0 }),
        Some(Value::Decimal(number)) => Ok(*number),
        _ => Err(Fault::foreign_value()),
    }
}

/// The number at a place, with a binary point.
pub(super) fn approximate(arguments: &[Value<'_>], at: usize) -> Result<f64, Fault> {
    match arguments.get(at) {
        Some(Value::Integer(number)) => Ok(*number as f64),
        Some(Value::Decimal(number)) => Ok(decimal::to_double(*number)),
        Some(Value::Double(number)) => Ok(*number),
        _ => Err(Fault::foreign_value()),
    }
}

/// The date, time or timestamp at a place, as milliseconds: of a day those of its midnight.
pub(super) fn milliseconds(arguments: &[Value<'_>], at: usize) -> Result<i64, Fault> {
    match arguments.get(at) {
        Some(Value::Date(days)) => Ok(super::calendar::midnight(*days)?),
        Some(Value::Time(it) | Value::Timestamp(it) | Value::Interval(it)) => Ok(*it),
        _ => Err(Fault::foreign_value()),
    }
}

/// A part of a text, which is copied only where the text is ours and the part does not begin it.
pub(super) fn part(text: Cow<'_, str>, range: Range<usize>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(range).unwrap_or_default()),
        Cow::Owned(mut text) if range.start == 0 && text.is_char_boundary(range.end) => {
            text.truncate(range.end);
            Cow::Owned(text)
        }
        Cow::Owned(text) => Cow::Owned(String::from(text.get(range).unwrap_or_default())),
    }
}

/// The text with blanks behind it, so that it has `length` characters: what a CHAR holds.
pub(super) fn padded(text: Cow<'_, str>, length: usize) -> Cow<'_, str> {
    let missing = length.saturating_sub(text.chars().count());
    if missing == 0 {
        return text;
    }
    let mut text = text.into_owned();
    text.extend(core::iter::repeat_n(' ', missing));
    Cow::Owned(text)
}

/// The first `length` characters.
pub(super) fn truncated(text: Cow<'_, str>, length: usize) -> Cow<'_, str> {
    match text.char_indices().nth(length) {
        Some((end, _)) => part(text, 0..end),
        None => text,
    }
}

/// A DOUBLE, or a REAL in its width.
///
/// # Errors
/// The number is none, or past all numbers.
pub(super) fn binary_number<'a>(number: f64, sql_type: SqlType) -> Result<Value<'a>, Fault> {
    Ok(Value::Double(double::fit(number, sql_type)?))
}
