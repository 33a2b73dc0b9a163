//! What the service takes where a field is left empty: told by the engine, of a delivery stream that says nothing there.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde_json::{Value, json};

use super::super::query;
use super::values::Form;
use super::{build, read};

/// What the answer depends on.
const CHOICES: &[&str] = &["kind", "conversion", "deserializer", "partitioned"];

/// What a delivery stream must say, and does not change the rest.
const NEEDED: &[(&str, &str)] = &[
    ("name", "example"),
    ("bucket", "example"),
    ("function", "example"),
    ("database", "example"),
    ("table", "example"),
    ("redshift_table", "example"),
    ("snowflake_table", "EXAMPLE"),
    ("private_key", PRIVATE_KEY),
    ("iceberg_database", "example"),
    ("iceberg_table", "example"),
    ("errors", "errors/!{firehose:error-output-type}/"),
];
/// As many letters as the service wants of one.
const PRIVATE_KEY: &str = match std::str::from_utf8(&[b'A'; 256]) {
    Ok(text) => text,
    Err(_) => "",
};
/// What one must say that spreads records over prefixes.
const PARTITIONED: &[(&str, &str)] =
    &[("prefix", "!{partitionKeyFromQuery:example}/"), ("query", "{example: .example}")];

/// Fields that show what the service takes.
const SHOWN: &[&str] =
    &["size", "interval", "retry", "function_size", "function_interval", "function_retries"];

/// Keeps the form's defaults those of the kind of delivery stream that is chosen.
pub(super) fn follow(form: Form) {
    let answer = query::follow::<Value>(move || {
        let choices = CHOICES.iter().map(|name| (*name, form.get(name))).collect();
        let creation = untrack(|| example(choices));
        creation.map(|creation| json!({ "query": "described", "creation": creation }))
    });
    Effect::new(move |_| {
        form.defaults.set(answer.with(|answer| answer.as_ref().map(defaults).unwrap_or_default()))
    });
}

/// A delivery stream that says no more than it must.
fn example(choices: BTreeMap<&'static str, String>) -> Option<Value> {
    let form = Form::new(false);
    let is_partitioned = choices.get("partitioned").is_some_and(|on| on == "true");
    form.fill_in(choices);
    NEEDED.iter().for_each(|(name, value)| form.set(name, *value));
    if is_partitioned {
        PARTITIONED.iter().for_each(|(name, value)| form.set(name, *value));
    }
    build::creation(form).ok()
}

fn defaults(description: &Value) -> BTreeMap<&'static str, String> {
    let mut told = read::fields(&description["DeliveryStreamDescription"]);
    told.retain(|field, _| SHOWN.contains(field));
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_leaves_out_what_is_asked_for() {
        let example = example([("kind", "ExtendedS3".to_owned())].into()).unwrap();
        let s3 = &example["ExtendedS3DestinationConfiguration"];
        assert_eq!(s3["BucketARN"], "arn:aws:s3:::example");
        assert!(s3["BufferingHints"].is_null());
        let told = defaults(
            &json!({ "DeliveryStreamDescription": { "Destinations": [{ "ExtendedS3DestinationDescription": {
            "BucketARN": "arn:aws:s3:::example", "BufferingHints": { "SizeInMBs": 5, "IntervalInSeconds": 300 },
        } }] } }),
        );
        assert_eq!(told, [("interval", "300".to_owned()), ("size", "5".to_owned())].into());
    }
}
