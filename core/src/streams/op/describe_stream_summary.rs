use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::super::Streams;
use super::super::shapes::{
    EncryptionType, EnhancedMetrics, RecordDistributionStrategy, STREAM_ARN, STREAM_ID, STREAM_NAME,
    StreamMode, StreamModeDetails, StreamStatus, WarmThroughput,
};
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The stream.
    pub struct DescribeStreamSummaryInput<'a> {
        /// By name.
        stream_name: Option<&'a str> = "StreamName", STREAM_NAME;
        /// By ARN.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

crate::output! {
    /// The answer.
    pub struct DescribeStreamSummaryOutput {
        /// The stream.
        stream_description_summary: StreamDescriptionSummary = "StreamDescriptionSummary";
    }
}

crate::output! {
    /// A stream without its shards.
    pub struct StreamDescriptionSummary {
        /// Name.
        stream_name: String = "StreamName";
        /// ARN.
        stream_arn: String = "StreamARN";
        /// State.
        stream_status: StreamStatus = "StreamStatus";
        /// Mode.
        stream_mode_details: StreamModeDetails = "StreamModeDetails";
        /// Hours that records are kept.
        retention_period_hours: i32 = "RetentionPeriodHours";
        /// When it was made.
        stream_creation_timestamp: Instant = "StreamCreationTimestamp";
        /// Shard-level metrics that are on.
        enhanced_monitoring: Vec<EnhancedMetrics> = "EnhancedMonitoring";
        /// How records are encrypted.
        encryption_type: EncryptionType = "EncryptionType";
        /// The key that they are encrypted with.
        key_id: Option<String> = "KeyId";
        /// Shards that take records.
        open_shard_count: u32 = "OpenShardCount";
        /// Registered consumers.
        consumer_count: u32 = "ConsumerCount";
        /// Greatest record, data and key.
        max_record_size_in_kib: u32 = "MaxRecordSizeInKiB";
        /// Throughput that an on-demand stream has at once.
        warm_throughput: Option<WarmThroughput> = "WarmThroughput";
        /// Queues on an on-demand stream.
        queue_count: Option<u32> = "QueueCount";
        /// How records find their shards; told of on-demand streams.
        record_distribution_strategy: Option<RecordDistributionStrategy> = "RecordDistributionStrategy";
    }
}

/// Tells all about a stream but its shards.
pub struct DescribeStreamSummary;

impl Operation for DescribeStreamSummary {
    const NAME: &'static str = "DescribeStreamSummary";
    const RATE: CallRate = CallRate::PerAccount(20);
    const ERRORS: &'static [Code] = &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceNotFound];
    type State = Streams;
    type Input<'a> = DescribeStreamSummaryInput<'a>;
    type Output<'s> = DescribeStreamSummaryOutput;

    fn run(
        streams: &mut Streams,
        input: DescribeStreamSummaryInput<'_>,
        _: Instant,
    ) -> Result<DescribeStreamSummaryOutput, Error> {
        let name = streams.name_of(input.stream_name, input.stream_arn)?;
        let stream = streams.find(name)?;
        let on_demand = stream.mode == StreamMode::OnDemand;
        let stream_description_summary = StreamDescriptionSummary {
            stream_name: stream.name.to_string(),
            stream_arn: stream.arn.clone(),
            stream_status: stream.status,
            stream_mode_details: StreamModeDetails { stream_mode: stream.mode },
            retention_period_hours: stream.retention_hours(),
            stream_creation_timestamp: stream.created_at,
            enhanced_monitoring: stream.enhanced_monitoring(),
            encryption_type: stream.encryption_type(),
            key_id: stream.encryption_key.clone(),
            open_shard_count: stream.open_shard_count() as u32,
            consumer_count: stream.consumers.len() as u32,
            max_record_size_in_kib: stream.record_kib_max,
            warm_throughput: stream.warm_throughput(),
            queue_count: on_demand.then(|| streams.queues_on(name).count() as u32),
            record_distribution_strategy: on_demand.then_some(stream.distribution),
        };
        Ok(DescribeStreamSummaryOutput { stream_description_summary })
    }
}
