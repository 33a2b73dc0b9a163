//! One value of a row.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

/// A number with its digits as a whole, and how many of them stand behind the point: 12.50 is 1250 and 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Decimal {
    /// All digits, with the sign.
    pub unscaled: i64,
    /// How many of them stand behind the point.
    pub scale: u8,
}

/// A value, which borrows its text from the row where it can.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value<'a> {
    /// Not known, of whatever type.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number of any width.
    Integer(i64),
    /// A number with a binary point; REAL too, rounded to its width.
    Double(f64),
    /// A number with a decimal point.
    Decimal(Decimal),
    /// Text.
    Text(Cow<'a, str>),
    /// Bytes.
    Binary(Cow<'a, [u8]>),
    /// Days since 1970-01-01.
    Date(i64),
    /// Milliseconds since midnight.
    Time(i64),
    /// Milliseconds since 1970-01-01 00:00:00 UTC.
    Timestamp(i64),
    /// Milliseconds from one moment to another; months where the fields are years and months.
    Interval(i64),
}

impl<'a> Value<'a> {
    /// Text.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// The same, which borrows nothing.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Boolean(it) => Value::Boolean(it),
            Self::Integer(it) => Value::Integer(it),
            Self::Double(it) => Value::Double(it),
            Self::Decimal(it) => Value::Decimal(it),
            Self::Text(it) => Value::Text(Cow::Owned(it.into_owned())),
            Self::Binary(it) => Value::Binary(Cow::<[u8]>::Owned(Vec::from(it))),
            Self::Date(it) => Value::Date(it),
            Self::Time(it) => Value::Time(it),
            Self::Timestamp(it) => Value::Timestamp(it),
            Self::Interval(it) => Value::Interval(it),
        }
    }
}
