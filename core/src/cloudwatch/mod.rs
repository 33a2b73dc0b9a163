//! Amazon CloudWatch, as far as Kinesis Data Streams tells it: metrics by the minute, read from facts.
//!
//! [`CloudWatch`] is the service of one account in one region. No service calls it: [`CloudWatch::read`] takes every fact
//! of the account, counts for the minute that runs (`count.rs`) and keeps the minutes that ended (`history.rs`). Which
//! metrics follow from the counts stands in [`metric`], a line a metric. Its operations stand in [`op`].

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

pub mod alarm;
pub mod application;
mod count;
pub mod delivery;
mod error;
mod history;
pub mod metric;
pub mod op;
pub(crate) mod period;
mod shapes;
mod statistics;

pub use history::{HOURS_KEPT, ROWS_KEPT};
pub use statistics::Statistics;

use crate::api::Gate;
#[cfg(feature = "applications")]
use crate::fact::ApplicationEvent;
use crate::fact::{DeliveryStreamEvent, Event};
use crate::ids::ShardId;
use crate::time::Instant;
use crate::wire::http::Form;
use application::ApplicationCount;
use count::{ConsumerCount, Put, QueueCount, ShardCount, StreamCount};
use delivery::DeliveryStreamCount;
use history::History;
use metric::{Series, ShardMetrics};

/// What `X-Amz-Target` says before the dot.
pub const TARGET: &str = "GraniteServiceVersion20100801";
/// The forms in which the service may be spoken to: JSON 1.0, which the AWS CLI, boto3 and the SDK for JavaScript speak
/// (Observed: their versions of November 2026), and RPC v2, which the model names first. The query protocol, which clients
/// spoke before, is not there.
pub const FORMS: &[Form] = &[Form::Json10, Form::Rpc2];
/// The namespace of metrics of streams.
pub const NAMESPACE: &str = "AWS/Kinesis";

/// The metrics of one account in one region.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CloudWatch {
    /// The minute that is being counted.
    minute: Minute,
    /// What has happened in it, by stream.
    open: BTreeMap<Arc<str>, Counts>,
    /// The minutes before it.
    history: History,
    /// The streams that have metrics of their shards, and which.
    shard_metrics: BTreeMap<Arc<str>, ShardMetrics>,
    /// The put whose facts have come but for the last, which says what was called.
    #[serde(skip)]
    put: Option<(Arc<str>, Put)>,
    /// How late a fault lets the call be answered whose facts come.
    #[serde(skip)]
    late_ms: u64,
    /// Names of the queues, by id.
    queue_names: BTreeMap<Arc<str>, Arc<str>>,
}

/// Where counts of queues, of delivery streams and of applications stand among those of streams. No stream has this name.
const QUEUES: &str = "";

impl Gate for CloudWatch {}

/// Minutes since the epoch.
type Minute = i64;

const SECONDS_PER_MINUTE: i64 = 60;

/// The minute that a time lies in.
fn minute_of(at: Instant) -> Minute {
    at.total_secs().div_euclid(SECONDS_PER_MINUTE)
}

/// What has happened to one stream in a minute.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Counts {
    stream: StreamCount,
    /// By rising number; empty unless the stream has metrics of its shards.
    shards: Vec<(ShardId, ShardCount)>,
    /// Those that subscribed or were sent something, by name.
    consumers: Vec<(Arc<str>, ConsumerCount)>,
    /// By id, in the entry of [`QUEUES`].
    queues: Vec<(Arc<str>, QueueCount)>,
    /// By name, in the entry of [`QUEUES`].
    delivery_streams: Vec<(Arc<str>, DeliveryStreamCount)>,
    /// By name, in the entry of [`QUEUES`].
    applications: Vec<(Arc<str>, ApplicationCount)>,
}

impl Counts {
    fn shard(&mut self, id: ShardId) -> &mut ShardCount {
        let at = self.shards.binary_search_by_key(&id, |(shard, _)| *shard).unwrap_or_else(|at| {
            self.shards.insert(at, (id, ShardCount::default()));
            at
        });
        &mut self.shards[at].1
    }

    fn consumer(&mut self, name: &Arc<str>) -> &mut ConsumerCount {
        let at = self.consumers.binary_search_by(|(consumer, _)| consumer.cmp(name)).unwrap_or_else(|at| {
            self.consumers.insert(at, (name.clone(), ConsumerCount::default()));
            at
        });
        &mut self.consumers[at].1
    }

