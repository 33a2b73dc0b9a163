use alloc::string::String;

use super::super::Streams;
use super::super::iterator::ShardIterator;
use super::super::position::{Start, readable};
use super::super::shapes::{
    SEQUENCE_NUMBER, SHARD_ID, STREAM_ARN, STREAM_ID, STREAM_NAME, ShardIteratorType,
};
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::ids::ShardId;
use crate::time::Instant;

crate::input! {
    /// Where to start reading.
    pub struct GetShardIteratorInput<'a> {
        /// The shard.
        shard_id: &'a str = "ShardId", SHARD_ID;
        /// The kind of place.
        shard_iterator_type: ShardIteratorType = "ShardIteratorType", Rules::NONE;
        /// For AT_SEQUENCE_NUMBER and AFTER_SEQUENCE_NUMBER.
        starting_sequence_number: Option<&'a str> = "StartingSequenceNumber", SEQUENCE_NUMBER;
        /// By name.
        stream_name: Option<&'a str> = "StreamName", STREAM_NAME;
        /// For AT_TIMESTAMP.
        timestamp: Option<Instant> = "Timestamp", Rules::NONE;
        /// By ARN.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
        /// Check everything and issue nothing.
        dry_run: Option<bool> = "DryRun", Rules::NONE;
    }
}

crate::output! {
    /// The answer.
    pub struct GetShardIteratorOutput {
        /// Good for five minutes.
        shard_iterator: String = "ShardIterator";
    }
}

/// Marks a place in a shard from which GetRecords can read.
pub struct GetShardIterator;

impl Operation for GetShardIterator {
    const NAME: &'static str = "GetShardIterator";
    const ERRORS: &'static [Code] = &[
        Code::DryRunOperation,
        Code::InternalFailure,
        Code::InvalidArgument,
        Code::ProvisionedThroughputExceeded,
        Code::ResourceNotFound,
    ];
    const IS_DATA: bool = true;
    type State = Streams;
    type Input<'a> = GetShardIteratorInput<'a>;
    type Output<'s> = GetShardIteratorOutput;

    fn run(
        streams: &mut Streams,
        input: GetShardIteratorInput<'_>,
        now: Instant,
    ) -> Result<GetShardIteratorOutput, Error> {
        let (name, account) = (streams.name_of(input.stream_name, input.stream_arn)?, streams.account);
        let shard_id = ShardId::parse(input.shard_id)
            .ok_or_else(|| Error::could_not_find_shard(input.shard_id, name, account))?;
        let (stream, shard) = readable(streams, name, shard_id)?;
        let start = Start {
            kind: input.shard_iterator_type,
            number: input.starting_sequence_number,
            timestamp: input.timestamp,
            operation: Self::NAME,
        };
        let position = start.position(stream, shard, account, now)?;
        if input.dry_run == Some(true) {
            return Err(Error::dry_run());
        }

        let (stream, stream_created_at) = (stream.name.clone(), stream.created_at);
        if streams.settings.enforce_limits && !take_iterator(streams, &stream, shard_id, now) {
            return Err(Error::rate_exceeded(shard_id, &stream, account));
        }
        let serial = streams.next_iterator_serial();
        let iterator =
            ShardIterator { issued_at: now, stream, stream_created_at, shard: shard_id, position, serial };
        Ok(GetShardIteratorOutput { shard_iterator: iterator.seal() })
    }
}

