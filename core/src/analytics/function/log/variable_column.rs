//! VARIABLE_COLUMN_LOG_PARSE

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::columns::{self, COLUMNS_MAX, Column};
use crate::analytics::function::Function;
use crate::analytics::function::argument::Arguments;
use crate::analytics::function::operand::{part, take_text};
use crate::analytics::function::prepared::Record;
use crate::analytics::function::refusal::Mismatch;
use crate::analytics::value::Value;

/// Columns between delimiters. Columns that the text has too few of are NULL, and what it has too many is left out.
pub(crate) const VARIABLE_COLUMN_LOG_PARSE: Function = Function {
    name: "VARIABLE_COLUMN_LOG_PARSE",
    forms: &[
        "VARIABLE_COLUMN_LOG_PARSE(<CHARACTER>, <COLUMN_LIST>, <DELIMITER>)",
        "VARIABLE_COLUMN_LOG_PARSE(<CHARACTER>, <COLUMN_LIST>, <DELIMITER>, <ESCAPE>, <QUOTE>)",
        "VARIABLE_COLUMN_LOG_PARSE(<CHARACTER>, <INTEGER>, <DELIMITER>)",
        "VARIABLE_COLUMN_LOG_PARSE(<CHARACTER>, <INTEGER>, <DELIMITER>, <ESCAPE>, <QUOTE>)",
    ],
    summary: "Columns between delimiters of a text, each of its own type.",
    bind: |arguments| {
        arguments.count(3, 5)?;
        arguments.text(0)?;
        let columns = column_list(arguments)?;
        let splitter = Splitter::new(arguments)?;
        Ok(Record::of_line(columns::fields(&columns), move |arguments, moment| {
            let line = take_text(arguments, 0)?;
            let mut fields = splitter.split(&line, columns.len()).into_iter();
            let values = columns.iter().map(|column| {
                let text = fields.next().map(|field| match field {
                    Part::Range(from, to) => part(line.clone(), from..to),
                    Part::Made(text) => Cow::Owned(text),
                });
                column.value(text, moment)
            });
            values.collect::<Result<_, _>>().map(Some)
        }))
    },
};

/// A list, or how many columns there are.
fn column_list(arguments: Arguments<'_>) -> Result<Vec<Column>, Mismatch> {
    if arguments.integer(1).is_err() {
        return Ok(columns::parse(arguments.required_text(1, "the list of columns")?)?);
    }
    match arguments.constant(1) {
        Some(&Value::Integer(count)) if (1..=COLUMNS_MAX as i64).contains(&count) => {
            Ok((1..=count as usize).map(Column::numbered).collect())
        }
        Some(_) => Err(Mismatch::constant("the number of columns must be from 1 to 1000")),
        None => Err(Mismatch::NotConstant("the number of columns")),
    }
}

/// What a field is between its delimiters.
enum Part {
    /// A part of the text as it is.
    Range(usize, usize),
    /// One from which quotes or escapes are taken out.
    Made(String),
}

struct Splitter {
    delimiter: String,
    escape: Option<String>,
    quotes: Option<(char, char)>,
}

impl Splitter {
    fn new(arguments: Arguments<'_>) -> Result<Self, Mismatch> {
        let delimiter = String::from(arguments.required_text(2, "the delimiter")?);
        if delimiter.is_empty() {
            return Err(Mismatch::constant("the delimiter must not be empty"));
        }
        let optional = |at: usize, what| match arguments.0.get(at) {
            None => Ok(None),
            Some(argument) if argument.constant == Some(Value::Null) => Ok(None),
            Some(_) => arguments.required_text(at, what).map(|text| Some(text).filter(|it| !it.is_empty())),
        };
        let escape = optional(3, "the escape string")?.map(String::from);
        let quotes = optional(4, "the quote string")?.map(|text| {
            let mut characters = text.chars();
            match (characters.next(), characters.next(), characters.next()) {
                (Some(only), None, _) => Ok((only, only)),
                (Some(begin), Some(end), None) => Ok((begin, end)),
                _ => Err(Mismatch::constant("the quote string must be one or two characters")),
            }
        });
        Ok(Self { delimiter, escape, quotes: quotes.transpose()? })
    }

    /// The fields, `max` at most.
    fn split(&self, line: &str, max: usize) -> Vec<Part> {
        let mut fields = Vec::new();
        let mut rest = Some(0);
        while let Some(begin) = rest.filter(|_| fields.len() < max) {
            let (field, next) = self.field(line, begin);
            fields.push(field);
            rest = next;
        }
        fields
    }

    /// The field that begins here, and where the next one does.
    fn field(&self, line: &str, begin: usize) -> (Part, Option<usize>) {
        let mut made: Option<String> = None;
        let mut close: Option<char> = None;
        let mut at = begin;
        while let Some(character) = line[at..].chars().next() {
            let rest = &line[at..];
            let escaped = self.escape.as_deref().and_then(|escape| rest.strip_prefix(escape));
            if let Some(escaped) = escaped {
                let made = made.get_or_insert_with(|| line[begin..at].into());
                let length = match escaped.starts_with(&self.delimiter) {
                    true => self.delimiter.len(),
                    false => escaped.chars().next().map_or(0, char::len_utf8),
                };
                made.push_str(&escaped[..length]);
                at = line.len() - escaped.len() + length;
                continue;
            }
            if close.is_none() && rest.starts_with(&self.delimiter) {
                let field = made.map_or(Part::Range(begin, at), Part::Made);
                return (field, Some(at + self.delimiter.len()));
            }
            match (close, self.quotes) {
                (Some(end), _) if end == character => close = None,
                (None, Some((open, end))) if open == character => {
                    made.get_or_insert_with(|| line[begin..at].into());
                    close = Some(end);
                }
                _ => {
                    if let Some(made) = &mut made {
                        made.push(character);
                    }
                }
            }
            at += character.len_utf8();
        }
        (made.map_or(Part::Range(begin, at), Part::Made), None)
    }
}
