use alloc::vec::Vec;

use super::super::Streams;
use super::super::shapes::{RESOURCE_ARN, STREAM_ID, TAG_KEYS};
use super::super::tags::Tags;
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The resource, and the tags to take from it.
    pub struct UntagResourceInput<'a> {
        /// The ARN of the stream, consumer or queue.
        resource_arn: &'a str = "ResourceARN", RESOURCE_ARN;
        /// Their keys; those that no tag has are passed over.
        tag_keys: Vec<&'a str> = "TagKeys", TAG_KEYS;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

/// Takes tags from a stream, consumer or queue.
pub struct UntagResource;

impl Operation for UntagResource {
    const NAME: &'static str = "UntagResource";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
        Code::Validation,
    ];
    type State = Streams;
    type Input<'a> = UntagResourceInput<'a>;
    type Output<'s> = ();

    fn run(streams: &mut Streams, input: UntagResourceInput<'_>, _: Instant) -> Result<(), Error> {
        let resource = streams.resource(input.resource_arn)?;
        streams.tags(resource)?;
        Tags::check_removal(&input.tag_keys, &streams.in_words(resource))?;
        streams.tags_mut(resource).remove(&input.tag_keys);
        Ok(())
    }
}
