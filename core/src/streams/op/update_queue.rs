use super::super::Streams;
use super::super::queue::Change;
use super::super::queue::shapes::{QUEUE_ARN, QueueAttributesInput, QueueOutput};
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The queue, and its attributes to be.
    pub struct UpdateQueueInput<'a> {
        /// The queue.
        queue_arn: &'a str = "QueueARN", QUEUE_ARN;
        /// Those that change.
        queue_attributes: QueueAttributesInput<'a> = "QueueAttributes", Rules::NONE;
    }
}

/// Changes the attributes of a queue: UPDATING at once, in force after the transition time. Delivery goes on, and what is
/// in flight keeps its timeout.
pub struct UpdateQueue;

impl Operation for UpdateQueue {
    const NAME: &'static str = "UpdateQueue";
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
        Code::Validation,
    ];
    type State = Streams;
    type Input<'a> = UpdateQueueInput<'a>;
    type Output<'s> = QueueOutput;

    fn run(streams: &mut Streams, input: UpdateQueueInput<'_>, now: Instant) -> Result<QueueOutput, Error> {
        let queue = streams.active_queue(input.queue_arn)?;
        let attributes = queue.attributes.with(&input.queue_attributes)?;
        let id = queue.id.clone();
        Ok(streams.change_queue(&id, Change::Update(attributes), now))
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::{check, check_with_limits};

    #[test]
    fn attributes_come_into_force_after_the_transition_and_leave_what_is_in_flight() {
        check_with_limits(
            r#"CreateStream {"StreamName":"a"}
               +2000
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               UpdateQueue {"QueueARN":"$QUEUE","QueueAttributes":{"VisibilityTimeoutSeconds":1}}
               +2000
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"Ag==","ExplicitHashKey":"0"}
               UpdateQueue {"QueueARN":"$QUEUE","QueueAttributes":{"VisibilityTimeoutSeconds":60}}
               UpdateQueue {"QueueARN":"$QUEUE","QueueAttributes":{"VisibilityTimeoutSeconds":5}}
               ReceiveQueueRecords {"QueueARN":"$QUEUE","Limit":1}
               +2000
               DescribeQueue {"QueueARN":"$QUEUE"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE","Limit":1}
               +28000
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}"#,
            expect![[r##"
                CreateStream: done
                CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225602,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                UpdateQueue: ResourceInUseException: Queue q under account 000000000000 not ACTIVE, instead in state CREATING
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240999278411778"}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855628453117954"}
                UpdateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"UPDATING","QueueCreationTimestamp":1767225602,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST","Timestamp":1767225602}}],"QueueAttributes":{"VisibilityTimeoutSeconds":60,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                UpdateQueue: ResourceInUseException: Queue q under account 000000000000 not ACTIVE, instead in state UPDATING
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000000","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225604,"FirstReceiveTimestamp":1767225604,"ReceiveCount":1}]}
                DescribeQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"ACTIVE","QueueCreationTimestamp":1767225602,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST","Timestamp":1767225602}}],"QueueAttributes":{"VisibilityTimeoutSeconds":60,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#2","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"Ag==","ApproximateArrivalTimestamp":1767225604,"FirstReceiveTimestamp":1767225606,"ReceiveCount":1}]}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#3","RecordId":"000000000000000000000000","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225604,"FirstReceiveTimestamp":1767225604,"ReceiveCount":2}]}
            "##]],
        );
    }

    #[test]
    fn the_number_of_receives_holds_from_the_next_timeout_on() {
        check(
            r#"CreateStream {"StreamName":"a"}
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               UpdateQueue {"QueueARN":"$QUEUE","QueueAttributes":{"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":1}}}
               +30000
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               ReceiveDeadLetterQueueRecords {"QueueARN":"$QUEUE"}
               UpdateQueue {"QueueARN":"$QUEUE","QueueAttributes":{"DeadLetterConfiguration":{"TargetType":"NONE"}}}
               +30000
               ReceiveDeadLetterQueueRecords {"QueueARN":"$QUEUE"}"#,
            expect![[r##"
                CreateStream: done
                CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855353575211010"}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":1}]}
                UpdateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"UPDATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST","Timestamp":1767225600}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":1}}}}
                ReceiveQueueRecords: {"QueueRecords":[]}
                ReceiveDeadLetterQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#2","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":2}]}
                UpdateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"UPDATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST","Timestamp":1767225600}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"NONE"}}}}
                ReceiveDeadLetterQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#3","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":3}]}
            "##]],
        );
    }

    #[test]
    fn refuses_in_this_order() {
        check_with_limits(
            r#"UpdateQueue {}
               UpdateQueue {"QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/q","QueueAttributes":{"VisibilityTimeoutSeconds":43201,"DeadLetterConfiguration":{}}}
               UpdateQueue {"QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/q","QueueAttributes":{"DeadLetterConfiguration":{"TargetType":"BUILT_IN"}}}
               CreateStream {"StreamName":"a"}
               +2000
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               UpdateQueue {"QueueARN":"$QUEUE","QueueAttributes":{"DeadLetterConfiguration":{"TargetType":"BUILT_IN"}}}
               +2000
               UpdateQueue {"QueueARN":"$QUEUE","QueueAttributes":{"DeadLetterConfiguration":{"TargetType":"BUILT_IN"}}}"#,
            expect![[r#"
                UpdateQueue: ValidationException: 2 validation errors detected: Value null at 'queueARN' failed to satisfy constraint: Member must not be null; Value null at 'queueAttributes' failed to satisfy constraint: Member must not be null
                UpdateQueue: ValidationException: 2 validation errors detected: Value '43201' at 'queueAttributes.visibilityTimeoutSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200; Value null at 'queueAttributes.deadLetterConfiguration.targetType' failed to satisfy constraint: Member must not be null
                UpdateQueue: ResourceNotFoundException: Queue q under account 000000000000 not found.
                CreateStream: done
                CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225602,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                UpdateQueue: ResourceInUseException: Queue q under account 000000000000 not ACTIVE, instead in state CREATING
                UpdateQueue: ValidationException: MaxReceiveCount must be given when TargetType is BUILT_IN.
            "#]],
        );
    }
}
