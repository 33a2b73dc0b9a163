//! One shard: a range of hash keys, a log of records, and the limits of both ends.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

use super::log::{Log, Record};
use super::scaling::Load;
use super::shapes::{ChildShard, HashKeyRangeOutput, SequenceNumberRange, ShardDescription};
use crate::fact::{Limit, PAYLOAD_UNIT_KIB};
use crate::ids::{HashKey, HashKeyRange, SequenceNumber, ShardId};
use crate::limit::TokenBucket;
use crate::time::Instant;

/// Records a second that a shard takes.
pub const WRITE_RECORDS_PER_SECOND: u64 = 1_000;
/// KiB a second that a shard takes, partition keys included.
pub const WRITE_KIB_PER_SECOND: u64 = 1_024;
/// GetRecords calls a second that a shard answers.
pub const READ_CALLS_PER_SECOND: u64 = 5;
/// GetShardIterator calls a second that a shard answers.
pub(super) const ITERATOR_CALLS_PER_SECOND: u64 = 5;
/// Bytes a second that a shard gives to all its shared readers together.
pub const READ_BYTES_PER_SECOND: u64 = 2 * 1024 * 1024;

/// How a shard was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Closure {
    pub(super) at: Instant,
    /// Time in the ending sequence number, epoch seconds.
    pub(super) secs: u64,
}

/// One shard of a stream.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Shard {
    /// Its number.
    pub id: ShardId,
    /// The hash keys that it takes, or took.
    pub range: HashKeyRange,
    /// The shards that it came from: none, one after a split, two after a merge.
    pub parents: Vec<ShardId>,
    /// Its records.
    pub log: Log,
    pub(super) opened_at: Instant,
    /// Counter of the first record ever put, 0 or 1.
    first_counter: u64,
    /// Time in the starting sequence number, epoch seconds.
    pub(super) created_secs: u64,
    pub(super) closed: Option<Closure>,
    limits: Limits,
    /// What was written lately, for on-demand streams.
    pub(super) load: Load,
    /// A fault on demand: before this, every write is refused.
    writes_refused_until: Option<Instant>,
    /// Numbers of the subscriptions that run on it.
    pub(super) subscribers: Vec<u64>,
    #[serde(skip)]
    pub(super) tally: Tally,
}

/// The token buckets of a shard.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Limits {
    write_records: TokenBucket,
    write_kib: TokenBucket,
    read_calls: TokenBucket,
    iterator_calls: TokenBucket,
    read_bytes: TokenBucket,
}

/// What one call put into a shard, or was refused; told as facts when the call ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) accepted: u32,
    pub(super) accepted_bytes: u64,
    /// KiB and payload units, each record rounded up.
    pub(super) accepted_kib: u32,
    pub(super) payload_units: u32,
    pub(super) first: Option<SequenceNumber>,
    pub(super) digest: u64,
    pub(super) refused: Vec<Refused>,
    /// Whether the log has begun a new segment.
    pub(super) started_segment: bool,
}

/// Records of one call that were refused alike.
#[derive(Clone, Debug)]
pub(super) struct Refused {
    pub(super) count: u32,
    pub(super) bytes: u64,
    /// Of those that met limits, what the first of them met.
    pub(super) limit: Limit,
}

impl Tally {
    pub(super) fn is_empty(&self) -> bool {
        self.accepted == 0 && self.refused.is_empty()
    }

    fn refuse(&mut self, bytes: u64, limit: Limit) {
        let is_struck = |limit: Limit| matches!(limit, Limit::Struck(_));
        let is_alike = |known: Limit| known == limit || !(is_struck(known) || is_struck(limit));
        match self.refused.iter_mut().find(|refused| is_alike(refused.limit)) {
            Some(refused) => {
                refused.count += 1;
                refused.bytes += bytes;
            }
            None => self.refused.push(Refused { count: 1, bytes, limit }),
        }
    }
}

