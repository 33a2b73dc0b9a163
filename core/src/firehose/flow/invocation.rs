//! Records at a function: called with them until it answers, or as often as may be.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::entry::Entry;
use crate::time::Instant;

/// Records that a function is called with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Invocation {
    /// Counts the invocations of the delivery stream.
    pub serial: u64,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next; nothing while an answer is waited for.
    pub(super) due: Option<Instant>,
    /// When it was last tried.
    pub(in crate::firehose) began: Instant,
    entries: Vec<Entry>,
}

impl Invocation {
    pub(super) fn of(serial: u64, entries: Vec<Entry>, now: Instant) -> Self {
        Self { serial, attempts: 0, due: Some(now), began: now, entries }
    }

    /// Its records.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(super) fn entries_mut(&mut self) -> &mut [Entry] {
        &mut self.entries
    }

    /// Notes that it is being tried.
    pub(in crate::firehose) fn begin(&mut self, now: Instant) {
        self.attempts += 1;
        self.due = None;
        self.began = now;
    }

    /// Has it tried again then.
    pub(in crate::firehose) fn repeat(&mut self, due: Instant) {
        self.due = Some(due);
    }

    pub(in crate::firehose) fn into_entries(self) -> Vec<Entry> {
        self.entries
    }
}
