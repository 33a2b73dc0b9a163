//! The operations of Kinesis Data Streams, one a file, under AWS's names.

mod create_stream;
mod delete_stream;
mod describe_stream;
mod describe_stream_summary;
mod get_records;
mod get_shard_iterator;
mod list_shards;
mod list_streams;
mod merge_shards;
mod put_record;
mod put_records;
mod split_shard;

pub use create_stream::{CreateStream, CreateStreamInput};
pub use delete_stream::{DeleteStream, DeleteStreamInput};
pub use describe_stream::{DescribeStream, DescribeStreamInput, DescribeStreamOutput, StreamDescription};
pub use describe_stream_summary::{
    DescribeStreamSummary, DescribeStreamSummaryInput, DescribeStreamSummaryOutput, StreamDescriptionSummary,
};
pub use get_records::{GetRecords, GetRecordsInput, GetRecordsOutput, RecordSlice};
pub use get_shard_iterator::{GetShardIterator, GetShardIteratorInput, GetShardIteratorOutput};
pub use list_shards::{ListShards, ListShardsInput, ListShardsOutput, ShardFilter};
pub use list_streams::{ListStreams, ListStreamsInput, ListStreamsOutput};
pub use merge_shards::{MergeShards, MergeShardsInput};
pub use put_record::{PutRecord, PutRecordInput, PutRecordOutput};
pub use put_records::{
    PutRecords, PutRecordsInput, PutRecordsOutput, PutRecordsRequestEntry, PutRecordsResultEntry,
};
pub use split_shard::{SplitShard, SplitShardInput};

use super::Streams;
use crate::api::{Declaration, Kind, Member, Rules};

/// Every operation of the service that this engine runs, by name.
pub static OPERATIONS: &[Declaration<Streams>] = &[
    Declaration::of::<CreateStream>(),
    Declaration::of::<DeleteStream>(),
    Declaration::of::<DescribeStream>(),
    Declaration::of::<DescribeStreamSummary>(),
    Declaration::of::<GetRecords>(),
    Declaration::of::<GetShardIterator>(),
    Declaration::of::<ListShards>(),
    Declaration::of::<ListStreams>(),
    Declaration::of::<MergeShards>(),
    Declaration::of::<PutRecord>(),
    Declaration::of::<PutRecords>(),
    Declaration::of::<SplitShard>(),
];

/// A member of a structure that is written by hand.
const fn member(name: &'static str, kind: Kind) -> Member {
    Member { name, kind, required: false, rules: Rules::NONE }
}
