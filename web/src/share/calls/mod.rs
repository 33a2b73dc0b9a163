//! An action as the text that does the same outside: for the AWS CLI, for the SDK for JavaScript, and for Terraform.

mod command;
mod put;
mod script;
mod terraform;

use kinetoscope::streams;
use kinetoscope::world::scenario::{Action, ProducerAction};
use kinetoscope_shell::catalog::{Catalog, Operation, Service};
use kinetoscope_shell::value;
use serde_json::Value;

use crate::ui::text;
pub(crate) use command::{command, shell_word};
pub(crate) use script::request;

/// What stands before each option of a command that is laid out over several lines.
const OWN_LINE: &str = " \\\n  ";

thread_local! {
    static CATALOG: Catalog = Catalog::new();
}

/// An action in another tool's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Texts {
    pub(crate) cli: String,
    pub(crate) sdk: String,
    /// As Terraform, or why it cannot say it.
    pub(crate) terraform: String,
}

/// The words for an action on a stream.
pub(crate) fn texts(action: &Action, stream: &str) -> Option<Texts> {
    match action {
        Action::Call { service, operation, input } => CATALOG.with(|catalog| {
            let (service, operation) = find(catalog, service, operation)?;
            let input = value::parse(&input.0).ok()?;
            Some(Texts {
                cli: command(service, operation, &input, OWN_LINE),
                sdk: format!("await client.send({});", request(operation, &input)),
                terraform: terraform::text(&operation.name, &input),
            })
        }),
        Action::Producer(ProducerAction { keys: Some(keys), .. }) => Some(put::texts(keys, stream)),
        _ => None,
    }
}

/// An operation by the service's name on the wire and its own.
pub(crate) fn find<'c>(
    catalog: &'c Catalog,
    target: &str,
    name: &str,
) -> Option<(&'c Service, &'c Operation)> {
    let service = catalog.services.iter().find(|service| service.target == target)?;
    let operation = service.operations.iter().find(|operation| operation.name == name)?;
    Some((service, operation))
}

/// An action of a session, as JSON has it, on one line: a call as the AWS CLI makes it, all else in words.
pub(crate) fn line(action: &Value) -> String {
    let Some((kind, of)) = action.as_object().and_then(|action| action.iter().next()) else {
        return action.to_string();
    };
    match of["operation"].as_str() {
        Some(operation) => called(of, operation).unwrap_or_else(|| format!("{operation} {}", of["input"])),
        None => told(kind, of),
    }
}

/// A call as the AWS CLI makes it; nothing where the CLI has no such operation.
fn called(of: &Value, operation: &str) -> Option<String> {
    let target = of["service"].as_str().unwrap_or(streams::TARGET);
    let input = value::parse(&of["input"].to_string()).ok()?;
    CATALOG.with(|catalog| {
        let (service, operation) = find(catalog, target, operation)?;
        Some(command(service, operation, &input, " "))
    })
}

/// `refuse writes: for 10.0 s, shard 3, stream clicks`.
fn told(kind: &str, of: &Value) -> String {
    let member = |(name, value): (&String, &Value)| {
        let spaced = name.replace('_', " ");
        match (value, name.strip_suffix("_ms"), value.as_u64()) {
            (Value::Null, ..) => None,
            (_, Some(name), Some(millis)) => {
                Some(format!("{} {}", name.replace('_', " "), text::length(millis.saturating_mul(1_000))))
            }
            (Value::String(value), ..) => Some(format!("{spaced} {value}")),
            _ => Some(format!("{spaced} {value}")),
        }
    };
    let members: Vec<_> = of.as_object().into_iter().flatten().filter_map(member).collect();
    let kind = kind.replace('_', " ");
    if members.is_empty() { kind } else { format!("{kind}: {}", members.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinetoscope::world::scenario::JsonText;

    #[test]
    fn a_call_is_written_for_both_tools() {
        let input = JsonText(r#"{"ShardToSplit":"shardId-000000000003","StreamName":"clicks"}"#.into());
        let texts = texts(&Action::call("SplitShard", input), "clicks").unwrap();
        assert_eq!(
            texts.cli,
            "aws kinesis split-shard \\\n  --stream-name clicks \\\n  --shard-to-split shardId-000000000003"
        );
        assert_eq!(
            texts.sdk,
            "await client.send(new SplitShardCommand({\n  ShardToSplit: \"shardId-000000000003\",\n  \
             StreamName: \"clicks\",\n}));"
        );
    }

    #[test]
    fn true_and_false_are_flags_of_their_own_and_an_arn_is_one_word() {
        let input = r#"{"StreamARN":"arn:aws:kinesis:x","ConsumerName":"a","EnforceConsumerDeletion":false}"#;
        let cli = |operation: &str| texts(&Action::call(operation, JsonText(input.into())), "").unwrap().cli;
        assert_eq!(
            cli("DeleteStream"),
            "aws kinesis delete-stream \\\n  --no-enforce-consumer-deletion \\\n  --stream-arn arn:aws:kinesis:x"
        );
        assert_eq!(
            cli("DeregisterStreamConsumer"),
            "aws kinesis deregister-stream-consumer \\\n  --stream-arn arn:aws:kinesis:x \\\n  --consumer-name a"
        );
    }

    #[test]
    fn an_action_of_a_session_is_one_line() {
        let of = |action: &str| line(&serde_json::from_str(action).unwrap());
        assert_eq!(
            of(r#"{"call":{"operation":"PutRecord","input":{"Data":"AA==","PartitionKey":"a b"}}}"#),
            "aws kinesis put-record --data AA== --partition-key 'a b'"
        );
        assert_eq!(of(r#"{"call":{"service":"Other","operation":"Do","input":{"A":1}}}"#), r#"Do {"A":1}"#);
        assert_eq!(
            of(r#"{"refuse_writes":{"for_ms":10000,"shard":3,"stream":"clicks"}}"#),
            "refuse writes: for 10.0 s, shard 3, stream clicks"
        );
        assert_eq!(
            of(r#"{"producer":{"name":"web","keys":"random","retry":null}}"#),
            "producer: keys random, name web"
        );
        assert_eq!(of(r#"{"clear_faults":{}}"#), "clear faults");
    }
}
