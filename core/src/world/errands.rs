//! What services want done elsewhere, done by other services of the world.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use crate::api::{Operation, run_typed};
use crate::error::Error;
use crate::firehose::errand::{Outcome, Place, Read, ReadRecord, Refused, Wish};
use crate::firehose::flow::object::Object;
use crate::ids::ShardId;
use crate::s3::{NewObject, S3};
use crate::streams::Streams;
use crate::streams::op::{
    GetRecords, GetRecordsInput, GetShardIterator, GetShardIteratorInput, ListShards, ListShardsInput,
    ShardFilter,
};
use crate::streams::shapes::{ShardFilterType, ShardIteratorType};
use crate::time::Instant;

/// Objects of deliveries say nothing of what is in them.
const CONTENT_TYPE: &str = "application/octet-stream";

/// What becomes of calls of functions, of which there are none.
const NO_FUNCTION: Outcome = Outcome::Failed(Refused {
    code: Cow::Borrowed("Lambda.ResourceNotFound"),
    message: Cow::Borrowed("There is no function of this name."),
});

/// What an errand meets.
pub(super) struct Means<'m> {
    /// The streams of the same account and region.
    pub(super) streams: &'m mut Streams,
    /// All buckets.
    pub(super) s3: &'m mut S3,
    pub(super) now: Instant,
    /// The operations that were called, each with the type of its refusal.
    pub(super) calls: Vec<(&'static str, Option<&'static str>)>,
}

impl Means<'_> {
    /// Does what is wanted, and says what came of it.
    pub(super) fn run(&mut self, wish: Wish) -> Outcome {
        match wish {
            Wish::PutObject(object) => self.put_object(object),
            Wish::Invoke { .. } => NO_FUNCTION,
            Wish::Request(_) | Wish::Copy(_) | Wish::Append(_) | Wish::DescribeTable(_) => NO_FUNCTION,
            Wish::ListShards(stream_arn) => self.list_shards(&stream_arn).unwrap_or_else(failed),
            Wish::ReadShard { stream_arn, shard, place } => {
                self.read_shard(&stream_arn, shard, place).map(Outcome::Read).unwrap_or_else(failed)
            }
        }
    }

    fn put_object(&mut self, object: Object) -> Outcome {
        let Object { bucket, key, body, content_encoding, kms_key } = object;
        let content_type = Some(CONTENT_TYPE.into());
        let new = NewObject { body, content_type, content_encoding, kms_key, ..NewObject::default() };
        match self.s3.put_object(&bucket, &key, new, self.now) {
            Ok(_) => Outcome::Done,
            Err(refusal) => {
                let code = format!("S3.{}", refusal.code.name());
                Outcome::Failed(Refused::new(code, refusal.message))
            }
        }
    }

    fn list_shards(&mut self, stream_arn: &str) -> Result<Outcome, Error> {
        let open = ShardFilter { filter_type: ShardFilterType::AtLatest, ..Default::default() };
        let input =
            ListShardsInput { stream_arn: Some(stream_arn), shard_filter: Some(open), ..Default::default() };
        let output = self.call::<ListShards>(input)?;
        Ok(Outcome::Shards(output.shards.iter().map(|shard| shard.shard_id).collect()))
    }

    fn read_shard(&mut self, stream_arn: &str, shard: ShardId, place: Place) -> Result<Read, Error> {
        let (kind, number) = match place {
            Place::Iterator(iterator) => return self.read(stream_arn, &iterator),
            Place::Latest => (ShardIteratorType::Latest, None),
            Place::TrimHorizon => (ShardIteratorType::TrimHorizon, None),
            Place::After(number) => (ShardIteratorType::AfterSequenceNumber, Some(number.to_string())),
        };
        let shard_id = shard.to_string();
        let input = GetShardIteratorInput {
            stream_arn: Some(stream_arn),
            shard_id: &shard_id,
            shard_iterator_type: kind,
            starting_sequence_number: number.as_deref(),
            ..Default::default()
        };
        let iterator = self.call::<GetShardIterator>(input)?.shard_iterator;
        self.read(stream_arn, &iterator)
    }

    fn read(&mut self, stream_arn: &str, iterator: &str) -> Result<Read, Error> {
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
        })
    }

    fn call<O: Operation<State = Streams>>(&mut self, input: O::Input<'_>) -> Result<O::Output<'_>, Error> {
        let outcome = run_typed::<O>(self.streams, input, self.now).outcome;
        self.calls.push((O::NAME, outcome.as_ref().err().map(|error| error.code.name())));
        outcome
    }
}

/// As the log of a delivery stream has it.
fn failed(error: Error) -> Outcome {
    let code = format!("Kinesis.{}", error.code.name().trim_end_matches("Exception"));
    Outcome::Failed(Refused::new(code, error.message.unwrap_or(Cow::Borrowed(""))))
}
