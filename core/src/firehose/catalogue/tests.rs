use expect_test::expect;

use super::*;
use crate::api::catalogue::Change;

#[test]
fn every_change_says_where_it_is_told() {
    let page = include_str!("../../../../docs/changes.md");
    let changes: Vec<_> =
        limits().into_iter().filter_map(|limit| Some((limit.name, limit.change?))).collect();
    assert!(!changes.is_empty());
    for (name, Change { before, now, since }) in changes {
        let row = format!("| {name} | {before} | {now} | {since} | ");
        assert!(page.contains(&row), "docs/changes.md lacks {row}");
    }
}

#[test]
fn no_two_limits_have_the_same_name_and_each_has_a_page_of_aws() {
    let all = limits();
    let mut names: Vec<_> = all.iter().map(|limit| &limit.name).collect();
    names.sort_unstable();
    assert!(names.is_sorted_by(|one, other| one != other), "{names:?}");
    for Limit { name, source, service, .. } in &all {
        let source = source.as_deref().unwrap_or_default();
        assert!(source.starts_with("https://docs.aws.amazon.com/firehose/"), "{name}: {source}");
        assert_eq!(*service, "Data Firehose");
    }
}

#[test]
fn every_limit_has_its_number_and_its_range() {
    let line = |limit: Limit| {
        let Limit { name, of, least, usual, value, unit, refusal, .. } = limit;
        let least = least.map_or_else(String::new, |least| format!("{least} to "));
        let usual = usual.map_or_else(String::new, |usual| format!(", usually {usual}"));
        format!("{name} ({of}): {least}{value} {unit}{usual}, {}\n", refusal.unwrap_or("never refused"))
    };
    expect![[r#"
        Largest record of a delivery stream (record): 1000 KiB, ValidationException
        Records of a call of PutRecordBatch (call): 500 records, ValidationException
        Data of a call of PutRecordBatch (call): 4 MiB, InvalidArgumentException
        Delivery streams (account and region): 5000 streams, LimitExceededException
        Name of a delivery stream (delivery stream): 1 to 64 characters, ValidationException
        Tags of a delivery stream (delivery stream): 50 tags, LimitExceededException
        Steps of processing (delivery stream): 1 to 5 steps, InvalidArgumentException
        Changes of encryption of a delivery stream (delivery stream): 25 calls in 24 hours, LimitExceededException
        Records put (delivery stream): 500000 records/s, ServiceUnavailableException
        Calls that put (delivery stream): 2000 calls/s, ServiceUnavailableException
        Data put (delivery stream): 5120 KiB/s, ServiceUnavailableException
        Records put, elsewhere (delivery stream): 100000 records/s, ServiceUnavailableException
        Calls that put, elsewhere (delivery stream): 1000 calls/s, ServiceUnavailableException
        Data put, elsewhere (delivery stream): 1024 KiB/s, ServiceUnavailableException
        Active partitions (delivery stream): 500 partitions, DynamicPartitioning.ActivePartitionsLimitExceeded
        Data of an active partition (partition): 1 GB/s, never refused
        Partition keys of a prefix (delivery stream): 50 keys, InvalidArgumentException
        Prefix once its expressions have values (prefix): 512 characters, InvalidArgumentException
        Buffer size for S3 (destination): 1 to 128 MiB, usually 5, ValidationException
        Buffer interval for S3 (destination): 0 to 900 seconds, usually 300, ValidationException
        Buffer size for Redshift (destination): 1 to 128 MiB, usually 5, ValidationException
        Buffer interval for Redshift (destination): 0 to 900 seconds, usually 300, ValidationException
        Buffer size for OpenSearch (destination): 1 to 100 MiB, usually 5, ValidationException
        Buffer interval for OpenSearch (destination): 0 to 900 seconds, usually 300, ValidationException
        Buffer size for Splunk (destination): 1 to 5 MiB, usually 5, ValidationException
        Buffer interval for Splunk (destination): 0 to 60 seconds, usually 60, ValidationException
        Buffer size for an HTTP endpoint (destination): 1 to 64 MiB, usually 5, ValidationException
        Buffer interval for an HTTP endpoint (destination): 0 to 900 seconds, usually 60, ValidationException
        Buffer size for Snowflake (destination): 1 to 128 MiB, usually 1, ValidationException
        Buffer interval for Snowflake (destination): 0 to 900 seconds, usually 0, ValidationException
        Buffer size for Iceberg (destination): 1 to 128 MiB, usually 5, ValidationException
        Buffer interval for Iceberg (destination): 0 to 900 seconds, usually 300, ValidationException
        Buffer size with dynamic partitioning (destination): 64 to 128 MiB, usually 128, InvalidArgumentException
        Buffer interval with dynamic partitioning (destination): 60 to 900 seconds, usually 300, InvalidArgumentException
        Buffer size with format conversion (destination): 64 to 128 MiB, usually 128, InvalidArgumentException
        Buffer interval of a bucket for backups (destination): 60 to 900 seconds, usually 300, InvalidArgumentException
        Time for which a bucket is tried (delivery): 24 hours, never refused
        Retries of Redshift (destination): 0 to 7200 seconds, usually 3600, ValidationException
        Retries of OpenSearch (destination): 0 to 7200 seconds, usually 300, ValidationException
        Retries of Splunk (destination): 0 to 7200 seconds, usually 300, ValidationException
        Retries of an HTTP endpoint (destination): 0 to 7200 seconds, usually 300, ValidationException
        Retries of Snowflake (destination): 0 to 7200 seconds, usually 60, ValidationException
        Retries of Iceberg (destination): 0 to 7200 seconds, usually 300, ValidationException
        Wait for Splunk's acknowledgement (destination): 180 to 600 seconds, usually 180, ValidationException
        Buffer size for a function (delivery stream): 3 MiB, InvalidArgumentException
        Buffer interval for a function (delivery stream): 0 to 900 seconds, InvalidArgumentException
        Data of a call of a function (call): 6 MiB, never refused
        Time that a function may take (call): 5 minutes, never refused
        Calls of a function under way (shard): 5 calls, never refused
        Calls of a function under way, before Splunk (shard): 10 calls, never refused
        Retries of a function (call): 300 retries, never refused
        Records of a request to an HTTP endpoint (request): 10000 records, never refused
        Body of a request to an HTTP endpoint (request): 64 MiB, never refused
        Common attributes of requests (destination): 0 to 50 attributes, ValidationException
        CreateDeliveryStream calls (account and region): 5 calls/s, ThrottlingException
        DeleteDeliveryStream calls (account and region): 5 calls/s, ThrottlingException
        DescribeDeliveryStream calls (account and region): 5 calls/s, ThrottlingException
        ListDeliveryStreams calls (account and region): 5 calls/s, ThrottlingException
        ListTagsForDeliveryStream calls (account and region): 5 calls/s, ThrottlingException
        StartDeliveryStreamEncryption calls (account and region): 5 calls/s, ThrottlingException
        StopDeliveryStreamEncryption calls (account and region): 5 calls/s, ThrottlingException
        TagDeliveryStream calls (account and region): 5 calls/s, ThrottlingException
        UntagDeliveryStream calls (account and region): 5 calls/s, ThrottlingException
        UpdateDestination calls (account and region): 5 calls/s, ThrottlingException
    "#]]
    .assert_eq(&limits().into_iter().map(line).collect::<String>());
}
