//! Objects and arrays.

use super::{Fault, Fields, Plan, Rules, plain, value};
use crate::json::{Kind, Reader};
use crate::store::{List, Map, Struct};
use crate::table::DataType;

/// Reads an object into one more of a struct. Of a key that stands there twice, the last counts.
pub(super) fn object(
    fields: &mut Fields,
    rows: &mut Struct,
    reader: &mut Reader<'_>,
    rules: &Rules,
) -> Result<(), Fault> {
    reader.enter()?;
    fields.begin();
    let mut first = true;
    while let Some(key) = reader.next_key(first)? {
        first = false;
        let Some(index) = fields.find(&key, rules) else {
            reader.skip()?;
            continue;
        };
        let store = &mut rows.fields[index];
        if store.len() > rows.count {
            store.truncate(rows.count);
        }
        value(&mut fields.plans[index], store, reader, rules)?;
    }
    rows.finish_one();
    Ok(())
}

/// Reads the value of a field that is a struct; whether it is there. For OpenX an empty text or array is nothing.
pub(super) fn member(
    fields: &mut Fields,
    rows: &mut Struct,
    kind: Kind,
    reader: &mut Reader<'_>,
    rules: &Rules,
) -> Result<bool, Fault> {
    if kind == Kind::Object {
        return object(fields, rows, reader, rules).map(|()| true);
    }
    let text = reader.skip()?;
    match rules {
        Rules::OpenX(_) if is_nothing(text) => Ok(false),
        Rules::OpenX(_) => Err(no_object(text)),
        Rules::Hive(_) => Err(Fault::Mismatch("Start of Object expected".to_owned())),
    }
}

/// Reads an array; whether it is there. OpenX takes any other value for an array of one.
pub(super) fn array(
    element: &mut Plan,
    list: &mut List,
    kind: Kind,
    reader: &mut Reader<'_>,
    rules: &Rules,
) -> Result<bool, Fault> {
    match (kind, rules) {
        (Kind::Array, _) => {
            reader.enter()?;
            let mut first = true;
            while reader.next_element(first)? {
                first = false;
                value(element, &mut list.element, reader, rules)?;
            }
        }
        (Kind::String, Rules::OpenX(_)) if reader.clone().string()?.is_empty() => {
            reader.skip()?;
            return Ok(false);
        }
        (_, Rules::OpenX(_)) => value(element, &mut list.element, reader, rules)?,
        (_, Rules::Hive(_)) => return Err(Fault::Mismatch("Start of Array expected".to_owned())),
    }
    list.ends.push(list.element.len());
    Ok(true)
}

/// Reads an object into the entries of a map; whether it is there.
pub(super) fn map(
    key_type: &DataType,
    plan: &mut Plan,
    map: &mut Map,
    kind: Kind,
    reader: &mut Reader<'_>,
    rules: &Rules,
) -> Result<bool, Fault> {
    if kind != Kind::Object {
        let text = reader.skip()?;
        return match rules {
            Rules::OpenX(_) if is_nothing(text) => Ok(false),
            Rules::OpenX(_) => Err(no_object(text)),
            Rules::Hive(_) => Err(Fault::Mismatch("Start of Object expected".to_owned())),
        };
    }
    reader.enter()?;
    let mut first = true;
    while let Some(key) = reader.next_key(first)? {
        first = false;
        plain::key(key_type, &mut map.key, &key, rules)?;
        value(plan, &mut map.value, reader, rules)?;
    }
    map.ends.push(map.key.len());
    Ok(true)
}

fn is_nothing(text: &str) -> bool {
    text == "\"\"" || text.strip_prefix('[').is_some_and(|rest| rest.trim_start() == "]")
}

/// As OpenX words it; Observed: 2026, with its two blanks.
pub(super) fn no_object(text: &str) -> Fault {
    let class = match text.as_bytes().first() {
        Some(b'"') => "java.lang.String",
        Some(b't' | b'f') => "java.lang.Boolean",
        Some(b'[') => "org.openx.data.jsonserde.json.JSONArray",
        Some(b'n') => return Fault::Mismatch("Data is not JSONObject  but null".to_owned()),
        _ if text.contains(['.', 'e', 'E']) => "java.lang.Double",
        _ => "java.lang.Long",
    };
    Fault::Mismatch(format!("Data is not JSONObject  but {class} with value {}", text.trim_matches('"')))
}
