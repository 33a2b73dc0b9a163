use super::super::Streams;
use super::super::shapes::{SHARD_ID, STREAM_ARN, STREAM_ID, STREAM_NAME, StreamMode, StreamStatus};
use super::super::stream::Change;
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::ids::ShardId;
use crate::time::Instant;

crate::input! {
    /// Which two shards to join.
    pub struct MergeShardsInput<'a> {
        /// The lower one.
        shard_to_merge: &'a str = "ShardToMerge", SHARD_ID;
        /// The one whose range starts where the lower one's ends.
        adjacent_shard_to_merge: &'a str = "AdjacentShardToMerge", SHARD_ID;
        /// By name.
        stream_name: Option<&'a str> = "StreamName", STREAM_NAME;
        /// By ARN.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

/// Joins two neighbouring shards. The stream is UPDATING meanwhile; when it is ACTIVE again both parents are closed.
pub struct MergeShards;

impl Operation for MergeShards {
    const NAME: &'static str = "MergeShards";
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
        Code::Validation,
    ];
    type State = Streams;
    type Input<'a> = MergeShardsInput<'a>;
    type Output<'s> = ();

    fn run(streams: &mut Streams, input: MergeShardsInput<'_>, now: Instant) -> Result<(), Error> {
        let (name, account) = (streams.name_of(input.stream_name, input.stream_arn)?, streams.account);
        let parse =
            |text: &str| ShardId::parse(text).ok_or_else(|| Error::could_not_find_shard(text, name, account));
        let (lower, upper) = (parse(input.shard_to_merge)?, parse(input.adjacent_shard_to_merge)?);
        let stream = streams.find_active(name)?;
        if stream.mode == StreamMode::OnDemand {
            return Err(Error::on_demand_stream(name, account));
        }
        let find = |id| stream.shard(id).ok_or_else(|| Error::could_not_find_shard(id, name, account));
        let shards = [find(lower)?, find(upper)?];
        for shard in shards {
            if !shard.is_open() {
                return Err(Error::shard_already_closed(shard.id, name, account));
            }
        }
        if shards[0].range.end.0.checked_add(1) != Some(shards[1].range.start.0) {
            return Err(Error::shards_not_adjacent(lower, upper, name, account));
        }

        streams.start_change(name, StreamStatus::Updating, Change::Merge { lower, upper }, now);
        Ok(())
    }
}
