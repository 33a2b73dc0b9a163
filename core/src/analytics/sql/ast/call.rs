//! Calls of functions.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::{Expression, Over, Path, Quantifier};
use crate::analytics::sql::span::Span;
use crate::analytics::sql_type::Unit;

/// `name(arguments)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Which function.
    pub name: Path,
    /// Whether `DISTINCT` or `ALL` is said before the arguments.
    pub quantifier: Option<Quantifier>,
    /// What it is called with.
    pub arguments: Arguments,
    /// What becomes of rows without a value.
    pub nulls: Option<Nulls>,
    /// From which end of the window rows are counted.
    pub from: Option<End>,
    /// Over which rows it is computed.
    pub over: Option<Over>,
    /// Where it stands.
    pub span: Span,
}

/// What a function is called with.
#[derive(Clone, Debug, PartialEq)]
pub enum Arguments {
    /// Not even parentheses: `CURRENT_TIMESTAMP`.
    Niladic,
    /// `(*)`.
    Star,
    /// Values, and queries as `CURSOR`.
    List(Vec<Expression>),
}

/// `RESPECT NULLS` or `IGNORE NULLS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nulls {
    /// Rows without a value count.
    Respect,
    /// They do not.
    Ignore,
}

/// `FROM FIRST` or `FROM LAST`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// From the beginning.
    First,
    /// From the end.
    Last,
}

/// A call in a notation of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Special {
    /// `FLOOR(expression TO unit)`.
    Floor(Box<Expression>, Unit),
    /// `CEIL(expression TO unit)`.
    Ceil(Box<Expression>, Unit),
    /// `STEP(expression BY step)`.
    Step(Box<Expression>, Box<Expression>),
    /// `EXTRACT(unit FROM expression)`.
    Extract(Unit, Box<Expression>),
    /// `POSITION(what IN text)`.
    Position {
        /// What is looked for.
        what: Box<Expression>,
        /// Where.
        text: Box<Expression>,
    },
    /// `SUBSTRING(text FROM start FOR length)`. With commas it is a plain call.
    Substring {
        /// The whole.
        text: Box<Expression>,
        /// Where it begins, or a regular expression that it matches.
        from: Box<Expression>,
        /// How long it is.
        length: Option<Box<Expression>>,
    },
    /// `SUBSTRING(text SIMILAR pattern ESCAPE escape)`.
    SubstringSimilar {
        /// The whole.
        text: Box<Expression>,
        /// What it looks like.
        pattern: Box<Expression>,
        /// What parts the pattern.
        escape: Box<Expression>,
    },
    /// `OVERLAY(text PLACING replacement FROM start FOR length)`.
    Overlay {
        /// The whole.
        text: Box<Expression>,
        /// What is put there.
        replacement: Box<Expression>,
        /// Where.
        from: Box<Expression>,
        /// In place of how much.
        length: Option<Box<Expression>>,
    },
    /// `TRIM(side what FROM text)`.
    Trim {
        /// Where.
        side: Side,
        /// Which character; blanks where none is given.
        what: Option<Box<Expression>>,
        /// The whole.
        text: Box<Expression>,
    },
}

/// Where something is taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// At the beginning and at the end.
    Both,
    /// At the beginning.
    Leading,
    /// At the end.
    Trailing,
}
