//! What is put into a delivery stream, kept for applications that read it.
//!
//! Assumed: the service documents that applications may read delivery streams, and not how. Ours keeps what came since somebody
//! first asked, up to a bound, for as long as anybody asks.

use alloc::collections::VecDeque;
use alloc::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Firehose;
use super::flow::delivery::RETENTION;
use crate::errand::{Tapped, TappedRecord};
use crate::error::Error;
use crate::time::Instant;

/// Bytes that are kept at most; the oldest record goes first.
const BYTES_MAX: usize = 16 * 1_024 * 1_024;
/// Records, and bytes of them, of one answer; at least one record, whatever it has.
const RECORDS_OF_ANSWER_MAX: usize = 10_000;
const BYTES_OF_ANSWER_MAX: usize = 5 * 1_024 * 1_024;

/// What came of late.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Tap {
    /// The number of the first record that is kept.
    first: u64,
    records: VecDeque<Kept>,
    bytes: usize,
    /// When somebody last asked.
    asked: Instant,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    arrived: Instant,
    data: Arc<[u8]>,
}

impl Tap {
    fn new(now: Instant) -> Self {
        Self { first: 0, records: VecDeque::new(), bytes: 0, asked: now }
    }

    /// Whether nobody has asked for so long that nobody will.
    pub(super) fn is_forgotten(&self, now: Instant) -> bool {
        self.asked + RETENTION <= now
    }

    /// Keeps a record.
    pub(super) fn take(&mut self, data: Arc<[u8]>, now: Instant) {
        self.bytes += data.len();
        self.records.push_back(Kept { arrived: now, data });
        while BYTES_MAX < self.bytes && 1 < self.records.len() {
            let oldest = self.records.pop_front();
            self.bytes -= oldest.map_or(0, |oldest| oldest.data.len());
            self.first += 1;
        }
    }

    /// What came from a number on; nothing yet where none is told.
    fn read(&mut self, from: Option<u64>, now: Instant) -> Tapped {
        self.asked = now;
        let end = self.first + self.records.len() as u64;
        let from = from.unwrap_or(end).min(end);
        let begin = from.max(self.first);
        let mut tapped = Tapped { next: begin, lost: begin - from, ..Tapped::default() };
        let mut bytes = 0;
        for kept in self.records.iter().skip((begin - self.first) as usize).take(RECORDS_OF_ANSWER_MAX) {
            bytes += kept.data.len();
            if BYTES_OF_ANSWER_MAX < bytes && !tapped.records.is_empty() {
                break;
            }
            let (arrived, data) = (kept.arrived, kept.data.to_vec());
            tapped.records.push(TappedRecord { number: tapped.next, arrived, data });
            tapped.next += 1;
        }
        let waits = self.records.get((tapped.next - self.first) as usize);
        tapped.millis_behind = waits.map_or(0, |kept| now.since(kept.arrived).total_millis());
        tapped
    }
}

impl Firehose {
    /// What was put into a delivery stream from a number on. It is kept from when somebody first asks.
    pub(crate) fn read_tap(&mut self, name: &str, from: Option<u64>, now: Instant) -> Result<Tapped, Error> {
        let account = self.account;
        let stream = self.streams.get_mut(name);
        let stream = stream.ok_or_else(|| Error::delivery_stream_not_found(name, account))?;
        Ok(stream.tap.get_or_insert_with(|| Tap::new(now)).read(from, now))
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;

    fn numbers(tapped: &Tapped) -> Vec<u64> {
        tapped.records.iter().map(|record| record.number).collect()
    }

    #[test]
    fn who_asks_first_gets_what_comes_then_and_again_by_its_number() {
        let now = Instant::DEFAULT_START;
        let mut tap = Tap::new(now);
        let first = tap.read(None, now);
        assert_eq!((numbers(&first), first.next), (Vec::new(), 0));
        [&b"a"[..], b"b", b"c"].into_iter().for_each(|data| tap.take(data.into(), now));
        assert_eq!(numbers(&tap.read(Some(first.next), now)), [0, 1, 2]);
        assert_eq!(numbers(&tap.read(Some(2), now)), [2]);
        assert_eq!(numbers(&tap.read(Some(7), now)), [0; 0]);
        assert_eq!(tap.read(None, now).next, 3);
    }

    #[test]
    fn what_is_too_much_goes_and_its_reader_is_told() {
        let now = Instant::DEFAULT_START;
        let mut tap = Tap::new(now);
        let mebibyte: Arc<[u8]> = alloc::vec![0; 1 << 20].into();
        (0..20).for_each(|_| tap.take(mebibyte.clone(), now));
        let tapped = tap.read(Some(0), now);
        assert_eq!((tapped.lost, numbers(&tapped)), (4, [4, 5, 6, 7, 8].into()));
        assert!(!tap.is_forgotten(now) && tap.is_forgotten(now + RETENTION));
    }
}
