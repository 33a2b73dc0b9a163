//! The metrics of Kinesis Data Streams: names, units, and how each follows from what was counted.
//!
//! Source: Amazon Kinesis Data Streams developer guide, "Monitoring the service with Amazon CloudWatch".

use alloc::borrow::Cow;
use alloc::sync::Arc;

use serde::{Deserialize, Serialize};

use super::application::{self, APPLICATION, ApplicationCount, FLOW, Flow, ID, OF_APPLICATIONS};
use super::count::{ConsumerCount, QueueCount, ShardCount, StreamCount};
use super::delivery::{self, DELIVERY_STREAM_NAME, DeliveryStreamCount, OF_DELIVERY_STREAMS};
use super::{Counts, NAMESPACE, QUEUES, Statistics};
use crate::ids::ShardId;

/// The dimension of every metric but those of queues.
pub const STREAM_NAME: &str = "StreamName";
/// The second dimension of the metrics of shards.
pub const SHARD_ID: &str = "ShardId";
/// The second dimension of the metrics of consumers.
pub const CONSUMER_NAME: &str = "ConsumerName";
/// The first dimension of the metrics of queues.
pub const QUEUE_ID: &str = "QueueId";
/// The second dimension of the metrics of queues.
pub const QUEUE_NAME: &str = "QueueName";

crate::enumeration! {
    /// What values are counted in. The order is the model's.
    pub enum StandardUnit {
        /// Time.
        Seconds = "Seconds",
        /// Time.
        Microseconds = "Microseconds",
        /// Time.
        Milliseconds = "Milliseconds",
        /// Size.
        Bytes = "Bytes",
        /// Size.
        Kilobytes = "Kilobytes",
        /// Size.
        Megabytes = "Megabytes",
        /// Size.
        Gigabytes = "Gigabytes",
        /// Size.
        Terabytes = "Terabytes",
        /// Size.
        Bits = "Bits",
        /// Size.
        Kilobits = "Kilobits",
        /// Size.
        Megabits = "Megabits",
        /// Size.
        Gigabits = "Gigabits",
        /// Size.
        Terabits = "Terabits",
        /// Share.
        Percent = "Percent",
        /// Number.
        Count = "Count",
        /// Rate.
        BytesPerSecond = "Bytes/Second",
        /// Rate.
        KilobytesPerSecond = "Kilobytes/Second",
        /// Rate.
        MegabytesPerSecond = "Megabytes/Second",
        /// Rate.
        GigabytesPerSecond = "Gigabytes/Second",
        /// Rate.
        TerabytesPerSecond = "Terabytes/Second",
        /// Rate.
        BitsPerSecond = "Bits/Second",
        /// Rate.
        KilobitsPerSecond = "Kilobits/Second",
        /// Rate.
        MegabitsPerSecond = "Megabits/Second",
        /// Rate.
        GigabitsPerSecond = "Gigabits/Second",
        /// Rate.
        TerabitsPerSecond = "Terabits/Second",
        /// Rate.
        CountPerSecond = "Count/Second",
        /// None.
        None = "None",
    }
}

use StandardUnit::{Bytes, Count, Milliseconds};

/// A metric over counts of one kind: those of streams, of shards, of consumers or of queues.
#[derive(Debug)]
pub struct Metric<C: 'static> {
    /// Name on the wire.
    pub name: &'static str,
    /// Unit of its values.
    pub unit: StandardUnit,
    /// What its values came to in a minute; of no value where it has none.
    of: fn(&C) -> Statistics,
}

const fn metric<C>(name: &'static str, unit: StandardUnit, of: fn(&C) -> Statistics) -> Metric<C> {
    Metric { name, unit, of }
}

