use alloc::vec::Vec;

use super::super::Streams;
use super::super::shapes::{METRICS, STREAM_ARN, STREAM_ID, STREAM_NAME, ShardMetric};
use super::enable_enhanced_monitoring::{EnhancedMonitoringOutput, each, set_metrics};
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The stream, and the metrics to keep for its shards no longer.
    pub struct DisableEnhancedMonitoringInput<'a> {
        /// The metrics; `ALL` is each of them.
        shard_level_metrics: Vec<ShardMetric> = "ShardLevelMetrics", METRICS;
        /// By name.
        stream_name: Option<&'a str> = "StreamName", STREAM_NAME;
        /// By ARN.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

/// Ends metrics that are kept for each shard.
pub struct DisableEnhancedMonitoring;

impl Operation for DisableEnhancedMonitoring {
    const NAME: &'static str = "DisableEnhancedMonitoring";
    const RATE: CallRate = CallRate::PerStream(5);
    const ERRORS: &'static [Code] =
        &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceInUse, Code::ResourceNotFound];
    type State = Streams;
    type Input<'a> = DisableEnhancedMonitoringInput<'a>;
    type Output<'s> = EnhancedMonitoringOutput;

    fn run(
        streams: &mut Streams,
        input: DisableEnhancedMonitoringInput<'_>,
        _: Instant,
    ) -> Result<EnhancedMonitoringOutput, Error> {
        let name = streams.name_of(input.stream_name, input.stream_arn)?;
        let ended = each(&input.shard_level_metrics);
        set_metrics(streams, name, |metrics| metrics.retain(|metric| !ended.contains(metric)))
    }
}
