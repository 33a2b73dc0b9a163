//! How those who put and read change, and who asked for it.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::traffic::{Keys, Rate, Retry, Start};

/// Who asked for a change of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// The scenario, at its time.
    Scenario,
    /// Somebody who looks on.
    Person,
}

/// A change of a producer; what is not given stayed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProducerChange {
    /// Name of the producer.
    pub producer: String,
    /// Who asked for it.
    pub by: Origin,
    /// Whether it runs.
    pub running: Option<bool>,
    /// New records a second.
    pub records_per_second: Option<Rate>,
    /// Data of each record.
    pub record_bytes: Option<u32>,
    /// How keys are chosen.
    pub keys: Option<Keys>,
    /// What becomes of refused records.
    pub retry: Option<Retry>,
}

/// A change of a reader; what is not given stayed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderChange {
    /// Name of the reader.
    pub reader: String,
    /// Who asked for it.
    pub by: Origin,
    /// Whether it runs.
    pub running: Option<bool>,
    /// How often it asks each shard.
    pub poll_ms: Option<u64>,
    /// Records of one answer.
    pub limit: Option<u32>,
    /// How often it writes down how far it is.
    pub checkpoint_ms: Option<u64>,
    /// Whether it has throughput of its own.
    pub fan_out: Option<bool>,
    /// Whether it reads a shard to its end before the shards that came from it.
    pub parents_first: Option<bool>,
    /// Where it begins anew.
    pub start: Option<Start>,
}

/// How the cast has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CastChange {
    /// A producer came.
    Producer,
    /// A reader came.
    Reader,
    /// Another of a kind came.
    Duplicate,
    /// Somebody went.
    Removed,
    /// Somebody has another name.
    Renamed,
    /// Somebody puts into or reads another stream.
    Connected,
}
