use alloc::vec::Vec;

use super::super::Firehose;
use super::super::shapes::{DELIVERY_STREAM_NAME, TAGS};
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The delivery stream, and the keys of tags to take from it.
    pub struct UntagDeliveryStreamInput<'a> {
        /// By name.
        delivery_stream_name: &'a str = "DeliveryStreamName", DELIVERY_STREAM_NAME;
        /// The keys; there need not be such tags.
        tag_keys: Vec<&'a str> = "TagKeys", TAGS;
    }
}

/// Takes tags from a delivery stream.
pub struct UntagDeliveryStream;

impl Operation for UntagDeliveryStream {
    const NAME: &'static str = "UntagDeliveryStream";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] =
        &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceInUse, Code::ResourceNotFound];
    type State = Firehose;
    type Input<'a> = UntagDeliveryStreamInput<'a>;
    type Output<'s> = ();

    fn run(firehose: &mut Firehose, input: UntagDeliveryStreamInput<'_>, _: Instant) -> Result<(), Error> {
        let stream = firehose.find_taggable(input.delivery_stream_name)?;
        for key in input.tag_keys {
            stream.tags.remove(key);
        }
        Ok(())
    }
}
