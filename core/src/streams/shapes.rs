//! Structures and enumerations that several operations share.
//!
//! Source: botocore 1.44.5, `kinesis/2013-12-02/service-2.json`.

use alloc::string::String;
use alloc::vec::Vec;

use crate::api::{Rules, pattern};
use crate::ids::{HashKey, SequenceNumber, ShardId};
use crate::time::Instant;

pub(super) const STREAM_NAME: Rules = Rules::NONE.pattern(&pattern::NAME).length(1, 128);
pub(super) const CONSUMER_NAME: Rules = Rules::NONE.pattern(&pattern::NAME).length(1, 128);
pub(super) const STREAM_ARN: Rules = Rules::NONE.pattern(&pattern::STREAM_ARN).length(1, 2_048);
pub(super) const STREAM_ID: Rules = Rules::NONE.pattern(&pattern::STREAM_ID).length(1, 24);
pub(super) const SHARD_ID: Rules = Rules::NONE.pattern(&pattern::NAME).length(1, 128);
pub(super) const HASH_KEY: Rules = Rules::NONE.pattern(&pattern::HASH_KEY);
pub(super) const SEQUENCE_NUMBER: Rules = Rules::NONE.pattern(&pattern::SEQUENCE_NUMBER);
pub(super) const NEXT_TOKEN: Rules = Rules::NONE.length(1, 1_048_576);
pub(super) const TAGS: Rules = Rules::NONE.length(1, 200).item_length(1, 128).value_length(0, 256);
pub(super) const TAG_KEYS: Rules = Rules::NONE.length(1, 50).item_length(1, 128);
pub(super) const CONSUMER_ARN: Rules = Rules::NONE.pattern(&pattern::CONSUMER_ARN).length(1, 2_048);
pub(super) const RESOURCE_ARN: Rules = Rules::NONE.pattern(&pattern::RESOURCE_ARN).length(1, 2_048);
pub(super) const METRICS: Rules = Rules::NONE.length(1, 7);
pub(super) const KEY_ID: Rules = Rules::NONE.length(1, 2_048);
pub(super) const WARM_THROUGHPUT: Rules = Rules::NONE.at_least(0);
pub(super) const LIMIT: Rules = Rules::NONE.range(1, 10_000);

crate::enumeration! {
    /// The state of a stream.
    pub enum StreamStatus {
        /// Being made; it has no shards yet.
        Creating = "CREATING",
        /// Being removed.
        Deleting = "DELETING",
        /// In order.
        Active = "ACTIVE",
        /// Changing; reads and writes go on.
        Updating = "UPDATING",
    }
}

crate::enumeration! {
    /// How capacity is bought.
    pub enum StreamMode {
        /// By the shard.
        Provisioned = "PROVISIONED",
        /// By use.
        OnDemand = "ON_DEMAND",
    }
}

crate::enumeration! {
    /// Where a shard iterator starts. The order is the one in error texts.
    pub enum ShardIteratorType {
        /// After a given record.
        AfterSequenceNumber = "AFTER_SEQUENCE_NUMBER",
        /// After the newest record.
        Latest = "LATEST",
        /// At the first record that came at or after a time.
        AtTimestamp = "AT_TIMESTAMP",
        /// At a given record.
        AtSequenceNumber = "AT_SEQUENCE_NUMBER",
        /// At the oldest record.
        TrimHorizon = "TRIM_HORIZON",
    }
}

crate::enumeration! {
    /// Which shards to list.
    pub enum ShardFilterType {
        /// Those after an id.
        AfterShardId = "AFTER_SHARD_ID",
        /// Those that were open at the trim horizon.
        AtTrimHorizon = "AT_TRIM_HORIZON",
        /// All that are retained.
        FromTrimHorizon = "FROM_TRIM_HORIZON",
        /// Those open now.
        AtLatest = "AT_LATEST",
        /// Those open at a time.
        AtTimestamp = "AT_TIMESTAMP",
        /// Those open at a time and since.
        FromTimestamp = "FROM_TIMESTAMP",
    }
}

crate::enumeration! {
    /// The state of a consumer.
    pub enum ConsumerStatus {
        /// Being registered.
        Creating = "CREATING",
        /// Being removed.
        Deleting = "DELETING",
        /// In order.
        Active = "ACTIVE",
    }
}

crate::enumeration! {
    /// How records are encrypted at rest.
    pub enum EncryptionType {
        /// Not at all.
        None = "NONE",
        /// By a KMS key.
        Kms = "KMS",
    }
}

crate::enumeration! {
    /// A metric that is kept for each shard.
    pub enum ShardMetric {
        /// Bytes put.
        IncomingBytes = "IncomingBytes",
        /// Records put.
        IncomingRecords = "IncomingRecords",
        /// Bytes read.
        OutgoingBytes = "OutgoingBytes",
        /// Records read.
        OutgoingRecords = "OutgoingRecords",
        /// Puts refused.
        WriteProvisionedThroughputExceeded = "WriteProvisionedThroughputExceeded",
        /// Reads refused.
        ReadProvisionedThroughputExceeded = "ReadProvisionedThroughputExceeded",
        /// Age of the last record read.
        IteratorAgeMilliseconds = "IteratorAgeMilliseconds",
        /// Each of them.
        All = "ALL",
    }
}

