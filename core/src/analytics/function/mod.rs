//! The functions that an application calls, each declared once.
//!
//! A [`Function`] says by which arguments it can be called and what type that gives, and computes one value from those of one row.
//! What holds many rows (aggregates, windows, functions over cursors) is elsewhere.

pub mod arithmetic;
pub mod calendar;
pub mod conversion;
pub mod date_pattern;
pub mod interval;
pub mod pattern;
pub mod refusal;

#[cfg(test)]
mod tests;

pub use refusal::{Fault, Mismatch};

use super::sql_type::SqlType;
use super::value::Value;

/// A function of the values of one row.
pub struct Function {
    /// How it is called, in upper case.
    pub name: &'static str,
    /// The call in the notation of the SQL reference.
    pub syntax: &'static str,
    /// What it does, in a sentence.
    pub summary: &'static str,
    /// The type of the result by those of the arguments.
    pub result: fn(&[SqlType]) -> Result<SqlType, Mismatch>,
    /// The result. Arguments are of types that [`Self::result`] has allowed, or NULL.
    pub apply: for<'a> fn(&[Value<'a>], &Moment) -> Result<Value<'a>, Fault>,
}

/// When a row is computed; unit: milliseconds since 1970-01-01 00:00:00 UTC.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The clock as the row is computed.
    pub now: i64,
    /// The clock as the application began to run.
    pub began: i64,
}
