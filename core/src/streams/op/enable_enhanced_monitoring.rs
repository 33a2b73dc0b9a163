use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::super::Streams;
use super::super::shapes::{METRICS, STREAM_ARN, STREAM_ID, STREAM_NAME, ShardMetric};
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The stream, and the metrics to keep for each of its shards.
    pub struct EnableEnhancedMonitoringInput<'a> {
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

crate::output! {
    /// What was kept for each shard, and what is.
    pub struct EnhancedMonitoringOutput {
        /// Name.
        stream_name: String = "StreamName";
        /// ARN.
        stream_arn: String = "StreamARN";
        /// The metrics before the call.
        current_shard_level_metrics: Vec<ShardMetric> = "CurrentShardLevelMetrics";
        /// The metrics after it.
        desired_shard_level_metrics: Vec<ShardMetric> = "DesiredShardLevelMetrics";
    }
}

/// Keeps metrics for each shard beside those of the stream.
pub struct EnableEnhancedMonitoring;

impl Operation for EnableEnhancedMonitoring {
    const NAME: &'static str = "EnableEnhancedMonitoring";
    const RATE: CallRate = CallRate::PerStream(5);
    const ERRORS: &'static [Code] =
        &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceInUse, Code::ResourceNotFound];
    type State = Streams;
    type Input<'a> = EnableEnhancedMonitoringInput<'a>;
    type Output<'s> = EnhancedMonitoringOutput;

    fn run(
        streams: &mut Streams,
        input: EnableEnhancedMonitoringInput<'_>,
        _: Instant,
    ) -> Result<EnhancedMonitoringOutput, Error> {
        let name = streams.name_of(input.stream_name, input.stream_arn)?;
        set_metrics(streams, name, |metrics| metrics.extend(each(&input.shard_level_metrics)))
    }
}

/// Changes the metrics of a stream that is ACTIVE. This takes no time and no state.
pub(super) fn set_metrics(
    streams: &mut Streams,
    name: &str,
    change: impl FnOnce(&mut Vec<ShardMetric>),
) -> Result<EnhancedMonitoringOutput, Error> {
    streams.find_active(name)?;
    let stream = streams.streams.get_mut(name).expect("it was found above");
    let before = stream.metrics.clone();
    change(&mut stream.metrics);
    stream.metrics.sort_unstable();
    stream.metrics.dedup();
    stream.tell_configuration(&mut streams.facts);
    Ok(EnhancedMonitoringOutput {
        stream_name: stream.name.to_string(),
        stream_arn: stream.arn.clone(),
        current_shard_level_metrics: before,
        desired_shard_level_metrics: stream.metrics.clone(),
    })
}

/// `ALL` as the metrics that it stands for.
pub(super) fn each(named: &[ShardMetric]) -> Vec<ShardMetric> {
    if named.contains(&ShardMetric::All) { ShardMetric::EACH.to_vec() } else { named.to_vec() }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::check;

    #[test]
    fn tells_the_metrics_before_and_after() {
        check(
            r#"EnableEnhancedMonitoring {"ShardLevelMetrics":["Nosuch"]}
               EnableEnhancedMonitoring {"ShardLevelMetrics":[]}
               EnableEnhancedMonitoring {"StreamName":"a","ShardLevelMetrics":["ALL"]}
               CreateStream {"StreamName":"a","ShardCount":1}
               EnableEnhancedMonitoring {"StreamName":"a","ShardLevelMetrics":["OutgoingBytes","IncomingBytes"]}
               EnableEnhancedMonitoring {"StreamName":"a","ShardLevelMetrics":["ALL"]}
               DescribeStreamSummary {"StreamName":"a"}
               DisableEnhancedMonitoring {"StreamName":"a","ShardLevelMetrics":["OutgoingBytes"]}
               DisableEnhancedMonitoring {"StreamName":"a","ShardLevelMetrics":["ALL"]}"#,
            expect![[r#"
                EnableEnhancedMonitoring: ValidationException: 1 validation error detected: Value 'Nosuch' at 'shardLevelMetrics.1.member' failed to satisfy constraint: Member must satisfy enum value set: [IncomingBytes, IncomingRecords, OutgoingBytes, OutgoingRecords, WriteProvisionedThroughputExceeded, ReadProvisionedThroughputExceeded, IteratorAgeMilliseconds, ALL]
                EnableEnhancedMonitoring: ValidationException: 1 validation error detected: Value '[]' at 'shardLevelMetrics' failed to satisfy constraint: Member must have length greater than or equal to 1
                EnableEnhancedMonitoring: ResourceNotFoundException: Stream a under account 000000000000 not found.
                CreateStream: done
                EnableEnhancedMonitoring: {"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","CurrentShardLevelMetrics":[],"DesiredShardLevelMetrics":["IncomingBytes","OutgoingBytes"]}
                EnableEnhancedMonitoring: {"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","CurrentShardLevelMetrics":["IncomingBytes","OutgoingBytes"],"DesiredShardLevelMetrics":["IncomingBytes","IncomingRecords","OutgoingBytes","OutgoingRecords","WriteProvisionedThroughputExceeded","ReadProvisionedThroughputExceeded","IteratorAgeMilliseconds"]}
                DescribeStreamSummary: {"StreamDescriptionSummary":{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"RetentionPeriodHours":24,"StreamCreationTimestamp":1767225600,"EnhancedMonitoring":[{"ShardLevelMetrics":["IncomingBytes","IncomingRecords","OutgoingBytes","OutgoingRecords","WriteProvisionedThroughputExceeded","ReadProvisionedThroughputExceeded","IteratorAgeMilliseconds"]}],"EncryptionType":"NONE","OpenShardCount":1,"ConsumerCount":0,"MaxRecordSizeInKiB":1024}}
                DisableEnhancedMonitoring: {"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","CurrentShardLevelMetrics":["IncomingBytes","IncomingRecords","OutgoingBytes","OutgoingRecords","WriteProvisionedThroughputExceeded","ReadProvisionedThroughputExceeded","IteratorAgeMilliseconds"],"DesiredShardLevelMetrics":["IncomingBytes","IncomingRecords","OutgoingRecords","WriteProvisionedThroughputExceeded","ReadProvisionedThroughputExceeded","IteratorAgeMilliseconds"]}
                DisableEnhancedMonitoring: {"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","CurrentShardLevelMetrics":["IncomingBytes","IncomingRecords","OutgoingRecords","WriteProvisionedThroughputExceeded","ReadProvisionedThroughputExceeded","IteratorAgeMilliseconds"],"DesiredShardLevelMetrics":[]}
            "#]],
        );
    }
}
