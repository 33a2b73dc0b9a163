use super::super::Streams;
use super::super::shapes::{
    STREAM_ARN, STREAM_ID, StreamMode, StreamModeInput, StreamStatus, WARM_THROUGHPUT,
};
use super::super::stream::{Change, Setting};
use super::update_stream_record_distribution_strategy::check_distribution;
use super::update_stream_warm_throughput::check_warm_mibps;
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

/// Calls on one stream in 24 hours.
pub(in crate::streams) const CALLS_A_DAY: usize = 2;

crate::input! {
    /// The stream, and its new mode.
    pub struct UpdateStreamModeInput<'a> {
        /// The stream.
        stream_arn: &'a str = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
        /// The mode.
        stream_mode_details: StreamModeInput<'a> = "StreamModeDetails", Rules::NONE;
        /// MiB/s to have at once, for an on-demand stream.
        warm_throughput_mibps: Option<i32> = "WarmThroughputMiBps", WARM_THROUGHPUT;
    }
}

/// Changes how the capacity of a stream is bought. Its shards stay as they are.
pub struct UpdateStreamMode;

impl Operation for UpdateStreamMode {
    const NAME: &'static str = "UpdateStreamMode";
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
        Code::Validation,
    ];
    type State = Streams;
    type Input<'a> = UpdateStreamModeInput<'a>;
    type Output<'s> = ();

    fn run(streams: &mut Streams, input: UpdateStreamModeInput<'_>, now: Instant) -> Result<(), Error> {
        let (name, account) = (streams.name_of(None, Some(input.stream_arn))?, streams.account);
        let stream = streams.find_active(name)?;
        let mode = input.stream_mode_details.stream_mode;
        if let Some(mibps) = input.warm_throughput_mibps {
            streams.check_warm_throughput(mode, now)?;
            check_warm_mibps(mibps)?;
            streams.check_shard_limit((mibps as u32).saturating_sub(stream.open_shard_count() as u32))?;
        }
        check_distribution(stream.distribution, mode)?;
        if mode == StreamMode::Provisioned && streams.queues_on(name).next().is_some() {
            return Err(Error::stream_has_queues(name, account, "its mode becomes PROVISIONED"));
        }
        if stream.switched_at.count(now) == CALLS_A_DAY {
            return Err(Error::switched_too_often(name, account, CALLS_A_DAY));
        }
        if mode == StreamMode::OnDemand && stream.mode != mode {
            streams.check_on_demand_limit()?;
        }

        let stream = streams.streams.get_mut(name).expect("it was found above");
        stream.switched_at.note(now);
        let warm_mibps = input.warm_throughput_mibps.map(|mibps| mibps as u32);
        let change = Change::Set(Setting::Mode { mode, warm_mibps });
        streams.start_change(name, StreamStatus::Updating, change, now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::check_with_limits;

    #[test]
    fn a_mode_changes_twice_a_day_and_the_shards_stay() {
        check_with_limits(
            r#"CreateStream {"StreamName":"a","ShardCount":2}
               +2000
               UpdateStreamMode {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamModeDetails":{"StreamMode":"ON_DEMAND"}}
               UpdateStreamMode {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamModeDetails":{"StreamMode":"ON_DEMAND"}}
               +2000
               DescribeStreamSummary {"StreamName":"a"}
               UpdateStreamMode {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamModeDetails":{"StreamMode":"PROVISIONED"}}
               +2000
               UpdateStreamMode {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamModeDetails":{"StreamMode":"ON_DEMAND"}}
               +86400000
               UpdateStreamMode {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamModeDetails":{"StreamMode":"ON_DEMAND"},"WarmThroughputMiBps":1}
               UpdateStreamMode {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamModeDetails":{"StreamMode":"ON_DEMAND"}}"#,
            expect![[r#"
                CreateStream: done
                UpdateStreamMode: done
                UpdateStreamMode: ResourceInUseException: Stream a under account 000000000000 not ACTIVE, instead in state UPDATING
                DescribeStreamSummary: {"StreamDescriptionSummary":{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"ON_DEMAND"},"RetentionPeriodHours":24,"StreamCreationTimestamp":1767225600,"EnhancedMonitoring":[{"ShardLevelMetrics":[]}],"EncryptionType":"NONE","OpenShardCount":2,"ConsumerCount":0,"MaxRecordSizeInKiB":1024,"QueueCount":0,"RecordDistributionStrategy":"USER_PARTITION_KEY"}}
                UpdateStreamMode: done
                UpdateStreamMode: LimitExceededException: The mode of stream a under account 000000000000 was updated 2 times in the last 24 hours.
                UpdateStreamMode: InvalidArgumentException: WarmThroughputMiBps needs the minimum throughput billing commitment of account 000000000000 to be ENABLED.
                UpdateStreamMode: done
            "#]],
        );
    }
}
