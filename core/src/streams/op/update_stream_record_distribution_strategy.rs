use super::super::Streams;
use super::super::shapes::{RecordDistributionStrategy, STREAM_ARN, STREAM_ID, StreamMode, StreamStatus};
use super::super::stream::{Change, Setting};
use crate::api::{CallRate, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The stream, and how its records are to find their shards.
    pub struct UpdateStreamRecordDistributionStrategyInput<'a> {
        /// The stream.
        stream_arn: &'a str = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
        /// AUTO is for on-demand streams.
        record_distribution_strategy: RecordDistributionStrategy = "RecordDistributionStrategy", Rules::NONE;
    }
}

/// Changes how the records of a stream find their shards: by their keys, or evenly whatever their keys.
pub struct UpdateStreamRecordDistributionStrategy;

impl Operation for UpdateStreamRecordDistributionStrategy {
    const NAME: &'static str = "UpdateStreamRecordDistributionStrategy";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
        Code::Validation,
    ];
    type State = Streams;
    type Input<'a> = UpdateStreamRecordDistributionStrategyInput<'a>;
    type Output<'s> = ();

    fn run(
        streams: &mut Streams,
        input: UpdateStreamRecordDistributionStrategyInput<'_>,
        now: Instant,
    ) -> Result<(), Error> {
        let name = streams.name_of(None, Some(input.stream_arn))?;
        let stream = streams.find_active(name)?;
        check_distribution(input.record_distribution_strategy, stream.mode)?;
        let change = Change::Set(Setting::Distribution(input.record_distribution_strategy));
        streams.start_change(name, StreamStatus::Updating, change, now);
        Ok(())
    }
}

/// Only a stream that has its shards from the service leaves it their use too.
pub(super) fn check_distribution(
    strategy: RecordDistributionStrategy,
    mode: StreamMode,
) -> Result<(), Error> {
    match (strategy, mode) {
        (RecordDistributionStrategy::Auto, StreamMode::Provisioned) => {
            Err(Error::automatic_distribution_provisioned())
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::check_with_limits;

    #[test]
    fn records_are_spread_whatever_their_keys_and_need_none() {
        check_with_limits(
            r#"CreateStream {"StreamName":"a"}
               +2000
               PutRecord {"StreamName":"a","Data":"YQ=="}
               UpdateStreamRecordDistributionStrategy {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","RecordDistributionStrategy":"AUTO"}
               PutRecords {"StreamName":"a","Records":[{"Data":"YQ=="},{"Data":"Yg==","PartitionKey":"k"},{"Data":"Yg=="}]}
               +2000
               DescribeStreamSummary {"StreamName":"a"}
               PutRecords {"StreamName":"a","Records":[{"Data":"YQ=="},{"Data":"YQ==","PartitionKey":"k"},{"Data":"YQ==","PartitionKey":"k"},{"Data":"YQ==","ExplicitHashKey":"0"}]}
               PutRecord {"StreamName":"a","Data":"YQ=="}
               PutRecord {"StreamName":"a","Data":"YQ==","ExplicitHashKey":"340282366920938463463374607431768211456"}
               GetShardIterator {"StreamName":"a","ShardId":"0","ShardIteratorType":"TRIM_HORIZON"}
               GetRecords {"ShardIterator":"$ITERATOR"}"#,
            expect![[r#"
                CreateStream: done
                PutRecord: ValidationException: 1 validation error detected: Value null at 'partitionKey' failed to satisfy constraint: Member must not be null
                UpdateStreamRecordDistributionStrategy: done
                PutRecords: ValidationException: 2 validation errors detected: Value null at 'records.1.member.partitionKey' failed to satisfy constraint: Member must not be null; Value null at 'records.3.member.partitionKey' failed to satisfy constraint: Member must not be null
                DescribeStreamSummary: {"StreamDescriptionSummary":{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"ON_DEMAND"},"RetentionPeriodHours":24,"StreamCreationTimestamp":1767225600,"EnhancedMonitoring":[{"ShardLevelMetrics":[]}],"EncryptionType":"NONE","OpenShardCount":4,"ConsumerCount":0,"MaxRecordSizeInKiB":1024,"QueueCount":0,"RecordDistributionStrategy":"AUTO"}}
                PutRecords: {"FailedRecordCount":0,"Records":[{"SequenceNumber":"49670424472731169861061894383142885425265240999278411778","ShardId":"shardId-000000000000"},{"SequenceNumber":"49670424472775771351458955629425956861810537722290372642","ShardId":"shardId-000000000002"},{"SequenceNumber":"49670424472753470606260425006284421143537889360784392210","ShardId":"shardId-000000000001"},{"SequenceNumber":"49670424472798072096657486252567492580083186083796353074","ShardId":"shardId-000000000003"}]}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855628453117954"}
                PutRecord: InvalidArgumentException: Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was 340282366920938463463374607431768211456
                GetShardIterator: {"ShardIterator":".."}
                GetRecords: {"Records":[{"SequenceNumber":"49670424472731169861061894383142885425265240999278411778","ApproximateArrivalTimestamp":1767225604,"Data":"YQ=="},{"SequenceNumber":"49670424472731169861061894383144094351084855628453117954","ApproximateArrivalTimestamp":1767225604,"Data":"YQ=="}],"NextShardIterator":"..","MillisBehindLatest":0}
            "#]],
        );
    }

    #[test]
    fn only_on_demand_streams_spread_records_by_themselves() {
        check_with_limits(
            r#"CreateStream {"StreamName":"p","ShardCount":1,"RecordDistributionStrategy":"AUTO"}
               CreateStream {"StreamName":"a","RecordDistributionStrategy":"AUTO"}
               CreateStream {"StreamName":"p","ShardCount":1}
               +2000
               UpdateStreamRecordDistributionStrategy {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/p","RecordDistributionStrategy":"AUTO"}
               UpdateStreamRecordDistributionStrategy {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/p","RecordDistributionStrategy":"USER_PARTITION_KEY"}
               UpdateStreamMode {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamModeDetails":{"StreamMode":"PROVISIONED"}}
               UpdateStreamRecordDistributionStrategy {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/b","RecordDistributionStrategy":"AUTO"}"#,
            expect![[r#"
                CreateStream: InvalidArgumentException: RecordDistributionStrategy AUTO is not supported for streams in PROVISIONED mode.
                CreateStream: done
                CreateStream: done
                UpdateStreamRecordDistributionStrategy: InvalidArgumentException: RecordDistributionStrategy AUTO is not supported for streams in PROVISIONED mode.
                UpdateStreamRecordDistributionStrategy: done
                UpdateStreamMode: InvalidArgumentException: RecordDistributionStrategy AUTO is not supported for streams in PROVISIONED mode.
                UpdateStreamRecordDistributionStrategy: ResourceNotFoundException: Stream b under account 000000000000 not found.
            "#]],
        );
    }
}
