use alloc::vec::Vec;

use super::super::shapes::{ARN, Tag};
use super::super::tags;
use crate::analytics::Analytics;
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// Whose tags.
    pub struct ListTagsForResourceInput<'a> {
        /// Of the application with this ARN.
        resource_arn: &'a str = "ResourceARN", ARN;
    }
}

crate::output! {
    /// The tags, by key.
    pub struct ListTagsForResourceResponse {
        /// Key and value of each.
        tags: Vec<Tag> = "Tags";
    }
}

/// Lists the tags of an application by key.
pub struct ListTagsForResource;

impl Operation for ListTagsForResource {
    const NAME: &'static str = "ListTagsForResource";
    const ERRORS: &'static [Code] = &[Code::ResourceNotFound, Code::InvalidArgument];
    type State = Analytics;
    type Input<'a> = ListTagsForResourceInput<'a>;
    type Output<'s> = ListTagsForResourceResponse;

    fn run(
        analytics: &mut Analytics,
        input: ListTagsForResourceInput<'_>,
        _: Instant,
    ) -> Result<ListTagsForResourceResponse, Error> {
        Ok(ListTagsForResourceResponse { tags: tags::list(analytics, input.resource_arn)? })
    }
}
