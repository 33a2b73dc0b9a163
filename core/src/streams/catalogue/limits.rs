//! What the service bounds.

use alloc::format;
use alloc::vec::Vec;

use super::super::op::{self, OPERATIONS};
use super::super::queue::service::{IN_FLIGHT_MAX, RECEIVED_MAX};
use super::super::{
    CONSUMERS_MAX, CONSUMERS_MAX_COMMITTED, FAN_OUT_BYTES_PER_SECOND, ITERATOR_LIFE, KEY_CHANGES_A_DAY,
    ON_DEMAND_STREAMS_MAX, READ_BYTES_PER_SECOND, READ_CALLS_PER_SECOND, RECORD_KIB_DEFAULT,
    SUBSCRIPTION_LIFE, Settings, WRITE_KIB_PER_SECOND, WRITE_RECORDS_PER_SECOND,
};
use super::super::{commitment, consumer, gate, page, scaling, shard, subscription, tags, token};
use crate::api::Rules;
use crate::api::catalogue::{Limit, rules_of};
use crate::error::Code;

/// Whose bounds these are.
const SERVICE: &str = "Data Streams";
/// The page of the developer guide that tells of most of them; queues have none there.
const QUOTAS: &str = "https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html";

/// Every bound, by what it is of; the call rates of operations come last. O(operations).
pub fn limits() -> Vec<Limit> {
    let mut all = of_shards().to_vec();
    all.extend(of_records());
    all.extend(of_streams());
    all.extend(of_consumers());
    all.extend(of_accounts());
    let mut all: Vec<_> = all.into_iter().map(|limit| limit.told_in(QUOTAS)).collect();
    all.extend(of_queues());
    all.extend(of_calls());
    all
}

fn limit(
    name: &'static str,
    of: &'static str,
    value: u64,
    unit: &'static str,
    refusal: Code,
    about: &'static str,
) -> Limit {
    Limit::new(SERVICE, name, of, (value, unit), refusal, about)
}

fn of_shards() -> [Limit; 8] {
    const MIB: u64 = 1 << 20;
    let exceeded = Code::ProvisionedThroughputExceeded;
    [
        limit(
            "Records written",
            "shard",
            WRITE_RECORDS_PER_SECOND,
            "records/s",
            exceeded,
            "A call of PutRecord fails whole; PutRecords refuses only the records that do not fit.",
        ),
        limit(
            "Data written",
            "shard",
            WRITE_KIB_PER_SECOND,
            "KiB/s",
            exceeded,
            "Partition keys count. A record that is larger than this, where its stream allows it, uses up what comes next.",
        ),
        limit(
            "GetRecords calls",
            "shard",
            READ_CALLS_PER_SECOND,
            "calls/s",
            exceeded,
            "All readers of a shard share them, except registered consumers.",
        ),
        limit(
            "Data read by GetRecords",
            "shard",
            READ_BYTES_PER_SECOND / MIB,
            "MiB/s",
            exceeded,
            "All readers of a shard share it. An answer is paid for afterwards: after 10 MiB the next call waits five seconds.",
        ),
        limit(
            "GetShardIterator calls",
            "shard",
            shard::ITERATOR_CALLS_PER_SECOND,
            "calls/s",
            exceeded,
            "One iterator is enough to read on: each answer of GetRecords brings the next.",
        ),
        limit(
            "Data sent to a consumer",
            "shard and consumer",
            FAN_OUT_BYTES_PER_SECOND / MIB,
            "MiB/s",
            exceeded,
            "Each registered consumer has this of its own, so consumers do not slow each other down.",
        )
        .unrefused(),
        limit(
            "Life of a shard iterator",
            "shard iterator",
            ITERATOR_LIFE.total_secs(),
            "seconds",
            Code::ExpiredIterator,
            "Counted from when it was given, used or not.",
        ),
        limit(
            "Life of a page token",
            "page token",
            token::LIFE.total_secs(),
            "seconds",
            Code::ExpiredNextToken,
            "Tokens of ListStreams, ListShards, ListStreamConsumers and ListQueues.",
        ),
    ]
}

