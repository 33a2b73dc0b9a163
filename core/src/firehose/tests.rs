//! What the tests of the operations share: a script in, a transcript out.

use alloc::format;
use alloc::string::{String, ToString};

use expect_test::{Expect, expect};

use super::op::OPERATIONS;
use super::{Firehose, Settings};
use crate::api::{Failure, Terms};
use crate::ids::{AccountId, Region};
use crate::rng::Rng;
use crate::time::{Duration, Instant};
use crate::wire::{Protocol, Reader, Writer};

/// The least that a bucket is configured by.
pub(super) const BUCKET: &str =
    r#""RoleARN":"arn:aws:iam::000000000000:role/firehose","BucketARN":"arn:aws:s3:::lake""#;

/// The service alone, with a clock.
pub(super) struct Bench {
    pub(super) firehose: Firehose,
    pub(super) now: Instant,
}

impl Bench {
    pub(super) fn new(settings: Settings) -> Self {
        let rng = Rng::from_seed(1);
        let firehose = Firehose::new(AccountId::DEFAULT, Region::default(), settings, rng);
        Self { firehose, now: Instant::DEFAULT_START }
    }

    /// Runs `Operation {json}`, or lets `+<milliseconds>` pass; the answer or the refusal as text.
    pub(super) fn run(&mut self, line: &str) -> String {
        if let Some(millis) = line.strip_prefix('+') {
            self.wait(Duration::from_millis(millis.parse().expect("a number of milliseconds")));
            return String::new();
        }
        let (operation, body) = line.split_once(' ').unwrap_or((line, "{}"));
        let declaration = OPERATIONS.iter().find(|declaration| declaration.name == operation);
        let (mut body, mut writer) = (body.as_bytes().to_vec(), Writer::new(Protocol::Json));
        let reader = Reader::new(Protocol::Json, &mut body);
        let terms = Terms { authorization: Ok(()), now: self.now, may_wait: false, admitted: None };
        let declaration = declaration.expect("an operation");
        let answer = declaration.run(&mut self.firehose, reader, terms, &mut writer).outcome;
        self.wait(Duration::ZERO);
        match answer {
            Ok(()) => String::from_utf8(writer.into_bytes()).expect("JSON is UTF-8"),
            Err(Failure::Refused(error)) => error.to_string(),
            Err(Failure::Syntax) => "malformed".into(),
            Err(Failure::NotYet(_)) => unreachable!("no call waits"),
        }
    }

    /// Lets time pass.
    pub(super) fn wait(&mut self, length: Duration) {
        let target = self.now + length;
        while let Some(due) = self.firehose.poll_timeout().filter(|&due| due <= target) {
            self.now = self.now.max(due);
            self.firehose.handle_timeout(self.now);
        }
        self.now = target;
    }
}

/// Runs a script without transition times or limits, and compares the transcript. `$BUCKET` stands for the least that a
/// bucket is configured by; ids of records are left out.
#[track_caller]
pub(super) fn check(script: &str, expected: Expect) {
    check_with(Settings::default(), script, expected);
}

/// The same with limits and with two seconds for every transition.
#[track_caller]
pub(super) fn check_with_limits(script: &str, expected: Expect) {
    let transition = Duration::from_secs(2);
    check_with(Settings { enforce_limits: true, transition, ..Settings::default() }, script, expected);
}

#[track_caller]
pub(super) fn check_with(settings: Settings, script: &str, expected: Expect) {
    let mut bench = Bench::new(settings);
    let mut transcript = String::new();
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let answer = without_ids(&bench.run(&line.replace("$BUCKET", BUCKET)));
        if line.starts_with('+') {
            continue;
        }
        let answer = if answer.is_empty() { "done" } else { &answer };
        let operation = line.split(' ').next().unwrap_or_default();
        transcript += &format!("{operation}: {answer}\n");
    }
    expected.assert_eq(&transcript);
}

