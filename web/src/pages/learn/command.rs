//! A command of a step as a call: its options are the members that the learner may change.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Members that are numbers in JSON; all others of these calls are texts.
const NUMBERS: &[&str] = &["Limit", "RetentionPeriodHours", "ShardCount", "TargetShardCount"];
/// The option that says that `--data` is given as it is, and not as base64.
const RAW: &str = "raw-in-base64-out";

/// A call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Command {
    /// AWS's name.
    pub(super) operation: String,
    /// Members with what the step fills in, in the order of the command.
    pub(super) members: Vec<Member>,
}

/// A member of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) value: String,
    /// Whether it is typed as a text and goes as base64.
    pub(super) is_bytes: bool,
    /// The member of an earlier answer that it stands for: `$SHARD_ITERATOR`.
    pub(super) from: Option<String>,
}

impl Command {
    /// Reads `aws kinesis put-record --stream-name notes`; `None` where it is no such command.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let words = words(text);
        let [aws, kinesis, operation, options @ ..] = &words[..] else { return None };
        if aws != "aws" || kinesis != "kinesis" {
            return None;
        }
        let pairs = options.chunks(2).map(|pair| match pair {
            [name, value] => Some((name.strip_prefix("--")?, value.as_str())),
            _ => None,
        });
        let pairs: Vec<_> = pairs.collect::<Option<_>>()?;
        let raw = pairs.contains(&("cli-binary-format", RAW));
        let members = pairs.into_iter().filter(|(name, _)| *name != "cli-binary-format");
        let members = members.map(|(name, value)| {
            let from = value.strip_prefix('$').map(|name| pascal(&name.to_lowercase().replace('_', "-")));
            let value = if from.is_some() { "" } else { value };
            Member { name: pascal(name), value: value.into(), is_bytes: raw && name == "data", from }
        });
        Some(Self { operation: pascal(operation), members: members.collect() })
    }

    /// The input with what was typed; an empty text is left out, and `base64` makes bytes.
    ///
    /// # Errors
    /// Where a number is none.
    pub(super) fn input(
        &self,
        typed: &BTreeMap<String, String>,
        base64: impl Fn(&str) -> String,
    ) -> Result<Value, String> {
        let mut input = Map::new();
        for Member { name, value, is_bytes, .. } in &self.members {
            let text = typed.get(name).unwrap_or(value);
            let value = match text.trim() {
                "" if !is_bytes => continue,
                number if NUMBERS.contains(&name.as_str()) => {
                    number.parse::<i64>().map_err(|_| format!("{name}: a whole number, please."))?.into()
                }
                _ if *is_bytes => base64(text).into(),
                text => text.into(),
            };
            input.insert(name.clone(), value);
        }
        Ok(Value::Object(input))
    }
}

/// The words of a line, those in quotes as one.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (vec![], None::<String>, None);
    for letter in line.chars() {
        match (quote, letter) {
            (Some(open), _) if open == letter => quote = None,
            (None, '\'' | '"') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

/// `put-record` is `PutRecord`.
fn pascal(name: &str) -> String {
    let parts = name.split('-').map(|part| {
        let mut letters = part.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    });
    parts.collect()
}

/// The texts of an answer by the names of their members, so that later calls can be filled in: the first of a list
/// stands for all.
pub(super) fn texts_of(answer: &Value, found: &mut BTreeMap<String, String>) {
    match answer {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(text) => _ = found.insert(name.clone(), text.clone()),
                    other => texts_of(other, found),
                }
            }
        }
        Value::Array(list) => list.first().into_iter().for_each(|first| texts_of(first, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn texts<const N: usize>(pairs: [(&str, &str); N]) -> BTreeMap<String, String> {
        pairs.map(|(name, value)| (name.into(), value.into())).into()
    }

    #[test]
    fn a_command_is_the_call_that_the_cli_would_make() {
        let put = "aws kinesis put-record --stream-name my-stream --partition-key me \
                   --cli-binary-format raw-in-base64-out --data 'my first words'";
        let put = Command::parse(put).unwrap();
        let base64 = |text: &str| format!("base64 of {text}");
        let expected =
            json!({ "StreamName": "my-stream", "PartitionKey": "me", "Data": "base64 of my first words" });
        assert_eq!((put.operation.as_str(), put.input(&texts([]), base64).unwrap()), ("PutRecord", expected));
        let typed = texts([("Data", ""), ("PartitionKey", "")]);
        assert_eq!(
            put.input(&typed, base64).unwrap(),
            json!({ "StreamName": "my-stream", "Data": "base64 of " })
        );
    }

    #[test]
    fn numbers_are_numbers_and_places_of_earlier_answers_are_known() {
        let create = Command::parse("aws kinesis create-stream --stream-name a --shard-count 1").unwrap();
        let input = |count: &str| create.input(&texts([("ShardCount", count)]), str::to_owned);
        assert_eq!(input("2").unwrap(), json!({ "StreamName": "a", "ShardCount": 2 }));
        assert_eq!(input("many").unwrap_err(), "ShardCount: a whole number, please.");
        let get = Command::parse("aws kinesis get-records --shard-iterator \"$SHARD_ITERATOR\"").unwrap();
        assert_eq!(get.members[0].from.as_deref(), Some("ShardIterator"));
    }

    #[test]
    fn what_is_no_command_of_the_cli_is_none() {
        for text in [
            "",
            "aws kinesis",
            "echo a",
            "aws s3 ls x",
            "aws kinesis put-record --stream-name",
            "aws kinesis a b c",
        ] {
            assert_eq!(Command::parse(text), None, "{text}");
        }
    }

    #[test]
    fn answers_are_found_by_their_names() {
        let mut found = BTreeMap::new();
        let answer =
            json!({ "Consumer": { "ConsumerARN": "arn" }, "Records": [{ "Data": "a" }, { "Data": "b" }] });
        texts_of(&answer, &mut found);
        assert_eq!(found, texts([("ConsumerARN", "arn"), ("Data", "a")]));
    }
}
