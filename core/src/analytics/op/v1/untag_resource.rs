use alloc::vec::Vec;

use super::super::shapes::{Empty, TAG_KEYS};
use super::super::tags;
use super::shapes::APPLICATION_ARN;
use crate::analytics::Analytics;
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The application, and the keys of tags to take from it.
    pub struct UntagResourceInput<'a> {
        /// By ARN.
        resource_arn: &'a str = "ResourceARN", APPLICATION_ARN;
        /// The keys; there need not be such tags.
        tag_keys: Vec<&'a str> = "TagKeys", TAG_KEYS;
    }
}

/// Takes tags from an application.
pub struct UntagResource;

impl Operation for UntagResource {
    const NAME: &'static str = "UntagResource";
    const ERRORS: &'static [Code] = &[Code::ResourceNotFound, Code::InvalidArgument];
    type State = Analytics;
    type Input<'a> = UntagResourceInput<'a>;
    type Output<'s> = Empty;

    fn run(analytics: &mut Analytics, input: UntagResourceInput<'_>, _: Instant) -> Result<Empty, Error> {
        tags::remove(analytics, input.resource_arn, &input.tag_keys)?;
        Ok(Empty)
    }
}
