//! Usage of one account in one region, read from facts.

use alloc::collections::VecDeque;
use alloc::sync::Arc;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::Bill;
use super::table::PriceTable;
use super::usage::{Charge, Usage};
use crate::fact::{DeliveryStreamEvent, Event, StreamConfiguration};
use crate::time::{Duration, Instant};

const DAY: Duration = Duration::from_hours(24);
const WEEK: Duration = Duration::from_hours(168);
const SECONDS_PER_HOUR: i64 = 3_600;

/// What has been used, and what each stream is charged by now.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Ledger {
    usage: Usage,
    meters: LiteMap<Arc<str>, Meter>,
    commitment: Option<Commitment>,
}

/// A time in which the account is committed to a minimum of throughput.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Commitment {
    since: Instant,
    until: Option<Instant>,
}

impl Commitment {
    fn holds(&self, now: Instant) -> bool {
        self.until.is_none_or(|until| now < until)
    }

    /// How long it holds from one time to another.
    fn within(&self, from: Instant, to: Instant) -> u64 {
        overlap((self.since, self.until.unwrap_or(Instant::MAX)), (from, to))
    }
}

/// One stream.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Meter {
    /// Until then, its time is in the usage.
    settled: Instant,
    on_demand: bool,
    retention: Duration,
    consumers: u32,
    open_shards: u32,
    /// Bytes put in each hour that may still be kept: at most as many as retention has hours, and a day's at least. Assumed:
    /// that records of an hour age together, and all as retention is now.
    stored: VecDeque<(Instant, u64)>,
}

impl Meter {
    fn new(now: Instant) -> Self {
        Self {
            settled: now,
            on_demand: false,
            retention: DAY,
            consumers: 0,
            open_shards: 0,
            stored: VecDeque::new(),
        }
    }

    fn configure(&mut self, configuration: &StreamConfiguration) {
        self.on_demand = configuration.on_demand;
        self.retention = Duration::from_hours(u64::from(configuration.retention_hours));
        self.consumers = configuration.consumers;
    }

    /// Takes the time since it was last settled into the usage; O(hours of retention).
    fn settle(&mut self, usage: &mut Usage, commitment: Option<Commitment>, now: Instant) {
        let from = self.settled;
        self.settled = now;
        let millis = overlap((from, now), (from, now));
        if self.on_demand {
            let committed = commitment.map_or(0, |commitment| commitment.within(from, now));
            usage.add(Charge::StreamHours, u128::from(millis - committed));
        } else {
            let shards = u128::from(self.open_shards) * u128::from(millis);
            usage.add(Charge::ShardHours, shards);
            usage.add(Charge::FanOutHours, u128::from(self.consumers) * shards);
            if DAY < self.retention {
                usage.add(Charge::ExtendedRetentionHours, shards);
            }
        }
        for &(hour, bytes) in &self.stored {
            let kept = |younger: Duration, older: Duration| {
                let window = (hour + younger, hour + older.min(self.retention));
                u128::from(overlap(window, (from, now))) * u128::from(bytes)
            };
            if self.on_demand {
                usage.add(Charge::ExtendedRetention, kept(DAY, WEEK));
            }
            usage.add(Charge::LongTermRetention, kept(WEEK, self.retention));
        }
        let kept_for = self.retention.max(DAY);
        while self.stored.front().is_some_and(|(hour, _)| *hour + kept_for < now) {
            self.stored.pop_front();
        }
    }

    /// Whether records of this hour came before.
    fn knows(&self, hour: Instant) -> bool {
        self.stored.back().is_some_and(|(last, _)| *last == hour)
    }

    fn store(&mut self, hour: Instant, bytes: u64) {
        match self.stored.back_mut() {
            Some((last, sum)) if *last == hour => *sum = sum.saturating_add(bytes),
            _ => self.stored.push_back((hour, bytes)),
        }
    }
}

/// The milliseconds that two stretches of time have in common.
fn overlap(one: (Instant, Instant), other: (Instant, Instant)) -> u64 {
    let (from, to) = (one.0.max(other.0), one.1.min(other.1));
    if from < to { to.since(from).total_millis() } else { 0 }
}

fn hour_of(now: Instant) -> Instant {
    Instant::from_secs(now.total_secs().div_euclid(SECONDS_PER_HOUR) * SECONDS_PER_HOUR)
}