fn of_records() -> [Limit; 7] {
    let most = |operation, member| length(operation, member).1;
    [
        limit(
            "Largest record, unless set otherwise",
            "record",
            RECORD_KIB_DEFAULT.into(),
            "KiB",
            Code::Validation,
            "Data and partition key together.",
        ),
        limit(
            "Largest record that a stream can be set to",
            "record",
            range("UpdateMaxRecordSize", "MaxRecordSizeInKiB").1,
            "KiB",
            Code::Validation,
            "Set it by CreateStream or UpdateMaxRecordSize. Readers such as Lambda have limits of their own.",
        )
        .changed("1 MiB, always", "1 MiB unless set, up to 10 MiB", "October 2025"),
        limit(
            "Partition key",
            "record",
            most("PutRecord", "PartitionKey"),
            "characters",
            Code::Validation,
            "Unicode characters, not bytes.",
        ),
        limit(
            "Records of a call of PutRecords",
            "call",
            most("PutRecords", "Records"),
            "records",
            Code::Validation,
            "",
        ),
        limit(
            "Data of a call of PutRecords",
            "call",
            (op::put_records::REQUEST_BYTES_MAX / 1_048_576) as u64,
            "MiB",
            Code::InvalidArgument,
            "Data and partition keys of all its records.",
        )
        .changed("5 MiB", "10 MiB", "October 2025"),
        limit(
            "Records of an answer of GetRecords",
            "call",
            page::RECORDS_MAX as u64,
            "records",
            Code::Validation,
            "A Limit above it is refused.",
        ),
        limit(
            "Data of an answer of GetRecords",
            "call",
            (op::get_records::ANSWER_BYTES_MAX / 1_048_576) as u64,
            "MiB",
            Code::Validation,
            "The answer ends before it; the rest comes with the next call.",
        )
        .unrefused(),
    ]
}

fn of_streams() -> [Limit; 10] {
    let exceeded = Code::LimitExceeded;
    let hours = |hours: i32| hours.unsigned_abs().into();
    [
        limit(
            "Shortest retention",
            "stream",
            hours(op::increase_stream_retention_period::HOURS_MIN),
            "hours",
            Code::InvalidArgument,
            "What a new stream has.",
        ),
        limit(
            "Longest retention",
            "stream",
            hours(op::increase_stream_retention_period::HOURS_MAX),
            "hours",
            Code::InvalidArgument,
            "365 days. Above 24 hours, and again above 7 days, keeping records costs extra.",
        )
        .changed("168 hours (7 days)", "8,760 hours (365 days)", "November 2020"),
        limit(
            "Shards after UpdateShardCount",
            "stream",
            op::update_shard_count::TARGET_MAX.into(),
            "shards",
            exceeded,
            "One call at most doubles, and at most halves, the open shards.",
        ),
        limit(
            "UpdateShardCount calls",
            "stream",
            op::update_shard_count::CALLS_A_DAY as u64,
            "calls in 24 hours",
            exceeded,
            "",
        ),
        limit(
            "Changes of the capacity mode",
            "stream",
            op::update_stream_mode::CALLS_A_DAY as u64,
            "changes in 24 hours",
            exceeded,
            "",
        ),
        limit(
            "Shards of a new on-demand stream",
            "on-demand stream",
            scaling::OPEN_SHARDS_MIN.into(),
            "shards",
            exceeded,
            "It makes room for twice the greatest minute of the last 30 days by itself.",
        )
        .unrefused(),
        limit(
            "Shards that an on-demand stream grows to",
            "on-demand stream",
            scaling::OPEN_SHARDS_MAX.into(),
            "shards",
            Code::ProvisionedThroughputExceeded,
            "200 MiB/s. In some regions it grows further.",
        ),
        limit(
            "Warm throughput",
            "on-demand stream",
            hours(op::update_stream_warm_throughput::MIBPS_MAX),
            "MiB/s",
            Code::InvalidArgument,
            "Needs the account's commitment to a minimum of throughput.",
        ),
        limit(
            "Tags",
            "stream, consumer or queue",
            tags::TAGS_MAX as u64,
            "tags",
            Code::InvalidArgument,
            "The service's own error text still says 10.",
        ),
        limit(
            "Metrics of shards",
            "stream",
            length("EnableEnhancedMonitoring", "ShardLevelMetrics").1,
            "metrics",
            Code::Validation,
            "",
        ),
    ]
}

fn of_consumers() -> [Limit; 6] {
    let exceeded = Code::LimitExceeded;
    [
        limit(
            "Registered consumers",
            "stream",
            CONSUMERS_MAX as u64,
            "consumers",
            exceeded,
            "Queues count as consumers.",
        ),
        limit(
            "Registered consumers with a commitment",
            "on-demand stream",
            CONSUMERS_MAX_COMMITTED as u64,
            "consumers",
            exceeded,
            "While the account is committed to a minimum of throughput (On-demand Advantage).",
        )
        .changed("20", "50 with On-demand Advantage, else 20", "November 2025"),
        limit(
            "Consumers that are being registered",
            "stream",
            consumer::CREATING_MAX as u64,
            "consumers",
            exceeded,
            "",
        ),
        limit(
            "Life of a subscription",
            "subscription",
            SUBSCRIPTION_LIFE.total_secs(),
            "seconds",
            exceeded,
            "SubscribeToShard ends by itself; subscribe again from the last ContinuationSequenceNumber.",
        )
        .unrefused(),
        limit(
            "SubscribeToShard calls",
            "shard and consumer",
            gate::SUBSCRIBE_CALLS_PER_SECOND.into(),
            "calls/s",
            exceeded,
            "",
        ),
        limit(
            "Wait before subscribing again",
            "shard and consumer",
            subscription::REPEAT_AFTER.total_secs(),
            "seconds",
            Code::ResourceInUse,
            "While the earlier subscription is younger than this, it is not taken over.",
        ),
    ]
}