/// The metrics that every stream has, by name.
pub static OF_STREAMS: &[Metric<StreamCount>] = &[
    metric("GetRecords.Bytes", Bytes, |stream| stream.gets.bytes),
    metric("GetRecords.IteratorAge", Milliseconds, |stream| stream.gets.age_ms),
    metric("GetRecords.IteratorAgeMilliseconds", Milliseconds, |stream| stream.gets.age_ms),
    metric("GetRecords.Latency", Milliseconds, |stream| stream.gets.latency()),
    metric("GetRecords.Records", Count, |stream| stream.gets.records),
    metric("GetRecords.Success", Count, |stream| stream.gets.success()),
    metric("IncomingBytes", Bytes, |stream| stream.put_record.bytes.and(&stream.put_records.bytes)),
    metric("IncomingRecords", Count, |stream| stream.put_record.accepted.and(&stream.put_records.accepted)),
    metric("PutRecord.Bytes", Bytes, |stream| stream.put_record.bytes),
    metric("PutRecord.Latency", Milliseconds, |stream| stream.put_record.latency()),
    metric("PutRecord.Success", Count, |stream| stream.put_record.success()),
    metric("PutRecords.Bytes", Bytes, |stream| stream.put_records.bytes),
    metric("PutRecords.FailedRecords", Count, |stream| stream.put_records.failed_records()),
    metric("PutRecords.Latency", Milliseconds, |stream| stream.put_records.latency()),
    metric("PutRecords.Records", Count, |stream| stream.put_records.accepted),
    metric("PutRecords.Success", Count, |stream| stream.put_records.success()),
    metric("PutRecords.SuccessfulRecords", Count, |stream| stream.put_records.accepted),
    metric("PutRecords.ThrottledRecords", Count, |stream| stream.put_records.throttled),
    metric("PutRecords.TotalRecords", Count, |stream| stream.put_records.total),
    metric("ReadProvisionedThroughputExceeded", Count, |stream| stream.gets.throttled()),
    metric("WriteProvisionedThroughputExceeded", Count, |stream| {
        stream.put_record.throttled.and(&stream.put_records.throttled)
    }),
];

/// The metrics that every registered consumer has, by name.
pub static OF_CONSUMERS: &[Metric<ConsumerCount>] = &[
    metric("SubscribeToShard.RateExceeded", Count, ConsumerCount::rate_exceeded),
    metric("SubscribeToShard.Success", Count, ConsumerCount::success),
    metric("SubscribeToShardEvent.Bytes", Bytes, |consumer| consumer.bytes),
    metric("SubscribeToShardEvent.MillisBehindLatest", Milliseconds, |consumer| consumer.behind_ms),
    metric("SubscribeToShardEvent.Records", Count, |consumer| consumer.records),
    metric("SubscribeToShardEvent.Success", Count, ConsumerCount::delivered),
];

/// The metrics that a stream can have of each shard, by name.
pub static OF_SHARDS: &[Metric<ShardCount>] = &[
    metric("IncomingBytes", Bytes, |shard| shard.puts.bytes),
    metric("IncomingRecords", Count, |shard| shard.puts.records),
    metric("IteratorAgeMilliseconds", Milliseconds, |shard| shard.gets.age_ms),
    metric("OutgoingBytes", Bytes, |shard| shard.gets.bytes),
    metric("OutgoingRecords", Count, |shard| shard.gets.records),
    metric("ReadProvisionedThroughputExceeded", Count, |shard| shard.gets.throttled()),
    metric("WriteProvisionedThroughputExceeded", Count, |shard| shard.puts.throttled),
];

/// The metrics that every queue has, by name. Those of how many records are visible or in flight are not there: they would
/// have to be asked for each minute, and facts tell only of what happens.
pub static OF_QUEUES: &[Metric<QueueCount>] = &[
    metric("AcknowledgedQueueRecords", Count, |queue| queue.acknowledged),
    metric("EmptyReceives", Count, QueueCount::empty),
    metric("ReceivedQueueRecords", Count, |queue| queue.received),
];

fn position<C>(metrics: &[Metric<C>], name: &str) -> Option<usize> {
    metrics.iter().position(|metric| metric.name == name)
}

/// Which of [`OF_SHARDS`] are on: a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ShardMetrics(u8);

