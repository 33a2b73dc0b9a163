use alloc::string::String;
use alloc::vec::Vec;

use super::super::shapes::{APPLICATION_NAME, APPLICATION_VERSION_ID};
use super::shapes::{CloudWatchLoggingOption, TOKEN_RULES};
use crate::analytics::Analytics;
use crate::analytics::service::Expected;
use crate::api::{Create, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// Where the monitoring of the application is to write to.
    pub struct AddApplicationCloudWatchLoggingOptionInput<'a> {
        /// The application.
        application_name: &'a str = "ApplicationName", APPLICATION_NAME;
        /// The version that the change is made for.
        current_application_version_id: Option<i64> = "CurrentApplicationVersionId", APPLICATION_VERSION_ID;
        /// The log stream.
        cloud_watch_logging_option: Create<CloudWatchLoggingOption> = "CloudWatchLoggingOption", Rules::NONE;
        /// What was told of the application's state, where its version is not said.
        conditional_token: Option<&'a str> = "ConditionalToken", TOKEN_RULES;
    }
}

crate::output! {
    /// The application as it is now.
    pub struct AddApplicationCloudWatchLoggingOptionResponse {
        /// Its ARN.
        application_arn: String = "ApplicationARN";
        /// Its version.
        application_version_id: i64 = "ApplicationVersionId";
        /// Its log streams.
        cloud_watch_logging_option_descriptions: Vec<CloudWatchLoggingOption> = "CloudWatchLoggingOptionDescriptions";
    }
}

/// Lets the monitoring of an application write to a log stream.
pub struct AddApplicationCloudWatchLoggingOption;

impl Operation for AddApplicationCloudWatchLoggingOption {
    const NAME: &'static str = "AddApplicationCloudWatchLoggingOption";
    const ERRORS: &'static [Code] =
        &[Code::ResourceNotFound, Code::ResourceInUse, Code::InvalidArgument, Code::ConcurrentModification];
    type State = Analytics;
    type Input<'a> = AddApplicationCloudWatchLoggingOptionInput<'a>;
    type Output<'s> = AddApplicationCloudWatchLoggingOptionResponse;

    fn run(
        analytics: &mut Analytics,
        input: AddApplicationCloudWatchLoggingOptionInput<'_>,
        now: Instant,
    ) -> Result<AddApplicationCloudWatchLoggingOptionResponse, Error> {
        let expected = Expected::of(input.current_application_version_id, input.conditional_token)?;
        let Create(added) = input.cloud_watch_logging_option;
        let application = analytics.change_around_code(
            input.application_name,
            expected,
            now,
            |configuration, version| configuration.add_logging_option(version, |id| added.meaning(id)),
        )?;
        let version = application.version_id();
        let cloud_watch_logging_option_descriptions =
            application.configuration.logging_options.iter().map(Into::into).collect();
        let application_arn = analytics.arn(input.application_name);
        Ok(AddApplicationCloudWatchLoggingOptionResponse {
            application_arn,
            application_version_id: version,
            cloud_watch_logging_option_descriptions,
        })
    }
}
