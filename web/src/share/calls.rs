//! An action as the text that does the same outside: for the AWS CLI and for the SDK for JavaScript.

use kinetoscope::streams;
use kinetoscope::world::scenario::{Action, Keys, ProducerAction};
use serde_json::{Map, Value};

use crate::ui::text;

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
        Action::Call { service, operation, input } if service == streams::TARGET => {
            let Ok(Value::Object(members)) = serde_json::from_str(&input.0) else { return None };
            let (cli, sdk) = (cli(operation, &members), sdk(operation, &members));
            Some(Texts { cli, sdk, terraform: terraform(operation, &members) })
        }
        Action::Producer(ProducerAction { keys: Some(keys), .. }) => Some(put_with(keys, stream)),
        _ => None,
    }
}

/// An action of a session, as JSON has it, on one line: a call of Data Streams as the AWS CLI makes it, all else in words.
pub(crate) fn line(action: &Value) -> String {
    let Some((kind, of)) = action.as_object().and_then(|action| action.iter().next()) else {
        return action.to_string();
    };
    let (service, operation) = (of["service"].as_str(), of["operation"].as_str());
    match (operation, &of["input"]) {
        (Some(operation), Value::Object(members)) if service.is_none_or(|name| name == streams::TARGET) => {
            cli(operation, members).replace(" \\\n ", "")
        }
        (Some(operation), input) => format!("{operation} {input}"),
        _ => told(kind, of),
    }
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

fn cli(operation: &str, members: &Map<String, Value>) -> String {
    let options = members.iter().map(|(name, value)| {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        option(&kebab(name), &value)
    });
    format!("aws kinesis {}{}", kebab(operation), options.collect::<String>())
}

/// An option of the CLI on a line of its own.
fn option(name: &str, value: &str) -> String {
    // A value that begins with a dash would be taken for an option of its own.
    let joint = if value.starts_with('-') { '=' } else { ' ' };
    format!(" \\\n  --{name}{joint}{}", shell_word(value))
}

/// A text as one word of a shell. Keys come from links and so from anybody: nothing in them may be run.
pub(crate) fn shell_word(text: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:@%+=,".contains(letter);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A text as JavaScript has it.
fn script_text(text: &str) -> String {
    Value::from(text).to_string()
}

fn sdk(operation: &str, members: &Map<String, Value>) -> String {
    let lines: Vec<_> = members.iter().map(|(name, value)| format!("  {name}: {value},")).collect();
    format!("await client.send(new {operation}Command({{\n{}\n}}));", lines.join("\n"))
}

/// What a call leaves behind, as Terraform has it: a state and no call. Where it has no such state, a comment says so.
fn terraform(operation: &str, members: &Map<String, Value>) -> String {
    let member = |name: &str| members.get(name).map(Value::to_string).unwrap_or_default();
    let of_stream = |line: String| {
        format!("resource \"aws_kinesis_stream\" \"this\" {{\n  # as it was, and\n  {line}\n}}")
    };
    match operation {
        "SplitShard" | "MergeShards" => {
            "# Terraform sets shard_count, and the service makes even ranges of it.\n# It cannot \
             split or merge one shard."
                .into()
        }
        "UpdateShardCount" => of_stream(format!("shard_count = {}", member("TargetShardCount"))),
        "IncreaseStreamRetentionPeriod" | "DecreaseStreamRetentionPeriod" => {
            of_stream(format!("retention_period = {}", member("RetentionPeriodHours")))
        }
        "StartStreamEncryption" => {
            of_stream(format!("encryption_type = \"KMS\"\n  kms_key_id      = {}", member("KeyId")))
        }
        "RegisterStreamConsumer" => format!(
            "resource \"aws_kinesis_stream_consumer\" \"this\" {{\n  name       = {}\n  stream_arn = \
             aws_kinesis_stream.this.arn\n}}",
            member("ConsumerName")
        ),
        "CreateStream" => format!(
            "resource \"aws_kinesis_stream\" \"this\" {{\n  name        = {}\n  shard_count = {}\n}}",
            member("StreamName"),
            member("ShardCount")
        ),
        _ => format!("# Terraform keeps resources as they should be; it has nothing for {operation}."),
    }
}

/// `SplitShard` is `split-shard`.
fn kebab(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !text.is_empty() {
            text.push('-');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

/// How a program that puts records would choose keys so.
fn put_with(keys: &Keys, stream: &str) -> Texts {
    let key_option = |value: &str| option("partition-key", value);
    let (cli, script) = match keys {
        Keys::Random => {
            (" \\\n  --partition-key \"$(uuidgen)\"".to_owned(), "crypto.randomUUID()".to_owned())
        }
        Keys::Fixed { key } => (key_option(key), script_text(key)),
        Keys::Hot { key, share } => {
            let share = f64::from(share.millionths) / 1e6;
            (key_option(key), format!("Math.random() < {share} ? {} : crypto.randomUUID()", script_text(key)))
        }
        Keys::Sequential { prefix, count } => (
            format!("{}$((n++ % {count}))", key_option(prefix)),
            format!("{} + (n++ % {count})", script_text(prefix)),
        ),
        Keys::Zipf { count } => (key_option("key-1"), format!("\"key-\" + zipf({count})")),
        Keys::Explicit { hash_key } => {
            let hash_key = hash_key.to_string();
            let script = format!("\"any\", ExplicitHashKey: \"{hash_key}\"");
            (key_option("any") + &option("explicit-hash-key", &hash_key), script)
        }
    };
    let stream_name = option("stream-name", stream);
    let stream = script_text(stream);
    Texts {
        terraform: "# Terraform makes streams; it puts no records.".into(),
        cli: format!("aws kinesis put-record{stream_name}{cli} \\\n  --data \"$DATA\""),
        sdk: format!(
            "await client.send(new PutRecordsCommand({{\n  StreamName: {stream},\n  Records: batch.map((Data) => \
             ({{\n    Data,\n    PartitionKey: {script},\n  }})),\n}}));"
        ),
    }
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
            "aws kinesis split-shard \\\n  --shard-to-split shardId-000000000003 \\\n  --stream-name clicks"
        );
        assert_eq!(
            texts.sdk,
            "await client.send(new SplitShardCommand({\n  ShardToSplit: \"shardId-000000000003\",\n  \
             StreamName: \"clicks\",\n}));"
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

    #[test]
    fn terraform_says_what_stays_of_a_call_or_that_it_cannot() {
        let of = |operation: &str, input: &str| {
            texts(&Action::call(operation, JsonText(input.into())), "clicks").unwrap().terraform
        };
        assert!(of("SplitShard", "{}").starts_with("# Terraform sets shard_count"));
        assert!(of("UpdateShardCount", r#"{"TargetShardCount":8}"#).contains("shard_count = 8"));
        assert!(of("PutRecord", "{}").ends_with("it has nothing for PutRecord."));
    }

    #[test]
    fn a_key_of_a_link_is_never_run() {
        let put = |key: &str| put_with(&Keys::Fixed { key: key.into() }, "clicks");
        assert!(put("$(rm x)").cli.contains("--partition-key '$(rm x)' \\\n"));
        assert!(put("it's").cli.contains(r"--partition-key 'it'\''s' \"));
        assert!(put("--data").cli.contains("--partition-key=--data \\\n"));
        assert!(put("user-1").cli.contains("--partition-key user-1 \\\n"));
        assert!(put("\"; x(); \"").sdk.contains(r#"PartitionKey: "\"; x(); \"","#));
        let rotation = put_with(&Keys::Sequential { prefix: "`${x}".into(), count: 4 }, "clicks");
        assert!(rotation.cli.contains("--partition-key '`${x}'$((n++ % 4)) \\\n"));
        assert!(rotation.sdk.contains(r#"PartitionKey: "`${x}" + (n++ % 4),"#));
    }
}
