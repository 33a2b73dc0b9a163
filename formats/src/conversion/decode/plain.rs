//! Values that are not nested.

use std::borrow::Cow;

use super::{Fault, Rules, number, time};
use crate::json::{Kind, Reader};
use crate::moment;
use crate::store::{Store, Values};
use crate::table::DataType;

/// A value of JSON that is not nested, or the text of one that is.
#[derive(Clone, Debug)]
pub(super) enum Plain<'a> {
    Boolean(bool),
    /// A number, as it is written.
    Number(&'a str),
    Text(Cow<'a, str>),
    Nested(&'a str),
}

/// Reads one into the next slot.
pub(super) fn value(
    data_type: &DataType,
    store: &mut Store,
    kind: Kind,
    reader: &mut Reader<'_>,
    rules: &Rules,
) -> Result<(), Fault> {
    let value = match kind {
        Kind::Boolean => Plain::Boolean(reader.boolean()?),
        Kind::Number => Plain::Number(reader.number()?),
        Kind::String => Plain::Text(reader.string()?),
        _ => Plain::Nested(reader.skip()?),
    };
    push(data_type, store, &value, rules)
}

/// Reads the key of a map's entry. A key is always text, so texts are taken for what they say also by Hive.
pub(super) fn key(data_type: &DataType, store: &mut Store, key: &str, rules: &Rules) -> Result<(), Fault> {
    let value = match (data_type, rules) {
        (DataType::String | DataType::Char(_) | DataType::Varchar(_) | DataType::Binary, _)
        | (_, Rules::OpenX(_)) => Plain::Text(Cow::Borrowed(key)),
        (DataType::Boolean, Rules::Hive(_)) => Plain::Boolean(key == "true"),
        (DataType::Date | DataType::Timestamp, Rules::Hive(_)) => Plain::Text(Cow::Borrowed(key)),
        (_, Rules::Hive(_)) => Plain::Number(key),
    };
    push(data_type, store, &value, rules)
}

fn push(data_type: &DataType, store: &mut Store, value: &Plain<'_>, rules: &Rules) -> Result<(), Fault> {
    match (&mut store.values, data_type) {
        (Values::Bytes(bytes), _) => {
            let text = text(value, rules)?;
            bytes.push(cut(&text, data_type).as_bytes());
        }
        (Values::Long(values), _) => values.push(number::whole(value, rules, i64::MIN, i64::MAX)?),
        (Values::Int(values), DataType::Date) => values.push(day(value)?),
        (Values::Int(values), _) => {
            let (min, max) = number::range(data_type);
            values.push(number::whole(value, rules, min, max)? as i32);
        }
        (Values::Double(values), _) => values.push(number::double(value, rules)?),
        (Values::Float(values), _) => values.push(number::double(value, rules)? as f32),
        (Values::Boolean(values), _) => values.push(boolean(value, rules)?),
        (Values::Moment(values), _) => values.push(time::moment(value, rules)?),
        (Values::Decimal(values), DataType::Decimal { precision, scale }) => {
            // As in Hive, what has too many digits is null and no fault.
            match number::decimal(value, *precision, *scale)? {
                Some(value) => values.push(value),
                None => {
                    store.push_null();
                    return Ok(());
                }
            }
        }
        _ => unreachable!("plan and store are made from one type"),
    }
    store.present.push(true);
    Ok(())
}

/// OpenX takes anything for text; numbers keep the form in which they are written.
fn text<'a>(value: &'a Plain<'_>, rules: &Rules) -> Result<Cow<'a, str>, Fault> {
    Ok(match (value, rules) {
        (Plain::Text(text), _) => Cow::Borrowed(text),
        (Plain::Number(text), _) => Cow::Borrowed(text),
        (Plain::Boolean(value), _) => Cow::Borrowed(if *value { "true" } else { "false" }),
        (Plain::Nested(text), Rules::OpenX(_)) => Cow::Owned(compact(text)),
        (Plain::Nested(_), Rules::Hive(_)) => {
            return Err(Fault::Mismatch("Field value expected, but a nested value found".to_owned()));
        }
    })
}

/// JSON without blanks between its parts.
fn compact(json: &str) -> String {
    let mut in_text = false;
    let mut is_escaped = false;
    let keep = |c: &char| {
        let keep = in_text || !c.is_ascii_whitespace();
        in_text ^= *c == '"' && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        keep
    };
    json.chars().filter(keep).collect()
}

/// The characters that a type has room for.
fn cut<'a>(text: &'a str, data_type: &DataType) -> &'a str {
    match data_type {
        DataType::Char(length) | DataType::Varchar(length) if text.len() > *length as usize => {
            let end = text.char_indices().nth(*length as usize);
            end.map_or(text, |(end, _)| &text[..end])
        }
        _ => text,
    }
}

fn boolean(value: &Plain<'_>, rules: &Rules) -> Result<bool, Fault> {
    match (value, rules) {
        (Plain::Boolean(value), _) => Ok(*value),
        (Plain::Text(text), Rules::OpenX(_)) => Ok(text.eq_ignore_ascii_case("true")),
        (value, Rules::OpenX(_)) => {
            Err(Fault::Mismatch(format!("{} cannot be cast to java.lang.Boolean", class(value))))
        }
        (value, Rules::Hive(_)) => {
            Err(Fault::Mismatch(format!("Current token ({}) not of boolean type", token(value))))
        }
    }
}

fn day(value: &Plain<'_>) -> Result<i32, Fault> {
    let day = match value {
        Plain::Text(text) => moment::sql_date(text),
        _ => None,
    };
    day.ok_or_else(|| Fault::Mismatch("Date format must be yyyy-mm-dd".to_owned()))
}

/// What Java calls a value that OpenX has read.
pub(super) fn class(value: &Plain<'_>) -> &'static str {
    match value {
        Plain::Boolean(_) => "java.lang.Boolean",
        Plain::Number(text) if text.contains(['.', 'e', 'E']) => "java.lang.Double",
        Plain::Number(_) => "java.lang.Long",
        Plain::Text(_) => "java.lang.String",
        Plain::Nested(text) if text.starts_with('[') => "org.openx.data.jsonserde.json.JSONArray",
        Plain::Nested(_) => "org.openx.data.jsonserde.json.JSONObject",
    }
}

/// What Jackson, by which Hive reads, calls a value.
pub(super) fn token(value: &Plain<'_>) -> &'static str {
    match value {
        Plain::Boolean(true) => "VALUE_TRUE",
        Plain::Boolean(false) => "VALUE_FALSE",
        Plain::Number(text) if text.contains(['.', 'e', 'E']) => "VALUE_NUMBER_FLOAT",
        Plain::Number(_) => "VALUE_NUMBER_INT",
        Plain::Text(_) => "VALUE_STRING",
        Plain::Nested(text) if text.starts_with('[') => "START_ARRAY",
        Plain::Nested(_) => "START_OBJECT",
    }
}
