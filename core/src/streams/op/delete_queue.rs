use super::super::Streams;
use super::super::queue::Change;
use super::super::queue::shapes::{QUEUE_ARN, QueueStatus};
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The queue to remove.
    pub struct DeleteQueueInput<'a> {
        /// Its ARN.
        queue_arn: &'a str = "QueueARN", QUEUE_ARN;
    }
}

/// Removes a queue: DELETING at once, gone after the transition time. The records stay in the stream.
pub struct DeleteQueue;

impl Operation for DeleteQueue {
    const NAME: &'static str = "DeleteQueue";
    const ERRORS: &'static [Code] =
        &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceNotFound, Code::Validation];
    type State = Streams;
    type Input<'a> = DeleteQueueInput<'a>;
    type Output<'s> = ();

    fn run(streams: &mut Streams, input: DeleteQueueInput<'_>, now: Instant) -> Result<(), Error> {
        let (queue, _) = streams.queue_of(input.queue_arn)?;
        let (id, status) = (queue.id.clone(), queue.status);
        match status {
            QueueStatus::Deleting => return Ok(()),
            // It is counted already.
            QueueStatus::Creating => {}
            QueueStatus::Active | QueueStatus::Updating => streams.check_queues_changing()?,
        }
        streams.change_queue(&id, Change::Delete, now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::check_with_limits;

    #[test]
    fn a_queue_is_deleting_then_gone_and_keeps_its_stream_until_then() {
        check_with_limits(
            r#"CreateStream {"StreamName":"a"}
               +2000
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               +2000
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               DeleteStream {"StreamName":"a","EnforceConsumerDeletion":true}
               UpdateStreamMode {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamModeDetails":{"StreamMode":"PROVISIONED"}}
               DeleteQueue {"QueueARN":"$QUEUE"}
               DeleteQueue {"QueueARN":"$QUEUE"}
               DescribeQueue {"QueueARN":"$QUEUE"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               AcknowledgeQueueRecords {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT1"}]}
               DeleteStream {"StreamName":"a"}
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               +2000
               DescribeQueue {"QueueARN":"$QUEUE"}
               DeleteQueue {"QueueARN":"$QUEUE"}
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON"}}]}
               DeleteQueue {"QueueARN":"$QUEUE"}
               +2000
               DeleteStream {"StreamName":"a"}"#,
            expect![[r##"
                CreateStream: done
                CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225602,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240999278411778"}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000000","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225604,"FirstReceiveTimestamp":1767225604,"ReceiveCount":1}]}
                DeleteStream: ResourceInUseException: Stream a under account 000000000000 has queues: delete them before it is deleted.
                UpdateStreamMode: ResourceInUseException: Stream a under account 000000000000 has queues: delete them before its mode becomes PROVISIONED.
                DeleteQueue: done
                DeleteQueue: done
                DescribeQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"DELETING","QueueCreationTimestamp":1767225602,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST","Timestamp":1767225602}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                ReceiveQueueRecords: ResourceNotFoundException: Queue q under account 000000000000 not ACTIVE or UPDATING, instead in state DELETING
                AcknowledgeQueueRecords: ResourceNotFoundException: Queue q under account 000000000000 not ACTIVE or UPDATING, instead in state DELETING
                DeleteStream: ResourceInUseException: Stream a under account 000000000000 has queues: delete them before it is deleted.
                CreateQueue: ResourceInUseException: Queue q under account 000000000000 already exists.
                DescribeQueue: ResourceNotFoundException: Queue ad298efaa158862d under account 000000000000 not found.
                DeleteQueue: ResourceNotFoundException: Queue ad298efaa158862d under account 000000000000 not found.
                CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/3b80c17b5746d424","QueueStatus":"CREATING","QueueCreationTimestamp":1767225606,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                DeleteQueue: done
                DeleteStream: done
            "##]],
        );
    }
}