fn without_ids(answer: &str) -> String {
    let mut parts = answer.split(r#""RecordId":""#);
    let mut text = String::from(parts.next().unwrap_or_default());
    for part in parts {
        text += r#""RecordId":".."#;
        text += part.find('"').map_or("", |end| &part[end..]);
    }
    text
}

#[test]
fn a_delivery_stream_is_made_told_of_changed_and_removed() {
    check_with_limits(
        r#"CreateDeliveryStream {"DeliveryStreamName":"logs","ExtendedS3DestinationConfiguration":{$BUCKET}}
           PutRecord {"DeliveryStreamName":"logs","Record":{"Data":"YQ=="}}
           +2000
           DescribeDeliveryStream {"DeliveryStreamName":"logs"}
           UpdateDestination {"DeliveryStreamName":"logs","CurrentDeliveryStreamVersionId":"1","DestinationId":"destinationId-000000000001","ExtendedS3DestinationUpdate":{"BufferingHints":{"SizeInMBs":1}}}
           UpdateDestination {"DeliveryStreamName":"logs","CurrentDeliveryStreamVersionId":"1","DestinationId":"destinationId-000000000001","ExtendedS3DestinationUpdate":{}}
           PutRecordBatch {"DeliveryStreamName":"logs","Records":[{"Data":"YQ=="},{"Data":""}]}
           +1000
           DescribeDeliveryStream {"DeliveryStreamName":"logs"}
           DeleteDeliveryStream {"DeliveryStreamName":"logs"}
           DescribeDeliveryStream {"DeliveryStreamName":"logs"}
           +2000
           DescribeDeliveryStream {"DeliveryStreamName":"logs"}"#,
        expect![[r#"
            CreateDeliveryStream: {"DeliveryStreamARN":"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs"}
            PutRecord: ResourceNotFoundException: Firehose logs is not active in 000000000000 account.
            DescribeDeliveryStream: {"DeliveryStreamDescription":{"DeliveryStreamName":"logs","DeliveryStreamARN":"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs","DeliveryStreamStatus":"ACTIVE","DeliveryStreamEncryptionConfiguration":{"Status":"DISABLED"},"DeliveryStreamType":"DirectPut","VersionId":"1","CreateTimestamp":1767225600,"Destinations":[{"DestinationId":"destinationId-000000000001","S3DestinationDescription":{"RoleARN":"arn:aws:iam::000000000000:role/firehose","BucketARN":"arn:aws:s3:::lake","BufferingHints":{"SizeInMBs":5,"IntervalInSeconds":300},"CompressionFormat":"UNCOMPRESSED","EncryptionConfiguration":{"NoEncryptionConfig":"NoEncryption"},"CloudWatchLoggingOptions":{"Enabled":false}},"ExtendedS3DestinationDescription":{"RoleARN":"arn:aws:iam::000000000000:role/firehose","BucketARN":"arn:aws:s3:::lake","BufferingHints":{"SizeInMBs":5,"IntervalInSeconds":300},"CompressionFormat":"UNCOMPRESSED","EncryptionConfiguration":{"NoEncryptionConfig":"NoEncryption"},"CloudWatchLoggingOptions":{"Enabled":false},"S3BackupMode":"Disabled"}}],"HasMoreDestinations":false}}
            UpdateDestination: done
            UpdateDestination: ConcurrentModificationException: Cannot update firehose: logs since the current version id: 2 and specified version id: 1 do not match
            PutRecordBatch: {"FailedPutCount":0,"Encrypted":false,"RequestResponses":[{"RecordId":".."},{"RecordId":".."}]}
            DescribeDeliveryStream: {"DeliveryStreamDescription":{"DeliveryStreamName":"logs","DeliveryStreamARN":"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs","DeliveryStreamStatus":"ACTIVE","DeliveryStreamEncryptionConfiguration":{"Status":"DISABLED"},"DeliveryStreamType":"DirectPut","VersionId":"2","CreateTimestamp":1767225600,"LastUpdateTimestamp":1767225602,"Destinations":[{"DestinationId":"destinationId-000000000001","S3DestinationDescription":{"RoleARN":"arn:aws:iam::000000000000:role/firehose","BucketARN":"arn:aws:s3:::lake","BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":300},"CompressionFormat":"UNCOMPRESSED","EncryptionConfiguration":{"NoEncryptionConfig":"NoEncryption"},"CloudWatchLoggingOptions":{"Enabled":false}},"ExtendedS3DestinationDescription":{"RoleARN":"arn:aws:iam::000000000000:role/firehose","BucketARN":"arn:aws:s3:::lake","BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":300},"CompressionFormat":"UNCOMPRESSED","EncryptionConfiguration":{"NoEncryptionConfig":"NoEncryption"},"CloudWatchLoggingOptions":{"Enabled":false},"S3BackupMode":"Disabled"}}],"HasMoreDestinations":false}}
            DeleteDeliveryStream: done
            DescribeDeliveryStream: {"DeliveryStreamDescription":{"DeliveryStreamName":"logs","DeliveryStreamARN":"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs","DeliveryStreamStatus":"DELETING","DeliveryStreamEncryptionConfiguration":{"Status":"DISABLED"},"DeliveryStreamType":"DirectPut","VersionId":"2","CreateTimestamp":1767225600,"LastUpdateTimestamp":1767225602,"Destinations":[{"DestinationId":"destinationId-000000000001","S3DestinationDescription":{"RoleARN":"arn:aws:iam::000000000000:role/firehose","BucketARN":"arn:aws:s3:::lake","BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":300},"CompressionFormat":"UNCOMPRESSED","EncryptionConfiguration":{"NoEncryptionConfig":"NoEncryption"},"CloudWatchLoggingOptions":{"Enabled":false}},"ExtendedS3DestinationDescription":{"RoleARN":"arn:aws:iam::000000000000:role/firehose","BucketARN":"arn:aws:s3:::lake","BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":300},"CompressionFormat":"UNCOMPRESSED","EncryptionConfiguration":{"NoEncryptionConfig":"NoEncryption"},"CloudWatchLoggingOptions":{"Enabled":false},"S3BackupMode":"Disabled"}}],"HasMoreDestinations":false}}
            DescribeDeliveryStream: ResourceNotFoundException: Firehose logs under account 000000000000 not found.
        "#]],
    );
}

