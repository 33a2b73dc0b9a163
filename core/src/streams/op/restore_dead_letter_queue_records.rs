use super::super::Streams;
use super::super::queue::shapes::{EntriesOutput, ReceiptsInput};
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

/// Lets dead letters be delivered again as if they had never been received.
pub struct RestoreDeadLetterQueueRecords;

impl Operation for RestoreDeadLetterQueueRecords {
    const NAME: &'static str = "RestoreDeadLetterQueueRecords";
    const IS_DATA: bool = true;
    const ERRORS: &'static [Code] = &[Code::InvalidArgument, Code::ResourceNotFound, Code::Throttling];
    type State = Streams;
    type Input<'a> = ReceiptsInput<'a>;
    type Output<'s> = EntriesOutput;

    fn run(streams: &mut Streams, input: ReceiptsInput<'_>, now: Instant) -> Result<EntriesOutput, Error> {
        streams.restore(&input, now)
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::check;

    #[test]
    fn a_restored_record_is_received_as_often_as_a_new_one() {
        check(
            r#"CreateStream {"StreamName":"a"}
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}],"QueueAttributes":{"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":1}}}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               RestoreDeadLetterQueueRecords {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT1"}]}
               +30000
               ReceiveDeadLetterQueueRecords {"QueueARN":"$QUEUE"}
               RestoreDeadLetterQueueRecords {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT2"}]}
               RestoreDeadLetterQueueRecords {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT2"}]}
               ReceiveDeadLetterQueueRecords {"QueueARN":"$QUEUE"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               +30000
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               ReceiveDeadLetterQueueRecords {"QueueARN":"$QUEUE"}"#,
            expect![[r##"
                CreateStream: done
                CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":1}}}}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855353575211010"}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":1}]}
                RestoreDeadLetterQueueRecords: {"Successful":[],"Failed":[{"ReceiptHandle":"#1","ErrorCode":"ResourceNotFoundException","ErrorMessage":"The record of this ReceiptHandle was received again, acknowledged, moved or is no longer retained."}]}
                ReceiveDeadLetterQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#2","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":2}]}
                RestoreDeadLetterQueueRecords: {"Successful":[{"ReceiptHandle":"#2"}],"Failed":[]}
                RestoreDeadLetterQueueRecords: {"Successful":[],"Failed":[{"ReceiptHandle":"#2","ErrorCode":"ResourceNotFoundException","ErrorMessage":"The record of this ReceiptHandle was received again, acknowledged, moved or is no longer retained."}]}
                ReceiveDeadLetterQueueRecords: {"QueueRecords":[]}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#3","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":1}]}
                ReceiveQueueRecords: {"QueueRecords":[]}
                ReceiveDeadLetterQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#4","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":2}]}
            "##]],
        );
    }
}
