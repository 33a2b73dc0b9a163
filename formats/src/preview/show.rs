//! Values as JSON text: in the order of their columns, with all their digits.

use crate::moment;
use crate::store::{Store, Struct, Values, decimal_text};
use crate::table::{Column, DataType};

/// Each row as an object.
pub(super) fn rows(columns: &[Column], rows: &Struct) -> Vec<String> {
    let mut texts = vec![String::new(); rows.count];
    let fields: Vec<Vec<String>> =
        columns.iter().zip(&rows.fields).map(|(column, store)| slots(&column.data_type, store)).collect();
    for (index, text) in texts.iter_mut().enumerate() {
        *text = object(
            columns
                .iter()
                .zip(&fields)
                .map(|(column, values)| (column.name.as_str(), values[index].as_str())),
        );
    }
    texts
}

/// An object of members that are JSON already.
pub(super) fn object<'a>(members: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let members: Vec<String> = members.map(|(name, value)| format!("{}:{value}", text(name))).collect();
    format!("{{{}}}", members.join(","))
}

/// A string of JSON.
pub(super) fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A float; JSON has no word for what is no number.
pub(super) fn float(value: f64, short: String) -> String {
    if value.is_finite() { short } else { text(&short) }
}

/// Bytes as text where they are, else in hexadecimal.
pub(super) fn bytes(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(valid) => text(valid),
        Err(_) => text(&bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>()),
    }
}

fn slots(data_type: &DataType, store: &Store) -> Vec<String> {
    let mut values = values(data_type, &store.values).into_iter();
    let null = || "null".to_owned();
    store
        .present
        .iter()
        .map(|present| if *present { values.next().unwrap_or_else(null) } else { null() })
        .collect()
}

fn values(data_type: &DataType, values: &Values) -> Vec<String> {
    match (values, data_type) {
        (Values::Boolean(values), _) => values.iter().map(bool::to_string).collect(),
        (Values::Int(values), DataType::Date) => {
            values.iter().map(|day| text(&moment::show_day(*day))).collect()
        }
        (Values::Int(values), _) => values.iter().map(i32::to_string).collect(),
        (Values::Long(values), _) => values.iter().map(i64::to_string).collect(),
        (Values::Float(values), _) => {
            values.iter().map(|value| float((*value).into(), value.to_string())).collect()
        }
        (Values::Double(values), _) => values.iter().map(|value| float(*value, value.to_string())).collect(),
        (Values::Decimal(values), DataType::Decimal { scale, .. }) => {
            values.iter().map(|value| decimal_text(*value, *scale)).collect()
        }
        (Values::Moment(values), _) => values.iter().map(|at| text(&moment::show(*at))).collect(),
        (Values::Bytes(values), _) => values.iter().map(bytes).collect(),
        (Values::List(list), DataType::Array(element)) => {
            let elements = slots(element, &list.element);
            ranges(&list.ends).map(|range| format!("[{}]", elements[range].join(","))).collect()
        }
        (Values::Map(map), DataType::Map(key, value)) => {
            let (keys, values) = (slots(key, &map.key), slots(value, &map.value));
            ranges(&map.ends).map(|range| entries(&keys[range.clone()], &values[range])).collect()
        }
        (Values::Struct(fields), DataType::Struct(columns)) => rows(columns, fields),
        _ => Vec::new(),
    }
}

fn ranges(ends: &[usize]) -> impl Iterator<Item = std::ops::Range<usize>> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(ends).map(|(start, end)| start..*end)
}

/// Keys of JSON are texts, whatever those of the map are.
fn entries(keys: &[String], values: &[String]) -> String {
    let as_text = |key: &String| if key.starts_with('"') { key.clone() } else { text(key) };
    let members: Vec<String> =
        keys.iter().zip(values).map(|(key, value)| format!("{}:{value}", as_text(key))).collect();
    format!("{{{}}}", members.join(","))
}
