//! Every declaration against the facts of AWS's service model (`tests/model/*.json`, made by `cargo xtask codegen`).
//!
//! Where a declaration differs on purpose, `tests/model/differences.txt` has a line with the reason. A difference without
//! a line is red, and so is a line without its difference.

use std::collections::BTreeSet;

use kinetoscope::analytics::op::{v1, v2};
use kinetoscope::api::dispatch::Target;
use kinetoscope::api::{Declaration, Kind, Member, Rules, Shape, Unsupported};
use kinetoscope::error::{Code, Error};
use kinetoscope::world::{Settings, World, operations};
use kinetoscope::{cloudtrail, cloudwatch, firehose, logs, streams};
use serde_json::Value;

const KINESIS: &str = include_str!("../../../tests/model/kinesis.json");
const CLOUDTRAIL: &str = include_str!("../../../tests/model/cloudtrail.json");
const CLOUDWATCH: &str = include_str!("../../../tests/model/cloudwatch.json");
const FIREHOSE: &str = include_str!("../../../tests/model/firehose.json");
const ANALYTICS_V1: &str = include_str!("../../../tests/model/kinesisanalytics.json");
const ANALYTICS_V2: &str = include_str!("../../../tests/model/kinesisanalyticsv2.json");
const LOGS: &str = include_str!("../../../tests/model/logs.json");
const DIFFERENCES: &str = include_str!("../../../tests/model/differences.txt");

/// Structures that stand for several of the model with the same members. Their service prints no names.
const SHARED: [&str; 6] = [
    "AmazonopensearchserviceBufferingHints",
    "AmazonopensearchserviceDestinationConfiguration",
    "AmazonopensearchserviceDestinationUpdate",
    "BufferingHints",
    "DeliveryStreamEncryptionConfigurationInput",
    "RetryOptions",
];

#[test]
fn declarations_differ_from_the_service_model_only_where_we_say_so() {
    let mut found = BTreeSet::new();
    compare(streams::op::OPERATIONS, KINESIS, &mut found);
    compare(cloudtrail::op::OPERATIONS, CLOUDTRAIL, &mut found);
    compare(cloudwatch::op::OPERATIONS, CLOUDWATCH, &mut found);
    compare(firehose::op::OPERATIONS, FIREHOSE, &mut found);
    compare(logs::op::OPERATIONS, LOGS, &mut found);
    compare(v1::OPERATIONS, ANALYTICS_V1, &mut found);
    compare(v2::OPERATIONS, ANALYTICS_V2, &mut found);
    let lines = DIFFERENCES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let known: Vec<_> = lines
        .map(|line| line.split_once(" -- ").unwrap_or_else(|| panic!("{line:?} has no ` -- reason`")).0)
        .collect();
    let covers = |line: &str, difference: &str| match line.strip_prefix('*') {
        Some(rest) => difference.find('.').is_some_and(|at| &difference[at..] == rest),
        None => line == difference,
    };
    let new: Vec<_> = found.iter().filter(|found| !known.iter().any(|line| covers(line, found))).collect();
    let gone: Vec<_> = known.iter().filter(|line| !found.iter().any(|found| covers(line, found))).collect();
    assert!(new.is_empty(), "differences without a line: {new:#?}");
    assert!(gone.is_empty(), "lines without a difference: {gone:#?}");
}

fn compare<S>(operations: &[Declaration<S>], facts: &str, found: &mut BTreeSet<String>) {
    let facts: Value = serde_json::from_str(facts).unwrap();
    for declaration in operations {
        let operation = &facts["operations"][declaration.name];
        assert!(operation.is_object(), "{} is in no model", declaration.name);
        let mut say = |text: String| _ = found.insert(format!("{}.{text}", declaration.name));
        compare_members("input", declaration.input, &operation["input"], true, &mut say);
        compare_members("output", declaration.output, &operation["output"], false, &mut say);
        compare_errors(declaration.errors, &operation["errors"], &mut say);
    }
}

#[test]
fn every_operation_of_the_service_model_runs_or_is_listed_with_a_reason() {
    check_listed(streams::TARGET, streams::op::OPERATIONS, KINESIS);
    check_listed(v1::TARGET, v1::OPERATIONS, ANALYTICS_V1);
    check_listed(v2::TARGET, v2::OPERATIONS, ANALYTICS_V2);
}

#[track_caller]
fn check_listed<S>(target: &str, declared: &[Declaration<S>], facts: &str) {
    let facts: Value = serde_json::from_str(facts).unwrap();
    let model: Vec<_> = facts["operations"].as_object().unwrap().keys().cloned().collect();
    let (_, listed) = operations().into_iter().find(|(service, _)| *service == target).unwrap();
    assert_eq!(listed.iter().map(|operation| operation.name).collect::<Vec<_>>(), model);
    let run =
        listed.iter().filter(|operation| operation.unsupported.is_none()).map(|operation| operation.name);
    let declared = declared.iter().map(|declaration| declaration.name);
    assert_eq!(run.collect::<Vec<_>>(), declared.collect::<Vec<_>>());
}

