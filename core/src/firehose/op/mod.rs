//! The operations of Data Firehose, one a file, under AWS's names.

mod create_delivery_stream;
mod delete_delivery_stream;
mod describe_delivery_stream;
mod list_delivery_streams;
mod list_tags_for_delivery_stream;
pub(super) mod put_record;
pub(super) mod put_record_batch;
mod start_delivery_stream_encryption;
mod stop_delivery_stream_encryption;
mod tag_delivery_stream;
mod untag_delivery_stream;
mod update_destination;

pub use create_delivery_stream::{
    CreateDeliveryStream, CreateDeliveryStreamInput, CreateDeliveryStreamOutput,
};
pub use delete_delivery_stream::{DeleteDeliveryStream, DeleteDeliveryStreamInput};
pub use describe_delivery_stream::{
    DeliveryStreamDescription, DescribeDeliveryStream, DescribeDeliveryStreamInput,
    DescribeDeliveryStreamOutput, DestinationDescription, SourceDescription,
};
pub use list_delivery_streams::{ListDeliveryStreams, ListDeliveryStreamsInput, ListDeliveryStreamsOutput};
pub use list_tags_for_delivery_stream::{
    ListTagsForDeliveryStream, ListTagsForDeliveryStreamInput, ListTagsForDeliveryStreamOutput,
};
pub use put_record::{PutRecord, PutRecordInput, PutRecordOutput, RecordInput};
pub use put_record_batch::{
    PutRecordBatch, PutRecordBatchInput, PutRecordBatchOutput, PutRecordBatchResponseEntry,
};
pub use start_delivery_stream_encryption::{
    StartDeliveryStreamEncryption, StartDeliveryStreamEncryptionInput,
};
pub use stop_delivery_stream_encryption::{StopDeliveryStreamEncryption, StopDeliveryStreamEncryptionInput};
pub use tag_delivery_stream::{TagDeliveryStream, TagDeliveryStreamInput};
pub use untag_delivery_stream::{UntagDeliveryStream, UntagDeliveryStreamInput};
pub use update_destination::{UpdateDestination, UpdateDestinationInput};

use super::Firehose;
use crate::api::Declaration;

/// All operations, by name.
pub static OPERATIONS: &[Declaration<Firehose>] = &[
    Declaration::of::<CreateDeliveryStream>(),
    Declaration::of::<DeleteDeliveryStream>(),
    Declaration::of::<DescribeDeliveryStream>(),
    Declaration::of::<ListDeliveryStreams>(),
    Declaration::of::<ListTagsForDeliveryStream>(),
    Declaration::of::<PutRecord>(),
    Declaration::of::<PutRecordBatch>(),
    Declaration::of::<StartDeliveryStreamEncryption>(),
    Declaration::of::<StopDeliveryStreamEncryption>(),
    Declaration::of::<TagDeliveryStream>(),
    Declaration::of::<UntagDeliveryStream>(),
    Declaration::of::<UpdateDestination>(),
];
