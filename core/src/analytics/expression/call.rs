//! Functions, row by row.

use alloc::vec::Vec;

use super::{Expression, Faults};
use crate::analytics::function::{Moment, Scalar};
use crate::analytics::row::{Batch, Column};
use crate::analytics::value::Value;

pub(super) fn evaluate(
    function: &Scalar,
    arguments: &[Expression],
    rows: &Batch,
    moment: &Moment,
    faults: &mut Faults,
) -> Column {
    let columns: Vec<_> = arguments.iter().map(|argument| argument.evaluate(rows, moment, faults)).collect();
    let mut results = Column::empty(function.sql_type());
    let mut values = Vec::with_capacity(arguments.len());
    for row in 0..rows.len() {
        values.clear();
        values.extend(columns.iter().zip(arguments).map(|(column, of)| column.value(row, of.sql_type())));
        let result = match faults.get(&(row as u32)) {
            Some(_) => Value::Null,
            None => function.apply(&mut values, moment).unwrap_or_else(|fault| {
                faults.insert(row as u32, fault);
                Value::Null
            }),
        };
        results.push(&result);
    }
    results
}
