//! The operations of CloudWatch Logs, a call a line.

use crate::support::delivery::{BUCKET, call, put};
use expect_test::{Expect, expect};
use kinetoscope::api::dispatch::Target;
use kinetoscope::logs;
use kinetoscope::time::Duration;
use kinetoscope::world::{Settings, World};

/// Calls `Operation {input}` in each line and notes the answers; tokens are told by their first letter and last digits.
#[track_caller]
fn check(world: &mut World, script: &str, expected: Expect) {
    let mut text = String::new();
    for line in script.lines().map(str::trim) {
        let (operation, body) = line.split_once(' ').unwrap();
        let answer = world.call_json(Target { service: logs::TARGET, operation }, body);
        let answer = answer.unwrap_or_else(|error| error.to_string());
        let answer = if answer.is_empty() { "done" } else { &*answer };
        text += &format!("{operation}: {}\n", answer.replace("0000000000000000000000000000000000", "~"));
    }
    expected.assert_eq(&text);
}

/// Two delivery streams into no bucket, each with a log of one group, after four tries: at 60, 60, 61 and 61 seconds.
fn failing() -> World {
    let mut world = World::new(Settings::default());
    for name in ["logs", "other"] {
        let body = format!(
            r#"{{"DeliveryStreamName":"{name}","ExtendedS3DestinationConfiguration":{{{BUCKET},"BufferingHints":{{"SizeInMBs":1,"IntervalInSeconds":60}},"CloudWatchLoggingOptions":{{"Enabled":true,"LogGroupName":"g","LogStreamName":"{name}"}}}}}}"#
        );
        call(&mut world, "CreateDeliveryStream", &body);
        let record = format!(r#"{{"DeliveryStreamName":"{name}","Record":{{"Data":"YQ=="}}}}"#);
        call(&mut world, "PutRecord", &record);
    }
    world.advance(Duration::from_secs(62));
    world
}

#[test]
fn groups_and_streams_are_made_listed_and_deleted() {
    check(
        &mut World::new(Settings::default()),
        r#"DescribeLogGroups {}
           CreateLogGroup {"logGroupName":"/app/one","tags":{"a":"b"}}
           CreateLogGroup {"logGroupName":"/app/two","logGroupClass":"INFREQUENT_ACCESS","kmsKeyId":"arn:aws:kms:us-east-1:000000000000:key/k"}
           CreateLogGroup {"logGroupName":"/app/one"}
           CreateLogGroup {"logGroupName":"aws/mine"}
           CreateLogGroup {"logGroupName":"protected","deletionProtectionEnabled":true}
           CreateLogGroup {"logGroupName":"a b"}
           DescribeLogGroups {"limit":1}
           DescribeLogGroups {"limit":1,"nextToken":"/app/one"}
           DescribeLogGroups {"nextToken":""}
           DescribeLogGroups {"logGroupNamePrefix":"/app/t"}
           DescribeLogGroups {"logGroupNamePattern":"p/o"}
           DescribeLogGroups {"logGroupNamePrefix":"/app","logGroupNamePattern":"p/o"}
           DescribeLogGroups {"logGroupIdentifiers":["arn:aws:logs:us-east-1:000000000000:log-group:/app/two"],"limit":5}
           DescribeLogGroups {"logGroupIdentifiers":["/app/two"],"logGroupNamePrefix":"/"}
           DescribeLogGroups {"logGroupClass":"DELIVERY"}
           DescribeLogGroups {"limit":51}
           CreateLogStream {"logGroupName":"/app/one","logStreamName":"b"}
           CreateLogStream {"logGroupName":"/app/one","logStreamName":"a"}
           CreateLogStream {"logGroupName":"/app/one","logStreamName":"a"}
           CreateLogStream {"logGroupName":"/app/none","logStreamName":"a"}
           CreateLogStream {"logGroupName":"/app/one","logStreamName":"a:b"}
           DescribeLogStreams {"logGroupName":"/app/one","descending":true,"limit":1}
           DescribeLogStreams {"logGroupName":"/app/one","descending":true,"limit":1,"nextToken":"0/b"}
           DescribeLogStreams {"logGroupIdentifier":"arn:aws:logs:us-east-1:000000000000:log-group:/app/one","logStreamNamePrefix":"b"}
           DescribeLogStreams {"logGroupIdentifier":"arn:aws:logs:eu-west-1:000000000000:log-group:/app/one"}
           DescribeLogStreams {"logGroupName":"/app/one","logGroupIdentifier":"/app/one"}
           DescribeLogStreams {}
           DescribeLogStreams {"logGroupName":"/app/one","nextToken":"b"}
           DescribeLogStreams {"logGroupName":"/app/one","orderBy":"LastEventTime","logStreamNamePrefix":"b"}
           GetLogEvents {"logGroupName":"/app/one","logStreamName":"a"}
           DeleteLogStream {"logGroupName":"/app/one","logStreamName":"a"}
           DeleteLogStream {"logGroupName":"/app/one","logStreamName":"a"}
           DeleteLogGroup {"logGroupName":"/app/one"}
           DeleteLogGroup {"logGroupName":"/app/one"}
           DeleteLogGroup {}
           DescribeLogStreams {"logGroupName":"/app/one"}"#,
        expect![[r#"
            DescribeLogGroups: {"logGroups":[]}
            CreateLogGroup: done
            CreateLogGroup: done
            CreateLogGroup: ResourceAlreadyExistsException: The specified log group already exists
            CreateLogGroup: InvalidParameterException: Log groups starting with AWS/ are reserved for AWS.
            CreateLogGroup: InvalidParameterException: deletionProtectionEnabled is not supported by this version of Kinetoscope.
            CreateLogGroup: InvalidParameterException: 1 validation error detected: Value 'a b' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+
            DescribeLogGroups: {"logGroups":[{"logGroupName":"/app/one","creationTime":1767225600000,"metricFilterCount":0,"arn":"arn:aws:logs:us-east-1:000000000000:log-group:/app/one:*","storedBytes":0,"logGroupClass":"STANDARD","logGroupArn":"arn:aws:logs:us-east-1:000000000000:log-group:/app/one","deletionProtectionEnabled":false}],"nextToken":"/app/one"}
            DescribeLogGroups: {"logGroups":[{"logGroupName":"/app/two","creationTime":1767225600000,"metricFilterCount":0,"arn":"arn:aws:logs:us-east-1:000000000000:log-group:/app/two:*","storedBytes":0,"kmsKeyId":"arn:aws:kms:us-east-1:000000000000:key/k","logGroupClass":"INFREQUENT_ACCESS","logGroupArn":"arn:aws:logs:us-east-1:000000000000:log-group:/app/two","deletionProtectionEnabled":false}]}
            DescribeLogGroups: InvalidParameterException: The specified nextToken is invalid.
            DescribeLogGroups: {"logGroups":[{"logGroupName":"/app/two","creationTime":1767225600000,"metricFilterCount":0,"arn":"arn:aws:logs:us-east-1:000000000000:log-group:/app/two:*","storedBytes":0,"kmsKeyId":"arn:aws:kms:us-east-1:000000000000:key/k","logGroupClass":"INFREQUENT_ACCESS","logGroupArn":"arn:aws:logs:us-east-1:000000000000:log-group:/app/two","deletionProtectionEnabled":false}]}
            DescribeLogGroups: {"logGroups":[{"logGroupName":"/app/one","creationTime":1767225600000,"metricFilterCount":0,"arn":"arn:aws:logs:us-east-1:000000000000:log-group:/app/one:*","storedBytes":0,"logGroupClass":"STANDARD","logGroupArn":"arn:aws:logs:us-east-1:000000000000:log-group:/app/one","deletionProtectionEnabled":false}]}
            DescribeLogGroups: InvalidParameterException: LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.
            DescribeLogGroups: {"logGroups":[{"logGroupName":"/app/two","creationTime":1767225600000,"metricFilterCount":0,"arn":"arn:aws:logs:us-east-1:000000000000:log-group:/app/two:*","storedBytes":0,"kmsKeyId":"arn:aws:kms:us-east-1:000000000000:key/k","logGroupClass":"INFREQUENT_ACCESS","logGroupArn":"arn:aws:logs:us-east-1:000000000000:log-group:/app/two","deletionProtectionEnabled":false}]}
            DescribeLogGroups: InvalidParameterException: LogGroup identifiers can only be combined with includeLinkedAccounts.
            DescribeLogGroups: {"logGroups":[]}
            DescribeLogGroups: InvalidParameterException: 1 validation error detected: Value '51' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 50
            CreateLogStream: done
            CreateLogStream: done
            CreateLogStream: ResourceAlreadyExistsException: The specified log stream already exists
            CreateLogStream: ResourceNotFoundException: The specified log group does not exist.
            CreateLogStream: InvalidParameterException: 1 validation error detected: Value 'a:b' at 'logStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*
            DescribeLogStreams: {"logStreams":[{"logStreamName":"b","creationTime":1767225600000,"arn":"arn:aws:logs:us-east-1:000000000000:log-group:/app/one:log-stream:b","storedBytes":0}],"nextToken":"0/b"}
            DescribeLogStreams: {"logStreams":[{"logStreamName":"a","creationTime":1767225600000,"arn":"arn:aws:logs:us-east-1:000000000000:log-group:/app/one:log-stream:a","storedBytes":0}]}
            DescribeLogStreams: {"logStreams":[{"logStreamName":"b","creationTime":1767225600000,"arn":"arn:aws:logs:us-east-1:000000000000:log-group:/app/one:log-stream:b","storedBytes":0}]}
            DescribeLogStreams: ResourceNotFoundException: The specified log group does not exist.
            DescribeLogStreams: InvalidParameterException: LogGroup name and LogGroup identifier are mutually exclusive parameters.
            DescribeLogStreams: InvalidParameterException: You must specify either logGroupName or logGroupIdentifier.
            DescribeLogStreams: InvalidParameterException: The specified nextToken is invalid.
            DescribeLogStreams: InvalidParameterException: Cannot order by LastEventTime with a logStreamNamePrefix.
            GetLogEvents: {"events":[],"nextForwardToken":"f/~0000000000000000000000/s","nextBackwardToken":"b/~0000000000000000000000/s"}
            DeleteLogStream: done
            DeleteLogStream: ResourceNotFoundException: The specified log stream does not exist.
            DeleteLogGroup: done
            DeleteLogGroup: ResourceNotFoundException: The specified log group does not exist.
            DeleteLogGroup: InvalidParameterException: 1 validation error detected: Value null at 'logGroupName' failed to satisfy constraint: Member must not be null
            DescribeLogStreams: ResourceNotFoundException: The specified log group does not exist.
        "#]],
    );
}

#[test]
fn events_of_a_stream_are_read_both_ways() {
    check(
        &mut failing(),
        r#"DescribeLogStreams {"logGroupName":"g","orderBy":"LastEventTime"}
           GetLogEvents {"logGroupName":"g","logStreamName":"logs"}
           GetLogEvents {"logGroupName":"g","logStreamName":"logs","limit":1}
           GetLogEvents {"logGroupName":"g","logStreamName":"logs","limit":1,"startFromHead":true}
           GetLogEvents {"logGroupName":"g","logStreamName":"logs","startFromHead":true,"nextToken":"f/00000000000000000000000000000000000000000000000000000001/s"}
           GetLogEvents {"logGroupName":"g","logStreamName":"logs","startFromHead":true,"nextToken":"f/00000000000000000000000000000000000000000000000000000003/s"}
           GetLogEvents {"logGroupName":"g","logStreamName":"logs","nextToken":"b/00000000000000000000000000000000000000000000000000000002/s"}
           GetLogEvents {"logGroupName":"g","logStreamName":"logs","nextToken":"b/00000000000000000000000000000000000000000000000000000000/s"}
           GetLogEvents {"logGroupName":"g","logStreamName":"logs","startTime":1767225660000,"endTime":1767225661000}
           GetLogEvents {"logGroupName":"g","logStreamName":"logs","startTime":1767225661000}
           GetLogEvents {"logGroupName":"g","logStreamName":"logs","nextToken":"f/1/s"}
           GetLogEvents {"logGroupName":"g","logStreamName":"absent"}
           GetLogEvents {"logGroupName":"absent","logStreamName":"logs"}
           GetLogEvents {"logGroupName":"g"}
           GetLogEvents {"logGroupName":"g","logStreamName":"logs","limit":10001}"#,
        expect![[r#"
            DescribeLogStreams: {"logStreams":[{"logStreamName":"logs","creationTime":1767225660000,"firstEventTimestamp":1767225660000,"lastEventTimestamp":1767225661000,"lastIngestionTime":1767225661000,"arn":"arn:aws:logs:us-east-1:000000000000:log-group:g:log-stream:logs","storedBytes":0},{"logStreamName":"other","creationTime":1767225660000,"firstEventTimestamp":1767225660000,"lastEventTimestamp":1767225661000,"lastIngestionTime":1767225661000,"arn":"arn:aws:logs:us-east-1:000000000000:log-group:g:log-stream:other","storedBytes":0}]}
            GetLogEvents: {"events":[{"timestamp":1767225660000,"message":"{\"deliveryStreamARN\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs\",\"destination\":\"arn:aws:s3:::lake\",\"deliveryStreamVersionId\":1,\"message\":\"The specified bucket does not exist\",\"errorCode\":\"S3.NoSuchBucket\"}","ingestionTime":1767225660000},{"timestamp":1767225661000,"message":"{\"deliveryStreamARN\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs\",\"destination\":\"arn:aws:s3:::lake\",\"deliveryStreamVersionId\":1,\"message\":\"The specified bucket does not exist\",\"errorCode\":\"S3.NoSuchBucket\"}","ingestionTime":1767225661000}],"nextForwardToken":"f/~0000000000000000000003/s","nextBackwardToken":"b/~0000000000000000000000/s"}
            GetLogEvents: {"events":[{"timestamp":1767225661000,"message":"{\"deliveryStreamARN\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs\",\"destination\":\"arn:aws:s3:::lake\",\"deliveryStreamVersionId\":1,\"message\":\"The specified bucket does not exist\",\"errorCode\":\"S3.NoSuchBucket\"}","ingestionTime":1767225661000}],"nextForwardToken":"f/~0000000000000000000003/s","nextBackwardToken":"b/~0000000000000000000002/s"}
            GetLogEvents: {"events":[{"timestamp":1767225660000,"message":"{\"deliveryStreamARN\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs\",\"destination\":\"arn:aws:s3:::lake\",\"deliveryStreamVersionId\":1,\"message\":\"The specified bucket does not exist\",\"errorCode\":\"S3.NoSuchBucket\"}","ingestionTime":1767225660000}],"nextForwardToken":"f/~0000000000000000000001/s","nextBackwardToken":"b/~0000000000000000000000/s"}
            GetLogEvents: {"events":[{"timestamp":1767225661000,"message":"{\"deliveryStreamARN\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs\",\"destination\":\"arn:aws:s3:::lake\",\"deliveryStreamVersionId\":1,\"message\":\"The specified bucket does not exist\",\"errorCode\":\"S3.NoSuchBucket\"}","ingestionTime":1767225661000}],"nextForwardToken":"f/~0000000000000000000003/s","nextBackwardToken":"b/~0000000000000000000002/s"}
            GetLogEvents: {"events":[],"nextForwardToken":"f/~0000000000000000000003/s","nextBackwardToken":"b/~0000000000000000000003/s"}
            GetLogEvents: {"events":[{"timestamp":1767225660000,"message":"{\"deliveryStreamARN\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs\",\"destination\":\"arn:aws:s3:::lake\",\"deliveryStreamVersionId\":1,\"message\":\"The specified bucket does not exist\",\"errorCode\":\"S3.NoSuchBucket\"}","ingestionTime":1767225660000}],"nextForwardToken":"f/~0000000000000000000001/s","nextBackwardToken":"b/~0000000000000000000000/s"}
            GetLogEvents: {"events":[],"nextForwardToken":"f/~0000000000000000000000/s","nextBackwardToken":"b/~0000000000000000000000/s"}
            GetLogEvents: {"events":[{"timestamp":1767225660000,"message":"{\"deliveryStreamARN\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs\",\"destination\":\"arn:aws:s3:::lake\",\"deliveryStreamVersionId\":1,\"message\":\"The specified bucket does not exist\",\"errorCode\":\"S3.NoSuchBucket\"}","ingestionTime":1767225660000}],"nextForwardToken":"f/~0000000000000000000001/s","nextBackwardToken":"b/~0000000000000000000000/s"}
            GetLogEvents: {"events":[{"timestamp":1767225661000,"message":"{\"deliveryStreamARN\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs\",\"destination\":\"arn:aws:s3:::lake\",\"deliveryStreamVersionId\":1,\"message\":\"The specified bucket does not exist\",\"errorCode\":\"S3.NoSuchBucket\"}","ingestionTime":1767225661000}],"nextForwardToken":"f/~0000000000000000000003/s","nextBackwardToken":"b/~0000000000000000000002/s"}
            GetLogEvents: InvalidParameterException: The specified nextToken is invalid.
            GetLogEvents: ResourceNotFoundException: The specified log stream does not exist.
            GetLogEvents: ResourceNotFoundException: The specified log group does not exist.
            GetLogEvents: InvalidParameterException: 1 validation error detected: Value null at 'logStreamName' failed to satisfy constraint: Member must not be null
            GetLogEvents: InvalidParameterException: 1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000
        "#]],
    );
}

#[test]
fn events_of_a_group_are_found_by_stream_time_and_words() {
    check(
        &mut failing(),
        r#"FilterLogEvents {"logGroupName":"g","limit":3}
           FilterLogEvents {"logGroupName":"g","nextToken":"f/00000000000000000000000000000000000000000000000000000003/s"}
           FilterLogEvents {"logGroupName":"g","limit":1,"startFromHead":false}
           FilterLogEvents {"logGroupName":"g","limit":1,"startFromHead":false,"startTime":5}
           FilterLogEvents {"logGroupName":"g","limit":1,"nextToken":"b/00000000000000000000000000000000000000000000000000000001/s"}
           FilterLogEvents {"logGroupName":"g","logStreamNames":["other"],"startTime":1767225661000}
           FilterLogEvents {"logGroupName":"g","logStreamNamePrefix":"lo","endTime":1767225660000}
           FilterLogEvents {"logGroupName":"g","logStreamNamePrefix":"lo","logStreamNames":["logs"]}
           FilterLogEvents {"logGroupName":"g","logStreamNames":["absent"]}
           FilterLogEvents {"logGroupName":"g","filterPattern":"\"S3.NoSuchBucket\" -other","limit":1}
           FilterLogEvents {"logGroupName":"g","filterPattern":"?AccessDenied ?Forbidden"}
           FilterLogEvents {"logGroupName":"g","filterPattern":"{ $.errorCode = \"S3.NoSuchBucket\" }"}
           FilterLogEvents {"logGroupName":"absent"}"#,
        expect![[r#"
            FilterLogEvents: {"events":[{"logStreamName":"logs","timestamp":1767225660000,"message":"{\"deliveryStreamARN\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs\",\"destination\":\"arn:aws:s3:::lake\",\"deliveryStreamVersionId\":1,\"message\":\"The specified bucket does not exist\",\"errorCode\":\"S3.NoSuchBucket\"}","ingestionTime":1767225660000,"eventId":"0000000176722566~000000"},{"logStreamName":"other","timestamp":1767225660000,"message":"{\"deliveryStreamARN\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/other\",\"destination\":\"arn:aws:s3:::lake\",\"deliveryStreamVersionId\":1,\"message\":\"The specified bucket does not exist\",\"errorCode\":\"S3.NoSuchBucket\"}","ingestionTime":1767225660000,"eventId":"0000000176722566~000001"},{"logStreamName":"logs","timestamp":1767225661000,"message":"{\"deliveryStreamARN\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs\",\"destination\":\"arn:aws:s3:::lake\",\"deliveryStreamVersionId\":1,\"message\":\"The specified bucket does not exist\",\"errorCode\":\"S3.NoSuchBucket\"}","ingestionTime":1767225661000,"eventId":"00000001767225661~00002"}],"searchedLogStreams":[],"nextToken":"f/~0000000000000000000003/s"}
            FilterLogEvents: {"events":[{"logStreamName":"other","timestamp":1767225661000,"message":"{\"deliveryStreamARN\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/other\",\"destination\":\"arn:aws:s3:::lake\",\"deliveryStreamVersionId\":1,\"message\":\"The specified bucket does not exist\",\"errorCode\":\"S3.NoSuchBucket\"}","ingestionTime":1767225661000,"eventId":"00000001767225661~00003"}],"searchedLogStreams":[]}
            FilterLogEvents: {"events":[{"logStreamName":"other","timestamp":1767225661000,"message":"{\"deliveryStreamARN\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/other\",\"destination\":\"arn:aws:s3:::lake\",\"deliveryStreamVersionId\":1,\"message\":\"The specified bucket does not exist\",\"errorCode\":\"S3.NoSuchBucket\"}","ingestionTime":1767225661000,"eventId":"00000001767225661~00003"}],"searchedLogStreams":[],"nextToken":"b/~0000000000000000000003/s"}
            FilterLogEvents: InvalidParameterException: startFromHead can be false only where startTime is not before 2024-01-01T00:00:00Z.
            FilterLogEvents: {"events":[{"logStreamName":"logs","timestamp":1767225660000,"message":"{\"deliveryStreamARN\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs\",\"destination\":\"arn:aws:s3:::lake\",\"deliveryStreamVersionId\":1,\"message\":\"The specified bucket does not exist\",\"errorCode\":\"S3.NoSuchBucket\"}","ingestionTime":1767225660000,"eventId":"0000000176722566~000000"}],"searchedLogStreams":[]}
            FilterLogEvents: {"events":[{"logStreamName":"other","timestamp":1767225661000,"message":"{\"deliveryStreamARN\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/other\",\"destination\":\"arn:aws:s3:::lake\",\"deliveryStreamVersionId\":1,\"message\":\"The specified bucket does not exist\",\"errorCode\":\"S3.NoSuchBucket\"}","ingestionTime":1767225661000,"eventId":"00000001767225661~00003"}],"searchedLogStreams":[]}
            FilterLogEvents: {"events":[{"logStreamName":"logs","timestamp":1767225660000,"message":"{\"deliveryStreamARN\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs\",\"destination\":\"arn:aws:s3:::lake\",\"deliveryStreamVersionId\":1,\"message\":\"The specified bucket does not exist\",\"errorCode\":\"S3.NoSuchBucket\"}","ingestionTime":1767225660000,"eventId":"0000000176722566~000000"}],"searchedLogStreams":[]}
            FilterLogEvents: InvalidParameterException: LogStream names and LogStream name prefix are mutually exclusive parameters.
            FilterLogEvents: ResourceNotFoundException: The specified log stream does not exist.
            FilterLogEvents: {"events":[{"logStreamName":"logs","timestamp":1767225660000,"message":"{\"deliveryStreamARN\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs\",\"destination\":\"arn:aws:s3:::lake\",\"deliveryStreamVersionId\":1,\"message\":\"The specified bucket does not exist\",\"errorCode\":\"S3.NoSuchBucket\"}","ingestionTime":1767225660000,"eventId":"0000000176722566~000000"}],"searchedLogStreams":[],"nextToken":"f/~0000000000000000000002/s"}
            FilterLogEvents: {"events":[],"searchedLogStreams":[]}
            FilterLogEvents: InvalidParameterException: A filterPattern for JSON ({ $.member = value }) is not supported by this version of Kinetoscope.
            FilterLogEvents: ResourceNotFoundException: The specified log group does not exist.
        "#]],
    );
}

#[test]
fn a_stream_that_is_made_again_has_none_of_the_lines_before() {
    let mut world = failing();
    check(
        &mut world,
        r#"DeleteLogStream {"logGroupName":"g","logStreamName":"logs"}
           CreateLogStream {"logGroupName":"g","logStreamName":"logs"}
           GetLogEvents {"logGroupName":"g","logStreamName":"logs"}
           DeleteLogGroup {"logGroupName":"g"}"#,
        expect![[r#"
            DeleteLogStream: done
            CreateLogStream: done
            GetLogEvents: {"events":[],"nextForwardToken":"f/~0000000000000000000004/s","nextBackwardToken":"b/~0000000000000000000004/s"}
            DeleteLogGroup: done
        "#]],
    );
    world.advance(Duration::from_secs(2));
    check(
        &mut world,
        r#"DescribeLogStreams {"logGroupName":"g"}
           FilterLogEvents {"logGroupName":"g","logStreamNames":["logs"]}"#,
        expect![[r#"
            DescribeLogStreams: {"logStreams":[{"logStreamName":"logs","creationTime":1767225663000,"firstEventTimestamp":1767225663000,"lastEventTimestamp":1767225663000,"lastIngestionTime":1767225663000,"arn":"arn:aws:logs:us-east-1:000000000000:log-group:g:log-stream:logs","storedBytes":0},{"logStreamName":"other","creationTime":1767225663000,"firstEventTimestamp":1767225663000,"lastEventTimestamp":1767225663000,"lastIngestionTime":1767225663000,"arn":"arn:aws:logs:us-east-1:000000000000:log-group:g:log-stream:other","storedBytes":0}]}
            FilterLogEvents: {"events":[{"logStreamName":"logs","timestamp":1767225663000,"message":"{\"deliveryStreamARN\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs\",\"destination\":\"arn:aws:s3:::lake\",\"deliveryStreamVersionId\":1,\"message\":\"The specified bucket does not exist\",\"errorCode\":\"S3.NoSuchBucket\"}","ingestionTime":1767225663000,"eventId":"00000001767225663~00004"}],"searchedLogStreams":[]}
        "#]],
    );
}

#[test]
fn the_newest_events_are_kept() {
    let mut world = World::new(Settings::default());
    let body = format!(
        r#"{{"DeliveryStreamName":"logs","ExtendedS3DestinationConfiguration":{{{BUCKET},"BufferingHints":{{"SizeInMBs":1,"IntervalInSeconds":0}},"CloudWatchLoggingOptions":{{"Enabled":true,"LogGroupName":"g","LogStreamName":"s"}}}}}}"#
    );
    call(&mut world, "CreateDeliveryStream", &body);
    for _ in 0..logs::EVENTS_KEPT / 100 {
        put(&mut world, b"one");
        world.advance(Duration::from_secs(1));
    }
    world.advance(Duration::from_hours(6));
    let target = |operation| Target { service: logs::TARGET, operation };
    let (mut token, mut count) = (None::<String>, 0);
    loop {
        let body = serde_json::json!({ "logGroupName": "g", "nextToken": token });
        let answer = world.call_json(target("FilterLogEvents"), &body.to_string()).unwrap();
        assert!(answer.len() < 3 * logs::PAGE_BYTES_MAX);
        let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
        count += answer["events"].as_array().unwrap().len();
        token = answer["nextToken"].as_str().map(Into::into);
        if token.is_none() {
            break;
        }
    }
    assert!((logs::EVENTS_KEPT - 250..=logs::EVENTS_KEPT).contains(&count), "{count}");
}
