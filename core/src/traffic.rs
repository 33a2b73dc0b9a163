//! How a producer sends and a reader begins, as plain values: a rate, how keys are chosen, what becomes of what is refused,
//! and the five starting positions.
//!
//! Scenarios set these, actors act by them, and facts tell of their changes.

use alloc::string::String;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::ids::HashKey;

/// How a producer chooses partition keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Keys {
    /// A new one each time.
    #[default]
    Random,
    /// Always this one.
    Fixed {
        /// The key.
        key: String,
    },
    /// This one so often, a random one otherwise.
    Hot {
        /// The key.
        key: String,
        /// From 0 to 1.
        share: Share,
    },
    /// `prefix0`, `prefix1` and so on, over and over.
    Sequential {
        /// What stands before the number.
        prefix: String,
        /// How many there are.
        count: u32,
    },
    /// `key-1`, `key-2` and so on, the n-th 1/n as often as the first.
    Zipf {
        /// How many there are.
        count: u32,
    },
    /// This hash key, whatever the partition key.
    Explicit {
        /// The hash key.
        hash_key: HashKey,
    },
}

/// Where a reader begins in each shard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE", deny_unknown_fields)]
pub enum Start {
    /// At the oldest record.
    #[default]
    TrimHorizon,
    /// After the newest record.
    Latest,
    /// At the first record that came at or after a time.
    AtTimestamp {
        /// Milliseconds after the start of the world.
        at_ms: u64,
    },
    /// At a record.
    AtSequenceNumber {
        /// As the how manieth it came into its shard; the first is 0.
        record: u64,
    },
    /// After a record.
    AfterSequenceNumber {
        /// As the how manieth it came into its shard; the first is 0.
        record: u64,
    },
}

/// What a producer does with refused records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Retry {
    /// Drops them.
    #[default]
    None,
    /// Sends only those again, after twice as long each time.
    Backoff {
        /// Sends of one record, the first included.
        attempts_max: u32,
        /// Wait before the second send.
        first_ms: u64,
    },
}

/// So many a second, to a thousandth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    thousandths: u64,
}

impl Rate {
    /// So many a second.
    pub const fn per_second(count: u32) -> Self {
        Self { thousandths: count as u64 * 1_000 }
    }

    /// So many thousandths a second.
    pub const fn of_thousandths(thousandths: u64) -> Self {
        Self { thousandths }
    }

    /// Thousandths a second.
    pub const fn thousandths(self) -> u64 {
        self.thousandths
    }

    /// How many millionths of one come in so many milliseconds.
    pub(crate) const fn millionths_per(self, millis: u64) -> u64 {
        self.thousandths.saturating_mul(millis)
    }
}

/// A part of one, to a millionth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// From 0 to 1,000,000.
    pub millionths: u32,
}

// Both are decimals in JSON and integers in snapshots and in the engine, where no float may decide anything.
macro_rules! decimal {
    ($type:ident.$field:ident: $integer:ty, $scale:literal, $max:literal, $expected:literal) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if !serializer.is_human_readable() {
                    return self.$field.serialize(serializer);
                }
                let whole = u64::from(self.$field);
                if whole % $scale == 0 {
                    serializer.serialize_u64(whole / $scale)
                } else {
                    serializer.serialize_f64(whole as f64 / $scale as f64)
                }
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if !deserializer.is_human_readable() {
                    return <$integer>::deserialize(deserializer).map(|$field| Self { $field });
                }
                let value = f64::deserialize(deserializer)?;
                if !(0.0..=$max).contains(&value) {
                    return Err(de::Error::custom($expected));
                }
                Ok(Self { $field: (value * $scale as f64 + 0.5) as $integer })
            }
        }
    };
}

decimal!(Rate.thousandths: u64, 1_000, 1e9, "expected a rate from 0 to 1000000000");
decimal!(Share.millionths: u32, 1_000_000, 1.0, "expected a share from 0 to 1");
