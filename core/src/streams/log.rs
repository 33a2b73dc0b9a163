//! The records of one shard: an append-only list of segments.
//!
//! A segment holds keys and data end to end in one buffer, and a fixed [`Entry`] a record. A put allocates nothing of
//! its own; sealed segments are shared, so a copy of the log (for a rewind) costs one pointer a segment.

use alloc::collections::VecDeque;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::ids::HashKey;
use crate::time::Instant;

/// A segment is sealed when the next record would take its buffer past this.
const SEGMENT_BYTES: usize = 256 * 1024;
/// And when it holds so many records.
const SEGMENT_ENTRIES: usize = 4_096;

/// What is kept of a record beside its key and data: 40 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    /// High and low half; a `u128` would be padded to its alignment of 16.
    hash_key: [u64; 2],
    arrival: Instant,
    offset: u32,
    data_length: u32,
    key_length: u16,
    encrypted: bool,
}

/// Bytes that are kept of a record beside its key and data.
pub(crate) const RECORD_OVERHEAD: u64 = size_of::<Entry>() as u64;

const _: () = assert!(RECORD_OVERHEAD <= 40, "the overhead that the documentation promises");

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Segment {
    /// Counter of the first entry; the others follow without gaps.
    first_counter: u64,
    entries: Vec<Entry>,
    #[serde(with = "serde_bytes")]
    bytes: Vec<u8>,
}

impl Segment {
    fn has_room_for(&self, length: usize) -> bool {
        self.entries.is_empty()
            || self.bytes.len() + length <= SEGMENT_BYTES && self.entries.len() < SEGMENT_ENTRIES
    }

    fn end_counter(&self) -> u64 {
        self.first_counter + self.entries.len() as u64
    }

    fn held_bytes(&self) -> usize {
        self.entries.len() * size_of::<Entry>() + self.bytes.len()
    }

    fn stored(&self, index: usize) -> StoredRecord<'_> {
        let entry = &self.entries[index];
        let end = entry.offset as usize + usize::from(entry.key_length) + entry.data_length as usize;
        let (partition_key, data) =
            self.bytes[entry.offset as usize..end].split_at(usize::from(entry.key_length));
        StoredRecord {
            counter: self.first_counter + index as u64,
            arrival: entry.arrival,
            hash_key: entry.hash_key,
            partition_key,
            data,
            encrypted: entry.encrypted,
        }
    }

    fn record(&self, index: usize) -> Record<'_> {
        self.stored(index).into()
    }
}

/// A stored record as it lies in its segment.
#[derive(Clone, Copy, Debug)]
pub(super) struct StoredRecord<'a> {
    pub(super) counter: u64,
    pub(super) arrival: Instant,
    hash_key: [u64; 2],
    /// UTF-8, as it came.
    pub(super) partition_key: &'a [u8],
    pub(super) data: &'a [u8],
    pub(super) encrypted: bool,
}

impl<'a> From<StoredRecord<'a>> for Record<'a> {
    fn from(stored: StoredRecord<'a>) -> Self {
        let [high, low] = stored.hash_key;
        Self {
            counter: stored.counter,
            arrival: stored.arrival,
            hash_key: HashKey(u128::from(high) << 64 | u128::from(low)),
            partition_key: core::str::from_utf8(stored.partition_key)
                .expect("keys are stored as they came, as UTF-8"),
            data: stored.data,
            encrypted: stored.encrypted,
        }
    }
}

/// One stored record, borrowed from the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// Its place in the shard, one more than the record before it.
    pub counter: u64,
    /// When it came.
    pub arrival: Instant,
    /// Where it fell.
    pub hash_key: HashKey,
    /// Its key, as given; empty where none was.
    pub partition_key: &'a str,
    /// Its data.
    pub data: &'a [u8],
    /// Whether its stream was encrypted when it came.
    pub encrypted: bool,
}

/// The stored records of one shard, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Log {
    segments: VecDeque<Arc<Segment>>,
    /// Entries at the front of the first segment that are trimmed already.
    trimmed: usize,
    /// Memory of all segments, to a segment's slack.
    held_bytes: usize,
}

