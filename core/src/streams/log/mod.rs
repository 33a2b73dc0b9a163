//! The records of one shard: an append-only list of pages.
//!
//! A [`Page`] holds keys and data end to end in one buffer, and a fixed [`Entry`] a record. A put allocates nothing of its
//! own; full pages are shared, so a copy of the log (for a rewind) costs one pointer a page, and the page that is being
//! filled. Records leave by segments, each of them some pages: that is how much of a log goes at once.

use alloc::collections::VecDeque;
use alloc::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::ids::HashKey;
use crate::time::Instant;

mod page;

pub(crate) use page::RECORD_OVERHEAD;
pub(super) use page::StoredRecord;
use page::{Entry, Page};

/// A segment ends when the next record would take its keys and data past this.
const SEGMENT_BYTES: usize = 256 * 1024;
/// And when it holds so many records.
const SEGMENT_ENTRIES: u64 = 4_096;

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
    pages: VecDeque<Arc<Page>>,
    /// Entries at the front of the first page that are trimmed already, or more: pages go by segments.
    trimmed: usize,
    /// Memory that is used of all pages.
    held_bytes: usize,
}

impl Log {
    /// Appends a record; amortised O(its size). Says whether that started a segment.
    ///
    /// # Panics
    /// If `counter` does not follow the last one, or a key is longer than 65,535 bytes.
    pub fn append(&mut self, record: Record<'_>) -> bool {
        let length = record.partition_key.len() + record.data.len();
        let starts_segment = self.starts_segment_with(length);
        let next = match self.pages.back() {
            // A log that was trimmed to nothing keeps an empty page for its place in the count.
            Some(last) if last.entries.is_empty() => None,
            Some(last) if !starts_segment => (!last.has_room_for(length)).then(|| last.next()),
            _ => Some(Page::starting_at(record.counter)),
        };
        next.into_iter().for_each(|page| self.add_page(page));
        Arc::make_mut(self.pages.back_mut().expect("one was added")).push(record);
        self.held_bytes += size_of::<Entry>() + length;
        starts_segment
    }

    /// Whether a record with so many bytes of key and data belongs to another segment than the last one.
    fn starts_segment_with(&self, length: usize) -> bool {
        self.pages.back().is_none_or(|last| {
            last.entries.is_empty()
                || SEGMENT_BYTES < last.segment_bytes() + length
                || SEGMENT_ENTRIES <= last.end_counter() - last.segment
        })
    }

    /// Seals the last page, but for one that a copy shares. A shard that filled one will fill the next, so that one gets its
    /// room at once.
    fn add_page(&mut self, mut page: Page) {
        if let Some(last) = self.pages.back_mut() {
            page.reserve_as(last);
            if let Some(last) = Arc::get_mut(last) {
                last.seal();
            }
        }
        self.pages.push_back(Arc::new(page));
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
        self.pages.front().map_or(0, |page| page.first_counter + self.trimmed as u64)
    }

    /// One past the newest stored record; 0 in a log that never held one.
    pub fn end_counter(&self) -> u64 {
        self.pages.back().map_or(0, |page| page.end_counter())
    }

