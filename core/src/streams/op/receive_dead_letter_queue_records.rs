use super::super::Streams;
use super::super::queue::Lane;
use super::super::queue::shapes::{ReceiveInput, ReceiveOutput};
use crate::api::{Operation, WaitFor};
use crate::error::{Code, Error};
use crate::time::Instant;

/// Gives out dead letters of a queue, each of which no other receiver gets before its visibility timeout.
pub struct ReceiveDeadLetterQueueRecords;

impl Operation for ReceiveDeadLetterQueueRecords {
    const NAME: &'static str = "ReceiveDeadLetterQueueRecords";
    const IS_DATA: bool = true;
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::KmsAccessDenied,
        Code::KmsDisabled,
        Code::KmsInvalidState,
        Code::KmsNotFound,
        Code::KmsOptInRequired,
        Code::KmsThrottling,
        Code::ResourceNotFound,
        Code::Throttling,
    ];
    type State = Streams;
    type Input<'a> = ReceiveInput<'a>;
    type Output<'s> = ReceiveOutput<'s>;

    const WAIT: Option<WaitFor<Self>> =
        Some(|streams, input, now| streams.wait_to_receive(Lane::DeadLetter, input, now));

    fn run<'s>(
        streams: &'s mut Streams,
        input: ReceiveInput<'_>,
        now: Instant,
    ) -> Result<ReceiveOutput<'s>, Error> {
        streams.receive(Lane::DeadLetter, &input, now)
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::check;

    #[test]
    fn a_record_is_a_dead_letter_once_it_was_received_too_often() {
        check(
            r#"CreateStream {"StreamName":"a"}
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               +30000
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               +30000
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               +30000
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               +30000
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               +30000
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               +30000
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               ReceiveDeadLetterQueueRecords {"QueueARN":"$QUEUE"}
               ReceiveDeadLetterQueueRecords {"QueueARN":"$QUEUE"}
               AcknowledgeQueueRecords {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT6"}]}
               AcknowledgeQueueRecords {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT7"}]}
               +30000
               ReceiveDeadLetterQueueRecords {"QueueARN":"$QUEUE","VisibilityTimeoutSeconds":1}
               +1000
               ReceiveDeadLetterQueueRecords {"QueueARN":"$QUEUE"}"#,
            expect![[r##"
                CreateStream: done
                CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855353575211010"}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":1}]}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#2","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":2}]}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#3","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":3}]}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#4","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":4}]}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#5","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":5}]}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#6","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":6}]}
                ReceiveQueueRecords: {"QueueRecords":[]}
                ReceiveDeadLetterQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#7","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":7}]}
                ReceiveDeadLetterQueueRecords: {"QueueRecords":[]}
                AcknowledgeQueueRecords: {"Successful":[],"Failed":[{"ReceiptHandle":"#6","ErrorCode":"ResourceNotFoundException","ErrorMessage":"The record of this ReceiptHandle was received again, acknowledged, moved or is no longer retained."}]}
                AcknowledgeQueueRecords: {"Successful":[],"Failed":[{"ReceiptHandle":"#7","ErrorCode":"ResourceNotFoundException","ErrorMessage":"The record of this ReceiptHandle was received again, acknowledged, moved or is no longer retained."}]}
                ReceiveDeadLetterQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#8","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":8}]}
                ReceiveDeadLetterQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#9","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":9}]}
            "##]],
        );
    }

    #[test]
    fn nothing_dies_where_dead_letters_are_off() {
        check(
            r#"CreateStream {"StreamName":"a"}
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}],"QueueAttributes":{"VisibilityTimeoutSeconds":0,"DeadLetterConfiguration":{"TargetType":"NONE","MaxReceiveCount":1}}}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               ReceiveDeadLetterQueueRecords {"QueueARN":"$QUEUE"}"#,
            expect![[r##"
                CreateStream: done
                CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":0,"DeadLetterConfiguration":{"TargetType":"NONE"}}}}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855353575211010"}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":1}]}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#2","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":2}]}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#3","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":3}]}
                ReceiveDeadLetterQueueRecords: {"QueueRecords":[]}
            "##]],
        );
    }
}
