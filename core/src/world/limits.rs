//! What the services bound, and how much of it the default account uses in the default region now.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::World;
use super::look::Look;
use crate::api::catalogue::{InUse, Limit};
use crate::streams::shapes::{StreamMode, StreamStatus};
use crate::streams::{Stream, Streams, catalogue};

/// The bounds of all services, with what is used of those of which that is known. O(operations + shards + delivery streams).
pub fn limits(world: &mut World) -> Vec<Limit> {
    let look = world.look();
    let mut all = catalogue::limits();
    #[cfg(feature = "firehose")]
    all.extend(crate::firehose::catalogue::limits());
    #[cfg(feature = "applications")]
    all.extend(crate::analytics::catalogue::limits());
    for limit in &mut all {
        limit.now = look.in_use(&limit.name);
    }
    all
}

impl Look<'_> {
    /// What is used of the bound of this name.
    fn in_use(self, limit: &str) -> Option<InUse> {
        let streams = || self.streams.into_iter().flat_map(Streams::streams);
        let count =
            |is_counted: fn(&Stream) -> bool| all(streams().filter(|stream| is_counted(stream)).count());
        match limit {
            "Open shards" => {
                let provisioned = streams().filter(|stream| stream.mode == StreamMode::Provisioned);
                all(provisioned.map(Stream::open_shard_count).sum())
            }
            "On-demand streams" => count(|stream| stream.mode == StreamMode::OnDemand),
            "Streams that are being created" => count(|stream| stream.status == StreamStatus::Creating),
            "Records written" => self.busiest_shard(|flow| flow.accepted),
            "Data written" => self.busiest_shard(|flow| flow.accepted_bytes.div_ceil(1_024)),
            "Registered consumers" => {
                most(streams().map(|stream| (stream.consumer_count() as u64, stream.name.to_string())))
            }
            _ => self.in_use_of_delivery_streams(limit),
        }
    }

    /// The shard into which most was written in the last second.
    fn busiest_shard(self, of: fn(&super::gauge::Flow) -> u64) -> Option<InUse> {
        let tenant = &self.settings.tenant;
        let streams = self.streams.into_iter().flat_map(Streams::streams);
        let shards = streams.flat_map(|stream| stream.open_shards().map(move |shard| (stream, shard)));
        most(shards.filter_map(|(stream, shard)| {
            let meter = self.chronicle.gauge.of(tenant, &stream.name, shard.id)?;
            Some((of(&meter.last_second(self.now)), format!("shard {} of {}", shard.id.0, stream.name)))
        }))
    }

    #[cfg(feature = "applications")]
    fn in_use_of_applications(self, limit: &str) -> Option<InUse> {
        let applications = || self.analytics.into_iter().flat_map(|analytics| analytics.applications());
        (limit == "Applications").then(|| all(applications().count())).flatten()
    }

    #[cfg(not(feature = "applications"))]
    fn in_use_of_applications(self, _: &str) -> Option<InUse> {
        None
    }

    #[cfg(feature = "firehose")]
    fn in_use_of_delivery_streams(self, limit: &str) -> Option<InUse> {
        let streams = || self.firehose.into_iter().flat_map(|firehose| firehose.delivery_streams());
        match limit {
            "Delivery streams" => all(streams().count()),
            "Active partitions" => most(
                streams().map(|stream| (stream.flow.active_partitions() as u64, stream.name.to_string())),
            ),
            _ => self.in_use_of_applications(limit),
        }
    }

    #[cfg(not(feature = "firehose"))]
    fn in_use_of_delivery_streams(self, _: &str) -> Option<InUse> {
        None
    }
}

fn all(count: usize) -> Option<InUse> {
    Some(InUse { value: count as u64, of: None })
}

/// The one that uses most, the first of several that use as much; nothing where none uses anything.
fn most(each: impl Iterator<Item = (u64, String)>) -> Option<InUse> {
    let used = each.filter(|(value, _)| 0 < *value);
    let most = used.reduce(|most, one| if most.0 < one.0 { one } else { most });
    most.map(|(value, of)| InUse { value, of: Some(of) })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::api::dispatch::Target;
    use crate::streams::TARGET;
    use crate::time::Duration;
    use crate::world::Settings;

    fn told(world: &mut World) -> String {
        let used = limits(world).into_iter().filter_map(|limit| Some((limit.name, limit.value, limit.now?)));
        let line = |(name, value, InUse { value: now, of }): (_, _, _)| {
            let of = of.map_or_else(String::new, |of| format!(", {of}"));
            format!("{name}: {now} of {value}{of}\n")
        };
        used.map(line).collect()
    }

    #[test]
    fn what_is_used_is_told_beside_its_bound() {
        let mut world = World::new(Settings::default());
        expect![[r#"
            Open shards: 0 of 20000
            On-demand streams: 0 of 50
            Streams that are being created: 0 of 5
            Delivery streams: 0 of 5000
            Applications: 0 of 50
        "#]]
        .assert_eq(&told(&mut world));
        let arn = "arn:aws:kinesis:us-east-1:000000000000:stream/a";
        let calls = [
            ("CreateStream", r#"{"StreamName":"a","ShardCount":3}"#.to_string()),
            ("CreateStream", r#"{"StreamName":"b","StreamModeDetails":{"StreamMode":"ON_DEMAND"}}"#.into()),
            ("RegisterStreamConsumer", format!(r#"{{"StreamARN":"{arn}","ConsumerName":"c"}}"#)),
            ("PutRecord", r#"{"StreamName":"a","PartitionKey":"k","Data":"AAAA"}"#.into()),
            ("PutRecord", r#"{"StreamName":"a","PartitionKey":"k","Data":"AAAA"}"#.into()),
        ];
        for (operation, input) in calls {
            world.call_json(Target { service: TARGET, operation }, &input).unwrap();
        }
        expect![[r#"
            Records written: 2 of 1000, shard 1 of a
            Data written: 1 of 1024, shard 1 of a
            Registered consumers: 1 of 20, a
            Open shards: 3 of 20000
            On-demand streams: 1 of 50
            Streams that are being created: 0 of 5
            Delivery streams: 0 of 5000
            Applications: 0 of 50
        "#]]
        .assert_eq(&told(&mut world));
        world.advance(Duration::from_secs(60));
        let said = told(&mut world);
        assert!(!said.contains("Records written"), "the second is over: {said}");
    }
}
