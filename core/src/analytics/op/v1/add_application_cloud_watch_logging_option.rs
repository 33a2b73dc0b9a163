use super::super::shapes::{APPLICATION_NAME, APPLICATION_VERSION_ID, Empty};
use super::shapes::CloudWatchLoggingOption;
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
        current_application_version_id: i64 = "CurrentApplicationVersionId", APPLICATION_VERSION_ID;
        /// The log stream.
        cloud_watch_logging_option: Create<CloudWatchLoggingOption> = "CloudWatchLoggingOption", Rules::NONE;
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
    type Output<'s> = Empty;

    fn run(
        analytics: &mut Analytics,
        input: AddApplicationCloudWatchLoggingOptionInput<'_>,
        now: Instant,
    ) -> Result<Empty, Error> {
        let expected = Expected::Version(input.current_application_version_id);
        let Create(added) = input.cloud_watch_logging_option;
        analytics.change_around_code(input.application_name, expected, now, |configuration, version| {
            configuration.add_logging_option(version, |id| added.meaning(id))
        })?;
        Ok(Empty)
    }
}
