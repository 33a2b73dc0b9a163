//! Schemas of records, as the service describes them or as they are found.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use kinetoscope::analytics::input::{RecordFormat, Schema, discovery};

/// The schema of a file.
pub(super) fn read(path: &Path) -> Result<Schema> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Schema::described(&text).map_err(|wrong| anyhow!("{} is no SourceSchema: {}", path.display(), wrong.0))
}

/// The schema that is found in records.
pub(super) fn find(records: &[Vec<u8>], what: &str) -> Result<Schema> {
    if records.len() < 2 * records.iter().filter(|record| !is_text(record)).count() {
        bail!("no schema can be found in {what}, because most of its records are no text");
    }
    discovery::discover(records).with_context(|| {
        format!("no schema can be found in {what}, because it has no records: say it with --schema")
    })
}

/// Whether somebody could read a record; who pipes a program or a picture should hear of it.
fn is_text(record: &[u8]) -> bool {
    let is_odd = |character: char| character.is_control() && !character.is_whitespace();
    str::from_utf8(record).is_ok_and(|text| !text.contains(is_odd))
}

/// What was found, in a sentence.
pub(super) fn told(schema: &Schema, what: &str) -> String {
    let kind = match schema.format {
        RecordFormat::Json { .. } => "JSON",
        RecordFormat::Csv { .. } => "lines",
    };
    let columns = schema.columns.iter().map(|column| format!("\"{}\" {}", column.name, column.sql_type));
    format!("{what} is read as {kind} with the columns {}", columns.collect::<Vec<_>>().join(", "))
}
