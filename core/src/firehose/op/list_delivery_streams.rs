use alloc::sync::Arc;
use alloc::vec::Vec;

use super::super::Firehose;
use super::super::shapes::{DELIVERY_STREAM_NAME, DeliveryStreamType, LIMIT};
use crate::api::{CallRate, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

/// Names of one answer, unless it is said otherwise.
const LIMIT_DEFAULT: usize = 10;

crate::input! {
    /// Which delivery streams.
    pub struct ListDeliveryStreamsInput<'a> {
        /// How many at most; 10 unless given.
        limit: Option<i32> = "Limit", LIMIT;
        /// Only those with this source.
        delivery_stream_type: Option<DeliveryStreamType> = "DeliveryStreamType", Rules::NONE;
        /// Only those after this name, which need not be one.
        exclusive_start_delivery_stream_name: Option<&'a str> = "ExclusiveStartDeliveryStreamName", DELIVERY_STREAM_NAME;
    }
}

crate::output! {
    /// The delivery streams, by name.
    pub struct ListDeliveryStreamsOutput {
        /// Their names.
        delivery_stream_names: Vec<Arc<str>> = "DeliveryStreamNames";
        /// Whether there are more.
        has_more_delivery_streams: bool = "HasMoreDeliveryStreams";
    }
}

/// Lists delivery streams by name.
pub struct ListDeliveryStreams;

impl Operation for ListDeliveryStreams {
    const NAME: &'static str = "ListDeliveryStreams";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] = &[];
    type State = Firehose;
    type Input<'a> = ListDeliveryStreamsInput<'a>;
    type Output<'s> = ListDeliveryStreamsOutput;

    fn run(
        firehose: &mut Firehose,
        input: ListDeliveryStreamsInput<'_>,
        _: Instant,
    ) -> Result<ListDeliveryStreamsOutput, Error> {
        let limit = input.limit.map_or(LIMIT_DEFAULT, |limit| limit as usize);
        let wanted = firehose.delivery_streams().filter(|stream| {
            input.delivery_stream_type.is_none_or(|kind| stream.kind() == kind)
                && input.exclusive_start_delivery_stream_name.is_none_or(|start| start < &*stream.name)
        });
        let mut names: Vec<_> = wanted.map(|stream| stream.name.clone()).take(limit + 1).collect();
        let has_more = limit < names.len();
        names.truncate(limit);
        Ok(ListDeliveryStreamsOutput { delivery_stream_names: names, has_more_delivery_streams: has_more })
    }
}
