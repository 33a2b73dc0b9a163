//! Statements as trees.
//!
//! A tree says what was written, not what it means. Parentheses are not kept: the shape of the tree says what belongs together,
//! and printing puts them where they are needed. [`Span`](super::Span)s say where something was written, for errors that are found later.

mod call;
mod expression;
mod literal;
mod name;
mod query;
mod statement;
mod table;
mod window;

pub use call::{Arguments, Call, End, Nulls, Side, Special};
pub use expression::{Among, Arithmetic, Branch, Comparison, Expression, ExpressionKind, Sign, Truth};
pub use literal::{Clock, Day, IntervalLiteral, Literal};
pub use name::{Name, Path};
pub use query::{
    Body, GroupItem, Grouping, Item, NamedWindow, OrderBy, Quantifier, Query, Select, SetOperator, Sort,
};
pub use statement::{
    Characteristic, ColumnDefinition, CreateFunction, CreatePump, CreateStream, CreateView, Insert,
    Parameter, PumpState, Statement, StreamOption,
};
pub use table::{Alias, Join, JoinCondition, JoinKind, Relation, Source, TableReference};
pub use window::{Bound, Frame, FrameUnit, Over, Window};
