//! Applications as texts, `tests/sql/*.slt`: what they give of events with times, in pieces of 1, 3 and 1,000, and restarted from a
//! checkpoint behind every piece, with one answer. `UPDATE_EXPECT=1` writes what they give into the files.
//!
//! ```text
//! --- name of the application ---
//! input STREAM: COLUMN TYPE, ...
//! csv STREAM: COLUMN TYPE, ...                an input whose events are records of lines, with \n where a line ends
//! reference TABLE: COLUMN TYPE, ...
//! row TABLE value 'a value with blanks' -     a row of a table
//! <code>
//! events
//! 10:00:00 value 'a value with blanks' -      a row; with the stream's name behind the time where there are several
//! 10:01:00                                    the word of the clock
//! rows
//! STREAM 10:00:00 | value | value             what leaves, by stream
//! error PUMP 10:00:00 | why                   or the input's name, where the record became no row
//! ```
//!
//! The thirty applications that any engine of this language must run bear their numbers.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use kinetoscope::analytics::input::{Decoder, RecordFormat, Rows, Schema, SchemaColumn};
use kinetoscope::analytics::output::OutputFormat;
use kinetoscope::analytics::plan::{
    AGGREGATES, InputStream, NamedColumn, Plan, Table, WINDOW_FUNCTIONS, plan, table_functions,
};
use kinetoscope::analytics::row::{Batch, Column, Order};
use kinetoscope::analytics::run::{Execution, Given};
use kinetoscope::analytics::sql::ast::Statement;
use kinetoscope::analytics::sql::parse;
use kinetoscope::analytics::sql_type::SqlType;
use kinetoscope::analytics::value::Value;

/// The worked applications, by number.
const WORKED: [&str; 30] = [
    "Continuous filter",
    "Multi-step",
    "Tumbling by ROWTIME",
    "Tumbling by event time",
    "Stagger",
    "Sliding alert",
    "Simple alert",
    "Throttled alert",
    "Top-K",
    "Distinct count, approximate",
    "Distinct count, exact",
    "Anomaly detection",
    "Anomaly with explanation",
    "Hotspots",
    "Two record types on one stream",
    "String manipulation",
    "Date manipulation",
    "Regex replace",
    "Regex parse",
    "W3C parse",
    "Variable columns",
    "Reference join",
    "Stream-stream join",
    "Clickstream sessions",
    "CSV input",
    "Partial results merged",
    "Parallel input",
    "Group rank and sorted tumbling",
    "Unpivot",
    "UDF",
];

/// One application.
struct Case<'t> {
    name: &'t str,
    inputs: Vec<Input>,
    tables: Vec<Table>,
    /// The columns of each table.
    contents: Vec<Vec<Column>>,
    code: String,
    events: Vec<Event<'t>>,
    expected: String,
}

/// What an application reads.
struct Input {
    stream: InputStream,
    /// Of one whose records are lines.
    decoder: Option<Decoder>,
    schema: Vec<SchemaColumn>,
}

/// What happens: a row or a record of an input, or that it is so late.
struct Event<'t> {
    time: i64,
    row: Option<(usize, &'t str)>,
}

#[test]
fn every_worked_application_is_there() {
    let texts = texts();
    for (number, title) in (1..).zip(WORKED) {
        let name = format!("--- {number}. {title} ---\n");
        assert_eq!(texts.matches(&name).count(), 1, "{name}");
    }
}

#[test]
fn every_function_of_many_rows_is_in_an_application() {
    let texts = texts();
    let aggregates = AGGREGATES.iter().map(|(name, _)| *name);
    for name in aggregates.chain(WINDOW_FUNCTIONS).chain(table_functions()) {
        let is_called = texts.match_indices(&format!("{name}(")).any(|(at, _)| {
            let before = texts[..at].chars().next_back();
            before.is_none_or(|before| !before.is_alphanumeric() && before != '_')
        });
        assert!(is_called, "{name}");
    }
}

pub(super) fn texts() -> String {
    files().iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/sql");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_application_gives_what_its_file_says() {
    for file in files() {
        let text = fs::read_to_string(&file).unwrap();
        let mut written = String::new();
        for (place, section) in sections(&text).into_iter().enumerate() {
            let case = Case::of(section);
            let given = case.answer();
            let head = section.rfind("\nrows").expect("a section ends with rows") + "\nrows".len();
            written += if place == 0 { "" } else { "\n" };
            written += &format!("{}\n{given}", &section[..head]);
            if std::env::var_os("UPDATE_EXPECT").is_none() {
                assert_eq!(given, case.expected, "{} of {}", case.name, file.display());
            }
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&file, written).unwrap();
        }
    }
}

/// The sections of a file, each from its name to the next.
pub(super) fn sections(text: &str) -> Vec<&str> {
    let starts: Vec<usize> = text
        .match_indices("--- ")
        .map(|(at, _)| at)
        .filter(|at| *at == 0 || text.as_bytes()[at - 1] == b'\n')
        .collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| text[*start..end].trim_end_matches('\n')).collect()
}

