//! How often calls were made of late, where an operation may only be called so often.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::limit::TokenBucket;
use crate::time::Instant;

/// Buckets that are kept before full ones are thrown away.
const BUCKETS_KEPT: usize = 256;

/// How much of each call rate is left. What is not here is full.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct CallRates {
    /// In the order of their keys.
    used: Vec<Used>,
    /// How many there must be before full ones are looked for again.
    sweep_at: usize,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Used {
    operation: String,
    /// Whose rate it is, where it is not the account's.
    of: Arc<str>,
    left: TokenBucket,
}

impl CallRates {
    /// Takes one call; O(log of those that are used).
    pub(crate) fn take(&mut self, operation: &str, of: &Arc<str>, per_second: u32, now: Instant) -> bool {
        if self.sweep_at.max(BUCKETS_KEPT) <= self.used.len() {
            self.forget_full(now);
            self.sweep_at = 2 * self.used.len();
        }
        let key = (operation, &**of);
        let found = self.used.binary_search_by(|used| (&*used.operation, &*used.of).cmp(&key));
        let at = found.unwrap_or_else(|at| {
            let left = TokenBucket::new(per_second.into(), per_second.into(), now);
            self.used.insert(at, Used { operation: operation.into(), of: of.clone(), left });
            at
        });
        self.used[at].left.take(1, now)
    }

    fn forget_full(&mut self, now: Instant) {
        self.used.retain(|used| !used.left.is_full(now));
    }

    /// Whether nothing is used.
    pub(crate) fn are_full(&self, now: Instant) -> bool {
        self.used.iter().all(|used| used.left.is_full(now))
    }
}
