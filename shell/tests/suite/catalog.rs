//! Writes `src/catalog/services.json`: what the engine runs, with the facts of AWS's service model.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use kinetoscope::world::{OperationStatus, operations};
use serde_json::{Map, Value, json};

#[test]
fn the_catalog_is_what_the_engine_declares() {
    let models = models();
    // S3 is spoken to by methods and paths, for which the terminal has no words.
    let by_name = operations().into_iter().filter(|(target, _)| *target != "S3");
    let mut services: Vec<_> = by_name.map(|(target, all)| service(target, &all, &models)).collect();
    services.sort();
    let text = format!("[\n{}\n]\n", services.join(",\n"));
    expect_file!["../../src/catalog/services.json"].assert_eq(&text);
}

fn service(target: &str, all: &[OperationStatus], models: &BTreeMap<String, Value>) -> String {
    let has = |model: &Value, name: &str| model["operations"][name].is_object();
    let found = models.iter().find(|(_, model)| all.iter().all(|operation| has(model, operation.name)));
    let (name, model) = found.unwrap_or_else(|| panic!("tests/model/ has no model of {target}"));
    let docs = &Docs::of(name);
    let facts = |operation: &OperationStatus| (operation.name, &model["operations"][operation.name]);
    // The AWS CLI leaves out what answers with a stream of events.
    let is_plain = |facts: &Value| {
        facts["output"].as_object().unwrap().values().all(|output| output["eventstream"].is_null())
    };
    let lines = all
        .iter()
        .map(facts)
        .filter(|(_, facts)| is_plain(facts))
        .map(|(name, facts)| operation(name, facts, docs));
    format!(
        "{{\"name\": \"{name}\", \"target\": \"{target}\", \"operations\": [\n{}\n]}}",
        lines.collect::<Vec<_>>().join(",\n")
    )
}

fn operation(name: &str, facts: &Value, docs: &Docs) -> String {
    let mut line = format!("{{\"name\": \"{name}\", \"about\": {}", json!(docs.operation(name)));
    let about = |member: &str| docs.member(name, member);
    write!(line, ", \"input\": {}", members(&facts["input"], &facts["inputOrder"], &about)).unwrap();
    write!(line, ", \"output\": {}", members(&facts["output"], &facts["outputOrder"], &|_| String::new()))
        .unwrap();
    if let Some(pages) = facts.get("pages") {
        write!(line, ", \"pages\": {pages}").unwrap();
    }
    line + "}"
}

/// Members in the model's order, without patterns and names of shapes.
fn members(facts: &Value, order: &Value, about: &dyn Fn(&str) -> String) -> String {
    let names = order.as_array().unwrap().iter().map(|name| name.as_str().unwrap());
    let members = names.map(|name| format!("{}: {}", json!(name), shape(&facts[name], &about(name))));
    format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
}

fn shape(facts: &Value, about: &str) -> String {
    let mut plain = Map::new();
    for fact in ["type", "required", "min", "max", "enum"] {
        if let Some(value) = facts.get(fact) {
            plain.insert(fact.into(), value.clone());
        }
    }
    if !about.is_empty() {
        plain.insert("about".into(), about.into());
    }
    let mut text = Value::Object(plain).to_string();
    for inner in ["member", "value"] {
        if let Some(facts) = facts.get(inner) {
            text.pop();
            write!(text, ",\"{inner}\": {}}}", shape(facts, "")).unwrap();
        }
    }
    if let Some(inner) = facts.get("members") {
        text.pop();
        write!(text, ",\"members\": {}}}", members(inner, &facts["order"], &|_| String::new())).unwrap();
    }
    text
}

/// The model of each service, by the AWS CLI's name of it.
fn models() -> BTreeMap<String, Value> {
    let files = fs::read_dir(root().join("tests/model")).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_string();
        (name, serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
    };
    files.filter(|path| path.extension().is_some_and(|end| end == "json")).map(read).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().into()
}

/// What the comments of the engine's declarations say.
struct Docs {
    files: Vec<String>,
}

impl Docs {
    /// Those of a service, by the AWS CLI's name of it.
    fn of(service: &str) -> Self {
        let module = match service {
            "kinesis" => "streams/op".into(),
            "kinesisanalytics" => "analytics/op/v1".into(),
            "kinesisanalyticsv2" => "analytics/op/v2".into(),
            _ => format!("{service}/op"),
        };
        let folder = fs::read_dir(root().join("core/src").join(module));
        let paths = folder.into_iter().flatten().map(|entry| entry.unwrap().path());
        Self { files: paths.map(|path| fs::read_to_string(path).unwrap()).collect() }
    }

    /// Of an operation, the sentence above its struct.
    fn operation(&self, name: &str) -> String {
        let declaration = format!("pub struct {name};");
        self.files.iter().find_map(|text| comment_above(text, &declaration)).unwrap_or_default()
    }

    /// Of a member, the sentence above it.
    fn member(&self, operation: &str, member: &str) -> String {
        let declaration = format!("pub struct {operation};");
        let file = self.files.iter().find(|text| text.contains(&declaration));
        file.and_then(|text| comment_above(text, &format!("= \"{member}\","))).unwrap_or_default()
    }
}

/// The first line of the comment above the first line that has this text.
fn comment_above(text: &str, declaration: &str) -> Option<String> {
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    let at = lines.iter().position(|line| line.contains(declaration))?;
    let comment = |line: &&&str| line.starts_with("///") || line.starts_with("#[");
    let above = lines[..at].iter().rev().take_while(comment).filter(|line| line.starts_with("///")).last()?;
    let said = above.trim_start_matches('/').trim();
    // One sentence: it must fit beside the name in a list.
    Some(said.split_once(". ").map_or(said.to_string(), |(first, _)| format!("{first}.")))
}
