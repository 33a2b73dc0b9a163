//! What the values of metrics of a stream or a delivery stream cannot pass, as that stands now: the lines in a chart.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use super::World;
#[cfg(feature = "firehose")]
use crate::cloudwatch::delivery::DELIVERY_STREAM_NAME;
use crate::cloudwatch::metric::STREAM_NAME;
use crate::cloudwatch::period::Statistic;
#[cfg(feature = "firehose")]
use crate::firehose::{DeliveryStream, Firehose};
use crate::streams::{READ_BYTES_PER_SECOND, Stream, WRITE_KIB_PER_SECOND, WRITE_RECORDS_PER_SECOND};

/// The bound of one metric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bound {
    /// The metric's name.
    pub metric: String,
    /// The statistics whose values it bounds.
    pub statistics: &'static [&'static str],
    /// The bound, in the unit of the metric.
    pub value: u64,
    /// What it is.
    pub name: String,
}

const SUM: &[&str] = &[Statistic::Sum.as_str()];
const AGES: &[&str] =
    &[Statistic::Maximum.as_str(), Statistic::Average.as_str(), Statistic::Minimum.as_str()];

/// The bounds for values that stand for so many seconds, of what a dimension names: a stream or a delivery stream of the default
/// account and region; none where there is none of it. They are those of its open shards and its retention of now, or of its
/// quota and its buffer.
pub fn bounds(world: &mut World, dimension: &str, name: &str, period_secs: u32) -> Vec<Bound> {
    let tenant = world.settings().tenant.clone();
    let Some(services) = world.services(&tenant) else { return Vec::new() };
    match dimension {
        STREAM_NAME => {
            let stream = services.streams.stream(name);
            stream.map(|stream| of_stream(stream, period_secs)).unwrap_or_default()
        }
        #[cfg(feature = "firehose")]
        DELIVERY_STREAM_NAME => {
            let stream = services.firehose.delivery_stream(name);
            let of = |stream| of_delivery_stream(&services.firehose, stream, period_secs);
            stream.map(of).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

fn of_stream(stream: &Stream, period_secs: u32) -> Vec<Bound> {
    let shards = stream.open_shards().count() as u64;
    let sum = |metric: &str, per_second: u64| Bound {
        metric: metric.into(),
        statistics: SUM,
        value: (shards * u64::from(period_secs)).saturating_mul(per_second),
        name: format!("limit of {shards} open shard{}", if shards == 1 { "" } else { "s" }),
    };
    let age = |metric: &str| Bound {
        metric: metric.into(),
        statistics: AGES,
        value: u64::from(stream.retention_hours().unsigned_abs()) * 3_600_000,
        name: "retention".into(),
    };
    alloc::vec![
        sum("IncomingRecords", WRITE_RECORDS_PER_SECOND),
        sum("IncomingBytes", WRITE_KIB_PER_SECOND * 1_024),
        sum("GetRecords.Bytes", READ_BYTES_PER_SECOND),
        age("GetRecords.IteratorAge"),
        age("GetRecords.IteratorAgeMilliseconds"),
    ]
}

/// Its quota, unless it reads a stream: then nobody puts into it. And how old records grow in its buffers.
#[cfg(feature = "firehose")]
fn of_delivery_stream(firehose: &Firehose, stream: &DeliveryStream, period_secs: u32) -> Vec<Bound> {
    let [records, requests, bytes] = firehose.put_quota();
    let quota = [("IncomingRecords", records), ("IncomingPutRequests", requests), ("IncomingBytes", bytes)];
    let quota = quota.into_iter().filter(|_| stream.source_stream().is_none());
    let quota = quota.map(|(metric, per_second)| Bound {
        metric: metric.into(),
        statistics: SUM,
        value: u64::from(period_secs).saturating_mul(per_second),
        name: "limit of the delivery stream".into(),
    });
    let hints = stream.hints();
    let before = hints.function.map(|function| function.interval).unwrap_or_default();
    let fresh = Bound {
        metric: format!("DeliveryTo{}.DataFreshness", stream.destination.kind().as_str()),
        statistics: AGES,
        value: (hints.data.interval + before).total_secs(),
        name: if hints.function.is_some() { "intervals of both buffers" } else { "interval of the buffer" }
            .into(),
    };
    quota.chain([fresh]).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::api::dispatch::Target;
    use crate::streams::TARGET;
    use crate::world::Settings;

    #[test]
    fn bounds_follow_from_shards_retention_and_period() {
        let mut world = World::new(Settings::default());
        let create = r#"{"StreamName":"a","ShardCount":2}"#;
        world.call_json(Target { service: TARGET, operation: "CreateStream" }, create).unwrap();
        let told = bounds(&mut world, STREAM_NAME, "a", 60)
            .into_iter()
            .map(|Bound { metric, value, name, .. }| format!("{metric}: {value}, {name}\n"));
        expect![[r#"
            IncomingRecords: 120000, limit of 2 open shards
            IncomingBytes: 125829120, limit of 2 open shards
            GetRecords.Bytes: 251658240, limit of 2 open shards
            GetRecords.IteratorAge: 86400000, retention
            GetRecords.IteratorAgeMilliseconds: 86400000, retention
        "#]]
        .assert_eq(&told.collect::<String>());
        assert_eq!(bounds(&mut world, STREAM_NAME, "b", 60), []);
    }
    #[test]
    #[cfg(feature = "firehose")]
    fn bounds_of_a_delivery_stream_are_its_quota_and_the_age_that_its_buffers_allow() {
        let mut world = World::new(Settings::default());
        let mut create = |name: &str, more: &str| {
            let bucket = r#""RoleARN":"arn:aws:iam::000000000000:role/r","BucketARN":"arn:aws:s3:::lake""#;
            let input = format!(
                r#"{{"DeliveryStreamName":"{name}"{more},"ExtendedS3DestinationConfiguration":{{{bucket},"BufferingHints":{{"SizeInMBs":1,"IntervalInSeconds":120}}}}}}"#
            );
            let target = Target { service: crate::firehose::TARGET, operation: "CreateDeliveryStream" };
            world.call_json(target, &input).unwrap();
            let told = bounds(&mut world, DELIVERY_STREAM_NAME, name, 60)
                .into_iter()
                .map(|Bound { metric, value, name, .. }| format!("{metric}: {value}, {name}\n"));
            told.collect::<String>()
        };
        expect![[r#"
            IncomingRecords: 30000000, limit of the delivery stream
            IncomingPutRequests: 120000, limit of the delivery stream
            IncomingBytes: 314572800, limit of the delivery stream
            DeliveryToS3.DataFreshness: 120, interval of the buffer
        "#]]
        .assert_eq(&create("a", ""));
        let source = r#","DeliveryStreamType":"KinesisStreamAsSource","KinesisStreamSourceConfiguration":{"KinesisStreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/s","RoleARN":"arn:aws:iam::000000000000:role/r"}"#;
        expect![[r#"
            DeliveryToS3.DataFreshness: 120, interval of the buffer
        "#]]
        .assert_eq(&create("b", source));
        assert_eq!(bounds(&mut world, DELIVERY_STREAM_NAME, "c", 60), []);
        assert_eq!(bounds(&mut world, "QueueId", "a", 60), []);
    }
}
