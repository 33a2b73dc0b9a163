//! Limits to look up: what the service bounds, by how much, and how it refuses.
//!
//! Numbers are the constants that the service acts by, or come out of the rules of its operations. What AWS bounds and nothing
//! here refuses says so.

mod hints;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::check::{bucket, processing};
use super::configuration::defaults;
use super::flow::delivery::RETENTION;
use super::op::{OPERATIONS, put_record, put_record_batch};
use super::partition::{ACTIVE_PARTITIONS_MAX, TOO_MANY};
use super::prefix::LETTERS_MAX;
use super::route::Most;
use super::shapes::TAGS_MAX;
use super::throughput::Quota;
use super::transform::{PARALLEL_MAX, PARALLEL_MAX_FOR_SPLUNK, RETRIES_MAX};
use super::{ENCRYPTION_CHANGES_A_DAY, Settings};
use crate::api::catalogue::{Limit, rules_of};
use crate::error::Code;

/// Whose bounds these are.
const SERVICE: &str = "Data Firehose";
/// Pages of the developer guide.
const QUOTAS: &str = "https://docs.aws.amazon.com/firehose/latest/dev/limits.html";
const HINTS: &str = "https://docs.aws.amazon.com/firehose/latest/dev/buffering-hints.html";
const FUNCTIONS: &str = "https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html";
const REQUESTS: &str = "https://docs.aws.amazon.com/firehose/latest/dev/httpdeliveryrequestresponse.html";

/// What AWS bounds and nothing here holds to: GB a second of a partition, and MiB and minutes of a call of a function.
const PARTITION_GB_PER_SECOND: u64 = 1;
const FUNCTION_PAYLOAD_MIB: u64 = 6;
const FUNCTION_MINUTES: u64 = 5;

const KIB: u64 = 1 << 10;
const MIB: u64 = 1 << 20;

/// Every bound, by what it is of; the call rates of operations come last. O(operations).
pub fn limits() -> Vec<Limit> {
    let mut all = of_records().to_vec();
    all.extend(of_delivery_streams());
    all.extend(of_puts());
    all.extend(of_partitions());
    all.extend(hints::limits());
    all.extend(of_deliveries());
    all.extend(of_functions());
    all.extend(of_requests());
    all.extend(OPERATIONS.iter().filter_map(|declaration| {
        let limit = Limit::of_calls(SERVICE, declaration.name, declaration.rate, Code::Throttling)?;
        Some(limit.told_in(QUOTAS))
    }));
    all
}

/// A bound that the page of quotas tells of.
fn limit(
    name: &'static str,
    of: &'static str,
    value: u64,
    unit: &'static str,
    refusal: Code,
    about: &'static str,
) -> Limit {
    Limit::new(SERVICE, name, of, (value, unit), refusal, about).told_in(QUOTAS)
}

/// The page of the API reference about an operation or a structure.
fn api(name: &str) -> String {
    format!("https://docs.aws.amazon.com/firehose/latest/APIReference/API_{name}.html")
}

fn of_records() -> [Limit; 3] {
    [
        limit(
            "Largest record of a delivery stream",
            "record",
            u64::from(put_record::RECORD_BYTES_MAX) / KIB,
            "KiB",
            Code::Validation,
            "Of its data alone, before it is made base64.",
        ),
        limit(
            "Records of a call of PutRecordBatch",
            "call",
            length("PutRecordBatch", &["Records"]).1,
            "records",
            Code::Validation,
            "",
        ),
        limit(
            "Data of a call of PutRecordBatch",
            "call",
            put_record_batch::BYTES_MAX as u64 / MIB,
            "MiB",
            Code::InvalidArgument,
            "Data of all its records.",
        ),
    ]
}

fn of_delivery_streams() -> [Limit; 5] {
    let (shortest, longest) = length("CreateDeliveryStream", &["DeliveryStreamName"]);
    [
        limit(
            "Delivery streams",
            "account and region",
            Settings::default().delivery_stream_limit.into(),
            "streams",
            Code::LimitExceeded,
            "Older documents say 50. AWS raises it on request.",
        ),
        limit(
            "Name of a delivery stream",
            "delivery stream",
            longest,
            "characters",
            Code::Validation,
            "Letters, digits, and _ . -",
        )
        .chosen_from(shortest, None)
        .told_in(api("CreateDeliveryStream")),
        limit(
            "Tags of a delivery stream",
            "delivery stream",
            TAGS_MAX as u64,
            "tags",
            Code::LimitExceeded,
            "",
        )
        .told_in(api("TagDeliveryStream")),
        limit(
            "Steps of processing",
            "delivery stream",
            processing::PROCESSORS_MAX as u64,
            "steps",
            Code::InvalidArgument,
            "One of them at most is a function. Their order is always the same, whatever order they are given in.",
        )
        .chosen_from(1, None)
        .told_in(api("ProcessingConfiguration")),
        limit(
            "Changes of encryption of a delivery stream",
            "delivery stream",
            ENCRYPTION_CHANGES_A_DAY as u64,
            "calls in 24 hours",
            Code::LimitExceeded,
            "Starts and stops together.",
        )
        .told_in(api("StartDeliveryStreamEncryption")),
    ]
}