impl Ledger {
    /// Enters a fact.
    pub fn read(&mut self, event: &Event, now: Instant) {
        match event {
            Event::StreamConfigured(configuration) => {
                self.settled(&configuration.stream, now).configure(configuration);
            }
            Event::ShardOpened { stream, .. } => self.settled(stream, now).open_shards += 1,
            Event::ShardClosed { stream, .. } => {
                let meter = self.settled(stream, now);
                meter.open_shards = meter.open_shards.saturating_sub(1);
            }
            Event::StreamStatusChanged { stream, status: None } => {
                self.settled(stream, now);
                self.meters.remove(stream);
            }
            Event::RecordsAccepted { stream, bytes, kib, payload_units, .. } => {
                self.put(stream, *bytes, *kib, *payload_units, now);
            }
            Event::RecordsRead { stream, bytes, .. } => {
                if let Some(charge) = self.mode(stream, now).and_then(|mode| mode.retrieval) {
                    self.usage.add(charge, u128::from(*bytes));
                }
            }
            Event::RecordsDelivered { stream, bytes, .. } => {
                if let Some(mode) = self.mode(stream, now) {
                    self.usage.add(mode.fan_out, u128::from(*bytes));
                }
            }
            Event::Committed { until } => self.commit(*until, now),
            Event::DeliveryStream { event, .. } => self.read_delivery_stream(event),
            #[cfg(feature = "applications")]
            Event::Application { event, .. } => self.read_application(event),
            _ => {}
        }
    }

    /// Enters what happened to a delivery stream.
    fn read_delivery_stream(&mut self, event: &DeliveryStreamEvent) {
        match event {
            DeliveryStreamEvent::Put { billed_bytes, .. }
            | DeliveryStreamEvent::Read { billed_bytes, .. } => {
                self.usage.add(Charge::FirehoseIngestData, u128::from(*billed_bytes));
            }
            DeliveryStreamEvent::Delivered {
                is_converted, is_partitioned, billed_bytes, body_bytes, ..
            } => {
                if *is_converted {
                    self.usage.add(Charge::FormatConversion, u128::from(*billed_bytes));
                }
                if *is_partitioned {
                    self.usage.add(Charge::PartitionedData, u128::from(*body_bytes));
                    self.usage.add(Charge::PartitionedObjects, 1);
                }
            }
            _ => {}
        }
    }

    /// Enters what happened to an application.
    #[cfg(feature = "applications")]
    fn read_application(&mut self, event: &crate::fact::ApplicationEvent) {
        if let crate::fact::ApplicationEvent::Metered { millis, units } = event {
            self.usage.add(Charge::ProcessingUnitHours, u128::from(*millis) * u128::from(*units));
        }
    }

    /// What all of it costs until now.
    pub fn bill(&self, table: &PriceTable, now: Instant) -> Bill {
        table.bill(&self.usage(now))
    }

    /// What `length` costs, if all since `start` went on like that.
    pub fn forecast(&self, table: &PriceTable, start: Instant, now: Instant, length: Duration) -> Bill {
        table.bill(&self.usage(now).stretched(now.since(start), length))
    }

    /// What `length` from now on costs for the streams as they are, if nobody puts, reads or changes anything and nothing
    /// is stored.
    pub fn standing(&self, table: &PriceTable, now: Instant, length: Duration) -> Bill {
        let (mut usage, until) = (Usage::default(), now + length);
        for meter in self.meters.values() {
            let mut empty = Meter { settled: now, stored: VecDeque::new(), ..meter.clone() };
            empty.settle(&mut usage, self.commitment, until);
        }
        usage.committed_ms = self.commitment.map_or(0, |commitment| commitment.within(now, until));
        table.bill(&usage)
    }

    /// What has been used until now.
    fn usage(&self, now: Instant) -> Usage {
        let mut usage = self.usage.clone();
        for meter in self.meters.values() {
            meter.clone().settle(&mut usage, self.commitment, now);
        }
        let committed = self.commitment.map_or(0, |commitment| commitment.within(commitment.since, now));
        usage.committed_ms += committed;
        usage
    }

    fn put(&mut self, stream: &Arc<str>, bytes: u64, kib: u32, payload_units: u32, now: Instant) {
        let hour = hour_of(now);
        let Some(mode) = self.mode(stream, now) else { return };
        if mode.ingest == Charge::PayloadUnits {
            self.usage.add(mode.ingest, u128::from(payload_units));
        } else {
            self.usage.add(mode.ingest, u128::from(kib) * 1_024);
        }
        // What is stored is settled once an hour, not at every put.
        if !self.meters.get(stream).is_some_and(|meter| meter.knows(hour)) {
            self.settled(stream, now);
        }
        self.meters.get_mut(stream).expect("it has a mode").store(hour, bytes);
    }

    /// The meter of a stream, with all its time until now in the usage; a new one for a new stream.
    fn settled(&mut self, stream: &Arc<str>, now: Instant) -> &mut Meter {
        if !self.meters.contains_key(stream) {
            self.meters.insert(stream.clone(), Meter::new(now));
        }
        let meter = self.meters.get_mut(stream).expect("it was made above");
        meter.settle(&mut self.usage, self.commitment, now);
        meter
    }

