//! The language: text to statements and back.
//!
//! ```text
//! text --lexer--> tokens --parser--> statements and problems
//!                 tokens --format--> text laid out
//!                                    statements --print--> text
//! ```
//!
//! What a statement means is decided elsewhere: here a name is a name, whether there is such a stream or not. Nothing fails
//! and nothing panics, whatever the text; what is wrong with it comes back as [`Problem`]s.
//!
//! The parser is written by hand because the dialect is its own: existing SQL parsers take `STREAM` in `SELECT STREAM x` for a
//! column and have no place for `WINDOWED BY`, `OVER` behind a table, `CURSOR`, or `STEP ... BY`.

pub mod ast;
mod format;
mod lexer;
mod parser;
mod precedence;
mod print;
mod problem;
pub mod reserved;
mod span;
#[cfg(test)]
mod tests;
mod token;

pub use format::format;
pub use lexer::tokens;
pub use parser::{HEIGHT_MAX, NESTING_MAX, Parsed, parse, parse_expression, parse_query, parse_type};
pub use problem::{Problem, Severity};
pub use span::Span;
pub use token::{Fault, Kind, Token};

/// Characters of an application's code at most. Source: service model, `ApplicationCode`.
pub const CODE_CHARACTERS_MAX: usize = 102_400;
/// Characters of a name at most. Source: SQL reference, "Identifiers".
pub const NAME_CHARACTERS_MAX: usize = 128;
/// Errors that one reading tells at most, and warnings too; who has made more has pasted something else.
pub const PROBLEMS_MAX: usize = 100;
