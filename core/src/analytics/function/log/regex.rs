//! REGEX_LOG_PARSE

use super::columns::{self, COLUMNS_MAX, Column};
use crate::analytics::function::Function;
use crate::analytics::function::operand::{part, take_text};
use crate::analytics::function::pattern::Pattern;
use crate::analytics::function::prepared::Record;
use crate::analytics::function::refusal::Mismatch;

/// The groups of a regular expression of Java, which must match the whole text.
pub(crate) const REGEX_LOG_PARSE: Function = Function {
    name: "REGEX_LOG_PARSE",
    forms: &[
        "REGEX_LOG_PARSE(<CHARACTER>, <REGULAR_EXPRESSION>)",
        "REGEX_LOG_PARSE(<CHARACTER>, <REGULAR_EXPRESSION>, <COLUMN_LIST>)",
    ],
    summary: "A column for each group of a regular expression that matches the whole text, or NULLs.",
    bind: |arguments| {
        let count = arguments.count(2, 3)?;
        arguments.text(0)?;
        let pattern = Pattern::java(arguments.required_text(1, "the regular expression")?)?;
        let columns = match count {
            3 => columns::parse(arguments.required_text(2, "the list of columns")?)?,
            _ => (1..=pattern.groups().min(COLUMNS_MAX)).map(Column::numbered).collect(),
        };
        if columns.len() != pattern.groups() || columns.is_empty() {
            let text = alloc::format!(
                "the regular expression has {} groups for {} columns",
                pattern.groups(),
                columns.len()
            );
            return Err(Mismatch::constant(text));
        }
        Ok(Record::of_line(columns::fields(&columns), move |arguments, moment| {
            let line = take_text(arguments, 0)?;
            let Some(found) = pattern.match_whole(&line)? else { return Ok(None) };
            let values = columns.iter().enumerate().map(|(at, column)| {
                column.value(found.group(at + 1).map(|range| part(line.clone(), range)), moment)
            });
            values.collect::<Result<_, _>>().map(Some)
        }))
    },
};