    /// How many counts there are.
    fn rows(&self) -> usize {
        let of_delivery_streams: usize = self.delivery_streams.iter().map(|(_, count)| count.rows()).sum();
        let of_applications: usize = self.applications.iter().map(|(_, count)| count.rows()).sum();
        let others = of_delivery_streams + of_applications;
        1 + self.shards.len() + self.consumers.len() + self.queues.len() + others
    }
}

impl CloudWatch {
    /// Counts a fact; O(log streams).
    ///
    /// A call counts when its facts name its stream: one that is refused before a shard was asked counts nowhere.
    pub fn read(&mut self, event: &Event, now: Instant) {
        match event {
            Event::RecordsAccepted { stream, shard, count, bytes, .. } => {
                self.put(stream).accept(*count, *bytes);
                self.read_shard(stream, *shard, now, |shard| shard.puts.accept(*count, *bytes));
            }
            Event::RecordsRefused { stream, shard, count, limit, .. } => {
                self.put(stream).refuse(*count, *limit);
                self.read_shard(stream, *shard, now, |shard| shard.puts.refuse(*count, *limit));
            }
            Event::AnswerDelayed { millis, .. } => self.late_ms = *millis,
            Event::Call { operation, .. } => {
                let late_ms = core::mem::take(&mut self.late_ms);
                self.end_put(operation, late_ms, now);
            }
            Event::RecordsRead { stream, shard, count, bytes, millis_behind_latest } => {
                let late_ms = self.late_ms;
                let gets = &mut self.counts(stream, now).stream.gets;
                gets.answer(*count, *bytes, *millis_behind_latest);
                gets.delay(late_ms);
                self.read_shard(stream, *shard, now, |shard| {
                    shard.gets.answer(*count, *bytes, *millis_behind_latest);
                });
            }
            Event::ReadRefused { stream, shard, .. } => {
                let late_ms = self.late_ms;
                let gets = &mut self.counts(stream, now).stream.gets;
                gets.refuse();
                gets.delay(late_ms);
                self.read_shard(stream, *shard, now, |shard| shard.gets.refuse());
            }
            Event::SubscriptionStarted { stream, consumer, .. } => {
                self.counts(stream, now).consumer(consumer).subscribe();
            }
            Event::SubscriptionRefused { stream, consumer, .. } => {
                self.counts(stream, now).consumer(consumer).refuse();
            }
            Event::RecordsDelivered { stream, consumer, count, bytes, millis_behind_latest, .. } => {
                self.counts(stream, now).consumer(consumer).deliver(*count, *bytes, *millis_behind_latest);
            }
            Event::StreamConfigured(configuration) => {
                let metrics = ShardMetrics::named(&configuration.shard_metrics);
                self.shard_metrics.insert(configuration.stream.clone(), metrics);
                self.shard_metrics.retain(|_, metrics| !metrics.is_empty());
            }
            Event::QueueStatusChanged { queue, name, status: Some(_) } => {
                self.queue_names.insert(queue.clone(), name.clone());
            }
            Event::QueueStatusChanged { queue, status: None, .. } => _ = self.queue_names.remove(queue),
            Event::QueueRecordsReceived { queue, count, .. } => {
                self.read_queue(queue, now, |counts| counts.receive(*count));
            }
            Event::QueueRecordsAcknowledged { queue, count, .. } => {
                self.read_queue(queue, now, |counts| counts.acknowledged.add(u64::from(*count)));
            }
            Event::StreamStatusChanged { stream, status: None } => _ = self.shard_metrics.remove(stream),
            Event::DeliveryStream { delivery_stream, event } => {
                self.read_delivery_stream(delivery_stream, event, now);
            }
            #[cfg(feature = "applications")]
            Event::Application { application, event } => self.read_application(application, event, now),
            _ => {}
        }
    }

    /// Counts for a shard, where its stream has metrics of shards.
    fn read_shard(
        &mut self,
        stream: &Arc<str>,
        shard: ShardId,
        now: Instant,
        count: impl FnOnce(&mut ShardCount),
    ) {
        // Hardly any stream has them, so most puts end here.
        let Some(&metrics) = self.shard_metrics.get(stream) else { return };
        let shard = self.counts(stream, now).shard(shard);
        shard.metrics.add(metrics);
        count(shard);
    }

    /// Counts for a queue.
    fn read_queue(&mut self, id: &Arc<str>, now: Instant, count: impl FnOnce(&mut QueueCount)) {
        let Some(name) = self.queue_names.get(id).cloned() else { return };
        let queues = &mut self.counts(&QUEUES.into(), now).queues;
        let at = queues.binary_search_by(|(queue, _)| queue.cmp(id)).unwrap_or_else(|at| {
            queues.insert(at, (id.clone(), QueueCount::new(name)));
            at
        });
        count(&mut queues[at].1);
    }

