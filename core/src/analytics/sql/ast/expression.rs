//! Expressions: what has a value in each row.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::cmp::Ordering;

use super::{Call, Literal, Name, Path, Query, Special};
use crate::analytics::sql::span::Span;
use crate::analytics::sql_type::{Qualifier, SqlType};

/// What has a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// How it is computed.
    pub kind: ExpressionKind,
    /// Where it stands.
    pub span: Span,
}

/// How a value is computed.
#[derive(Clone, Debug, PartialEq)]
pub enum ExpressionKind {
    /// It is written down.
    Literal(Literal),
    /// A column, by way of what holds it; perhaps a field of a column that holds a row.
    Column(Path),
    /// A field of a row that an expression gives.
    Field(Box<Expression>, Name),
    /// `+` or `-` before a number.
    Signed(Sign, Box<Expression>),
    /// Of two values.
    Arithmetic(Arithmetic, Box<Expression>, Box<Expression>),
    /// `(datetime - datetime) qualifier`.
    Difference(Box<Expression>, Box<Expression>, Qualifier),
    /// `NOT`.
    Not(Box<Expression>),
    /// All of them, two at least. A list, because conditions grow long.
    And(Vec<Expression>),
    /// One of them, two at least.
    Or(Vec<Expression>),
    /// Of two values.
    Comparison(Comparison, Box<Expression>, Box<Expression>),
    /// `IS [NOT] NULL`, `TRUE`, `FALSE` or `UNKNOWN`.
    Is {
        /// What is looked at.
        of: Box<Expression>,
        /// Whether `NOT` is said.
        negated: bool,
        /// What it may be.
        truth: Truth,
    },
    /// `IS [NOT] DISTINCT FROM`.
    IsDistinct {
        /// The first.
        left: Box<Expression>,
        /// Whether `NOT` is said.
        negated: bool,
        /// The second.
        right: Box<Expression>,
    },
    /// `[NOT] BETWEEN low AND high`.
    Between {
        /// What is looked at.
        of: Box<Expression>,
        /// Whether `NOT` is said.
        negated: bool,
        /// Whether the ends may come in either order.
        symmetric: bool,
        /// The lower end.
        low: Box<Expression>,
        /// The upper end.
        high: Box<Expression>,
    },
    /// `[NOT] IN (...)`.
    In {
        /// What is looked for.
        of: Box<Expression>,
        /// Whether `NOT` is said.
        negated: bool,
        /// Where it is looked for.
        among: Among,
    },
    /// `[NOT] LIKE` or `SIMILAR TO` a pattern.
    Like {
        /// What is looked at.
        of: Box<Expression>,
        /// Whether `NOT` is said.
        negated: bool,
        /// Whether it is `SIMILAR TO`.
        similar: bool,
        /// What it should look like.
        pattern: Box<Expression>,
        /// What makes the next character of the pattern mean itself.
        escape: Option<Box<Expression>>,
    },
    /// `EXISTS (query)`.
    Exists(Box<Query>),
    /// `(query)`, which has one row and one column.
    Subquery(Box<Query>),
    /// `CURSOR(query)`, for a function of many rows.
    Cursor(Box<Query>),
    /// `ROW(expressions)`, one at least.
    Row(Vec<Expression>),
    /// `CASE ... END`.
    Case {
        /// What branches compare with.
        of: Option<Box<Expression>>,
        /// The branches, one at least.
        branches: Vec<Branch>,
        /// What is left.
        otherwise: Option<Box<Expression>>,
    },
    /// `CAST(expression AS type)`.
    Cast(Box<Expression>, SqlType),
    /// A call in the usual notation.
    Call(Box<Call>),
    /// A call in a notation of its own.
    Special(Box<Special>),
}

/// A sign before a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `+`.
    Plus,
    /// `-`.
    Minus,
}

/// What is computed of two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`.
    Add,
    /// `-`.
    Subtract,
    /// `||`.
    Concatenate,
    /// `*`.
    Multiply,
    /// `/`.
    Divide,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`.
    Equal,
    /// `<>`.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
}

impl Comparison {
    /// Whether it holds of two values that stand so to each other.
    pub fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }
}

/// What something may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// Without a value.
    Null,
    /// True.
    True,
    /// False.
    False,
    /// Neither.
    Unknown,
}

/// Where something is looked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Among {
    /// These, one at least.
    List(Vec<Expression>),
    /// The rows of a query.
    Query(Box<Query>),
}

/// `WHEN values THEN result`.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// Conditions, or values to compare with; one at least.
    pub when: Vec<Expression>,
    /// The result.
    pub then: Expression,
}