fn of_puts() -> Vec<Limit> {
    let row = |name, value, unit, about| {
        limit(name, "delivery stream", value, unit, Code::ServiceUnavailableException, about)
    };
    let large = "In us-east-1, us-west-2 and eu-west-1. PutRecord and PutRecordBatch share it; AWS raises all three together.";
    let records = "In us-east-1, us-west-2 and eu-west-1; older documents say 5,000. PutRecordBatch refuses only the records that do not fit.";
    let small = "In all other regions.";
    let rows = [(Quota::LARGE, [records, large, large]), (Quota::SMALL, [small; 3])];
    let names = [
        ["Records put", "Calls that put", "Data put"],
        ["Records put, elsewhere", "Calls that put, elsewhere", "Data put, elsewhere"],
    ];
    let all = rows.into_iter().zip(names).flat_map(|((quota, about), names)| {
        [
            row(names[0], quota.records, "records/s", about[0]),
            row(names[1], quota.requests, "calls/s", about[1]),
            row(names[2], quota.bytes / KIB, "KiB/s", about[2]),
        ]
    });
    all.collect()
}

fn of_partitions() -> [Limit; 4] {
    let partitions = limit(
        "Active partitions",
        "delivery stream",
        ACTIVE_PARTITIONS_MAX as u64,
        "partitions",
        Code::LimitExceeded,
        "Prefixes that have records waiting. Records of one more become lines below the error prefix, with this code.",
    );
    [
        Limit { refusal: Some(TOO_MANY), ..partitions },
        limit(
            "Data of an active partition",
            "partition",
            PARTITION_GB_PER_SECOND,
            "GB/s",
            Code::LimitExceeded,
            "AWS bounds it; nothing here does.",
        )
        .unrefused(),
        limit(
            "Partition keys of a prefix",
            "delivery stream",
            bucket::PARTITION_KEYS_MAX as u64,
            "keys",
            Code::InvalidArgument,
            "",
        ),
        limit(
            "Prefix once its expressions have values",
            "prefix",
            LETTERS_MAX as u64,
            "characters",
            Code::InvalidArgument,
            "Without the hour that goes behind a prefix that says nothing of time.",
        )
        .told_in("https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html"),
    ]
}

fn of_deliveries() -> Vec<Limit> {
    let mut all = Vec::from([limit(
        "Time for which a bucket is tried",
        "delivery",
        RETENTION.total_secs() / 3_600,
        "hours",
        Code::LimitExceeded,
        "Then the records are gone. What was read from a stream is tried for as long as that keeps it.",
    )
    .unrefused()]);
    let tried = [
        ("Retries of Redshift", "RedshiftDestinationConfiguration", defaults::REDSHIFT_RETRY_SECS),
        ("Retries of OpenSearch", "AmazonopensearchserviceDestinationConfiguration", defaults::RETRY_SECS),
        ("Retries of Splunk", "SplunkDestinationConfiguration", defaults::RETRY_SECS),
        ("Retries of an HTTP endpoint", "HttpEndpointDestinationConfiguration", defaults::RETRY_SECS),
        ("Retries of Snowflake", "SnowflakeDestinationConfiguration", defaults::SNOWFLAKE_RETRY_SECS),
        ("Retries of Iceberg", "IcebergDestinationConfiguration", defaults::RETRY_SECS),
    ];
    let of_destination = |(name, destination, usual): (&'static str, &str, i32)| {
        let (least, most) = range(&[destination, "RetryOptions", "DurationInSeconds"]);
        let about = "Of RetryOptions, from the first failure on. What was not taken by then goes to the bucket for errors.";
        limit(name, "destination", most, "seconds", Code::Validation, about)
            .chosen_from(least, Some(usual.unsigned_abs().into()))
            .told_in(api(destination))
    };
    all.extend(tried.map(of_destination));
    let splunk = "SplunkDestinationConfiguration";
    let (least, most) = range(&[splunk, "HECAcknowledgmentTimeoutInSeconds"]);
    let about = "Splunk has so long to say that it has indexed what it took. Then it is sent again.";
    all.push(
        limit("Wait for Splunk's acknowledgement", "destination", most, "seconds", Code::Validation, about)
            .chosen_from(least, Some(defaults::ACKNOWLEDGMENT_SECS.unsigned_abs().into()))
            .told_in(api(splunk)),
    );
    all
}

