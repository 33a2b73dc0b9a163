//! Lists of columns: `host TYPE VARCHAR(16), "at" TYPE TIMESTAMP 'dd/MMM/yyyy:HH:mm:ss' NOT NULL START 4 FOR 20`.

use alloc::borrow::Cow;
use alloc::format;
use alloc::vec::Vec;

use super::tokens::{Token, Tokens};
use super::type_name;
use crate::analytics::function::conversion::{assign, datetime_text, to_number};
use crate::analytics::function::date_pattern::DatePattern;
use crate::analytics::function::operator::datetime::of_milliseconds;
use crate::analytics::function::prepared::{Field, Moment};
use crate::analytics::function::refusal::Fault;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// Columns at most. Source: developer guide, "Limits".
pub(crate) const COLUMNS_MAX: usize = 1_000;
/// What a column holds of which nothing is said.
pub(crate) const COLUMN_TYPE: SqlType = SqlType::VarChar(1024);

/// One column of a list.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// Its name and type.
    pub field: Field,
    is_not_null: bool,
    format: Option<DatePattern>,
    /// Its first character, from 0, where that is told.
    pub start: Option<usize>,
    /// How many characters it has, where that is told.
    pub length: Option<usize>,
}

impl Column {
    /// `COLUMN1` and so on, from 1.
    pub(crate) fn numbered(number: usize) -> Self {
        let field = Field { name: format!("COLUMN{number}"), sql_type: COLUMN_TYPE };
        Self { field, is_not_null: false, format: None, start: None, length: None }
    }

    /// What a column holds of a text; without a text, NULL. An empty text is NULL for all types but texts.
    ///
    /// # Errors
    /// The text is no value of the type, or there is none and must be one.
    pub(crate) fn value<'a>(&self, text: Option<Cow<'a, str>>, moment: &Moment) -> Result<Value<'a>, Fault> {
        let sql_type = self.field.sql_type;
        let found = match text {
            Some(text) if sql_type.is_text() => assign(Value::Text(text), sql_type)?,
            Some(text) if !text.trim().is_empty() => self.converted(text.trim(), moment)?,
            _ => Value::Null,
        };
        match found {
            Value::Null if self.is_not_null => {
                Err(Fault::new(format!("column {} must not be NULL", self.field.name)))
            }
            found => Ok(found),
        }
    }

    fn converted<'a>(&self, text: &str, moment: &Moment) -> Result<Value<'a>, Fault> {
        let sql_type = self.field.sql_type;
        match (&self.format, sql_type) {
            (Some(format), _) => Ok(of_milliseconds(format.parse(text, moment.now)?, sql_type)),
            (None, SqlType::Boolean) if text.eq_ignore_ascii_case("true") => Ok(Value::Boolean(true)),
            (None, SqlType::Boolean) if text.eq_ignore_ascii_case("false") => Ok(Value::Boolean(false)),
            (None, _) if sql_type.is_numeric() => to_number::parse(text, sql_type),
            (None, _) => datetime_text::parse(text, sql_type).ok_or_else(|| Fault::not_a(sql_type, text)),
        }
    }
}

/// The names and types of all.
pub(crate) fn fields(columns: &[Column]) -> Vec<Field> {
    columns.iter().map(|column| column.field.clone()).collect()
}

/// Reads a list of columns.
pub(crate) fn parse(text: &str) -> Result<Vec<Column>, Fault> {
    let mut tokens = Tokens::new(text);
    let mut columns = Vec::new();
    loop {
        columns.push(column(&mut tokens)?);
        if columns.len() > COLUMNS_MAX {
            return Err(tokens.error("at most 1000 columns"));
        }
        match tokens.next() {
            None => return Ok(columns),
            Some(Token::Comma) => {}
            Some(_) => return Err(tokens.error("a comma")),
        }
    }
}

fn column(tokens: &mut Tokens<'_>) -> Result<Column, Fault> {
    let name = match tokens.next() {
        Some(Token::Name(name) | Token::QuotedName(name)) => name,
        _ => return Err(tokens.error("the name of a column")),
    };
    let has_type = tokens.eat_name("TYPE") || matches!(tokens.peek(), Some(Token::Name(_)));
    let sql_type = if has_type { type_name::parse(tokens)? } else { COLUMN_TYPE };
    let mut column = Column {
        field: Field { name, sql_type },
        is_not_null: false,
        format: None,
        start: None,
        length: None,
    };
    loop {
        if tokens.eat_name("NOT") {
            if !tokens.eat_name("NULL") {
                return Err(tokens.error("NULL"));
            }
            column.is_not_null = true;
        } else if tokens.eat_name("START") {
            column.start = Some(tokens.number()? as usize);
        } else if column.start.is_some() && tokens.eat_name("FOR") {
            column.length = Some(tokens.number()? as usize);
        } else if sql_type.is_datetime()
            && let Some(Token::Text(_)) = tokens.peek()
            && let Some(Token::Text(format)) = tokens.next()
        {
            column.format = Some(DatePattern::compile(&format)?);
        } else {
            return Ok(column);
        }
    }
}
