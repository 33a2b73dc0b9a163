//! What a configuration says, as the language's planner takes it.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::configuration::{Configuration, Input, InputSource, SourceSchema};
use crate::analytics::input::{Decoder, WrongSchema};
use crate::analytics::plan::{InputStream, NamedColumn, Plan, Table, plan};
use crate::analytics::sql::{Problem, Severity, Span, parse};
use crate::analytics::sql_type::SqlType;

/// What is known of each record of a stream beside its text: columns that are found by name only. Source: the developer guide names
/// the first, its list of reserved words the others; their lengths are those of the service model of streams.
const OF_STREAMS: &[(&str, SqlType)] = &[
    ("APPROXIMATE_ARRIVAL_TIME", SqlType::Timestamp),
    ("PARTITION_KEY", SqlType::VarChar(256)),
    ("SEQUENCE_NUMBER", SqlType::VarChar(129)),
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
        self.stream_names().map(|name| InputStream {
            name,
            columns: self.schema.schema().named_columns(),
            metadata: self.metadata(),
        })
    }

    /// What is known of each record beside its text. Delivery streams have no shards and no keys, and a column of the schema hides
    /// what has its name.
    pub(in crate::analytics) fn metadata(&self) -> Vec<NamedColumn> {
        let count = match self.source {
            InputSource::Stream(_) => OF_STREAMS.len(),
            InputSource::DeliveryStream(_) => 1,
        };
        let named =
            |(name, sql_type): &(&str, SqlType)| NamedColumn { name: name.to_string(), sql_type: *sql_type };
        let is_free = |(name, _): &&(&str, SqlType)| self.schema.columns.iter().all(|it| it.name != *name);
        OF_STREAMS[..count].iter().filter(is_free).map(named).collect()
    }
}

impl SourceSchema {
    /// What reads records by it.
    ///
    /// # Errors
    /// It cannot be used.
    pub(in crate::analytics) fn decoder(&self) -> Result<Decoder, WrongSchema> {
        Decoder::new(&self.schema())
    }
}