    fn commit(&mut self, until: Option<Instant>, now: Instant) {
        // Each stream's time before a new commitment is over by the rules of before.
        for (_, meter) in self.meters.iter_mut() {
            meter.settle(&mut self.usage, self.commitment, now);
        }
        match &mut self.commitment {
            Some(commitment) if commitment.holds(now) => commitment.until = until,
            ended => {
                let before = ended.map_or(0, |commitment| commitment.within(commitment.since, now));
                self.usage.committed_ms += before;
                *ended = Some(Commitment { since: now, until });
            }
        }
    }

    fn mode(&self, stream: &Arc<str>, now: Instant) -> Option<&'static Charges> {
        let is_committed = self.commitment.is_some_and(|commitment| commitment.holds(now));
        Some(match self.meters.get(stream)?.on_demand {
            false => &PROVISIONED,
            true if is_committed => &COMMITTED,
            true => &ON_DEMAND,
        })
    }
}

/// What a stream's records are charged as.
struct Charges {
    ingest: Charge,
    /// GetRecords of provisioned streams costs nothing.
    retrieval: Option<Charge>,
    fan_out: Charge,
}

static PROVISIONED: Charges =
    Charges { ingest: Charge::PayloadUnits, retrieval: None, fan_out: Charge::FanOutData };
static ON_DEMAND: Charges = Charges {
    ingest: Charge::IngestData,
    retrieval: Some(Charge::RetrievalData),
    fan_out: Charge::FanOutRetrievalData,
};
static COMMITTED: Charges = Charges {
    ingest: Charge::CommittedIngestData,
    retrieval: Some(Charge::CommittedRetrievalData),
    fan_out: Charge::CommittedRetrievalData,
};

#[cfg(test)]
mod tests {
    use alloc::boxed::Box;
    use alloc::format;
    use alloc::string::String;
    use alloc::vec;

    use expect_test::{Expect, expect};

    use super::*;
    use crate::ids::{HashKeyRange, SequenceNumber, ShardId};

    /// A ledger with the stream `s` of one shard.
    struct Bench {
        ledger: Ledger,
        now: Instant,
    }

    impl Bench {
        fn new(on_demand: bool, retention_hours: u32) -> Self {
            let mut bench = Self { ledger: Ledger::default(), now: Instant::DEFAULT_START };
            bench.open(0);
            bench.configure(on_demand, retention_hours, 0);
            bench
        }

        fn tell(&mut self, event: Event) -> &mut Self {
            self.ledger.read(&event, self.now);
            self
        }

        fn pass(&mut self, hours: u64) -> &mut Self {
            self.now += Duration::from_hours(hours);
            self
        }

        fn open(&mut self, shard: u32) -> &mut Self {
            let (stream, parents, range) = ("s".into(), vec![], HashKeyRange::uniform(0, 1));
            self.tell(Event::ShardOpened { stream, shard: ShardId(shard), parents, range })
        }

        fn configure(&mut self, on_demand: bool, retention_hours: u32, consumers: u32) -> &mut Self {
            let stream = "s".into();
            self.tell(Event::StreamConfigured(Box::new(StreamConfiguration {
                stream,
                on_demand,
                retention_hours,
                consumers,
                shard_metrics: vec![],
            })))
        }

        fn put(&mut self, bytes: u64) -> &mut Self {
            let (kib, payload_units) = (bytes.div_ceil(1_024) as u32, bytes.div_ceil(25 * 1_024) as u32);
            let first = SequenceNumber::shard_start(0, 0);
            let (stream, shard, count, digest) = ("s".into(), ShardId(0), 1, 0);
            self.tell(Event::RecordsAccepted {
                stream,
                shard,
                count,
                bytes,
                kib,
                payload_units,
                first,
                digest,
            })
        }

        fn read(&mut self, bytes: u64) -> &mut Self {
            let (stream, shard, count, millis_behind_latest) = ("s".into(), ShardId(0), 1, 0);
            self.tell(Event::RecordsRead { stream, shard, count, bytes, millis_behind_latest })
        }

        fn deliver(&mut self, bytes: u64) -> &mut Self {
            let (stream, consumer, shard) = ("s".into(), "c".into(), ShardId(0));
            let (count, millis_behind_latest) = (1, 0);
            self.tell(Event::RecordsDelivered { stream, consumer, shard, count, bytes, millis_behind_latest })
        }

