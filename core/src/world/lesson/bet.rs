//! Bets: what a learner predicts or finds out, and how it is.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::task::own_streams;
use crate::ids::HashKey;
use crate::pricing::{Charge, PriceTable};
use crate::streams::Stream;
use crate::world::look::Look;

/// A question whose answer the engine knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bet {
    /// Unique in the lesson.
    pub id: String,
    /// The question.
    pub question: String,
    /// Whether it is asked at the end: what it asks can only be found out.
    #[serde(default)]
    pub afterwards: bool,
    /// What to choose from; anything may be said where this is empty.
    #[serde(default)]
    pub choices: Vec<String>,
    /// In what the answer is measured.
    #[serde(default)]
    pub unit: Option<String>,
    /// By how many percent a number may be off.
    #[serde(default)]
    pub tolerance_percent: u32,
    /// How it is.
    pub truth: Truth,
}

/// Where the right answer comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Truth {
    /// It is always the same.
    Is(String),
    /// The number of the open shard that takes a key.
    ShardOf {
        /// The stream.
        stream: String,
        /// The partition key.
        key: String,
    },
    /// The data of a record of a stream that the learner made: of any.
    Payload {
        /// Streams that the scenario made.
        except: Vec<String>,
    },
    /// What consumers cost an hour, in dollars, by the engine's price table.
    FanOutAnHour {
        /// How many consumers.
        consumers: u32,
        /// Of how many shards.
        shards: u32,
        /// How much each is sent.
        bytes_per_second: u64,
    },
}

/// What became of a bet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BetResult {
    /// The bet.
    pub id: String,
    /// What was said, if anything.
    pub said: Option<String>,
    /// How it is; kept back until something was said.
    pub truth: Option<String>,
    /// Whether what was said is right.
    pub right: bool,
}

impl Bet {
    /// Whether the right answer, if the file has it, is one that can be chosen.
    pub(super) fn can_be_won(&self) -> bool {
        match &self.truth {
            Truth::Is(answer) => self.choices.is_empty() || self.choices.contains(answer),
            _ => true,
        }
    }

    pub(super) fn judge(&self, look: Look<'_>, said: Option<&String>) -> BetResult {
        let said = said.map(|said| said.trim()).filter(|said| !said.is_empty());
        let Some(said) = said else {
            return BetResult { id: self.id.clone(), said: None, truth: None, right: false };
        };
        let truth = match &self.truth {
            Truth::Is(answer) => Some(answer.clone()),
            Truth::ShardOf { stream, key } => shard_of(look, stream, key),
            Truth::Payload { except } => payload(look, except, said),
            Truth::FanOutAnHour { consumers, shards, bytes_per_second } => {
                fan_out_an_hour(*consumers, *shards, *bytes_per_second)
            }
        };
        let right = truth.as_ref().is_some_and(|truth| self.agrees(said, truth));
        BetResult { id: self.id.clone(), said: Some(said.into()), truth, right }
    }

    fn agrees(&self, said: &str, truth: &str) -> bool {
        match (millionths(said), millionths(truth)) {
            (Some(said), Some(truth)) => {
                said.abs_diff(truth) * 100 <= truth.saturating_mul(self.tolerance_percent.into())
            }
            _ => said.eq_ignore_ascii_case(truth),
        }
    }
}

fn shard_of(look: Look<'_>, stream: &str, key: &str) -> Option<String> {
    let stream = look.stream(stream).filter(|stream| 0 < stream.open_shard_count())?;
    Some(stream.open_shard_of(HashKey::of_partition_key(key)).id.0.to_string())
}

/// The data of the record that was meant, or of the newest one.
fn payload(look: Look<'_>, except: &[String], said: &str) -> Option<String> {
    let records = own_streams(look, except).flat_map(Stream::shards).flat_map(|shard| shard.log.iter_from(0));
    let mut newest = None;
    for record in records {
        let data = core::str::from_utf8(record.data).ok().map(str::trim);
        if data == Some(said) {
            return Some(said.into());
        }
        newest = data.or(newest);
    }
    newest.map(Into::into)
}

fn fan_out_an_hour(consumers: u32, shards: u32, bytes_per_second: u64) -> Option<String> {
    let table = PriceTable::built_in();
    let nanos = |charge| {
        let price = table.prices.iter().find(|price| price.charge == charge)?;
        Some(u128::from(price.usd.nanos()) / u128::from(price.per))
    };
    let hours = u128::from(consumers) * u128::from(shards) * nanos(Charge::FanOutHours)?;
    let bytes = u128::from(consumers) * u128::from(bytes_per_second) * 3_600;
    let total = hours + ((bytes * nanos(Charge::FanOutData)?) >> 30);
    let thousandths = (total + 500_000) / 1_000_000;
    Some(format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000))
}

/// A decimal, with or without a sign of its currency, in millionths.
fn millionths(text: &str) -> Option<u64> {
    const PLACES: usize = 6;
    let plain = text.trim_start_matches('$').trim_end_matches("USD").trim();
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() && fraction.is_empty() || !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let fraction: String = fraction.chars().chain("000000".chars()).take(PLACES).collect();
    let whole = if whole.is_empty() { 0 } else { whole.parse::<u64>().ok()? };
    whole.checked_mul(1_000_000)?.checked_add(fraction.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn agrees(said: &str, truth: &str, tolerance_percent: u32) -> bool {
        let (id, question) = ("a".into(), "?".into());
        let truth_is = Truth::Is(truth.into());
        Bet {
            id,
            question,
            afterwards: false,
            choices: vec![],
            unit: None,
            tolerance_percent,
            truth: truth_is,
        }
        .agrees(said, truth)
    }

    #[test]
    fn numbers_may_be_off_by_their_tolerance_and_words_only_in_case() {
        assert!(agrees("0.31", "0.309", 5) && agrees("$0.30", "0.309", 5) && agrees(".31 USD", "0.309", 5));
        assert!(!agrees("0.29", "0.309", 5) && !agrees("", "0.309", 5) && !agrees("-0.309", "0.309", 5));
        assert!(agrees("3", "3.0", 0) && !agrees("3.0000001x", "3", 0) && !agrees("4", "3", 0));
        assert!(agrees("Record 4", "record 4", 0) && !agrees("record 5", "record 4", 0));
        assert!(!agrees("99999999999999999999", "3", 5));
    }

    #[test]
    fn six_consumers_of_one_shard_cost_thirty_cents_an_hour() {
        assert_eq!(fan_out_an_hour(6, 1, 838_860).as_deref(), Some("0.309"));
        assert_eq!(fan_out_an_hour(1, 1, 0).as_deref(), Some("0.015"));
    }
}
