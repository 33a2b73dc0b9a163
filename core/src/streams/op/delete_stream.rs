use super::super::Streams;
use super::super::shapes::{STREAM_ARN, STREAM_ID, STREAM_NAME, StreamStatus};
use super::super::stream::Change;
use crate::api::{CallRate, Operation, Rules};
use crate::error::{Code, Error};
use crate::fact::SubscriptionEnd;
use crate::time::Instant;

crate::input! {
    /// The stream to remove.
    pub struct DeleteStreamInput<'a> {
        /// By name.
        stream_name: Option<&'a str> = "StreamName", STREAM_NAME;
        /// Whether registered consumers go with it.
        enforce_consumer_deletion: Option<bool> = "EnforceConsumerDeletion", Rules::NONE;
        /// By ARN.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

/// Removes a stream: DELETING at once, gone after the transition time. Its shards can no longer be written or listed.
pub struct DeleteStream;

impl Operation for DeleteStream {
    const NAME: &'static str = "DeleteStream";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] =
        &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceInUse, Code::ResourceNotFound];
    type State = Streams;
    type Input<'a> = DeleteStreamInput<'a>;
    type Output<'s> = ();

    fn run(streams: &mut Streams, input: DeleteStreamInput<'_>, now: Instant) -> Result<(), Error> {
        let name = streams.name_of(input.stream_name, input.stream_arn)?;
        let stream = streams.find(name)?;
        if stream.status != StreamStatus::Deleting {
            if streams.queues_on(name).next().is_some() {
                return Err(Error::stream_has_queues(name, streams.account, "it is deleted"));
            }
            if !stream.consumers.is_empty() && input.enforce_consumer_deletion != Some(true) {
                return Err(Error::stream_has_consumers(name, streams.account));
            }
            streams.end_subscriptions(name, None, SubscriptionEnd::StreamGone, now);
            streams.delete_consumers(name, now);
            streams.start_change(name, StreamStatus::Deleting, Change::Delete, now);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::check_with_limits;

    #[test]
    fn a_stream_is_deleting_then_gone_and_its_name_is_free_again() {
        check_with_limits(
            r#"DeleteStream {"StreamName":"a"}
               DeleteStream {}
               CreateStream {"StreamName":"a","ShardCount":1}
               +2000
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":""}
               GetShardIterator {"StreamName":"a","ShardId":"0","ShardIteratorType":"TRIM_HORIZON"}
               DeleteStream {"StreamName":"a"}
               DescribeStreamSummary {"StreamName":"a"}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":""}
               CreateStream {"StreamName":"a","ShardCount":1}
               +2000
               DescribeStreamSummary {"StreamName":"a"}
               CreateStream {"StreamName":"a","ShardCount":1}
               +2000
               GetRecords {"ShardIterator":"$ITERATOR"}"#,
            expect![[r#"
                DeleteStream: ResourceNotFoundException: Stream a under account 000000000000 not found.
                DeleteStream: InvalidArgumentException: Either StreamName or StreamARN must be given.
                CreateStream: done
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240861839458306"}
                GetShardIterator: {"ShardIterator":".."}
                DeleteStream: done
                DescribeStreamSummary: {"StreamDescriptionSummary":{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"DELETING","StreamModeDetails":{"StreamMode":"PROVISIONED"},"RetentionPeriodHours":24,"StreamCreationTimestamp":1767225600,"EnhancedMonitoring":[{"ShardLevelMetrics":[]}],"EncryptionType":"NONE","OpenShardCount":1,"ConsumerCount":0,"MaxRecordSizeInKiB":1024}}
                PutRecord: ResourceNotFoundException: Stream a under account 000000000000 not found.
                CreateStream: ResourceInUseException: Stream a under account 000000000000 already exists.
                DescribeStreamSummary: ResourceNotFoundException: Stream a under account 000000000000 not found.
                CreateStream: done
                GetRecords: ResourceNotFoundException: Shard shardId-000000000000 in stream a under account 000000000000 does not exist
            "#]],
        );
    }
}
