//! Expressions that are ready to be computed, a column at a time.
//!
//! The planner has found what names mean and which types fit; what is left can fail only for single rows, which go to the error
//! stream. Where SQL lets a condition guard what follows it (`x <> 0 AND 1 / x > y`, CASE), only the rows that pass are computed on.

mod call;
mod case;
mod logic;
mod pair;
mod whole;

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

pub use case::Case;
pub use whole::Arithmetic;

use crate::analytics::function::{Fault, Moment, Scalar};
use crate::analytics::row::{Batch, Column, Order};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// What has a value in each row.
#[derive(Clone, Debug)]
pub struct Expression {
    node: Node,
    sql_type: SqlType,
}

#[derive(Clone, Debug)]
enum Node {
    /// A column of the rows.
    Column(usize),
    /// The rowtime of the row.
    Rowtime,
    /// The same in each row.
    Constant(Value<'static>),
    /// A function, row by row.
    Call(Scalar, Vec<Expression>),
    /// Two whole columns.
    Pair(whole::Kernel, Box<[Expression; 2]>),
    /// AND and OR.
    Logic(logic::Word, Vec<Expression>),
    Case(Box<Case>),
}

/// Rows without a value, and why: the first reason of each.
pub type Faults = BTreeMap<u32, Fault>;

impl Expression {
    /// A column of the rows.
    pub fn column(column: usize, sql_type: SqlType) -> Self {
        Self { node: Node::Column(column), sql_type }
    }

    /// The rowtime of the row.
    pub fn rowtime() -> Self {
        Self { node: Node::Rowtime, sql_type: SqlType::Timestamp }
    }

    /// The same in each row.
    pub fn constant(value: Value<'static>, sql_type: SqlType) -> Self {
        Self { node: Node::Constant(value), sql_type }
    }

    /// A function of other expressions.
    pub fn call(function: Scalar, arguments: Vec<Self>) -> Self {
        let sql_type = function.sql_type();
        Self { node: Node::Call(function, arguments), sql_type }
    }

    /// True where all of them are.
    pub fn all(operands: Vec<Self>) -> Self {
        Self { node: Node::Logic(logic::Word::And, operands), sql_type: SqlType::Boolean }
    }

    /// True where one of them is.
    pub fn any(operands: Vec<Self>) -> Self {
        Self { node: Node::Logic(logic::Word::Or, operands), sql_type: SqlType::Boolean }
    }

    /// The value of the first branch whose condition holds.
    pub fn case(case: Case, sql_type: SqlType) -> Self {
        Self { node: Node::Case(Box::new(case)), sql_type }
    }

    /// The type of the values.
    pub fn sql_type(&self) -> SqlType {
        self.sql_type
    }

    /// The same value as one of a type that lies in memory alike and holds all values of this one.
    pub(in crate::analytics) fn retyped(mut self, sql_type: SqlType) -> Self {
        self.sql_type = sql_type;
        self
    }

    /// The same, with a column in the place of the rowtime.
    pub(in crate::analytics) fn with_rowtime(mut self, column: usize) -> Self {
        if matches!(self.node, Node::Rowtime) {
            self.node = Node::Column(column);
        }
        let change = |part: &mut Self| *part = part.clone().with_rowtime(column);
        match &mut self.node {
            Node::Column(_) | Node::Rowtime | Node::Constant(_) => {}
            Node::Call(_, parts) | Node::Logic(_, parts) => parts.iter_mut().for_each(change),
            Node::Pair(_, parts) => parts.iter_mut().for_each(change),
            Node::Case(case) => {
                let branches = case.branches.iter_mut().flat_map(|(condition, value)| [condition, value]);
                branches.chain(&mut case.otherwise).for_each(change);
            }
        }
        self
    }

    /// Its column, where it is no more than one.
    pub fn as_column(&self) -> Option<usize> {
        match self.node {
            Node::Column(column) => Some(column),
            _ => None,
        }
    }