#[test]
fn a_call_of_an_operation_that_does_not_run_is_told_why() {
    let mut world = World::new(Settings::default());
    let of_streams = streams::op::unsupported().map(|operation| (streams::TARGET, operation));
    let of_analytics = v2::UNSUPPORTED.iter().map(|operation| (v2::TARGET, *operation));
    let all: Vec<(&str, Unsupported)> = of_streams.chain(of_analytics).collect();
    for (service, operation) in all {
        let target = Target { service, operation: operation.name };
        let refusal = world.call_json(target, "{}").unwrap_err();
        assert_eq!(refusal.code, Code::UnknownOperation);
        let said = format!("Kinetoscope does not run {}: {}.", operation.name, operation.reason);
        assert_eq!(refusal.message(), said);
    }
    let foreign = Target { service: "DynamoDB_20120810", operation: "PutItem" };
    let text = "There is no operation \"PutItem\" of DynamoDB_20120810.";
    assert_eq!(world.call_json(foreign, "{}"), Err(Error::new(Code::UnknownOperation, text)));
}

fn compare_members(path: &str, shape: &Shape, facts: &Value, is_input: bool, say: &mut dyn FnMut(String)) {
    let facts = facts.as_object().expect("members are a map");
    // A structure that three roles share has no name for what one of them leaves out.
    for member in shape.members.iter().filter(|member| !member.name.is_empty()) {
        let path = format!("{path}.{}", member.name);
        match facts.get(member.name) {
            Some(facts) => compare_member(&path, member, facts, is_input, say),
            None => say(format!("{path}: not in the model")),
        }
    }
    for name in facts.keys().filter(|name| shape.members.iter().all(|member| member.name != **name)) {
        say(format!("{path}.{name}: not declared"));
    }
}

fn compare_member(path: &str, member: &Member, facts: &Value, is_input: bool, say: &mut dyn FnMut(String)) {
    compare_kind(path, member.kind, facts, is_input, say);
    if is_input {
        if member.required != facts["required"].as_bool().unwrap_or(false) {
            say(format!("{path}: required is {}", member.required));
        }
        compare_rules(path, member, facts, say);
    }
}

fn compare_kind(path: &str, kind: Kind, facts: &Value, is_input: bool, say: &mut dyn FnMut(String)) {
    let (name, fits) = match kind {
        Kind::String => ("string", facts["enum"].is_null()),
        Kind::Enum(values) => ("string", same_values(values, &facts["enum"])),
        Kind::Integer => ("integer", true),
        Kind::Long => ("long", true),
        Kind::Double => ("double", true),
        Kind::Boolean => ("boolean", true),
        Kind::Blob => ("blob", true),
        Kind::Timestamp => ("timestamp", true),
        Kind::List(item) => {
            compare_kind(&format!("{path}[]"), *item, &facts["member"], is_input, say);
            ("list", true)
        }
        Kind::Map(value) => {
            compare_kind(&format!("{path}{{}}"), *value, &facts["value"], is_input, say);
            ("map", true)
        }
        Kind::Structure(shape) if shape.name == v2::flink::UNREAD => {
            say(format!("{path}: only whether it is there"));
            return;
        }
        Kind::Structure(shape) => {
            // Messages print it. `$Operation` stands for any operation's name.
            let own = shape.name.trim_start_matches("$Operation");
            let named = facts["shape"].as_str().unwrap_or_default();
            let is_shared = SHARED.contains(&shape.name);
            if is_input && !is_shared && named != own && !(own != shape.name && named.ends_with(own)) {
                say(format!("{path}: named {}, not {named}", shape.name));
            }
            compare_members(path, shape, &facts["members"], is_input, say);
            ("structure", true)
        }
    };
    if facts["type"] != name || !fits {
        say(format!("{path}: declared as {kind:?}"));
    }
}

fn same_values(values: &[&str], facts: &Value) -> bool {
    let facts: BTreeSet<_> = facts.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    facts == values.iter().copied().collect()
}

fn compare_rules(path: &str, member: &Member, facts: &Value, say: &mut dyn FnMut(String)) {
    let Rules { range, pattern, length, item_length, value_length } = member.rules;
    let declared = match member.kind {
        Kind::Integer | Kind::Long | Kind::Double => range,
        _ => length.map(|(least, greatest)| (i64::from(least), most(greatest))),
    };
    check_bounds(path, declared, facts, say);
    if pattern.map(|pattern| pattern.text) != facts["pattern"].as_str() {
        say(format!("{path}: pattern {:?}", pattern.map(|pattern| pattern.text)));
    }
    let bounds =
        |bounds: Option<(u32, u32)>| bounds.map(|(least, greatest)| (i64::from(least), i64::from(greatest)));
    if matches!(member.kind, Kind::Map(_)) {
        check_bounds(&format!("{path}.key"), bounds(item_length), &facts["key"], say);
        check_bounds(&format!("{path}.value"), bounds(value_length), &facts["value"], say);
    }
}

/// The greatest length that can be declared stands for none.
fn most(length: u32) -> i64 {
    if length == u32::MAX { i64::MAX } else { length.into() }
}

fn check_bounds(path: &str, declared: Option<(i64, i64)>, facts: &Value, say: &mut dyn FnMut(String)) {
    let (least, greatest) = (facts["min"].as_i64(), facts["max"].as_i64());
    let expected = match (least, greatest) {
        (None, None) => None,
        (least, greatest) => Some((least.unwrap_or(0), greatest.unwrap_or(i64::MAX))),
    };
    if declared != expected {
        say(format!("{path}: bounds {declared:?}, not {expected:?}"));
    }
}

fn compare_errors(declared: &[kinetoscope::error::Code], facts: &Value, say: &mut dyn FnMut(String)) {
    let facts: BTreeSet<_> = facts.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let declared: BTreeSet<_> = declared.iter().map(|code| code.name()).collect();
    for name in declared.difference(&facts) {
        say(format!("errors: {name} is not in the model"));
    }
    for name in facts.difference(&declared) {
        say(format!("errors: {name} is never given"));
    }
}
