use super::super::Streams;
use super::super::queue::Lane;
use super::super::queue::shapes::{EntriesOutput, VisibilityInput};
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

/// Sets for dead letters in flight how long from now no other receiver gets them.
pub struct UpdateDeadLetterQueueRecordsVisibility;

impl Operation for UpdateDeadLetterQueueRecordsVisibility {
    const NAME: &'static str = "UpdateDeadLetterQueueRecordsVisibility";
    const IS_DATA: bool = true;
    const ERRORS: &'static [Code] = &[Code::InvalidArgument, Code::ResourceNotFound, Code::Throttling];
    type State = Streams;
    type Input<'a> = VisibilityInput<'a>;
    type Output<'s> = EntriesOutput;

    fn run(streams: &mut Streams, input: VisibilityInput<'_>, now: Instant) -> Result<EntriesOutput, Error> {
        streams.set_visibility(Lane::DeadLetter, &input, now)
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::check;

    #[test]
    fn a_dead_letter_is_kept_longer_or_given_back() {
        check(
            r#"CreateStream {"StreamName":"a"}
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}],"QueueAttributes":{"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":1}}}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               +30000
               ReceiveDeadLetterQueueRecords {"QueueARN":"$QUEUE"}
               UpdateDeadLetterQueueRecordsVisibility {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT2","VisibilityTimeoutSeconds":60}]}
               +59999
               ReceiveDeadLetterQueueRecords {"QueueARN":"$QUEUE"}
               +1
               ReceiveDeadLetterQueueRecords {"QueueARN":"$QUEUE"}
               UpdateDeadLetterQueueRecordsVisibility {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT3","VisibilityTimeoutSeconds":0}]}
               UpdateDeadLetterQueueRecordsVisibility {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT3","VisibilityTimeoutSeconds":0}]}
               ReceiveDeadLetterQueueRecords {"QueueARN":"$QUEUE"}
               UpdateQueueRecordsVisibility {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT4","VisibilityTimeoutSeconds":0}]}"#,
            expect![[r##"
                CreateStream: done
                CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":1}}}}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855353575211010"}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":1}]}
                ReceiveDeadLetterQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#2","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":2}]}
                UpdateDeadLetterQueueRecordsVisibility: {"Successful":[{"ReceiptHandle":"#2"}],"Failed":[]}
                ReceiveDeadLetterQueueRecords: {"QueueRecords":[]}
                ReceiveDeadLetterQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#3","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":3}]}
                UpdateDeadLetterQueueRecordsVisibility: {"Successful":[{"ReceiptHandle":"#3"}],"Failed":[]}
                UpdateDeadLetterQueueRecordsVisibility: {"Successful":[],"Failed":[{"ReceiptHandle":"#3","ErrorCode":"InvalidArgumentException","ErrorMessage":"The record of this ReceiptHandle is not in flight."}]}
                ReceiveDeadLetterQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#4","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":4}]}
                UpdateQueueRecordsVisibility: {"Successful":[],"Failed":[{"ReceiptHandle":"#4","ErrorCode":"ResourceNotFoundException","ErrorMessage":"The record of this ReceiptHandle was received again, acknowledged, moved or is no longer retained."}]}
            "##]],
        );
    }
}
