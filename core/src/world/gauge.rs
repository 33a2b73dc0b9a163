//! Rates of the last second, a shard each: read from facts, for whoever looks at a running world.

use alloc::sync::Arc;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::tenant::Tenant;
use crate::fact::{Event, Limit};
use crate::ids::ShardId;
use crate::streams::{WRITE_KIB_PER_SECOND, WRITE_RECORDS_PER_SECOND};
use crate::time::{Duration, Instant};

const BUCKET: Duration = Duration::from_millis(100);
/// Buckets of one second.
const BUCKETS: usize = 10;

/// What went through a shard in some time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// Records accepted.
    pub accepted: u64,
    /// Keys and data accepted.
    pub accepted_bytes: u64,
    /// Records refused.
    pub refused: u64,
    /// Keys and data refused.
    pub refused_bytes: u64,
    /// Records read.
    pub read: u64,
    /// Data read.
    pub read_bytes: u64,
    /// GetRecords calls answered.
    pub reads: u64,
    /// GetRecords calls refused.
    pub reads_refused: u64,
    /// Records sent to subscriptions.
    pub delivered: u64,
    /// Data sent to subscriptions.
    pub delivered_bytes: u64,
}

impl Flow {
    fn add(&mut self, other: &Self) {
        self.accepted += other.accepted;
        self.accepted_bytes += other.accepted_bytes;
        self.refused += other.refused;
        self.refused_bytes += other.refused_bytes;
        self.read += other.read;
        self.read_bytes += other.read_bytes;
        self.reads += other.reads;
        self.reads_refused += other.reads_refused;
        self.delivered += other.delivered;
        self.delivered_bytes += other.delivered_bytes;
    }

    /// What was offered, against what a shard takes in a second: of records, and of data; 1 is full.
    pub(super) fn offered(&self) -> [f64; 2] {
        let records = (self.accepted + self.refused) as f64;
        let bytes = (self.accepted_bytes + self.refused_bytes) as f64;
        [records / WRITE_RECORDS_PER_SECOND as f64, bytes / (WRITE_KIB_PER_SECOND * 1_024) as f64]
    }

    /// Whether the limit of records and that of data are passed, where one of them has refused. A shard looks at its
    /// records first, so a refusal for them does not tell of the data.
    pub(super) fn passed(&self, limit: Limit) -> [bool; 2] {
        let [records, data] = self.offered();
        [limit == Limit::WriteRecords || 1.0 < records, limit == Limit::WriteBytes || 1.0 < data]
    }
}

/// The flow of the last second and of all time.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Meter {
    buckets: [Flow; BUCKETS],
    /// Number of the bucket that is being filled.
    current: i64,
    pub(super) total: Flow,
    /// What refused the newest refused record.
    pub(super) last_limit: Option<Limit>,
    pub(super) last_refused_at: Option<Instant>,
}

impl Meter {
    fn bucket(&mut self, now: Instant) -> &mut Flow {
        let number = now.total_micros().div_euclid(BUCKET.total_micros() as i64);
        let passed = number.saturating_sub(self.current).clamp(0, BUCKETS as i64);
        for step in 1..=passed {
            self.buckets[(number - passed + step).rem_euclid(BUCKETS as i64) as usize] = Flow::default();
        }
        self.current = self.current.max(number);
        &mut self.buckets[number.rem_euclid(BUCKETS as i64) as usize]
    }

    fn count(&mut self, flow: &Flow, now: Instant) {
        self.bucket(now).add(flow);
        self.total.add(flow);
    }

    /// The last second, to a bucket.
    pub(super) fn last_second(&self, now: Instant) -> Flow {
        let mut meter = self.clone();
        meter.bucket(now);
        let mut sum = Flow::default();
        meter.buckets.iter().for_each(|flow| sum.add(flow));
        sum
    }
}

/// The meters of all shards.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Gauge {
    meters: LiteMap<Tenant, LiteMap<Arc<str>, LiteMap<ShardId, Meter>>>,
}

impl Gauge {
    pub(super) fn read(&mut self, tenant: &Tenant, event: &Event, now: Instant) {
        let flow = Flow::default();
        match event {
            Event::RecordsAccepted { stream, shard, count, bytes, .. } => {
                let flow = Flow { accepted: u64::from(*count), accepted_bytes: *bytes, ..flow };
                self.meter(tenant, stream, *shard).count(&flow, now);
            }
            Event::RecordsRefused { stream, shard, count, bytes, limit } => {
                let flow = Flow { refused: u64::from(*count), refused_bytes: *bytes, ..flow };
                let meter = self.meter(tenant, stream, *shard);
                meter.count(&flow, now);
                meter.last_limit = Some(*limit);
                meter.last_refused_at = Some(now);
            }
            Event::RecordsRead { stream, shard, count, bytes, .. } => {
                let flow = Flow { read: u64::from(*count), read_bytes: *bytes, reads: 1, ..flow };
                self.meter(tenant, stream, *shard).count(&flow, now);
            }
            Event::RecordsDelivered { stream, shard, count, bytes, .. } => {
                let flow = Flow { delivered: u64::from(*count), delivered_bytes: *bytes, ..flow };
                self.meter(tenant, stream, *shard).count(&flow, now);
            }
            Event::ReadRefused { stream, shard, .. } => {
                self.meter(tenant, stream, *shard).count(&Flow { reads_refused: 1, ..flow }, now);
            }
            Event::StreamStatusChanged { stream, status: None } => {
                self.meters.get_mut(tenant).map(|streams| streams.remove(stream));
            }
            Event::ShardExpired { stream, shard } => {
                let shards = self.meters.get_mut(tenant).and_then(|streams| streams.get_mut(stream));
                shards.map(|shards| shards.remove(shard));
            }
            _ => {}
        }
    }

    /// The meter of a shard, where anything went through it.
    pub(super) fn of(&self, tenant: &Tenant, stream: &str, shard: ShardId) -> Option<&Meter> {
        self.meters.get(tenant)?.get(stream)?.get(&shard)
    }

    /// All meters of a stream.
    pub(super) fn of_stream(&self, tenant: &Tenant, stream: &str) -> impl Iterator<Item = &Meter> {
        let shards = self.meters.get(tenant).and_then(|streams| streams.get(stream));
        shards.into_iter().flat_map(LiteMap::values)
    }

    fn meter(&mut self, tenant: &Tenant, stream: &Arc<str>, shard: ShardId) -> &mut Meter {
        if !self.meters.contains_key(tenant) {
            self.meters.insert(tenant.clone(), LiteMap::new());
        }
        let streams = self.meters.get_mut(tenant).expect("it was made above");
        streams.entry(stream.clone()).or_default().entry(shard).or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_second_forgets_what_is_older() {
        let (mut gauge, tenant) = (Gauge::default(), Tenant::default());
        let stream: Arc<str> = "s".into();
        let refused = |count| Event::RecordsRefused {
            stream: stream.clone(),
            shard: ShardId(0),
            count,
            bytes: 1,
            limit: Limit::WriteRecords,
        };
        for tenth in 0..30 {
            gauge.read(&tenant, &refused(7), Instant::from_millis(tenth * 100));
        }
        let meter = gauge.of(&tenant, "s", ShardId(0)).unwrap();
        assert_eq!(meter.last_second(Instant::from_millis(2_900)).refused, 70);
        assert_eq!(
            meter.last_second(Instant::from_millis(3_400)).refused,
            35,
            "half of the second was silent"
        );
        assert_eq!(meter.last_second(Instant::from_secs(9)).refused, 0);
        assert_eq!(meter.total.refused, 210);
    }
}
