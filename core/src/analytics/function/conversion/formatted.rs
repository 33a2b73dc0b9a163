//! Dates, times and timestamps by a pattern: CHAR_TO_DATE, DATE_TO_CHAR and the like. The pattern comes first.

use crate::analytics::function::Function;
use crate::analytics::function::argument::Arguments;
use crate::analytics::function::date_pattern::DatePattern;
use crate::analytics::function::operand::{milliseconds, take_text, text};
use crate::analytics::function::operator::datetime::of_milliseconds;
use crate::analytics::function::prepared::{Prepared, Scalar};
use crate::analytics::function::ready::Ready;
use crate::analytics::function::refusal::{Fault, Mismatch};
use crate::analytics::sql_type::{LENGTH_MAX, SqlType};
use crate::analytics::value::Value;

/// A text to a date.
pub(crate) const CHAR_TO_DATE: Function = Function {
    name: "CHAR_TO_DATE",
    forms: &["CHAR_TO_DATE(<DATE_PATTERN>, <CHARACTER>)"],
    summary: "Reads a date by a pattern of SimpleDateFormat.",
    bind: |arguments| parse(arguments, SqlType::Date),
};

/// A text to a time.
pub(crate) const CHAR_TO_TIME: Function = Function {
    name: "CHAR_TO_TIME",
    forms: &["CHAR_TO_TIME(<DATE_PATTERN>, <CHARACTER>)"],
    summary: "Reads a time by a pattern of SimpleDateFormat.",
    bind: |arguments| parse(arguments, SqlType::Time),
};

/// A text to a timestamp.
pub(crate) const CHAR_TO_TIMESTAMP: Function = Function {
    name: "CHAR_TO_TIMESTAMP",
    forms: &["CHAR_TO_TIMESTAMP(<DATE_PATTERN>, <CHARACTER>)"],
    summary: "Reads a timestamp by a pattern of SimpleDateFormat.",
    bind: |arguments| parse(arguments, SqlType::Timestamp),
};

/// A date to a text.
pub(crate) const DATE_TO_CHAR: Function = Function {
    name: "DATE_TO_CHAR",
    forms: &["DATE_TO_CHAR(<DATE_PATTERN>, <DATE>)"],
    summary: "Writes a date by a pattern of SimpleDateFormat.",
    bind: |arguments| print(arguments, SqlType::Date),
};

/// A time to a text.
pub(crate) const TIME_TO_CHAR: Function = Function {
    name: "TIME_TO_CHAR",
    forms: &["TIME_TO_CHAR(<DATE_PATTERN>, <TIME>)"],
    summary: "Writes a time by a pattern of SimpleDateFormat.",
    bind: |arguments| print(arguments, SqlType::Time),
};

/// A timestamp to a text; NULL to the text `null`.
pub(crate) const TIMESTAMP_TO_CHAR: Function = Function {
    name: "TIMESTAMP_TO_CHAR",
    forms: &["TIMESTAMP_TO_CHAR(<DATE_PATTERN>, <TIMESTAMP>)"],
    summary: "Writes a timestamp by a pattern of SimpleDateFormat, and NULL as the text null.",
    bind: |arguments| print(arguments, SqlType::Timestamp),
};

fn parse(arguments: Arguments<'_>, result: SqlType) -> Result<Prepared, Mismatch> {
    arguments.count(2, 2)?;
    let ready = Ready::of(arguments, 0, DatePattern::compile)?;
    arguments.text(1)?;
    Ok(Scalar::strict(result, move |arguments, moment| {
        let input = take_text(arguments, 1)?;
        let milliseconds = ready.with(text(arguments, 0)?, |pattern| pattern.parse(&input, moment.now))?;
        Ok(of_milliseconds(milliseconds, result))
    }))
}

fn print(arguments: Arguments<'_>, from: SqlType) -> Result<Prepared, Mismatch> {
    arguments.count(2, 2)?;
    let ready = Ready::of(arguments, 0, DatePattern::compile)?;
    if arguments.any(1)?.is_some_and(|sql_type| sql_type != from) {
        return Err(Mismatch::Types);
    }
    let result = SqlType::VarChar(LENGTH_MAX);
    Ok(Scalar::strict_in(0..1, result, move |arguments, _| {
        if matches!(arguments.get(1), Some(Value::Null)) {
            return Ok(if from == SqlType::Timestamp { Value::text("null") } else { Value::Null });
        }
        let milliseconds = milliseconds(arguments, 1)?;
        let printed = ready.with(text(arguments, 0)?, |pattern| Ok(pattern.print(milliseconds)))?;
        if printed.len() > LENGTH_MAX as usize {
            return Err(Fault::too_long(result, &printed));
        }
        Ok(Value::text(printed))
    }))
}
