//! When buffers may close: sizes and intervals that a configuration may say, a row each and kind of destination.

use alloc::vec::Vec;

use super::super::check::{bucket, conversion};
use super::super::configuration::defaults;
use super::{HINTS, limit, range};
use crate::api::catalogue::Limit;
use crate::error::Code;

/// A destination: names of its two rows, the member that configures it and the way to its hints, and its usual MiB and seconds.
struct Row {
    names: [&'static str; 2],
    path: &'static [&'static str],
    usual: (i32, i32),
}

const S3: &[&str] = &["ExtendedS3DestinationConfiguration", "BufferingHints"];

const ROWS: [Row; 7] = [
    Row { names: ["Buffer size for S3", "Buffer interval for S3"], path: S3, usual: defaults::BUCKET },
    Row {
        names: ["Buffer size for Redshift", "Buffer interval for Redshift"],
        path: &["RedshiftDestinationConfiguration", "S3Configuration", "BufferingHints"],
        usual: defaults::BUCKET,
    },
    Row {
        names: ["Buffer size for OpenSearch", "Buffer interval for OpenSearch"],
        path: &["AmazonopensearchserviceDestinationConfiguration", "BufferingHints"],
        usual: defaults::OPENSEARCH,
    },
    Row {
        names: ["Buffer size for Splunk", "Buffer interval for Splunk"],
        path: &["SplunkDestinationConfiguration", "BufferingHints"],
        usual: defaults::SPLUNK,
    },
    Row {
        names: ["Buffer size for an HTTP endpoint", "Buffer interval for an HTTP endpoint"],
        path: &["HttpEndpointDestinationConfiguration", "BufferingHints"],
        usual: defaults::HTTP_ENDPOINT,
    },
    Row {
        names: ["Buffer size for Snowflake", "Buffer interval for Snowflake"],
        path: &["SnowflakeDestinationConfiguration", "BufferingHints"],
        usual: defaults::SNOWFLAKE,
    },
    Row {
        names: ["Buffer size for Iceberg", "Buffer interval for Iceberg"],
        path: &["IcebergDestinationConfiguration", "BufferingHints"],
        usual: defaults::BUCKET,
    },
];

/// Sizes and intervals of each kind of destination, and of buckets that need more.
pub(super) fn limits() -> Vec<Limit> {
    let mut all: Vec<_> = ROWS.iter().flat_map(of_destination).collect();
    all.extend(of_buckets_that_need_more());
    all.into_iter().map(|limit| limit.told_in(HINTS)).collect()
}

fn of_destination(row: &Row) -> [Limit; 2] {
    let [size, interval] = row.names;
    let of = |member| {
        let path: Vec<_> = row.path.iter().copied().chain([member]).collect();
        range(&path)
    };
    let (smallest, largest) = of("SizeInMBs");
    let (shortest, longest) = of("IntervalInSeconds");
    let zero = if shortest == 0 { "With 0, what comes is delivered within seconds." } else { "" };
    let interval = limit(interval, "destination", longest, "seconds", Code::Validation, zero)
        .chosen_from(shortest, Some(row.usual.1.unsigned_abs().into()));
    let interval = match row.path == S3 {
        true => interval.changed("60 to 900 seconds", "0 to 900 seconds", "December 2023"),
        false => interval,
    };
    let about = "Counted before compression and after processing. Where a destination does not keep up, a buffer may grow.";
    let size = limit(size, "destination", largest, "MiB", Code::Validation, about)
        .chosen_from(smallest, Some(row.usual.0.unsigned_abs().into()));
    [size, interval]
}

/// Buckets whose buffers may not be as small or as short as those of others.
fn of_buckets_that_need_more() -> [Limit; 4] {
    let number = |number: i32| number.unsigned_abs().into();
    let in_s3 = |member| {
        let path: Vec<_> = S3.iter().copied().chain([member]).collect();
        range(&path).1
    };
    let (largest, longest) = (in_s3("SizeInMBs"), in_s3("IntervalInSeconds"));
    let (mib, secs) = defaults::BUCKET_OF_LARGE_OBJECTS;
    let row = |name, value, unit, least: i32, usual: i32, about| {
        limit(name, "destination", value, unit, Code::InvalidArgument, about)
            .chosen_from(number(least), Some(number(usual)))
    };
    [
        row(
            "Buffer size with dynamic partitioning",
            largest,
            "MiB",
            bucket::PARTITIONED_MIB_MIN,
            mib,
            "Each prefix has a buffer of its own.",
        ),
        row(
            "Buffer interval with dynamic partitioning",
            longest,
            "seconds",
            bucket::INTERVAL_SECS_MIN,
            secs,
            "",
        ),
        row(
            "Buffer size with format conversion",
            largest,
            "MiB",
            conversion::MIB_MIN,
            mib,
            "Parquet and ORC are the better for large files.",
        ),
        row(
            "Buffer interval of a bucket for backups",
            longest,
            "seconds",
            bucket::INTERVAL_SECS_MIN,
            defaults::BUCKET.1,
            "",
        ),
    ]
}
