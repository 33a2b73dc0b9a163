//! Rows become records: what a destination is handed of each.

mod csv;
mod json;

use alloc::string::String;
use alloc::vec::Vec;

use super::plan::NamedColumn;
use super::row::Batch;
use super::sql_type::SqlType;
use super::value::Value;

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputFormat {
    /// An object of the columns, and the end of a line.
    Json,
    /// The values with commas between, and the end of a line.
    Csv,
}

impl Batch {
    /// The rowtime of a row as text.
    pub fn rowtime(&self, row: usize) -> String {
        csv::plain(&Value::Timestamp(self.order[row].rowtime), SqlType::Timestamp)
    }
}

/// A value as plain text; nothing where it is NULL.
pub fn text_of(value: &Value<'_>, sql_type: SqlType) -> Option<String> {
    (*value != Value::Null).then(|| csv::plain(value, sql_type))
}

impl OutputFormat {
    /// The values of a row as plain text.
    pub fn fields(rows: &Batch, row: usize, columns: &[NamedColumn]) -> impl Iterator<Item = String> {
        let columns = rows.columns.iter().zip(columns);
        columns.map(move |(column, named)| csv::plain(&column.value(row, named.sql_type), named.sql_type))
    }

    /// Writes a row behind what is there.
    pub fn write(self, rows: &Batch, row: usize, columns: &[NamedColumn], out: &mut Vec<u8>) {
        match self {
            Self::Json => json::write(rows, row, columns, out),
            Self::Csv => csv::write(rows, row, columns, out),
        }
    }
}