#[test]
fn what_breaks_the_rules_of_the_model_is_told_at_once_and_without_its_value() {
    check(
        r#"CreateDeliveryStream
           CreateDeliveryStream {"DeliveryStreamName":"a b","ExtendedS3DestinationConfiguration":{"RoleARN":"me","CompressionFormat":"SNAPPY"}}
           CreateDeliveryStream {"DeliveryStreamName":"a","ExtendedS3DestinationConfiguration":{$BUCKET,"ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"Magic"}]}}}
           CreateDeliveryStream {"DeliveryStreamName":"a"}
           CreateDeliveryStream {"DeliveryStreamName":"a","S3DestinationConfiguration":{$BUCKET},"ExtendedS3DestinationConfiguration":{$BUCKET}}
           ListDeliveryStreams {"Limit":0}
           PutRecordBatch {"DeliveryStreamName":"a","Records":[]}
           PutRecord {"DeliveryStreamName":"a","Record":{}}
           PutRecord {"DeliveryStreamName":"a","Record":{"Data":"YQ=="}}"#,
        expect![[r#"
            CreateDeliveryStream: ValidationException: 1 validation error detected: Value at 'deliveryStreamName' failed to satisfy constraint: Member must not be null
            CreateDeliveryStream: ValidationException: 4 validation errors detected: Value at 'deliveryStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value at 'extendedS3DestinationConfiguration.roleARN' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+; Value at 'extendedS3DestinationConfiguration.bucketARN' failed to satisfy constraint: Member must not be null; Value at 'extendedS3DestinationConfiguration.compressionFormat' failed to satisfy constraint: Member must satisfy enum value set: [UNCOMPRESSED, GZIP, ZIP, Snappy, HADOOP_SNAPPY]
            CreateDeliveryStream: ValidationException: 1 validation error detected: Value at 'extendedS3DestinationConfiguration.processingConfiguration.processors.1.member.type' failed to satisfy constraint: Member must satisfy enum value set: [RecordDeAggregation, Decompression, CloudWatchLogProcessing, Lambda, MetadataExtraction, AppendDelimiterToRecord]
            CreateDeliveryStream: InvalidArgumentException: Exactly one destination configuration is supported for a Firehose
            CreateDeliveryStream: InvalidArgumentException: Only one of S3DestinationConfiguration and ExtendedS3DestinationConfiguration can be specified.
            ListDeliveryStreams: ValidationException: 1 validation error detected: Value at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1
            PutRecordBatch: ValidationException: 1 validation error detected: Value at 'records' failed to satisfy constraint: Member must have length greater than or equal to 1
            PutRecord: ValidationException: 1 validation error detected: Value at 'record.data' failed to satisfy constraint: Member must not be null
            PutRecord: ResourceNotFoundException: Firehose a under account 000000000000 not found.
        "#]],
    );
}

#[test]
fn management_calls_have_a_rate() {
    let list = "ListDeliveryStreams\n".repeat(6) + "+1000\nListDeliveryStreams";
    check_with_limits(
        &list,
        expect![[r#"
        ListDeliveryStreams: {"DeliveryStreamNames":[],"HasMoreDeliveryStreams":false}
        ListDeliveryStreams: {"DeliveryStreamNames":[],"HasMoreDeliveryStreams":false}
        ListDeliveryStreams: {"DeliveryStreamNames":[],"HasMoreDeliveryStreams":false}
        ListDeliveryStreams: {"DeliveryStreamNames":[],"HasMoreDeliveryStreams":false}
        ListDeliveryStreams: {"DeliveryStreamNames":[],"HasMoreDeliveryStreams":false}
        ListDeliveryStreams: ThrottlingException: Rate exceeded for account 000000000000.
        ListDeliveryStreams: {"DeliveryStreamNames":[],"HasMoreDeliveryStreams":false}
    "#]],
    );
}
