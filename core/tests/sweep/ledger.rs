//! What the service has promised so far: the oracle of the scenarios, which knows nothing of segments and trimming.

use std::collections::{BTreeMap, BTreeSet};

use kinetoscope::ids::SequenceNumber;
use kinetoscope::time::{Duration, Instant};

/// A record as it was accepted. Its data is its serial number.
#[derive(Clone, Debug)]
pub(crate) struct Accepted {
    pub(crate) shard: u32,
    pub(crate) number: SequenceNumber,
    pub(crate) key: String,
    pub(crate) arrival: Instant,
}

/// Everything accepted, by serial number.
#[derive(Default)]
pub(crate) struct Ledger {
    accepted: Vec<Option<Accepted>>,
    last: BTreeMap<u32, SequenceNumber>,
    /// What came before this is gone for good.
    horizon: Option<Instant>,
}

impl Ledger {
    /// The data of the next record to be put.
    pub(crate) fn next_serial(&self) -> usize {
        self.accepted.len()
    }

    /// Takes down what became of a record; `None` where it was refused.
    pub(crate) fn note(&mut self, record: Option<Accepted>) {
        if let Some(Accepted { shard, number, .. }) = &record {
            let before = self.last.insert(*shard, *number);
            assert!(before.is_none_or(|before| before < *number), "numbers rise within shard {shard}");
        }
        self.accepted.push(record);
    }

    /// Notes how far back records can be read now.
    pub(crate) fn trim(&mut self, now: Instant, retention: Duration) {
        self.horizon = self.horizon.max(Some(now.before(retention)));
    }

    fn is_gone(&self, record: &Accepted) -> bool {
        self.horizon.is_some_and(|horizon| record.arrival < horizon)
    }

    /// Checks what a reader has read, shard and serial number each, in its order. `all` means: nothing else but what can
    /// be read now.
    pub(crate) fn check(&self, read: &[(u32, usize)], all: bool) {
        let mut seen = BTreeSet::new();
        let mut last_of_key = BTreeMap::new();
        for &(shard, serial) in read {
            let record = self.accepted[serial].as_ref().expect("nothing refused is read");
            assert_eq!(record.shard, shard, "record {serial} lies where it was put");
            assert!(seen.insert(serial), "record {serial} is read once");
            assert!(!all || !self.is_gone(record), "record {serial} is gone");
            let before = last_of_key.insert(&record.key, serial);
            assert!(before.is_none_or(|before| before < serial), "{record:?} is read after {before:?}");
        }
        for (serial, record) in self.accepted.iter().enumerate() {
            if let Some(record) = record.as_ref().filter(|record| !self.is_gone(record)) {
                assert!(seen.contains(&serial), "{record:?} is lost");
            }
        }
    }

    /// The number of a record.
    pub(crate) fn number_of(&self, serial: usize) -> SequenceNumber {
        self.accepted[serial].as_ref().expect("it was accepted").number
    }
}
