//! The operations of Kinesis Data Streams, one a file, under AWS's names.

mod acknowledge_dead_letter_queue_records;
mod acknowledge_queue_records;
mod add_tags_to_stream;
mod create_queue;
pub(super) mod create_stream;
mod decrease_stream_retention_period;
mod delete_queue;
mod delete_resource_policy;
mod delete_stream;
mod deregister_stream_consumer;
mod describe_account_settings;
mod describe_limits;
mod describe_queue;
mod describe_stream;
mod describe_stream_consumer;
mod describe_stream_summary;
mod disable_enhanced_monitoring;
mod enable_enhanced_monitoring;
pub(super) mod get_records;
mod get_resource_policy;
mod get_shard_iterator;
pub(super) mod increase_stream_retention_period;
mod list_queues;
mod list_shards;
mod list_stream_consumers;
mod list_streams;
mod list_tags_for_resource;
mod list_tags_for_stream;
mod merge_shards;
mod put_record;
pub(super) mod put_records;
mod put_resource_policy;
mod receive_dead_letter_queue_records;
mod receive_queue_records;
mod register_stream_consumer;
mod remove_tags_from_stream;
mod restore_dead_letter_queue_records;
mod split_shard;
mod start_stream_encryption;
mod stop_stream_encryption;
mod subscribe_to_shard;
mod tag_resource;
mod unsupported;
mod untag_resource;
mod update_account_settings;
mod update_dead_letter_queue_records_visibility;
mod update_max_record_size;
mod update_queue;
mod update_queue_records_visibility;
pub(super) mod update_shard_count;
pub(super) mod update_stream_mode;
mod update_stream_record_distribution_strategy;
pub(super) mod update_stream_warm_throughput;

