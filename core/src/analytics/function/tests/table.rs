//! Runs the tables.

use alloc::string::String;
use alloc::vec::Vec;
use std::format;
use std::string::ToString;

use expect_test::{ExpectFile, expect_file};

use super::notation::{Call, call};
use crate::analytics::function::arithmetic::double;
use crate::analytics::function::conversion::datetime_text;
use crate::analytics::function::{Argument, Function, Moment, Prepared, find, interval, operator};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// When the rows of tables are computed: 2026-11-23 12:00:01.500, a second and a half after the begin.
pub(super) const MOMENT: Moment = Moment { now: 1_795_435_201_500, began: 1_795_435_200_000 };

/// All tables.
pub(super) const TABLES: [&str; 7] = [
    include_str!("arithmetic.txt"),
    include_str!("logic.txt"),
    include_str!("conversion.txt"),
    include_str!("datetime.txt"),
    include_str!("string.txt"),
    include_str!("pattern.txt"),
    include_str!("log.txt"),
];

/// The calls of a table; lines that begin with a hash or are empty are none.
pub(super) fn calls(table: &str) -> impl Iterator<Item = Call> {
    table.lines().filter(|line| is_call(line)).map(call)
}

fn is_call(line: &str) -> bool {
    !line.is_empty() && !line.starts_with(['#', ' '])
}

#[track_caller]
fn check(table: &str, expected: ExpectFile) {
    let mut written = String::new();
    for line in table.lines() {
        if line.starts_with(' ') {
            continue; // the result of the call above, which is written anew
        }
        if is_call(line) {
            let call = call(line);
            written += &format!("{} ={}\n", call.text, evaluate(&call));
        } else {
            written += line;
            written.push('\n');
        }
    }
    expected.assert_eq(&written);
}

#[test]
fn arithmetic() {
    check(include_str!("arithmetic.txt"), expect_file!["arithmetic.txt"]);
}

#[test]
fn logic() {
    check(include_str!("logic.txt"), expect_file!["logic.txt"]);
}

#[test]
fn conversion() {
    check(include_str!("conversion.txt"), expect_file!["conversion.txt"]);
}

#[test]
fn datetime() {
    check(include_str!("datetime.txt"), expect_file!["datetime.txt"]);
}

#[test]
fn string() {
    check(include_str!("string.txt"), expect_file!["string.txt"]);
}

#[test]
fn pattern() {
    check(include_str!("pattern.txt"), expect_file!["pattern.txt"]);
}

#[test]
fn log() {
    check(include_str!("log.txt"), expect_file!["log.txt"]);
}

pub(super) fn function(name: &str) -> &'static Function {
    find(name).or_else(|| operator(name)).unwrap_or_else(|| panic!("there is no {name}"))
}

/// The result, with its type. Constants must give what values of a row give, wherever those are allowed.
fn evaluate(call: &Call) -> String {
    let function = function(&call.name);
    let result = run(function, &call.arguments, &call.arguments);
    let of_rows: Vec<Argument<'_>> = call
        .arguments
        .iter()
        .map(|argument| match argument.sql_type {
            Some(sql_type) => Argument::of(sql_type),
            None => argument.clone(),
        })
        .collect();
    let row_result = run(function, &of_rows, &call.arguments);
    let is_told_early = result.starts_with(" refused") && row_result.starts_with(" fault");
    if !row_result.contains("must be a literal") && !is_told_early {
        assert_eq!(result, row_result, "{} with values of a row", call.text);
    }
    result
}

fn run(function: &Function, arguments: &[Argument<'_>], row: &[Argument<'static>]) -> String {
    let prepared = match function.prepare(arguments) {
        Ok(prepared) => prepared,
        Err(error) => return format!(" refused: {error}"),
    };
    let mut values: Vec<Value<'static>> =
        row.iter().map(|argument| argument.constant.clone().unwrap()).collect();
    match prepared {
        Prepared::Scalar(scalar) => match scalar.apply(&mut values, &MOMENT) {
            Ok(value) => format!(" {} : {}", print(&value, scalar.sql_type()), scalar.sql_type()),
            Err(fault) => format!(" fault: {fault}"),
        },
        Prepared::Record(record) => match record.apply(&mut values, &MOMENT) {
            Ok(values) => {
                let columns = record.fields().iter().zip(values);
                let columns = columns.map(|(field, value)| {
                    format!("\n    {} {} : {}", field.name, print(&value, field.sql_type), field.sql_type)
                });
                columns.collect::<Vec<_>>().concat()
            }
            Err(fault) => format!(" fault: {fault}"),
        },
    }
}

fn print(value: &Value<'_>, sql_type: SqlType) -> String {
    match value {
        Value::Null => "NULL".to_string(),
        Value::Boolean(truth) => truth.to_string().to_uppercase(),
        Value::Integer(number) => number.to_string(),
        Value::Double(number) => double::print(*number, sql_type),
        Value::Decimal(number) => number.to_string(),
        Value::Text(text) => format!("'{text}'"),
        Value::Binary(bytes) => {
            let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            format!("X'{}'", digits.concat())
        }
        Value::Date(days) => datetime_text::print_date(*days),
        Value::Time(time) => datetime_text::print_time(*time),
        Value::Timestamp(timestamp) => datetime_text::print_timestamp(*timestamp),
        Value::Interval(number) => match sql_type {
            SqlType::Interval(qualifier) => interval::print(*number, qualifier),
            _ => panic!("an interval of the type {sql_type}"),
        },
    }
}
