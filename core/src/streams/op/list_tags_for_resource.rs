use alloc::vec::Vec;

use super::super::Streams;
use super::super::shapes::{RESOURCE_ARN, STREAM_ID, Tag};
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The resource.
    pub struct ListTagsForResourceInput<'a> {
        /// The ARN of the stream, consumer or queue.
        resource_arn: &'a str = "ResourceARN", RESOURCE_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

crate::output! {
    /// All of its tags.
    pub struct ListTagsForResourceOutput {
        /// The tags, by key.
        tags: Vec<Tag> = "Tags";
    }
}

/// Lists the tags of a stream, consumer or queue.
pub struct ListTagsForResource;

impl Operation for ListTagsForResource {
    const NAME: &'static str = "ListTagsForResource";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
        Code::Validation,
    ];
    type State = Streams;
    type Input<'a> = ListTagsForResourceInput<'a>;
    type Output<'s> = ListTagsForResourceOutput;

    fn run(
        streams: &mut Streams,
        input: ListTagsForResourceInput<'_>,
        _: Instant,
    ) -> Result<ListTagsForResourceOutput, Error> {
        let resource = streams.resource(input.resource_arn)?;
        Ok(ListTagsForResourceOutput { tags: streams.tags(resource)?.list() })
    }
}
