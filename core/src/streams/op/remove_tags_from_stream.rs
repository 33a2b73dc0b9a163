use alloc::vec::Vec;

use super::super::Streams;
use super::super::shapes::{STREAM_ARN, STREAM_ID, STREAM_NAME, TAG_KEYS};
use super::super::tags::Tags;
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::ids::Resource;
use crate::time::Instant;

crate::input! {
    /// The stream, and the tags to take from it.
    pub struct RemoveTagsFromStreamInput<'a> {
        /// Their keys; those that no tag has are passed over.
        tag_keys: Vec<&'a str> = "TagKeys", TAG_KEYS;
        /// By name.
        stream_name: Option<&'a str> = "StreamName", STREAM_NAME;
        /// By ARN.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

/// Takes tags from a stream.
pub struct RemoveTagsFromStream;

impl Operation for RemoveTagsFromStream {
    const NAME: &'static str = "RemoveTagsFromStream";
    const RATE: CallRate = CallRate::PerStream(5);
    const ERRORS: &'static [Code] =
        &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceInUse, Code::ResourceNotFound];
    type State = Streams;
    type Input<'a> = RemoveTagsFromStreamInput<'a>;
    type Output<'s> = ();

    fn run(streams: &mut Streams, input: RemoveTagsFromStreamInput<'_>, _: Instant) -> Result<(), Error> {
        let name = streams.name_of(input.stream_name, input.stream_arn)?;
        let resource = streams.in_words(Resource::Stream(name));
        streams.find(name)?;
        Tags::check_removal(&input.tag_keys, &resource)?;
        streams.streams.get_mut(name).expect("it was found above").tags.remove(&input.tag_keys);
        Ok(())
    }
}
