use alloc::string::String;
use alloc::vec::Vec;

use litemap::LiteMap;

use super::super::Firehose;
use super::super::shapes::{DELIVERY_STREAM_NAME, TAGS, TAGS_MAX, TagInput};
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The delivery stream, and the tags to give it.
    pub struct TagDeliveryStreamInput<'a> {
        /// By name.
        delivery_stream_name: &'a str = "DeliveryStreamName", DELIVERY_STREAM_NAME;
        /// The tags; those of a known key replace the old ones.
        tags: Vec<TagInput<'a>> = "Tags", TAGS;
    }
}

/// Gives a delivery stream tags.
pub struct TagDeliveryStream;

impl Operation for TagDeliveryStream {
    const NAME: &'static str = "TagDeliveryStream";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] =
        &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceInUse, Code::ResourceNotFound];
    type State = Firehose;
    type Input<'a> = TagDeliveryStreamInput<'a>;
    type Output<'s> = ();

    fn run(firehose: &mut Firehose, input: TagDeliveryStreamInput<'_>, _: Instant) -> Result<(), Error> {
        let name = input.delivery_stream_name;
        let stream = firehose.find_taggable(name)?;
        let new = to_map(&input.tags);
        let added = new.keys().filter(|key| !stream.tags.contains_key(*key)).count();
        if TAGS_MAX < stream.tags.len() + added {
            return Err(Error::too_many_tags_of_delivery_stream(name, TAGS_MAX));
        }
        stream.tags.extend(new);
        Ok(())
    }
}

/// The tags by key; one without a value has an empty one.
pub(super) fn to_map(tags: &[TagInput<'_>]) -> LiteMap<String, String> {
    tags.iter().map(|tag| (tag.key.into(), tag.value.unwrap_or_default().into())).collect()
}
