//! How streams and delivery streams of the same account and region are read and written for services.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::api::{Operation, run_typed};
use crate::errand::{KeyedRecord, Outcome, Place, Read, ReadRecord, Refused};
use crate::error::Error;
use crate::firehose::Firehose;
use crate::firehose::op::{PutRecordBatch, PutRecordBatchInput, RecordInput};
use crate::ids::ShardId;
use crate::streams::Streams;
use crate::streams::op::{
    GetRecords, GetRecordsInput, GetShardIterator, GetShardIteratorInput, ListShards, ListShardsInput,
    PutRecords, PutRecordsInput, PutRecordsRequestEntry, ShardFilter,
};
use crate::streams::shapes::{ShardDescription, ShardFilterType, ShardIteratorType};
use crate::time::Instant;

/// One who reads and writes streams and delivery streams, and what it has called.
pub(super) struct Kinesis<'m> {
    pub(super) streams: &'m mut Streams,
    pub(super) firehose: &'m mut Firehose,
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

    /// Puts records into a stream.
    pub(super) fn put_records<'r>(&mut self, stream_arn: &'r str, records: &'r [KeyedRecord]) -> Outcome {
        let entry = |record: &'r KeyedRecord| PutRecordsRequestEntry {
            partition_key: Some(&record.partition_key),
            data: &record.data,
            ..Default::default()
        };
        let records = records.iter().map(entry).collect();
        let input = PutRecordsInput { records, stream_arn: Some(stream_arn), ..Default::default() };
        let refused = self.call::<PutRecords>(input).map(|output| {
            let each = output.records.into_iter().map(|entry| (entry.error_code, entry.error_message));
            refused_of("Kinesis", each)
        });
        refused.map_or_else(failed, done_but_for)
    }

    /// Puts records into a delivery stream.
    pub(super) fn put_record_batch(&mut self, arn: &str, records: &[Vec<u8>]) -> Outcome {
        let records = records.iter().map(|data| RecordInput { data, ..Default::default() }).collect();
        let input = PutRecordBatchInput { delivery_stream_name: name_of(arn), records, ..Default::default() };
        let outcome = run_typed::<PutRecordBatch>(self.firehose, input, self.now).outcome;
        self.calls.push((PutRecordBatch::NAME, outcome.as_ref().err().map(|error| error.code.name())));
        let refused = outcome.map(|output| {
            let each = output.request_responses.into_iter();
            refused_of("Firehose", each.map(|entry| (entry.error_code, entry.error_message)))
        });
        refused.map_or_else(|error| failed_at("Firehose", error), done_but_for)
    }

    /// What was put into a delivery stream.
    pub(super) fn read_tap(&mut self, arn: &str, from: Option<u64>) -> Outcome {
        let tapped = self.firehose.read_tap(name_of(arn), from, self.now);
        tapped.map_or_else(|error| failed_at("Firehose", error), Outcome::Tapped)
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

/// The name of a delivery stream in its ARN.
fn name_of(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

/// Which records were not taken, of their answers.
fn refused_of(
    service: &str,
    each: impl Iterator<Item = (Option<&'static str>, Option<String>)>,
) -> Vec<(usize, Refused)> {
    let refused = each.enumerate().filter_map(|(place, (code, message))| {
        Some((place, Refused::new(logged_code(service, code?), message.unwrap_or_default())))
    });
    refused.collect()
}

fn done_but_for(refused: Vec<(usize, Refused)>) -> Outcome {
    if refused.is_empty() { Outcome::Done } else { Outcome::Partly(refused) }
}

/// As logs have it.
fn logged_code(service: &str, code: &str) -> String {
    format!("{service}.{}", code.trim_end_matches("Exception"))
}

fn failed(error: Error) -> Outcome {
    failed_at("Kinesis", error)
}

fn failed_at(service: &str, error: Error) -> Outcome {
    let code = logged_code(service, error.code.name());
    Outcome::Failed(Refused::new(code, error.message.unwrap_or(Cow::Borrowed(""))))
}
