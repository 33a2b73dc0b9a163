//! Rows become records: what a destination is handed of each.

mod csv;
mod json;

use alloc::vec::Vec;

use super::plan::NamedColumn;
use super::row::Batch;

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputFormat {
    /// An object of the columns, and the end of a line.
    Json,
    /// The values with commas between, and the end of a line.
    Csv,
}

impl OutputFormat {
    /// Writes a row behind what is there.
    pub fn write(self, rows: &Batch, row: usize, columns: &[NamedColumn], out: &mut Vec<u8>) {
        match self {
            Self::Json => json::write(rows, row, columns, out),
            Self::Csv => csv::write(rows, row, columns, out),
        }
    }
}