impl ShardMetric {
    /// What `ALL` stands for.
    pub const EACH: [Self; 7] = [
        Self::IncomingBytes,
        Self::IncomingRecords,
        Self::OutgoingBytes,
        Self::OutgoingRecords,
        Self::WriteProvisionedThroughputExceeded,
        Self::ReadProvisionedThroughputExceeded,
        Self::IteratorAgeMilliseconds,
    ];
}

crate::enumeration! {
    /// What an account asks for.
    pub enum CommitmentRequest {
        /// To be committed.
        Enabled = "ENABLED",
        /// To be committed no longer.
        Disabled = "DISABLED",
    }
}

crate::enumeration! {
    /// Whether an account is committed to a minimum of throughput.
    pub enum CommitmentStatus {
        /// It is.
        Enabled = "ENABLED",
        /// It is not.
        Disabled = "DISABLED",
        /// It is until the first time at which it may end.
        EnabledUntilEarliestAllowedEnd = "ENABLED_UNTIL_EARLIEST_ALLOWED_END",
    }
}

crate::enumeration! {
    /// How a stream comes to another number of shards.
    pub enum ScalingType {
        /// By shards of equal ranges.
        UniformScaling = "UNIFORM_SCALING",
    }
}

crate::enumeration! {
    /// How records are spread over shards.
    pub enum RecordDistributionStrategy {
        /// By the service.
        Auto = "AUTO",
        /// By the MD5 of the partition key.
        UserPartitionKey = "USER_PARTITION_KEY",
    }
}

crate::input! {
    /// The mode to give a stream.
    pub struct StreamModeInput<'a> as "StreamModeDetails" {
        /// The mode.
        stream_mode: StreamMode = "StreamMode", Rules::NONE;
    }
}

crate::output! {
    /// The mode of a stream.
    pub struct StreamModeDetails {
        /// The mode.
        stream_mode: StreamMode = "StreamMode";
    }
}

crate::output! {
    /// The hash keys of a shard.
    pub struct HashKeyRangeOutput {
        /// The first.
        starting_hash_key: HashKey = "StartingHashKey";
        /// The last.
        ending_hash_key: HashKey = "EndingHashKey";
    }
}

crate::output! {
    /// The sequence numbers of a shard.
    pub struct SequenceNumberRange {
        /// The first.
        starting_sequence_number: SequenceNumber = "StartingSequenceNumber";
        /// The last, once the shard is closed.
        ending_sequence_number: Option<SequenceNumber> = "EndingSequenceNumber";
    }
}

crate::output! {
    /// A shard as lists show it.
    pub struct ShardDescription {
        /// Its id.
        shard_id: ShardId = "ShardId";
        /// The shard that it came from.
        parent_shard_id: Option<ShardId> = "ParentShardId";
        /// The other shard that it came from, by a merge.
        adjacent_parent_shard_id: Option<ShardId> = "AdjacentParentShardId";
        /// Its hash keys.
        hash_key_range: HashKeyRangeOutput = "HashKeyRange";
        /// Its sequence numbers.
        sequence_number_range: SequenceNumberRange = "SequenceNumberRange";
    }
}

crate::output! {
    /// A shard that continues one that was read to its end.
    pub struct ChildShard {
        /// Its id.
        shard_id: ShardId = "ShardId";
        /// The one or two shards that it continues.
        parent_shards: Vec<ShardId> = "ParentShards";
        /// Its hash keys.
        hash_key_range: HashKeyRangeOutput = "HashKeyRange";
    }
}

crate::output! {
    /// The shard-level metrics of a stream.
    pub struct EnhancedMetrics {
        /// Which.
        shard_level_metrics: Vec<ShardMetric> = "ShardLevelMetrics";
    }
}

crate::output! {
    /// A registered consumer.
    pub struct ConsumerOutput {
        /// Name.
        consumer_name: String = "ConsumerName";
        /// ARN; it ends in the second of the registration.
        consumer_arn: String = "ConsumerARN";
        /// State.
        consumer_status: ConsumerStatus = "ConsumerStatus";
        /// When it was registered.
        consumer_creation_timestamp: Instant = "ConsumerCreationTimestamp";
    }
}

crate::output! {
    /// The commitment of an account.
    pub struct CommitmentOutput {
        /// Whether it holds.
        status: CommitmentStatus = "Status";
        /// When it began.
        started_at: Option<Instant> = "StartedAt";
        /// When it ended.
        ended_at: Option<Instant> = "EndedAt";
        /// The first time at which it may end.
        earliest_allowed_end_at: Option<Instant> = "EarliestAllowedEndAt";
    }
}

crate::output! {
    /// Throughput that a stream has at once.
    pub struct WarmThroughput {
        /// MiB/s asked for.
        target_mibps: u32 = "TargetMiBps";
        /// MiB/s that the stream has.
        current_mibps: u32 = "CurrentMiBps";
    }
}

crate::output! {
    /// A tag of a stream or consumer.
    pub struct Tag {
        /// Its key.
        key: String = "Key";
        /// Its value.
        value: String = "Value";
    }
}

crate::output! {
    /// A stream as ListStreams shows it.
    pub struct StreamSummary {
        /// Its name.
        stream_name: String = "StreamName";
        /// Its ARN.
        stream_arn: String = "StreamARN";
        /// Its state.
        stream_status: StreamStatus = "StreamStatus";
        /// Its mode.
        stream_mode_details: StreamModeDetails = "StreamModeDetails";
        /// When it was made.
        stream_creation_timestamp: Instant = "StreamCreationTimestamp";
    }
}
