//! What a query selects from.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::{Call, Expression, Name, Over, Path, Query};
use crate::analytics::sql::span::Span;

/// What a query selects from.
#[derive(Clone, Debug, PartialEq)]
pub enum TableReference {
    /// One thing.
    Relation(Box<Relation>),
    /// Two that are joined.
    Join(Box<Join>),
}

/// A stream, a table, or what stands for one.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// What gives the rows.
    pub source: Source,
    /// Which of its rows can be joined with a row of the other side.
    pub over: Option<Over>,
    /// What it and its columns are called in the query.
    pub alias: Option<Alias>,
    /// Where it stands.
    pub span: Span,
}

/// What gives the rows of a relation.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// A stream, a table or a view.
    Named(Path),
    /// `(query)`.
    Query(Query),
    /// `TABLE(call)`, or `STREAM(call)`, which is the same.
    Function(Call),
}

/// `AS name (columns)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// What the relation is called.
    pub name: Name,
    /// What its columns are called; as they are where none is named.
    pub columns: Vec<Name>,
}

/// Two that are joined.
#[derive(Clone, Debug, PartialEq)]
pub struct Join {
    /// How.
    pub kind: JoinKind,
    /// The one before `JOIN`.
    pub left: TableReference,
    /// The one behind it.
    pub right: TableReference,
    /// Which rows belong together.
    pub condition: JoinCondition,
    /// Where it stands.
    pub span: Span,
}

/// Which rows a join keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinKind {
    /// Each with each.
    Cross,
    /// Those that belong together.
    Inner,
    /// All of the left side too.
    Left,
    /// All of the right side too.
    Right,
    /// All of both.
    Full,
}

/// Which rows belong together.
#[derive(Clone, Debug, PartialEq)]
pub enum JoinCondition {
    /// Nothing is said.
    None,
    /// `NATURAL`: those that are alike in all columns of the same name.
    Natural,
    /// `ON` a condition.
    On(Expression),
    /// `USING` columns in which they are alike, one at least.
    Using(Vec<Name>),
}

impl TableReference {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Relation(it) => it.span,
            Self::Join(it) => it.span,
        }
    }
}
