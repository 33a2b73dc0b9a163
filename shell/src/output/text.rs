//! Lines of values between tabs. Source: awscli `text.py`.

use std::collections::BTreeSet;

use crate::value::{self, Object, Value};

/// Prints a value.
pub(crate) fn text(value: &Value) -> String {
    let mut to = String::new();
    item(value, None, None, &mut to);
    to
}

fn item(value: &Value, name: Option<&str>, columns: Option<&[String]>, to: &mut String) {
    match value {
        Value::Object(members) => object(members, name, columns, to),
        Value::List(items) => list(items, name, to),
        scalar => line(&[value::text(scalar)], to),
    }
}

fn line(cells: &[String], to: &mut String) {
    to.push_str(&cells.join("\t"));
    to.push('\n');
}

fn list(items: &[Value], name: Option<&str>, to: &mut String) {
    if items.iter().any(|value| value.as_object().is_some()) {
        let columns = columns(items);
        for value in items {
            item(value, name, Some(&columns), to);
        }
        return;
    }
    let (scalars, lists): (Vec<_>, Vec<_>) = items.iter().partition(|value| value.is_scalar());
    let cells: Vec<_> = scalars.into_iter().map(value::text).collect();
    match name {
        _ if cells.is_empty() => {}
        Some(name) => cells.into_iter().for_each(|cell| line(&[name.to_uppercase(), cell], to)),
        None => line(&cells, to),
    }
    for value in lists {
        item(value, name, None, to);
    }
}

/// The names of all scalar members, sorted.
fn columns(items: &[Value]) -> Vec<String> {
    let members = items.iter().filter_map(Value::as_object).flatten();
    let names: BTreeSet<_> =
        members.filter(|(_, value)| value.is_scalar()).map(|(name, _)| name.clone()).collect();
    names.into_iter().collect()
}

fn object(members: &Object, name: Option<&str>, columns: Option<&[String]>, to: &mut String) {
    let mut sorted: Vec<_> = members.iter().collect();
    sorted.sort_by(|one, other| one.0.cmp(&other.0));
    let find = |column: &String| members.iter().find(|(name, _)| name == column);
    let (mut cells, rest): (Vec<String>, Vec<_>) = match columns {
        Some(columns) => {
            let cell = |column| find(column).map_or_else(String::new, |(_, value)| value::text(value));
            let is_rest = |member: &&(String, Value)| !columns.contains(&member.0);
            (columns.iter().map(cell).collect(), sorted.into_iter().filter(is_rest).collect())
        }
        None => {
            let (scalars, rest): (Vec<_>, Vec<_>) =
                sorted.into_iter().partition(|(_, value)| value.is_scalar());
            (scalars.into_iter().map(|(_, value)| value::text(value)).collect(), rest)
        }
    };
    if !cells.is_empty() {
        if let Some(name) = name {
            cells.insert(0, name.to_uppercase());
        }
        line(&cells, to);
    }
    for (name, value) in rest {
        item(value, Some(name), None, to);
    }
}