fn of_accounts() -> [Limit; 5] {
    let exceeded = Code::LimitExceeded;
    [
        limit(
            "Open shards",
            "account and region",
            Settings::default().shard_limit.into(),
            "shards",
            exceeded,
            "20,000 in the large regions, fewer elsewhere; AWS raises it on request. Provisioned streams only.",
        ),
        limit(
            "On-demand streams",
            "account and region",
            ON_DEMAND_STREAMS_MAX as u64,
            "streams",
            exceeded,
            "",
        ),
        limit(
            "Streams that are being created",
            "account and region",
            op::create_stream::CREATING_MAX as u64,
            "streams",
            exceeded,
            "",
        ),
        limit(
            "Changes of encryption",
            "account and region",
            KEY_CHANGES_A_DAY as u64,
            "calls in 24 hours",
            exceeded,
            "Starts and stops together.",
        ),
        limit(
            "Least length of a commitment",
            "account and region",
            commitment::LASTS_AT_LEAST.total_secs() / 3_600,
            "hours",
            exceeded,
            "Who ends it earlier pays until then.",
        )
        .unrefused(),
    ]
}

fn of_queues() -> [Limit; 2] {
    [
        limit("Records of a receive", "call", RECEIVED_MAX as u64, "records", Code::Validation, ""),
        limit(
            "Records in flight",
            "queue",
            IN_FLIGHT_MAX as u64,
            "records",
            Code::Throttling,
            "Dead letters count.",
        ),
    ]
}

/// A row for each operation that has a rate of its own; its page of the API reference tells it.
fn of_calls() -> impl Iterator<Item = Limit> {
    OPERATIONS.iter().filter_map(|declaration| {
        let page =
            format!("https://docs.aws.amazon.com/kinesis/latest/APIReference/API_{}.html", declaration.name);
        let limit = Limit::of_calls(SERVICE, declaration.name, declaration.rate, Code::LimitExceeded)?;
        Some(limit.told_in(page))
    })
}

/// Least and greatest length that a member of an input may have.
fn length(operation: &str, member: &str) -> (u64, u64) {
    let (least, greatest) = rules(operation, member).and_then(|rules| rules.length).unwrap_or_default();
    (least.into(), greatest.into())
}

/// Least and greatest number that a member of an input may have.
fn range(operation: &str, member: &str) -> (u64, u64) {
    let (least, greatest) = rules(operation, member).and_then(|rules| rules.range).unwrap_or_default();
    (least.unsigned_abs(), greatest.unsigned_abs())
}

