use alloc::string::{String, ToString};

use super::super::Streams;
use super::super::shapes::{
    STREAM_ARN, STREAM_ID, STREAM_NAME, StreamStatus, WARM_THROUGHPUT, WarmThroughput,
};
use super::super::stream::{Change, Setting};
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::time::Instant;

/// MiB/s that a stream may be warmed up to.
pub(in crate::streams) const MIBPS_MAX: i32 = 10 * 1_024;

crate::input! {
    /// The stream, and the throughput that it is to have at once.
    pub struct UpdateStreamWarmThroughputInput<'a> {
        /// By ARN.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// By name.
        stream_name: Option<&'a str> = "StreamName", STREAM_NAME;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
        /// MiB/s.
        warm_throughput_mibps: i32 = "WarmThroughputMiBps", WARM_THROUGHPUT;
    }
}

crate::output! {
    /// The answer.
    pub struct UpdateStreamWarmThroughputOutput {
        /// ARN.
        stream_arn: String = "StreamARN";
        /// Name.
        stream_name: String = "StreamName";
        /// What was asked for, and what the stream has so far.
        warm_throughput: WarmThroughput = "WarmThroughput";
    }
}

/// Gives an on-demand stream throughput at once that it would have to grow into.
pub struct UpdateStreamWarmThroughput;

impl Operation for UpdateStreamWarmThroughput {
    const NAME: &'static str = "UpdateStreamWarmThroughput";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
        Code::Validation,
    ];
    type State = Streams;
    type Input<'a> = UpdateStreamWarmThroughputInput<'a>;
    type Output<'s> = UpdateStreamWarmThroughputOutput;

    fn run(
        streams: &mut Streams,
        input: UpdateStreamWarmThroughputInput<'_>,
        now: Instant,
    ) -> Result<UpdateStreamWarmThroughputOutput, Error> {
        let name = streams.name_of(input.stream_name, input.stream_arn)?;
        let stream = streams.find_active(name)?;
        streams.check_warm_throughput(stream.mode, now)?;
        check_warm_mibps(input.warm_throughput_mibps)?;
        let (target_mibps, current) = (input.warm_throughput_mibps as u32, stream.open_shard_count() as u32);
        streams.check_shard_limit(target_mibps.saturating_sub(current))?;
        let output = UpdateStreamWarmThroughputOutput {
            stream_arn: stream.arn.clone(),
            stream_name: stream.name.to_string(),
            warm_throughput: WarmThroughput { target_mibps, current_mibps: current },
        };
        let change = Change::Set(Setting::WarmThroughput(target_mibps));
        streams.start_change(name, StreamStatus::Updating, change, now);
        Ok(output)
    }
}

pub(super) fn check_warm_mibps(mibps: i32) -> Result<(), Error> {
    if mibps <= MIBPS_MAX { Ok(()) } else { Err(Error::warm_throughput_too_high(MIBPS_MAX)) }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::check_with_limits;

    #[test]
    fn only_a_committed_account_warms_up_its_on_demand_streams() {
        check_with_limits(
            r#"CreateStream {"StreamName":"a"}
               CreateStream {"StreamName":"p","ShardCount":1}
               +2000
               UpdateStreamWarmThroughput {"StreamName":"a","WarmThroughputMiBps":6}
               UpdateStreamWarmThroughput {"StreamName":"p","WarmThroughputMiBps":6}
               UpdateAccountSettings {"MinimumThroughputBillingCommitment":{"Status":"ENABLED"}}
               UpdateStreamWarmThroughput {"StreamName":"a","WarmThroughputMiBps":10241}
               UpdateStreamWarmThroughput {"StreamName":"a","WarmThroughputMiBps":6}
               +2000
               DescribeStreamSummary {"StreamName":"a"}
               UpdateAccountSettings {"MinimumThroughputBillingCommitment":{"Status":"DISABLED"}}
               CreateStream {"StreamName":"b","WarmThroughputMiBps":8}
               +2000
               DescribeStreamSummary {"StreamName":"b"}"#,
            expect![[r#"
                CreateStream: done
                CreateStream: done
                UpdateStreamWarmThroughput: InvalidArgumentException: WarmThroughputMiBps needs the minimum throughput billing commitment of account 000000000000 to be ENABLED.
                UpdateStreamWarmThroughput: InvalidArgumentException: WarmThroughputMiBps is not expected when StreamMode=PROVISIONED
                UpdateAccountSettings: {"MinimumThroughputBillingCommitment":{"Status":"ENABLED","StartedAt":1767225602,"EarliestAllowedEndAt":1767312002}}
                UpdateStreamWarmThroughput: InvalidArgumentException: WarmThroughputMiBps cannot be greater than 10240.
                UpdateStreamWarmThroughput: {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamName":"a","WarmThroughput":{"TargetMiBps":6,"CurrentMiBps":4}}
                DescribeStreamSummary: {"StreamDescriptionSummary":{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"ON_DEMAND"},"RetentionPeriodHours":24,"StreamCreationTimestamp":1767225600,"EnhancedMonitoring":[{"ShardLevelMetrics":[]}],"EncryptionType":"NONE","OpenShardCount":6,"ConsumerCount":0,"MaxRecordSizeInKiB":1024,"WarmThroughput":{"TargetMiBps":6,"CurrentMiBps":6},"QueueCount":0,"RecordDistributionStrategy":"USER_PARTITION_KEY"}}
                UpdateAccountSettings: InvalidArgumentException: Stream a has warm throughput: remove it before the commitment is disabled.
                CreateStream: done
                DescribeStreamSummary: {"StreamDescriptionSummary":{"StreamName":"b","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/b","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"ON_DEMAND"},"RetentionPeriodHours":24,"StreamCreationTimestamp":1767225604,"EnhancedMonitoring":[{"ShardLevelMetrics":[]}],"EncryptionType":"NONE","OpenShardCount":8,"ConsumerCount":0,"MaxRecordSizeInKiB":1024,"WarmThroughput":{"TargetMiBps":8,"CurrentMiBps":8},"QueueCount":0,"RecordDistributionStrategy":"USER_PARTITION_KEY"}}
            "#]],
        );
    }
}
