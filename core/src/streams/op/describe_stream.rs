use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use super::super::shapes::{
    EncryptionType, EnhancedMetrics, LIMIT, SHARD_ID, STREAM_ARN, STREAM_ID, STREAM_NAME, ShardDescription,
    StreamModeDetails, StreamStatus,
};
use super::super::{Stream, Streams};
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::ids::ShardId;
use crate::time::Instant;

/// Shards on a page, whatever limit is asked for.
const PAGE_MAX: usize = 100;

crate::input! {
    /// The stream, and the page of its shards.
    pub struct DescribeStreamInput<'a> {
        /// Shards on the page.
        limit: Option<i32> = "Limit", LIMIT;
        /// The page starts after this one, which need not exist.
        exclusive_start_shard_id: Option<&'a str> = "ExclusiveStartShardId", SHARD_ID;
        /// By name.
        stream_name: Option<&'a str> = "StreamName", STREAM_NAME;
        /// By ARN.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

crate::output! {
    /// The answer.
    pub struct DescribeStreamOutput {
        /// The stream.
        stream_description: StreamDescription = "StreamDescription";
    }
}

crate::output! {
    /// A stream with a page of its shards.
    pub struct StreamDescription {
        /// Name.
        stream_name: String = "StreamName";
        /// ARN.
        stream_arn: String = "StreamARN";
        /// State.
        stream_status: StreamStatus = "StreamStatus";
        /// Mode.
        stream_mode_details: StreamModeDetails = "StreamModeDetails";
        /// The page; empty while CREATING or DELETING.
        shards: Vec<ShardDescription> = "Shards";
        /// Whether another page follows.
        has_more_shards: bool = "HasMoreShards";
        /// Hours that records are kept.
        retention_period_hours: i32 = "RetentionPeriodHours";
        /// When it was made.
        stream_creation_timestamp: Instant = "StreamCreationTimestamp";
        /// Shard-level metrics that are on.
        enhanced_monitoring: Vec<EnhancedMetrics> = "EnhancedMonitoring";
        /// How records are encrypted.
        encryption_type: EncryptionType = "EncryptionType";
        /// The key that they are encrypted with.
        key_id: Option<String> = "KeyId";
    }
}

/// Tells all about a stream and up to 100 of its shards.
pub struct DescribeStream;

impl Operation for DescribeStream {
    const NAME: &'static str = "DescribeStream";
    const RATE: CallRate = CallRate::PerAccount(10);
    const ERRORS: &'static [Code] = &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceNotFound];
    type State = Streams;
    type Input<'a> = DescribeStreamInput<'a>;
    type Output<'s> = DescribeStreamOutput;

    fn run(
        streams: &mut Streams,
        input: DescribeStreamInput<'_>,
        _: Instant,
    ) -> Result<DescribeStreamOutput, Error> {
        let name = streams.name_of(input.stream_name, input.stream_arn)?;
        let after = match input.exclusive_start_shard_id {
            None => None,
            Some(text) => Some(
                ShardId::parse(text)
                    .ok_or_else(|| Error::could_not_find_shard(text, name, streams.account))?,
            ),
        };
        let stream = streams.find(name)?;
        let limit = input.limit.map_or(PAGE_MAX, |limit| PAGE_MAX.min(limit as usize));
        let (shards, has_more_shards) = page(stream, after, limit);
        let stream_description = StreamDescription {
            stream_name: stream.name.to_string(),
            stream_arn: stream.arn.clone(),
            stream_status: stream.status,
            stream_mode_details: StreamModeDetails { stream_mode: stream.mode },
            shards,
            has_more_shards,
            retention_period_hours: stream.retention_hours(),
            stream_creation_timestamp: stream.created_at,
            enhanced_monitoring: stream.enhanced_monitoring(),
            encryption_type: stream.encryption_type(),
            key_id: stream.encryption_key.clone(),
        };
        Ok(DescribeStreamOutput { stream_description })
    }
}

fn page(stream: &Stream, after: Option<ShardId>, limit: usize) -> (Vec<ShardDescription>, bool) {
    if stream.status == StreamStatus::Deleting {
        return (vec![], false);
    }
    let mut shards = stream.shards().iter().filter(|shard| after.is_none_or(|after| after < shard.id));
    let page = shards.by_ref().take(limit).map(super::super::Shard::describe).collect();
    (page, shards.next().is_some())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::check;

    #[test]
    fn shards_come_in_pages_and_the_start_need_not_exist() {
        check(
            r#"CreateStream {"StreamName":"a","ShardCount":3}
               DescribeStream {"StreamName":"a","Limit":2}
               DescribeStream {"StreamName":"a","ExclusiveStartShardId":"shardId-000000000001"}
               DescribeStream {"StreamName":"a","ExclusiveStartShardId":"9"}"#,
            expect![[r#"
                CreateStream: done
                DescribeStream: {"StreamDescription":{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"Shards":[{"ShardId":"shardId-000000000000","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"113427455640312821154458202477256070484"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424472731169861061894383142885425265240724400504834"}},{"ShardId":"shardId-000000000001","HashKeyRange":{"StartingHashKey":"113427455640312821154458202477256070485","EndingHashKey":"226854911280625642308916404954512140969"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424472753470606260425006284421143537889085906485266"}}],"HasMoreShards":true,"RetentionPeriodHours":24,"StreamCreationTimestamp":1767225600,"EnhancedMonitoring":[{"ShardLevelMetrics":[]}],"EncryptionType":"NONE"}}
                DescribeStream: {"StreamDescription":{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"Shards":[{"ShardId":"shardId-000000000002","HashKeyRange":{"StartingHashKey":"226854911280625642308916404954512140970","EndingHashKey":"340282366920938463463374607431768211455"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424472775771351458955629425956861810537447412465698"}}],"HasMoreShards":false,"RetentionPeriodHours":24,"StreamCreationTimestamp":1767225600,"EnhancedMonitoring":[{"ShardLevelMetrics":[]}],"EncryptionType":"NONE"}}
                DescribeStream: {"StreamDescription":{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"Shards":[],"HasMoreShards":false,"RetentionPeriodHours":24,"StreamCreationTimestamp":1767225600,"EnhancedMonitoring":[{"ShardLevelMetrics":[]}],"EncryptionType":"NONE"}}
            "#]],
        );
    }

    #[test]
    fn refuses_in_this_order() {
        check(
            r#"DescribeStream {"Limit":0,"ExclusiveStartShardId":"","StreamName":""}
               DescribeStream {}
               DescribeStream {"StreamName":"a","ExclusiveStartShardId":"x-y"}
               DescribeStream {"StreamName":"a"}
               DescribeStream {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
               DescribeStream {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamName":"b"}
               CreateStream {"StreamName":"a","ShardCount":1}
               DescribeStream {"StreamARN":"arn:aws:kinesis:eu-west-1:000000000000:stream/a"}"#,
            expect![[r#"
                DescribeStream: ValidationException: 5 validation errors detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1; Value '' at 'exclusiveStartShardId' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'exclusiveStartShardId' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'streamName' failed to satisfy constraint: Member must have length greater than or equal to 1
                DescribeStream: InvalidArgumentException: Either StreamName or StreamARN must be given.
                DescribeStream: ResourceNotFoundException: Could not find shard x-y in stream a under account 000000000000.
                DescribeStream: ResourceNotFoundException: Stream a under account 000000000000 not found.
                DescribeStream: ResourceNotFoundException: Stream a under account 000000000000 not found.
                DescribeStream: InvalidArgumentException: StreamName b and StreamARN arn:aws:kinesis:us-east-1:000000000000:stream/a do not name the same stream.
                CreateStream: done
                DescribeStream: ResourceNotFoundException: Stream a under account 000000000000 not found.
            "#]],
        );
    }
}
