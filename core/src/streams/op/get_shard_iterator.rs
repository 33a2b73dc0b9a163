use alloc::string::String;

use super::super::iterator::ShardIterator;
use super::super::shapes::{
    SEQUENCE_NUMBER, SHARD_ID, STREAM_ARN, STREAM_ID, STREAM_NAME, ShardIteratorType, StreamStatus,
};
use super::super::{Shard, Stream, Streams};
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::ids::Version;
use crate::ids::{AccountId, SequenceNumber, ShardId};
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
        let position = position(stream, shard, account, &input, now)?;
        if input.dry_run == Some(true) {
            return Err(Error::dry_run());
        }

        let (stream, stream_created_at) = (stream.name.clone(), stream.created_at);
        let serial = streams.next_iterator_serial();
        let iterator =
            ShardIterator { issued_at: now, stream, stream_created_at, shard: shard_id, position, serial };
        Ok(GetShardIteratorOutput { shard_iterator: iterator.seal() })
    }
}

/// The shard of a stream that can be read; all that is missing reads as a missing shard.
pub(super) fn readable<'s>(
    streams: &'s Streams,
    name: &str,
    shard_id: ShardId,
) -> Result<(&'s Stream, &'s Shard), Error> {
    let missing = || Error::shard_does_not_exist(shard_id, name, streams.account);
    let stream = streams.stream(name).filter(|stream| stream.status != StreamStatus::Deleting);
    let stream = stream.ok_or_else(missing)?;
    Ok((stream, stream.shard(shard_id).ok_or_else(missing)?))
}

fn position(
    stream: &Stream,
    shard: &Shard,
    account: AccountId,
    input: &GetShardIteratorInput<'_>,
    now: Instant,
) -> Result<u64, Error> {
    use ShardIteratorType::{AfterSequenceNumber, AtSequenceNumber, AtTimestamp, Latest, TrimHorizon};
    let kind = input.shard_iterator_type;
    let number = match (kind, input.starting_sequence_number) {
        (TrimHorizon | Latest, Some(_)) => return Err(Error::iterator_kind(kind.as_str(), true)),
        (AtSequenceNumber | AfterSequenceNumber, None) => {
            return Err(Error::iterator_kind(kind.as_str(), false));
        }
        (_, None) => None,
        (_, Some(text)) => Some(starting_number(text, stream, shard, account)?),
    };
    match (kind, number) {
        (AtSequenceNumber | AfterSequenceNumber, Some(number)) => {
            Ok(shard.position_of(number, kind == AfterSequenceNumber))
        }
        (TrimHorizon, _) => Ok(0),
        (AtTimestamp, _) => {
            let timestamp = input.timestamp.ok_or_else(Error::timestamp_missing)?;
            if now.total_millis() < timestamp.total_millis() {
                return Err(Error::timestamp_in_future(timestamp, now));
            }
            Ok(shard.log.first_arrived_since(timestamp))
        }
        _ => Ok(shard.log.end_counter()),
    }
}

fn starting_number(
    text: &str,
    stream: &Stream,
    shard: &Shard,
    account: AccountId,
) -> Result<SequenceNumber, Error> {
    let (name, id) = (&*stream.name, shard.id);
    let number =
        SequenceNumber::parse(text).ok_or_else(|| Error::bad_starting_number(text, id, name, account))?;
    if i64::from(number.shard) != i64::from(id.0) {
        return Err(Error::number_of_other_shard(number, id));
    }
    let start = shard.starting_sequence_number();
    if number.version == start.version && number.shard_created_secs == start.shard_created_secs {
        return Ok(number);
    }
    if number.version == Version::V0 {
        return Err(Error::bare(Code::InternalFailure));
    }
    Err(Error::foreign_starting_number(text, id, name, account))
}
