//! Two whole columns, a loop for each way in which they lie in memory.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::cmp::Ordering;

use super::whole::{Arithmetic, Kernel};
use super::{Expression, Faults};
use crate::analytics::function::arithmetic::{ArithmeticError, double, integer};
use crate::analytics::function::{Fault, Moment};
use crate::analytics::row::{Batch, Column, Data};
use crate::analytics::sql::ast::Comparison;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// A side: a value for each row, or one for all of them.
enum Side<'a> {
    Many(Arc<Column>),
    One(&'a Value<'static>, Column),
}

pub(super) fn evaluate(
    kernel: Kernel,
    sides: &[Expression; 2],
    rows: &Batch,
    moment: &Moment,
    faults: &mut Faults,
) -> Column {
    let [a, b] = [&sides[0], &sides[1]].map(|side| Side::of(side, rows, moment, faults));
    if a.is_nothing() || b.is_nothing() {
        let sql_type = kernel.result();
        return Column::nothing(sql_type, rows.len());
    }
    let nulls = either(a.nulls(), b.nulls());
    let is_known = |row: usize| nulls.is_empty() || !nulls[row];
    let column: Column = match (kernel, &a.column().data, &b.column().data) {
        (Kernel::Integer(arithmetic, result), Data::Integer(x), Data::Integer(y)) => {
            let compute = |x, y| arithmetic.of_integers(x, y, result);
            computed(rows.len(), a.values(x), b.values(y), compute, is_known, faults).into()
        }
        (Kernel::Double(arithmetic), Data::Double(x), Data::Double(y)) => {
            let compute = |x, y| arithmetic.of_doubles(x, y);
            computed(rows.len(), a.values(x), b.values(y), compute, is_known, faults).into()
        }
        (Kernel::Compare(comparison), Data::Integer(x), Data::Integer(y)) => {
            compared(rows.len(), a.values(x), b.values(y), comparison).into()
        }
        (Kernel::Compare(comparison), Data::Double(x), Data::Double(y)) => {
            compared(rows.len(), a.values(x), b.values(y), comparison).into()
        }
        (Kernel::Compare(comparison), Data::Boolean(x), Data::Boolean(y)) => {
            compared(rows.len(), a.values(x), b.values(y), comparison).into()
        }
        (Kernel::Compare(comparison), Data::Text(x), Data::Text(y)) => {
            let order = |row: usize| x.bytes(a.place(row)).cmp(y.bytes(b.place(row)));
            (0..rows.len()).map(|row| comparison.holds(order(row))).collect::<Vec<_>>().into()
        }
        (kernel, a, b) => panic!("{kernel:?} of {a:?} and {b:?}"),
    };
    column.with_nulls(nulls)
}

impl<'a> Side<'a> {
    fn of(expression: &'a Expression, rows: &Batch, moment: &Moment, faults: &mut Faults) -> Self {
        match expression.as_constant() {
            Some(value) => Self::One(value, Column::repeat(expression.sql_type(), value, 1)),
            None => Self::Many(expression.evaluate(rows, moment, faults)),
        }
    }

    fn column(&self) -> &Column {
        match self {
            Self::Many(column) => column,
            Self::One(_, column) => column,
        }
    }

    /// Whether it is NULL in each row.
    fn is_nothing(&self) -> bool {
        matches!(self, Self::One(Value::Null, _))
    }

    fn nulls(&self) -> &[bool] {
        match self {
            Self::Many(column) => column.nulls(),
            Self::One(..) => &[],
        }
    }

    /// Where the value of a row lies.
    fn place(&self, row: usize) -> usize {
        match self {
            Self::Many(_) => row,
            Self::One(..) => 0,
        }
    }

    fn values<'v, T: Copy>(&self, values: &'v [T]) -> Values<'v, T> {
        match self {
            Self::Many(_) => Values::Many(values),
            Self::One(..) => Values::One(values[0]),
        }
    }
}

/// Values of a side as machines compute with them.
#[derive(Clone, Copy)]
enum Values<'v, T> {
    Many(&'v [T]),
    One(T),
}

impl<T: Copy> Values<'_, T> {
    fn at(self, row: usize) -> T {
        match self {
            Self::Many(values) => values[row],
            Self::One(value) => value,
        }
    }
}

fn compared<T: Copy + PartialOrd>(
    count: usize,
    a: Values<'_, T>,
    b: Values<'_, T>,
    by: Comparison,
) -> Vec<bool> {
    let order = |row| a.at(row).partial_cmp(&b.at(row)).unwrap_or(Ordering::Equal);
    (0..count).map(|row| by.holds(order(row))).collect()
}

fn computed<T: Copy + Default>(
    count: usize,
    a: Values<'_, T>,
    b: Values<'_, T>,
    compute: impl Fn(T, T) -> Result<T, ArithmeticError>,
    is_known: impl Fn(usize) -> bool,
    faults: &mut Faults,
) -> Vec<T> {
    let mut results = Vec::with_capacity(count);
    for row in 0..count {
        results.push(match compute(a.at(row), b.at(row)) {
            Ok(result) => result,
            Err(error) => {
                if is_known(row) {
                    faults.entry(row as u32).or_insert_with(|| Fault::from(error));
                }
                T::default()
            }
        });
    }
    results
}

/// NULL where one of both is.
fn either(a: &[bool], b: &[bool]) -> Vec<bool> {
    match (a.is_empty(), b.is_empty()) {
        (true, _) => b.to_vec(),
        (_, true) => a.to_vec(),
        _ => a.iter().zip(b).map(|(a, b)| *a || *b).collect(),
    }
}

impl Arithmetic {
    fn of_integers(self, a: i64, b: i64, result: SqlType) -> Result<i64, ArithmeticError> {
        match self {
            Self::Add => integer::add(a, b, result),
            Self::Subtract => integer::subtract(a, b, result),
            Self::Multiply => integer::multiply(a, b, result),
            Self::Divide => integer::divide(a, b, result),
        }
    }

    fn of_doubles(self, a: f64, b: f64) -> Result<f64, ArithmeticError> {
        let result = match self {
            Self::Add => a + b,
            Self::Subtract => a - b,
            Self::Multiply => a * b,
            Self::Divide => double::divide(a, b)?,
        };
        double::fit(result, SqlType::Double)
    }
}

impl Kernel {
    fn result(self) -> SqlType {
        match self {
            Self::Integer(_, result) => result,
            Self::Double(_) => SqlType::Double,
            Self::Compare(_) => SqlType::Boolean,
        }
    }
}
