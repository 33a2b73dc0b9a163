//! What a call says of its arguments before the first row.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use super::Function;
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

/// Says what is wrong with a call, in the words of the parser that the service was built with.
///
/// # Source
/// SQL reference, "Date, Timestamp, and Interval Operators", example 8.
pub(super) fn explain(function: &Function, arguments: Arguments<'_>, mismatch: &Mismatch) -> String {
    match mismatch {
        Mismatch::Constant(text) => alloc::format!("{}: {text}", function.name),
        Mismatch::NotConstant(what) => {
            alloc::format!(
                "{}: {what} must be a literal, because it is read before the first row",
                function.name
            )
        }
        Mismatch::Types => no_such_form(function, arguments),
    }
}

fn no_such_form(function: &Function, arguments: Arguments<'_>) -> String {
    let types: Vec<String> = arguments.types().map(written).collect();
    // A form for as many arguments says how such a call is written; where there is none, all of them are told.
    let fitting: Vec<&str> =
        function.forms.iter().copied().filter(|form| placeholders(form) == types.len()).collect();
    let call = match fitting.first() {
        Some(form) => filled(form, &types),
        None => alloc::format!("{}({})", function.name, types.join(", ")),
    };
    let mut text = alloc::format!("Cannot apply '{}' to arguments of type '{call}'.", function.name);
    text.push_str(" Supported form(s):");
    for form in if fitting.is_empty() { function.forms } else { &fitting } {
        // Writing to a string cannot fail.
        let _ = write!(text, " '{form}'");
    }
    text
}

fn written(sql_type: Option<SqlType>) -> String {
    sql_type.map_or(String::from("<NULL>"), |sql_type| alloc::format!("<{sql_type}>"))
}

/// How many kinds of arguments a form names; comparisons are written with the same characters, but with blanks around them.
fn placeholders(form: &str) -> usize {
    pieces(form).filter(|(placeholder, _)| placeholder.is_some()).count()
}

/// A form with types in the place of its kinds.
fn filled(form: &str, types: &[String]) -> String {
    let mut types = types.iter();
    let mut text = String::new();
    for (placeholder, literal) in pieces(form) {
        if placeholder.is_some() {
            text.push_str(types.next().map_or("", String::as_str));
        }
        text.push_str(literal);
    }
    text
}

/// A form cut at its kinds: each kind, and the text behind it. The first has no kind where the form begins with text.
fn pieces(form: &str) -> impl Iterator<Item = (Option<&str>, &str)> {
    let mut rest = Some(form);
    core::iter::from_fn(move || {
        let text = rest?;
        let (kind, behind) = match kind_at_begin(text) {
            Some(length) => (Some(&text[..length]), &text[length..]),
            None => (None, text),
        };
        let next = behind.char_indices().map(|(at, _)| at).find(|&at| kind_at_begin(&behind[at..]).is_some());
        let end = next.unwrap_or(behind.len());
        rest = next.map(|at| &behind[at..]);
        Some((kind, &behind[..end]))
    })
}

/// How long the kind is that a text begins with: `<`, capitals, `>`.
fn kind_at_begin(text: &str) -> Option<usize> {
    let name = text.strip_prefix('<')?;
    let length = name.find(|it: char| !it.is_ascii_uppercase() && it != '_')?;
    (length > 0 && name[length..].starts_with('>')).then_some(length + 2)
}
