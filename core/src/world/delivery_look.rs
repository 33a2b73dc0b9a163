//! Looks at delivery streams, and foresees what will close their buffers.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::delivery_log::Total;
use super::look::Look;
use super::view::delivery_stream::{
    BufferView, DeliveryStreamView, DeliveryView, FunctionView, LaneView, RecordCounts,
};
use crate::firehose::DeliveryStream;
use crate::firehose::configuration::destination::{Bucket, Destination};
use crate::firehose::flow::buffer::{Buffer, Cause, Hints};
use crate::firehose::flow::delivery::Delivery;
use crate::firehose::flow::pace::Meter;
use crate::time::{Duration, Instant};
use crate::world::errands::functions::name_of;

/// How long a buffer must have filled to tell how fast it does: sources are read once a second.
const TOLD_AFTER: Duration = Duration::from_secs(2);

impl Look<'_> {
    pub(super) fn delivery_streams(self) -> Vec<DeliveryStreamView> {
        let streams = self.firehose.into_iter().flat_map(|firehose| firehose.delivery_streams());
        let log = &self.chronicle.deliveries;
        streams.map(|stream| view(stream, log.total(&stream.name), self.now)).collect()
    }
}

fn view(stream: &DeliveryStream, total: Option<&Total>, now: Instant) -> DeliveryStreamView {
    let flow = &stream.flow;
    let (bucket, prefix) = bucket(&stream.destination);
    DeliveryStreamView {
        name: stream.name.to_string(),
        status: stream.status.as_str().into(),
        source: stream.source_stream().map(Into::into),
        millis_behind: stream.millis_behind(),
        target: stream.destination.kind().as_str().into(),
        address: stream.destination.address(),
        bucket,
        prefix,
        deliveries: total.map_or(0, |total| total.deliveries),
        delivered_bytes: total.map_or(0, |total| total.body_bytes),
        version: stream.version,
        lanes: lanes(stream, now),
        active_partitions: flow.active_partitions() as u32,
        function: function(stream),
        counts: counts(stream),
        under_way: flow.deliveries().iter().map(delivery).collect(),
    }
}

/// The bucket of a destination, by the name in its ARN, and its prefix up to the first expression.
fn bucket(destination: &Destination) -> (String, String) {
    let (arn, prefix) = match destination.bucket() {
        Some(Bucket::Plain(s3)) => (&s3.bucket_arn, &s3.prefix),
        Some(Bucket::Extended(s3)) => (&s3.bucket_arn, &s3.prefix),
        None => return <_>::default(),
    };
    let name = arn.as_deref().and_then(|arn| arn.rsplit(':').next());
    let constant = prefix.as_deref().and_then(|prefix| prefix.split("!{").next());
    (name.unwrap_or_default().into(), constant.unwrap_or_default().into())
}

fn lanes(stream: &DeliveryStream, now: Instant) -> Vec<LaneView> {
    let hints = stream.hints();
    let flow = &stream.flow;
    let meters = flow.meters();
    let single = |buffer: Option<&Buffer>, hints, meter| {
        buffer.map(|buffer| foresee("", buffer, hints, meter, 1, now)).into_iter().collect::<Vec<_>>()
    };
    let filling = flow.buffers().count();
    let data = flow
        .buffers()
        .map(|(partition, buffer)| foresee(partition, buffer, hints.data, meters.data, filling, now));
    let mut lanes = Vec::from([lane("data", hints.data, data.collect())]);
    if let Some(hints) = hints.function {
        lanes.push(lane("function", hints, single(flow.function_buffer(), hints, meters.function)));
    }
    if let Some(hints) = hints.backup {
        lanes.push(lane("backup", hints, single(flow.backup_buffer(), hints, meters.backup)));
    }
    lanes
}

fn lane(name: &str, hints: Hints, buffers: Vec<BufferView>) -> LaneView {
    LaneView {
        lane: name.into(),
        size: hints.bytes,
        interval: hints.interval,
        filling: buffers.len() as u32,
        next: buffers.into_iter().min_by_key(|buffer| buffer.closes),
    }
}

/// What will close a buffer, if records go on coming as they have since its first; or where that was only just, as they
/// come into its lane, of which it has an equal share.
fn foresee(
    partition: &str,
    buffer: &Buffer,
    hints: Hints,
    meter: Option<Meter>,
    filling: usize,
    now: Instant,
) -> BufferView {
    let by_interval = buffer.opened() + hints.interval;
    let own = buffer.pace(now);
    let pace =
        meter.filter(|_| own.length < TOLD_AFTER).map_or(own, |meter| meter.pace(now).shared_by(filling));
    let (cause, closes) = match pace.reaches(hints.bytes.saturating_sub(buffer.bytes()), now) {
        Some(full) if full < by_interval => (Cause::Size, full),
        _ => (Cause::Interval, by_interval),
    };
    BufferView {
        partition: partition.into(),
        records: buffer.entries().len() as u64,
        bytes: buffer.bytes(),
        opened: buffer.opened(),
        closes,
        cause: cause.as_str().into(),
    }
}

fn function(stream: &DeliveryStream) -> Option<FunctionView> {
    let under_way = stream.flow.invocations().len() as u32;
    let counts = stream.flow.function_counts();
    stream.function_arn().map(|arn| FunctionView { name: name_of(arn).into(), under_way, counts })
}

fn counts(stream: &DeliveryStream) -> RecordCounts {
    let counts = stream.flow.counts();
    RecordCounts {
        accepted: counts.accepted,
        split: counts.split,
        delivered: counts.delivered,
        dropped: counts.dropped,
        failed: counts.failed,
        lost: counts.lost,
        waiting: stream.flow.waiting(),
    }
}

fn delivery(delivery: &Delivery) -> DeliveryView {
    DeliveryView {
        lane: delivery.lane.as_str().into(),
        cause: delivery.cause.as_str().into(),
        closed: delivery.closed,
        records: delivery.entries().len() as u64,
        bytes: delivery.bytes(),
        attempts: delivery.attempts,
        first_failed: delivery.first_failed,
        next_try: delivery.next_try(),
    }
}