fn of_functions() -> [Limit; 7] {
    let invalid = Code::InvalidArgument;
    let parameter = "ProcessorParameter";
    [
        limit(
            "Buffer size for a function",
            "delivery stream",
            processing::FUNCTION_MIB_MAX.into(),
            "MiB",
            invalid,
            "From 0.2 MiB on; 1 unless said, and 0.25 before Splunk and Snowflake.",
        )
        .told_in(api(parameter)),
        limit(
            "Buffer interval for a function",
            "delivery stream",
            processing::FUNCTION_SECS_MAX.into(),
            "seconds",
            invalid,
            "60 unless said, and 30 before Snowflake.",
        )
        .chosen_from(0, None)
        .told_in(api(parameter)),
        limit(
            "Data of a call of a function",
            "call",
            FUNCTION_PAYLOAD_MIB,
            "MiB",
            invalid,
            "Lambda bounds what it is called with and what it answers; nothing here refuses more.",
        )
        .unrefused()
        .told_in(FUNCTIONS),
        limit(
            "Time that a function may take",
            "call",
            FUNCTION_MINUTES,
            "minutes",
            invalid,
            "A function that takes longer has failed. `kinetoscope serve` holds to it; functions of the website take no time.",
        )
        .unrefused()
        .told_in(FUNCTIONS),
        limit(
            "Calls of a function under way",
            "shard",
            PARALLEL_MAX as u64,
            "calls",
            invalid,
            "Of each shard that is read; producers count as one. What comes meanwhile waits.",
        )
        .unrefused()
        .told_in(FUNCTIONS),
        limit(
            "Calls of a function under way, before Splunk",
            "shard",
            PARALLEL_MAX_FOR_SPLUNK as u64,
            "calls",
            invalid,
            "The same.",
        )
        .unrefused()
        .told_in(FUNCTIONS),
        limit(
            "Retries of a function",
            "call",
            RETRIES_MAX.into(),
            "retries",
            invalid,
            "3 unless said. The service takes a greater number and makes no more of it.",
        )
        .unrefused()
        .told_in(api(parameter)),
    ]
}

fn of_requests() -> [Limit; 3] {
    let attributes = ["HttpEndpointDestinationConfiguration", "RequestConfiguration", "CommonAttributes"];
    let (least, most) = length("CreateDeliveryStream", &attributes);
    [
        limit(
            "Records of a request to an HTTP endpoint",
            "request",
            Most::REQUEST.records as u64,
            "records",
            Code::Validation,
            "What waits beyond goes with the next request.",
        )
        .unrefused()
        .told_in(REQUESTS),
        limit(
            "Body of a request to an HTTP endpoint",
            "request",
            Most::REQUEST.body_bytes as u64 / MIB,
            "MiB",
            Code::Validation,
            "Before it is compressed, with its records as base64.",
        )
        .unrefused()
        .told_in(REQUESTS),
        limit("Common attributes of requests", "destination", most, "attributes", Code::Validation, "")
            .chosen_from(least, None)
            .told_in(api("HttpEndpointRequestConfiguration")),
    ]
}

/// Least and greatest length of what is at this path of an operation's input.
fn length(operation: &str, path: &[&str]) -> (u64, u64) {
    let declaration = OPERATIONS.iter().find(|declaration| declaration.name == operation);
    let rules = declaration.and_then(|declaration| rules_of(declaration.input, path));
    let (least, greatest) = rules.and_then(|rules| rules.length).unwrap_or_default();
    (least.into(), greatest.into())
}

/// Least and greatest number at this path of what makes a delivery stream.
fn range(path: &[&str]) -> (u64, u64) {
    let declaration = OPERATIONS.iter().find(|declaration| declaration.name == "CreateDeliveryStream");
    let rules = declaration.and_then(|declaration| rules_of(declaration.input, path));
    let (least, greatest) = rules.and_then(|rules| rules.range).unwrap_or_default();
    (least.unsigned_abs(), greatest.unsigned_abs())
}

#[cfg(test)]
mod tests;
