//! What the service has promised so far: the oracle of the scenarios, which knows nothing of segments and trimming.

use std::collections::{BTreeMap, BTreeSet};

use kinetoscope::ids::SequenceNumber;
use kinetoscope::time::{Duration, Instant};

/// Where a record lies.
pub(crate) type Placed = (u32, SequenceNumber);

/// A record that may be there. Its data is its serial number.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) key: String,
    pub(crate) arrival: Instant,
    pub(crate) put: Put,
}

/// What whoever put a record knows of it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Put {
    /// It was accepted.
    Placed(Placed),
    /// The answer was lost; whether it is there for certain.
    Unheard { for_certain: bool },
}

/// Everything that was not refused, by serial number.
#[derive(Default)]
pub(crate) struct Ledger {
    records: Vec<Option<Record>>,
    last: BTreeMap<u32, SequenceNumber>,
    /// What came before this is gone for good.
    horizon: Option<Instant>,
}

impl Ledger {
    /// The data of the next record to be put.
    pub(crate) fn next_serial(&self) -> usize {
        self.records.len()
    }

    /// Takes down what became of a record; `None` where it was refused.
    pub(crate) fn note(&mut self, record: Option<Record>) {
        if let Some(Record { put: Put::Placed((shard, number)), .. }) = record {
            let before = self.last.insert(shard, number);
            assert!(before.is_none_or(|before| before < number), "numbers rise within shard {shard}");
        }
        self.records.push(record);
    }

    /// Notes how far back records can be read now.
    pub(crate) fn trim(&mut self, now: Instant, retention: Duration) {
        self.horizon = self.horizon.max(Some(now.before(retention)));
    }

    /// Whether a record has expired.
    pub(crate) fn is_gone(&self, serial: usize) -> bool {
        let record = self.records[serial].as_ref();
        record.is_some_and(|record| self.horizon.is_some_and(|horizon| record.arrival < horizon))
    }

    /// Checks that a record read from a place is one that was put, and there. What was not heard of becomes known.
    pub(crate) fn check_place(&mut self, serial: usize, read: Placed) {
        let record = self.records[serial].as_mut().expect("nothing refused is read");
        match record.put {
            Put::Placed(placed) => assert_eq!(placed, read, "record {serial} lies where it was put"),
            Put::Unheard { .. } => record.put = Put::Placed(read),
        }
    }

    /// Checks what a reader has read, shard and serial number each, in its order.
    pub(crate) fn check(&self, read: &[(u32, usize)]) {
        let mut seen = BTreeSet::new();
        let mut last_of_key = BTreeMap::new();
        let mut last_of_shard = BTreeMap::new();
        for &(shard, serial) in read {
            let record = self.records[serial].as_ref().expect("nothing refused is read");
            assert!(seen.insert(serial), "record {serial} is read once");
            let before = last_of_key.insert(&record.key, serial);
            assert!(before.is_none_or(|before| before < serial), "{record:?} is read after {before:?}");
            let before = last_of_shard.insert(shard, serial);
            assert!(before.is_none_or(|before| before < serial), "shard {shard} is read in order: {serial}");
        }
        for (serial, record) in self.records.iter().enumerate() {
            if self.is_there(serial) {
                assert!(seen.contains(&serial), "{record:?} is lost");
            }
        }
    }

    /// Whether a record can be read for certain.
    pub(crate) fn is_there(&self, serial: usize) -> bool {
        let put = self.records[serial].as_ref().map(|record| record.put);
        let was_put = matches!(put, Some(Put::Placed(_) | Put::Unheard { for_certain: true }));
        was_put && !self.is_gone(serial)
    }

    /// Checks that nothing that can be read of a shard lies between two records that were read one after the other.
    pub(crate) fn check_no_gap(&self, shard: u32, before: Option<usize>, serial: usize) {
        for between in before.map_or(0, |before| before + 1)..serial {
            let record = self.records[between].as_ref();
            let lies_here =
                record.is_some_and(|record| matches!(record.put, Put::Placed((place, _)) if place == shard));
            assert!(!lies_here || self.is_gone(between), "{record:?} was passed over before {serial}");
        }
        assert!(before.is_none_or(|before| before < serial), "{serial} comes after {before:?}");
    }
}
