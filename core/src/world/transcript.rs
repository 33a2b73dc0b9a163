//! The list of facts and the hash over it.

use alloc::collections::VecDeque;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

use super::tenant::Tenant;
use crate::fact::{Event, Fact};
use crate::time::Instant;

/// How many of the newest facts are kept to be read; the hash covers all.
pub const FACTS_KEPT: usize = 20_000;

/// Facts in order, and a hash that any difference in any of them changes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Transcript {
    hash: u64,
    count: u64,
    /// Not part of a snapshot: a snapshot tells where the world stands, not how it came there.
    #[serde(skip)]
    kept: VecDeque<Fact>,
    #[serde(skip)]
    scratch: Vec<u8>,
}

impl Transcript {
    pub(super) fn push(&mut self, tenant: &Tenant, event: Event, now: Instant) {
        let (account, region) = (tenant.account, tenant.region.clone());
        let fact = Fact { id: self.count, at: now, account, region, event };
        self.scratch.clear();
        self.scratch = postcard::to_extend(&fact, core::mem::take(&mut self.scratch)).expect("facts serialise");
        self.hash = XxHash3_64::oneshot_with_seed(self.hash, &self.scratch);
        self.count += 1;
        if self.kept.len() == FACTS_KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back(fact);
    }

    pub(super) fn hash(&self) -> u64 {
        self.hash
    }

    pub(super) fn count(&self) -> u64 {
        self.count
    }

    pub(super) fn since(&self, id: u64) -> impl Iterator<Item = &Fact> {
        let first = self.count - self.kept.len() as u64;
        self.kept.iter().skip(usize::try_from(id.saturating_sub(first)).unwrap_or(usize::MAX))
    }
}
