//! Runs an application over records that somebody has, without a service around it: what the command, the npm package and the page
//! for SQL do.

pub(in crate::analytics) mod error_stream;
#[cfg(test)]
mod tests;

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use error_stream::ErrorRow;

use super::input::{Decoder, Refused, Rows, Schema, WrongSchema};
use super::plan::{self, InputStream, NamedColumn, Plan, Table};
use super::row::Batch;
use super::run::{Execution, Given, Watch};
use super::sql::{self, Problem};
use super::sql_type::SqlType;

/// What an application reads.
#[derive(Clone, Debug)]
pub struct Input {
    /// The name of its in-application stream.
    pub name: String,
    /// How its records become rows.
    pub schema: Schema,
    /// The column whose time is the rowtime of a row, a TIMESTAMP or a BIGINT of milliseconds since 1970; the time at which a record
    /// is handed over where there is none.
    pub rowtime: Option<String>,
}

/// A table of reference data, with the records that fill it.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Its name.
    pub name: String,
    /// How the records become rows.
    pub schema: Schema,
    /// Its records.
    pub records: Vec<Vec<u8>>,
}

/// Why an application does not run.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrong {
    /// Its code.
    Code(Vec<Problem>),
    /// The schema of what it reads.
    Schema(String, WrongSchema),
}

/// Rows of a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct StreamRows {
    /// The stream's name.
    pub stream: String,
    /// Its rows.
    pub rows: Batch,
}

/// An application that runs.
#[derive(Debug)]
pub struct Workbench {
    execution: Execution,
    inputs: Vec<Source>,
    /// What was found in the code that does not keep it from running.
    warnings: Vec<Problem>,
}

#[derive(Debug)]
struct Source {
    decoder: Decoder,
    rows: Rows,
    /// The place of the column with the rowtime.
    rowtime: Option<usize>,
}

impl Workbench {
    /// Begins to run code at a moment; what draws from chance does so from the seed.
    ///
    /// # Errors
    /// The code or a schema is wrong.
    pub fn new(
        code: &str,
        inputs: &[Input],
        references: &[Reference],
        seed: u64,
        now: i64,
    ) -> Result<Self, Wrong> {
        let sources = inputs.iter().map(Source::of).collect::<Result<_, _>>()?;
        let mut tables = Vec::new();
        for reference in references {
            tables.push(reference.rows()?);
        }
        let parsed = sql::parse(code);
        if !parsed.is_valid() {
            return Err(Wrong::Code(parsed.problems));
        }
        let streams: Vec<_> = inputs.iter().map(Input::stream).collect();
        let declared: Vec<_> = references.iter().map(Reference::table).collect();
        let plan = plan::plan(code, &parsed.statements, &streams, &declared, seed).map_err(Wrong::Code)?;
        let execution = Execution::new(plan, tables, now);
        Ok(Self { execution, inputs: sources, warnings: parsed.problems })
    }

    /// What it does.
    pub fn plan(&self) -> &Plan {
        self.execution.plan()
    }

    /// What was found in the code that does not keep it from running.
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// The columns of a stream, that of errors among them.
    pub fn columns(&self, stream: &str) -> Option<Vec<NamedColumn>> {
        if stream == plan::ERROR_STREAM {
            return Some(error_stream::columns());
        }
        let stream = self.plan().streams.iter().find(|it| it.name == stream)?;
        Some(stream.columns.clone())
    }

    /// Takes records of an input, which come now, and gives the rows of all streams that follow from them.
    ///
    /// # Panics
    /// Where there is no such input.
    pub fn push(&mut self, input: usize, records: &[&[u8]], now: i64) -> Vec<StreamRows> {
        self.push_watched(input, records, now, &mut |_, _| {})
    }

    /// The same, before the eyes of somebody.
    ///
    /// # Panics
    /// Where there is no such input.
    pub fn push_watched(
        &mut self,
        input: usize,
        records: &[&[u8]],
        now: i64,
        watch: &mut Watch<'_>,
    ) -> Vec<StreamRows> {
        let source = &mut self.inputs[input];
        let mut refused = Vec::new();
        let mut rows_of = Vec::with_capacity(records.len());
        for record in records {
            let from = source.rows.len();
            source.decoder.decode(record, &mut source.rows, &mut refused);
            rows_of.push(from..source.rows.len());
        }
        let columns = source.rows.take();
        let count = columns.first().map_or(0, |column| column.len());
        let rowtimes: Vec<i64> = (0..count)
            .map(|row| match source.rowtime {
                Some(column) if !columns[column].is_null(row) => columns[column].integers()[row],
                _ => now,
            })
            .collect();
        let first_cause = self.execution.cause() + 1;
        let has_clock = source.rowtime.is_none();
        let given = self.execution.push_watched(input, &rowtimes, columns, watch);
        // Where rows tell the time, errors are of that time too.
        let now = if has_clock { now } else { self.now().unwrap_or(now) };
        let record_of = |cause: u64| record_of(cause.checked_sub(first_cause)?, records, &rows_of);
        self.told(given, refused, now, record_of)
    }

