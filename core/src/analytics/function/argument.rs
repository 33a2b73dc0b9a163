//! What a call says of its arguments before the first row.

use super::refusal::Mismatch;
use crate::analytics::sql_type::{Qualifier, SqlType};
use crate::analytics::value::Value;

/// One argument of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument<'a> {
    /// Its type; NULL as it is written has none, and fits everywhere.
    pub sql_type: Option<SqlType>,
    /// Its value, where it is the same for all rows.
    pub constant: Option<Value<'a>>,
}

impl<'a> Argument<'a> {
    /// NULL as it is written.
    pub const NULL: Self = Self { sql_type: None, constant: Some(Value::Null) };

    /// A value that may be another one in each row.
    pub fn of(sql_type: SqlType) -> Self {
        Self { sql_type: Some(sql_type), constant: None }
    }

    /// A value that is the same for all rows.
    pub fn constant(sql_type: SqlType, value: Value<'a>) -> Self {
        Self { sql_type: Some(sql_type), constant: Some(value) }
    }
}

/// All arguments of a call, asked by their place, which counts from 0.
#[derive(Clone, Copy, Debug)]
pub struct Arguments<'a>(pub &'a [Argument<'a>]);

impl<'a> Arguments<'a> {
    /// How many there are.
    ///
    /// # Errors
    /// They are fewer than `min` or more than `max`.
    pub fn count(self, min: usize, max: usize) -> Result<usize, Mismatch> {
        let count = self.0.len();
        if (min..=max).contains(&count) { Ok(count) } else { Err(Mismatch::Types) }
    }

    /// The type of one, NULL's taken for `otherwise`.
    fn type_or(self, at: usize, otherwise: SqlType) -> Result<SqlType, Mismatch> {
        let argument = self.0.get(at).ok_or(Mismatch::Types)?;
        Ok(argument.sql_type.unwrap_or(otherwise))
    }

    fn kind(self, at: usize, is: fn(SqlType) -> bool, otherwise: SqlType) -> Result<SqlType, Mismatch> {
        let sql_type = self.type_or(at, otherwise)?;
        if is(sql_type) { Ok(sql_type) } else { Err(Mismatch::Types) }
    }

    /// The type of a number.
    pub fn numeric(self, at: usize) -> Result<SqlType, Mismatch> {
        self.kind(at, SqlType::is_numeric, SqlType::Integer)
    }

    /// The type of a whole number.
    pub fn integer(self, at: usize) -> Result<SqlType, Mismatch> {
        self.kind(at, SqlType::is_integer, SqlType::Integer)
    }

    /// The type of a text.
    pub fn text(self, at: usize) -> Result<SqlType, Mismatch> {
        self.kind(at, SqlType::is_text, SqlType::VarChar(1))
    }

    /// A truth value.
    pub fn boolean(self, at: usize) -> Result<SqlType, Mismatch> {
        self.kind(at, |sql_type| sql_type == SqlType::Boolean, SqlType::Boolean)
    }

    /// The type of a date, a time or a timestamp.
    pub fn datetime(self, at: usize) -> Result<SqlType, Mismatch> {
        self.kind(at, SqlType::is_datetime, SqlType::Timestamp)
    }

    /// The fields of an interval.
    pub fn interval(self, at: usize) -> Result<Qualifier, Mismatch> {
        match self.any(at)? {
            Some(SqlType::Interval(qualifier)) => Ok(qualifier),
            _ => Err(Mismatch::Types),
        }
    }

    /// The type of anything; NULL has none.
    pub fn any(self, at: usize) -> Result<Option<SqlType>, Mismatch> {
        self.0.get(at).map(|argument| argument.sql_type).ok_or(Mismatch::Types)
    }

    /// The types of all of them; NULL has none.
    pub fn types(self) -> impl Iterator<Item = Option<SqlType>> {
        self.0.iter().map(|argument| argument.sql_type)
    }

    /// The value of one, where it is the same for all rows.
    pub fn constant(self, at: usize) -> Option<&'a Value<'a>> {
        self.0.get(at).and_then(|argument| argument.constant.as_ref())
    }

    /// A text that is the same for all rows, where it is and is not NULL.
    pub fn constant_text(self, at: usize) -> Option<&'a str> {
        match self.constant(at) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// A text that the call cannot be made without. `what` it is stands in the message.
    pub fn required_text(self, at: usize, what: &'static str) -> Result<&'a str, Mismatch> {
        self.text(at)?;
        self.constant_text(at).ok_or(Mismatch::NotConstant(what))
    }
}
