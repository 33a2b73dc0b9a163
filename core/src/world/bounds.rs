//! What the values of a stream's metrics cannot pass, as the stream stands now: the lines in a chart.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use super::World;
use crate::cloudwatch::period::Statistic;
use crate::streams::{READ_BYTES_PER_SECOND, Stream, WRITE_KIB_PER_SECOND, WRITE_RECORDS_PER_SECOND};

/// The bound of one metric of a stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bound {
    /// The metric's name.
    pub metric: &'static str,
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

/// The bounds for values that stand for so many seconds, of a stream of the default account and region; none where there
/// is no such stream. They are those of its open shards and its retention of now.
pub fn bounds(world: &mut World, stream: &str, period_secs: u32) -> Vec<Bound> {
    let tenant = world.settings().tenant.clone();
    let stream = world.services(&tenant).and_then(|services| services.streams.stream(stream));
    stream.map(|stream| of_stream(stream, period_secs)).unwrap_or_default()
}

fn of_stream(stream: &Stream, period_secs: u32) -> Vec<Bound> {
    let shards = stream.open_shards().count() as u64;
    let sum = |metric, per_second: u64| Bound {
        metric,
        statistics: SUM,
        value: (shards * u64::from(period_secs)).saturating_mul(per_second),
        name: format!("limit of {shards} open shard{}", if shards == 1 { "" } else { "s" }),
    };
    let age = |metric| Bound {
        metric,
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
        let told = bounds(&mut world, "a", 60)
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
        assert_eq!(bounds(&mut world, "b", 60), []);
    }
}
