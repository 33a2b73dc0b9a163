use litemap::LiteMap;

use super::super::shapes::{
    RecordDistributionStrategy, STREAM_NAME, StreamMode, StreamModeInput, StreamStatus,
};
use super::super::stream::{Change, Stream};
use super::super::tags::Tags;
use super::super::{RECORD_KIB_DEFAULT, Streams};
use super::update_stream_record_distribution_strategy::check_distribution;
use super::update_stream_warm_throughput::check_warm_mibps;
use crate::api::{CallRate, Operation, Rules};
use crate::error::{Code, Error};
use crate::ids::Resource;
use crate::time::Instant;

/// Streams that an account may have in CREATING at once.
pub(in crate::streams) const CREATING_MAX: usize = 5;
/// Shards that a stream starts with when its capacity is bought by use.
const ON_DEMAND_SHARDS: u32 = 4;

crate::input! {
    /// The stream to make. With neither mode nor shard count it is on-demand, with four shards.
    pub struct CreateStreamInput<'a> {
        /// Shards to open, for a provisioned stream.
        shard_count: Option<i32> = "ShardCount", Rules::NONE.at_least(1);
        /// Name, unique within account and region.
        stream_name: &'a str = "StreamName", STREAM_NAME;
        /// Mode of capacity.
        stream_mode_details: Option<StreamModeInput<'a>> = "StreamModeDetails", Rules::NONE;
        /// Tags.
        tags: Option<LiteMap<&'a str, &'a str>> = "Tags", Rules::NONE.length(1, 200).item_length(1, 128).value_length(0, 256);
        /// MiB/s to have at once, for an on-demand stream.
        warm_throughput_mibps: Option<i32> = "WarmThroughputMiBps", Rules::NONE.at_least(0);
        /// Greatest record, data and key.
        max_record_size_in_kib: Option<i32> = "MaxRecordSizeInKiB", Rules::NONE.range(1_024, 10_240);
        /// How records find their shards. AUTO is for on-demand streams.
        record_distribution_strategy: Option<RecordDistributionStrategy> = "RecordDistributionStrategy", Rules::NONE;
    }
}

/// Makes a stream: CREATING at once, ACTIVE with all its shards after the transition time.
pub struct CreateStream;

impl Operation for CreateStream {
    const NAME: &'static str = "CreateStream";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] =
        &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceInUse, Code::Validation];
    type State = Streams;
    type Input<'a> = CreateStreamInput<'a>;
    type Output<'s> = ();

    fn run(streams: &mut Streams, input: CreateStreamInput<'_>, now: Instant) -> Result<(), Error> {
        let (mode, mut shard_count) = mode_and_shards(&input)?;
        if let Some(mibps) = input.warm_throughput_mibps {
            streams.check_warm_throughput(mode, now)?;
            check_warm_mibps(mibps)?;
            shard_count = shard_count.max(mibps as u32);
        }
        let mut tags = Tags::default();
        if let Some(new) = &input.tags {
            tags.check_addition(new, &streams.in_words(Resource::Stream(input.stream_name)))?;
            tags.add(new);
        }
        let distribution =
            input.record_distribution_strategy.unwrap_or(RecordDistributionStrategy::UserPartitionKey);
        check_distribution(distribution, mode)?;
        if streams.stream(input.stream_name).is_some() {
            return Err(Error::stream_exists(input.stream_name, streams.account));
        }
        let creating = streams.streams().filter(|stream| stream.status == StreamStatus::Creating).count();
        if CREATING_MAX <= creating {
            return Err(Error::too_many_streams_creating(streams.account));
        }
        if mode == StreamMode::OnDemand {
            streams.check_on_demand_limit()?;
        }
        streams.check_shard_limit(shard_count)?;

        let record_kib_max = input.max_record_size_in_kib.map_or(RECORD_KIB_DEFAULT, |kib| kib as u32);
        let (name, account) = (input.stream_name, streams.account);
        let mut stream = Stream::new(name, account, &streams.region, mode, record_kib_max, now);
        stream.tags = tags;
        stream.distribution = distribution;
        stream.warm_mibps = input.warm_throughput_mibps.map(|mibps| mibps as u32);
        streams.streams.insert(stream.name.clone(), stream);
        streams.start_change(name, StreamStatus::Creating, Change::Create { shard_count }, now);
        Ok(())
    }
}

