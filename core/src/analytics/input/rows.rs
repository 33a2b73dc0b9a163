//! Columns that rows are put into.

use alloc::vec::Vec;

use super::SchemaColumn;
use crate::analytics::row::Column;
use crate::analytics::sql_type::SqlType;

/// Rows that were taken, a column for each of the schema.
#[derive(Clone, Debug)]
pub struct Rows {
    types: Vec<SqlType>,
    columns: Vec<Column>,
}

impl Rows {
    /// None yet.
    pub fn new(columns: &[SchemaColumn]) -> Self {
        let types: Vec<_> = columns.iter().map(|column| column.sql_type).collect();
        Self { columns: types.iter().map(|sql_type| Column::empty(*sql_type)).collect(), types }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.columns.first().map_or(0, Column::len)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The columns, which are empty again then.
    pub fn take(&mut self) -> Vec<Column> {
        let empty = self.types.iter().map(|sql_type| Column::empty(*sql_type)).collect();
        core::mem::replace(&mut self.columns, empty)
    }

    /// Puts a row in, a value for each column by its place; nothing of it where one does not fit.
    pub(super) fn push<E>(
        &mut self,
        mut value: impl FnMut(usize, SqlType, &mut Column) -> Result<(), E>,
    ) -> Result<(), E> {
        let before = self.len();
        for (place, (column, sql_type)) in self.columns.iter_mut().zip(&self.types).enumerate() {
            if let Err(error) = value(place, *sql_type, column) {
                self.columns.iter_mut().for_each(|column| column.truncate(before));
                return Err(error);
            }
        }
        Ok(())
    }
}
