use super::super::Streams;
use super::super::shapes::{
    HASH_KEY, SHARD_ID, STREAM_ARN, STREAM_ID, STREAM_NAME, StreamMode, StreamStatus,
};
use super::super::stream::Change;
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::ids::{HashKey, ShardId};
use crate::time::Instant;

crate::input! {
    /// Which shard to part, and where.
    pub struct SplitShardInput<'a> {
        /// First hash key of the upper child.
        new_starting_hash_key: &'a str = "NewStartingHashKey", HASH_KEY;
        /// By name.
        stream_name: Option<&'a str> = "StreamName", STREAM_NAME;
        /// The shard.
        shard_to_split: &'a str = "ShardToSplit", SHARD_ID;
        /// By ARN.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

/// Parts a shard in two. The stream is UPDATING meanwhile; when it is ACTIVE again the parent is closed.
pub struct SplitShard;

impl Operation for SplitShard {
    const NAME: &'static str = "SplitShard";
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
        Code::Validation,
    ];
    type State = Streams;
    type Input<'a> = SplitShardInput<'a>;
    type Output<'s> = ();

    fn run(streams: &mut Streams, input: SplitShardInput<'_>, now: Instant) -> Result<(), Error> {
        let (name, account) = (streams.name_of(input.stream_name, input.stream_arn)?, streams.account);
        let shard_id = ShardId::parse(input.shard_to_split)
            .ok_or_else(|| Error::could_not_find_shard(input.shard_to_split, name, account))?;
        let stream = streams.find_active(name)?;
        if stream.mode == StreamMode::OnDemand {
            return Err(Error::on_demand_stream(name, account));
        }
        let shard =
            stream.shard(shard_id).ok_or_else(|| Error::could_not_find_shard(shard_id, name, account))?;
        if !shard.is_open() {
            return Err(Error::shard_already_closed(shard_id, name, account));
        }
        streams.check_shard_limit(1)?;
        let text = input.new_starting_hash_key;
        let fits = |key: &HashKey| {
            shard.range.start.0.checked_add(1).is_some_and(|lowest| lowest < key.0)
                && key.0 < shard.range.end.0
        };
        let at = HashKey::parse(text)
            .filter(fits)
            .ok_or_else(|| Error::cannot_split_there(text, shard, name, account))?;

        streams.start_change(name, StreamStatus::Updating, Change::Split { shard: shard_id, at }, now);
        Ok(())
    }
}
