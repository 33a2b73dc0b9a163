//! The life of one record: where it came from, where it went, and who has read it, as far as that can be told.
//!
//! Facts count records and do not name them. What is known of reads is what readers of the scenario remember of their newest
//! ones; who else has read a record, by a call of GetRecords, nobody has written down.

#[cfg(feature = "firehose")]
mod deliveries;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;

use serde::{Deserialize, Serialize};

use super::World;
use super::look::Look;
use super::reader::Reader;
use super::view::fraction;
use crate::ids::{HashKey, SequenceNumber, ShardId};
use crate::streams::Stream;
use crate::streams::log::Record;
use crate::time::Instant;

/// What can be told of a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Life {
    /// The stream.
    pub stream: String,
    /// The partition key; empty where none was given.
    pub partition_key: String,
    /// The key's MD5 in hexadecimal.
    pub md5: String,
    /// Where it fell.
    pub hash_key: HashKey,
    /// The same, as a fraction of the line.
    pub at: f64,
    /// Whether something else than the key's MD5 put it there: ExplicitHashKey, or a stream that spreads by itself.
    pub is_placed: bool,
    /// Number of the shard.
    pub shard: u32,
    /// As the how manieth it came into its shard, from 0.
    pub record: u64,
    /// Its sequence number.
    pub sequence_number: SequenceNumber,
    /// When it came.
    pub arrival: Instant,
    /// When it expires.
    pub expires: Instant,
    /// Bytes of its data.
    pub bytes: usize,
    /// The producer of the scenario that its data names; nothing where somebody else put it.
    pub producer: Option<String>,
    /// What became of it at each reader of its stream.
    pub reads: Vec<Read>,
    /// What became of it at each delivery stream that reads its stream.
    pub deliveries: Vec<Delivery>,
}

/// What became of a record at a delivery stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The delivery stream.
    pub delivery_stream: String,
    /// How far it is there.
    pub state: DeliveryState,
    /// What the function of the delivery stream has said of it. Nothing where there is no function, where it has not answered,
    /// and where that cannot be told from what is remembered.
    pub function_result: Option<FunctionResult>,
    /// What the delivery stream delivers to, as metrics name it: `S3`, for one.
    pub target: String,
    /// The key of the object that it is in, or that tells why not; what was sent to a server has none.
    pub place: Option<String>,
    /// When its way ended.
    pub at: Option<Instant>,
    /// How long after it came that was, in milliseconds.
    pub lag_ms: Option<u64>,
}

/// What a function says of a record, in the words that it answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FunctionResult {
    /// It goes on, changed or not.
    Ok,
    /// It is not wanted.
    Dropped,
    /// It could not be processed.
    ProcessingFailed,
}

/// How far a record is at a delivery stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It has yet to be read.
    Ahead,
    /// It came before the delivery stream began to read.
    Passed,
    /// It waits for the function, or for its answer.
    AtFunction,
    /// It waits in a buffer.
    InBuffer,
    /// It is being delivered.
    UnderWay,
    /// It is where it was to go.
    Delivered,
    /// The function has dropped it, or there was nothing in it.
    Dropped,
    /// It failed: an object for errors tells of it, or will.
    Failed,
    /// It is in the bucket and could not be copied into the table.
    Skipped,
    /// It was thrown away.
    Lost,
    /// It was read, and what became of it is forgotten.
    Forgotten,
}

/// What became of a record at a reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Read {
    /// The reader.
    pub reader: String,
    /// Whether it has it.
    pub state: ReadState,
    /// When it read it last, while it remembers.
    pub at: Option<Instant>,
    /// How long after it came that was, in milliseconds.
    pub lag_ms: Option<u64>,
    /// Whether a checkpoint covers it: a crash does not bring it again.
    pub is_checkpointed: bool,
}

/// What came into a shard within a stretch of time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arrivals {
    /// How many records came, those that cannot be read any more left out.
    pub count: u64,
    /// The first of them.
    pub records: Vec<Arrival>,
}

