//! The plan of an application as it runs: records in, rows out.

use alloc::borrow::Cow;
use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use serde::{Deserialize, Serialize};

use super::source::{Mark, Record};
use crate::analytics::application::configuration::{Configuration, ReferenceDataSource};
use crate::analytics::input::{Decoder, Refused, Rows};
use crate::analytics::plan::{NamedColumn, Plan};
use crate::analytics::row::{Batch, Column, Order};
use crate::analytics::run::{Execution, Given};
use crate::analytics::sql::Problem;
use crate::analytics::value::Value;
use crate::analytics::workbench::error_stream::{self, ErrorRow};

/// An application's plan with all that it remembers. It is written down as its configuration, which is planned again, and the
/// memory of its operators.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub(super) struct Engine {
    pub(super) configuration: Configuration,
    seed: u64,
    tables: Vec<Batch>,
    execution: Execution,
    /// Reads records of the input, if there is one.
    decoder: Option<Decoder>,
}

#[derive(Serialize, Deserialize)]
struct Written {
    configuration: Configuration,
    seed: u64,
    tables: Vec<Batch>,
    #[serde(with = "serde_bytes")]
    memory: Vec<u8>,
}

impl From<Engine> for Written {
    fn from(engine: Engine) -> Self {
        let memory = engine.memory();
        let Engine { configuration, seed, tables, .. } = engine;
        Self { configuration, seed, tables, memory }
    }
}

impl TryFrom<Written> for Engine {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let Written { configuration, seed, tables, memory } = written;
        let plan = configuration.plan(seed).map_err(|_| "an application that cannot be planned")?;
        let execution = Execution::restore(plan, tables.clone(), &memory)
            .map_err(|_| "an application that remembers what another would")?;
        let decoder = configuration.decoder();
        Ok(Self { configuration, seed, tables, execution, decoder })
    }
}

/// What came of a piece of input.
#[derive(Debug, Default)]
pub(super) struct Piece {
    /// Rows by the places of their streams, those of the inputs first.
    pub(super) rows: Vec<(usize, Batch)>,
    /// Rows of the error stream.
    pub(super) errors: Batch,
    /// The reasons of those: the name of each kind, what the first of it is told of, and how many there are.
    pub(super) refused: Vec<(Cow<'static, str>, Cow<'static, str>, u64)>,
}

/// A record that could not be processed before it became rows, for the error stream.
pub(super) const PREPROCESSING_FAILED: &str = "PREPROCESSING_FAILED";

impl Configuration {
    fn decoder(&self) -> Option<Decoder> {
        self.inputs.first().and_then(|input| input.schema.decoder().ok())
    }
}

impl Engine {
    /// Plans an application; its tables are empty until they are filled.
    pub(super) fn new(configuration: &Configuration, seed: u64, now: i64) -> Result<Self, Vec<Problem>> {
        let plan = configuration.plan(seed)?;
        let columns = |table: &crate::analytics::plan::Table| -> Vec<_> {
            table.columns.iter().map(|column| column.sql_type).collect()
        };
        let tables: Vec<_> = plan.tables.iter().map(|table| Batch::empty(&columns(table))).collect();
        let execution = Execution::new(plan, tables.clone(), now);
        let decoder = configuration.decoder();
        Ok(Self { configuration: configuration.clone(), seed, tables, execution, decoder })
    }

    pub(super) fn plan(&self) -> &Plan {
        self.execution.plan()
    }

    /// What chance is drawn from.
    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    /// All that its operators remember.
    pub(super) fn memory(&self) -> Vec<u8> {
        self.execution.checkpoint()
    }

    /// Goes back to what its operators remembered.
    pub(super) fn recall(&mut self, memory: &[u8]) {
        let recalled = Execution::restore(self.plan().clone(), self.tables.clone(), memory);
        self.execution = recalled.expect("it was written by the same plan");
    }

    /// Fills a table of reference data with an object, and gives how many rows it has. What does not fit the schema is left out.
    pub(super) fn fill(&mut self, place: usize, object: &[u8]) -> u64 {
        let schema = &self.configuration.references[place].schema;
        let mut rows = Rows::new(&schema.schema().columns);
        if let Ok(decoder) = schema.decoder() {
            decoder.decode(object, &mut rows, &mut Vec::new());
        }
        let count = rows.len();
        self.tables[place] = Batch::new(vec![Order::BEGIN; count], rows.take());
        let memory = self.memory();
        self.recall(&memory);
        count as u64
    }

    /// The tables of reference data, in their places.
    pub(super) fn references(&self) -> &[ReferenceDataSource] {
        &self.configuration.references
    }