fn take_iterator(streams: &mut Streams, name: &str, shard: ShardId, now: Instant) -> bool {
    let found = streams.streams.get_mut(name).and_then(|stream| stream.shard_mut(shard));
    found.is_none_or(|shard| shard.take_iterator(now))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::check;

    const STREAM: &str = r#"
        CreateStream {"StreamName":"a","ShardCount":6}
        +1000
        PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ==","ExplicitHashKey":"0"}
        +1000
        PutRecord {"StreamName":"a","PartitionKey":"k","Data":"Ag==","ExplicitHashKey":"0"}
        +1000"#;

    #[test]
    fn each_type_starts_where_it_says() {
        let first = "49670424472731169861061894383142885425265240793119981570";
        let mut script = alloc::string::String::from(STREAM);
        for start in [
            r#""TRIM_HORIZON""#.into(),
            r#""LATEST""#.into(),
            alloc::format!(r#""AT_SEQUENCE_NUMBER","StartingSequenceNumber":"{first}""#),
            alloc::format!(r#""AFTER_SEQUENCE_NUMBER","StartingSequenceNumber":"{first}""#),
            r#""AT_TIMESTAMP","Timestamp":1767225601.001"#.into(),
            r#""AT_TIMESTAMP","Timestamp":1767225603"#.into(),
        ] {
            script += &alloc::format!(
                "\nGetShardIterator {{\"StreamName\":\"a\",\"ShardId\":\"0\",\"ShardIteratorType\":{start}}}\
                 \nGetRecords {{\"ShardIterator\":\"$ITERATOR\"}}"
            );
        }
        check(
            &script,
            expect![[r#"
            CreateStream: done
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240793119981570"}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855491014164482"}
            GetShardIterator: {"ShardIterator":".."}
            GetRecords: {"Records":[{"SequenceNumber":"49670424472731169861061894383142885425265240793119981570","ApproximateArrivalTimestamp":1767225601,"Data":"AQ==","PartitionKey":"k"},{"SequenceNumber":"49670424472731169861061894383144094351084855491014164482","ApproximateArrivalTimestamp":1767225602,"Data":"Ag==","PartitionKey":"k"}],"NextShardIterator":"..","MillisBehindLatest":0}
            GetShardIterator: {"ShardIterator":".."}
            GetRecords: {"Records":[],"NextShardIterator":"..","MillisBehindLatest":0}
            GetShardIterator: {"ShardIterator":".."}
            GetRecords: {"Records":[{"SequenceNumber":"49670424472731169861061894383142885425265240793119981570","ApproximateArrivalTimestamp":1767225601,"Data":"AQ==","PartitionKey":"k"},{"SequenceNumber":"49670424472731169861061894383144094351084855491014164482","ApproximateArrivalTimestamp":1767225602,"Data":"Ag==","PartitionKey":"k"}],"NextShardIterator":"..","MillisBehindLatest":0}
            GetShardIterator: {"ShardIterator":".."}
            GetRecords: {"Records":[{"SequenceNumber":"49670424472731169861061894383144094351084855491014164482","ApproximateArrivalTimestamp":1767225602,"Data":"Ag==","PartitionKey":"k"}],"NextShardIterator":"..","MillisBehindLatest":0}
            GetShardIterator: {"ShardIterator":".."}
            GetRecords: {"Records":[{"SequenceNumber":"49670424472731169861061894383144094351084855491014164482","ApproximateArrivalTimestamp":1767225602,"Data":"Ag==","PartitionKey":"k"}],"NextShardIterator":"..","MillisBehindLatest":0}
            GetShardIterator: {"ShardIterator":".."}
            GetRecords: {"Records":[],"NextShardIterator":"..","MillisBehindLatest":0}
        "#]],
        );
    }

    #[test]
    fn refuses_in_this_order() {
        let script = [
            r#"GetShardIterator {"ShardId":"","ShardIteratorType":"SOMEWHERE","StreamName":""}
               GetShardIterator {"StreamName":"a","ShardId":"x","ShardIteratorType":"LATEST"}
               GetShardIterator {"StreamName":"a","ShardId":"shard-5","ShardIteratorType":"LATEST"}"#,
            STREAM,
            r#"GetShardIterator {"StreamName":"a","ShardId":"shard-6","ShardIteratorType":"LATEST"}
               GetShardIterator {"StreamName":"a","ShardId":"0","ShardIteratorType":"LATEST","StartingSequenceNumber":"5"}
               GetShardIterator {"StreamName":"a","ShardId":"0","ShardIteratorType":"AT_SEQUENCE_NUMBER"}
               GetShardIterator {"StreamName":"a","ShardId":"0","ShardIteratorType":"AT_SEQUENCE_NUMBER","StartingSequenceNumber":"49646437577119626789516141717395488358902152971748900867"}
               GetShardIterator {"StreamName":"a","ShardId":"5","ShardIteratorType":"AT_SEQUENCE_NUMBER","StartingSequenceNumber":"49646437577108476416916876405825929425585429676275269634"}
               GetShardIterator {"StreamName":"a","ShardId":"0","ShardIteratorType":"AT_SEQUENCE_NUMBER","StartingSequenceNumber":"49646437577108476416916876405825929425585429676275269634"}
               GetShardIterator {"StreamName":"a","ShardId":"0","ShardIteratorType":"AT_SEQUENCE_NUMBER","StartingSequenceNumber":"0"}
               GetShardIterator {"StreamName":"a","ShardId":"0","ShardIteratorType":"AT_TIMESTAMP"}
               GetShardIterator {"StreamName":"a","ShardId":"0","ShardIteratorType":"AT_TIMESTAMP","Timestamp":1767225604}
               GetShardIterator {"StreamName":"a","ShardId":"0","ShardIteratorType":"LATEST","DryRun":true}"#,
        ];
        check(
            &script.join("\n"),
            expect![[r#"
            GetShardIterator: ValidationException: 5 validation errors detected: Value '' at 'shardId' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'shardId' failed to satisfy constraint: Member must have length greater than or equal to 1; Value 'SOMEWHERE' at 'shardIteratorType' failed to satisfy constraint: Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER, TRIM_HORIZON]; Value '' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'streamName' failed to satisfy constraint: Member must have length greater than or equal to 1
            GetShardIterator: ResourceNotFoundException: Could not find shard x in stream a under account 000000000000.
            GetShardIterator: ResourceNotFoundException: Shard shardId-000000000005 in stream a under account 000000000000 does not exist
            CreateStream: done
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240793119981570"}
            PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855491014164482"}
            GetShardIterator: ResourceNotFoundException: Shard shardId-000000000006 in stream a under account 000000000000 does not exist
            GetShardIterator: InvalidArgumentException: Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified LATEST and also a StartingSequenceNumber.
            GetShardIterator: InvalidArgumentException: Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified AT_SEQUENCE_NUMBER and no StartingSequenceNumber.
            GetShardIterator: InvalidArgumentException: StartingSequenceNumber 49646437577119626789516141717395488358902152971748900867 used in GetShardIterator on shard shardId-000000000000 in stream a under account 000000000000 is invalid.
            GetShardIterator: InvalidArgumentException: Invalid StartingSequenceNumber. It encodes shardId-000000000000, while it was used in a call to a shard with shardId-000000000005
            GetShardIterator: InvalidArgumentException: StartingSequenceNumber 49646437577108476416916876405825929425585429676275269634 used in GetShardIterator on shard shardId-000000000000 in stream a under account 000000000000 is invalid because it did not come from this stream.
            GetShardIterator: InternalFailure
            GetShardIterator: InvalidArgumentException: Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter.
            GetShardIterator: InvalidArgumentException: The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: 1767225604000, currentTimestampInMillis: 1767225603000
            GetShardIterator: DryRunOperationException: Request would have succeeded, but DryRun flag is set.
        "#]],
        );
    }
}
