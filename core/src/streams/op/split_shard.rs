use super::super::Streams;
use super::super::shapes::{
    HASH_KEY, SHARD_ID, STREAM_ARN, STREAM_ID, STREAM_NAME, StreamMode, StreamStatus,
};
use super::super::stream::Change;
use crate::api::{CallRate, Operation};
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
    const RATE: CallRate = CallRate::PerStream(5);
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

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::{check, check_with_limits};

    const STREAM: &str = "CreateStream {\"StreamName\":\"a\",\"ShardCount\":1}\n+2000";

    #[test]
    fn the_parent_stays_open_while_the_stream_is_updating() {
        let script = [
            STREAM,
            r#"SplitShard {"StreamName":"a","ShardToSplit":"shardId-000000000000","NewStartingHashKey":"100"}
               DescribeStreamSummary {"StreamName":"a"}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":""}
               SplitShard {"StreamName":"a","ShardToSplit":"0","NewStartingHashKey":"200"}
               +2000
               ListShards {"StreamName":"a"}
               PutRecord {"StreamName":"a","PartitionKey":"k","Data":""}"#,
        ];
        check_with_limits(
            &script.join("\n"),
            expect![[r#"
            CreateStream: done
            SplitShard: done
            DescribeStreamSummary: {"StreamDescriptionSummary":{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"UPDATING","StreamModeDetails":{"StreamMode":"PROVISIONED"},"RetentionPeriodHours":24,"StreamCreationTimestamp":1767225600,"EnhancedMonitoring":[{"ShardLevelMetrics":[]}],"EncryptionType":"NONE","OpenShardCount":1,"ConsumerCount":0,"MaxRecordSizeInKiB":1024}}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240861839458306"}
            SplitShard: ResourceInUseException: Stream a under account 000000000000 not ACTIVE, instead in state UPDATING
            ListShards: {"Shards":[{"ShardId":"shardId-000000000000","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"340282366920938463463374607431768211455"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424472731169861061894383142885425265240724400504834","EndingSequenceNumber":"49670424472742320233661159694712444358581950550856695810"}},{"ShardId":"shardId-000000000001","ParentShardId":"shardId-000000000000","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"99"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424474537530222142874857607278605349758349982302226"}},{"ShardId":"shardId-000000000002","ParentShardId":"shardId-000000000000","HashKeyRange":{"StartingHashKey":"100","EndingHashKey":"340282366920938463463374607431768211455"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424474559830967341405480748814323622406711488282658"}}]}
            PutRecord: {"ShardId":"shardId-000000000002","SequenceNumber":"49670424474559830967341405480750023249442021340662988834"}
        "#]],
        );
    }

    #[test]
    fn refuses_in_this_order() {
        let script = [
            r#"SplitShard {"ShardToSplit":"","NewStartingHashKey":"01"}
               SplitShard {"StreamName":"a","ShardToSplit":"x","NewStartingHashKey":"0"}
               SplitShard {"StreamName":"a","ShardToSplit":"0","NewStartingHashKey":"0"}"#,
            STREAM,
            r#"SplitShard {"StreamName":"a","ShardToSplit":"1","NewStartingHashKey":"0"}
               SplitShard {"StreamName":"a","ShardToSplit":"0","NewStartingHashKey":"1"}
               SplitShard {"StreamName":"a","ShardToSplit":"0","NewStartingHashKey":"340282366920938463463374607431768211455"}
               SplitShard {"StreamName":"a","ShardToSplit":"0","NewStartingHashKey":"999999999999999999999999999999999999999"}
               SplitShard {"StreamName":"a","ShardToSplit":"0","NewStartingHashKey":"2"}
               SplitShard {"StreamName":"a","ShardToSplit":"0","NewStartingHashKey":"100"}"#,
        ];
        check(
            &script.join("\n"),
            expect![[r#"
            SplitShard: ValidationException: 3 validation errors detected: Value '01' at 'newStartingHashKey' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(0|([1-9]\d{0,38}))$; Value '' at 'shardToSplit' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'shardToSplit' failed to satisfy constraint: Member must have length greater than or equal to 1
            SplitShard: ResourceNotFoundException: Could not find shard x in stream a under account 000000000000.
            SplitShard: ResourceNotFoundException: Stream a under account 000000000000 not found.
            CreateStream: done
            SplitShard: ResourceNotFoundException: Could not find shard shardId-000000000001 in stream a under account 000000000000.
            SplitShard: InvalidArgumentException: NewStartingHashKey 1 used in SplitShard() on shard shardId-000000000000 in stream a under account 000000000000 is not both greater than one plus the shard's StartingHashKey 0 and less than the shard's EndingHashKey 340282366920938463463374607431768211455.
            SplitShard: InvalidArgumentException: NewStartingHashKey 340282366920938463463374607431768211455 used in SplitShard() on shard shardId-000000000000 in stream a under account 000000000000 is not both greater than one plus the shard's StartingHashKey 0 and less than the shard's EndingHashKey 340282366920938463463374607431768211455.
            SplitShard: InvalidArgumentException: NewStartingHashKey 999999999999999999999999999999999999999 used in SplitShard() on shard shardId-000000000000 in stream a under account 000000000000 is not both greater than one plus the shard's StartingHashKey 0 and less than the shard's EndingHashKey 340282366920938463463374607431768211455.
            SplitShard: done
            SplitShard: InvalidArgumentException: Shard shardId-000000000000 in stream a under account 000000000000 has already been merged or split, and thus is not eligible for merging or splitting.
        "#]],
        );
    }
}
