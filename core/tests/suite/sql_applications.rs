//! Applications as texts, `tests/sql/*.slt`: what they give of events with times, in one piece, row by row, and restarted from a
//! checkpoint at every row, with one answer. `UPDATE_EXPECT=1` writes what they give into the files.
//!
//! ```text
//! --- name of the application ---
//! input STREAM: COLUMN TYPE, ...
//! <code>
//! events
//! 10:00:00 value 'a value with blanks' -      a row; with the stream's name behind the time where there are several
//! 10:01:00                                    the word of the clock
//! rows
//! STREAM 10:00:00 | value | value             what leaves, by stream
//! error PUMP 10:00:00 | why
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use kinetoscope::analytics::output::OutputFormat;
use kinetoscope::analytics::plan::{InputStream, NamedColumn, Plan, plan};
use kinetoscope::analytics::row::Column;
use kinetoscope::analytics::run::{Execution, Given};
use kinetoscope::analytics::sql::ast::Statement;
use kinetoscope::analytics::sql::parse;
use kinetoscope::analytics::sql_type::SqlType;
use kinetoscope::analytics::value::Value;

/// One application.
struct Case<'t> {
    name: &'t str,
    inputs: Vec<InputStream>,
    code: String,
    events: Vec<Event<'t>>,
    expected: String,
}

/// What happens: a row of an input, or that it is so late.
struct Event<'t> {
    time: i64,
    row: Option<(usize, Vec<&'t str>)>,
}

#[test]
fn every_application_gives_what_its_file_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/sql");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
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
fn sections(text: &str) -> Vec<&str> {
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
        let (code, rest) = rest.split_once("\nevents\n").unwrap_or_else(|| panic!("{name}: no events"));
        let (events, expected) = rest.split_once("\nrows").unwrap_or_else(|| panic!("{name}: no rows"));
        let (inputs, code): (Vec<_>, Vec<_>) = code.lines().partition(|line| line.starts_with("input "));
        let inputs: Vec<_> = inputs.into_iter().map(input).collect();
        let events = events.lines().filter(|line| !line.trim().is_empty());
        let events = events.map(|line| Event::of(line, &inputs)).collect();
        let expected = expected.trim_start_matches('\n');
        let expected = if expected.is_empty() { String::new() } else { expected.to_owned() + "\n" };
        Self { name, inputs, code: code.join("\n"), events, expected }
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
        let plan = match plan(&self.code, &parsed.statements, &self.inputs, &[], 7) {
            Ok(plan) => plan,
            Err(problems) => return told(&problems),
        };
        let whole = self.run(&plan, 1_000, false);
        for (size, restarts) in [(1, false), (1, true), (3, true)] {
            let again = self.run(&plan, size, restarts);
            assert_eq!(again, whole, "{}: {size} at a time, restarted: {restarts}", self.name);
        }
        whole
    }

    fn run(&self, plan: &Plan, size: usize, restarts: bool) -> String {
        let mut execution = Execution::new(plan.clone(), Vec::new(), 0);
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
                    let (times, columns) = self.rows(*input, now);
                    execution.push(*input, &times, columns)
                }
            };
            note(plan, &given, &mut lines);
            if restarts {
                let checkpoint = execution.checkpoint();
                execution = Execution::restore(plan.clone(), Vec::new(), &checkpoint).unwrap();
            }
        }
        lines.into_values().collect()
    }

    fn rows(&self, input: usize, events: &[Event<'_>]) -> (Vec<i64>, Vec<Column>) {
        let named = &self.inputs[input].columns;
        let mut columns: Vec<Column> = named.iter().map(|it| Column::empty(it.sql_type)).collect();
        for event in events {
            let Some((_, words)) = &event.row else { continue };
            assert_eq!(words.len(), named.len(), "{}: {words:?}", self.name);
            for ((column, named), word) in columns.iter_mut().zip(named).zip(words) {
                column.push(&value(word, named.sql_type));
            }
        }
        (events.iter().map(|event| event.time).collect(), columns)
    }
}

impl<'t> Event<'t> {
    fn of(line: &'t str, inputs: &[InputStream]) -> Self {
        let mut words = words(line);
        let time = time(words.remove(0));
        if words.is_empty() {
            return Self { time, row: None };
        }
        let input = match inputs.len() {
            1 => 0,
            _ => {
                let name = words.remove(0);
                inputs
                    .iter()
                    .position(|input| input.name == name)
                    .unwrap_or_else(|| panic!("no input {name}"))
            }
        };
        Self { time, row: Some((input, words)) }
    }
}

/// `input NAME: COLUMN TYPE, ...`
fn input(line: &str) -> InputStream {
    let (name, columns) = line["input ".len()..].split_once(": ").unwrap();
    let parsed = parse(&format!("CREATE STREAM s ({columns});"));
    let [Statement::CreateStream(create)] = &parsed.statements[..] else {
        panic!("{line}: {:?}", parsed.problems)
    };
    let column = |it: &kinetoscope::analytics::sql::ast::ColumnDefinition| NamedColumn {
        name: it.name.text.clone(),
        sql_type: it.sql_type,
    };
    InputStream {
        name: name.into(),
        columns: create.columns.iter().map(column).collect(),
        metadata: Vec::new(),
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
