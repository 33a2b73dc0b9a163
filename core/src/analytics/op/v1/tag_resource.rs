use alloc::vec::Vec;

use super::super::shapes::{Empty, TAGS, TagInput};
use super::super::tags;
use super::shapes::APPLICATION_ARN;
use crate::analytics::Analytics;
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The application, and the tags to give it.
    pub struct TagResourceInput<'a> {
        /// By ARN.
        resource_arn: &'a str = "ResourceARN", APPLICATION_ARN;
        /// The tags; those of a known key replace the old ones.
        tags: Vec<TagInput<'a>> = "Tags", TAGS;
    }
}

/// Gives an application tags.
pub struct TagResource;

impl Operation for TagResource {
    const NAME: &'static str = "TagResource";
    const ERRORS: &'static [Code] = &[Code::ResourceNotFound, Code::TooManyTags, Code::InvalidArgument];
    type State = Analytics;
    type Input<'a> = TagResourceInput<'a>;
    type Output<'s> = Empty;

    fn run(analytics: &mut Analytics, input: TagResourceInput<'_>, _: Instant) -> Result<Empty, Error> {
        tags::add(analytics, input.resource_arn, &input.tags)?;
        Ok(Empty)
    }
}