impl Log {
    /// Appends a record; amortised O(its size). Says whether that started a segment.
    ///
    /// # Panics
    /// If `counter` does not follow the last one, or a key is longer than 65,535 bytes.
    pub fn append(&mut self, record: Record<'_>) -> bool {
        let length = record.partition_key.len() + record.data.len();
        let starts_segment = !self.segments.back().is_some_and(|segment| segment.has_room_for(length));
        if starts_segment {
            self.start_segment(record.counter);
        }
        let segment = Arc::make_mut(self.segments.back_mut().expect("one was started"));
        assert_eq!(record.counter, segment.end_counter(), "counters have no gaps");
        segment.entries.push(Entry {
            hash_key: [(record.hash_key.0 >> 64) as u64, record.hash_key.0 as u64],
            arrival: record.arrival,
            offset: segment.bytes.len() as u32,
            data_length: record.data.len() as u32,
            key_length: u16::try_from(record.partition_key.len()).expect("keys are short"),
            encrypted: record.encrypted,
        });
        segment.bytes.extend_from_slice(record.partition_key.as_bytes());
        segment.bytes.extend_from_slice(record.data);
        self.held_bytes += size_of::<Entry>() + length;
        starts_segment
    }

    /// Seals the last segment. A shard that filled one will fill the next, so that one gets its room at once.
    fn start_segment(&mut self, first_counter: u64) {
        let mut segment = Segment { first_counter, ..Segment::default() };
        if let Some(sealed) = self.segments.back_mut() {
            let sealed = Arc::make_mut(sealed);
            segment.bytes.reserve_exact(sealed.bytes.len().min(SEGMENT_BYTES));
            segment.entries.reserve_exact(sealed.entries.len());
            sealed.bytes.shrink_to_fit();
            sealed.entries.shrink_to_fit();
        }
        self.segments.push_back(Arc::new(segment));
    }

    /// How many records are stored.
    pub fn len(&self) -> u64 {
        self.end_counter().saturating_sub(self.first_counter())
    }

    /// Whether none is stored.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Counter of the oldest stored record; of the next one where none is stored.
    pub fn first_counter(&self) -> u64 {
        self.segments.front().map_or(0, |segment| segment.first_counter + self.trimmed as u64)
    }

    /// One past the newest stored record; 0 in a log that never held one.
    pub fn end_counter(&self) -> u64 {
        self.segments.back().map_or(0, |segment| segment.end_counter())
    }

