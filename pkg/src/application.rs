//! A SQL application over rows that a program has: `k.sql` of the npm package.

use std::collections::BTreeMap;

use kinetoscope::analytics::input::{Schema, discovery};
use kinetoscope::analytics::output::OutputFormat;
use kinetoscope::analytics::plan::NamedColumn;
use kinetoscope::analytics::row::Batch;
use kinetoscope::analytics::sql::Problem;
use kinetoscope::analytics::workbench::{Input, Reference, StreamRows, Workbench, Wrong};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// What an application is made of.
#[derive(Deserialize)]
struct Settings {
    code: String,
    seed: u64,
    /// Milliseconds since 1970.
    now: i64,
    input: Source,
    references: Vec<Source>,
}

/// What it reads.
#[derive(Deserialize)]
struct Source {
    name: String,
    /// SourceSchema, as the service describes one; it is found in the records otherwise.
    schema: Option<serde_json::Value>,
    /// A line each.
    records: String,
    rowtime: Option<String>,
}

/// Why there is no application.
#[derive(Serialize)]
struct Refusal {
    message: String,
    problems: Vec<Told>,
}

/// A problem of the code, for JavaScript.
#[derive(Serialize)]
struct Told {
    severity: String,
    message: String,
    hint: Option<String>,
    line: u32,
    column: u32,
    length: u32,
}

/// An application that runs, with a clock of its own.
#[wasm_bindgen]
pub struct Application {
    workbench: Workbench,
    now: i64,
    /// Whether rows leave with their rowtime.
    has_rowtime: bool,
    /// The columns of the streams that rows have left.
    columns: BTreeMap<String, Vec<NamedColumn>>,
}

#[wasm_bindgen]
impl Application {
    /// Makes an application of settings as JSON.
    ///
    /// # Errors
    /// What is wrong, as JSON.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &str, has_rowtime: bool) -> Result<Application, String> {
        let refused = |refusal: Refusal| serde_json::to_string(&refusal).unwrap_or(refusal.message);
        let settings: Settings =
            serde_json::from_str(settings).map_err(|error| refused(Refusal::of(error.to_string())))?;
        let now = settings.now;
        let workbench = settings.workbench().map_err(refused)?;
        Ok(Self { workbench, now, has_rowtime, columns: BTreeMap::new() })
    }

    /// Takes records, a line each, and gives the rows of all streams that follow from them, as JSON by stream.
    pub fn push(&mut self, records: &[u8]) -> String {
        let lines: Vec<&[u8]> = lines(records).collect();
        let given = self.workbench.push(0, &lines, self.now);
        self.told(given)
    }

    /// Takes the word of the clock, which has gone on by milliseconds, and gives what follows from it.
    pub fn advance(&mut self, millis: f64) -> String {
        let before = self.workbench.now().map_or(self.now, |now| now.max(self.now));
        self.now = before.saturating_add(millis as i64);
        let given = self.workbench.advance(self.now);
        self.told(given)
    }

    /// Ends all windows, and gives what they tell.
    pub fn finish(&mut self) -> String {
        let given = self.workbench.finish();
        self.told(given)
    }

    /// What it does, drawn as trees.
    pub fn explain(&self) -> String {
        self.workbench.plan().explain()
    }

    /// What was found in the code that does not keep it from running, as JSON.
    pub fn warnings(&self) -> String {
        let told: Vec<Told> = self.workbench.warnings().iter().map(Told::of).collect();
        serde_json::to_string(&told).unwrap_or_default()
    }
}

impl Application {
    /// An object of the streams that rows have left, each with a list of its rows.
    fn told(&mut self, given: Vec<StreamRows>) -> String {
        let mut text = Vec::new();
        for StreamRows { stream, rows } in given.iter().filter(|given| !given.rows.is_empty()) {
            let workbench = &self.workbench;
            let found = || workbench.columns(stream).unwrap_or_default();
            let columns = self.columns.entry(stream.clone()).or_insert_with(found);
            text.push(if text.is_empty() { b'{' } else { b',' });
            text.extend_from_slice(serde_json::Value::from(stream.as_str()).to_string().as_bytes());
            text.extend_from_slice(b":[");
            for row in 0..rows.len() {
                write(rows, row, columns, self.has_rowtime, &mut text);
            }
            text.pop(); // the comma behind the last
            text.push(b']');
        }
        text.extend_from_slice(if text.is_empty() { b"{}" } else { b"}" });
        String::from_utf8_lossy(&text).into_owned()
    }
}

/// A row as an object, with its rowtime before all else where that is wanted, and a comma.
fn write(rows: &Batch, row: usize, columns: &[NamedColumn], has_rowtime: bool, text: &mut Vec<u8>) {
    let begin = text.len();
    OutputFormat::Json.write(rows, row, columns, text);
    text.pop(); // the end of the line
    if has_rowtime {
        let comma = if columns.is_empty() { "" } else { "," };
        let rowtime = format!(r#""ROWTIME":"{}"{comma}"#, rows.rowtime(row));
        text.splice(begin + 1..begin + 1, rowtime.bytes());
    }
    text.push(b',');
}

/// The lines that are not empty.
fn lines(records: &[u8]) -> impl Iterator<Item = &[u8]> {
    records.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty())
}

impl Settings {
    fn workbench(self) -> Result<Workbench, Refusal> {
        let mut schema = self.input.schema()?;
        let rowtime = self.input.rowtime.as_deref().map(|column| schema.take_time_from(column));
        let rowtime = rowtime.transpose().map_err(|wrong| Refusal::of(wrong.0))?;
        let input = Input { name: self.input.name, schema, rowtime };
        let reference = |source: &Source| {
            let records = lines(source.records.as_bytes()).map(<[u8]>::to_vec).collect();
            Ok(Reference { name: source.name.clone(), schema: source.schema()?, records })
        };
        let references = self.references.iter().map(reference).collect::<Result<Vec<_>, Refusal>>()?;
        Workbench::new(&self.code, &[input], &references, self.seed, self.now).map_err(|wrong| match wrong {
            Wrong::Schema(name, wrong) => Refusal::of(format!("the schema of {name} is wrong: {}", wrong.0)),
            Wrong::Code(problems) => {
                let problems: Vec<Told> = problems.iter().map(Told::of).collect();
                Refusal { message: String::new(), problems }
            }
        })
    }
}

impl Source {
    fn schema(&self) -> Result<Schema, Refusal> {
        match &self.schema {
            Some(described) => Schema::described(&described.to_string())
                .map_err(|wrong| Refusal::of(format!("the schema of {} is wrong: {}", self.name, wrong.0))),
            None => {
                let records: Vec<&[u8]> = lines(self.records.as_bytes()).collect();
                let nothing =
                    || Refusal::of(format!("no schema can be found for {}: there are no rows", self.name));
                discovery::discover(&records).ok_or_else(nothing)
            }
        }
    }
}

impl Refusal {
    fn of(message: String) -> Self {
        Self { message, problems: Vec::new() }
    }
}

impl Told {
    fn of(problem: &Problem) -> Self {
        let Problem { severity, message, hint, line, column, length, .. } = problem;
        let (severity, message) = (severity.to_string(), message.clone());
        Self { severity, message, hint: hint.clone(), line: *line, column: *column, length: *length }
    }
}