impl Shard {
    pub(super) fn open(
        id: ShardId,
        range: HashKeyRange,
        parents: Vec<ShardId>,
        created_secs: u64,
        record_kib_max: u32,
        now: Instant,
    ) -> Self {
        let limits = Limits {
            write_records: TokenBucket::new(WRITE_RECORDS_PER_SECOND, WRITE_RECORDS_PER_SECOND, now),
            write_kib: TokenBucket::new(burst_kib(record_kib_max), WRITE_KIB_PER_SECOND, now),
            read_calls: TokenBucket::new(READ_CALLS_PER_SECOND, READ_CALLS_PER_SECOND, now),
            iterator_calls: TokenBucket::new(ITERATOR_CALLS_PER_SECOND, ITERATOR_CALLS_PER_SECOND, now),
            read_bytes: TokenBucket::new(READ_BYTES_PER_SECOND, READ_BYTES_PER_SECOND, now),
        };
        let (log, tally) = (Log::default(), Tally::default());
        Self {
            id,
            range,
            parents,
            log,
            opened_at: now,
            first_counter: 0,
            created_secs,
            closed: None,
            limits,
            load: Load::default(),
            writes_refused_until: None,
            subscribers: Vec::new(),
            tally,
        }
    }

    /// Whether records still go in.
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// When the shard was closed.
    pub fn closed_at(&self) -> Option<Instant> {
        self.closed.map(|closed| closed.at)
    }

    /// The number that comes before all records of this shard.
    pub fn starting_sequence_number(&self) -> SequenceNumber {
        SequenceNumber::shard_start(self.created_secs, self.id.0)
    }

    /// The number that comes after all records of this shard, once it is closed.
    pub fn ending_sequence_number(&self) -> Option<SequenceNumber> {
        self.closed.map(|closed| SequenceNumber::shard_end(self.created_secs, self.id.0, closed.secs))
    }

    /// The sequence number of a record of this shard.
    pub fn sequence_number(&self, counter: u64, arrival: Instant) -> SequenceNumber {
        SequenceNumber::of_record(self.created_secs, self.id.0, counter, self.time_secs(arrival))
    }

    /// A child opens a second after its parent closed; until then its records bear the time of its opening.
    fn time_secs(&self, arrival: Instant) -> u64 {
        u64::try_from(arrival.total_secs()).unwrap_or(0).max(self.created_secs)
    }

    /// The counter of the stored record that has this number.
    pub fn counter_of(&self, number: SequenceNumber) -> Option<u64> {
        let counter = self.position_of(number, false);
        let record = self.log.get(counter)?;
        (self.sequence_number(counter, record.arrival) == number).then_some(counter)
    }

    /// The counter of the next record to be put.
    pub fn next_counter(&self, now: Instant) -> u64 {
        match self.log.end_counter() {
            // A first record in the shard's first second must still come after the shard's starting number.
            0 => u64::from(self.time_secs(now) == self.created_secs),
            next => next,
        }
    }

    /// Counter of the first record ever put here, trimmed or not.
    pub fn first_counter(&self) -> u64 {
        self.first_counter
    }

    /// Lets records of so many KiB through as a burst.
    pub(super) fn allow_records_of(&mut self, kib: u32) {
        self.limits.write_kib.set_capacity(burst_kib(kib));
    }

    /// Until then every write is refused: a fault on demand. `None` ends it.
    pub(super) fn refuse_writes_until(&mut self, until: Option<Instant>) {
        self.writes_refused_until = until;
    }

    /// Until when every write is refused.
    pub(super) fn writes_refused_until(&self, now: Instant) -> Option<Instant> {
        self.writes_refused_until.filter(|until| now < *until)
    }

    /// Whether a record may be put: refuses by a fault, or by the limits where they are `enforced`. Takes one record's
    /// worth from them, all or nothing; `kib` is what it adds to the call's KiB.
    pub(super) fn take_write(&mut self, kib: u64, enforced: bool, now: Instant) -> Result<(), Limit> {
        if self.writes_refused_until(now).is_some() {
            return Err(Limit::Fault);
        }
        if !enforced {
            return Ok(());
        }
        if !self.limits.write_records.has(1, now) {
            return Err(Limit::WriteRecords);
        }
        if !self.limits.write_kib.take(kib, now) {
            return Err(Limit::WriteBytes);
        }
        self.limits.write_records.take(1, now);
        Ok(())
    }

