//! How the streams of the same account and region are read for delivery streams.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use crate::api::{Operation, run_typed};
use crate::error::Error;
use crate::firehose::errand::{Outcome, Place, Read, ReadRecord, Refused};
use crate::ids::ShardId;
use crate::streams::Streams;
use crate::streams::op::{
    GetRecords, GetRecordsInput, GetShardIterator, GetShardIteratorInput, ListShards, ListShardsInput,
    ShardFilter,
};
use crate::streams::shapes::{ShardDescription, ShardFilterType, ShardIteratorType};
use crate::time::Instant;

/// A reader of streams, and what it has called.
pub(super) struct Kinesis<'m> {
    pub(super) streams: &'m mut Streams,
    pub(super) now: Instant,
    pub(super) calls: Vec<Call>,
}

/// A shard, and those that it continues.
type Lineage = (ShardId, Vec<ShardId>);

/// An operation that was called, and the type of its refusal.
pub(in crate::world) type Call = (&'static str, Option<&'static str>);

impl Kinesis<'_> {
    /// The shards of a stream that were open then or since.
    pub(super) fn list_shards(&mut self, stream_arn: &str, since: Instant) -> Outcome {
        self.try_list_shards(stream_arn, since).map_or_else(failed, Outcome::Shards)
    }

    fn try_list_shards(&mut self, stream_arn: &str, since: Instant) -> Result<Vec<Lineage>, Error> {
        let filter_type = ShardFilterType::FromTimestamp;
        let filter = ShardFilter { filter_type, timestamp: Some(since), ..Default::default() };
        let first = ListShardsInput {
            stream_arn: Some(stream_arn),
            shard_filter: Some(filter),
            ..Default::default()
        };
        let mut page = self.call::<ListShards>(first)?;
        let mut shards = Vec::new();
        loop {
            shards.extend(page.shards.iter().map(lineage));
            let Some(next_token) = page.next_token.as_deref() else { return Ok(shards) };
            page = self
                .call::<ListShards>(ListShardsInput { next_token: Some(next_token), ..Default::default() })?;
        }
    }

    /// What comes in a shard behind a place, where the iterator stands if there is one.
    pub(super) fn read_shard(
        &mut self,
        stream_arn: &str,
        shard: ShardId,
        place: Place,
        iterator: Option<&str>,
    ) -> Outcome {
        let read = match iterator {
            Some(iterator) => self.read(stream_arn, iterator),
            None => self.read_from(stream_arn, shard, place),
        };
        read.map_or_else(failed, Outcome::Read)
    }

    fn read_from(&mut self, stream_arn: &str, shard: ShardId, place: Place) -> Result<Read, Error> {
        let (kind, timestamp, number) = match place {
            Place::At(began) => (ShardIteratorType::AtTimestamp, Some(began), None),
            Place::TrimHorizon => (ShardIteratorType::TrimHorizon, None, None),
            Place::After(number) => (ShardIteratorType::AfterSequenceNumber, None, Some(number.to_string())),
        };
        let shard_id = shard.to_string();
        let input = GetShardIteratorInput {
            stream_arn: Some(stream_arn),
            shard_id: &shard_id,
            shard_iterator_type: kind,
            timestamp,
            starting_sequence_number: number.as_deref(),
            ..Default::default()
        };
        let iterator = self.call::<GetShardIterator>(input)?.shard_iterator;
        self.read(stream_arn, &iterator)
    }

    fn read(&mut self, stream_arn: &str, iterator: &str) -> Result<Read, Error> {
        let stream = stream_arn.rsplit('/').next().and_then(|name| self.streams.stream(name));
        let retention = stream.map(|stream| stream.retention);
        let input =
            GetRecordsInput { shard_iterator: iterator, stream_arn: Some(stream_arn), ..Default::default() };
        let output = self.call::<GetRecords>(input)?;
        let records = output.records.iter().map(|(sequence_number, record)| ReadRecord {
            sequence_number,
            partition_key: record.partition_key.into(),
            arrived: record.arrival,
            data: record.data.to_vec(),
        });
        let children = output.child_shards.iter().flatten();
        Ok(Read {
            records: records.collect(),
            children: children.map(|child| (child.shard_id, child.parent_shards.clone())).collect(),
            millis_behind: output.millis_behind_latest as u64,
            next: output.next_shard_iterator,
            retention: retention.unwrap_or_default(),
        })
    }

    fn call<O: Operation<State = Streams>>(&mut self, input: O::Input<'_>) -> Result<O::Output<'_>, Error> {
        let outcome = run_typed::<O>(self.streams, input, self.now).outcome;
        self.calls.push((O::NAME, outcome.as_ref().err().map(|error| error.code.name())));
        outcome
    }
}

fn lineage(shard: &ShardDescription) -> Lineage {
    let parents = shard.parent_shard_id.into_iter().chain(shard.adjacent_parent_shard_id);
    (shard.shard_id, parents.collect())
}

/// As the log of a delivery stream has it.
fn failed(error: Error) -> Outcome {
    let code = format!("Kinesis.{}", error.code.name().trim_end_matches("Exception"));
    Outcome::Failed(Refused::new(code, error.message.unwrap_or(Cow::Borrowed(""))))
}
