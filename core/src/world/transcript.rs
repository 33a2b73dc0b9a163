//! The list of facts and the hash over it.

use alloc::collections::VecDeque;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

use super::tenant::Tenant;
use crate::fact::{Event, Fact};
use crate::time::Instant;

/// How many of the newest facts are kept to be read; the hash covers all.
pub const FACTS_KEPT: usize = 20_000;

/// Facts of one shared piece of the list.
const CHUNK: usize = 250;

/// Facts in order, and a hash that any difference in any of them changes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Transcript {
    hash: u64,
    count: u64,
    /// Records put, taken or not: with the facts, a measure of the work that a replay costs.
    records_offered: u64,
    /// Shared, so that a copy of the world for a rewind costs a pointer a chunk. Not part of a snapshot: that tells where
    /// the world stands, not how it came there.
    #[serde(skip)]
    kept: VecDeque<Arc<Vec<Fact>>>,
    #[serde(skip)]
    scratch: Vec<u8>,
}

impl Transcript {
    pub(super) fn push(&mut self, tenant: &Tenant, event: Event, now: Instant) {
        let (account, region) = (tenant.account, tenant.region.clone());
        let fact = Fact { id: self.count, at: now, account, region, event };
        self.scratch.clear();
        self.scratch =
            postcard::to_extend(&fact, core::mem::take(&mut self.scratch)).expect("facts serialise");
        if let Event::RecordsAccepted { count, .. } | Event::RecordsRefused { count, .. } = fact.event {
            self.records_offered += u64::from(count);
        }
        self.hash = XxHash3_64::oneshot_with_seed(self.hash, &self.scratch);
        self.count += 1;
        self.keep(fact);
    }

    fn keep(&mut self, fact: Fact) {
        if self.kept.back().is_none_or(|chunk| chunk.len() == CHUNK) {
            self.kept.push_back(Arc::new(Vec::with_capacity(CHUNK)));
        }
        Arc::make_mut(self.kept.back_mut().expect("one was pushed")).push(fact);
        if FACTS_KEPT / CHUNK < self.kept.len() {
            self.kept.pop_front();
        }
    }

    pub(super) fn hash(&self) -> u64 {
        self.hash
    }

    pub(super) fn count(&self) -> u64 {
        self.count
    }

    pub(super) fn work(&self) -> u64 {
        self.count + self.records_offered
    }

    /// Memory that the kept facts take.
    pub(super) fn held_bytes(&self) -> u64 {
        (self.kept.len() * CHUNK * size_of::<Fact>()) as u64
    }

    pub(super) fn since(&self, id: u64) -> impl Iterator<Item = &Fact> {
        let before = self.kept.partition_point(|chunk| chunk.last().is_some_and(|fact| fact.id < id));
        self.kept.iter().skip(before).flat_map(|chunk| chunk.iter()).filter(move |fact| id <= fact.id)
    }
}
