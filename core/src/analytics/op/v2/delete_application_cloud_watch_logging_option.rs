use alloc::string::String;
use alloc::vec::Vec;

use super::super::parts;
use super::super::shapes::{APPLICATION_NAME, APPLICATION_VERSION_ID, ID};
use super::shapes::{CloudWatchLoggingOption, TOKEN_RULES};
use crate::analytics::Analytics;
use crate::analytics::service::Expected;
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The log stream that is written to no more.
    pub struct DeleteApplicationCloudWatchLoggingOptionInput<'a> {
        /// The application.
        application_name: &'a str = "ApplicationName", APPLICATION_NAME;
        /// The version that the change is made for.
        current_application_version_id: Option<i64> = "CurrentApplicationVersionId", APPLICATION_VERSION_ID;
        /// The log stream.
        cloud_watch_logging_option_id: &'a str = "CloudWatchLoggingOptionId", ID;
        /// What was told of the application's state, where its version is not said.
        conditional_token: Option<&'a str> = "ConditionalToken", TOKEN_RULES;
    }
}

crate::output! {
    /// The application as it is now.
    pub struct DeleteApplicationCloudWatchLoggingOptionResponse {
        /// Its ARN.
        application_arn: String = "ApplicationARN";
        /// Its version.
        application_version_id: i64 = "ApplicationVersionId";
        /// Its log streams.
        cloud_watch_logging_option_descriptions: Vec<CloudWatchLoggingOption> = "CloudWatchLoggingOptionDescriptions";
    }
}

/// Lets the monitoring of an application write to a log stream no more.
pub struct DeleteApplicationCloudWatchLoggingOption;

impl Operation for DeleteApplicationCloudWatchLoggingOption {
    const NAME: &'static str = "DeleteApplicationCloudWatchLoggingOption";
    const ERRORS: &'static [Code] =
        &[Code::ResourceNotFound, Code::ResourceInUse, Code::InvalidArgument, Code::ConcurrentModification];
    type State = Analytics;
    type Input<'a> = DeleteApplicationCloudWatchLoggingOptionInput<'a>;
    type Output<'s> = DeleteApplicationCloudWatchLoggingOptionResponse;

    fn run(
        analytics: &mut Analytics,
        input: DeleteApplicationCloudWatchLoggingOptionInput<'_>,
        now: Instant,
    ) -> Result<DeleteApplicationCloudWatchLoggingOptionResponse, Error> {
        let expected = Expected::of(input.current_application_version_id, input.conditional_token)?;
        let application =
            analytics.change_around_code(input.application_name, expected, now, |configuration, _| {
                parts::remove(&mut configuration.logging_options, input.cloud_watch_logging_option_id)
            })?;
        let version = application.version_id();
        let cloud_watch_logging_option_descriptions =
            application.configuration.logging_options.iter().map(Into::into).collect();
        let application_arn = analytics.arn(input.application_name);
        Ok(DeleteApplicationCloudWatchLoggingOptionResponse {
            application_arn,
            application_version_id: version,
            cloud_watch_logging_option_descriptions,
        })
    }
}