    /// Ends all windows, whatever could still have come into them, and gives what they tell.
    pub fn finish(&mut self) -> Vec<StreamRows> {
        let last = self.execution.now();
        let given = self.execution.advance(i64::MAX - 1);
        self.told(given, Vec::new(), last, |_| None)
    }

    /// The latest rowtime, or what the clock has said since; none before the first.
    pub fn now(&self) -> Option<i64> {
        Some(self.execution.now()).filter(|now| *now != i64::MIN)
    }

    /// Takes the word of the clock, and gives the rows of all streams that follow from it.
    pub fn advance(&mut self, now: i64) -> Vec<StreamRows> {
        self.advance_watched(now, &mut |_, _| {})
    }

    /// The same, before the eyes of somebody.
    pub fn advance_watched(&mut self, now: i64, watch: &mut Watch<'_>) -> Vec<StreamRows> {
        let given = self.execution.advance_watched(now, watch);
        self.told(given, Vec::new(), now, |_| None)
    }

    /// Rows by the names of their streams, with those of the error stream.
    fn told<'r>(
        &self,
        given: Given,
        refused: Vec<Refused>,
        now: i64,
        record_of: impl Fn(u64) -> Option<&'r [u8]>,
    ) -> Vec<StreamRows> {
        let plan = self.plan();
        let rows = given.rows.into_iter().filter(|(stream, _)| plan.inputs <= *stream);
        let rows = rows.map(|(stream, rows)| StreamRows { stream: plan.streams[stream].name.clone(), rows });
        let mut all: Vec<StreamRows> = rows.collect();
        let mut errors: Vec<ErrorRow<'_>> = refused.iter().map(ErrorRow::of_input).collect();
        for row in &given.refused {
            let pump = row.pump.map(|pump| plan.pumps[pump].name.as_str());
            errors.push(ErrorRow::of_pump(row, pump, record_of(row.order.cause)));
        }
        if !errors.is_empty() {
            let rows = error_stream::rows(&errors, now);
            all.push(StreamRows { stream: plan::ERROR_STREAM.into(), rows });
        }
        all
    }
}

/// The record that a row is of, by the row's place among those of all records.
fn record_of<'r>(row: u64, records: &[&'r [u8]], rows_of: &[Range<usize>]) -> Option<&'r [u8]> {
    let row = usize::try_from(row).ok()?;
    let record = rows_of.partition_point(|rows| rows.end <= row);
    records.get(record).copied()
}

impl Input {
    fn stream(&self) -> InputStream {
        InputStream { name: self.name.clone(), columns: self.schema.named_columns(), metadata: Vec::new() }
    }
}

impl Reference {
    fn table(&self) -> Table {
        Table { name: self.name.clone(), columns: self.schema.named_columns() }
    }

    /// The rows of its records. What does not fit is left out.
    fn rows(&self) -> Result<Batch, Wrong> {
        let decoder = Decoder::new(&self.schema).map_err(|wrong| Wrong::Schema(self.name.clone(), wrong))?;
        let mut rows = Rows::new(&self.schema.columns);
        for record in &self.records {
            decoder.decode(record, &mut rows, &mut Vec::new());
        }
        let order = alloc::vec![super::row::Order::BEGIN; rows.len()];
        Ok(Batch::new(order, rows.take()))
    }
}

impl Source {
    fn of(input: &Input) -> Result<Self, Wrong> {
        let wrong = |wrong| Wrong::Schema(input.name.clone(), wrong);
        let decoder = Decoder::new(&input.schema).map_err(wrong)?;
        let rowtime = input.rowtime.as_ref().map(|name| {
            let place = input.schema.columns.iter().position(|column| column.name == *name);
            let types = [SqlType::Timestamp, SqlType::BigInt];
            let is_time = |place: &usize| types.contains(&input.schema.columns[*place].sql_type);
            place.filter(is_time).ok_or_else(|| {
                wrong(WrongSchema(alloc::format!(
                    "The rowtime must be a column of type TIMESTAMP or BIGINT, and {name} is none"
                )))
            })
        });
        Ok(Self { decoder, rows: Rows::new(&input.schema.columns), rowtime: rowtime.transpose()? })
    }
}

impl Schema {
    /// The columns with their names.
    pub fn named_columns(&self) -> Vec<NamedColumn> {
        let column =
            |it: &super::input::SchemaColumn| NamedColumn { name: it.name.clone(), sql_type: it.sql_type };
        self.columns.iter().map(column).collect()
    }
}
