use super::super::Streams;
use super::super::shapes::{SHARD_ID, STREAM_ARN, STREAM_ID, STREAM_NAME, StreamMode, StreamStatus};
use super::super::stream::Change;
use crate::api::{CallRate, Operation};
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
    const RATE: CallRate = CallRate::PerStream(5);
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

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::check;

    const STREAM: &str = "CreateStream {\"StreamName\":\"a\",\"ShardCount\":3}\n+2000";

    #[test]
    fn the_child_has_both_parents_and_both_ranges() {
        let script = [
            STREAM,
            r#"MergeShards {"StreamName":"a","ShardToMerge":"0","AdjacentShardToMerge":"1"}
               ListShards {"StreamName":"a"}"#,
        ];
        check(
            &script.join("\n"),
            expect![[r#"
            CreateStream: done
            MergeShards: done
            ListShards: {"Shards":[{"ShardId":"shardId-000000000000","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"113427455640312821154458202477256070484"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424472731169861061894383142885425265240724400504834","EndingSequenceNumber":"49670424472742320233661159694712444358581950413417742338"}},{"ShardId":"shardId-000000000001","HashKeyRange":{"StartingHashKey":"113427455640312821154458202477256070485","EndingHashKey":"226854911280625642308916404954512140969"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424472753470606260425006284421143537889085906485266","EndingSequenceNumber":"49670424472764620978859690317853980076854598774923722770"}},{"ShardId":"shardId-000000000002","HashKeyRange":{"StartingHashKey":"226854911280625642308916404954512140970","EndingHashKey":"340282366920938463463374607431768211455"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424472775771351458955629425956861810537447412465698"}},{"ShardId":"shardId-000000000003","ParentShardId":"shardId-000000000000","AdjacentParentShardId":"shardId-000000000001","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"226854911280625642308916404954512140969"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424473868507866186956163361207057170307367363936306"}}]}
        "#]],
        );
    }

    #[test]
    fn refuses_in_this_order() {
        let script = [
            r#"MergeShards {"ShardToMerge":"","AdjacentShardToMerge":""}
               MergeShards {"StreamName":"a","ShardToMerge":"x","AdjacentShardToMerge":"y"}
               MergeShards {"StreamName":"a","ShardToMerge":"0","AdjacentShardToMerge":"1"}"#,
            STREAM,
            r#"MergeShards {"StreamName":"a","ShardToMerge":"0","AdjacentShardToMerge":"7"}
               MergeShards {"StreamName":"a","ShardToMerge":"1","AdjacentShardToMerge":"0"}
               MergeShards {"StreamName":"a","ShardToMerge":"0","AdjacentShardToMerge":"2"}
               MergeShards {"StreamName":"a","ShardToMerge":"0","AdjacentShardToMerge":"0"}
               MergeShards {"StreamName":"a","ShardToMerge":"0","AdjacentShardToMerge":"1"}
               MergeShards {"StreamName":"a","ShardToMerge":"0","AdjacentShardToMerge":"1"}"#,
        ];
        check(
            &script.join("\n"),
            expect![[r#"
            MergeShards: ValidationException: 4 validation errors detected: Value '' at 'shardToMerge' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'shardToMerge' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'adjacentShardToMerge' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'adjacentShardToMerge' failed to satisfy constraint: Member must have length greater than or equal to 1
            MergeShards: ResourceNotFoundException: Could not find shard x in stream a under account 000000000000.
            MergeShards: ResourceNotFoundException: Stream a under account 000000000000 not found.
            CreateStream: done
            MergeShards: ResourceNotFoundException: Could not find shard shardId-000000000007 in stream a under account 000000000000.
            MergeShards: InvalidArgumentException: Shards shardId-000000000001 and shardId-000000000000 in stream a under account 000000000000 are not an adjacent pair of shards eligible for merging
            MergeShards: InvalidArgumentException: Shards shardId-000000000000 and shardId-000000000002 in stream a under account 000000000000 are not an adjacent pair of shards eligible for merging
            MergeShards: InvalidArgumentException: Shards shardId-000000000000 and shardId-000000000000 in stream a under account 000000000000 are not an adjacent pair of shards eligible for merging
            MergeShards: done
            MergeShards: InvalidArgumentException: Shard shardId-000000000000 in stream a under account 000000000000 has already been merged or split, and thus is not eligible for merging or splitting.
        "#]],
        );
    }
}
