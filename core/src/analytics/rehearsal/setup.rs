//! What a rehearsal is made of, as a page writes it.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::source;
use crate::analytics::input::{RecordFormat, Schema, SchemaColumn, discovery};
use crate::analytics::sql::{self, Problem};
use crate::analytics::workbench::{self, Input, Reference};

/// In-application streams that may share the records. Source: service model, `InputParallelism`.
const PARALLELISM_MAX: u32 = 64;
/// Records a second of a source that makes them. Ours: a page has to draw them.
pub(super) const RATE_MAX: u32 = 1_000;

/// An application, what it reads, and where that comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setup {
    /// Its code.
    pub code: String,
    /// What the names of its input streams begin with.
    pub prefix: String,
    /// How many input streams share the records.
    pub parallelism: u32,
    /// How records become rows.
    pub schema: SchemaSetup,
    /// The column with the rowtime of rows, where that is not the moment at which they are read.
    pub rowtime: Option<String>,
    /// Tables of reference data.
    pub references: Vec<ReferenceSetup>,
    /// Where records come from.
    pub source: Sources,
    /// What draws from chance does so from this.
    pub seed: u64,
}

/// Where records come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sources {
    /// Prices of shares, as the service's console put them into a stream for a test.
    Ticker {
        /// Records a second.
        per_second: u32,
        /// Whether each tells when it happened, which is when it comes unless it is late.
        event_time: bool,
        /// How many of a hundred come late.
        late_percent: u32,
        /// How late they come at most.
        late_seconds: u32,
    },
    /// Records that somebody wrote, a line each.
    Written {
        /// The lines. `@2.5 ` before a record says the second at which it comes.
        records: String,
        /// How long after the one before it a record comes that does not say it.
        every_ms: u32,
    },
}

/// A schema as a form has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemaSetup {
    /// How rows are found in a record.
    pub format: FormatSetup,
    /// The columns of a row.
    pub columns: Vec<ColumnSetup>,
}

/// How rows are found in a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormatSetup {
    /// Documents.
    Json {
        /// Which object is a row.
        row_path: String,
    },
    /// Lines of fields.
    Csv {
        /// What stands between rows.
        row_delimiter: String,
        /// What stands between fields.
        column_delimiter: String,
    },
}

/// A column as a form has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSetup {
    /// Its name.
    pub name: String,
    /// Where its value is found in a document.
    pub mapping: Option<String>,
    /// What it holds, as SQL writes it.
    pub sql_type: String,
}

/// A table of reference data, whose schema is found in its records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceSetup {
    /// Its name.
    pub name: String,
    /// Its records, a line each.
    pub records: String,
}

/// What of a setup is wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrong {
    /// The code.
    Code(Vec<Problem>),
    /// Something beside it, in a sentence.
    Rest(String),
}

impl Wrong {
    pub(super) fn of(wrong: workbench::Wrong) -> Self {
        match wrong {
            workbench::Wrong::Code(problems) => Self::Code(problems),
            workbench::Wrong::Schema(name, wrong) => Self::Rest(format!("Schema of {name}: {}.", wrong.0)),
        }
    }
}

impl Setup {
    /// The inputs of the application.
    pub(super) fn inputs(&self) -> Result<Vec<Input>, Wrong> {
        if self.prefix.is_empty() {
            return Err(Wrong::Rest("The input needs a name.".into()));
        }
        if !(1..=PARALLELISM_MAX).contains(&self.parallelism) {
            return Err(Wrong::Rest(format!("An input has 1 to {PARALLELISM_MAX} in-application streams.")));
        }
        let schema = self.schema.read()?;
        if schema.columns.is_empty() {
            return Err(Wrong::Rest("The schema has no columns yet: discover it.".into()));
        }
        let input = |number: u32| Input {
            name: format!("{}_{number:03}", self.prefix),
            schema: schema.clone(),
            rowtime: self.rowtime.clone(),
        };
        Ok((1..=self.parallelism).map(input).collect())
    }

    /// The tables of the application.
    pub(super) fn references(&self) -> Result<Vec<Reference>, Wrong> {
        let reference = |it: &ReferenceSetup| {
            let records: Vec<Vec<u8>> =
                source::lines(&it.records).map(|line| line.as_bytes().to_vec()).collect();
            let schema = discovery::discover(&records)
                .ok_or_else(|| Wrong::Rest(format!("The table {} has no records.", it.name)))?;
            Ok(Reference { name: it.name.clone(), schema, records })
        };
        self.references.iter().map(reference).collect()
    }
}

impl SchemaSetup {
    /// That of documents, without columns yet.
    pub(super) fn none() -> Self {
        Self { format: FormatSetup::Json { row_path: "$".into() }, columns: Vec::new() }
    }

    /// The schema that a form shows.
    pub fn of(schema: &Schema) -> Self {
        let format = match schema.format.clone() {
            RecordFormat::Json { row_path } => FormatSetup::Json { row_path },
            RecordFormat::Csv { row_delimiter, column_delimiter } => {
                FormatSetup::Csv { row_delimiter, column_delimiter }
            }
        };
        let column = |it: &SchemaColumn| ColumnSetup {
            name: it.name.clone(),
            mapping: it.mapping.clone(),
            sql_type: it.sql_type.to_string(),
        };
        Self { format, columns: schema.columns.iter().map(column).collect() }
    }

    pub(super) fn read(&self) -> Result<Schema, Wrong> {
        let format = match self.format.clone() {
            FormatSetup::Json { row_path } => RecordFormat::Json { row_path },
            FormatSetup::Csv { row_delimiter, column_delimiter } => {
                RecordFormat::Csv { row_delimiter, column_delimiter }
            }
        };
        let column = |ColumnSetup { name, mapping, sql_type }: &ColumnSetup| {
            if name.is_empty() {
                return Err(Wrong::Rest("A column of the schema has no name.".into()));
            }
            let read = sql::parse_type(sql_type)
                .ok_or_else(|| Wrong::Rest(format!("{sql_type} of {name} is no SQL type.")))?;
            Ok(SchemaColumn { name: name.clone(), mapping: mapping.clone(), sql_type: read })
        };
        Ok(Schema { format, columns: self.columns.iter().map(column).collect::<Result<_, _>>()? })
    }
}
