//! A stretch of a shard's log as answers give it, and what is told beside it.

use alloc::vec::Vec;

use super::log::{Log, Record, StoredRecord};
use super::op::member;
use super::shapes::{ChildShard, EncryptionType};
use super::{Shard, Stream};
use crate::api::{Encode, Kind, Shape};
use crate::ids::{SequenceNumber, ShardId};
use crate::time::Instant;
use crate::wire::{Writer, key};

/// Records of one answer.
pub(super) const RECORDS_MAX: usize = 10_000;

/// A stretch of a shard's log, written straight from there.
#[derive(Clone, Debug)]
pub struct RecordSlice<'s> {
    shard: &'s Shard,
    from: u64,
    count: usize,
    bytes: usize,
}

impl<'s> RecordSlice<'s> {
    /// `count` records from the one of this counter on, with so many bytes of data.
    pub(super) fn new(shard: &'s Shard, from: u64, count: usize, bytes: usize) -> Self {
        Self { shard, from, count, bytes }
    }

    /// How many records.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The records, with their sequence numbers.
    pub fn iter(&self) -> impl Iterator<Item = (SequenceNumber, Record<'s>)> + use<'s> {
        let shard = self.shard;
        let records = shard.log.iter_from(self.from).take(self.count);
        records.map(|record| (shard.sequence_number(record.counter, record.arrival), record))
    }

    fn stored(&self) -> impl Iterator<Item = StoredRecord<'s>> {
        self.shard.log.stored_from(self.from).take(self.count)
    }
}

impl Encode for RecordSlice<'_> {
    const KIND: Kind = Kind::List(&Kind::Structure(&RECORD));

    fn encode(&self, writer: &mut Writer) {
        const FRAME_BYTES: usize = 200;
        writer.reserve(self.bytes / 3 * 4 + self.count * FRAME_BYTES);
        writer.start_list(self.count);
        self.stored().for_each(|record| encode_record(writer, self.shard, &record));
        writer.end_list();
    }
}

fn encode_record(writer: &mut Writer, shard: &Shard, record: &StoredRecord<'_>) {
    writer.item();
    let has_key = !record.partition_key.is_empty();
    writer.start_map(3 + usize::from(has_key) + usize::from(record.encrypted));
    writer.ready_key(key!("SequenceNumber"));
    writer.sequence_number(shard.sequence_number(record.counter, record.arrival));
    writer.ready_key(key!("ApproximateArrivalTimestamp"));
    writer.timestamp(record.arrival);
    writer.ready_key(key!("Data"));
    writer.blob(record.data);
    if has_key {
        writer.ready_key(key!("PartitionKey"));
        writer.known_text(record.partition_key);
    }
    if record.encrypted {
        writer.ready_key(key!("EncryptionType"));
        writer.plain_text(EncryptionType::Kms.as_str());
    }
    writer.end_map();
}

/// The members of a record, declared by hand because they are written by hand, without a structure between.
static RECORD: Shape = Shape {
    name: "Record",
    members: &[
        member("SequenceNumber", Kind::String),
        member("ApproximateArrivalTimestamp", Kind::Timestamp),
        member("Data", Kind::Blob),
        member("PartitionKey", Kind::String),
        member("EncryptionType", Kind::Enum(EncryptionType::TEXTS)),
    ],
};

/// How many records from `from` on fit an answer, and their bytes of data. The first comes whatever its size.
pub(super) fn measure(log: &Log, from: u64, count_max: usize, bytes_max: usize) -> (usize, usize) {
    let (mut count, mut bytes) = (0, 0);
    for length in log.data_lengths_from(from).take(count_max) {
        if count > 0 && bytes_max < bytes + length {
            break;
        }
        count += 1;
        bytes += length;
    }
    (count, bytes)
}

/// How far a reader is behind that has just been given `count` records before `position`: 0 at the tip, else the age of the
/// last record given, or of the next one where none was given. Assumed: no document says which.
pub(super) fn millis_behind(shard: &Shard, position: u64, count: usize, now: Instant) -> i64 {
    if shard.log.end_counter() <= position {
        return 0;
    }
    let reference = if count > 0 { position - 1 } else { position };
    let arrival = shard.log.get(reference).map_or(now, |record| record.arrival);
    now.since(arrival).total_millis() as i64
}

/// The shards that continue one.
pub(super) fn children(stream: &Stream, parent: ShardId) -> Vec<ChildShard> {
    let of_parent = |shard: &&Shard| shard.parents.contains(&parent);
    stream.shards().iter().filter(of_parent).map(Shard::describe_as_child).collect()
}
