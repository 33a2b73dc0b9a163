//! How much of what was delivered stays in memory: a scenario allows so much, and the oldest objects go first.

use alloc::collections::VecDeque;
use alloc::string::String;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

/// An object that a delivery has put.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Delivered {
    bucket: String,
    key: String,
    bytes: u64,
}

/// The objects of deliveries, as far as they take memory.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Kept {
    /// Nothing where there is no bound.
    bytes_max: Option<u64>,
    bytes: u64,
    /// The oldest first.
    objects: VecDeque<Delivered>,
    /// Objects that went and were not told of yet, by their bucket.
    evicted: LiteMap<String, u64>,
}

impl Kept {
    pub(super) fn with_bound(bytes_max: Option<u64>) -> Self {
        Self { bytes_max, ..Self::default() }
    }

    /// Bytes of all that is kept.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Notes a new object.
    pub(super) fn add(&mut self, bucket: &str, key: &str, bytes: usize) {
        let bytes = bytes as u64;
        self.bytes += bytes;
        self.objects.push_back(Delivered { bucket: bucket.into(), key: key.into(), bytes });
    }

    /// The bucket and key of the next object that has to go; never the newest.
    pub(super) fn next_to_go(&mut self) -> Option<(String, String)> {
        let is_full = self.bytes_max.is_some_and(|max| max < self.bytes) && 1 < self.objects.len();
        let Delivered { bucket, key, bytes } = is_full.then(|| self.objects.pop_front()).flatten()?;
        self.bytes -= bytes;
        *self.evicted.entry(bucket.clone()).or_default() += 1;
        Some((bucket, key))
    }

    /// A bucket from which objects went, and how many, once.
    pub(super) fn take_evicted(&mut self) -> Option<(String, u64)> {
        let bucket = self.evicted.first().map(|(bucket, _)| bucket.clone())?;
        self.evicted.remove(&bucket).map(|count| (bucket, count))
    }
}
