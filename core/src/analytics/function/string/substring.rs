//! SUBSTRING by places, and by a regular expression of Java.

use alloc::borrow::Cow;
use core::ops::Range;

use crate::analytics::function::Function;
use crate::analytics::function::argument::Arguments;
use crate::analytics::function::operand::{integer, part, take, take_text, text};
use crate::analytics::function::pattern::Pattern;
use crate::analytics::function::prepared::{Prepared, Scalar};
use crate::analytics::function::ready::Ready;
use crate::analytics::function::refusal::{Fault, Mismatch};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// With commas. Behind the end is NULL, as the reference prints it.
pub(crate) const SUBSTRING: Function = Function {
    name: "SUBSTRING",
    forms: &[
        "SUBSTRING(<CHARACTER>, <INTEGER>)",
        "SUBSTRING(<CHARACTER>, <INTEGER>, <INTEGER>)",
        "SUBSTRING(<BINARY>, <INTEGER>)",
        "SUBSTRING(<BINARY>, <INTEGER>, <INTEGER>)",
    ],
    summary: "So many characters of a text from a place on; NULL where the place is behind the end.",
    bind: |arguments| by_place(arguments, true),
};

/// With FROM and FOR. Behind the end is the empty text.
pub(crate) const SUBSTRING_FROM: Function = Function {
    name: "SUBSTRING FROM",
    forms: &[
        "SUBSTRING(<CHARACTER> FROM <INTEGER>)",
        "SUBSTRING(<CHARACTER> FROM <INTEGER> FOR <INTEGER>)",
        "SUBSTRING(<BINARY> FROM <INTEGER>)",
        "SUBSTRING(<BINARY> FROM <INTEGER> FOR <INTEGER>)",
        "SUBSTRING(<CHARACTER> FROM <REGULAR_EXPRESSION>)",
    ],
    summary: "So many characters of a text from a place on, or the first that matches a regular expression.",
    bind: |arguments| {
        let is_pattern = arguments.any(1)?.is_some_and(SqlType::is_text);
        if is_pattern { by_pattern(arguments) } else { by_place(arguments, false) }
    },
};

fn by_place(arguments: Arguments<'_>, is_null_behind: bool) -> Result<Prepared, Mismatch> {
    let count = arguments.count(2, 3)?;
    let result = match arguments.any(0)? {
        Some(sql_type) if sql_type.is_binary() => varying(sql_type),
        _ => varying(arguments.text(0)?),
    };
    (1..count).try_for_each(|at| arguments.integer(at).map(|_| ()))?;
    Ok(Scalar::strict(result, move |arguments, _| {
        let start = integer(arguments, 1)?;
        let length = if count == 3 { Some(integer(arguments, 2)?) } else { None };
        let (from, to) = places(start, length)?;
        match take(arguments, 0) {
            Value::Text(text) if is_null_behind && text.chars().nth(from).is_none() => Ok(Value::Null),
            Value::Text(text) => {
                let range = bytes_of(&text, from..to);
                Ok(Value::Text(part(text, range)))
            }
            Value::Binary(bytes) if is_null_behind && from >= bytes.len() => Ok(Value::Null),
            Value::Binary(bytes) => {
                let (from, to) = (from.min(bytes.len()), to.min(bytes.len()));
                Ok(Value::Binary(match bytes {
                    Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[from..to]),
                    Cow::Owned(bytes) => Cow::Owned(bytes[from..to].into()),
                }))
            }
            _ => Err(Fault::foreign_value()),
        }
    }))
}

fn varying(sql_type: SqlType) -> SqlType {
    match sql_type {
        SqlType::Char(length) => SqlType::VarChar(length),
        SqlType::Binary(length) => SqlType::VarBinary(length),
        other => other,
    }
}

/// Places from 0, the second behind the last. Characters before the first one count, but there are none.
fn places(start: i64, length: Option<i64>) -> Result<(usize, usize), Fault> {
    let length = length.unwrap_or(i64::MAX);
    if length < 0 {
        return Err(Fault::new("the length of SUBSTRING must not be negative"));
    }
    let from = start.saturating_sub(1);
    let to = from.saturating_add(length).max(0) as usize;
    let from = from.max(0) as usize;
    Ok((from, to.max(from)))
}

/// Bytes of some characters, as far as there are any.
fn bytes_of(text: &str, places: Range<usize>) -> Range<usize> {
    let mut offsets = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let from = offsets.nth(places.start).unwrap_or(text.len());
    let to = match places.len() {
        0 => from,
        count => offsets.nth(count - 1).unwrap_or(text.len()),
    };
    from..to
}

fn by_pattern(arguments: Arguments<'_>) -> Result<Prepared, Mismatch> {
    arguments.count(2, 2)?;
    let result = varying(arguments.text(0)?);
    let ready = Ready::of(arguments, 1, Pattern::java)?;
    Ok(Scalar::strict(result, move |arguments, _| {
        let source = take_text(arguments, 0)?;
        let found = ready.with(text(arguments, 1)?, |pattern| pattern.find(&source, 0))?;
        Ok(found.map_or(Value::Null, |found| Value::Text(part(source, found.whole()))))
    }))
}
