use alloc::format;
use alloc::vec::Vec;

use litemap::LiteMap;

use twox_hash::XxHash3_64;

use super::super::Streams;
use super::super::queue::shapes::{
    QUEUE_NAME, QueueAttributesInput, QueueOutput, QueueStreamConfigurationInput, STREAM_LIST,
    StartingPositionInput, StartingPositionType,
};
use super::super::queue::{Attributes, Change, Queue, Start};
use super::super::shapes::TAGS;
use super::super::tags::Tags;
use crate::api::{Decode, Operation, Rules};
use crate::error::{Code, Error};
use crate::ids::Resource;
use crate::time::Instant;

crate::input! {
    /// The queue to make.
    pub struct CreateQueueInput<'a> {
        /// Name, unique within account and region.
        queue_name: &'a str = "QueueName", QUEUE_NAME;
        /// The one stream that it delivers from, and where to begin.
        stream_configuration_list: Vec<QueueStreamConfigurationInput<'a>> = "StreamConfigurationList", STREAM_LIST;
        /// Attributes that are not to be the usual ones.
        queue_attributes: Option<QueueAttributesInput<'a>> = "QueueAttributes", Rules::NONE;
        /// Tags.
        tags: Option<LiteMap<&'a str, &'a str>> = "Tags", TAGS;
    }
}

/// Makes a queue on an on-demand stream: CREATING at once, ACTIVE after the transition time.
pub struct CreateQueue;

impl Operation for CreateQueue {
    const NAME: &'static str = "CreateQueue";
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
        Code::Validation,
    ];
    type State = Streams;
    type Input<'a> = CreateQueueInput<'a>;
    type Output<'s> = QueueOutput;

    /// Assumed: the order of the refusals.
    fn run(streams: &mut Streams, input: CreateQueueInput<'_>, now: Instant) -> Result<QueueOutput, Error> {
        let configurations = &input.stream_configuration_list;
        let [configuration] = &configurations[..] else {
            return Err(Error::one_stream_configuration(configurations.print(Self::NAME)));
        };
        let start = start_of(configuration.starting_position.as_ref())?;
        let mut attributes = Attributes::default();
        if let Some(given) = &input.queue_attributes {
            attributes = attributes.with(given)?;
        }
        let mut tags = Tags::default();
        if let Some(new) = &input.tags {
            tags.check_addition(new, &streams.in_words(Resource::Queue(input.queue_name)))?;
            tags.add(new);
        }
        let (name, account) = (streams.name_of(None, Some(configuration.stream_arn))?, streams.account);
        let stream = streams.find_active_or_updating(name)?;
        if !stream.stays_on_demand() {
            return Err(Error::provisioned_stream(name, account));
        }
        if streams.queues().any(|queue| &*queue.name == input.queue_name) {
            return Err(Error::queue_exists(input.queue_name, account));
        }
        streams.check_consumer_limit(stream, now)?;
        streams.check_queues_changing()?;

        let place = format!("arn:aws:kinesis:{}:{account}:queue/", streams.region);
        let id = format!("{:016x}", XxHash3_64::oneshot_with_seed(streams.queues_made, place.as_bytes()));
        let mut queue = Queue::new(&id, input.queue_name, &place, stream, start, attributes, now);
        queue.tags = tags;
        streams.queues_made += 1;
        streams.queues.insert(queue.id.clone(), queue);
        Ok(streams.change_queue(&id, Change::Create, now))
    }
}

