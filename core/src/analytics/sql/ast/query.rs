//! Queries: what gives rows.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::{Expression, Name, Path, TableReference, Window};
use crate::analytics::sql::span::Span;

/// What gives rows, and in which order.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// What gives the rows.
    pub body: Body,
    /// Their order, where one is asked for.
    pub order_by: Option<OrderBy>,
    /// Where it stands.
    pub span: Span,
}

/// What gives rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// `SELECT`.
    Select(Box<Select>),
    /// `VALUES` with its rows, each of which has one expression at least.
    Values(Vec<Vec<Expression>>),
    /// Two queries as one.
    Set {
        /// How.
        operator: SetOperator,
        /// Whether rows that are alike are kept; `UNION` only.
        all: bool,
        /// The first.
        left: Box<Query>,
        /// The second.
        right: Box<Query>,
    },
}

/// How two queries become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetOperator {
    /// The rows of either.
    Union,
    /// The rows of the first that are not in the second.
    Except,
    /// The rows that are in both. Binds tighter than the others.
    Intersect,
}

/// `SELECT items FROM tables ...`.
#[derive(Clone, Debug, PartialEq)]
pub struct Select {
    /// Whether `STREAM` is said.
    pub stream: bool,
    /// Whether `DISTINCT` or `ALL` is said.
    pub quantifier: Option<Quantifier>,
    /// What is selected, one at least.
    pub items: Vec<Item>,
    /// What it is selected from, one at least; several are joined, each row with each.
    pub from: Vec<TableReference>,
    /// Which rows are taken.
    pub filter: Option<Expression>,
    /// What rows are taken together by.
    pub grouping: Option<Grouping>,
    /// Which groups are taken.
    pub having: Option<Expression>,
    /// Windows that expressions name.
    pub windows: Vec<NamedWindow>,
    /// Where it stands.
    pub span: Span,
}

/// Which of several that are alike count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// One of them.
    Distinct,
    /// All.
    All,
}

/// Something that is selected.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// `*`.
    All(Span),
    /// `table.*`.
    AllOf(Path),
    /// A value.
    Expression {
        /// How it is computed.
        expression: Expression,
        /// What it is called.
        alias: Option<Name>,
    },
}

/// What rows are taken together by.
#[derive(Clone, Debug, PartialEq)]
pub enum Grouping {
    /// `GROUP BY items`.
    By(Vec<GroupItem>),
    /// `WINDOWED BY STAGGER (PARTITION BY expressions RANGE interval)`.
    Stagger {
        /// What a window is opened for, one at least.
        partition_by: Vec<Expression>,
        /// How long it stays open.
        range: Expression,
    },
}

/// What groups differ by.
#[derive(Clone, Debug, PartialEq)]
pub enum GroupItem {
    /// A value.
    Expression(Expression),
    /// `()`: nothing, all rows are one group.
    Total(Span),
}

/// `name AS (...)` of a `WINDOW` clause.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedWindow {
    /// Its name.
    pub name: Name,
    /// What it holds.
    pub window: Window,
}

/// `ORDER BY sorts [WITHIN interval]`.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderBy {
    /// From the first to the last that decides; one at least.
    pub sorts: Vec<Sort>,
    /// How late a row may be, where rows are put into the order of their times.
    pub within: Option<Expression>,
    /// Where it stands.
    pub span: Span,
}

/// What rows are sorted by: a value, or a whole number that counts what is selected from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Sort {
    /// The value.
    pub expression: Expression,
    /// Whether the greatest comes first.
    pub descending: bool,
}

impl Item {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::All(span) => *span,
            Self::AllOf(path) => path.span,
            Self::Expression { expression, alias: Some(alias) } => expression.span.to(alias.span),
            Self::Expression { expression, alias: None } => expression.span,
        }
    }
}
