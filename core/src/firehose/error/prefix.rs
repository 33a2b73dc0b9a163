//! What is said of prefixes.

use alloc::format;

use crate::error::{Code, Error};

impl Error {
    pub(in crate::firehose) fn error_output_type_in_prefix() -> Self {
        let text = "Prefix must not contain any occurrence of !{firehose:error-output-type}";
        Self::new(Code::InvalidArgument, text)
    }

    pub(in crate::firehose) fn bad_namespace(namespace: &str) -> Self {
        let text = format!("Namespace to the left of colon ({namespace}) is an invalid keyword!");
        Self::new(Code::InvalidArgument, text)
    }

    /// Assumed.
    pub(in crate::firehose) fn bad_firehose_value(value: &str) -> Self {
        let text = format!("Value to the right of colon ({value}) is an invalid keyword!");
        Self::new(Code::InvalidArgument, text)
    }

    /// `member` is `Prefix` or `ErrorOutputPrefix`.
    pub(in crate::firehose) fn bad_conversion_character(member: &str) -> Self {
        let text = format!("Invalid conversion character used in the value of the expression in {member}");
        Self::new(Code::InvalidArgument, text)
    }

    /// Assumed.
    pub(in crate::firehose) fn prefix_unclosed(member: &str) -> Self {
        let text = format!("Expression in {member} that begins with !{{ does not end with }}");
        Self::new(Code::InvalidArgument, text)
    }

    /// Assumed.
    pub(in crate::firehose) fn prefix_without_colon(member: &str) -> Self {
        let text = format!("Expression in {member} must be of the form !{{namespace:value}}");
        Self::new(Code::InvalidArgument, text)
    }

    /// Assumed.
    pub(in crate::firehose) fn prefix_too_long(member: &str, letters_max: usize) -> Self {
        let text = format!("{member} must have length less than or equal to {letters_max} after evaluation");
        Self::new(Code::InvalidArgument, text)
    }

    /// Assumed.
    pub(in crate::firehose) fn error_output_type_missing() -> Self {
        let text = "ErrorOutputPrefix must contain at least one occurrence of !{firehose:error-output-type} \
                    when it contains expressions";
        Self::new(Code::InvalidArgument, text)
    }

    /// Assumed, after the text for a prefix without partitioning.
    pub(in crate::firehose) fn partition_key_in_error_prefix() -> Self {
        let text = "Dynamic Partitioning Namespaces can only be part of Prefix.";
        Self::new(Code::InvalidArgument, text)
    }

    pub(in crate::firehose) fn error_output_prefix_missing() -> Self {
        Self::new(Code::InvalidArgument, "ErrorOutputPrefix can't be null when Prefix contains expressions")
    }

    pub(in crate::firehose) fn partition_key_without_partitioning() -> Self {
        let text = "Dynamic Partitioning Namespaces can only be part of a prefix expression when Dynamic \
                    Partitioning is enabled.";
        Self::new(Code::InvalidArgument, text)
    }

    pub(in crate::firehose) fn partitioning_without_partition_key() -> Self {
        let text =
            "S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning is enabled";
        Self::new(Code::InvalidArgument, text)
    }
}