fn start_of(input: Option<&StartingPositionInput<'_>>) -> Result<Start, Error> {
    use StartingPositionType::{AtTimestamp, Latest, TrimHorizon};
    let Some(StartingPositionInput { r#type, timestamp, .. }) = input else { return Ok(Start::Latest) };
    match (r#type, timestamp) {
        (AtTimestamp, Some(at)) => Ok(Start::AtTimestamp(*at)),
        (AtTimestamp, None) => Err(Error::starting_timestamp_missing()),
        (Latest | TrimHorizon, Some(_)) => Err(Error::starting_timestamp_unexpected(r#type.as_str())),
        (Latest, None) => Ok(Start::Latest),
        (TrimHorizon, None) => Ok(Start::TrimHorizon),
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use expect_test::expect;

    use crate::streams::Settings;
    use crate::streams::tests::{Bench, check_with_limits};

    #[test]
    fn a_queue_is_creating_then_active_and_begins_where_it_says() {
        check_with_limits(
            r#"CreateStream {"StreamName":"a"}
               +2000
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               +1000
               CreateQueue {"QueueName":"latest","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               +2000
               DescribeQueue {"QueueARN":"$QUEUE"}
               CreateQueue {"QueueName":"horizon","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON"}}]}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               +2000
               DescribeQueue {"QueueARN":"$QUEUE"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               CreateQueue {"QueueName":"time","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"AT_TIMESTAMP","Timestamp":1767225602.5}}],"Tags":{"k":"v"}}
               +2000
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"Ag==","ExplicitHashKey":"0"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               ListTagsForResource {"ResourceARN":"$QUEUE"}
               CreateQueue {"QueueName":"early","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"AT_TIMESTAMP","Timestamp":1}}],"QueueAttributes":{"VisibilityTimeoutSeconds":5,"DeadLetterConfiguration":{"TargetType":"NONE"}}}
               +2000
               DescribeQueue {"QueueARN":"$QUEUE"}
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}
               DescribeStreamSummary {"StreamName":"a"}"#,
            expect![[r##"
                CreateStream: done
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240861839458306"}
                CreateQueue: {"QueueDescription":{"QueueName":"latest","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225603,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                DescribeQueue: {"QueueDescription":{"QueueName":"latest","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"ACTIVE","QueueCreationTimestamp":1767225603,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST","Timestamp":1767225603}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                CreateQueue: {"QueueDescription":{"QueueName":"horizon","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/3b80c17b5746d424","QueueStatus":"CREATING","QueueCreationTimestamp":1767225605,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                ReceiveQueueRecords: ResourceNotFoundException: Queue horizon under account 000000000000 not ACTIVE or UPDATING, instead in state CREATING
                DescribeQueue: {"QueueDescription":{"QueueName":"horizon","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/3b80c17b5746d424","QueueStatus":"ACTIVE","QueueCreationTimestamp":1767225605,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON","Timestamp":1767225600}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000000","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225602,"FirstReceiveTimestamp":1767225607,"ReceiveCount":1}]}
                CreateQueue: {"QueueDescription":{"QueueName":"time","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/921e521e481c8962","QueueStatus":"CREATING","QueueCreationTimestamp":1767225607,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"AT_TIMESTAMP","Timestamp":1767225602.500}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                ReceiveQueueRecords: {"QueueRecords":[]}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855972050501634"}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#2","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"Ag==","ApproximateArrivalTimestamp":1767225609,"FirstReceiveTimestamp":1767225609,"ReceiveCount":1}]}
                ListTagsForResource: {"Tags":[{"Key":"k","Value":"v"}]}
                CreateQueue: {"QueueDescription":{"QueueName":"early","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/8e16b9c96cbda65f","QueueStatus":"CREATING","QueueCreationTimestamp":1767225609,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"AT_TIMESTAMP","Timestamp":1}}],"QueueAttributes":{"VisibilityTimeoutSeconds":5,"DeadLetterConfiguration":{"TargetType":"NONE"}}}}
                DescribeQueue: {"QueueDescription":{"QueueName":"early","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/8e16b9c96cbda65f","QueueStatus":"ACTIVE","QueueCreationTimestamp":1767225609,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"AT_TIMESTAMP","Timestamp":1767225600}}],"QueueAttributes":{"VisibilityTimeoutSeconds":5,"DeadLetterConfiguration":{"TargetType":"NONE"}}}}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#3","RecordId":"000000000000000000000000","PartitionKey":"k","Data":"AQ==","ApproximateArrivalTimestamp":1767225602,"FirstReceiveTimestamp":1767225611,"ReceiveCount":1},{"ReceiptHandle":"#4","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"Ag==","ApproximateArrivalTimestamp":1767225609,"FirstReceiveTimestamp":1767225611,"ReceiveCount":1}]}
                DescribeStreamSummary: {"StreamDescriptionSummary":{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"ON_DEMAND"},"RetentionPeriodHours":24,"StreamCreationTimestamp":1767225600,"EnhancedMonitoring":[{"ShardLevelMetrics":[]}],"EncryptionType":"NONE","OpenShardCount":4,"ConsumerCount":0,"MaxRecordSizeInKiB":1024,"QueueCount":4,"RecordDistributionStrategy":"USER_PARTITION_KEY"}}
            "##]],
        );
    }

    #[test]
    fn what_comes_while_the_queue_is_being_made_is_delivered_too() {
        check_with_limits(
            r#"CreateStream {"StreamName":"a"}
               +2000
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
               CreateQueue {"QueueName":"latest","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":"Ag==","ExplicitHashKey":"0"}
               +2000
               ReceiveQueueRecords {"QueueARN":"$QUEUE"}"#,
            expect![[r##"
                CreateStream: done
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240861839458306"}
                CreateQueue: {"QueueDescription":{"QueueName":"latest","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225602,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855491014164482"}
                ReceiveQueueRecords: {"QueueRecords":[{"ReceiptHandle":"#1","RecordId":"000000000000000000000001","PartitionKey":"k","Data":"Ag==","ApproximateArrivalTimestamp":1767225602,"FirstReceiveTimestamp":1767225604,"ReceiveCount":1}]}
            "##]],
        );
    }

    #[test]
    fn refuses_in_this_order() {
        check_with_limits(
            r#"CreateQueue {"QueueName":"","StreamConfigurationList":[]}
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"},{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}],"Tags":{"%":""}}
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"AT_TIMESTAMP"}}],"QueueAttributes":{"DeadLetterConfiguration":{"TargetType":"BUILT_IN"}}}
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST","Timestamp":1}}],"QueueAttributes":{"DeadLetterConfiguration":{"TargetType":"BUILT_IN"}}}
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}],"QueueAttributes":{"DeadLetterConfiguration":{"TargetType":"BUILT_IN"}},"Tags":{"%":""}}
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}],"Tags":{"%":""}}
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               CreateStream {"StreamName":"a","ShardCount":1}
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               +2000
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               UpdateStreamMode {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamModeDetails":{"StreamMode":"ON_DEMAND"}}
               +2000
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               DeleteQueue {"QueueARN":"$QUEUE"}
               +2000
               UpdateStreamMode {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamModeDetails":{"StreamMode":"PROVISIONED"}}
               CreateQueue {"QueueName":"q","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}"#,
            expect![[r#"
                CreateQueue: ValidationException: 3 validation errors detected: Value '' at 'queueName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'queueName' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '[]' at 'streamConfigurationList' failed to satisfy constraint: Member must have length greater than or equal to 1
                CreateQueue: ValidationException: 1 validation error detected: Value '[com.amazonaws.kinesis.v20131202.QueueStreamConfiguration@c965e310, com.amazonaws.kinesis.v20131202.QueueStreamConfiguration@c965e310]' at 'streamConfigurationList' failed to satisfy constraint: Member must have length less than or equal to 1
                CreateQueue: ValidationException: Timestamp must be given when StartingPosition type is AT_TIMESTAMP.
                CreateQueue: ValidationException: Timestamp is not expected when StartingPosition type is LATEST.
                CreateQueue: ValidationException: MaxReceiveCount must be given when TargetType is BUILT_IN.
                CreateQueue: InvalidArgumentException: Failed to add tags to queue q under account 000000000000 because some tags contained illegal characters. The allowed characters are Unicode letters, white-spaces, '_',',','/','=','+','-','@'.
                CreateQueue: ResourceNotFoundException: Stream a under account 000000000000 not found.
                CreateStream: done
                CreateQueue: ResourceInUseException: Stream a under account 000000000000 not ACTIVE or UPDATING, instead in state CREATING
                CreateQueue: ValidationException: Request is invalid. Stream a under account 000000000000 is not in On-Demand mode.
                UpdateStreamMode: done
                CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225604,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                CreateQueue: ResourceInUseException: Queue q under account 000000000000 already exists.
                DeleteQueue: done
                UpdateStreamMode: done
                CreateQueue: ValidationException: Request is invalid. Stream a under account 000000000000 is not in On-Demand mode.
            "#]],
        );
    }

    /// A stream of mode ON_DEMAND with consumers and queues up to what it may have; how many queues that were.
    fn fill(committed: bool) -> usize {
        let mut bench = Bench::new(Settings::default());
        let arn = "arn:aws:kinesis:us-east-1:000000000000:stream/a";
        bench.run(r#"CreateStream {"StreamName":"a"}"#);
        if committed {
            bench.run(r#"UpdateAccountSettings {"MinimumThroughputBillingCommitment":{"Status":"ENABLED"}}"#);
        }
        for index in 0..3 {
            bench
                .run(&format!(r#"RegisterStreamConsumer {{"StreamARN":"{arn}","ConsumerName":"c{index}"}}"#));
        }
        let create = |index: usize| {
            format!(
                r#"CreateQueue {{"QueueName":"q{index}","StreamConfigurationList":[{{"StreamARN":"{arn}"}}]}}"#
            )
        };
        let made = (0..).take_while(|&index| !bench.run(&create(index)).contains("cannot have more")).count();
        let consumer =
            bench.run(&format!(r#"RegisterStreamConsumer {{"StreamARN":"{arn}","ConsumerName":"d"}}"#));
        assert!(consumer.contains("cannot have more than"), "{consumer}");
        made
    }

    #[test]
    fn queues_and_registered_consumers_share_a_limit() {
        assert_eq!((fill(false), fill(true)), (17, 47));
    }

    #[test]
    fn five_queues_come_or_go_at_a_time() {
        check_with_limits(
            r#"CreateStream {"StreamName":"a"}
               +2000
               CreateQueue {"QueueName":"q0","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               CreateQueue {"QueueName":"q1","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               CreateQueue {"QueueName":"q2","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               CreateQueue {"QueueName":"q3","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               CreateQueue {"QueueName":"q4","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               CreateQueue {"QueueName":"q5","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               +2000
               CreateQueue {"QueueName":"q5","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               +2000
               ListQueues {"MaxResults":2}"#,
            expect![[r#"
                CreateStream: done
                CreateQueue: {"QueueDescription":{"QueueName":"q0","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225602,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                CreateQueue: {"QueueDescription":{"QueueName":"q1","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/3b80c17b5746d424","QueueStatus":"CREATING","QueueCreationTimestamp":1767225602,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                CreateQueue: {"QueueDescription":{"QueueName":"q2","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/921e521e481c8962","QueueStatus":"CREATING","QueueCreationTimestamp":1767225602,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                CreateQueue: {"QueueDescription":{"QueueName":"q3","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/8e16b9c96cbda65f","QueueStatus":"CREATING","QueueCreationTimestamp":1767225602,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                CreateQueue: {"QueueDescription":{"QueueName":"q4","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/8dff43c3c8bab698","QueueStatus":"CREATING","QueueCreationTimestamp":1767225602,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                CreateQueue: LimitExceededException: Account 000000000000 cannot have more than 5 queues in CREATING or DELETING state at a time.
                CreateQueue: {"QueueDescription":{"QueueName":"q5","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/a6f9015a36c791b2","QueueStatus":"CREATING","QueueCreationTimestamp":1767225604,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                ListQueues: {"QueueSummaries":[{"QueueName":"q0","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"ACTIVE","QueueCreationTimestamp":1767225602,"Streams":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamCreationTimestamp":1767225600}]},{"QueueName":"q1","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/3b80c17b5746d424","QueueStatus":"ACTIVE","QueueCreationTimestamp":1767225602,"Streams":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamCreationTimestamp":1767225600}]}],"NextToken":".."}
            "#]],
        );
    }
}
