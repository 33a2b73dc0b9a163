use super::super::shapes::{STREAM_ARN, STREAM_ID, STREAM_NAME, StreamStatus};
use super::super::stream::{Change, Setting};
use super::super::{Stream, Streams};
use crate::api::{CallRate, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::{Duration, Instant};

pub(in crate::streams) const HOURS_MIN: i32 = 24;
pub(in crate::streams) const HOURS_MAX: i32 = 8_760;

crate::input! {
    /// The stream, and how long it is to keep records.
    pub struct IncreaseStreamRetentionPeriodInput<'a> {
        /// Hours, 24 to 8,760.
        retention_period_hours: i32 = "RetentionPeriodHours", Rules::NONE;
        /// By name.
        stream_name: Option<&'a str> = "StreamName", STREAM_NAME;
        /// By ARN.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

/// Keeps records for longer. Those that are gone already do not come back.
pub struct IncreaseStreamRetentionPeriod;

impl Operation for IncreaseStreamRetentionPeriod {
    const NAME: &'static str = "IncreaseStreamRetentionPeriod";
    const RATE: CallRate = CallRate::PerStream(5);
    const ERRORS: &'static [Code] =
        &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceInUse, Code::ResourceNotFound];
    type State = Streams;
    type Input<'a> = IncreaseStreamRetentionPeriodInput<'a>;
    type Output<'s> = ();

    fn run(
        streams: &mut Streams,
        input: IncreaseStreamRetentionPeriodInput<'_>,
        now: Instant,
    ) -> Result<(), Error> {
        let name = streams.name_of(input.stream_name, input.stream_arn)?;
        let hours = input.retention_period_hours;
        let stream = find_for_retention(streams, name, hours)?;
        if hours < stream.retention_hours() {
            return Err(Error::retention_would_fall(hours, name, stream.retention_hours()));
        }
        set_retention(streams, name, hours, now);
        Ok(())
    }
}

/// The stream, if records can be kept for so many hours and it is ready to be told so.
pub(super) fn find_for_retention<'s>(
    streams: &'s Streams,
    name: &str,
    hours: i32,
) -> Result<&'s Stream, Error> {
    let stream = streams.find_active(name)?;
    match hours {
        ..HOURS_MIN => Err(Error::retention_too_short(hours)),
        HOURS_MIN..=HOURS_MAX => Ok(stream),
        _ => Err(Error::retention_too_long(hours)),
    }
}

/// Nothing can fail any more.
pub(super) fn set_retention(streams: &mut Streams, name: &str, hours: i32, now: Instant) {
    let setting = Setting::Retention(Duration::from_hours(hours.unsigned_abs().into()));
    streams.start_change(name, StreamStatus::Updating, Change::Set(setting), now);
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::{check, check_with_limits};

    #[test]
    fn refuses_in_this_order() {
        check(
            r#"IncreaseStreamRetentionPeriod {"StreamName":"","RetentionPeriodHours":"1"}
               IncreaseStreamRetentionPeriod {"StreamName":""}
               IncreaseStreamRetentionPeriod {"StreamName":"a","RetentionPeriodHours":23}
               CreateStream {"StreamName":"a","ShardCount":1}
               IncreaseStreamRetentionPeriod {"StreamName":"a","RetentionPeriodHours":23}
               IncreaseStreamRetentionPeriod {"StreamName":"a","RetentionPeriodHours":8761}
               IncreaseStreamRetentionPeriod {"StreamName":"a","RetentionPeriodHours":24}
               IncreaseStreamRetentionPeriod {"StreamName":"a","RetentionPeriodHours":48}
               IncreaseStreamRetentionPeriod {"StreamName":"a","RetentionPeriodHours":47}
               DecreaseStreamRetentionPeriod {"StreamName":"a","RetentionPeriodHours":49}
               DecreaseStreamRetentionPeriod {"StreamName":"a","RetentionPeriodHours":24}"#,
            expect![[r#"
                IncreaseStreamRetentionPeriod: SerializationException: class java.lang.String can not be converted to an Integer
                IncreaseStreamRetentionPeriod: ValidationException: 3 validation errors detected: Value null at 'retentionPeriodHours' failed to satisfy constraint: Member must not be null; Value '' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'streamName' failed to satisfy constraint: Member must have length greater than or equal to 1
                IncreaseStreamRetentionPeriod: ResourceNotFoundException: Stream a under account 000000000000 not found.
                CreateStream: done
                IncreaseStreamRetentionPeriod: InvalidArgumentException: Minimum allowed retention period is 24 hours. Requested retention period (23 hours) is too short.
                IncreaseStreamRetentionPeriod: InvalidArgumentException: Maximum allowed retention period is 8760 hours. Requested retention period (8761 hours) is too long.
                IncreaseStreamRetentionPeriod: done
                IncreaseStreamRetentionPeriod: done
                IncreaseStreamRetentionPeriod: InvalidArgumentException: Requested retention period (47 hours) for stream a can not be shorter than existing retention period (48 hours). Use DecreaseRetentionPeriod API.
                DecreaseStreamRetentionPeriod: InvalidArgumentException: Requested retention period (49 hours) for stream a can not be longer than existing retention period (48 hours). Use IncreaseRetentionPeriod API.
                DecreaseStreamRetentionPeriod: done
            "#]],
        );
    }

    #[test]
    fn a_longer_retention_keeps_what_a_shorter_one_drops() {
        check_with_limits(
            r#"CreateStream {"StreamName":"a","ShardCount":1}
               +2000
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"YQ=="}
               IncreaseStreamRetentionPeriod {"StreamName":"a","RetentionPeriodHours":48}
               DescribeStreamSummary {"StreamName":"a"}
               DecreaseStreamRetentionPeriod {"StreamName":"a","RetentionPeriodHours":24}
               +90000000
               GetShardIterator {"StreamName":"a","ShardId":"0","ShardIteratorType":"TRIM_HORIZON"}
               GetRecords {"ShardIterator":"$ITERATOR"}
               DecreaseStreamRetentionPeriod {"StreamName":"a","RetentionPeriodHours":24}
               +2000
               GetShardIterator {"StreamName":"a","ShardId":"0","ShardIteratorType":"TRIM_HORIZON"}
               GetRecords {"ShardIterator":"$ITERATOR"}"#,
            expect![[r#"
                CreateStream: done
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240861839458306"}
                IncreaseStreamRetentionPeriod: done
                DescribeStreamSummary: {"StreamDescriptionSummary":{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"UPDATING","StreamModeDetails":{"StreamMode":"PROVISIONED"},"RetentionPeriodHours":24,"StreamCreationTimestamp":1767225600,"EnhancedMonitoring":[{"ShardLevelMetrics":[]}],"EncryptionType":"NONE","OpenShardCount":1,"ConsumerCount":0,"MaxRecordSizeInKiB":1024}}
                DecreaseStreamRetentionPeriod: ResourceInUseException: Stream a under account 000000000000 not ACTIVE, instead in state UPDATING
                GetShardIterator: {"ShardIterator":".."}
                GetRecords: {"Records":[{"SequenceNumber":"49670424472731169861061894383142885425265240861839458306","ApproximateArrivalTimestamp":1767225602,"Data":"YQ==","PartitionKey":"k"}],"NextShardIterator":"..","MillisBehindLatest":0}
                DecreaseStreamRetentionPeriod: done
                GetShardIterator: {"ShardIterator":".."}
                GetRecords: {"Records":[],"NextShardIterator":"..","MillisBehindLatest":0}
            "#]],
        );
    }
}