/// A record, as far as one needs to choose it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// Its sequence number.
    pub sequence_number: SequenceNumber,
    /// Its partition key.
    pub partition_key: String,
    /// When it came.
    pub at: Instant,
    /// Bytes of its data.
    pub bytes: usize,
}

/// Whether a reader has a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadState {
    /// It has read it.
    Read,
    /// It has yet to come to it.
    Ahead,
    /// It went past: it began after it.
    Passed,
}

impl World {
    /// The life of a record that is still stored, of the default account and region.
    pub fn life(&mut self, stream: &str, shard: u32, sequence_number: SequenceNumber) -> Option<Life> {
        self.look().life(stream, ShardId(shard), sequence_number)
    }

    /// What came into a shard from one moment on and before another, the first `records_max` records one by one.
    pub fn arrivals(
        &mut self,
        stream: &str,
        shard: u32,
        between: Range<Instant>,
        records_max: usize,
    ) -> Option<Arrivals> {
        self.look().arrivals(stream, ShardId(shard), between, records_max)
    }
}

impl Look<'_> {
    fn life(self, stream: &str, shard: ShardId, number: SequenceNumber) -> Option<Life> {
        let stream = self.stream(stream)?;
        let shard = stream.shard(shard)?;
        let record = shard.log.get(shard.counter_of(number)?)?;
        let natural = HashKey::of_partition_key(record.partition_key);
        let of_stream = self.cast.readers.iter().filter(|reader| reader.plan.stream == *stream.name);
        Some(Life {
            stream: stream.name.to_string(),
            partition_key: record.partition_key.into(),
            md5: format!("{:032x}", natural.0),
            hash_key: record.hash_key,
            at: fraction(record.hash_key.0),
            is_placed: natural != record.hash_key,
            shard: shard.id.0,
            record: record.counter.saturating_sub(shard.first_counter()),
            sequence_number: number,
            arrival: record.arrival,
            expires: record.arrival + stream.retention,
            bytes: record.data.len(),
            producer: self.producer_of(stream, &record),
            reads: of_stream.map(|reader| read(reader, shard.id, &record)).collect(),
            #[cfg(feature = "firehose")]
            deliveries: self.deliveries_of(&stream.name, shard.id, number, record.arrival),
            #[cfg(not(feature = "firehose"))]
            deliveries: Vec::new(),
        })
    }

    fn arrivals(
        self,
        stream: &str,
        shard: ShardId,
        between: Range<Instant>,
        records_max: usize,
    ) -> Option<Arrivals> {
        let stream = self.stream(stream)?;
        let shard = stream.shard(shard)?;
        let first = shard.log.first_arrived_since(between.start.max(stream.trim_horizon(self.now)));
        let count = shard.log.first_arrived_since(between.end).saturating_sub(first);
        let arrival = |record: Record<'_>| Arrival {
            sequence_number: shard.sequence_number(record.counter, record.arrival),
            partition_key: record.partition_key.into(),
            at: record.arrival,
            bytes: record.data.len(),
        };
        let shown = usize::try_from(count).unwrap_or(usize::MAX).min(records_max);
        Some(Arrivals { count, records: shard.log.iter_from(first).take(shown).map(arrival).collect() })
    }

    /// The producer whose name stands first in the data, as producers of scenarios write it.
    fn producer_of(self, stream: &Stream, record: &Record<'_>) -> Option<String> {
        let wrote = |name: &str| {
            let beginning = format!(r#"{{"producer":"{name}","number":"#);
            record.data.starts_with(beginning.as_bytes())
        };
        let mut producers = self.cast.producers.iter().map(|producer| &producer.plan);
        let found = producers.find(|plan| plan.stream == *stream.name && wrote(&plan.name));
        found.map(|plan| plan.name.clone())
    }
}

fn read(reader: &Reader, shard: ShardId, record: &Record<'_>) -> Read {
    let (state, at) = reader.has_read(shard, record.counter);
    Read {
        reader: reader.plan.name.clone(),
        state,
        at,
        lag_ms: at.map(|at| at.since(record.arrival).total_millis()),
        is_checkpointed: state == ReadState::Read && reader.has_checkpointed(shard, record.counter),
    }
}
