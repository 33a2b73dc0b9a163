//! The functions that an application calls, each declared once.
//!
//! A [`Function`] says in which forms it is called, reads the types and the constants of a call ([`Function::prepare`]), and is
//! then ready for rows ([`Prepared`]). What holds many rows (aggregates, windows, functions over cursors) is elsewhere.
//!
//! Some calls are written in words. A plan makes plain calls of them, of names that nobody can write, because they have a
//! blank in them or are operators:
//!
//! | written | call |
//! | --- | --- |
//! | `FLOOR(x TO unit)`, `CEIL(x TO unit)`, `CEILING(...)` | `FLOOR TO`(x, unit), `CEIL TO`(x, unit) |
//! | `STEP(x BY y)` | `STEP`(x, y) |
//! | `EXTRACT(unit FROM x)` | `EXTRACT`(unit, x) |
//! | `CAST(x AS type)` | `CAST`(x, type) |
//! | `POSITION(x IN y)` | `POSITION`(x, y) |
//! | `SUBSTRING(s FROM p [FOR n])` | `SUBSTRING FROM`(s, p \[, n\]) |
//! | `SUBSTRING(s SIMILAR p ESCAPE e)` | `SUBSTRING SIMILAR`(s, p, e) |
//! | `OVERLAY(s PLACING r FROM p [FOR n])` | `OVERLAY`(s, r, p \[, n\]) |
//! | `TRIM([BOTH \| LEADING \| TRAILING] [c] FROM s)` | `TRIM BOTH`(\[c, \] s), `TRIM LEADING`, `TRIM TRAILING` |
//! | `(a - b) qualifier` | `DATETIME DIFFERENCE`(a, b, qualifier) |
//! | `x BETWEEN [SYMMETRIC] a AND b` | `BETWEEN`(x, a, b), `BETWEEN SYMMETRIC`(x, a, b) |
//! | `x IN (a, b)` | `IN`(x, a, b) |
//! | `x LIKE p [ESCAPE e]`, `x SIMILAR TO p [ESCAPE e]` | `LIKE`(x, p \[, e\]), `SIMILAR TO`(x, p \[, e\]) |
//! | `x IS NULL`, `IS TRUE`, `IS FALSE`, `IS UNKNOWN` | `IS NULL`(x) and so on |
//! | `x IS DISTINCT FROM y` | `IS DISTINCT FROM`(x, y) |
//! | `-x` | `-`(x) |
//!
//! Arguments stay in the order in which they are written. A type is handed over as a NULL of that type, a qualifier or a unit as a
//! NULL of the type INTERVAL with it. What has a NOT in it is `NOT`(...) around the other. Whether AND, OR and CASE look at all their
//! operands is up to who computes rows.

pub mod argument;
pub mod arithmetic;
pub mod calendar;
pub mod conversion;
pub mod date_pattern;
mod datetime;
mod explanation;
pub mod interval;
mod log;
mod null;
mod numeric;
mod operand;
mod operator;
pub mod pattern;
pub mod prepared;
mod ready;
pub mod refusal;
mod string;

#[cfg(test)]
mod tests;

use alloc::string::String;

pub use argument::{Argument, Arguments};
pub use operator::compare::compare;
pub use prepared::{Field, Moment, Prepared, Record, Scalar};
pub use refusal::{Fault, Mismatch};

/// A function of the values of one row.
#[derive(Debug)]
pub struct Function {
    /// How it is called, in upper case.
    pub name: &'static str,
    /// Its calls with kinds of arguments, as error messages of the service write them.
    pub forms: &'static [&'static str],
    /// What it does, in a sentence.
    pub summary: &'static str,
    /// Reads the types and the constants of a call.
    pub bind: fn(Arguments<'_>) -> Result<Prepared, Mismatch>,
}

impl Function {
    /// Makes a call ready for rows.
    ///
    /// # Errors
    /// What is wrong with the call, in a sentence for whoever wrote it.
    pub fn prepare(&self, arguments: &[Argument<'_>]) -> Result<Prepared, String> {
        let arguments = Arguments(arguments);
        (self.bind)(arguments).map_err(|mismatch| explanation::explain(self, arguments, &mismatch))
    }
}

/// The function of a name, in upper case.
pub fn find(name: &str) -> Option<&'static Function> {
    let place = FUNCTIONS.binary_search_by(|function| function.name.cmp(name)).ok()?;
    Some(&FUNCTIONS[place])
}