    /// The record of this counter; O(log segments).
    pub fn get(&self, counter: u64) -> Option<Record<'_>> {
        if counter < self.first_counter() || self.end_counter() <= counter {
            return None;
        }
        let after = self.segments.partition_point(|segment| segment.first_counter <= counter);
        let segment = &self.segments[after - 1];
        Some(segment.record((counter - segment.first_counter) as usize))
    }

    /// The records from this counter on, oldest first.
    pub fn iter_from(&self, counter: u64) -> impl Iterator<Item = Record<'_>> {
        self.stored_from(counter).map(Record::from)
    }

    /// The same, their keys as bytes.
    pub(super) fn stored_from(&self, counter: u64) -> impl Iterator<Item = StoredRecord<'_>> {
        self.places_from(counter)
            .flat_map(|(segment, skip)| (skip..segment.entries.len()).map(|index| segment.stored(index)))
    }

    /// How much data each of the records from this counter on has.
    pub(super) fn data_lengths_from(&self, counter: u64) -> impl Iterator<Item = usize> {
        self.places_from(counter).flat_map(|(segment, skip)| {
            segment.entries[skip..].iter().map(|entry| entry.data_length as usize)
        })
    }

    /// The segments that hold records from this counter on, each with how many before it to skip.
    fn places_from(&self, counter: u64) -> impl Iterator<Item = (&Segment, usize)> {
        let counter = counter.max(self.first_counter());
        let start = self.segments.partition_point(|segment| segment.end_counter() <= counter);
        self.segments
            .iter()
            .skip(start)
            .map(move |segment| (&**segment, counter.saturating_sub(segment.first_counter) as usize))
    }

    /// The counter of the first stored record that came at `at` or later; O(log records).
    pub fn first_arrived_since(&self, at: Instant) -> u64 {
        let before = |entry: &Entry| entry.arrival < at;
        let index = self.segments.partition_point(|segment| segment.entries.last().is_some_and(before));
        let Some(segment) = self.segments.get(index) else { return self.end_counter() };
        let counter = segment.first_counter + segment.entries.partition_point(before) as u64;
        counter.max(self.first_counter())
    }

    /// Drops the records that came before `horizon`, and says how many. O(segments dropped).
    pub fn trim(&mut self, horizon: Instant) -> u64 {
        let before = self.first_counter();
        let keep_from = self.first_arrived_since(horizon);
        while self.segments.len() > 1 && self.segments[0].end_counter() <= keep_from {
            self.drop_first_segment();
        }
        if let Some(first) = self.segments.front_mut() {
            self.trimmed = (keep_from - first.first_counter) as usize;
            if self.trimmed == first.entries.len() && first.bytes.capacity() > 0 {
                // All of the last segment is gone: keep its place in the count, not its memory.
                let first_counter = first.end_counter();
                self.held_bytes -= first.held_bytes();
                *first = Arc::new(Segment { first_counter, ..Segment::default() });
                self.trimmed = 0;
            }
        }
        self.first_counter() - before
    }

    /// Whether there is a sealed segment that could be dropped to save memory.
    pub(super) fn can_evict(&self) -> bool {
        1 < self.segments.len()
    }

    /// Drops the oldest sealed segment, which is there, and says how many records went with it.
    pub(super) fn evict(&mut self) -> u64 {
        let before = self.first_counter();
        self.drop_first_segment();
        self.first_counter() - before
    }

    fn drop_first_segment(&mut self) {
        let dropped = self.segments.pop_front().expect("the caller saw one");
        self.held_bytes -= dropped.held_bytes();
        self.trimmed = 0;
    }

    /// Memory that the records hold.
    pub fn held_bytes(&self) -> usize {
        self.held_bytes
    }

    /// When the oldest record came.
    pub fn oldest_arrival(&self) -> Option<Instant> {
        self.get(self.first_counter()).map(|record| record.arrival)
    }

    /// When the newest record of the first segment came: the segment can go once that is past the horizon.
    pub fn first_segment_newest_arrival(&self) -> Option<Instant> {
        self.segments.front()?.entries.last().map(|entry| entry.arrival)
    }

    /// Bytes of memory held beyond keys and data.
    pub fn overhead_bytes(&self) -> usize {
        let held = |segment: &Arc<Segment>| {
            size_of::<Segment>() + 2 * size_of::<usize>() // the segment and its reference counts
                + segment.entries.capacity() * size_of::<Entry>()
                + segment.bytes.capacity()
                - segment.bytes.len()
        };
        self.segments.iter().map(held).sum::<usize>() + self.segments.capacity() * size_of::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use proptest::prelude::*;

    fn record(counter: u64, secs: i64, data: &[u8]) -> Record<'_> {
        let arrival = Instant::from_secs(secs);
        Record {
            counter,
            arrival,
            hash_key: HashKey(u128::from(counter) << 70),
            partition_key: "key",
            data,
            encrypted: false,
        }
    }

    #[test]
    fn overhead_stays_below_64_bytes_a_record() {
        let mut log = Log::default();
        let count = 100_000;
        for counter in 0..count {
            log.append(record(counter, 0, &[7; 100]));
        }
        let overhead = log.overhead_bytes() / count as usize;
        assert!(overhead < 64, "{overhead} bytes a record");
    }

    #[test]
    fn a_log_trimmed_to_nothing_goes_on_counting() {
        let mut log = Log::default();
        log.append(record(0, 1, b"a"));
        log.append(record(1, 2, b"b"));
        assert_eq!(log.trim(Instant::from_secs(5)), 2);
        assert_eq!((log.first_counter(), log.end_counter(), log.get(1)), (2, 2, None));
        log.append(record(2, 9, b"c"));
        assert_eq!(log.iter_from(0).count(), 1);
    }

    proptest! {
        /// The oracle is a plain vector.
        #[test]
        fn behaves_as_a_vector(
            steps in proptest::collection::vec((0_i64..5, 0_usize..60_000, any::<bool>()), 1..120),
            first in 0_u64..2,
        ) {
            let (mut log, mut oracle, mut secs, mut next) = (Log::default(), vec![], 0, first);
            for (wait, length, trims) in steps {
                secs += wait;
                if trims {
                    let horizon = Instant::from_secs(secs - 6);
                    let kept: Vec<_> = oracle.iter().filter(|(_, at, _)| *at >= secs - 6).cloned().collect();
                    prop_assert_eq!(log.trim(horizon), (oracle.len() - kept.len()) as u64);
                    oracle = kept;
                }
                let data = vec![next as u8; length];
                log.append(record(next, secs, &data));
                oracle.push((next, secs, data));
                next += 1;

                let stored: Vec<_> = log.iter_from(0).map(|found| (found.counter, found.arrival.total_secs(), found.data.to_vec())).collect();
                prop_assert_eq!(&stored, &oracle);
                prop_assert_eq!(log.len(), oracle.len() as u64);
                for (counter, at, _) in &oracle {
                    prop_assert_eq!(log.get(*counter).map(|found| found.arrival.total_secs()), Some(*at));
                    let expected = oracle.iter().find(|other| other.1 >= *at).map(|other| other.0);
                    prop_assert_eq!(Some(log.first_arrived_since(Instant::from_secs(*at))), expected);
                }
            }
        }
    }
}
