//! What waits to be delivered together: until it is so large or so old, whichever comes first.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::super::configuration::http_endpoint::HttpEndpointBufferingHints;
use super::super::configuration::opensearch::OpensearchBufferingHints;
use super::super::configuration::shared::BufferingHints;
use super::super::configuration::splunk::SplunkBufferingHints;
use super::entry::Entry;
use super::pace::Pace;
use crate::time::{Duration, Instant};

/// Bytes that the configuration calls a megabyte.
pub const MEGABYTE: u64 = 1_048_576;

/// How long records wait at least that are not to wait: the service says that it takes seconds. Assumed: which.
const INTERVAL_MIN: Duration = Duration::from_secs(1);

/// MiB and seconds of a bucket of which nothing is said.
const USUAL: (i32, i32) = (5, 300);

/// When a buffer closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hints {
    /// With so many bytes in it.
    pub bytes: u64,
    /// So long after its first record came.
    pub interval: Duration,
}

/// A part of a configuration that says when a buffer closes: MiB and seconds, where they are given.
pub(in crate::firehose) trait Told {
    fn size_and_interval(&self) -> (Option<i32>, Option<i32>);
}

macro_rules! told {
    ($($type:ty),* $(,)?) => {$(
        impl Told for $type {
            fn size_and_interval(&self) -> (Option<i32>, Option<i32>) {
                (self.size_in_mbs, self.interval_in_seconds)
            }
        }
    )*};
}

told!(BufferingHints, OpensearchBufferingHints, SplunkBufferingHints, HttpEndpointBufferingHints);

impl Cause {
    /// In a word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Size => "size",
            Self::Interval => "interval",
            Self::Flush => "flush",
        }
    }
}

impl Hints {
    /// What a configuration says. A destination that was made has both, so the rest is never taken.
    pub(in crate::firehose) fn told(hints: Option<&impl Told>) -> Self {
        let (size, interval) = hints.map(Told::size_and_interval).unwrap_or_default();
        Self::of(size.unwrap_or(USUAL.0), interval.unwrap_or(USUAL.1))
    }

    /// Hints as configurations say them.
    pub(in crate::firehose) fn of(size_in_mbs: i32, interval_in_seconds: i32) -> Self {
        let interval = Duration::from_secs(interval_in_seconds as u64);
        Self { bytes: size_in_mbs as u64 * MEGABYTE, interval: interval.max(INTERVAL_MIN) }
    }
}

/// Why a buffer closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// It was large enough.
    Size,
    /// It was old enough.
    Interval,
    /// Somebody asked for it.
    Flush,
}

/// Records that are to be delivered together.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Buffer {
    entries: Vec<Entry>,
    bytes: u64,
    /// When the first of them came here.
    opened: Instant,
    /// The lowest of their numbers.
    first_number: u64,
}

impl Buffer {
    /// A buffer with its first record.
    pub(super) fn open(entry: Entry, now: Instant) -> Self {
        let bytes = entry.data.len() as u64;
        let first_number = entry.number;
        Self { entries: alloc::vec![entry], bytes, opened: now, first_number }
    }

    /// Adds a record.
    pub(super) fn push(&mut self, entry: Entry) {
        self.bytes += entry.data.len() as u64;
        self.first_number = self.first_number.min(entry.number);
        self.entries.push(entry);
    }

    /// Whether it is large enough, records being never split.
    pub(super) fn is_full(&self, hints: Hints) -> bool {
        hints.bytes <= self.bytes
    }

    /// Whether it has a record with a number below this one.
    pub(super) fn has_below(&self, number: u64) -> bool {
        self.first_number < number
    }

    /// When it closes, if nothing fills it before: once it is old enough, or at once if it has a record below this number.
    pub(super) fn due(&self, hints: Hints, flushed_below: u64) -> Instant {
        if self.has_below(flushed_below) { self.opened } else { self.opened + hints.interval }
    }

    /// Its records.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What its records have in bytes.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// When its first record came here.
    pub fn opened(&self) -> Instant {
        self.opened
    }

    /// How fast it has filled.
    pub fn pace(&self, now: Instant) -> Pace {
        Pace { bytes: self.bytes, length: now.since(self.opened) }
    }

    pub(super) fn entries_mut(&mut self) -> &mut [Entry] {
        &mut self.entries
    }

    pub(super) fn into_entries(self) -> Vec<Entry> {
        self.entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(bytes: usize) -> Entry {
        Entry::new(0, alloc::vec![0; bytes].into(), None, Instant::EPOCH)
    }

    #[test]
    fn a_buffer_closes_once_a_record_passes_its_size() {
        let hints = Hints::of(1, 300);
        let mut buffer = Buffer::open(entry(400_000), Instant::EPOCH);
        assert!(!buffer.is_full(hints));
        buffer.push(entry(400_000));
        assert!(!buffer.is_full(hints));
        buffer.push(entry(400_000));
        assert!(buffer.is_full(hints) && buffer.bytes() == 1_200_000);
        assert_eq!(buffer.due(hints, 0), Instant::EPOCH + Duration::from_secs(300));
        assert_eq!(buffer.due(hints, 1), Instant::EPOCH);
    }
}
