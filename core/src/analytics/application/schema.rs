//! Schemas as both versions of the API say them, and as records are read by.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::configuration::{Input, RecordFormatType, SourceColumn, SourceFormat, SourceSchema};
use crate::analytics::input::{Decoder, RecordFormat, Schema, SchemaColumn};
use crate::analytics::sql;
use crate::error::Error;

/// The path to rows that is meant where none is said.
const ROW_PATH: &str = "$";

/// What a request says of a schema.
pub(in crate::analytics) struct Said {
    pub(in crate::analytics) format: RecordFormatType,
    pub(in crate::analytics) row_path: Option<String>,
    /// Between rows, and between fields.
    pub(in crate::analytics) delimiters: Option<(String, String)>,
    pub(in crate::analytics) encoding: Option<String>,
    /// Name, path and type of each column.
    pub(in crate::analytics) columns: Vec<(String, Option<String>, String)>,
}

impl Said {
    /// What it means, if records can be read by it.
    pub(in crate::analytics) fn meaning(self) -> Result<SourceSchema, Error> {
        let format = match (self.format, self.row_path, self.delimiters) {
            (RecordFormatType::Json, row_path, None) => {
                SourceFormat::Json { row_path: row_path.unwrap_or_else(|| ROW_PATH.into()) }
            }
            (RecordFormatType::Csv, None, Some((row_delimiter, column_delimiter))) => {
                SourceFormat::Csv { row_delimiter, column_delimiter }
            }
            (format, ..) => return Err(Error::mapping_parameters_of_other_format(format.as_str())),
        };
        let mut columns: Vec<SourceColumn> = Vec::new();
        for (name, mapping, written_type) in self.columns {
            if columns.iter().any(|column| column.name == name) {
                return Err(Error::column_twice(&name));
            }
            let sql_type = sql::parse_type(&written_type)
                .ok_or_else(|| Error::column_of_no_type(&name, &written_type))?;
            columns.push(SourceColumn { name, mapping, written_type, sql_type });
        }
        let schema = SourceSchema { format, encoding: self.encoding, columns };
        Decoder::new(&schema.schema()).map_err(|wrong| Error::wrong_schema(&wrong.0))?;
        Ok(schema)
    }
}

impl SourceSchema {
    /// The schema that records are read by.
    pub fn schema(&self) -> Schema {
        let format = match self.format.clone() {
            SourceFormat::Json { row_path } => RecordFormat::Json { row_path },
            SourceFormat::Csv { row_delimiter, column_delimiter } => {
                RecordFormat::Csv { row_delimiter, column_delimiter }
            }
        };
        let column = |column: &SourceColumn| SchemaColumn {
            name: column.name.clone(),
            mapping: column.mapping.clone(),
            sql_type: column.sql_type,
        };
        Schema { format, columns: self.columns.iter().map(column).collect() }
    }

    /// The same schema as users write it, with the types' own spelling.
    pub(in crate::analytics) fn of(schema: Schema) -> Self {
        let format = match schema.format {
            RecordFormat::Json { row_path } => SourceFormat::Json { row_path },
            RecordFormat::Csv { row_delimiter, column_delimiter } => {
                SourceFormat::Csv { row_delimiter, column_delimiter }
            }
        };
        let column = |SchemaColumn { name, mapping, sql_type }| SourceColumn {
            name,
            mapping,
            written_type: format!("{sql_type}"),
            sql_type,
        };
        let columns = schema.columns.into_iter().map(column).collect();
        Self { format, encoding: Some("UTF-8".into()), columns }
    }
}

impl Input {
    /// The names of its in-application streams: `PREFIX_001` and so on.
    pub fn stream_names(&self) -> impl Iterator<Item = String> {
        (1..=self.parallelism).map(|number| format!("{}_{number:03}", self.name_prefix))
    }
}
