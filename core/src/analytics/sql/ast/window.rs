//! Windows over rows.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::{Expression, Name, Sort};
use crate::analytics::sql::span::Span;

/// `OVER ...`.
#[derive(Clone, Debug, PartialEq)]
pub enum Over {
    /// A window that a `WINDOW` clause names.
    Named(Name),
    /// One that stands here.
    Window(Box<Window>),
}

/// `(name PARTITION BY ... ORDER BY ... frame)`, all of which may be left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// The window that this one adds to.
    pub base: Option<Name>,
    /// Rows that differ by these are of different windows.
    pub partition_by: Vec<Expression>,
    /// The order of rows.
    pub order_by: Vec<Sort>,
    /// How far it reaches.
    pub frame: Option<Frame>,
    /// Where it stands.
    pub span: Span,
}

/// `RANGE from` or `ROWS BETWEEN from AND to`.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// What is counted.
    pub unit: FrameUnit,
    /// Where it begins.
    pub from: Bound,
    /// Where it ends, if that is said; else at the current row.
    pub to: Option<Bound>,
    /// Where it stands.
    pub span: Span,
}

/// What a frame counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameUnit {
    /// Rows.
    Rows,
    /// The difference of what they are ordered by, which is their time.
    Range,
}

/// An end of a frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Bound {
    /// The current row.
    CurrentRow,
    /// The first of all.
    UnboundedPreceding,
    /// The last of all.
    UnboundedFollowing,
    /// So far before the current row.
    Preceding(Expression),
    /// So far behind it.
    Following(Expression),
}
