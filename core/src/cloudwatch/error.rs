//! Every refusal of CloudWatch. Types are the service model's; the words are Assumed unless a line says otherwise.

use alloc::format;

use crate::error::{Code, Error};

/// What this version of the service leaves out.
#[derive(Clone, Copy, Debug)]
pub enum Unsupported {
    /// Queries that calculate with others.
    MetricMath,
    /// Statistics that need every value, not what they came to.
    Percentiles,
}

impl Unsupported {
    /// Each of them.
    pub const EACH: &[Self] = &[Self::MetricMath, Self::Percentiles];

    /// What a request has that asks for it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::MetricMath => "Expression (metric math)",
            Self::Percentiles => {
                "A percentile or another statistic than SampleCount, Average, Sum, Minimum and Maximum"
            }
        }
    }
}

impl Error {
    pub(super) fn metric_feature_not_supported(what: Unsupported) -> Self {
        let text = format!("{} is not supported by this version of Kinetoscope.", what.words());
        Self::new(Code::InvalidParameterValue, text)
    }

    pub(super) fn statistics_missing() -> Self {
        let text = "Must specify either Statistics or ExtendedStatistics.";
        Self::new(Code::MissingRequiredParameter, text)
    }

    pub(super) fn statistics_of_both_kinds() -> Self {
        let text = "The parameters Statistics and ExtendedStatistics cannot both be specified.";
        Self::new(Code::InvalidParameterCombination, text)
    }

    pub(super) fn period_not_in_minutes() -> Self {
        Self::new(Code::InvalidParameterValue, "The parameter Period must be a multiple of 60.")
    }

    pub(super) fn metric_times_reversed() -> Self {
        let text = "The parameter StartTime must be less than the parameter EndTime.";
        Self::new(Code::InvalidParameterCombination, text)
    }

    pub(super) fn alarm_over_nothing() -> Self {
        Self::new(Code::InvalidParameterValue, "There is no metric of this name with these dimensions.")
    }

    pub(super) fn too_many_datapoints(count: u64, limit: u64) -> Self {
        let text = format!(
            "You have requested up to {count} datapoints, which exceeds the limit of {limit}. \
             You may reduce the datapoints requested by increasing Period, or decreasing the time range."
        );
        Self::new(Code::InvalidParameterCombination, text)
    }

    pub(super) fn too_many_metric_queries(limit: usize) -> Self {
        let text = format!("The collection MetricDataQueries must not have a size greater than {limit}.");
        Self::new(Code::Validation, text)
    }

    pub(super) fn metric_id_invalid(id: &str) -> Self {
        let text = format!(
            "The value {id} for parameter Id must begin with a lower-case letter and have only letters, digits \
             and underscores."
        );
        Self::new(Code::Validation, text)
    }

    pub(super) fn metric_id_twice(id: &str) -> Self {
        Self::new(Code::Validation, format!("The values for parameter Id must be unique: {id} comes twice."))
    }

    pub(super) fn metric_query_incomplete(id: &str) -> Self {
        let text = format!("Exactly one of MetricStat and Expression must be specified for the query {id}.");
        Self::new(Code::Validation, text)
    }

    pub(super) fn metric_datapoints_out_of_range(limit: usize) -> Self {
        let text = format!("The parameter MaxDatapoints must be between 1 and {limit}.");
        Self::new(Code::Validation, text)
    }

    pub(super) fn metric_token_invalid() -> Self {
        Self::new(Code::InvalidNextToken, "Invalid nextToken")
    }

    pub(super) fn metric_page_token_invalid() -> Self {
        Self::new(Code::InvalidParameterValue, "Invalid nextToken")
    }
}
