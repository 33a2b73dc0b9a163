use super::super::Streams;
use super::super::queue::Lane;
use super::super::queue::shapes::{EntriesOutput, ReceiptsInput};
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

/// Ends the delivery of records: a queue does not give them out again. They stay in the stream.
pub struct AcknowledgeQueueRecords;

impl Operation for AcknowledgeQueueRecords {
    const NAME: &'static str = "AcknowledgeQueueRecords";
    const IS_DATA: bool = true;
    const ERRORS: &'static [Code] = &[Code::InvalidArgument, Code::ResourceNotFound, Code::Throttling];
    type State = Streams;
    type Input<'a> = ReceiptsInput<'a>;
    type Output<'s> = EntriesOutput;

    fn run(streams: &mut Streams, input: ReceiptsInput<'_>, now: Instant) -> Result<EntriesOutput, Error> {
        streams.acknowledge(Lane::Normal, &input, now)
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::{QUEUE, check};

    #[test]
    fn what_is_acknowledged_does_not_come_again() {
        let script = [
            QUEUE,
            r#"
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"Ag==","ExplicitHashKey":"0"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               AcknowledgeQueueRecords {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT1"}]}
               AcknowledgeQueueRecords {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT1"},{"ReceiptHandle":"$RECEIPT2"}]}
               +30000
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}"#,
        ];
        check(
            &script.concat(),
            expect![[r##"
            CreateStream: done
            CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855353575211010"}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383145303276904469982749917186"}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":1},{"ReceiptHandle":"#2","RecordId":"000000000000000000000002","PartitionKey":"k","Data":"Ag==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":1}]}
            AcknowledgeQueueRecords: {"Successful":[{"ReceiptHandle":"#1"}],"Failed":[]}
            AcknowledgeQueueRecords: {"Successful":[{"ReceiptHandle":"#2"}],"Failed":[{"ReceiptHandle":"#1","ErrorCode":"ResourceNotFoundException","ErrorMessage":"The record of this ReceiptHandle was received again, acknowledged, moved or is no longer retained."}]}
            ReceiveQueueRecords: {"QueueRecords":[]}
        "##]],
        );
    }

    #[test]
    fn a_receipt_is_good_until_its_record_is_received_again() {
        let script = [
            QUEUE,
            r#"
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               +30000
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               AcknowledgeQueueRecords {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT1"}]}
               +30000
               AcknowledgeQueueRecords {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT2"}]}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}"#,
        ];
        check(
            &script.concat(),
            expect![[r##"
            CreateStream: done
            CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855353575211010"}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":1}]}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#2","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":2}]}
            AcknowledgeQueueRecords: {"Successful":[],"Failed":[{"ReceiptHandle":"#1","ErrorCode":"ResourceNotFoundException","ErrorMessage":"The record of this ReceiptHandle was received again, acknowledged, moved or is no longer retained."}]}
            AcknowledgeQueueRecords: {"Successful":[{"ReceiptHandle":"#2"}],"Failed":[]}
            ReceiveQueueRecords: {"QueueRecords":[]}
        "##]],
        );
    }

    #[test]
    fn queues_do_not_know_each_others_receipts_but_the_same_record_ids() {
        let script = [
            QUEUE,
            r#"
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               CreateQueue {"QueueName":"r","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON"}}]}
               AcknowledgeQueueRecords {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT1"}]}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}"#,
        ];
        check(
            &script.concat(),
            expect![[r##"
            CreateStream: done
            CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855353575211010"}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":1}]}
            CreateQueue: {"QueueDescription":{"QueueName":"r","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/3b80c17b5746d424","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
            AcknowledgeQueueRecords: {"Successful":[],"Failed":[{"ReceiptHandle":"#1","ErrorCode":"InvalidArgumentException","ErrorMessage":"Invalid ReceiptHandle."}]}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#2","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":1}]}
        "##]],
        );
    }

    #[test]
    fn refuses_in_this_order() {
        let script = [
            QUEUE,
            r#"
               AcknowledgeQueueRecords {"QueueARN":"","Entries":[]}
               AcknowledgeQueueRecords {"QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/q","Entries":[{}]}
               AcknowledgeQueueRecords {"QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/q","Entries":[{"ReceiptHandle":"x"}]}
               AcknowledgeQueueRecords {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"x"}]}"#,
        ];
        check(
            &script.concat(),
            expect![[r#"
            CreateStream: done
            CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
            AcknowledgeQueueRecords: ValidationException: 3 validation errors detected: Value '' at 'queueARN' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:aws.*:kinesis:.*:\d{12}:queue/\S+; Value '' at 'queueARN' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '[]' at 'entries' failed to satisfy constraint: Member must have length greater than or equal to 1
            AcknowledgeQueueRecords: ValidationException: 1 validation error detected: Value null at 'entries.1.member.receiptHandle' failed to satisfy constraint: Member must not be null
            AcknowledgeQueueRecords: ResourceNotFoundException: Queue q under account 000000000000 not found.
            AcknowledgeQueueRecords: {"Successful":[],"Failed":[{"ReceiptHandle":"x","ErrorCode":"InvalidArgumentException","ErrorMessage":"Invalid ReceiptHandle."}]}
        "#]],
        );
    }
}
