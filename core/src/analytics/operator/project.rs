//! SELECT and WHERE: each row by itself.

use alloc::sync::Arc;
use alloc::vec::Vec;

use super::context::Context;
use crate::analytics::expression::{Expression, Faults};
use crate::analytics::function::{Moment, Record};
use crate::analytics::row::{Batch, Chunk, Column};
use crate::analytics::sql_type::SqlType;

/// Lets the rows through for which a condition holds, and computes what leaves of each. A row that cannot be computed with goes to
/// the error stream.
#[derive(Clone, Debug)]
pub struct Project {
    /// Which rows leave: those for which it is true, and not NULL.
    pub condition: Option<Expression>,
    /// What leaves of a row.
    pub columns: Vec<Output>,
}

/// What leaves of a row.
#[derive(Clone, Debug)]
pub enum Output {
    /// A value.
    Value(Expression),
    /// Several, found in a text.
    Record(Record, Vec<Expression>),
}

impl Project {
    /// The types of what leaves.
    pub fn types(&self) -> Vec<SqlType> {
        let types = |output: &Output| match output {
            Output::Value(expression) => Vec::from([expression.sql_type()]),
            Output::Record(record, _) => record.fields().iter().map(|field| field.sql_type).collect(),
        };
        self.columns.iter().flat_map(types).collect()
    }

    /// Takes rows, and gives what leaves of those for which the condition holds.
    pub fn take(&self, chunk: Chunk, context: &mut Context) -> Chunk {
        let Chunk { rows, bound } = chunk;
        let rows = match &self.condition {
            Some(condition) => chosen(condition, &rows, context),
            None => rows,
        };
        let mut faults = Faults::new();
        let mut columns = Vec::with_capacity(self.columns.len());
        for output in &self.columns {
            match output {
                Output::Value(expression) => {
                    columns.push(expression.evaluate(&rows, &context.moment, &mut faults));
                }
                Output::Record(record, arguments) => {
                    columns.extend(fields(record, arguments, &rows, &context.moment, &mut faults));
                }
            }
        }
        let rows = context.without(Batch { order: rows.order, columns }, faults);
        Chunk { rows, bound }
    }
}

/// The rows for which a condition holds.
fn chosen(condition: &Expression, rows: &Batch, context: &mut Context) -> Batch {
    let mut faults = Faults::new();
    let holds = condition.evaluate(rows, &context.moment, &mut faults);
    let is_chosen = |row: &u32| holds.holds(*row as usize) && !faults.contains_key(row);
    let places: Vec<u32> = (0..rows.len() as u32).filter(is_chosen).collect();
    faults.into_iter().for_each(|(row, why)| context.refuse(rows.order[row as usize], why));
    rows.take(&places)
}

/// What is found in the text of each row, a column for each field.
fn fields(
    record: &Record,
    arguments: &[Expression],
    rows: &Batch,
    moment: &Moment,
    faults: &mut Faults,
) -> Vec<Arc<Column>> {
    let columns: Vec<_> = arguments.iter().map(|argument| argument.evaluate(rows, moment, faults)).collect();
    let mut fields: Vec<_> = record.fields().iter().map(|field| Column::empty(field.sql_type)).collect();
    for row in 0..rows.len() {
        let mut values: Vec<_> =
            columns.iter().zip(arguments).map(|(column, of)| column.value(row, of.sql_type())).collect();
        match record.apply(&mut values, moment) {
            Ok(found) => fields.iter_mut().zip(&found).for_each(|(field, value)| field.push(value)),
            Err(fault) => {
                faults.entry(row as u32).or_insert(fault);
                fields.iter_mut().for_each(Column::push_null);
            }
        }
    }
    fields.into_iter().map(Arc::new).collect()
}