pub use acknowledge_dead_letter_queue_records::AcknowledgeDeadLetterQueueRecords;
pub use acknowledge_queue_records::AcknowledgeQueueRecords;
pub use add_tags_to_stream::{AddTagsToStream, AddTagsToStreamInput};
pub use create_queue::{CreateQueue, CreateQueueInput};
pub use create_stream::{CreateStream, CreateStreamInput};
pub use decrease_stream_retention_period::{
    DecreaseStreamRetentionPeriod, DecreaseStreamRetentionPeriodInput,
};
pub use delete_queue::{DeleteQueue, DeleteQueueInput};
pub use delete_resource_policy::{DeleteResourcePolicy, DeleteResourcePolicyInput};
pub use delete_stream::{DeleteStream, DeleteStreamInput};
pub use deregister_stream_consumer::{DeregisterStreamConsumer, DeregisterStreamConsumerInput};
pub use describe_account_settings::{
    AccountSettingsOutput, DescribeAccountSettings, DescribeAccountSettingsInput,
};
pub use describe_limits::{DescribeLimits, DescribeLimitsInput, DescribeLimitsOutput};
pub use describe_queue::{DescribeQueue, DescribeQueueInput};
pub use describe_stream::{DescribeStream, DescribeStreamInput, DescribeStreamOutput, StreamDescription};
pub use describe_stream_consumer::{
    ConsumerDescription, DescribeStreamConsumer, DescribeStreamConsumerInput, DescribeStreamConsumerOutput,
};
pub use describe_stream_summary::{
    DescribeStreamSummary, DescribeStreamSummaryInput, DescribeStreamSummaryOutput, StreamDescriptionSummary,
};
pub use disable_enhanced_monitoring::{DisableEnhancedMonitoring, DisableEnhancedMonitoringInput};
pub use enable_enhanced_monitoring::{
    EnableEnhancedMonitoring, EnableEnhancedMonitoringInput, EnhancedMonitoringOutput,
};
pub use get_records::{GetRecords, GetRecordsInput, GetRecordsOutput};
pub use get_resource_policy::{GetResourcePolicy, GetResourcePolicyInput, GetResourcePolicyOutput};
pub use get_shard_iterator::{GetShardIterator, GetShardIteratorInput, GetShardIteratorOutput};
pub use increase_stream_retention_period::{
    IncreaseStreamRetentionPeriod, IncreaseStreamRetentionPeriodInput,
};
pub use list_queues::{ListQueues, ListQueuesInput, ListQueuesOutput};
pub use list_shards::{ListShards, ListShardsInput, ListShardsOutput, ShardFilter};
pub use list_stream_consumers::{ListStreamConsumers, ListStreamConsumersInput, ListStreamConsumersOutput};
pub use list_streams::{ListStreams, ListStreamsInput, ListStreamsOutput};
pub use list_tags_for_resource::{ListTagsForResource, ListTagsForResourceInput, ListTagsForResourceOutput};
pub use list_tags_for_stream::{ListTagsForStream, ListTagsForStreamInput, ListTagsForStreamOutput};
pub use merge_shards::{MergeShards, MergeShardsInput};
pub use put_record::{PutRecord, PutRecordInput, PutRecordOutput};
pub use put_records::{
    PutRecords, PutRecordsInput, PutRecordsOutput, PutRecordsRequestEntry, PutRecordsResultEntry,
};
pub use put_resource_policy::{PutResourcePolicy, PutResourcePolicyInput};
pub use receive_dead_letter_queue_records::ReceiveDeadLetterQueueRecords;
pub use receive_queue_records::ReceiveQueueRecords;
pub use register_stream_consumer::{
    RegisterStreamConsumer, RegisterStreamConsumerInput, RegisterStreamConsumerOutput,
};
pub use remove_tags_from_stream::{RemoveTagsFromStream, RemoveTagsFromStreamInput};
pub use restore_dead_letter_queue_records::RestoreDeadLetterQueueRecords;
pub use split_shard::{SplitShard, SplitShardInput};
pub use start_stream_encryption::{StartStreamEncryption, StartStreamEncryptionInput};
pub use stop_stream_encryption::{StopStreamEncryption, StopStreamEncryptionInput};
pub use subscribe_to_shard::{
    StartingPosition, SubscribeToShard, SubscribeToShardEvent, SubscribeToShardInput, SubscribeToShardOutput,
};
pub use tag_resource::{TagResource, TagResourceInput};
pub use unsupported::unsupported;
pub use untag_resource::{UntagResource, UntagResourceInput};
pub use update_account_settings::{CommitmentInput, UpdateAccountSettings, UpdateAccountSettingsInput};
pub use update_dead_letter_queue_records_visibility::UpdateDeadLetterQueueRecordsVisibility;
pub use update_max_record_size::{UpdateMaxRecordSize, UpdateMaxRecordSizeInput};
pub use update_queue::{UpdateQueue, UpdateQueueInput};
pub use update_queue_records_visibility::UpdateQueueRecordsVisibility;
pub use update_shard_count::{UpdateShardCount, UpdateShardCountInput, UpdateShardCountOutput};
pub use update_stream_mode::{UpdateStreamMode, UpdateStreamModeInput};
pub use update_stream_record_distribution_strategy::{
    UpdateStreamRecordDistributionStrategy, UpdateStreamRecordDistributionStrategyInput,
};
pub use update_stream_warm_throughput::{
    UpdateStreamWarmThroughput, UpdateStreamWarmThroughputInput, UpdateStreamWarmThroughputOutput,
};

pub use super::page::RecordSlice;

use super::Streams;
use crate::api::{Declaration, Kind, Member, Rules};