impl ShardMetrics {
    /// Those of these names.
    pub(super) fn named(names: &[Cow<'static, str>]) -> Self {
        let is_on = |(_, metric): &(usize, &Metric<ShardCount>)| names.iter().any(|name| name == metric.name);
        Self(OF_SHARDS.iter().enumerate().filter(is_on).map(|(index, _)| 1 << index).sum())
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Switches more on.
    pub(super) fn add(&mut self, more: Self) {
        self.0 |= more.0;
    }

    fn has(self, index: usize) -> bool {
        self.0 >> index & 1 != 0
    }
}

/// One metric of one stream, shard, consumer or queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Series<'a> {
    /// The stream; empty where it is of a queue.
    pub stream: &'a str,
    of: Of<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Of<'a> {
    Stream(usize),
    Consumer(&'a str, usize),
    Shard(ShardId, usize),
    /// Id and name.
    Queue(&'a str, &'a str, usize),
    DeliveryStream(&'a str, usize),
    /// Its name, and what the metric is of.
    Application(&'a str, application::Place<'a>),
}

impl<'a> Series<'a> {
    /// The one of this name and with these dimensions, in any order; `None` where there cannot be one.
    pub fn find(name: &str, dimensions: impl Iterator<Item = (&'a str, &'a str)>) -> Option<Self> {
        let (mut stream, mut shard, mut consumer) = (None, None, None);
        let (mut queue, mut queue_name, mut delivery_stream) = (None, None, None);
        let (mut application, mut flow, mut id) = (None, None, None);
        for (dimension, value) in dimensions {
            let place = match dimension {
                STREAM_NAME => &mut stream,
                SHARD_ID => &mut shard,
                CONSUMER_NAME => &mut consumer,
                QUEUE_ID => &mut queue,
                QUEUE_NAME => &mut queue_name,
                DELIVERY_STREAM_NAME => &mut delivery_stream,
                APPLICATION => &mut application,
                FLOW => &mut flow,
                ID => &mut id,
                _ => return None,
            };
            if place.replace(value).is_some() {
                return None;
            }
        }
        if let Some(application) = application {
            let others = [stream, shard, consumer, queue, queue_name, delivery_stream];
            let (flow, id) = match (flow, id) {
                (None, None) => (Flow::Application, ""),
                (Some(flow), Some(id)) => (Flow::parse(flow)?, id),
                _ => return None,
            };
            let of = Of::Application(application, (flow, id, application::position(name)?));
            return others.iter().all(Option::is_none).then_some(Self { stream: QUEUES, of });
        }
        if flow.is_some() || id.is_some() {
            return None;
        }
        if let Some(delivery_stream) = delivery_stream {
            let others = [stream, shard, consumer, queue, queue_name];
            let of = Of::DeliveryStream(delivery_stream, delivery::position(name)?);
            return others.iter().all(Option::is_none).then_some(Self { stream: QUEUES, of });
        }
        if let (Some(queue), Some(queue_name)) = (queue, queue_name) {
            let is_of_queue = stream.is_none() && shard.is_none() && consumer.is_none();
            let of = Of::Queue(queue, queue_name, position(OF_QUEUES, name)?);
            return is_of_queue.then_some(Self { stream: QUEUES, of });
        }
        let of = match (shard, consumer) {
            _ if queue.is_some() || queue_name.is_some() => return None,
            (Some(_), Some(_)) => return None,
            (None, None) => Of::Stream(position(OF_STREAMS, name)?),
            (None, Some(consumer)) => Of::Consumer(consumer, position(OF_CONSUMERS, name)?),
            (Some(shard), None) => {
                let index = position(OF_SHARDS, name)?;
                // Requests may spell a shard in several ways; a dimension has one.
                let id = ShardId::parse(shard).filter(|id| id.to_ascii() == *shard.as_bytes())?;
                Of::Shard(id, index)
            }
        };
        Some(Self { stream: stream?, of })
    }

    /// Every one that has a value in these counts of a stream.
    pub(super) fn all_of(stream: &'a str, counts: &'a Counts) -> impl Iterator<Item = Self> {
        let of_stream = (0..OF_STREAMS.len()).map(Of::Stream);
        let of_shard =
            |&(shard, _): &(ShardId, _)| (0..OF_SHARDS.len()).map(move |index| Of::Shard(shard, index));
        let of_consumer = |(consumer, _): &'a (Arc<str>, ConsumerCount)| {
            (0..OF_CONSUMERS.len()).map(move |index| Of::Consumer(consumer, index))
        };
        let of_each =
            counts.consumers.iter().flat_map(of_consumer).chain(counts.shards.iter().flat_map(of_shard));
        let of_queue = |(queue, count): &'a (Arc<str>, QueueCount)| {
            (0..OF_QUEUES.len()).map(move |index| Of::Queue(queue, &count.name, index))
        };
        let of_delivery_stream = |(name, count): &'a (Arc<str>, DeliveryStreamCount)| {
            count.places().map(move |place| Of::DeliveryStream(name, place))
        };
        let of_each = of_each.chain(counts.queues.iter().flat_map(of_queue));
        let of_each = of_each.chain(counts.delivery_streams.iter().flat_map(of_delivery_stream));
        let of_application = |(name, count): &'a (Arc<str>, ApplicationCount)| {
            count.places().map(move |place| Of::Application(name, place))
        };
        let of_each = of_each.chain(counts.applications.iter().flat_map(of_application));
        let each = of_stream.chain(of_each).map(move |of| Self { stream, of });
        each.filter(|series| series.value(counts).is_some())
    }

    /// The metric's name.
    pub fn name(&self) -> &'static str {
        match self.of {
            Of::Stream(index) => OF_STREAMS[index].name,
            Of::Consumer(_, index) => OF_CONSUMERS[index].name,
            Of::Shard(_, index) => OF_SHARDS[index].name,
            Of::Queue(.., index) => OF_QUEUES[index].name,
            Of::DeliveryStream(_, place) => OF_DELIVERY_STREAMS[place].0,
            Of::Application(_, (.., place)) => OF_APPLICATIONS[place].0,
        }
    }

    /// The unit of its values.
    pub fn unit(&self) -> StandardUnit {
        match self.of {
            Of::Stream(index) => OF_STREAMS[index].unit,
            Of::Consumer(_, index) => OF_CONSUMERS[index].unit,
            Of::Shard(_, index) => OF_SHARDS[index].unit,
            Of::Queue(.., index) => OF_QUEUES[index].unit,
            Of::DeliveryStream(_, place) => OF_DELIVERY_STREAMS[place].1,
            Of::Application(_, (.., place)) => OF_APPLICATIONS[place].1,
        }
    }

    /// The shard, where it is of one.
    pub fn shard(&self) -> Option<ShardId> {
        match self.of {
            Of::Shard(shard, _) => Some(shard),
            _ => None,
        }
    }

    /// Id and name of the queue, where it is of one.
    pub fn queue(&self) -> Option<(&'a str, &'a str)> {
        match self.of {
            Of::Queue(id, name, _) => Some((id, name)),
            _ => None,
        }
    }

    /// The delivery stream, where it is of one.
    pub fn delivery_stream(&self) -> Option<&'a str> {
        match self.of {
            Of::DeliveryStream(name, _) => Some(name),
            _ => None,
        }
    }

    /// The application, where it is of one, with what of it the metric is of.
    pub fn application(&self) -> Option<(&'a str, Flow, &'a str)> {
        match self.of {
            Of::Application(name, (flow, id, _)) => Some((name, flow, id)),
            _ => None,
        }
    }

    /// Whose metric it is.
    pub fn namespace(&self) -> &'static str {
        match self.of {
            Of::DeliveryStream(..) => delivery::NAMESPACE,
            Of::Application(..) => application::NAMESPACE,
            Of::Stream(_) | Of::Consumer(..) | Of::Shard(..) | Of::Queue(..) => NAMESPACE,
        }
    }

    /// The consumer, where it is of one.
    pub fn consumer(&self) -> Option<&'a str> {
        match self.of {
            Of::Consumer(consumer, _) => Some(consumer),
            _ => None,
        }
    }

    /// What its values came to in a minute, if it had any.
    pub(super) fn value(&self, counts: &Counts) -> Option<Statistics> {
        let found = match self.of {
            Of::Stream(index) => (OF_STREAMS[index].of)(&counts.stream),
            Of::Consumer(consumer, index) => {
                let at = counts.consumers.binary_search_by(|(name, _)| (**name).cmp(consumer)).ok()?;
                (OF_CONSUMERS[index].of)(&counts.consumers[at].1)
            }
            Of::Shard(shard, index) => {
                let at = counts.shards.binary_search_by_key(&shard, |(id, _)| *id).ok()?;
                let count = &counts.shards[at].1;
                if !count.metrics.has(index) {
                    return None;
                }
                (OF_SHARDS[index].of)(count)
            }
            Of::Queue(id, name, index) => {
                let at = counts.queues.binary_search_by(|(queue, _)| (**queue).cmp(id)).ok()?;
                let count = Some(&counts.queues[at].1).filter(|count| &*count.name == name)?;
                (OF_QUEUES[index].of)(count)
            }
            Of::DeliveryStream(name, place) => {
                let all = &counts.delivery_streams;
                let at = all.binary_search_by(|(known, _)| (**known).cmp(name)).ok()?;
                all[at].1.value(place)
            }
            Of::Application(name, place) => {
                let all = &counts.applications;
                let at = all.binary_search_by(|(known, _)| (**known).cmp(name)).ok()?;
                all[at].1.value(place)
            }
        };
        (found.count != 0).then_some(found)
    }
}
