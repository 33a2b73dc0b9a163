use alloc::vec::Vec;

use super::super::Streams;
use super::super::shapes::{STREAM_ARN, STREAM_ID, STREAM_NAME, Tag};
use crate::api::{CallRate, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

/// Tags on a page, unless fewer are asked for: all that a stream can have.
const PAGE: usize = 50;

crate::input! {
    /// The stream, and the page of its tags.
    pub struct ListTagsForStreamInput<'a> {
        /// Tags on the page.
        limit: Option<i32> = "Limit", Rules::NONE.range(1, 50);
        /// The page starts after this key, which need not exist.
        exclusive_start_tag_key: Option<&'a str> = "ExclusiveStartTagKey", Rules::NONE.length(1, 128);
        /// By name.
        stream_name: Option<&'a str> = "StreamName", STREAM_NAME;
        /// By ARN.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

crate::output! {
    /// A page of tags.
    pub struct ListTagsForStreamOutput {
        /// The tags, by key.
        tags: Vec<Tag> = "Tags";
        /// Whether another page follows.
        has_more_tags: bool = "HasMoreTags";
    }
}

/// Lists the tags of a stream.
pub struct ListTagsForStream;

impl Operation for ListTagsForStream {
    const NAME: &'static str = "ListTagsForStream";
    const RATE: CallRate = CallRate::PerStream(5);
    const ERRORS: &'static [Code] = &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceNotFound];
    type State = Streams;
    type Input<'a> = ListTagsForStreamInput<'a>;
    type Output<'s> = ListTagsForStreamOutput;

    fn run(
        streams: &mut Streams,
        input: ListTagsForStreamInput<'_>,
        _: Instant,
    ) -> Result<ListTagsForStreamOutput, Error> {
        let name = streams.name_of(input.stream_name, input.stream_arn)?;
        let limit = input.limit.map_or(PAGE, |limit| limit as usize);
        let mut rest = streams.find(name)?.tags.after(input.exclusive_start_tag_key);
        let tags = rest.by_ref().take(limit).collect();
        Ok(ListTagsForStreamOutput { tags, has_more_tags: rest.next().is_some() })
    }
}