fn mode_and_shards(input: &CreateStreamInput<'_>) -> Result<(StreamMode, u32), Error> {
    let mode = input.stream_mode_details.as_ref().map(|details| details.stream_mode);
    match (mode, input.shard_count) {
        (Some(StreamMode::OnDemand), Some(_)) => Err(Error::shard_count_on_demand()),
        (Some(StreamMode::Provisioned), None) => Err(Error::shard_count_missing()),
        (_, Some(count)) => Ok((StreamMode::Provisioned, count as u32)),
        (_, None) => Ok((StreamMode::OnDemand, ON_DEMAND_SHARDS)),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::{check, check_with_limits};

    #[test]
    fn answers_nothing_and_the_stream_is_creating_then_active() {
        check_with_limits(
            r#"CreateStream {"StreamName":"a","ShardCount":2}
               DescribeStream {"StreamName":"a"}
               ListShards {"StreamName":"a"}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":""}
               SplitShard {"StreamName":"a","ShardToSplit":"0","NewStartingHashKey":"100"}
               +2000
               DescribeStream {"StreamName":"a"}"#,
            expect![[r#"
                CreateStream: done
                DescribeStream: {"StreamDescription":{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"CREATING","StreamModeDetails":{"StreamMode":"PROVISIONED"},"Shards":[],"HasMoreShards":false,"RetentionPeriodHours":24,"StreamCreationTimestamp":1767225600,"EnhancedMonitoring":[{"ShardLevelMetrics":[]}],"EncryptionType":"NONE"}}
                ListShards: ResourceInUseException: Stream a under account 000000000000 not ACTIVE or UPDATING, instead in state CREATING
                PutRecord: ResourceNotFoundException: Stream a under account 000000000000 not found.
                SplitShard: ResourceInUseException: Stream a under account 000000000000 not ACTIVE, instead in state CREATING
                DescribeStream: {"StreamDescription":{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"Shards":[{"ShardId":"shardId-000000000000","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"170141183460469231731687303715884105727"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424472731169861061894383142885425265240724400504834"}},{"ShardId":"shardId-000000000001","HashKeyRange":{"StartingHashKey":"170141183460469231731687303715884105728","EndingHashKey":"340282366920938463463374607431768211455"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424472753470606260425006284421143537889085906485266"}}],"HasMoreShards":false,"RetentionPeriodHours":24,"StreamCreationTimestamp":1767225600,"EnhancedMonitoring":[{"ShardLevelMetrics":[]}],"EncryptionType":"NONE"}}
            "#]],
        );
    }

    #[test]
    fn refuses_in_this_order() {
        check(
            r#"CreateStream {}
               CreateStream {"StreamName":5}
               CreateStream {"StreamName":"","ShardCount":0}
               CreateStream {"StreamName":"a b","ShardCount":-1,"StreamModeDetails":{"StreamMode":"SOMETIMES"}}
               CreateStream {"StreamName":"a","ShardCount":1,"StreamModeDetails":{"StreamMode":"ON_DEMAND"}}
               CreateStream {"StreamName":"a","StreamModeDetails":{"StreamMode":"PROVISIONED"}}
               CreateStream {"StreamName":"a","ShardCount":1,"WarmThroughputMiBps":5}
               CreateStream {"StreamName":"a","ShardCount":20001}
               CreateStream {"StreamName":"a","ShardCount":1,"MaxRecordSizeInKiB":10241}
               CreateStream {"StreamName":"a","ShardCount":20000}
               CreateStream {"StreamName":"a","ShardCount":1}
               CreateStream {"StreamName":"b","ShardCount":1}"#,
            expect![[r#"
                CreateStream: ValidationException: 1 validation error detected: Value null at 'streamName' failed to satisfy constraint: Member must not be null
                CreateStream: SerializationException: class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String
                CreateStream: ValidationException: 3 validation errors detected: Value '0' at 'shardCount' failed to satisfy constraint: Member must have value greater than or equal to 1; Value '' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'streamName' failed to satisfy constraint: Member must have length greater than or equal to 1
                CreateStream: ValidationException: 3 validation errors detected: Value '-1' at 'shardCount' failed to satisfy constraint: Member must have value greater than or equal to 1; Value 'a b' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value 'SOMETIMES' at 'streamModeDetails.streamMode' failed to satisfy constraint: Member must satisfy enum value set: [PROVISIONED, ON_DEMAND]
                CreateStream: ValidationException: ShardCount is not expected when StreamMode=ON_DEMAND
                CreateStream: ValidationException: ShardCount must be given when StreamMode=PROVISIONED
                CreateStream: InvalidArgumentException: WarmThroughputMiBps is not expected when StreamMode=PROVISIONED
                CreateStream: LimitExceededException: This request would exceed the shard limit for the account 000000000000 in us-east-1. Current shard count for the account: 0. Limit: 20000. Number of additional shards that would have resulted from this request: 20001. Refer to the AWS Service Limits page (http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to request higher limits.
                CreateStream: ValidationException: 1 validation error detected: Value '10241' at 'maxRecordSizeInKiB' failed to satisfy constraint: Member must have value less than or equal to 10240
                CreateStream: done
                CreateStream: ResourceInUseException: Stream a under account 000000000000 already exists.
                CreateStream: LimitExceededException: This request would exceed the shard limit for the account 000000000000 in us-east-1. Current shard count for the account: 20000. Limit: 20000. Number of additional shards that would have resulted from this request: 1. Refer to the AWS Service Limits page (http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to request higher limits.
            "#]],
        );
    }

    #[test]
    fn a_name_alone_makes_an_on_demand_stream_of_four_shards() {
        check(
            r#"CreateStream {"StreamName":"a"}
               DescribeStreamSummary {"StreamName":"a"}
               SplitShard {"StreamName":"a","ShardToSplit":"0","NewStartingHashKey":"100"}"#,
            expect![[r#"
                CreateStream: done
                DescribeStreamSummary: {"StreamDescriptionSummary":{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"ON_DEMAND"},"RetentionPeriodHours":24,"StreamCreationTimestamp":1767225600,"EnhancedMonitoring":[{"ShardLevelMetrics":[]}],"EncryptionType":"NONE","OpenShardCount":4,"ConsumerCount":0,"MaxRecordSizeInKiB":1024,"QueueCount":0,"RecordDistributionStrategy":"USER_PARTITION_KEY"}}
                SplitShard: ValidationException: Request is invalid. Stream a under account 000000000000 is in On-Demand mode.
            "#]],
        );
    }

    #[test]
    fn at_most_five_streams_are_creating() {
        let script: alloc::string::String = (1..=6)
            .map(|number| {
                alloc::format!("CreateStream {{\"StreamName\":\"s{number}\",\"ShardCount\":1}}\n+200\n")
            })
            .collect();
        check_with_limits(
            &script,
            expect![[r#"
            CreateStream: done
            CreateStream: done
            CreateStream: done
            CreateStream: done
            CreateStream: done
            CreateStream: LimitExceededException: Rate exceeded for account 000000000000: at most 5 streams can be in CREATING state.
        "#]],
        );
    }
}