/// The operator of a name, in upper case.
pub fn operator(name: &str) -> Option<&'static Function> {
    OPERATORS.iter().find(|operator| operator.name == name)
}

/// All functions, by name.
pub const FUNCTIONS: &[Function] = &[
    numeric::abs::ABS,
    conversion::cast::CAST,
    numeric::whole::CEIL,
    datetime::floor_to::CEIL_TO,
    numeric::whole::CEILING,
    string::length::CHARACTER_LENGTH,
    string::length::CHAR_LENGTH,
    conversion::formatted::CHAR_TO_DATE,
    conversion::formatted::CHAR_TO_TIME,
    conversion::formatted::CHAR_TO_TIMESTAMP,
    null::COALESCE,
    datetime::current::CURRENT_DATE,
    datetime::current::CURRENT_ROW_TIMESTAMP,
    datetime::current::CURRENT_TIME,
    datetime::current::CURRENT_TIMESTAMP,
    datetime::difference::DATETIME_DIFFERENCE,
    conversion::formatted::DATE_TO_CHAR,
    numeric::transcendental::EXP,
    datetime::extract::EXTRACT,
    log::fast_regex::FAST_REGEX_LOG_PARSE,
    log::fast_regex::FAST_REGEX_LOG_PARSER,
    log::fixed_column::FIXED_COLUMN_LOG_PARSE,
    numeric::whole::FLOOR,
    datetime::floor_to::FLOOR_TO,
    string::case::INITCAP,
    numeric::transcendental::LN,
    datetime::current::LOCALTIME,
    datetime::current::LOCALTIMESTAMP,
    numeric::transcendental::LOG10,
    string::case::LOWER,
    numeric::modulo::MOD,
    datetime::monotonic::MONOTONIC,
    null::NULLIF,
    string::overlay::OVERLAY,
    string::position::POSITION,
    numeric::transcendental::POWER,
    log::regex::REGEX_LOG_PARSE,
    string::regex_replace::REGEX_REPLACE,
    datetime::step::STEP,
    string::substring::SUBSTRING,
    string::substring::SUBSTRING_FROM,
    string::substring_similar::SUBSTRING_SIMILAR,
    log::syslog::SYS_LOG_PARSE,
    conversion::formatted::TIMESTAMP_TO_CHAR,
    conversion::formatted::TIME_TO_CHAR,
    conversion::unix::TO_TIMESTAMP,
    string::trim::TRIM,
    string::trim::TRIM_BOTH,
    string::trim::TRIM_LEADING,
    string::trim::TRIM_TRAILING,
    datetime::difference::TSDIFF,
    conversion::unix::UNIX_TIMESTAMP,
    string::case::UPPER,
    log::variable_column::VARIABLE_COLUMN_LOG_PARSE,
    log::w3c::W3C_LOG_PARSE,
];

/// All operators, the closest binding first.
pub const OPERATORS: &[Function] = &[
    operator::arithmetic::MULTIPLY,
    operator::arithmetic::DIVIDE,
    operator::arithmetic::ADD,
    operator::arithmetic::SUBTRACT,
    operator::concatenate::CONCATENATE,
    operator::compare::EQUAL,
    operator::compare::NOT_EQUAL,
    operator::compare::LESS,
    operator::compare::LESS_OR_EQUAL,
    operator::compare::GREATER,
    operator::compare::GREATER_OR_EQUAL,
    operator::compare::IS_DISTINCT_FROM,
    operator::between::BETWEEN,
    operator::between::BETWEEN_SYMMETRIC,
    operator::between::IN,
    operator::like::LIKE,
    operator::like::SIMILAR_TO,
    operator::is::IS_NULL,
    operator::is::IS_TRUE,
    operator::is::IS_FALSE,
    operator::is::IS_UNKNOWN,
    operator::logic::NOT,
    operator::logic::AND,
    operator::logic::OR,
];