    /// Counts for a delivery stream.
    fn read_delivery_stream(&mut self, name: &Arc<str>, event: &DeliveryStreamEvent, now: Instant) {
        let all = &mut self.counts(&QUEUES.into(), now).delivery_streams;
        let at = all.binary_search_by(|(known, _)| known.cmp(name)).unwrap_or_else(|at| {
            all.insert(at, (name.clone(), DeliveryStreamCount::default()));
            at
        });
        all[at].1.read(event, now);
    }

    /// Counts for an application.
    #[cfg(feature = "applications")]
    fn read_application(&mut self, name: &Arc<str>, event: &ApplicationEvent, now: Instant) {
        let all = &mut self.counts(&QUEUES.into(), now).applications;
        let at = all.binary_search_by(|(known, _)| known.cmp(name)).unwrap_or_else(|at| {
            all.insert(at, (name.clone(), ApplicationCount::default()));
            at
        });
        all[at].1.read(event);
    }

    /// Counts the put that ends with this call, if it is one.
    fn end_put(&mut self, operation: &str, late_ms: u64, now: Instant) {
        let Some((stream, put)) = self.put.take() else { return };
        let counts = &mut self.counts(&stream, now).stream;
        match operation {
            "PutRecord" => counts.put_record.end(&put, late_ms),
            "PutRecords" => counts.put_records.end(&put, late_ms),
            _ => {}
        }
    }

    /// The put whose facts are coming.
    fn put(&mut self, stream: &Arc<str>) -> &mut Put {
        &mut self.put.get_or_insert_with(|| (stream.clone(), Put::default())).1
    }

    /// What is counted of a stream this minute. The first fact of a minute ends those before.
    fn counts(&mut self, stream: &Arc<str>, now: Instant) -> &mut Counts {
        let minute = minute_of(now);
        if minute != self.minute {
            self.history.keep(self.minute, core::mem::take(&mut self.open));
            self.minute = minute;
        }
        if !self.open.contains_key(stream) {
            if ROWS_KEPT <= self.open.len() {
                self.open.pop_first();
            }
            self.open.insert(stream.clone(), Counts::default());
        }
        self.open.get_mut(stream).expect("it was made above")
    }

    /// What is known of a stream in the minutes from `from` to before `to`, in order. O(what that is, and the hours).
    fn between<'w>(
        &'w self,
        stream: &'w str,
        from: Minute,
        to: Minute,
    ) -> impl Iterator<Item = (Minute, &'w Counts)> {
        let open = self.open.get(stream).filter(|_| (from..to).contains(&self.minute));
        self.history.between(stream, from, to).chain(open.map(|counts| (self.minute, counts)))
    }

    /// Every series of a stream that has values, in order.
    pub fn series<'w>(&'w self, stream: &'w str) -> impl Iterator<Item = Series<'w>> + 'w {
        self.series_since(stream, Minute::MIN)
    }

    fn series_since<'w>(&'w self, stream: &'w str, from: Minute) -> impl Iterator<Item = Series<'w>> + 'w {
        let counts = self.between(stream, from, Minute::MAX);
        let found: BTreeSet<_> = counts.flat_map(|(_, counts)| Series::all_of(stream, counts)).collect();
        found.into_iter()
    }

    /// Every series that has values in the minutes from `from` on, in order: a stream is looked at when it is come to.
    fn all_series(&self, from: Minute) -> impl Iterator<Item = Series<'_>> {
        let streams: BTreeSet<_> = self.history.streams(from).chain(self.open.keys()).collect();
        streams.into_iter().flat_map(move |stream| self.series_since(stream, from))
    }

    /// The values of a metric in the minutes that begin from the one of `from` on and before `to`, in order. A minute without
    /// a value has no entry.
    pub fn values<'w>(
        &'w self,
        series: Series<'w>,
        from: Instant,
        to: Instant,
    ) -> impl Iterator<Item = (Instant, Statistics)> + 'w {
        let to = -minute_of(Instant::from_micros(-to.total_micros()));
        self.between(series.stream, minute_of(from), to).filter_map(move |(minute, counts)| {
            Some((Instant::from_secs(minute * SECONDS_PER_MINUTE), series.value(counts)?))
        })
    }
}

#[cfg(test)]
mod tests;
