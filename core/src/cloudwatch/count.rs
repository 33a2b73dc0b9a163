//! What is counted in a minute: for a stream by operation, for a shard by direction, for a consumer by event. Metrics
//! follow from it.
//!
//! Each put gives one value to every metric of its operation: what a refused put would have brought in counts as 0.
//! A refused read has no records whose bytes or age could count. Assumed: no document says either.

use alloc::boxed::Box;
use alloc::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Statistics;
use super::metric::ShardMetrics;
use crate::fact::Limit;

/// What became of the records of one PutRecord or PutRecords.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Put {
    accepted: u64,
    bytes: u64,
    throttled: u64,
    failed: u64,
}

impl Put {
    pub(super) fn accept(&mut self, count: u32, bytes: u64) {
        self.accepted += u64::from(count);
        self.bytes += bytes;
    }

    pub(super) fn refuse(&mut self, count: u32, limit: Limit) {
        let of = if limit.is_throttling() { &mut self.throttled } else { &mut self.failed };
        *of += u64::from(count);
    }
}

/// Values that are 0 for nearly all calls, such as how many milliseconds one took: only the others are kept.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Rare(Option<Box<Statistics>>);

impl Rare {
    fn add(&mut self, value: u64) {
        if value != 0 {
            self.0.get_or_insert_default().add(value);
        }
    }

    /// Those of so many calls.
    fn of(&self, calls: u64) -> Statistics {
        let kept = self.0.as_deref().copied().unwrap_or_default();
        Statistics::of_flags(calls.saturating_sub(kept.count), 0).and(&kept)
    }
}

/// What happened to a stream in a minute.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct StreamCount {
    pub(super) put_record: PutCount,
    pub(super) put_records: PutCount,
    pub(super) gets: GetCount,
}

/// The calls of PutRecord or of PutRecords.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct PutCount {
    /// Keys and data that went in, a value a call. Assumed: whether keys count is told nowhere.
    pub(super) bytes: Statistics,
    pub(super) total: Statistics,
    pub(super) accepted: Statistics,
    pub(super) throttled: Statistics,
    failed_records: Rare,
    /// Calls of which no record went in.
    failed: u64,
    latency: Rare,
}

impl PutCount {
    /// Counts a call.
    pub(super) fn end(&mut self, put: &Put, late_ms: u64) {
        self.latency.add(late_ms);
        self.bytes.add(put.bytes);
        self.total.add(put.accepted + put.throttled + put.failed);
        self.accepted.add(put.accepted);
        self.throttled.add(put.throttled);
        self.failed_records.add(put.failed);
        self.failed += u64::from(put.accepted == 0);
    }

    /// Calls of which at least one record went in.
    pub(super) fn success(&self) -> Statistics {
        Statistics::of_flags(self.total.count, self.total.count - self.failed)
    }

    pub(super) fn latency(&self) -> Statistics {
        self.latency.of(self.total.count)
    }

    /// Records that were refused, but not because of a limit.
    pub(super) fn failed_records(&self) -> Statistics {
        self.failed_records.of(self.total.count)
    }
}

/// The calls of GetRecords.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct GetCount {
    pub(super) bytes: Statistics,
    pub(super) records: Statistics,
    pub(super) age_ms: Statistics,
    refused: u64,
    latency: Rare,
}

impl GetCount {
    pub(super) fn answer(&mut self, count: u32, bytes: u64, age_ms: u64) {
        self.bytes.add(bytes);
        self.records.add(u64::from(count));
        self.age_ms.add(age_ms);
    }

    pub(super) fn refuse(&mut self) {
        self.refused += 1;
    }

    /// The call that was counted last was answered so late.
    pub(super) fn delay(&mut self, late_ms: u64) {
        self.latency.add(late_ms);
    }

    fn calls(&self) -> u64 {
        self.records.count + self.refused
    }

    pub(super) fn success(&self) -> Statistics {
        Statistics::of_flags(self.calls(), self.records.count)
    }

    pub(super) fn throttled(&self) -> Statistics {
        Statistics::of_flags(self.calls(), self.refused)
    }

    pub(super) fn latency(&self) -> Statistics {
        self.latency.of(self.calls())
    }
}

/// What happened to a registered consumer in a minute.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ConsumerCount {
    subscribed: u64,
    refused: u64,
    /// A value an event, as for the next two.
    pub(super) bytes: Statistics,
    pub(super) records: Statistics,
    pub(super) behind_ms: Statistics,
}

impl ConsumerCount {
    pub(super) fn subscribe(&mut self) {
        self.subscribed += 1;
    }

    pub(super) fn refuse(&mut self) {
        self.refused += 1;
    }

    pub(super) fn deliver(&mut self, count: u32, bytes: u64, behind_ms: u64) {
        self.records.add(u64::from(count));
        self.bytes.add(bytes);
        self.behind_ms.add(behind_ms);
    }

    fn calls(&self) -> u64 {
        self.subscribed + self.refused
    }

    pub(super) fn success(&self) -> Statistics {
        Statistics::of_flags(self.calls(), self.subscribed)
    }

    pub(super) fn rate_exceeded(&self) -> Statistics {
        Statistics::of_flags(self.calls(), self.refused)
    }

    /// Every event that was made was sent.
    pub(super) fn delivered(&self) -> Statistics {
        Statistics::of_flags(self.records.count, self.records.count)
    }
}

/// What happened to a queue in a minute. Assumed: dead letters count like other records.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct QueueCount {
    /// The queue's name.
    pub(super) name: Arc<str>,
    /// A value a receive.
    pub(super) received: Statistics,
    /// A value a call.
    pub(super) acknowledged: Statistics,
    empty: u64,
}

impl QueueCount {
    pub(super) fn new(name: Arc<str>) -> Self {
        Self { name, received: Statistics::default(), acknowledged: Statistics::default(), empty: 0 }
    }

    pub(super) fn receive(&mut self, count: u32) {
        self.received.add(u64::from(count));
        self.empty += u64::from(count == 0);
    }

    /// Receives that gave nothing.
    pub(super) fn empty(&self) -> Statistics {
        Statistics::of_flags(self.received.count, self.empty)
    }
}

/// What happened to a shard in a minute.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ShardCount {
    /// The metrics that were on.
    pub(super) metrics: ShardMetrics,
    pub(super) puts: ShardPutCount,
    pub(super) gets: GetCount,
}

/// What calls brought to a shard: a value for what one call put, and one for what it was refused.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct ShardPutCount {
    pub(super) bytes: Statistics,
    pub(super) records: Statistics,
    pub(super) throttled: Statistics,
}

impl ShardPutCount {
    pub(super) fn accept(&mut self, count: u32, bytes: u64) {
        self.bytes.add(bytes);
        self.records.add(u64::from(count));
        self.throttled.add(0);
    }

    pub(super) fn refuse(&mut self, count: u32, limit: Limit) {
        if limit.is_throttling() {
            self.throttled.add(u64::from(count));
        }
    }
}
