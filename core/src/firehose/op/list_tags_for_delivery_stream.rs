use alloc::vec::Vec;

use super::super::Firehose;
use super::super::shapes::{DELIVERY_STREAM_NAME, TAG_KEY, TAGS_MAX, Tag};
use crate::api::{CallRate, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// Which tags.
    pub struct ListTagsForDeliveryStreamInput<'a> {
        /// Whose.
        delivery_stream_name: &'a str = "DeliveryStreamName", DELIVERY_STREAM_NAME;
        /// Only those after this key.
        exclusive_start_tag_key: Option<&'a str> = "ExclusiveStartTagKey", TAG_KEY;
        /// How many at most; 50 unless given.
        limit: Option<i32> = "Limit", Rules::NONE.range(1, TAGS_MAX as i64);
    }
}

crate::output! {
    /// The tags, by key.
    pub struct ListTagsForDeliveryStreamOutput {
        /// Key and value of each.
        tags: Vec<Tag> = "Tags";
        /// Whether there are more.
        has_more_tags: bool = "HasMoreTags";
    }
}

/// Lists the tags of a delivery stream by key.
pub struct ListTagsForDeliveryStream;

impl Operation for ListTagsForDeliveryStream {
    const NAME: &'static str = "ListTagsForDeliveryStream";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] = &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceNotFound];
    type State = Firehose;
    type Input<'a> = ListTagsForDeliveryStreamInput<'a>;
    type Output<'s> = ListTagsForDeliveryStreamOutput;

    fn run(
        firehose: &mut Firehose,
        input: ListTagsForDeliveryStreamInput<'_>,
        _: Instant,
    ) -> Result<ListTagsForDeliveryStreamOutput, Error> {
        let stream = firehose.find(input.delivery_stream_name)?;
        let limit = input.limit.map_or(TAGS_MAX, |limit| limit as usize);
        let is_after = |key: &str| input.exclusive_start_tag_key.is_none_or(|start| start < key);
        let wanted = stream.tags.iter().filter(|(key, _)| is_after(key)).take(limit + 1);
        let to_tag = |(key, value): (&alloc::string::String, &alloc::string::String)| Tag {
            key: key.clone(),
            value: Some(value.clone()),
        };
        let mut tags: Vec<_> = wanted.map(to_tag).collect();
        let has_more_tags = limit < tags.len();
        tags.truncate(limit);
        Ok(ListTagsForDeliveryStreamOutput { tags, has_more_tags })
    }
}
