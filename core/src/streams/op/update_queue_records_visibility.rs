use super::super::Streams;
use super::super::queue::Lane;
use super::super::queue::shapes::{EntriesOutput, VisibilityInput};
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

/// Sets for records in flight how long from now no other receiver gets them.
pub struct UpdateQueueRecordsVisibility;

impl Operation for UpdateQueueRecordsVisibility {
    const NAME: &'static str = "UpdateQueueRecordsVisibility";
    const IS_DATA: bool = true;
    const ERRORS: &'static [Code] = &[Code::InvalidArgument, Code::ResourceNotFound, Code::Throttling];
    type State = Streams;
    type Input<'a> = VisibilityInput<'a>;
    type Output<'s> = EntriesOutput;

    fn run(streams: &mut Streams, input: VisibilityInput<'_>, now: Instant) -> Result<EntriesOutput, Error> {
        streams.set_visibility(Lane::Normal, &input, now)
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::{QUEUE, check};

    #[test]
    fn a_timeout_is_longer_or_shorter_or_over_at_once() {
        let script = [
            QUEUE,
            r#"
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"Ag==","ExplicitHashKey":"0"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE","Limit":1}
               ReceiveQueueRecords {"QueueARN":"$QUEUE","Limit":1}
               UpdateQueueRecordsVisibility {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT1","VisibilityTimeoutSeconds":60}]}
               UpdateQueueRecordsVisibility {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT2","VisibilityTimeoutSeconds":0}]}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               UpdateQueueRecordsVisibility {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT3","VisibilityTimeoutSeconds":5}]}
               +5000
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               +54999
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               +1
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}"#,
        ];
        check(
            &script.concat(),
            expect![[r##"
            CreateStream: done
            CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855353575211010"}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383145303276904469982749917186"}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":1}]}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#2","RecordId":"000000000000000000000002","PartitionKey":"k","Data":"Ag==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":1}]}
            UpdateQueueRecordsVisibility: {"Successful":[{"ReceiptHandle":"#1"}],"Failed":[]}
            UpdateQueueRecordsVisibility: {"Successful":[{"ReceiptHandle":"#2"}],"Failed":[]}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#3","RecordId":"000000000000000000000002","PartitionKey":"k","Data":"Ag==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":2}]}
            UpdateQueueRecordsVisibility: {"Successful":[{"ReceiptHandle":"#3"}],"Failed":[]}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#4","RecordId":"000000000000000000000002","PartitionKey":"k","Data":"Ag==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":3}]}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#5","RecordId":"000000000000000000000002","PartitionKey":"k","Data":"Ag==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":4}]}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#6","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":2}]}
        "##]],
        );
    }

    #[test]
    fn refuses_what_is_not_in_flight() {
        let script = [
            QUEUE,
            r#"
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               UpdateQueueRecordsVisibility {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT1","VisibilityTimeoutSeconds":0},{"ReceiptHandle":"$RECEIPT1","VisibilityTimeoutSeconds":0}]}
               UpdateQueueRecordsVisibility {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT1","VisibilityTimeoutSeconds":43201}]}
               UpdateQueueRecordsVisibility {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"x","VisibilityTimeoutSeconds":5}]}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               AcknowledgeQueueRecords {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT2"}]}
               UpdateQueueRecordsVisibility {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT2","VisibilityTimeoutSeconds":5}]}"#,
        ];
        check(
            &script.concat(),
            expect![[r##"
            CreateStream: done
            CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855353575211010"}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":1}]}
            UpdateQueueRecordsVisibility: {"Successful":[{"ReceiptHandle":"#1"}],"Failed":[{"ReceiptHandle":"#1","ErrorCode":"InvalidArgumentException","ErrorMessage":"The record of this ReceiptHandle is not in flight."}]}
            UpdateQueueRecordsVisibility: ValidationException: 1 validation error detected: Value '43201' at 'entries.1.member.visibilityTimeoutSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200
            UpdateQueueRecordsVisibility: {"Successful":[],"Failed":[{"ReceiptHandle":"x","ErrorCode":"InvalidArgumentException","ErrorMessage":"Invalid ReceiptHandle."}]}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#2","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":2}]}
            AcknowledgeQueueRecords: {"Successful":[{"ReceiptHandle":"#2"}],"Failed":[]}
            UpdateQueueRecordsVisibility: {"Successful":[],"Failed":[{"ReceiptHandle":"#2","ErrorCode":"ResourceNotFoundException","ErrorMessage":"The record of this ReceiptHandle was received again, acknowledged, moved or is no longer retained."}]}
        "##]],
        );
    }

    #[test]
    fn what_is_given_back_too_often_is_a_dead_letter() {
        check(
            r#"CreateStream {"StreamName":"a"}
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}],"QueueAttributes":{"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":1}}}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               UpdateQueueRecordsVisibility {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT1","VisibilityTimeoutSeconds":0}]}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               ReceiveDeadLetterQueueRecords {"QueueARN":"$QUEUE"}"#,
            expect![[r##"
                CreateStream: done
                CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":1}}}}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855353575211010"}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":1}]}
                UpdateQueueRecordsVisibility: {"Successful":[{"ReceiptHandle":"#1"}],"Failed":[]}
                ReceiveQueueRecords: {"QueueRecords":[]}
                ReceiveDeadLetterQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#2","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":2}]}
            "##]],
        );
    }
}