impl<'t> Case<'t> {
    fn of(section: &'t str) -> Self {
        let (name, rest) = section.split_once('\n').unwrap();
        let (head, rest) = rest.split_once("\nevents\n").unwrap_or_else(|| panic!("{name}: no events"));
        let (events, expected) = rest.split_once("\nrows").unwrap_or_else(|| panic!("{name}: no rows"));
        let expected = expected.trim_start_matches('\n');
        let expected = if expected.is_empty() { String::new() } else { expected.to_owned() + "\n" };
        let (inputs, tables, code) = (Vec::new(), Vec::new(), String::new());
        let mut case =
            Self { name, inputs, tables, contents: Vec::new(), code, events: Vec::new(), expected };
        head.lines().for_each(|line| case.read(line));
        let events = events.lines().filter(|line| !line.trim().is_empty());
        case.events = events.map(|line| Event::of(line, &case.inputs)).collect();
        case
    }

    /// A line of the head: an input, a table, a row of one, or code.
    fn read(&mut self, line: &str) {
        match line.split_once(' ') {
            Some(("input", declared)) => self.inputs.push(Input::of(declared, false)),
            Some(("csv", declared)) => self.inputs.push(Input::of(declared, true)),
            Some(("reference", declared)) => {
                let (name, columns) = declaration(declared);
                self.contents.push(columns.iter().map(|column| Column::empty(column.sql_type)).collect());
                self.tables.push(Table { name, columns });
            }
            Some(("row", row)) => {
                let (name, values) = row.split_once(' ').unwrap();
                let place = self.tables.iter().position(|table| table.name == name).expect(name);
                push(&mut self.contents[place], &self.tables[place].columns, values);
            }
            _ => self.code = std::mem::take(&mut self.code) + line + "\n",
        }
    }

    /// What leaves, however the events come.
    fn answer(&self) -> String {
        let parsed = parse(&self.code);
        let told = |problems: &[kinetoscope::analytics::sql::Problem]| {
            problems.iter().map(|problem| format!("{problem}\n")).collect::<String>()
        };
        if !parsed.is_valid() {
            return told(&parsed.problems);
        }
        let streams: Vec<InputStream> = self.inputs.iter().map(|input| input.stream.clone()).collect();
        let plan = match plan(&self.code, &parsed.statements, &streams, &self.tables, 7) {
            Ok(plan) => plan,
            Err(problems) => return told(&problems),
        };
        let whole = self.run(&plan, 1_000, false);
        for (size, restarts) in [(1, false), (1, true), (3, true), (1_000, true)] {
            let again = self.run(&plan, size, restarts);
            assert_eq!(again, whole, "{}: {size} at a time, restarted: {restarts}", self.name);
        }
        whole
    }

    /// The rows of the tables.
    fn batches(&self) -> Vec<Batch> {
        let batch = |columns: &Vec<Column>| Batch::new(vec![Order::BEGIN; columns[0].len()], columns.clone());
        self.contents.iter().map(batch).collect()
    }

    fn run(&self, plan: &Plan, size: usize, restarts: bool) -> String {
        let mut execution = Execution::new(plan.clone(), self.batches(), 0);
        let mut lines = BTreeMap::<String, String>::new();
        let mut rest = &self.events[..];
        while let Some(first) = rest.first() {
            let given = match &first.row {
                None => {
                    rest = &rest[1..];
                    execution.advance(first.time)
                }
                Some((input, _)) => {
                    let is_same =
                        |event: &&Event<'_>| event.row.as_ref().is_some_and(|(other, _)| other == input);
                    let count = rest.iter().take(size).take_while(is_same).count();
                    let (now, later) = rest.split_at(count);
                    rest = later;
                    let (times, columns) = self.inputs[*input].rows(now, &mut lines);
                    execution.push(*input, &times, columns)
                }
            };
            note(plan, &given, &mut lines);
            if restarts {
                let checkpoint = execution.checkpoint();
                execution = Execution::restore(plan.clone(), self.batches(), &checkpoint).unwrap();
            }
        }
        lines.into_values().collect()
    }
}

impl Input {
    fn of(declared: &str, is_lines: bool) -> Self {
        let (name, columns) = declaration(declared);
        let column =
            |it: &NamedColumn| SchemaColumn { name: it.name.clone(), mapping: None, sql_type: it.sql_type };
        let schema = Schema {
            format: RecordFormat::Csv { row_delimiter: "\n".into(), column_delimiter: ",".into() },
            columns: columns.iter().map(column).collect(),
        };
        let decoder = is_lines.then(|| Decoder::new(&schema).unwrap());
        Self { stream: InputStream { name, columns, metadata: Vec::new() }, decoder, schema: schema.columns }
    }