    /// Its value, where that is the same in each row.
    pub fn as_constant(&self) -> Option<&Value<'static>> {
        match &self.node {
            Node::Constant(value) => Some(value),
            _ => None,
        }
    }

    /// A value for each row; whatever stands where `faults` tells of one.
    pub fn evaluate(&self, rows: &Batch, moment: &Moment, faults: &mut Faults) -> Arc<Column> {
        match &self.node {
            Node::Column(column) => Arc::clone(&rows.columns[*column]),
            Node::Rowtime => {
                Arc::new(rows.order.iter().map(|order| order.rowtime).collect::<Vec<_>>().into())
            }
            Node::Constant(value) => Arc::new(Column::repeat(self.sql_type, value, rows.len())),
            Node::Call(function, arguments) => {
                Arc::new(call::evaluate(function, arguments, rows, moment, faults))
            }
            Node::Pair(kernel, sides) => Arc::new(pair::evaluate(*kernel, sides, rows, moment, faults)),
            Node::Logic(word, operands) => Arc::new(logic::evaluate(*word, operands, rows, moment, faults)),
            Node::Case(case) => Arc::new(case::evaluate(case, self.sql_type, rows, moment, faults)),
        }
    }

    /// Its value at a rowtime, where it needs no column.
    ///
    /// # Errors
    /// It has none.
    pub fn at(&self, rowtime: i64, moment: &Moment) -> Result<Value<'static>, Fault> {
        let row = Batch { order: vec![Order::at(rowtime)], columns: Vec::new() };
        let mut faults = Faults::new();
        let column = self.evaluate(&row, moment, &mut faults);
        match faults.pop_first() {
            Some((_, fault)) => Err(fault),
            None => Ok(column.value(0, self.sql_type).into_owned()),
        }
    }

    /// Of a group: whether it is computed from the moment of its period alone, or from the rowtime.
    pub(in crate::analytics) fn is_of_period(&self) -> bool {
        !self.clone().with_rowtime(0).looks_at(&|column| column != 0) && self.as_constant().is_none()
    }

    /// Whether it is the rowtime and no more.
    pub(in crate::analytics) fn is_rowtime(&self) -> bool {
        matches!(self.node, Node::Rowtime)
    }

    /// Whether it looks at a column.
    pub(in crate::analytics) fn has_column(&self) -> bool {
        self.looks_at(&|_| true)
    }

    fn looks_at(&self, is_such: &dyn Fn(usize) -> bool) -> bool {
        match &self.node {
            Node::Column(column) => is_such(*column),
            Node::Rowtime | Node::Constant(_) => false,
            Node::Call(_, parts) | Node::Logic(_, parts) => parts.iter().any(|part| part.looks_at(is_such)),
            Node::Pair(_, parts) => parts.iter().any(|part| part.looks_at(is_such)),
            Node::Case(case) => {
                let branches = case.branches.iter().flat_map(|(condition, value)| [condition, value]);
                branches.chain(&case.otherwise).any(|part| part.looks_at(is_such))
            }
        }
    }

    /// Whether it has a value in each row, whatever the rows are.
    fn is_safe(&self) -> bool {
        match &self.node {
            Node::Column(_) | Node::Rowtime | Node::Constant(_) => true,
            Node::Pair(kernel, sides) => kernel.is_safe() && sides.iter().all(Self::is_safe),
            Node::Logic(_, operands) => operands.iter().all(Self::is_safe),
            Node::Call(..) | Node::Case(_) => false,
        }
    }
}

/// Computes on some of the rows only, with their faults at the places where the rows came from.
fn on_some(
    expression: &Expression,
    rows: &Batch,
    places: &[u32],
    moment: &Moment,
    faults: &mut Faults,
) -> Arc<Column> {
    let mut inner = Faults::new();
    let column = expression.evaluate(&rows.take(places), moment, &mut inner);
    for (place, fault) in inner {
        faults.entry(places[place as usize]).or_insert(fault);
    }
    column
}
