//! What a configuration says, as the language's planner takes it.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::configuration::{Configuration, Input, InputSource, SourceFormat, SourceSchema};
use crate::analytics::input::{Decoder, RecordFormat, Schema, SchemaColumn, WrongSchema};
use crate::analytics::plan::{InputStream, NamedColumn, Plan, Table, plan};
use crate::analytics::sql::{Problem, Severity, Span, parse};
use crate::analytics::sql_type::SqlType;

/// What is known of each record of a stream beside its text. Source: the developer guide names the columns, its list of reserved
/// words the last three. Assumed: their lengths.
const OF_STREAMS: &[(&str, SqlType)] = &[
    ("APPROXIMATE_ARRIVAL_TIME", SqlType::Timestamp),
    ("PARTITION_KEY", SqlType::VarChar(256)),
    ("SEQUENCE_NUMBER", SqlType::VarChar(128)),
    ("SHARD_ID", SqlType::VarChar(128)),
];

impl Configuration {
    /// What the application does. Chance is drawn from the seed.
    ///
    /// # Errors
    /// What is wrong with its code, or with a schema.
    pub(in crate::analytics) fn plan(&self, seed: u64) -> Result<Plan, Vec<Problem>> {
        let schemas = self.inputs.iter().map(|input| &input.schema);
        for schema in schemas.chain(self.references.iter().map(|reference| &reference.schema)) {
            schema.decoder().map_err(|WrongSchema(why)| [about_all(why)])?;
        }
        let parsed = parse(&self.code);
        if !parsed.is_valid() {
            return Err(parsed.problems);
        }
        let streams: Vec<_> = self.inputs.iter().flat_map(Input::streams).collect();
        let table = |reference: &super::configuration::ReferenceDataSource| Table {
            name: reference.table_name.clone(),
            columns: reference.schema.schema().named_columns(),
        };
        let tables: Vec<_> = self.references.iter().map(table).collect();
        plan(&self.code, &parsed.statements, &streams, &tables, seed)
    }
}

/// A problem that has no place in the code.
fn about_all(why: String) -> Problem {
    Problem::new("", Severity::Error, Span::default(), why, None)
}

impl Input {
    /// Its in-application streams: `PREFIX_001` and so on.
    pub(in crate::analytics) fn streams(&self) -> impl Iterator<Item = InputStream> {
        (1..=self.parallelism.max(1)).map(|number| InputStream {
            name: format!("{}_{number:03}", self.name_prefix),
            columns: self.schema.schema().named_columns(),
            metadata: self.metadata(),
        })
    }

    /// What is known of each record beside its text. Delivery streams have no shards and no keys.
    pub(in crate::analytics) fn metadata(&self) -> Vec<NamedColumn> {
        let count = match self.source {
            InputSource::Stream(_) => OF_STREAMS.len(),
            InputSource::DeliveryStream(_) => 1,
        };
        let named =
            |(name, sql_type): &(&str, SqlType)| NamedColumn { name: name.to_string(), sql_type: *sql_type };
        OF_STREAMS[..count].iter().map(named).collect()
    }
}

impl SourceSchema {
    /// As records are read by it.
    pub(in crate::analytics) fn schema(&self) -> Schema {
        let format = match self.format.clone() {
            SourceFormat::Json { row_path } => RecordFormat::Json { row_path },
            SourceFormat::Csv { row_delimiter, column_delimiter } => {
                RecordFormat::Csv { row_delimiter, column_delimiter }
            }
        };
        let column = |column: &super::configuration::SourceColumn| SchemaColumn {
            name: column.name.clone(),
            mapping: column.mapping.clone(),
            sql_type: column.sql_type,
        };
        Schema { format, columns: self.columns.iter().map(column).collect() }
    }

    /// What reads records by it.
    ///
    /// # Errors
    /// It cannot be used.
    pub(in crate::analytics) fn decoder(&self) -> Result<Decoder, WrongSchema> {
        Decoder::new(&self.schema())
    }
}
