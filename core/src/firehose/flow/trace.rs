//! What became of single records of a stream, for as long as it is remembered: facts count records and do not name them.

use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::entry::Entry;
use crate::ids::{SequenceNumber, ShardId};
use crate::time::Instant;

/// Records whose fate is remembered; the oldest are forgotten first.
const RECORDS_MAX: usize = 50_000;

/// The fates of the last records.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Traces {
    traces: VecDeque<Trace>,
    records: usize,
}

/// Records that came to one end together.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Trace {
    at: Instant,
    fate: Fate,
    /// In their order; copies of the world share them.
    records: Arc<[(ShardId, SequenceNumber)]>,
}

/// Where the way of a record ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    /// Its destination has it: in the object of this key, where it went into one.
    Delivered(String),
    /// Its function has dropped it, or there was nothing in it.
    Dropped,
    /// An object tells of it as failed: the kind of error, and the key.
    Failed(String, String),
    /// The object of this key has it, and could not be copied into the table.
    Skipped(String),
    /// It was thrown away.
    Lost,
}

impl Traces {
    /// Remembers what became of records; of those that producers have put there is no name to remember.
    pub(super) fn note(&mut self, entries: &[Entry], fate: Fate, now: Instant) {
        let origins = entries.iter().filter_map(|entry| entry.origin.as_deref());
        let mut records: Vec<_> = origins.map(|origin| (origin.shard, origin.sequence_number)).collect();
        if records.is_empty() {
            return;
        }
        records.sort_unstable();
        records.dedup();
        self.records += records.len();
        self.traces.push_back(Trace { at: now, fate, records: records.into() });
        while RECORDS_MAX < self.records && 1 < self.traces.len() {
            self.records -= self.traces.pop_front().map_or(0, |oldest| oldest.records.len());
        }
    }

    /// What became of a record, and when.
    pub(super) fn find(&self, shard: ShardId, number: SequenceNumber) -> Option<(&Fate, Instant)> {
        let has = |trace: &&Trace| trace.records.binary_search(&(shard, number)).is_ok();
        self.traces.iter().rev().find(has).map(|trace| (&trace.fate, trace.at))
    }
}
