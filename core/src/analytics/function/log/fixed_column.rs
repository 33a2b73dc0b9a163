//! FIXED_COLUMN_LOG_PARSE

use alloc::borrow::Cow;

use super::columns;
use crate::analytics::function::Function;
use crate::analytics::function::operand::{part, take_text};
use crate::analytics::function::prepared::Record;
use crate::analytics::function::refusal::Mismatch;

/// Columns by their places, which count from 0.
pub(crate) const FIXED_COLUMN_LOG_PARSE: Function = Function {
    name: "FIXED_COLUMN_LOG_PARSE",
    forms: &["FIXED_COLUMN_LOG_PARSE(<CHARACTER>, <COLUMN_LIST>)"],
    summary: "Columns that begin at known characters of a text, each of its own type.",
    bind: |arguments| {
        arguments.count(2, 2)?;
        arguments.text(0)?;
        let columns = columns::parse(arguments.required_text(1, "the list of columns")?)?;
        if let Some(column) = columns.iter().find(|column| column.start.is_none()) {
            return Err(Mismatch::constant(alloc::format!("column {} needs a START", column.field.name)));
        }
        Ok(Record::of_line(columns::fields(&columns), move |arguments, moment| {
            let line = take_text(arguments, 0)?;
            let values = columns.iter().map(|column| {
                let text = cut(line.clone(), column.start.unwrap_or(0), column.length);
                column.value(text, moment)
            });
            values.collect::<Result<_, _>>().map(Some)
        }))
    },
};

/// So many characters from a place on, as far as there are any; `None` where the text ends before.
fn cut(line: Cow<'_, str>, start: usize, length: Option<usize>) -> Option<Cow<'_, str>> {
    let (from, _) = line.char_indices().nth(start)?;
    let end = length.and_then(|length| line[from..].char_indices().nth(length)).map(|(at, _)| from + at);
    let end = end.unwrap_or(line.len());
    Some(part(line, from..end))
}