fn rules(operation: &str, member: &str) -> Option<&'static Rules> {
    let declaration = OPERATIONS.iter().find(|declaration| declaration.name == operation)?;
    rules_of(declaration.input, &[member])
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use expect_test::expect;

    use super::*;
    use crate::api::catalogue::Change;

    #[test]
    fn every_change_says_where_it_is_told() {
        let page = include_str!("../../../../docs/changes.md");
        for Limit { name, change, .. } in limits() {
            let Some(Change { before, now, since }) = change else { continue };
            let row = format!("| {name} | {before} | {now} | {since} | ");
            assert!(page.contains(&row), "docs/changes.md lacks {row}");
        }
    }

    #[test]
    fn every_limit_has_its_number() {
        let lines = limits().into_iter().map(|Limit { name, of, value, unit, refusal, .. }| {
            format!("{name} ({of}): {value} {unit}, {}\n", refusal.unwrap_or("never refused"))
        });
        expect![[r#"
            Records written (shard): 1000 records/s, ProvisionedThroughputExceededException
            Data written (shard): 1024 KiB/s, ProvisionedThroughputExceededException
            GetRecords calls (shard): 5 calls/s, ProvisionedThroughputExceededException
            Data read by GetRecords (shard): 2 MiB/s, ProvisionedThroughputExceededException
            GetShardIterator calls (shard): 5 calls/s, ProvisionedThroughputExceededException
            Data sent to a consumer (shard and consumer): 2 MiB/s, never refused
            Life of a shard iterator (shard iterator): 300 seconds, ExpiredIteratorException
            Life of a page token (page token): 300 seconds, ExpiredNextTokenException
            Largest record, unless set otherwise (record): 1024 KiB, ValidationException
            Largest record that a stream can be set to (record): 10240 KiB, ValidationException
            Partition key (record): 256 characters, ValidationException
            Records of a call of PutRecords (call): 500 records, ValidationException
            Data of a call of PutRecords (call): 10 MiB, InvalidArgumentException
            Records of an answer of GetRecords (call): 10000 records, ValidationException
            Data of an answer of GetRecords (call): 10 MiB, never refused
            Shortest retention (stream): 24 hours, InvalidArgumentException
            Longest retention (stream): 8760 hours, InvalidArgumentException
            Shards after UpdateShardCount (stream): 10000 shards, LimitExceededException
            UpdateShardCount calls (stream): 10 calls in 24 hours, LimitExceededException
            Changes of the capacity mode (stream): 2 changes in 24 hours, LimitExceededException
            Shards of a new on-demand stream (on-demand stream): 4 shards, never refused
            Shards that an on-demand stream grows to (on-demand stream): 200 shards, ProvisionedThroughputExceededException
            Warm throughput (on-demand stream): 10240 MiB/s, InvalidArgumentException
            Tags (stream, consumer or queue): 50 tags, InvalidArgumentException
            Metrics of shards (stream): 7 metrics, ValidationException
            Registered consumers (stream): 20 consumers, LimitExceededException
            Registered consumers with a commitment (on-demand stream): 50 consumers, LimitExceededException
            Consumers that are being registered (stream): 5 consumers, LimitExceededException
            Life of a subscription (subscription): 300 seconds, never refused
            SubscribeToShard calls (shard and consumer): 1 calls/s, LimitExceededException
            Wait before subscribing again (shard and consumer): 5 seconds, ResourceInUseException
            Open shards (account and region): 20000 shards, LimitExceededException
            On-demand streams (account and region): 50 streams, LimitExceededException
            Streams that are being created (account and region): 5 streams, LimitExceededException
            Changes of encryption (account and region): 25 calls in 24 hours, LimitExceededException
            Least length of a commitment (account and region): 24 hours, never refused
            Records of a receive (call): 10 records, ValidationException
            Records in flight (queue): 120000 records, ThrottlingException
            AddTagsToStream calls (account and region): 5 calls/s, LimitExceededException
            CreateStream calls (account and region): 5 calls/s, LimitExceededException
            DecreaseStreamRetentionPeriod calls (stream): 5 calls/s, LimitExceededException
            DeleteResourcePolicy calls (account and region): 5 calls/s, LimitExceededException
            DeleteStream calls (account and region): 5 calls/s, LimitExceededException
            DeregisterStreamConsumer calls (stream): 5 calls/s, LimitExceededException
            DescribeAccountSettings calls (account and region): 5 calls/s, LimitExceededException
            DescribeLimits calls (account and region): 1 calls/s, LimitExceededException
            DescribeStream calls (account and region): 10 calls/s, LimitExceededException
            DescribeStreamConsumer calls (stream): 20 calls/s, LimitExceededException
            DescribeStreamSummary calls (account and region): 20 calls/s, LimitExceededException
            DisableEnhancedMonitoring calls (stream): 5 calls/s, LimitExceededException
            EnableEnhancedMonitoring calls (stream): 5 calls/s, LimitExceededException
            GetResourcePolicy calls (account and region): 5 calls/s, LimitExceededException
            IncreaseStreamRetentionPeriod calls (stream): 5 calls/s, LimitExceededException
            ListShards calls (stream): 1000 calls/s, LimitExceededException
            ListStreamConsumers calls (stream): 5 calls/s, LimitExceededException
            ListStreams calls (account and region): 5 calls/s, LimitExceededException
            ListTagsForResource calls (account and region): 5 calls/s, LimitExceededException
            ListTagsForStream calls (stream): 5 calls/s, LimitExceededException
            MergeShards calls (stream): 5 calls/s, LimitExceededException
            PutResourcePolicy calls (account and region): 5 calls/s, LimitExceededException
            RegisterStreamConsumer calls (stream): 5 calls/s, LimitExceededException
            RemoveTagsFromStream calls (stream): 5 calls/s, LimitExceededException
            SplitShard calls (stream): 5 calls/s, LimitExceededException
            TagResource calls (account and region): 5 calls/s, LimitExceededException
            UntagResource calls (account and region): 5 calls/s, LimitExceededException
            UpdateAccountSettings calls (account and region): 5 calls/s, LimitExceededException
            UpdateMaxRecordSize calls (account and region): 5 calls/s, LimitExceededException
            UpdateShardCount calls (account and region): 10 calls/s, LimitExceededException
            UpdateStreamRecordDistributionStrategy calls (account and region): 5 calls/s, LimitExceededException
            UpdateStreamWarmThroughput calls (account and region): 5 calls/s, LimitExceededException
        "#]].assert_eq(&lines.collect::<String>());
    }
}
