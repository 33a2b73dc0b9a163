//! From the form to UpdateDestination: what was changed in it, and no more. The service keeps what an update does not name, but
//! some structures it takes as a whole. Those go back as the service told of them, with the changes in them.

mod lists;
#[cfg(test)]
mod tests;

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::build;
use super::values::{ACCESS_KEY_NEEDED, Form};

/// Structures that the service takes as a whole, or wants every member of.
const WHOLE: &[&str] = &[
    "BufferingHints",
    "CatalogConfiguration",
    "CopyCommand",
    "EndpointConfiguration",
    "InputFormatConfiguration",
    "OutputFormatConfiguration",
    "S3Configuration",
];
/// Members that hold one of several structures.
const ONE_OF_SEVERAL: &[&str] = &["Deserializer", "Serializer"];
/// Members that have no field. The form fills them in where there is nothing yet.
const WITHOUT_FIELD: &[&str] = &["RoleARN", "Region"];
/// Members that have one name in updates, and another where the service tells of them.
const TOLD_AS: &[(&str, &str)] = &[
    ("S3Configuration", "S3DestinationDescription"),
    ("S3Update", "S3DestinationDescription"),
    ("S3BackupUpdate", "S3BackupDescription"),
];

/// The member of UpdateDestination that the destination goes into, and what goes in.
///
/// # Errors
/// What is wrong with a field.
pub(super) fn update(form: Form) -> Result<(String, Value), String> {
    let member = format!("{}DestinationUpdate", form.get("kind"));
    // Nothing is taken over from another kind, so it is told all.
    if !form.keeps_kind() {
        return Ok((member, build::destination(form)?));
    }
    if form.lacks_access_key() {
        return Err(format!("Access key: {ACCESS_KEY_NEEDED}"));
    }
    let (before, now) = (build::destination(form.as_told())?, build::destination(form)?);
    Ok((member, form.described.with(|told| changes(&before, &now, told))))
}

/// The members of a structure that were changed: `before` and `now` are as the form has it, `told` as the service does.
fn changes(before: &Value, now: &Value, told: &Value) -> Value {
    let mut said = Map::new();
    for (name, value) in members(now) {
        let alias = TOLD_AS.iter().find(|(updated, _)| updated == name);
        let told = &told[alias.map_or(name.as_str(), |(_, alias)| *alias)];
        if stays(name, &before[name], value, told) {
            continue;
        }
        let change = match name.as_str() {
            "ProcessingConfiguration" => lists::processing(&before[name], value, told),
            "DestinationTableConfigurationList" => lists::tables(&before[name], value, told),
            whole if WHOLE.contains(&whole) => whole_with(&before[name], value, told),
            _ if value.is_object() => changes(&before[name], value, told),
            _ => value.clone(),
        };
        said.insert(name.clone(), change);
    }
    Value::Object(said)
}

/// A whole structure as the service told of it, with the changes in it.
fn whole_with(before: &Value, now: &Value, told: &Value) -> Value {
    let mut whole = told.as_object().cloned().unwrap_or_default();
    let is_emptied = |name: &str| !before[name].is_null() && now[name].is_null();
    whole.retain(|name, _| !is_emptied(name));
    for (name, value) in members(now) {
        let (before, told) = (&before[name], &told[name]);
        if stays(name, before, value, told) {
            continue;
        }
        let mut change = if value.is_object() { whole_with(before, value, told) } else { value.clone() };
        if let Value::Object(several) = &mut change
            && ONE_OF_SEVERAL.contains(&name.as_str())
        {
            several.retain(|one, _| !value[one].is_null());
        }
        whole.insert(name.clone(), change);
    }
    Value::Object(whole)
}

/// Whether a member is to be as the service told of it.
fn stays(name: &str, before: &Value, now: &Value, told: &Value) -> bool {
    before == now || (WITHOUT_FIELD.contains(&name) && !told.is_null())
}

fn members(structure: &Value) -> impl Iterator<Item = (&String, &Value)> {
    structure.as_object().into_iter().flatten()
}