    /// The name and the columns of a stream by its place.
    pub(super) fn stream(&self, place: usize) -> (&str, &[NamedColumn]) {
        let stream = &self.plan().streams[place];
        (&stream.name, &stream.columns)
    }

    /// Takes the word of the clock.
    pub(super) fn advance(&mut self, now: i64) -> Piece {
        let given = self.execution.advance(now);
        self.piece(given, &[], &[], now, |_| None)
    }

    /// Takes records into an in-application stream of the input, all with one rowtime. Each is told with its text as it is now;
    /// those in `failed` could not be processed.
    pub(super) fn push(
        &mut self,
        stream: usize,
        records: &[(&Record, Cow<'_, [u8]>)],
        failed: &[&Record],
        rowtime: i64,
    ) -> Piece {
        let (Some(input), Some(decoder)) = (self.configuration.inputs.first(), &self.decoder) else {
            return Piece::default();
        };
        let (mut refused, mut rows_of) = (Vec::new(), Vec::with_capacity(records.len()));
        let mut rows = Rows::new(&input.schema.schema().columns);
        let metadata = input.metadata();
        let mut known: Vec<_> = metadata.iter().map(|column| Column::empty(column.sql_type)).collect();
        for (record, text) in records {
            let from = rows.len();
            decoder.decode(text, &mut rows, &mut refused);
            rows_of.push(from..rows.len());
            (from..rows.len()).for_each(|_| record.tell(&metadata, &mut known));
        }
        let count = rows.len();
        let mut columns = rows.take();
        columns.extend(known);
        let first_cause = self.execution.cause() + 1;
        let given = self.execution.push(stream, &vec![rowtime; count], columns);
        let text_of = |cause: u64| text_of(cause.checked_sub(first_cause)?, records, &rows_of);
        self.piece(given, &refused, failed, rowtime, text_of)
    }

    fn piece<'r>(
        &self,
        given: Given,
        refused: &[Refused],
        failed: &[&Record],
        now: i64,
        text_of: impl Fn(u64) -> Option<&'r [u8]>,
    ) -> Piece {
        let not_processed: Vec<_> = failed.iter().map(|record| not_processed(record)).collect();
        let mut errors: Vec<ErrorRow<'_>> =
            not_processed.iter().chain(refused).map(ErrorRow::of_input).collect();
        for row in &given.refused {
            let pump = row.pump.map(|pump| self.plan().pumps[pump].name.as_str());
            errors.push(ErrorRow::of_pump(row, pump, text_of(row.order.cause)));
        }
        let mut kinds: Vec<(Cow<'static, str>, Cow<'static, str>, u64)> = Vec::new();
        for error in &errors {
            match kinds.iter_mut().find(|(name, ..)| name == error.name()) {
                Some((.., count)) => *count += 1,
                None => kinds.push((error.name().to_string().into(), error.message().to_string().into(), 1)),
            }
        }
        let errors = if errors.is_empty() { Batch::default() } else { error_stream::rows(&errors, now) };
        Piece { rows: given.rows, errors, refused: kinds }
    }
}

fn not_processed(record: &Record) -> Refused {
    Refused {
        name: PREPROCESSING_FAILED,
        message: "The function could not process the record".into(),
        data: record.data.clone(),
    }
}

/// The text of the record that a row is of, by the row's place among those of all records.
fn text_of<'r>(
    row: u64,
    records: &'r [(&Record, Cow<'_, [u8]>)],
    rows_of: &[Range<usize>],
) -> Option<&'r [u8]> {
    let row = usize::try_from(row).ok()?;
    let record = rows_of.partition_point(|rows| rows.end <= row);
    records.get(record).map(|(_, text)| &**text)
}

impl Record {
    /// Adds what is known of it beside its text to columns, which are found by their names.
    fn tell(&self, names: &[NamedColumn], columns: &mut [Column]) {
        for (named, column) in names.iter().zip(columns) {
            let value = match (named.name.as_str(), self.mark) {
                ("APPROXIMATE_ARRIVAL_TIME", _) => Value::Timestamp(self.arrived.total_millis()),
                ("PARTITION_KEY", Mark::Shard(..)) => Value::Text(Cow::Borrowed(&self.partition_key)),
                ("SEQUENCE_NUMBER", Mark::Shard(_, number)) => Value::text(number.to_string()),
                ("SHARD_ID", Mark::Shard(shard, _)) => Value::text(shard.to_string()),
                _ => Value::Null,
            };
            column.push(&value);
        }
    }
}

/// The columns of the error stream.
pub(super) fn error_columns() -> Vec<NamedColumn> {
    error_stream::columns()
}

/// Milliseconds since 1970, as rowtimes are.
pub(super) fn rowtime(now: crate::time::Instant) -> i64 {
    now.total_millis()
}
