//! The first records of a source, and the rows that a schema makes of them.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::SAMPLE_MAX;
use super::setup::{SchemaSetup, Setup, Wrong};
use super::source::sample;
use crate::analytics::input::{Decoder, Rows, discovery};
use crate::analytics::output::text_of;

/// Records whose rows are shown.
const SHOWN_MAX: usize = 8;

/// What discovery found, and what it comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sampled {
    /// The schema.
    pub schema: SchemaSetup,
    /// The first records, and their rows by the schema.
    pub rows: Vec<SampledRow>,
    /// Why there is no schema or none of its rows; empty where there is.
    pub wrong: String,
}

/// A row of a sampled record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampledRow {
    /// The record as it came.
    pub record: String,
    /// Its values; empty where it does not fit.
    pub fields: Vec<Option<String>>,
    /// Why it does not fit; empty where it does.
    pub wrong: String,
}

/// Samples the source of a setup. A schema is discovered where that is wanted, or else taken as it is.
pub fn sampled(setup: &Setup, is_discovered: bool) -> Sampled {
    let records = sample(setup, SAMPLE_MAX);
    let schema = match is_discovered {
        true => match discovery::discover(&records) {
            Some(schema) => SchemaSetup::of(&schema),
            None => {
                let wrong = "There are no records to find a schema in.".to_string();
                return Sampled { schema: setup.schema.clone(), rows: Vec::new(), wrong };
            }
        },
        false => setup.schema.clone(),
    };
    match rows(&schema, &records) {
        Ok(rows) => Sampled { schema, rows, wrong: String::new() },
        Err(Wrong::Rest(wrong)) => Sampled { schema, rows: Vec::new(), wrong },
        Err(Wrong::Code(_)) => Sampled { schema, rows: Vec::new(), wrong: String::new() },
    }
}

fn rows(schema: &SchemaSetup, records: &[String]) -> Result<Vec<SampledRow>, Wrong> {
    let schema = schema.read()?;
    let decoder = Decoder::new(&schema).map_err(|wrong| Wrong::Rest(wrong.0 + "."))?;
    let mut shown = Vec::new();
    for record in records.iter().take(SHOWN_MAX) {
        let (mut rows, mut refused) = (Rows::new(&schema.columns), Vec::new());
        let count = decoder.decode(record.as_bytes(), &mut rows, &mut refused);
        let columns = rows.take();
        let field = |row: usize| {
            let named = columns.iter().zip(&schema.columns);
            named.map(|(column, it)| text_of(&column.value(row, it.sql_type), it.sql_type)).collect()
        };
        let row = |row| SampledRow { record: record.clone(), fields: field(row), wrong: String::new() };
        shown.extend((0..count).map(row));
        shown.extend(refused.into_iter().map(|it| SampledRow {
            record: record.clone(),
            fields: Vec::new(),
            wrong: it.message.into_owned(),
        }));
    }
    Ok(shown)
}
