use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use super::super::shapes::{
    EncryptionType, EnhancedMetrics, LIMIT, SHARD_ID, STREAM_ARN, STREAM_ID, STREAM_NAME, ShardDescription,
    StreamModeDetails, StreamStatus,
};
use super::super::{Stream, Streams};
use crate::api::Operation;
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
    }
}

/// Tells all about a stream and up to 100 of its shards.
pub struct DescribeStream;

impl Operation for DescribeStream {
    const NAME: &'static str = "DescribeStream";
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
            retention_period_hours: (stream.retention.total_secs() / 3_600) as i32,
            stream_creation_timestamp: stream.created_at,
            enhanced_monitoring: vec![EnhancedMetrics { shard_level_metrics: vec![] }],
            encryption_type: EncryptionType::None,
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
