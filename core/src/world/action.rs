//! Actions as people write them: the JSON form of each kind, and what is wrong with one that cannot be read.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::Value;

use super::is_operation;
use super::scenario::Action;
use crate::error::LoadError;

/// How many kinds of action there are.
const COUNT: usize =
    if cfg!(feature = "firehose") { 24 } else { 16 } + if cfg!(feature = "applications") { 1 } else { 0 };

/// Each kind of action with all its members, as `docs/scenarios.md` explains them.
pub const FORMS: [(&str, &str); COUNT] = [
    (
        "call",
        r#"{"call": {"service": "Kinesis_20131202", "operation": "DeleteStream", "input": {"StreamName": "orders"}}}"#,
    ),
    (
        "fault",
        r#"{"fault": {"operations": ["PutRecords"], "stream": "orders", "share": 0.3, "for_ms": 1000, "effect": {"refuse": {"error": "InternalFailure"}}}}"#,
    ),
    #[cfg(feature = "firehose")]
    (
        "destination_fault",
        r#"{"destination_fault": {"target": "http_endpoint", "delivery_stream": "logs", "share": 0.5, "for_ms": 60000, "effect": {"refuse": {"status": 503}}}}"#,
    ),
    #[cfg(feature = "firehose")]
    ("flush", r#"{"flush": {"delivery_stream": "logs"}}"#),
    #[cfg(feature = "firehose")]
    ("bucket", r#"{"bucket": {"name": "lake"}}"#),
    #[cfg(feature = "firehose")]
    ("function", r#"{"function": {"name": "parse", "code": {"blueprint": "apache_log_to_json"}}}"#),
    #[cfg(feature = "firehose")]
    (
        "table",
        r#"{"table": {"database": "lake", "name": "clicks", "columns": [{"name": "user", "type": "string"}, {"name": "at", "type": "timestamp"}]}}"#,
    ),
    #[cfg(feature = "firehose")]
    ("open_object", r#"{"open_object": {"bucket": "lake", "key": "errors/manifests/*"}}"#),
    #[cfg(feature = "firehose")]
    ("copy", r#"{"copy": {"delivery_stream": "orders", "manifest": "errors/manifests/*"}}"#),
    #[cfg(feature = "firehose")]
    (
        "s3",
        r#"{"s3": {"method": "PUT", "uri": "/lake/notes/a.txt", "headers": {"Content-Type": "text/plain"}, "body": "YQo="}}"#,
    ),
    ("clear_faults", r#"{"clear_faults": {}}"#),
    ("refuse_writes", r#"{"refuse_writes": {"stream": "orders", "shard": 0, "for_ms": 1000}}"#),
    ("key", r#"{"key": {"key_id": "alias/orders", "state": "disabled"}}"#),
    (
        "producer",
        r#"{"producer": {"name": "web", "running": true, "records_per_second": 2000, "record_bytes": 300, "keys": "random", "retry": "none"}}"#,
    ),
    (
        "reader",
        r#"{"reader": {"name": "billing", "running": true, "poll_ms": 1000, "limit": 500, "checkpoint_ms": 10000, "fan_out": false, "parents_first": true, "start": "LATEST"}}"#,
    ),
    ("crash_reader", r#"{"crash_reader": {"reader": "billing", "for_ms": 5000}}"#),
    ("lose_answers", r#"{"lose_answers": {"producer": "web", "for_ms": 1000}}"#),
    (
        "add_producer",
        r#"{"add_producer": {"name": "ios", "stream": "orders", "operation": "PutRecords", "records_per_second": 200, "record_bytes": 300, "keys": "random", "retry": "none", "batch_ms": 100, "payload": "numbered", "running": true}}"#,
    ),
    (
        "add_reader",
        r#"{"add_reader": {"name": "audit", "stream": "orders", "start": "LATEST", "fan_out": false, "poll_ms": 1000, "limit": 500, "checkpoint_ms": 10000, "parents_first": true, "running": true}}"#,
    ),
    ("duplicate", r#"{"duplicate": {"actor": "web", "name": "web-2"}}"#),
    ("remove", r#"{"remove": {"actor": "web"}}"#),
    ("rename", r#"{"rename": {"actor": "web", "name": "shop"}}"#),
    ("connect", r#"{"connect": {"actor": "web", "to": "orders"}}"#),
    #[cfg(feature = "applications")]
    ("restart_application", r#"{"restart_application": {"application": "prices"}}"#),
    (
        "plan",
        r#"{"plan": {"inputs": [{"at_ms": 5000, "action": {"crash_reader": {"reader": "billing", "for_ms": 5000}}}]}}"#,
    ),
];

impl Action {
    /// Reads an action.
    ///
    /// # Errors
    /// What is wrong, with the form of the action that was meant, or with the names of all.
    pub fn from_json(text: &str) -> Result<Self, LoadError> {
        let value: Value = serde_json::from_str(text).map_err(|error| not_json(&error))?;
        let kind = match value.as_object().map(|members| members.keys().collect::<Vec<_>>()).as_deref() {
            Some([kind]) => (*kind).clone(),
            _ => value.as_str().map_or_else(String::new, ToString::to_string),
        };
        let Some((_, form)) = FORMS.into_iter().find(|(name, _)| *name == kind) else {
            return Err(no_such(&kind));
        };
        // From the value, because a place in the text helps nobody whose text was an object of another language.
        serde_json::from_value(value)
            .map_err(|error| LoadError::new(format!("This is no action {kind:?}: {error}. One is {form}")))
    }

    /// The name of its kind, as [`FORMS`] has it.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Call { .. } => "call",
            Self::Fault(_) => "fault",
            #[cfg(feature = "firehose")]
            Self::DestinationFault(_) => "destination_fault",
            #[cfg(feature = "firehose")]
            Self::Flush { .. } => "flush",
            #[cfg(feature = "firehose")]
            Self::Bucket { .. } => "bucket",
            #[cfg(feature = "firehose")]
            Self::Function(_) => "function",
            #[cfg(feature = "firehose")]
            Self::Table { .. } => "table",
            #[cfg(feature = "firehose")]
            Self::OpenObject { .. } => "open_object",
            #[cfg(feature = "firehose")]
            Self::Copy { .. } => "copy",
            #[cfg(feature = "firehose")]
            Self::S3(_) => "s3",
            Self::ClearFaults {} => "clear_faults",
            Self::RefuseWrites { .. } => "refuse_writes",
            Self::Key { .. } => "key",
            Self::Producer(_) => "producer",
            Self::Reader(_) => "reader",
            Self::CrashReader { .. } => "crash_reader",
            Self::LoseAnswers { .. } => "lose_answers",
            Self::AddProducer(_) => "add_producer",
            Self::AddReader(_) => "add_reader",
            Self::Duplicate { .. } => "duplicate",
            Self::Remove { .. } => "remove",
            Self::Rename { .. } => "rename",
            Self::Connect { .. } => "connect",
            Self::Plan { .. } => "plan",
            #[cfg(feature = "applications")]
            Self::RestartApplication { .. } => "restart_application",
        }
    }

    /// Refuses what can be done in no world, whatever there is when its time comes.
    pub(super) fn check(&self) -> Result<(), LoadError> {
        match self {
            Self::Fault(plan) => plan.check(is_operation),
            Self::Plan { inputs } => inputs.iter().try_for_each(|input| input.action.check()),
            _ => Ok(()),
        }
    }
}

/// What is said of a text that cannot be JSON.
pub(super) fn not_json(error: &serde_json::Error) -> LoadError {
    LoadError::new(format!("This is not valid JSON: {error}."))
}

fn no_such(kind: &str) -> LoadError {
    let names: Vec<_> = FORMS.iter().map(|(name, _)| *name).collect();
    let reason = if kind.is_empty() {
        "An action is an object with one member, its kind".into()
    } else {
        format!("There is no action {kind:?}")
    };
    let (_, form) = FORMS.into_iter().find(|(name, _)| *name == "refuse_writes").unwrap_or(FORMS[0]);
    LoadError::new(format!("{reason}; there are {}. One is {form}", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    #[test]
    fn each_form_is_an_action_of_its_kind_with_all_its_members() {
        for (name, form) in FORMS {
            let action = Action::from_json(form).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(action.kind(), name);
            let mut written = serde_json::to_value(&action).unwrap();
            let all = &mut written[name];
            if ["fault", "destination_fault"].contains(&name) {
                // A message is what a form may leave out, and what a server does not say.
                all["effect"]["refuse"].as_object_mut().unwrap().remove("message");
            }
            let members = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
            let form: Value = serde_json::from_str(form).unwrap();
            assert_eq!(members(all), members(&form[name]), "{name}");
        }
    }

    #[track_caller]
    fn check(text: &str, expected: Expect) {
        expected.assert_eq(&Action::from_json(text).unwrap_err().0);
    }

    #[test]
    fn who_is_wrong_is_shown_the_form_that_was_meant() {
        check(
            r#"{"reader": {"name": "r", "poll": 5}}"#,
            expect![[
                r#"This is no action "reader": unknown field `poll`, expected one of `name`, `running`, `poll_ms`, `limit`, `checkpoint_ms`, `fan_out`, `parents_first`, `start`. One is {"reader": {"name": "billing", "running": true, "poll_ms": 1000, "limit": 500, "checkpoint_ms": 10000, "fan_out": false, "parents_first": true, "start": "LATEST"}}"#
            ]],
        );
        check(
            r#"{"key": {"key_id": "k", "state": "broken"}}"#,
            expect![[
                r#"This is no action "key": unknown variant `broken`, expected one of `enabled`, `disabled`, `pending_deletion`, `absent`, `denied`, `not_opted_in`, `throttled`. One is {"key": {"key_id": "alias/orders", "state": "disabled"}}"#
            ]],
        );
        check(
            r#"{"fault": {"operation": "PutRecord"}}"#,
            expect![[
                r#"This is no action "fault": unknown field `operation`, expected one of `operations`, `stream`, `share`, `for_ms`, `effect`. One is {"fault": {"operations": ["PutRecords"], "stream": "orders", "share": 0.3, "for_ms": 1000, "effect": {"refuse": {"error": "InternalFailure"}}}}"#
            ]],
        );
        check(
            r#"{"foo": 1}"#,
            expect![[
                r#"There is no action "foo"; there are call, fault, destination_fault, flush, bucket, function, table, open_object, copy, s3, clear_faults, refuse_writes, key, producer, reader, crash_reader, lose_answers, add_producer, add_reader, duplicate, remove, rename, connect, restart_application, plan. One is {"refuse_writes": {"stream": "orders", "shard": 0, "for_ms": 1000}}"#
            ]],
        );
        check(
            "{}",
            expect![[
                r#"An action is an object with one member, its kind; there are call, fault, destination_fault, flush, bucket, function, table, open_object, copy, s3, clear_faults, refuse_writes, key, producer, reader, crash_reader, lose_answers, add_producer, add_reader, duplicate, remove, rename, connect, restart_application, plan. One is {"refuse_writes": {"stream": "orders", "shard": 0, "for_ms": 1000}}"#
            ]],
        );
        check(
            r#"{"reader": {}, "key": {}}"#,
            expect![[
                r#"An action is an object with one member, its kind; there are call, fault, destination_fault, flush, bucket, function, table, open_object, copy, s3, clear_faults, refuse_writes, key, producer, reader, crash_reader, lose_answers, add_producer, add_reader, duplicate, remove, rename, connect, restart_application, plan. One is {"refuse_writes": {"stream": "orders", "shard": 0, "for_ms": 1000}}"#
            ]],
        );
        check(
            "\"clear_faults\"",
            expect![[
                r#"This is no action "clear_faults": invalid type: unit variant, expected struct variant. One is {"clear_faults": {}}"#
            ]],
        );
        check("x", expect!["This is not valid JSON: expected value at line 1 column 1."]);
    }
}
