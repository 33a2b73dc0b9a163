//! From JSON into columns: each value goes straight to its place.

mod fields;
mod nested;
mod number;
mod plain;
mod time;

pub(crate) use fields::Fields;

use super::failure::Fault;
use super::settings::{Deserializer, OpenXJsonSerDe};
use crate::json::{Kind, Reader};
use crate::moment::Pattern;
use crate::store::{Store, Struct, Values};
use crate::table::{Column, DataType};

/// By which rules JSON becomes values.
#[derive(Clone, Debug)]
pub(crate) enum Rules {
    /// As the OpenX library has it: texts are taken for numbers, anything for text.
    OpenX(OpenXJsonSerDe),
    /// As Hive's own has it, with the forms of time.
    Hive(Vec<TimestampFormat>),
}

/// A form of time.
#[derive(Clone, Debug)]
pub(crate) enum TimestampFormat {
    /// Milliseconds since 1970.
    Millis,
    /// A pattern.
    Pattern(Pattern),
}

impl Rules {
    /// # Errors
    /// Where a pattern of time means nothing.
    pub(crate) fn new(deserializer: &Deserializer) -> Result<Self, String> {
        match &deserializer.hive_json_serde {
            Some(hive) => {
                let formats = hive.timestamp_formats.iter().map(|format| match format.as_str() {
                    "millis" => Ok(TimestampFormat::Millis),
                    pattern => Pattern::parse(pattern).map(TimestampFormat::Pattern),
                });
                formats.collect::<Result<_, _>>().map(Self::Hive)
            }
            None => Ok(Self::OpenX(deserializer.openx_json_serde.clone().unwrap_or_default())),
        }
    }
}

/// How the values of a column are read.
#[derive(Clone, Debug)]
pub(crate) enum Plan {
    /// Not nested.
    Plain(DataType),
    Array(Box<Plan>),
    Map(DataType, Box<Plan>),
    Struct(Fields),
}

impl Plan {
    pub(crate) fn new(data_type: &DataType, rules: &Rules) -> Self {
        match data_type {
            DataType::Array(element) => Self::Array(Box::new(Self::new(element, rules))),
            DataType::Map(key, value) => Self::Map((**key).clone(), Box::new(Self::new(value, rules))),
            DataType::Struct(fields) => Self::Struct(Fields::new(fields, rules)),
            plain => Self::Plain(plain.clone()),
        }
    }
}

/// Reads the objects of a record into rows; how many there were.
///
/// # Errors
/// At the first fault. Rows and halves of rows are in the columns then, and must be taken back.
pub(crate) fn record(
    fields: &mut Fields,
    rows: &mut Struct,
    record: &[u8],
    rules: &Rules,
) -> Result<(), Fault> {
    let mut reader = Reader::new(record)?;
    if reader.is_at_end() {
        return Err(Fault::Empty);
    }
    while !reader.is_at_end() {
        match reader.peek()? {
            Kind::Object => nested::object(fields, rows, &mut reader, rules)?,
            _ => return Err(nested::no_object(reader.skip()?)),
        }
    }
    Ok(())
}

/// Reads one value into the next slot.
fn value(plan: &mut Plan, store: &mut Store, reader: &mut Reader<'_>, rules: &Rules) -> Result<(), Fault> {
    let kind = reader.peek()?;
    if kind == Kind::Null {
        reader.null()?;
        store.push_null();
        return Ok(());
    }
    match (plan, &mut store.values) {
        (Plan::Plain(data_type), _) => plain::value(data_type, store, kind, reader, rules),
        (Plan::Array(element), Values::List(list)) => {
            let is_there = nested::array(element, list, kind, reader, rules)?;
            store.present.push(is_there);
            Ok(())
        }
        (Plan::Map(key, plan), Values::Map(map)) => {
            let is_there = nested::map(key, plan, map, kind, reader, rules)?;
            store.present.push(is_there);
            Ok(())
        }
        (Plan::Struct(fields), Values::Struct(rows)) => {
            let is_there = nested::member(fields, rows, kind, reader, rules)?;
            store.present.push(is_there);
            Ok(())
        }
        _ => unreachable!("plan and store are made from one type"),
    }
}

/// The columns and their rules.
pub(crate) fn plan(columns: &[Column], rules: &Rules) -> Fields {
    Fields::new(columns, rules)
}
