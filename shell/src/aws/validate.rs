//! What is checked of an input before it is sent. Source: botocore `validate.py`.

use super::failure::Failure;
use crate::catalog::{Kind, Member, Shape};
use crate::value::{self, Value};

/// Checks an input; all faults are told at once.
pub(super) fn check(members: &[Member], input: &Value) -> Result<(), Failure> {
    let mut faults = Vec::new();
    if let Some(given) = input.as_object() {
        structure(members, given, "", &mut faults);
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(Failure::Param(format!("Parameter validation failed:\n{}", faults.join("\n"))))
}

fn structure(members: &[Member], given: &value::Object, path: &str, faults: &mut Vec<String>) {
    let place = if path.is_empty() { "input" } else { path };
    let has = |name: &str| given.iter().any(|(given, _)| given == name);
    for member in members.iter().filter(|member| member.required && !has(&member.name)) {
        faults.push(format!("Missing required parameter in {place}: \"{}\"", member.name));
    }
    let find = |name: &str| members.iter().find(|member| member.name == name);
    for (name, _) in given.iter().filter(|(name, _)| find(name).is_none()) {
        let names: Vec<_> = members.iter().map(|member| member.name.as_str()).collect();
        faults
            .push(format!("Unknown parameter in {place}: \"{name}\", must be one of: {}", names.join(", ")));
    }
    for (name, value) in given {
        if let Some(member) = find(name) {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            check_value(&member.shape, value, &path, faults);
        }
    }
}

fn check_value(shape: &Shape, value: &Value, path: &str, faults: &mut Vec<String>) {
    if !fits(&shape.kind, value) {
        faults.push(format!(
            "Invalid type for parameter {path}, value: {}, type: <class '{}'>, valid types: {}",
            value::text(value),
            value::class(value),
            classes(&shape.kind)
        ));
        return;
    }
    check_least(shape, value, path, faults);
    match (&shape.kind, value) {
        (Kind::Structure(members), Value::Object(given)) => structure(members, given, path, faults),
        (Kind::List(item), Value::List(items)) => {
            for (at, value) in items.iter().enumerate() {
                check_value(item, value, &format!("{path}[{at}]"), faults);
            }
        }
        (Kind::Map(item), Value::Object(given)) => {
            for (name, value) in given {
                check_value(item, value, &format!("{path}.{name}"), faults);
            }
        }
        _ => {}
    }
}

fn check_least(shape: &Shape, value: &Value, path: &str, faults: &mut Vec<String>) {
    let Some(least) = shape.min else { return };
    let (fault, size) = match value {
        Value::Integer(number) => ("value", *number),
        Value::Text(text) if matches!(shape.kind, Kind::Text) => ("length", text.chars().count() as i64),
        Value::List(items) => ("length", items.len() as i64),
        _ => return,
    };
    if size < least {
        let valid = if fault == "value" { "valid min value" } else { "valid min length" };
        faults.push(format!("Invalid {fault} for parameter {path}, value: {size}, {valid}: {least}"));
    }
}

fn fits(kind: &Kind, value: &Value) -> bool {
    match kind {
        Kind::Text | Kind::Blob => matches!(value, Value::Text(_)),
        Kind::Integer | Kind::Long => matches!(value, Value::Integer(_) | Value::Bool(_)),
        Kind::Double => matches!(value, Value::Integer(_) | Value::Bool(_) | Value::Float(_)),
        Kind::Boolean => matches!(value, Value::Bool(_)),
        Kind::Timestamp => match value {
            Value::Integer(_) | Value::Float(_) => true,
            Value::Text(text) => value::seconds(text).is_some(),
            _ => false,
        },
        Kind::List(_) => matches!(value, Value::List(_)),
        Kind::Map(_) | Kind::Structure(_) => matches!(value, Value::Object(_)),
    }
}

/// What Python calls the types that fit.
fn classes(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text => "<class 'str'>",
        Kind::Blob => "<class 'bytes'>, <class 'bytearray'>, file-like object",
        Kind::Integer | Kind::Long => "<class 'int'>",
        Kind::Double => "<class 'float'>, <class 'decimal.Decimal'>, <class 'int'>",
        Kind::Boolean => "<class 'bool'>",
        Kind::Timestamp => "<class 'datetime.datetime'>, timestamp-string",
        Kind::List(_) => "<class 'list'>, <class 'tuple'>",
        Kind::Map(_) | Kind::Structure(_) => "<class 'dict'>",
    }
}
