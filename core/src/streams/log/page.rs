//! A page: a stretch of a log in two buffers, the piece of it that is allocated and copied.
//!
//! Pages are alike in size, so that the room of one that is dropped is taken by another and memory has no holes that nothing
//! fits into, however long a session goes on.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::Record;
use crate::ids::HashKey;
use crate::time::Instant;

/// The next record to take its buffer past this has the next page.
const PAGE_BYTES: usize = 32 * 1024;
/// And when it holds so many records.
const PAGE_ENTRIES: usize = 512;

/// What is kept of a record beside its key and data: 40 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// High and low half; a `u128` would be padded to its alignment of 16.
    hash_key: [u64; 2],
    pub(super) arrival: Instant,
    offset: u32,
    pub(super) data_length: u32,
    key_length: u16,
    encrypted: bool,
}

/// Bytes that are kept of a record beside its key and data.
pub(crate) const RECORD_OVERHEAD: u64 = size_of::<Entry>() as u64;

const _: () = assert!(RECORD_OVERHEAD <= 40, "the overhead that the documentation promises");

#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Page {
    /// Counter of the first entry; the others follow without gaps.
    pub(super) first_counter: u64,
    /// Counter of the first entry of its segment.
    pub(super) segment: u64,
    /// Bytes of its segment that lie in pages before it.
    before: usize,
    pub(super) entries: Vec<Entry>,
    #[serde(with = "serde_bytes")]
    bytes: Vec<u8>,
}

impl Page {
    /// An empty page with which a segment begins.
    pub(super) fn starting_at(first_counter: u64) -> Self {
        Self { first_counter, segment: first_counter, ..Self::default() }
    }

    /// The page after this one, in the same segment.
    pub(super) fn next(&self) -> Self {
        let (first_counter, before) = (self.end_counter(), self.segment_bytes());
        Self { first_counter, segment: self.segment, before, ..Self::default() }
    }

    /// Gives it the room that a page takes in a log that has filled the page `sealed`.
    pub(super) fn reserve_as(&mut self, sealed: &Self) {
        self.bytes.reserve_exact(PAGE_BYTES);
        self.entries.reserve_exact(sealed.entries.len().next_multiple_of(16).min(PAGE_ENTRIES));
    }

    /// Gives back room that it does not need, where that is worth it. Nothing is added to it any more.
    pub(super) fn seal(&mut self) {
        if self.bytes.len() < self.bytes.capacity() / 8 * 7 {
            self.bytes.shrink_to_fit();
        }
        if self.entries.len() < self.entries.capacity() / 8 * 7 {
            self.entries.shrink_to_fit();
        }
    }

    /// Whether a record with so many bytes of key and data fits.
    pub(super) fn has_room_for(&self, length: usize) -> bool {
        self.entries.is_empty()
            || self.bytes.len() + length <= PAGE_BYTES && self.entries.len() < PAGE_ENTRIES
    }

    /// Bytes of its segment up to its end.
    pub(super) fn segment_bytes(&self) -> usize {
        self.before + self.bytes.len()
    }

    pub(super) fn push(&mut self, record: Record<'_>) {
        assert_eq!(record.counter, self.end_counter(), "counters have no gaps");
        self.entries.push(Entry {
            hash_key: [(record.hash_key.0 >> 64) as u64, record.hash_key.0 as u64],
            arrival: record.arrival,
            offset: self.bytes.len() as u32,
            data_length: record.data.len() as u32,
            key_length: u16::try_from(record.partition_key.len()).expect("keys are short"),
            encrypted: record.encrypted,
        });
        self.bytes.extend_from_slice(record.partition_key.as_bytes());
        self.bytes.extend_from_slice(record.data);
    }

    pub(super) fn end_counter(&self) -> u64 {
        self.first_counter + self.entries.len() as u64
    }

    pub(super) fn held_bytes(&self) -> usize {
        self.entries.len() * size_of::<Entry>() + self.bytes.len()
    }

    /// The room that it takes.
    pub(super) fn room_bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>() + self.bytes.capacity()
    }

    /// Bytes held beyond keys and data.
    pub(super) fn overhead_bytes(&self) -> usize {
        size_of::<Self>() + self.room_bytes() - self.bytes.len()
    }

    pub(super) fn stored(&self, index: usize) -> StoredRecord<'_> {
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
}

/// A copy has the room of the original, to be filled as that would have been, and to stay alike in size.
impl Clone for Page {
    fn clone(&self) -> Self {
        Self { entries: with_its_room(&self.entries), bytes: with_its_room(&self.bytes), ..*self }
    }
}

fn with_its_room<T: Copy>(original: &Vec<T>) -> Vec<T> {
    let mut copy = Vec::with_capacity(original.capacity());
    copy.extend_from_slice(original);
    copy
}

/// A stored record as it lies in its page.
#[derive(Clone, Copy, Debug)]
pub(in crate::streams) struct StoredRecord<'a> {
    pub(in crate::streams) counter: u64,
    pub(in crate::streams) arrival: Instant,
    hash_key: [u64; 2],
    /// UTF-8, as it came.
    pub(in crate::streams) partition_key: &'a [u8],
    pub(in crate::streams) data: &'a [u8],
    pub(in crate::streams) encrypted: bool,
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
