//! Finds a schema in records that nobody has described: what DiscoverInputSchema does.
//!
//! Records that are JSON have a column for each value that is found in them; all others are taken for lines of fields. Types are the
//! smallest that hold the values of the sample. What the service's own rules are beyond those that its guide shows is Assumed.

mod guess;
mod json;
mod lines;
mod name;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{RecordFormat, Schema, SchemaColumn};
use guess::Guess;

/// Rows that are looked at.
pub const SAMPLE_ROWS_MAX: usize = 1_000;
/// Columns of a schema at most. Source: service model, `RecordColumns`.
pub const COLUMNS_MAX: usize = 1_000;

/// A column that was found: where, what it is called there, and what its values are.
#[derive(Clone, Debug)]
struct Found {
    mapping: Option<String>,
    name: String,
    guess: Guess,
}

/// The schema of records; none where there is nothing to be found in them.
pub fn discover(records: &[impl AsRef<[u8]>]) -> Option<Schema> {
    let texts: Vec<&str> = records.iter().filter_map(|record| str::from_utf8(record.as_ref()).ok()).collect();
    let (format, found) = match json::columns(&texts) {
        Some((row_path, found)) => (RecordFormat::Json { row_path: row_path.to_string() }, found),
        None => {
            let (column_delimiter, found) = lines::columns(&texts)?;
            (
                RecordFormat::Csv { row_delimiter: "\n".into(), column_delimiter: column_delimiter.into() },
                found,
            )
        }
    };
    if found.is_empty() {
        return None;
    }
    let mut columns: Vec<SchemaColumn> = Vec::new();
    for Found { mapping, name, guess } in found.into_iter().take(COLUMNS_MAX) {
        let name = name::unlike_others(name::of(&name, columns.len()), &columns);
        columns.push(SchemaColumn { name, mapping, sql_type: guess.sql_type() });
    }
    Some(Schema { format, columns })
}
