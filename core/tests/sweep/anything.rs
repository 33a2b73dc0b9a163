//! Any call of any operation: inputs drawn by their declared shapes, sense and nonsense alike.

use std::collections::BTreeMap;

use kinetoscope::api::{Declaration, Kind, Member, Shape};
use kinetoscope::rng::Rng;
use kinetoscope::streams::Streams;
use kinetoscope::streams::op::OPERATIONS;
use kinetoscope::time::Instant;
use serde_json::{Value, json};

use super::scenario::STREAM;

/// What would make the ledger of the stream under test untrue. These operations get other streams only.
const NOT_HERE: [&str; 7] = [
    "DecreaseStreamRetentionPeriod",
    "DeleteStream",
    "IncreaseStreamRetentionPeriod",
    "PutRecord",
    "PutRecords",
    "UpdateMaxRecordSize",
    "UpdateStreamRecordDistributionStrategy",
];
pub(crate) const OTHERS: [&str; 3] = ["t", "u", "v"];
/// Keys for encryption; a fault may befall them.
pub(crate) const KEYS: [&str; 2] = ["alias/aws/kinesis", "alias/mine"];
/// Words of answers that are worth giving back, kept of each kind.
const REMEMBERED_MAX: usize = 8;
/// Of a million values, so many are nonsense.
const NONSENSE: u32 = 20_000;

/// What answers gave that calls may give back.
#[derive(Default)]
pub(crate) struct Memory {
    kept: BTreeMap<String, Vec<String>>,
    /// Words that calls must not give back: what they name belongs to others.
    forbidden: Vec<String>,
}

impl Memory {
    /// Forgets a word for ever.
    pub(crate) fn forbid(&mut self, word: &str) {
        self.forbidden.push(word.to_owned());
    }

    /// Takes down iterators, tokens, numbers and ARNs of an answer.
    pub(crate) fn note(&mut self, answer: &Value) {
        match answer {
            Value::Array(items) => items.iter().for_each(|item| self.note(item)),
            Value::Object(members) => {
                for (name, value) in members {
                    match value.as_str() {
                        Some(text) => self.keep(kind_of_word(name), text),
                        None => self.note(value),
                    }
                }
            }
            _ => {}
        }
    }

    fn keep(&mut self, kind: &str, text: &str) {
        if self.forbidden.iter().any(|word| word == text) {
            return;
        }
        let kept = self.kept.entry(kind.to_owned()).or_default();
        if kept.len() == REMEMBERED_MAX {
            kept.remove(0);
        }
        kept.push(text.to_owned());
    }

    fn any(&self, rng: &mut Rng, kind: &str) -> Option<&str> {
        let kept = self.kept.get(kind)?;
        Some(&kept[below(rng, kept.len())])
    }
}

/// `NextShardIterator` and `ShardIterator` are the same to whoever gives them back.
fn kind_of_word(name: &str) -> &str {
    ["ShardIterator", "SequenceNumber", "ConsumerARN"]
        .into_iter()
        .find(|kind| name.ends_with(kind))
        .unwrap_or(name)
}

/// A call: the operation and its input.
pub(crate) fn draw(rng: &mut Rng, memory: &Memory, now: Instant) -> (&'static Declaration<Streams>, Value) {
    let operation = &OPERATIONS[below(rng, OPERATIONS.len())];
    let here = !NOT_HERE.contains(&operation.name) && rng.in_range(0, 1) == 0;
    let stream = if here { STREAM } else { OTHERS[below(rng, OTHERS.len())] };
    (operation, Call { rng, memory, now, stream }.structure(operation.input))
}

struct Call<'a> {
    rng: &'a mut Rng,
    memory: &'a Memory,
    now: Instant,
    stream: &'static str,
}

impl Call<'_> {
    fn structure(&mut self, shape: &Shape) -> Value {
        let mut members = serde_json::Map::new();
        for member in shape.members {
            // Whoever names no stream learns little, and a stream's id is nothing that anybody can know.
            let chance = match member.name {
                "StreamId" => 10_000,
                "StreamName" => 980_000,
                _ if member.required => 980_000,
                _ => 300_000,
            };
            if self.chance(chance) {
                members.insert(member.name.to_owned(), self.member(member));
            }
        }
        Value::Object(members)
    }

    fn member(&mut self, member: &Member) -> Value {
        if self.chance(NONSENSE) {
            return [json!(null), json!(""), json!(-1), json!({}), json!([null])][self.below(5)].clone();
        }
        match member.kind {
            Kind::String => self.text(member.name).into(),
            Kind::Integer | Kind::Long => self.number(member).into(),
            kind => self.value(kind, member.name),
        }
    }

    fn value(&mut self, kind: Kind, name: &str) -> Value {
        match kind {
            Kind::String => self.text(name).into(),
            Kind::Enum(values) => values[self.below(values.len())].into(),
            Kind::Integer | Kind::Long | Kind::Double => self.rng.in_range(0, 10).into(),
            Kind::Boolean => (self.below(2) == 0).into(),
            Kind::Blob => ["", "AAAA", "YQ=="][self.below(3)].into(),
            Kind::Timestamp => {
                let seconds = (self.now.total_micros() / 1_000_000) as u64;
                (seconds - self.rng.in_range(0, 200_000)).into()
            }
            Kind::List(item) => (0..self.rng.in_range(1, 3)).map(|_| self.value(*item, name)).collect(),
            Kind::Map(value) => {
                let entries =
                    (0..self.rng.in_range(1, 3)).map(|_| (self.text("Key"), self.value(*value, "Value")));
                entries.collect::<serde_json::Map<_, _>>().into()
            }
            Kind::Structure(shape) => self.structure(shape),
        }
    }

    fn text(&mut self, name: &str) -> String {
        let highest = [3, 20][self.below(2)];
        let number = self.rng.in_range(0, highest);
        let kind = kind_of_word(name);
        match kind {
            "StreamName" | "ExclusiveStartStreamName" => self.stream.into(),
            "StreamARN" | "ResourceARN" => self.arn(),
            "ConsumerName" => format!("c{}", number % 3),
            "KeyId" => KEYS[self.below(KEYS.len())].into(),
            "Policy" => ["{}", "{\"Version\":\"2012-10-17\"}", "nonsense"][self.below(3)].into(),
            "PartitionKey" | "TagKeys" | "Key" | "Value" | "ExclusiveStartTagKey" => format!("k{number}"),
            name if name.ends_with("HashKey") => (u128::MAX / 21 * u128::from(number)).to_string(),
            name if name.contains("Shard") && kind != "ShardIterator" => format!("shardId-{number:012}"),
            _ => self.memory.any(self.rng, kind).map_or_else(|| "nonsense".into(), str::to_owned),
        }
    }

    fn arn(&mut self) -> String {
        format!("arn:aws:kinesis:us-east-1:000000000000:stream/{}", self.stream)
    }

    /// Small, and at times at the edge of what may be.
    fn number(&mut self, member: &Member) -> i64 {
        let (least, greatest) = member.rules.range.unwrap_or((0, 200));
        // Warm throughput makes shards: a call could make thousands.
        let edge = if member.name.ends_with("MiBps") { least } else { greatest.min(100_000) };
        if self.chance(100_000) { edge } else { (least + self.rng.in_range(0, 12) as i64).min(greatest) }
    }

    fn chance(&mut self, millionths: u32) -> bool {
        self.rng.chance_per_million(millionths)
    }

    fn below(&mut self, count: usize) -> usize {
        below(self.rng, count)
    }
}

fn below(rng: &mut Rng, count: usize) -> usize {
    rng.in_range(0, count as u64 - 1) as usize
}