    /// Whether the read limits let a call through.
    pub(super) fn check_read(&mut self, now: Instant) -> Result<(), Limit> {
        if !self.limits.read_bytes.is_solvent(now) {
            return Err(Limit::ReadBytes);
        }
        if self.limits.read_calls.has(1, now) { Ok(()) } else { Err(Limit::ReadCalls) }
    }

    /// Takes one shard iterator from the limits. Says whether there was one.
    pub(super) fn take_iterator(&mut self, now: Instant) -> bool {
        self.limits.iterator_calls.take(1, now)
    }

    /// Charges a call and what its answer gave.
    pub(super) fn charge_read(&mut self, bytes: u64, now: Instant) {
        self.limits.read_calls.take(1, now);
        self.limits.read_bytes.charge(bytes, now);
    }

    /// Stores a record; nothing can fail any more.
    pub(super) fn append(
        &mut self,
        partition_key: &str,
        hash_key: HashKey,
        data: &[u8],
        encrypted: bool,
        now: Instant,
    ) -> SequenceNumber {
        let counter = self.next_counter(now);
        let number = self.sequence_number(counter, now);
        if self.log.end_counter() == 0 {
            self.first_counter = counter;
        }
        self.tally.started_segment |=
            self.log.append(Record { counter, arrival: now, hash_key, partition_key, data, encrypted });
        self.tally.accepted += 1;
        let bytes = partition_key.len() + data.len();
        let kib = bytes.div_ceil(1_024) as u32;
        self.tally.accepted_bytes += bytes as u64;
        self.tally.accepted_kib += kib;
        self.tally.payload_units += kib.div_ceil(PAYLOAD_UNIT_KIB);
        self.tally.first.get_or_insert(number);
        let digest = XxHash3_64::oneshot_with_seed(self.tally.digest, partition_key.as_bytes());
        self.tally.digest = XxHash3_64::oneshot_with_seed(digest, data);
        number
    }

    pub(super) fn refuse(&mut self, bytes: usize, limit: Limit) {
        self.tally.refuse(bytes as u64, limit);
    }

    /// The place of the first record whose number is `number` or, if `after`, greater.
    pub(super) fn position_of(&self, number: SequenceNumber, after: bool) -> u64 {
        let passed = |found: SequenceNumber| if after { found <= number } else { found < number };
        match self.log.get(number.counter) {
            Some(record) => {
                record.counter + u64::from(passed(self.sequence_number(record.counter, record.arrival)))
            }
            // Only the shard's starting number has counter 0 and no record: everything comes after it.
            None => number.counter + u64::from(after && number.counter > 0),
        }
    }

    pub(super) fn close(&mut self, now: Instant) {
        let secs = self.time_secs(now);
        self.closed = Some(Closure { at: now, secs });
    }

    pub(super) fn describe(&self) -> ShardDescription {
        ShardDescription {
            shard_id: self.id,
            parent_shard_id: self.parents.first().copied(),
            adjacent_parent_shard_id: self.parents.get(1).copied(),
            hash_key_range: describe_range(self.range),
            sequence_number_range: SequenceNumberRange {
                starting_sequence_number: self.starting_sequence_number(),
                ending_sequence_number: self.ending_sequence_number(),
            },
        }
    }

    pub(super) fn describe_as_child(&self) -> ChildShard {
        ChildShard {
            shard_id: self.id,
            parent_shards: self.parents.clone(),
            hash_key_range: describe_range(self.range),
        }
    }
}

/// Records above 1 MiB go through as a burst, which the rate then has to pay back.
fn burst_kib(record_kib_max: u32) -> u64 {
    WRITE_KIB_PER_SECOND.max(u64::from(record_kib_max))
}

fn describe_range(range: HashKeyRange) -> HashKeyRangeOutput {
    HashKeyRangeOutput { starting_hash_key: range.start, ending_hash_key: range.end }
}