/// Every operation of the service that this engine runs, by name.
pub static OPERATIONS: &[Declaration<Streams>] = &[
    #[cfg(feature = "queues")]
    Declaration::of::<AcknowledgeDeadLetterQueueRecords>(),
    #[cfg(feature = "queues")]
    Declaration::of::<AcknowledgeQueueRecords>(),
    #[cfg(feature = "tags")]
    Declaration::of::<AddTagsToStream>(),
    #[cfg(feature = "queues")]
    Declaration::of::<CreateQueue>(),
    Declaration::of::<CreateStream>(),
    Declaration::of::<DecreaseStreamRetentionPeriod>(),
    #[cfg(feature = "queues")]
    Declaration::of::<DeleteQueue>(),
    #[cfg(feature = "tags")]
    Declaration::of::<DeleteResourcePolicy>(),
    Declaration::of::<DeleteStream>(),
    #[cfg(feature = "subscriptions")]
    Declaration::of::<DeregisterStreamConsumer>(),
    Declaration::of::<DescribeAccountSettings>(),
    Declaration::of::<DescribeLimits>(),
    #[cfg(feature = "queues")]
    Declaration::of::<DescribeQueue>(),
    Declaration::of::<DescribeStream>(),
    #[cfg(feature = "subscriptions")]
    Declaration::of::<DescribeStreamConsumer>(),
    Declaration::of::<DescribeStreamSummary>(),
    Declaration::of::<DisableEnhancedMonitoring>(),
    Declaration::of::<EnableEnhancedMonitoring>(),
    Declaration::of::<GetRecords>(),
    #[cfg(feature = "tags")]
    Declaration::of::<GetResourcePolicy>(),
    Declaration::of::<GetShardIterator>(),
    Declaration::of::<IncreaseStreamRetentionPeriod>(),
    #[cfg(feature = "queues")]
    Declaration::of::<ListQueues>(),
    Declaration::of::<ListShards>(),
    #[cfg(feature = "subscriptions")]
    Declaration::of::<ListStreamConsumers>(),
    Declaration::of::<ListStreams>(),
    #[cfg(feature = "tags")]
    Declaration::of::<ListTagsForResource>(),
    #[cfg(feature = "tags")]
    Declaration::of::<ListTagsForStream>(),
    Declaration::of::<MergeShards>(),
    Declaration::of::<PutRecord>(),
    Declaration::of::<PutRecords>(),
    #[cfg(feature = "tags")]
    Declaration::of::<PutResourcePolicy>(),
    #[cfg(feature = "queues")]
    Declaration::of::<ReceiveDeadLetterQueueRecords>(),
    #[cfg(feature = "queues")]
    Declaration::of::<ReceiveQueueRecords>(),
    #[cfg(feature = "subscriptions")]
    Declaration::of::<RegisterStreamConsumer>(),
    #[cfg(feature = "tags")]
    Declaration::of::<RemoveTagsFromStream>(),
    #[cfg(feature = "queues")]
    Declaration::of::<RestoreDeadLetterQueueRecords>(),
    Declaration::of::<SplitShard>(),
    Declaration::of::<StartStreamEncryption>(),
    Declaration::of::<StopStreamEncryption>(),
    #[cfg(feature = "subscriptions")]
    Declaration::of::<SubscribeToShard>(),
    #[cfg(feature = "tags")]
    Declaration::of::<TagResource>(),
    #[cfg(feature = "tags")]
    Declaration::of::<UntagResource>(),
    Declaration::of::<UpdateAccountSettings>(),
    #[cfg(feature = "queues")]
    Declaration::of::<UpdateDeadLetterQueueRecordsVisibility>(),
    Declaration::of::<UpdateMaxRecordSize>(),
    #[cfg(feature = "queues")]
    Declaration::of::<UpdateQueue>(),
    #[cfg(feature = "queues")]
    Declaration::of::<UpdateQueueRecordsVisibility>(),
    Declaration::of::<UpdateShardCount>(),
    Declaration::of::<UpdateStreamMode>(),
    Declaration::of::<UpdateStreamRecordDistributionStrategy>(),
    Declaration::of::<UpdateStreamWarmThroughput>(),
];

/// A member of a structure that is written by hand.
pub(super) const fn member(name: &'static str, kind: Kind) -> Member {
    Member { name, kind, required: false, rules: Rules::NONE }
}