    /// The rows of events with their times; what becomes none is noted.
    fn rows(&self, events: &[Event<'_>], lines: &mut BTreeMap<String, String>) -> (Vec<i64>, Vec<Column>) {
        let named = &self.stream.columns;
        let mut columns: Vec<Column> = named.iter().map(|it| Column::empty(it.sql_type)).collect();
        let records = events.iter().filter_map(|event| Some((event.time, event.row?.1)));
        let Some(decoder) = &self.decoder else {
            records.for_each(|(_, row)| push(&mut columns, named, row));
            return (events.iter().map(|event| event.time).collect(), columns);
        };
        let (mut rows, mut refused, mut times) = (Rows::new(&self.schema), Vec::new(), Vec::new());
        for (time, record) in records {
            let count = decoder.decode(record.replace("\\n", "\n").as_bytes(), &mut rows, &mut refused);
            times.resize(times.len() + count, time);
            let text = lines.entry(format!("error {}", self.stream.name)).or_default();
            for refused in refused.drain(..) {
                *text += &format!("error {} {} | {}\n", self.stream.name, clock(time), refused.message);
            }
        }
        (times, rows.take())
    }
}

impl<'t> Event<'t> {
    fn of(line: &'t str, inputs: &[Input]) -> Self {
        let (at, row) = line.split_once(' ').unwrap_or((line, ""));
        let row = row.trim();
        let row = match inputs {
            _ if row.is_empty() => None,
            [_] => Some((0, row)),
            _ => {
                let (name, row) = row.split_once(' ').unwrap();
                let place = inputs.iter().position(|input| input.stream.name == name);
                Some((place.unwrap_or_else(|| panic!("no input {name}")), row))
            }
        };
        Self { time: time(at), row }
    }
}

/// `NAME: COLUMN TYPE, ...`
pub(super) fn declaration(declared: &str) -> (String, Vec<NamedColumn>) {
    let (name, columns) = declared.split_once(": ").unwrap();
    let parsed = parse(&format!("CREATE STREAM s ({columns});"));
    let [Statement::CreateStream(create)] = &parsed.statements[..] else {
        panic!("{declared}: {:?}", parsed.problems)
    };
    let column = |it: &kinetoscope::analytics::sql::ast::ColumnDefinition| NamedColumn {
        name: it.name.text.clone(),
        sql_type: it.sql_type,
    };
    (name.into(), create.columns.iter().map(column).collect())
}

/// Puts the words of a row into columns.
fn push(columns: &mut [Column], named: &[NamedColumn], row: &str) {
    let words = words(row);
    assert_eq!(words.len(), named.len(), "{words:?}");
    for ((column, named), word) in columns.iter_mut().zip(named).zip(words) {
        column.push(&value(word, named.sql_type));
    }
}

/// Words with blanks between; those in quotes may have blanks in them, and keep their quotes.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let end = match rest.strip_prefix('\'') {
            Some(quoted) => quoted.find('\'').expect("a quote that ends") + 2,
            None => rest.find(' ').unwrap_or(rest.len()),
        };
        words.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    words
}

fn value<'w>(word: &'w str, sql_type: SqlType) -> Value<'w> {
    match sql_type {
        _ if word == "-" => Value::Null,
        SqlType::Double | SqlType::Real => Value::Double(word.parse().unwrap()),
        SqlType::Timestamp => Value::Timestamp(time(word)),
        SqlType::Boolean => Value::Boolean(word.parse().unwrap()),
        sql_type if sql_type.is_integer() => Value::Integer(word.parse().unwrap()),
        _ => Value::Text(word.trim_matches('\'').into()),
    }
}

/// `10:00:05.250` in milliseconds of the first day.
fn time(word: &str) -> i64 {
    let (whole, millis) = word.split_once('.').unwrap_or((word, "0"));
    let secs = whole.split(':').fold(0, |all, part| all * 60 + part.parse::<i64>().unwrap());
    secs * 1_000 + millis.parse::<i64>().unwrap()
}

fn clock(millis: i64) -> String {
    let (secs, millis) = (millis.div_euclid(1_000), millis.rem_euclid(1_000));
    let text = format!("{:02}:{:02}:{:02}", secs / 3_600, secs / 60 % 60, secs % 60);
    if millis == 0 { text } else { format!("{text}.{millis:03}") }
}

/// Notes what leaves, by stream.
fn note(plan: &Plan, given: &Given, lines: &mut BTreeMap<String, String>) {
    for (place, rows) in given.rows.iter().filter(|(place, _)| plan.inputs <= *place) {
        let stream = &plan.streams[*place];
        let text = lines.entry(stream.name.clone()).or_default();
        for row in 0..rows.len() {
            let fields =
                OutputFormat::fields(rows, row, &stream.columns).zip(&rows.columns).zip(&stream.columns);
            let fields = fields.map(|((text, column), named)| match column.value(row, named.sql_type) {
                Value::Null => "-".to_owned(),
                Value::Timestamp(at) if (0..86_400_000).contains(&at) => clock(at),
                _ => text,
            });
            let fields: Vec<_> = fields.collect();
            *text +=
                &format!("{} {} | {}\n", stream.name, clock(rows.order[row].rowtime), fields.join(" | "));
        }
    }
    for refused in &given.refused {
        let pump = refused.pump.map_or("-", |pump| &plan.pumps[pump].name);
        let text = lines.entry("error".into()).or_default();
        *text += &format!("error {pump} {} | {}\n", clock(refused.order.rowtime), refused.why);
    }
}
