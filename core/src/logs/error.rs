//! Every refusal of CloudWatch Logs. Types are the service model's; the words are Assumed unless a line says otherwise.

use alloc::format;

use crate::error::{Code, Error};

/// What this version of the service leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsupported {
    /// Patterns that look into JSON.
    JsonPattern,
    /// Patterns that name the columns of a line.
    SpaceDelimitedPattern,
    /// Patterns with regular expressions.
    RegularExpression,
    /// Groups that cannot be deleted: nothing here would ever let them go.
    DeletionProtection,
}

impl Unsupported {
    /// Each of them.
    pub const EACH: &[Self] =
        &[Self::JsonPattern, Self::SpaceDelimitedPattern, Self::RegularExpression, Self::DeletionProtection];

    /// What a request has that asks for it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::JsonPattern => "A filterPattern for JSON ({ $.member = value })",
            Self::SpaceDelimitedPattern => "A filterPattern for space-delimited lines ([column, ...])",
            Self::RegularExpression => "A filterPattern with a regular expression (%...%)",
            Self::DeletionProtection => "deletionProtectionEnabled",
        }
    }
}

impl Error {
    pub(super) fn logs_feature_not_supported(what: Unsupported) -> Self {
        let text = format!("{} is not supported by this version of Kinetoscope.", what.words());
        Self::new(Code::InvalidParameter, text)
    }

    /// Observed: tests of other emulators, as are those of streams and of what exists already.
    pub(super) fn log_group_not_found() -> Self {
        Self::new(Code::ResourceNotFound, "The specified log group does not exist.")
    }

    pub(super) fn log_stream_not_found() -> Self {
        Self::new(Code::ResourceNotFound, "The specified log stream does not exist.")
    }

    pub(super) fn log_group_exists() -> Self {
        Self::new(Code::ResourceAlreadyExists, "The specified log group already exists")
    }

    pub(super) fn log_stream_exists() -> Self {
        Self::new(Code::ResourceAlreadyExists, "The specified log stream already exists")
    }

    pub(super) fn log_group_name_reserved() -> Self {
        Self::new(Code::InvalidParameter, "Log groups starting with AWS/ are reserved for AWS.")
    }

    pub(super) fn too_many_log_groups() -> Self {
        Self::new(Code::LimitExceeded, "Resource limit exceeded.")
    }

    pub(super) fn log_group_not_named() -> Self {
        let text = "You must specify either logGroupName or logGroupIdentifier.";
        Self::new(Code::InvalidParameter, text)
    }

    pub(super) fn log_group_named_twice() -> Self {
        let text = "LogGroup name and LogGroup identifier are mutually exclusive parameters.";
        Self::new(Code::InvalidParameter, text)
    }

    pub(super) fn log_groups_by_prefix_and_pattern() -> Self {
        let text = "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.";
        Self::new(Code::InvalidParameter, text)
    }

    pub(super) fn log_groups_by_identifier_and_more() -> Self {
        let text = "LogGroup identifiers can only be combined with includeLinkedAccounts.";
        Self::new(Code::InvalidParameter, text)
    }

    pub(super) fn log_streams_by_time_and_prefix() -> Self {
        Self::new(Code::InvalidParameter, "Cannot order by LastEventTime with a logStreamNamePrefix.")
    }

    pub(super) fn log_streams_by_name_and_prefix() -> Self {
        let text = "LogStream names and LogStream name prefix are mutually exclusive parameters.";
        Self::new(Code::InvalidParameter, text)
    }

    pub(super) fn latest_first_too_early() -> Self {
        let text = "startFromHead can be false only where startTime is not before 2024-01-01T00:00:00Z.";
        Self::new(Code::InvalidParameter, text)
    }

    pub(super) fn filter_pattern_invalid(why: &'static str) -> Self {
        Self::new(Code::InvalidParameter, format!("Invalid filter pattern: {why}."))
    }

    pub(super) fn logs_token_invalid() -> Self {
        Self::new(Code::InvalidParameter, "The specified nextToken is invalid.")
    }
}
