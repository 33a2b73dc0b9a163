//! Every refusal of CloudTrail. Types are the service model's; the words are Assumed.

use alloc::format;

use crate::error::{Code, Error};

impl Error {
    pub(super) fn too_many_lookup_attributes() -> Self {
        Self::new(Code::InvalidLookupAttributes, "You can specify one lookup attribute only.")
    }

    pub(super) fn lookup_times_reversed() -> Self {
        Self::new(Code::InvalidTimeRange, "The start time must not be after the end time.")
    }

    pub(super) fn lookup_page_out_of_range(limit: i32) -> Self {
        Self::new(Code::InvalidMaxResults, format!("MaxResults must be between 1 and {limit}."))
    }

    pub(super) fn lookup_token_invalid() -> Self {
        Self::new(Code::InvalidNextTokenException, "The token is not valid, or belongs to another request.")
    }
}
