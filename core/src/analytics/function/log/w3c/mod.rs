//! W3C_LOG_PARSE

mod format;

use alloc::vec::Vec;

use super::columns::{self, Column};
use crate::analytics::function::Function;
use crate::analytics::function::operand::{part, take_text};
use crate::analytics::function::prepared::Record;
use format::{Format, Piece};

/// A column for each specifier of a format of Apache. All columns are texts: a dash stands for what is not there, so even a number
/// of bytes can be one. A line of another format gives NULLs.
pub(crate) const W3C_LOG_PARSE: Function = Function {
    name: "W3C_LOG_PARSE",
    forms: &["W3C_LOG_PARSE(<CHARACTER>, <LOG_FORMAT>)"],
    summary: "Columns of a line of a web server's log, by COMMON, COMMON WITH VHOST, NCSA EXTENDED, REFERER, AGENT, IIS or a format.",
    bind: |arguments| {
        arguments.count(2, 2)?;
        arguments.text(0)?;
        let format = Format::parse(arguments.required_text(1, "the log format")?)?;
        let columns: Vec<Column> = (1..=format.columns()).map(Column::numbered).collect();
        Ok(Record::of_line(columns::fields(&columns), move |arguments, moment| {
            let line = take_text(arguments, 0)?;
            let Some(ranges) = split(&format, &line) else { return Ok(None) };
            let values = columns.iter().zip(ranges);
            let values =
                values.map(|(column, (from, to))| column.value(Some(part(line.clone(), from..to)), moment));
            values.collect::<Result<_, _>>().map(Some)
        }))
    },
};

/// Where the columns are in a line; `None` where it is of another format.
fn split(format: &Format, line: &str) -> Option<Vec<(usize, usize)>> {
    let mut ranges = Vec::new();
    let mut at = 0;
    let mut pieces = format.pieces.iter().peekable();
    while let Some(piece) = pieces.next() {
        let rest = &line[at..];
        let length = match piece {
            Piece::Literal(literal) => rest.strip_prefix(literal.as_str()).map(|_| literal.len())?,
            Piece::Time => {
                let length = rest.strip_prefix('[')?.find(']')?;
                ranges.push((at + 1, at + 1 + length));
                length + 2
            }
            Piece::Column => {
                let length = match pieces.peek() {
                    Some(Piece::Literal(literal)) => find(rest, literal)?,
                    Some(Piece::Time) => rest.find('[')?,
                    Some(Piece::Column) | None => rest.len(),
                };
                ranges.push((at, at + length));
                length
            }
        };
        at += length;
    }
    (at == line.len()).then_some(ranges)
}

/// Where a text comes first. A quote behind a backslash is part of the column before it.
fn find(rest: &str, literal: &str) -> Option<usize> {
    let places = rest.match_indices(literal).map(|(at, _)| at);
    places.into_iter().find(|&at| !literal.starts_with('"') || !rest[..at].ends_with('\\'))
}
