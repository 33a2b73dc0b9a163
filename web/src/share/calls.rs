//! An action as the text that does the same outside: for the AWS CLI and for the SDK for JavaScript.

use kinetoscope::world::scenario::{Action, Keys};
use serde_json::{Map, Value};

/// An action in another tool's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Texts {
    pub(crate) cli: String,
    pub(crate) sdk: String,
}

/// The words for an action on a stream.
pub(crate) fn texts(action: &Action, stream: &str) -> Option<Texts> {
    match action {
        Action::Call { operation, input } => {
            let Ok(Value::Object(members)) = serde_json::from_str(&input.0) else { return None };
            Some(Texts { cli: cli(operation, &members), sdk: sdk(operation, &members) })
        }
        Action::Producer { keys: Some(keys), .. } => Some(put_with(keys, stream)),
        _ => None,
    }
}

fn cli(operation: &str, members: &Map<String, Value>) -> String {
    let mut text = format!("aws kinesis {}", kebab(operation));
    for (name, value) in members {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        text.push_str(&format!(" \\\n  --{} {value}", kebab(name)));
    }
    text
}

fn sdk(operation: &str, members: &Map<String, Value>) -> String {
    let lines: Vec<_> = members.iter().map(|(name, value)| format!("  {name}: {value},")).collect();
    format!("await client.send(new {operation}Command({{\n{}\n}}));", lines.join("\n"))
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
    let (shell, script) = match keys {
        Keys::Random => ("\"$(uuidgen)\"".to_owned(), "crypto.randomUUID()".to_owned()),
        Keys::Fixed { key } => (key.clone(), format!("{key:?}")),
        Keys::Hot { key, share } => {
            let share = f64::from(share.millionths) / 1e6;
            (key.clone(), format!("Math.random() < {share} ? {key:?} : crypto.randomUUID()"))
        }
        Keys::Sequential { prefix, count } => {
            (format!("{prefix}$((n++ % {count}))"), format!("`{prefix}${{n++ % {count}}}`"))
        }
        Keys::Zipf { count } => ("key-1".to_owned(), format!("`key-${{zipf({count})}}`")),
        Keys::Explicit { hash_key } => (
            format!("any --explicit-hash-key {hash_key}"),
            format!("\"any\", ExplicitHashKey: \"{hash_key}\""),
        ),
    };
    Texts {
        cli: format!(
            "aws kinesis put-record \\\n  --stream-name {stream} \\\n  --partition-key {shell} \\\n  --data \"$DATA\""
        ),
        sdk: format!(
            "await client.send(new PutRecordsCommand({{\n  StreamName: \"{stream}\",\n  Records: batch.map((Data) => \
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
        let texts = texts(&Action::Call { operation: "SplitShard".into(), input }, "clicks").unwrap();
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
}
