//! Why a call cannot be made, and why a row has no result.

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

use super::arithmetic::ArithmeticError;
use crate::analytics::sql_type::SqlType;

/// Why a call is wrong whatever the rows are: the application is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// There is no form for so many arguments, or for arguments of these types.
    Types,
    /// An argument must be known before the first row, and is not.
    NotConstant(&'static str),
    /// A constant argument is wrong in itself: a pattern, a format, a list of columns.
    Constant(Cow<'static, str>),
}

impl Mismatch {
    /// A constant that is wrong in itself.
    pub fn constant(text: impl Into<Cow<'static, str>>) -> Self {
        Self::Constant(text.into())
    }
}

impl From<Fault> for Mismatch {
    /// What would be wrong at each row is wrong at once where it is constant.
    fn from(fault: Fault) -> Self {
        Self::Constant(fault.0)
    }
}

/// Why a row has no result: the row goes to the error stream with this text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(pub Cow<'static, str>);

impl Fault {
    /// A row that has no result, and why.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self(text.into())
    }

    /// The text is none that the type is written as.
    pub fn not_a(sql_type: SqlType, text: &str) -> Self {
        Self(Cow::Owned(alloc::format!("'{}' is not a value of type {sql_type}", shortened(text))))
    }

    /// The value needs more room than the type has.
    pub fn too_long(sql_type: SqlType, text: &str) -> Self {
        Self(Cow::Owned(alloc::format!("'{}' is too long for {sql_type}", shortened(text))))
    }

    /// A value that is of another type than the call was made for. Only a caller that broke the contract sees this.
    pub fn foreign_value() -> Self {
        Self(Cow::Borrowed("an argument is not of the type that the call was made for"))
    }
}

impl From<ArithmeticError> for Fault {
    fn from(error: ArithmeticError) -> Self {
        Self(Cow::Borrowed(error.text()))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The beginning of a text, so that a message stays a message.
pub(super) fn shortened(text: &str) -> String {
    const CHARACTERS_MAX: usize = 64;
    match text.char_indices().nth(CHARACTERS_MAX) {
        Some((end, _)) => alloc::format!("{}...", &text[..end]),
        None => String::from(text),
    }
}
