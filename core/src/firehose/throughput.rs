//! How much producers may put into a delivery stream: records, requests and bytes a second, which belong together.

use serde::{Deserialize, Serialize};

use crate::ids::Region;
use crate::limit::TokenBucket;
use crate::time::Instant;

/// What a delivery stream takes in a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quota {
    /// Records.
    pub(super) records: u64,
    /// Calls that put.
    pub(super) requests: u64,
    /// Bytes of records.
    pub(super) bytes: u64,
}

impl Quota {
    /// Source: the developer guide, quotas.
    pub(super) const LARGE: Self = Self { records: 500_000, requests: 2_000, bytes: 5 * 1_024 * 1_024 };
    /// Source: the same.
    pub(super) const SMALL: Self = Self { records: 100_000, requests: 1_000, bytes: 1_024 * 1_024 };

    /// The quota of delivery streams in a region.
    pub(super) fn of(region: &Region) -> Self {
        match region.as_str() {
            "us-east-1" | "us-west-2" | "eu-west-1" => Self::LARGE,
            _ => Self::SMALL,
        }
    }
}

/// What is left of the quota of one delivery stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Throughput {
    records: TokenBucket,
    requests: TokenBucket,
    bytes: TokenBucket,
}

impl Throughput {
    /// All of it.
    pub(super) fn new(quota: Quota, now: Instant) -> Self {
        let bucket = |quota| TokenBucket::new(quota, quota, now);
        Self { records: bucket(quota.records), requests: bucket(quota.requests), bytes: bucket(quota.bytes) }
    }

    /// Takes one request, if there is one left.
    pub(super) fn take_request(&mut self, now: Instant) -> bool {
        self.requests.take(1, now)
    }

    /// Takes a record, if there is enough left for it: of both kinds or of none.
    pub(super) fn take_record(&mut self, bytes: usize, now: Instant) -> bool {
        let bytes = bytes as u64;
        let enough = self.records.has(1, now) && self.bytes.has(bytes, now);
        if enough {
            self.records.take(1, now);
            self.bytes.take(bytes, now);
        }
        enough
    }
}
