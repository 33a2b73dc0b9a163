use alloc::collections::BTreeMap;

use super::super::shapes::{
    RecordDistributionStrategy, STREAM_NAME, StreamMode, StreamModeInput, StreamStatus,
};
use super::super::stream::{Change, Stream};
use super::super::{RECORD_KIB_DEFAULT, Streams};
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

/// Streams that an account may have in CREATING at once.
const CREATING_MAX: usize = 5;
/// Shards that a stream starts with when its capacity is bought by use.
const ON_DEMAND_SHARDS: u32 = 4;

crate::input! {
    /// The stream to make. With neither mode nor shard count it is on-demand, with four shards.
    pub struct CreateStreamInput<'a> {
        /// Shards to open, for a provisioned stream.
        shard_count: Option<i32> = "ShardCount", Rules::NONE.at_least(1);
        /// Name, unique within account and region.
        stream_name: &'a str = "StreamName", STREAM_NAME;
        /// Mode of capacity.
        stream_mode_details: Option<StreamModeInput<'a>> = "StreamModeDetails", Rules::NONE;
        /// Tags. Not supported yet.
        tags: Option<BTreeMap<&'a str, &'a str>> = "Tags", Rules::NONE.length(1, 200).item_length(1, 128).value_length(0, 256);
        /// Warm throughput. Not supported yet.
        warm_throughput_mibps: Option<i32> = "WarmThroughputMiBps", Rules::NONE.at_least(0);
        /// Greatest record, data and key.
        max_record_size_in_kib: Option<i32> = "MaxRecordSizeInKiB", Rules::NONE.range(1_024, 10_240);
        /// How records are spread. Only by partition key yet.
        record_distribution_strategy: Option<RecordDistributionStrategy> = "RecordDistributionStrategy", Rules::NONE;
    }
}

/// Makes a stream: CREATING at once, ACTIVE with all its shards after the transition time.
pub struct CreateStream;

impl Operation for CreateStream {
    const NAME: &'static str = "CreateStream";
    const ERRORS: &'static [Code] =
        &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceInUse, Code::Validation];
    type State = Streams;
    type Input<'a> = CreateStreamInput<'a>;
    type Output<'s> = ();

    fn run(streams: &mut Streams, input: CreateStreamInput<'_>, now: Instant) -> Result<(), Error> {
        let (mode, shard_count) = mode_and_shards(&input)?;
        refuse_unsupported(&input)?;
        if streams.stream(input.stream_name).is_some() {
            return Err(Error::stream_exists(input.stream_name, streams.account));
        }
        let creating = streams.streams().filter(|stream| stream.status == StreamStatus::Creating).count();
        if CREATING_MAX <= creating {
            return Err(Error::too_many_streams_creating(streams.account));
        }
        streams.check_shard_limit(shard_count)?;

        let record_kib_max = input.max_record_size_in_kib.map_or(RECORD_KIB_DEFAULT, |kib| kib as u32);
        let (name, account) = (input.stream_name, streams.account);
        let stream = Stream::new(name, account, &streams.region, mode, record_kib_max, now);
        streams.streams.insert(stream.name.clone(), stream);
        streams.start_change(name, StreamStatus::Creating, Change::Create { shard_count }, now);
        Ok(())
    }
}

fn mode_and_shards(input: &CreateStreamInput<'_>) -> Result<(StreamMode, u32), Error> {
    let mode = input.stream_mode_details.as_ref().map(|details| details.stream_mode);
    match (mode, input.shard_count) {
        (Some(StreamMode::OnDemand), Some(_)) => Err(Error::shard_count_on_demand()),
        (Some(StreamMode::Provisioned), None) => Err(Error::shard_count_missing()),
        (_, Some(count)) => Ok((StreamMode::Provisioned, count as u32)),
        (_, None) => Ok((StreamMode::OnDemand, ON_DEMAND_SHARDS)),
    }
}

fn refuse_unsupported(input: &CreateStreamInput<'_>) -> Result<(), Error> {
    if input.tags.is_some() {
        return Err(Error::not_supported("Tags"));
    }
    if input.warm_throughput_mibps.is_some() {
        return Err(Error::not_supported("WarmThroughputMiBps"));
    }
    match input.record_distribution_strategy {
        Some(RecordDistributionStrategy::Auto) => {
            Err(Error::not_supported("RecordDistributionStrategy AUTO"))
        }
        _ => Ok(()),
    }
}
