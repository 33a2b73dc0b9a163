//! JOIN with a table: each row with what the table has at that moment.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::context::Context;
use super::key;
use crate::analytics::expression::{Expression, Faults};
use crate::analytics::row::{Batch, Chunk, Column};
use crate::analytics::sql_type::SqlType;

/// Finds the rows of a table for each row of a stream. What leaves has the columns of the stream, then those of the table, and the
/// place of the stream's row.
#[derive(Clone, Debug)]
pub struct Lookup {
    /// The place of the table among those of the application.
    pub table: usize,
    /// The types of the table's columns.
    pub table_types: Vec<SqlType>,
    /// Columns that must be equal: of the stream, and of the table.
    pub keys: Vec<(usize, usize)>,
    /// What else must be true, over the columns of both.
    pub condition: Option<Expression>,
    /// Whether rows leave for which nothing is found.
    pub is_preserved: bool,
}

/// The rows of a table, with what finds them.
#[derive(Clone, Debug)]
pub struct Indexed {
    rows: Batch,
    /// Places of rows by what is written of their keys. A row that has not all of them is found by none.
    by_key: BTreeMap<Vec<u8>, Vec<u32>>,
}

impl Lookup {
    /// Makes ready the rows of the table, which stay as long as it runs.
    pub fn index(&self, rows: Batch) -> Indexed {
        let columns = self.key_columns(&rows, |keys| keys.1);
        let mut by_key = BTreeMap::<Vec<u8>, Vec<u32>>::new();
        let mut key = Vec::new();
        for row in (0..rows.len()).filter(|row| is_whole(&columns, *row)) {
            key::write(&columns, row, &mut key);
            by_key.entry(key.clone()).or_default().push(row as u32);
        }
        Indexed { rows, by_key }
    }

    /// Takes rows, and gives what is found for them in the rows of the table.
    pub fn take(
        &self,
        Indexed { rows: table, by_key }: &Indexed,
        chunk: Chunk,
        context: &mut Context,
    ) -> Chunk {
        let Chunk { rows, bound } = chunk;
        let (of_stream, of_table) = self.candidates(&rows, by_key);
        let pairs = join(&rows, &of_stream, table, &of_table);
        let (of_stream, of_table) = self.fulfilling(&rows, pairs, of_stream, of_table, context);
        let is_found = |row: u32| of_stream.binary_search(&row).is_ok();
        let alone: Vec<u32> = match self.is_preserved {
            true => (0..rows.len() as u32).filter(|row| !is_found(*row)).collect(),
            false => Vec::new(),
        };
        Chunk { rows: self.leave(&rows, table, &of_stream, &of_table, &alone), bound }
    }

    /// The pairs with equal keys, by the rows of the stream.
    fn candidates(&self, rows: &Batch, by_key: &BTreeMap<Vec<u8>, Vec<u32>>) -> (Vec<u32>, Vec<u32>) {
        let columns = self.key_columns(rows, |keys| keys.0);
        let mut key = Vec::new();
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for row in (0..rows.len()).filter(|row| is_whole(&columns, *row)) {
            key::write(&columns, row, &mut key);
            for found in by_key.get(&key).into_iter().flatten() {
                left.push(row as u32);
                right.push(*found);
            }
        }
        (left, right)
    }

    /// The columns that must be equal, of one side.
    fn key_columns(&self, rows: &Batch, side: fn(&(usize, usize)) -> usize) -> Vec<Arc<Column>> {
        self.keys.iter().map(|keys| rows.columns[side(keys)].clone()).collect()
    }

    /// Those of the pairs that fulfil the condition.
    fn fulfilling(
        &self,
        rows: &Batch,
        pairs: Batch,
        of_stream: Vec<u32>,
        of_table: Vec<u32>,
        context: &mut Context,
    ) -> (Vec<u32>, Vec<u32>) {
        let Some(condition) = &self.condition else { return (of_stream, of_table) };
        let mut faults = Faults::new();
        let holds = condition.evaluate(&pairs, &context.moment, &mut faults);
        let is_wanted = |pair: &usize| holds.holds(*pair) && !faults.contains_key(&(*pair as u32));
        let wanted: Vec<usize> = (0..pairs.len()).filter(is_wanted).collect();
        for (pair, why) in faults {
            context.refuse(rows.order[of_stream[pair as usize] as usize], why);
        }
        (
            wanted.iter().map(|pair| of_stream[*pair]).collect(),
            wanted.iter().map(|pair| of_table[*pair]).collect(),
        )
    }

    /// Pairs, and rows for which nothing was found, in the order of the stream.
    fn leave(
        &self,
        rows: &Batch,
        table: &Batch,
        of_stream: &[u32],
        of_table: &[u32],
        alone: &[u32],
    ) -> Batch {
        let mut places: Vec<(u32, Option<u32>)> =
            of_stream.iter().copied().zip(of_table.iter().copied().map(Some)).collect();
        places.extend(alone.iter().map(|row| (*row, None)));
        places.sort_by_key(|(row, _)| *row);
        let left: Vec<u32> = places.iter().map(|(row, _)| *row).collect();
        let order = left.iter().map(|row| rows.order[*row as usize]).collect();
        let mut columns: Vec<_> = rows.columns.iter().map(|column| Arc::new(column.take(&left))).collect();
        for (column, sql_type) in table.columns.iter().zip(&self.table_types) {
            let mut found = Column::empty(*sql_type);
            for (_, row) in &places {
                match row {
                    Some(row) => found.push_from(column, *row as usize),
                    None => found.push_null(),
                }
            }
            columns.push(Arc::new(found));
        }
        Batch { order, columns }
    }
}

fn is_whole(columns: &[Arc<Column>], row: usize) -> bool {
    columns.iter().all(|column| !column.is_null(row))
}

fn join(rows: &Batch, of_stream: &[u32], table: &Batch, of_table: &[u32]) -> Batch {
    let order = of_stream.iter().map(|row| rows.order[*row as usize]).collect();
    let left = rows.columns.iter().map(|column| Arc::new(column.take(of_stream)));
    let right = table.columns.iter().map(|column| Arc::new(column.take(of_table)));
    Batch { order, columns: left.chain(right).collect() }
}
