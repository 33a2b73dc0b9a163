//! Where a reader of a shard starts: what GetShardIterator and SubscribeToShard have in common.

use super::shapes::{ShardIteratorType, StreamStatus};
use super::{Shard, Stream, Streams};
use crate::error::{Code, Error};
use crate::ids::{AccountId, SequenceNumber, ShardId, Version};
use crate::time::Instant;

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

/// A starting place as a request gives it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start<'a> {
    /// The kind of place.
    pub(super) kind: ShardIteratorType,
    /// For AT_SEQUENCE_NUMBER and AFTER_SEQUENCE_NUMBER.
    pub(super) number: Option<&'a str>,
    /// For AT_TIMESTAMP.
    pub(super) timestamp: Option<Instant>,
    /// Who asks, for refusals that say so.
    pub(super) operation: &'static str,
}

impl Start<'_> {
    /// The counter of the first record to read.
    ///
    /// # Errors
    /// InvalidArgument: a number where none belongs or none where one does; a number that cannot be read, is of another
    /// shard or of another stream; a time that is missing or to come. InternalFailure for a number of version 0.
    pub(super) fn position(
        self,
        stream: &Stream,
        shard: &Shard,
        account: AccountId,
        now: Instant,
    ) -> Result<u64, Error> {
        use ShardIteratorType::{AfterSequenceNumber, AtSequenceNumber, AtTimestamp, Latest, TrimHorizon};
        let kind = self.kind;
        let number = match (kind, self.number) {
            (TrimHorizon | Latest, Some(_)) => return Err(Error::iterator_kind(kind.as_str(), true)),
            (AtSequenceNumber | AfterSequenceNumber, None) => {
                return Err(Error::iterator_kind(kind.as_str(), false));
            }
            (_, None) => None,
            (_, Some(text)) => Some(self.starting_number(text, stream, shard, account)?),
        };
        match (kind, number) {
            (AtSequenceNumber | AfterSequenceNumber, Some(number)) => {
                Ok(shard.position_of(number, kind == AfterSequenceNumber))
            }
            (TrimHorizon, _) => Ok(0),
            (AtTimestamp, _) => {
                let timestamp = self.timestamp.ok_or_else(Error::timestamp_missing)?;
                if now.total_millis() < timestamp.total_millis() {
                    return Err(Error::timestamp_in_future(timestamp, now));
                }
                Ok(shard.log.first_arrived_since(timestamp))
            }
            _ => Ok(shard.log.end_counter()),
        }
    }

    fn starting_number(
        self,
        text: &str,
        stream: &Stream,
        shard: &Shard,
        account: AccountId,
    ) -> Result<SequenceNumber, Error> {
        let (name, id) = (&*stream.name, shard.id);
        let number = SequenceNumber::parse(text)
            .ok_or_else(|| Error::bad_starting_number(text, self.operation, id, name, account))?;
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
        Err(Error::foreign_starting_number(text, self.operation, id, name, account))
    }
}
