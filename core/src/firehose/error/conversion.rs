//! What is said of the conversion from JSON to columns.

use alloc::format;

use super::processing::texts;
use crate::error::{Code, Error};

texts! {
    conversion_of_compressed = "The S3 destination's compression format must be set to UNCOMPRESSED when data format conversion is enabled. To enable compression within the converted output format, set the appropriate serialization option in the output format configuration.";
    conversion_of_small_buffers = "BufferingHints.SizeInMBs must be at least 64 when data format conversion is enabled.";
    more_than_one_deserializer = "More than one deserializer specified. Only one may be chosen.";
    more_than_one_serializer = "More than one serializer specified. Only one may be chosen.";
}

impl Error {
    /// `what` is the member that is not there.
    pub(in crate::firehose) fn conversion_lacks(what: &str) -> Self {
        Self::new(Code::InvalidArgument, format!("{what} must not be null"))
    }

    pub(in crate::firehose) fn schema_lacks(what: &str) -> Self {
        let text = format!("SchemaConfiguration.{what} must not be null or empty");
        Self::new(Code::InvalidArgument, text)
    }

    pub(in crate::firehose) fn bad_schema_role() -> Self {
        Self::new(Code::InvalidParameterValue, "Invalid role ARN.")
    }
}