        /// Quantity and cost of each line, and the sum.
        #[track_caller]
        fn check(&self, expected: Expect) {
            let bill = self.ledger.bill(&PriceTable::built_in(), self.now);
            let lines = bill.lines.iter();
            let lines = lines.map(|line| format!("{:?} {} = {}\n", line.charge, line.quantity, line.cost));
            expected.assert_eq(&format!("{}total {}\n", lines.collect::<String>(), bill.total));
        }
    }

    const GB: u64 = 1 << 30;

    #[test]
    fn shards_cost_while_they_are_open() {
        let mut bench = Bench::new(false, 24);
        bench.pass(2).open(1).pass(3);
        bench.tell(Event::ShardClosed { stream: "s".into(), shard: ShardId(0) }).pass(5);
        bench.check(expect![[r#"
            ShardHours 13.00 = 0.195
            total 0.195
        "#]]);
        bench.tell(Event::StreamStatusChanged { stream: "s".into(), status: None }).pass(100);
        bench.check(expect![[r#"
            ShardHours 13.00 = 0.195
            total 0.195
        "#]]);
    }

    #[test]
    fn a_provisioned_stream_is_charged_by_payload_units_and_consumers() {
        let mut bench = Bench::new(false, 24);
        bench.configure(false, 24, 2).put(25 * 1_024).put(25 * 1_024 + 1).read(GB).deliver(GB).pass(10);
        bench.check(expect![[r#"
            ShardHours 10.00 = 0.15
            PayloadUnits 3.00 = 0.00
            FanOutHours 20.00 = 0.30
            FanOutData 1.00 = 0.013
            total 0.463
        "#]]);
    }

    #[test]
    fn an_on_demand_stream_is_charged_by_what_goes_in_and_out() {
        let mut bench = Bench::new(true, 24);
        bench.put(GB - 1).read(2 * GB).deliver(GB).pass(10);
        bench.check(expect![[r#"
            StreamHours 10.00 = 0.40
            IngestData 1.00 = 0.08
            RetrievalData 2.00 = 0.08
            FanOutRetrievalData 1.00 = 0.05
            total 0.61
        "#]]);
    }

    #[test]
    fn a_commitment_has_prices_and_a_minimum_of_its_own() {
        let mut bench = Bench::new(true, 24);
        bench.pass(10).tell(Event::Committed { until: None }).put(GB).read(GB).deliver(GB).pass(1);
        bench.check(expect![[r#"
            StreamHours 10.00 = 0.40
            CommittedIngestData 87.890625 = 2.8125
            CommittedRetrievalData 87.890625 = 1.40625
            total 4.61875
        "#]]);
        let end = bench.now + Duration::from_hours(1);
        bench.tell(Event::Committed { until: Some(end) }).pass(2).put(GB);
        bench.check(expect![[r#"
            StreamHours 11.00 = 0.44
            IngestData 1.00 = 0.08
            CommittedIngestData 175.78125 = 5.625
            CommittedRetrievalData 175.78125 = 2.8125
            total 8.9575
        "#]]);
    }

    #[test]
    fn what_is_kept_for_long_is_charged_by_its_age() {
        let mut bench = Bench::new(true, 240);
        bench.put(730 * GB).pass(24);
        bench.check(expect![[r#"
            StreamHours 24.00 = 0.96
            IngestData 730.00 = 58.40
            total 59.36
        "#]]);
        bench.pass(10);
        bench.check(expect![[r#"
            StreamHours 34.00 = 1.36
            IngestData 730.00 = 58.40
            ExtendedRetention 10.00 = 1.00
            total 60.76
        "#]]);
        bench.pass(1_000).put(1);
        bench.check(expect![[r#"
            StreamHours 1034.00 = 41.36
            IngestData 730.000001 = 58.40
            ExtendedRetention 144.00 = 14.40
            LongTermRetention 72.00 = 1.656
            total 115.816
        "#]]);
        let mut bench = Bench::new(false, 240);
        bench.put(730 * GB).pass(1_000);
        bench.check(expect![[r#"
            ShardHours 1000.00 = 15.00
            PayloadUnits 30618420.00 = 0.428658
            ExtendedRetentionHours 1000.00 = 20.00
            LongTermRetention 72.00 = 1.656
            total 37.084658
        "#]]);
    }

    #[test]
    fn a_bill_does_not_depend_on_how_often_it_is_looked_at() {
        let (mut often, mut once) = (Bench::new(true, 240), Bench::new(true, 240));
        once.put(GB).pass(300);
        often.put(GB);
        for _ in 0..300 {
            often.pass(1).configure(true, 240, 0);
        }
        let bill = |bench: &Bench| bench.ledger.bill(&PriceTable::built_in(), bench.now).total;
        assert_eq!(bill(&often), bill(&once));
    }
}
