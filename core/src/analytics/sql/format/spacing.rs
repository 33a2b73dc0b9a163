//! Blanks between tokens of a line.

use super::Piece;
use crate::analytics::sql::token::Kind;
use crate::analytics::sql::{lexer, reserved};

/// Keywords, beside names of functions, that have no blank between them and a parenthesis.
#[rustfmt::skip]
const TIGHT: &[&str] = &[
    "BINARY", "CAST", "CHAR", "CHARACTER", "CURSOR", "DEC", "DECIMAL", "EXISTS", "EXTRACT", "NUMERIC",
    "OVERLAY", "POSITION", "ROW", "STEP", "TABLE", "TIME", "TIMESTAMP", "TRIM", "VARBINARY", "VARCHAR",
    "VARYING",
];

/// Whether a blank stands between two tokens. The one before the first tells whether a sign is one or an operator.
pub(super) fn is_spaced(before_left: Option<&Piece>, left: &Piece, right: &Piece) -> bool {
    let is_spaced = if right.is("(") {
        is_spaced_before_parenthesis(left, right)
    } else {
        !(left.is_any(&["(", "[", "{", "."])
            || right.is_any(&[")", "]", "}", ",", ";", "."])
            || is_sign(before_left, left))
    };
    is_spaced || !is_apart(left, right)
}

fn is_spaced_before_parenthesis(left: &Piece, right: &Piece) -> bool {
    match left.kind {
        // A call or the columns of a name: who wrote it knows.
        Kind::Name | Kind::QuotedName => right.had_gap,
        Kind::Keyword => !(TIGHT.contains(&&*left.text) || reserved::is_function(&left.text)),
        _ => !left.is_any(&["(", "."]),
    }
}

/// Whether a plus or minus stands before a number and not between two.
fn is_sign(before: Option<&Piece>, sign: &Piece) -> bool {
    let follows_value = before.is_some_and(|before| match before.kind {
        Kind::Name | Kind::QuotedName | Kind::Number | Kind::String => true,
        Kind::Keyword => {
            before.is_any(&["END", "NULL", "TRUE", "FALSE", "UNKNOWN"]) || is_value(&before.text)
        }
        Kind::Operator => before.is_any(&[")", "]", "}"]),
        _ => true,
    });
    sign.is_any(&["+", "-"]) && !follows_value
}

fn is_value(word: &str) -> bool {
    reserved::is_column(word)
        || reserved::is_niladic(word)
        || ["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"].contains(&word)
        || !reserved::is_reserved(word)
}

/// Whether two tokens stay what they are without a blank between them.
fn is_apart(left: &Piece, right: &Piece) -> bool {
    let joined = alloc::format!("{}{}", left.text, right.text);
    match &*lexer::tokens(&joined) {
        [first, second] => {
            first.kind == left.kind && second.kind == right.kind && first.span.end as usize == left.text.len()
        }
        _ => false,
    }
}
