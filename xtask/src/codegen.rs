//! Distils AWS's service model into facts: names, types, limits, patterns and errors, without its prose.
//!
//! The model comes with botocore, which the Python environment of the tests has in a pinned version. What is written to
//! `tests/model/` is committed; a test of `core` compares every declaration with it.

use std::fs;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use crate::console;
use crate::process;
use crate::project::Project;
use crate::tools::python;

/// Service and version, as botocore's folders are named, and the operations that are of interest; all where none is named.
const MODELS: &[(&str, &str, &[&str])] = &[
    ("cloudtrail", "2013-11-01", &["LookupEvents"]),
    ("cloudwatch", "2010-08-01", &["GetMetricData", "GetMetricStatistics", "ListMetrics"]),
    ("firehose", "2015-08-04", &[]),
    ("kinesis", "2013-12-02", &[]),
    ("kinesisanalytics", "2015-08-14", &[]),
    ("kinesisanalyticsv2", "2018-05-23", &[]),
    ("logs", "2014-03-28", LOGS),
];

/// The operations of CloudWatch Logs by which logs of errors are read and made room for.
const LOGS: &[&str] = &[
    "CreateLogGroup",
    "CreateLogStream",
    "DeleteLogGroup",
    "DeleteLogStream",
    "DescribeLogGroups",
    "DescribeLogStreams",
    "FilterLogEvents",
    "GetLogEvents",
];

/// Reads a model and its botocore's version with Python, because the file is compressed.
const READ: &str = "\
import botocore, botocore.loaders, json, sys
loader = botocore.loaders.Loader()
model = loader.load_service_model(sys.argv[1], 'service-2', sys.argv[2])
for shape in model['shapes'].values():
    shape['order'] = list(shape.get('members', []))
pages = loader.load_service_model(sys.argv[1], 'paginators-1', sys.argv[2])['pagination']
json.dump({'botocore': botocore.__version__, 'model': model, 'pages': pages}, sys.stdout)";

/// Writes the facts of every model.
pub(crate) fn run(project: &Project) -> Result<()> {
    let python = python::find(project)?;
    for (service, version, wanted) in MODELS {
        let why = "the facts of the service model are made from botocore's";
        console::step(&format!("model of {service}"), why, || {
            let text = process::text(python.tool("python")?.args(["-c", READ, service, version]))?;
            let read: Value = serde_json::from_str(&text).context("botocore's model is not JSON")?;
            let source = format!("botocore {} {service}/{version}", read["botocore"]);
            let facts = distil(&read["model"], &read["pages"], &source, wanted);
            let path = project.path(&format!("tests/model/{service}.json"));
            let text = serde_json::to_string_pretty(&facts)? + "\n";
            fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
        })?;
    }
    Ok(())
}

fn distil(model: &Value, pages: &Value, source: &str, wanted: &[&str]) -> Value {
    let is_wanted = |(name, _): &(&String, &Value)| wanted.is_empty() || wanted.contains(&name.as_str());
    let operations = model["operations"].as_object().into_iter().flatten().filter(is_wanted);
    let distil = |(name, operation): (&String, &Value)| {
        let mut facts = distil_operation(model, operation);
        if let Some(pages) = pages.get(name) {
            facts["pages"] = pages.clone();
        }
        (name.clone(), facts)
    };
    let facts: Map<_, _> = operations.map(distil).collect();
    json!({ "source": source.replace('"', ""), "operations": facts })
}

fn distil_operation(model: &Value, operation: &Value) -> Value {
    let members = |side: &str| match operation[side]["shape"].as_str() {
        Some(shape) => distil_shape(model, shape)["members"].clone(),
        None => json!({}),
    };
    let order = |side: &str| match operation[side]["shape"].as_str() {
        Some(shape) => order(&model["shapes"][shape]),
        None => json!([]),
    };
    let mut errors: Vec<_> = operation["errors"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|error| error["shape"].as_str())
        .map(String::from)
        .collect();
    errors.sort();
    json!({
        "input": members("input"),
        "inputOrder": order("input"),
        "output": members("output"),
        "outputOrder": order("output"),
        "errors": errors,
    })
}

/// The members of a structure in the model's order, in which the AWS CLI prints them.
fn order(shape: &Value) -> Value {
    shape.get("order").cloned().unwrap_or_else(|| json!([]))
}

/// A shape with all shapes inside it; the models have no recursive ones.
fn distil_shape(model: &Value, name: &str) -> Value {
    let shape = &model["shapes"][name];
    let mut facts = Map::new();
    if shape["type"] == "structure" {
        facts.insert("shape".into(), json!(name));
        facts.insert("order".into(), order(shape));
    }
    for fact in ["type", "min", "max", "pattern", "enum", "eventstream"] {
        if let Some(value) = shape.get(fact) {
            facts.insert(fact.into(), value.clone());
        }
    }
    if let Some(member) = shape["member"]["shape"].as_str() {
        facts.insert("member".into(), distil_shape(model, member));
    }
    for part in ["key", "value"] {
        if let Some(inner) = shape[part]["shape"].as_str() {
            facts.insert(part.into(), distil_shape(model, inner));
        }
    }
    if let Some(members) = shape["members"].as_object() {
        facts.insert("members".into(), distil_members(model, shape, members));
    }
    Value::Object(facts)
}

fn distil_members(model: &Value, shape: &Value, members: &Map<String, Value>) -> Value {
    let required = |name: &str| {
        shape["required"].as_array().is_some_and(|names| names.iter().any(|required| required == name))
    };
    let distil = |(name, member): (&String, &Value)| {
        let mut facts = distil_shape(model, member["shape"].as_str().unwrap_or_default());
        if required(name) {
            facts["required"] = json!(true);
        }
        (name.clone(), facts)
    };
    Value::Object(members.iter().map(distil).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_facts_and_drops_prose() {
        let model = json!({
            "operations": { "Greet": {
                "input": { "shape": "GreetInput" },
                "errors": [{ "shape": "Z" }, { "shape": "A" }],
                "documentation": "prose"
            } },
            "shapes": {
                "GreetInput": { "type": "structure", "required": ["Names"], "order": ["Place", "Names"], "members": {
                    "Names": { "shape": "Names", "documentation": "prose" },
                    "Place": { "shape": "Place" } } },
                "Names": { "type": "list", "min": 1, "member": { "shape": "Name" } },
                "Name": { "type": "string", "pattern": "a+" },
                "Place": { "type": "structure", "members": {} }
            }
        });
        let pages = json!({ "Greet": { "limit_key": "Limit" }, "Part": {} });
        assert_eq!(
            distil(&model, &pages, "s", &["Greet"])["operations"]["Greet"],
            json!({
                "errors": ["A", "Z"],
                "input": {
                    "Names": {
                        "member": { "pattern": "a+", "type": "string" }, "min": 1, "required": true, "type": "list"
                    },
                    "Place": { "members": {}, "order": [], "shape": "Place", "type": "structure" }
                },
                "inputOrder": ["Place", "Names"],
                "output": {},
                "outputOrder": [],
                "pages": { "limit_key": "Limit" }
            })
        );
    }
}
