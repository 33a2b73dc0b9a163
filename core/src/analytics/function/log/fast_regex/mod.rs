//! FAST_REGEX_LOG_PARSE

mod language;
mod parse;
mod pieces;

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::columns::{self, Column};
use crate::analytics::function::Function;
use crate::analytics::function::operand::take_text;
use crate::analytics::function::prepared::Record;
use pieces::Pieces;

/// The groups of a pattern that is cut into pieces, each of which takes as little as it can and never gives anything back. What
/// does not match gives NULLs.
///
/// # Source
/// SQL reference, "FAST_REGEX_LOG_PARSER". Its first example shows a column longer than its own rule makes it; the rule is followed.
pub(crate) const FAST_REGEX_LOG_PARSE: Function = Function {
    name: "FAST_REGEX_LOG_PARSE",
    forms: &["FAST_REGEX_LOG_PARSE(<CHARACTER>, <FAST_REGULAR_EXPRESSION>)"],
    summary: "A column for each group of a pattern that takes the whole text piece by piece, without going back.",
    bind: |arguments| {
        arguments.count(2, 2)?;
        arguments.text(0)?;
        let pieces = Pieces::compile(arguments.required_text(1, "the pattern")?)?;
        let columns: Vec<Column> = (1..=pieces.groups()).map(Column::numbered).collect();
        Ok(Record::of_line(columns::fields(&columns), move |arguments, moment| {
            let line = take_text(arguments, 0)?;
            let characters: Vec<char> = line.chars().collect();
            let Some(groups) = pieces.split(&characters)? else { return Ok(None) };
            let values = columns.iter().zip(groups).map(|(column, range)| {
                let text: String = characters[range].iter().collect();
                column.value(Some(Cow::Owned(text)), moment)
            });
            values.collect::<Result<_, _>>().map(Some)
        }))
    },
};

/// The same under the name of its page.
pub(crate) const FAST_REGEX_LOG_PARSER: Function = Function {
    name: "FAST_REGEX_LOG_PARSER",
    forms: &["FAST_REGEX_LOG_PARSER(<CHARACTER>, <FAST_REGULAR_EXPRESSION>)"],
    ..FAST_REGEX_LOG_PARSE
};
