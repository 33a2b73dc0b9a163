//! What a delivery stream wants done elsewhere. The service does nothing outside of itself: it asks, and is told.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::flow::object::Object;
use crate::ids::{SequenceNumber, ShardId};
use crate::time::Instant;

/// Something to be done for a delivery stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errand {
    /// The delivery stream that asks.
    pub delivery_stream: Arc<str>,
    /// What it asks for.
    pub purpose: Purpose,
    /// What it is.
    pub wish: Wish,
}

/// What an errand is for: with it comes what came of the errand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Purpose {
    /// The delivery of this number.
    Delivery(u64),
    /// The invocation of this number.
    Invocation(u64),
    /// To know the shards of the stream that is read.
    Shards,
    /// To read one of them on.
    Shard(ShardId),
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wish {
    /// An object is to be put into a bucket.
    PutObject(Object),
    /// A function is to be called.
    Invoke {
        /// The function, by its ARN.
        function_arn: String,
        /// What it is called with, as JSON.
        event: Vec<u8>,
    },
    /// The open shards of a stream are to be named; the stream stands here by its ARN.
    ListShards(String),
    /// A shard of a stream is to be read on.
    ReadShard {
        /// The stream, by its ARN.
        stream_arn: String,
        /// The shard.
        shard: ShardId,
        /// From where on.
        place: Place,
    },
}

/// A place in a shard from which it can be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// Behind the newest record.
    Latest,
    /// At the oldest.
    TrimHorizon,
    /// Behind this record.
    After(SequenceNumber),
    /// Where this iterator stands.
    Iterator(String),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It is done.
    Done,
    /// The function has answered this.
    Returned(Vec<u8>),
    /// These are the open shards.
    Shards(Vec<ShardId>),
    /// This was read.
    Read(Read),
    /// It could not be done, for a reason by the name that logs have for it, and in words.
    Failed {
        /// `S3.NoSuchBucket`, for one.
        code: Cow<'static, str>,
        /// In words.
        message: Cow<'static, str>,
    },
}

/// What was read of a shard.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Read {
    /// The records.
    pub records: Vec<ReadRecord>,
    /// Where to go on; nothing at the end of a closed shard.
    pub next: Option<String>,
    /// The shards that go on there, each with those that it continues.
    pub children: Vec<(ShardId, Vec<ShardId>)>,
    /// How far the last record is behind now.
    pub millis_behind: u64,
}

/// A record that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadRecord {
    /// Its number in the shard.
    pub sequence_number: SequenceNumber,
    /// Its key.
    pub partition_key: String,
    /// When it came into the stream.
    pub arrived: Instant,
    /// Its bytes.
    pub data: Vec<u8>,
}
