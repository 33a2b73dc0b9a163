use super::super::Streams;
use super::super::queue::Lane;
use super::super::queue::shapes::{EntriesOutput, ReceiptsInput};
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

/// Ends the delivery of dead letters. They stay in the stream.
pub struct AcknowledgeDeadLetterQueueRecords;

impl Operation for AcknowledgeDeadLetterQueueRecords {
    const NAME: &'static str = "AcknowledgeDeadLetterQueueRecords";
    const IS_DATA: bool = true;
    const ERRORS: &'static [Code] = &[Code::InvalidArgument, Code::ResourceNotFound, Code::Throttling];
    type State = Streams;
    type Input<'a> = ReceiptsInput<'a>;
    type Output<'s> = EntriesOutput;

    fn run(streams: &mut Streams, input: ReceiptsInput<'_>, now: Instant) -> Result<EntriesOutput, Error> {
        streams.acknowledge(Lane::DeadLetter, &input, now)
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::check;

    #[test]
    fn a_dead_letter_that_is_acknowledged_is_gone() {
        check(
            r#"CreateStream {"StreamName":"a"}
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}],"QueueAttributes":{"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":1}}}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               AcknowledgeDeadLetterQueueRecords {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT1"}]}
               +30000
               AcknowledgeDeadLetterQueueRecords {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT1"}]}
               ReceiveDeadLetterQueueRecords {"QueueARN":"$QUEUE"}
               AcknowledgeDeadLetterQueueRecords {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT2"}]}
               AcknowledgeDeadLetterQueueRecords {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT2"}]}
               +30000
               ReceiveDeadLetterQueueRecords {"QueueARN":"$QUEUE"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}"#,
            expect![[r##"
                CreateStream: done
                CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":1}}}}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855353575211010"}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":1}]}
                AcknowledgeDeadLetterQueueRecords: {"Successful":[],"Failed":[{"ReceiptHandle":"#1","ErrorCode":"ResourceNotFoundException","ErrorMessage":"The record of this ReceiptHandle was received again, acknowledged, moved or is no longer retained."}]}
                AcknowledgeDeadLetterQueueRecords: {"Successful":[],"Failed":[{"ReceiptHandle":"#1","ErrorCode":"ResourceNotFoundException","ErrorMessage":"The record of this ReceiptHandle was received again, acknowledged, moved or is no longer retained."}]}
                ReceiveDeadLetterQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#2","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":2}]}
                AcknowledgeDeadLetterQueueRecords: {"Successful":[{"ReceiptHandle":"#2"}],"Failed":[]}
                AcknowledgeDeadLetterQueueRecords: {"Successful":[],"Failed":[{"ReceiptHandle":"#2","ErrorCode":"ResourceNotFoundException","ErrorMessage":"The record of this ReceiptHandle was received again, acknowledged, moved or is no longer retained."}]}
                ReceiveDeadLetterQueueRecords: {"QueueRecords":[]}
                ReceiveQueueRecords: {"QueueRecords":[]}
            "##]],
        );
    }
}
