use super::super::Streams;
use super::super::queue::Lane;
use super::super::queue::shapes::{ReceiveInput, ReceiveOutput};
use crate::api::{Operation, WaitFor};
use crate::error::{Code, Error};
use crate::time::Instant;

/// Gives out records of a queue, each of which no other receiver gets before its visibility timeout.
pub struct ReceiveQueueRecords;

impl Operation for ReceiveQueueRecords {
    const NAME: &'static str = "ReceiveQueueRecords";
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
        Some(|streams, input, now| streams.wait_to_receive(Lane::Normal, input, now));

    fn run<'s>(
        streams: &'s mut Streams,
        input: ReceiveInput<'_>,
        now: Instant,
    ) -> Result<ReceiveOutput<'s>, Error> {
        streams.receive(Lane::Normal, &input, now)
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;

    use expect_test::expect;

    use crate::streams::queue::Lane;
    use crate::streams::tests::{Bench, QUEUE, check, check_with_limits};
    use crate::streams::{KeyState, Settings};
    use crate::time::Duration;

    #[test]
    fn an_acknowledged_record_has_no_deadline() {
        let mut bench = bench_with_record();
        let due = bench.streams.poll_timeout();
        let receipt = receive(&mut bench);
        assert_eq!(bench.streams.poll_timeout(), Some(bench.now + Duration::from_secs(30)));
        bench.run(&format!(
            r#"AcknowledgeQueueRecords {{"QueueARN":"{}","Entries":[{{"ReceiptHandle":"{receipt}"}}]}}"#,
            arn(&bench)
        ));
        assert_eq!(bench.streams.poll_timeout(), due);
    }

    #[test]
    fn what_has_expired_is_not_counted_though_its_segment_is_still_there() {
        let mut bench = bench_with_record();
        receive(&mut bench);
        bench.run("+3600000");
        bench.run(r#"PutRecord {"StreamName":"a","PartitionKey":"k","Data":"Ag==","ExplicitHashKey":"0"}"#);
        let visible = |bench: &Bench| {
            let (queue, stream) = (bench.streams.queues().next(), bench.streams.stream("a"));
            queue.unwrap().visible_count(Lane::Normal, stream.unwrap(), bench.now)
        };
        assert_eq!(visible(&bench), 2);
        bench.run("+82800001");
        assert_eq!(visible(&bench), 1);
    }

    fn bench_with_queue() -> Bench {
        let mut bench = Bench::new(Settings::default());
        for line in QUEUE.lines().map(str::trim).filter(|line| !line.is_empty()) {
            bench.run(line);
        }
        bench
    }

    fn bench_with_record() -> Bench {
        let mut bench = bench_with_queue();
        bench.run(r#"PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}"#);
        bench
    }

    fn arn(bench: &Bench) -> String {
        bench.streams.queues().next().expect("it was made").arn.clone()
    }

    /// The receipt handle of the only record.
    fn receive(bench: &mut Bench) -> String {
        let answer = bench.run(&format!(r#"ReceiveQueueRecords {{"QueueARN":"{}"}}"#, arn(bench)));
        answer.split("\"ReceiptHandle\":\"").nth(1).unwrap().split('"').next().unwrap().into()
    }

    #[test]
    fn a_record_comes_again_when_it_was_not_acknowledged_in_time() {
        let script = [
            QUEUE,
            r#"
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               PutRecord {"StreamName":"a","PartitionKey":"\u00fc","Data":"Ag==","ExplicitHashKey":"0"}
               +1500
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               +29999
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               +1
               ReceiveQueueRecords {"QueueARN":"$QUEUE","Limit":1}
               ReceiveQueueRecords {"QueueARN":"$QUEUE","VisibilityTimeoutSeconds":1}
               +1000
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}"#,
        ];
        check(
            &script.concat(),
            expect![[r##"
            CreateStream: done
            CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855353575211010"}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383145303276904469982749917186"}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225601.500,"ReceiveCount":1},{"ReceiptHandle":"#2","RecordId":"000000000000000000000002","PartitionKey":"ü","Data":"Ag==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225601.500,"ReceiveCount":1}]}
            ReceiveQueueRecords: {"QueueRecords":[]}
            ReceiveQueueRecords: {"QueueRecords":[]}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#3","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225601.500,"ReceiveCount":2}]}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#4","RecordId":"000000000000000000000002","PartitionKey":"ü","Data":"Ag==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225601.500,"ReceiveCount":2}]}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#5","RecordId":"000000000000000000000002","PartitionKey":"ü","Data":"Ag==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225601.500,"ReceiveCount":3}]}
        "##]],
        );
    }

    #[test]
    fn what_has_been_visible_longest_comes_first_and_shards_take_turns() {
        let script = [
            QUEUE,
            r#"
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"Ag==","ExplicitHashKey":"0"}
               +1
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"Aw==","ExplicitHashKey":"340282366920938463463374607431768211455"}
               +1
               ReceiveQueueRecords {"QueueARN":"$QUEUE","Limit":1,"VisibilityTimeoutSeconds":0}
               ReceiveQueueRecords {"QueueARN":"$QUEUE","Limit":1}
               ReceiveQueueRecords {"QueueARN":"$QUEUE","Limit":1}
               ReceiveQueueRecords {"QueueARN":"$QUEUE","Limit":1}"#,
        ];
        check(
            &script.concat(),
            expect![[r##"
            CreateStream: done
            CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855353575211010"}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383145303276904469982749917186"}
            PutRecord: {"ShardId":"shardId-000000000003","SequenceNumber":"49670424472798072096657486252568701505902800438093152306"}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600.002,"ReceiveCount":1}]}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#2","RecordId":"000000030000000000000001","PartitionKey":"k","Data":"Aw==","ApproximateArrivalTimestamp":1767225600.001,"FirstReceiveTimestamp":1767225600.002,"ReceiveCount":1}]}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#3","RecordId":"000000000000000000000002","PartitionKey":"k","Data":"Ag==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600.002,"ReceiveCount":1}]}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#4","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600.002,"ReceiveCount":2}]}
        "##]],
        );
    }

    #[test]
    fn nothing_is_received_twice_by_one_call() {
        let script = [
            QUEUE,
            r#"
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE","VisibilityTimeoutSeconds":0}
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
        "##]],
        );
    }

    #[test]
    fn children_of_shards_follow_in_a_queue_of_what_is_new() {
        check(
            r#"CreateStream {"StreamName":"a","ShardCount":1}
               UpdateStreamMode {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamModeDetails":{"StreamMode":"ON_DEMAND"}}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"Ag==","ExplicitHashKey":"0"}
               UpdateAccountSettings {"MinimumThroughputBillingCommitment":{"Status":"ENABLED"}}
               UpdateStreamWarmThroughput {"StreamName":"a","WarmThroughputMiBps":2}
               +1000
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"Aw==","ExplicitHashKey":"0"}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"BA==","ExplicitHashKey":"340282366920938463463374607431768211455"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE","Limit":10}"#,
            expect![[r##"
                CreateStream: done
                UpdateStreamMode: done
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855353575211010"}
                CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383145303276904469982749917186"}
                UpdateAccountSettings: {"MinimumThroughputBillingCommitment":{"Status":"ENABLED","StartedAt":1767225600,"EarliestAllowedEndAt":1767312000}}
                UpdateStreamWarmThroughput: {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamName":"a","WarmThroughput":{"TargetMiBps":2,"CurrentMiBps":1}}
                PutRecord: {"ShardId":"shardId-000000000001","SequenceNumber":"49670424473110282529436914976550201561719877567896354834"}
                PutRecord: {"ShardId":"shardId-000000000002","SequenceNumber":"49670424473132583274635445599691737279992525929402335266"}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000002","PartitionKey":"k","Data":"Ag==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225601,"ReceiveCount":1},{"ReceiptHandle":"#2","RecordId":"000000010000000000000001","PartitionKey":"k","Data":"Aw==","ApproximateArrivalTimestamp":1767225601,"FirstReceiveTimestamp":1767225601,"ReceiveCount":1},{"ReceiptHandle":"#3","RecordId":"000000020000000000000001","PartitionKey":"k","Data":"BA==","ApproximateArrivalTimestamp":1767225601,"FirstReceiveTimestamp":1767225601,"ReceiveCount":1}]}
            "##]],
        );
    }

    #[test]
    fn retention_takes_records_away() {
        let script = [
            QUEUE,
            r#"
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"Ag==","ExplicitHashKey":"0"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE","Limit":1,"VisibilityTimeoutSeconds":43200}
               +43200000
               ReceiveQueueRecords {"QueueARN":"$QUEUE","Limit":1,"VisibilityTimeoutSeconds":43200}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"Aw==","ExplicitHashKey":"0"}
               +43200000
               +1
               ReceiveQueueRecords {"QueueARN":"$QUEUE","Limit":2}
               AcknowledgeQueueRecords {"QueueARN":"$QUEUE","Entries":[{"ReceiptHandle":"$RECEIPT1"}]}"#,
        ];
        check(
            &script.concat(),
            expect![[r##"
            CreateStream: done
            CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855353575211010"}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383145303276904469982749917186"}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767225600,"ReceiveCount":1}]}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#2","RecordId":"000000000000000000000002","PartitionKey":"k","Data":"Ag==","ApproximateArrivalTimestamp":1767225600,"FirstReceiveTimestamp":1767268800,"ReceiveCount":1}]}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383146512202727053293319618562"}
            ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#3","RecordId":"000000000000000000000003","PartitionKey":"k","Data":"Aw==","ApproximateArrivalTimestamp":1767268800,"FirstReceiveTimestamp":1767312000.001,"ReceiveCount":1}]}
            AcknowledgeQueueRecords: {"Successful":[],"Failed":[{"ReceiptHandle":"#1","ErrorCode":"ResourceNotFoundException","ErrorMessage":"The record of this ReceiptHandle was received again, acknowledged, moved or is no longer retained."}]}
        "##]],
        );
    }

    #[test]
    fn a_key_that_cannot_be_used_keeps_encrypted_records_and_gives_nothing_out() {
        let mut bench = bench_with_queue();
        let receive = format!(r#"ReceiveQueueRecords {{"QueueARN":"{}"}}"#, arn(&bench));
        bench.run(r#"PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ=="}"#);
        bench.run(r#"StartStreamEncryption {"StreamName":"a","EncryptionType":"KMS","KeyId":"key"}"#);
        bench.streams.set_key_state("key", KeyState::Disabled);
        assert!(bench.run(&receive).contains(r#""Data":"AQ==""#), "it was put before");

        bench.streams.set_key_state("key", KeyState::Enabled);
        bench.run(r#"PutRecord {"StreamName":"a","PartitionKey":"k","Data":"Ag=="}"#);
        bench.streams.set_key_state("key", KeyState::Disabled);
        let refusal = bench.run(&receive);
        assert!(refusal.starts_with("KMSDisabledException"), "{refusal}");

        bench.streams.set_key_state("key", KeyState::Enabled);
        let answer = bench.run(&receive);
        assert!(answer.contains(r#""Data":"Ag==""#) && answer.contains(r#""ReceiveCount":1"#), "{answer}");
    }

    #[test]
    fn refuses_in_this_order() {
        check_with_limits(
            r#"ReceiveQueueRecords {"QueueARN":"queue","Limit":11,"WaitTimeSeconds":0,"VisibilityTimeoutSeconds":-1}
               ReceiveQueueRecords {"QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/q"}
               CreateStream {"StreamName":"a"}
               +2000
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               +2000
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}"#,
            expect![[r#"
                ReceiveQueueRecords: ValidationException: 4 validation errors detected: Value 'queue' at 'queueARN' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:aws.*:kinesis:.*:\d{12}:queue/\S+; Value '11' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10; Value '0' at 'waitTimeSeconds' failed to satisfy constraint: Member must have value greater than or equal to 1; Value '-1' at 'visibilityTimeoutSeconds' failed to satisfy constraint: Member must have value greater than or equal to 0
                ReceiveQueueRecords: ResourceNotFoundException: Queue q under account 000000000000 not found.
                CreateStream: done
                CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225602,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                ReceiveQueueRecords: ResourceNotFoundException: Queue q under account 000000000000 not ACTIVE or UPDATING, instead in state CREATING
                ReceiveQueueRecords: {"QueueRecords":[]}
            "#]],
        );
    }
}