    /// The record of this counter; O(log pages).
    pub fn get(&self, counter: u64) -> Option<Record<'_>> {
        if counter < self.first_counter() || self.end_counter() <= counter {
            return None;
        }
        let after = self.pages.partition_point(|page| page.first_counter <= counter);
        let page = &self.pages[after - 1];
        Some(page.stored((counter - page.first_counter) as usize).into())
    }

    /// The records from this counter on, oldest first.
    pub fn iter_from(&self, counter: u64) -> impl Iterator<Item = Record<'_>> {
        self.stored_from(counter).map(Record::from)
    }

    /// The same, their keys as bytes.
    pub(super) fn stored_from(&self, counter: u64) -> impl Iterator<Item = StoredRecord<'_>> {
        self.places_from(counter)
            .flat_map(|(page, skip)| (skip..page.entries.len()).map(|index| page.stored(index)))
    }

    /// How much data each of the records from this counter on has.
    pub(super) fn data_lengths_from(&self, counter: u64) -> impl Iterator<Item = usize> {
        self.places_from(counter)
            .flat_map(|(page, skip)| page.entries[skip..].iter().map(|entry| entry.data_length as usize))
    }

    /// The pages that hold records from this counter on, each with how many before it to skip.
    fn places_from(&self, counter: u64) -> impl Iterator<Item = (&Page, usize)> {
        let counter = counter.max(self.first_counter());
        let start = self.pages.partition_point(|page| page.end_counter() <= counter);
        self.pages
            .iter()
            .skip(start)
            .map(move |page| (&**page, counter.saturating_sub(page.first_counter) as usize))
    }

    /// The counter of the first stored record that came at `at` or later; O(log records).
    pub fn first_arrived_since(&self, at: Instant) -> u64 {
        let before = |entry: &Entry| entry.arrival < at;
        let index = self.pages.partition_point(|page| page.entries.last().is_some_and(before));
        let Some(page) = self.pages.get(index) else { return self.end_counter() };
        let counter = page.first_counter + page.entries.partition_point(before) as u64;
        counter.max(self.first_counter())
    }

    /// Drops the records that came before `horizon`, and says how many. O(pages dropped).
    pub fn trim(&mut self, horizon: Instant) -> u64 {
        let before = self.first_counter();
        let keep_from = self.first_arrived_since(horizon);
        while self.second_segment().is_some_and(|second| second <= keep_from) {
            self.drop_first_segment();
        }
        if keep_from == self.end_counter() && 0 < self.held_bytes {
            // All of the last segment is gone: keep its place in the count, not its memory.
            self.pages = [Arc::new(Page::starting_at(keep_from))].into();
            self.held_bytes = 0;
        }
        self.trimmed = self.pages.front().map_or(0, |page| (keep_from - page.first_counter) as usize);
        self.first_counter() - before
    }

    /// Where the first segment ends and another begins.
    fn second_segment(&self) -> Option<u64> {
        self.pages.get(self.first_segment_pages()).map(|page| page.segment)
    }

    fn first_segment_pages(&self) -> usize {
        let Some(first) = self.pages.front() else { return 0 };
        self.pages.partition_point(|page| page.segment == first.segment)
    }

    /// Whether there is a full segment that could be dropped to save memory.
    pub(super) fn can_evict(&self) -> bool {
        self.second_segment().is_some()
    }

    /// Drops the oldest full segment, which is there, and says how many records went with it.
    pub(super) fn evict(&mut self) -> u64 {
        let before = self.first_counter();
        self.drop_first_segment();
        self.first_counter() - before
    }

    fn drop_first_segment(&mut self) {
        let dropped = self.pages.drain(..self.first_segment_pages());
        self.held_bytes -= dropped.map(|page| page.held_bytes()).sum::<usize>();
        self.trimmed = 0;
    }

    /// Memory that the records hold.
    pub fn held_bytes(&self) -> usize {
        self.held_bytes
    }

    /// Memory that a copy has for itself once both go on: the page that is being filled.
    pub(super) fn unshared_bytes(&self) -> usize {
        self.pages.back().map_or(0, |page| page.room_bytes())
    }

    /// When the oldest record came.
    pub fn oldest_arrival(&self) -> Option<Instant> {
        self.get(self.first_counter()).map(|record| record.arrival)
    }

    /// When the newest record of the first segment came: the segment can go once that is past the horizon.
    pub fn first_segment_newest_arrival(&self) -> Option<Instant> {
        let last = self.first_segment_pages().checked_sub(1)?;
        self.pages[last].entries.last().map(|entry| entry.arrival)
    }

    /// Bytes of memory held beyond keys and data.
    pub fn overhead_bytes(&self) -> usize {
        let counts = 2 * size_of::<usize>(); // of references to a page
        let held: usize = self.pages.iter().map(|page| page.overhead_bytes() + counts).sum();
        held + self.pages.capacity() * size_of::<Arc<Page>>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use alloc::vec::Vec;
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
    fn a_copy_shares_all_but_the_page_that_is_being_filled() {
        let mut log = Log::default();
        let records = 4_050;
        (0..records).for_each(|counter| _ = log.append(record(counter, 0, &[7; 300])));
        let copy = log.clone();
        log.append(record(records, 0, &[7; 300]));
        let own = log.pages.iter().zip(&copy.pages).filter(|(one, other)| !Arc::ptr_eq(one, other));
        assert_eq!(own.count(), 1);
        assert_eq!(log.pages.len(), copy.pages.len());
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

    /// What a log is to do next.
    #[derive(Clone, Debug)]
    enum Step {
        Append {
            length: usize,
            times: usize,
        },
        Trim,
        Evict,
        /// Goes on with a copy, and lets the original be written to a little more.
        Copy,
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            4 => (0_usize..60_000).prop_map(|length| Step::Append { length, times: 1 }),
            // Pages and segments end by their number of records too.
            2 => (0_usize..30, 1_usize..1_500).prop_map(|(length, times)| Step::Append { length, times }),
            1 => Just(Step::Trim),
            1 => Just(Step::Evict),
            1 => Just(Step::Copy),
        ]
    }

    /// Numbers, times and data of all that is stored.
    fn stored(log: &Log) -> Vec<(u64, i64, Vec<u8>)> {
        let of = |found: Record<'_>| (found.counter, found.arrival.total_secs(), found.data.to_vec());
        log.iter_from(0).map(of).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

        /// The oracle is a plain vector, and where each segment began.
        #[test]
        fn behaves_as_a_vector(
            steps in proptest::collection::vec((0_i64..5, step()), 1..60),
            first in 0_u64..2,
        ) {
            let (mut log, mut oracle, mut secs, mut next) = (Log::default(), vec![], 0, first);
            let mut segments = vec![];
            for (wait, step) in steps {
                secs += wait;
                match step {
                    Step::Append { length, times } => {
                        for _ in 0..times {
                            let data = vec![next as u8; length];
                            if log.append(record(next, secs, &data)) {
                                segments.push(next);
                            }
                            oracle.push((next, secs, data));
                            next += 1;
                        }
                    }
                    Step::Trim => {
                        let kept: Vec<_> = oracle.iter().filter(|(_, at, _)| *at >= secs - 6).cloned().collect();
                        let gone = (oracle.len() - kept.len()) as u64;
                        prop_assert_eq!(log.trim(Instant::from_secs(secs - 6)), gone);
                        oracle = kept;
                    }
                    Step::Evict => {
                        let begin = |counter: &u64| oracle.first().is_some_and(|one| one.0 < *counter);
                        let second = segments.iter().copied().find(begin);
                        prop_assert_eq!(log.can_evict(), second.is_some());
                        if let Some(second) = second {
                            let gone = oracle.partition_point(|one| one.0 < second);
                            prop_assert_eq!(log.evict(), gone as u64);
                            oracle.drain(..gone);
                        }
                    }
                    Step::Copy => {
                        let mut original = log.clone();
                        core::mem::swap(&mut original, &mut log);
                        original.append(record(next.max(original.end_counter()), secs, b"of the original"));
                        original.trim(Instant::from_secs(secs + 1));
                    }
                }
                prop_assert_eq!(&stored(&log), &oracle);
                prop_assert_eq!(log.len(), oracle.len() as u64);
                let used: usize = oracle.iter().map(|(_, _, data)| size_of::<Entry>() + 3 + data.len()).sum();
                prop_assert!(used <= log.held_bytes() && log.held_bytes() <= used + SEGMENT_BYTES + 4_096 * 64);
                for (counter, at, _) in oracle.iter().step_by(97) {
                    prop_assert_eq!(log.get(*counter).map(|found| found.arrival.total_secs()), Some(*at));
                    let expected = oracle.iter().find(|other| other.1 >= *at).map(|other| other.0);
                    prop_assert_eq!(Some(log.first_arrived_since(Instant::from_secs(*at))), expected);
                }
            }
        }
    }
}
