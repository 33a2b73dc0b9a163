use super::super::parts;
use super::super::shapes::{APPLICATION_NAME, APPLICATION_VERSION_ID, Empty, ID};
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
        current_application_version_id: i64 = "CurrentApplicationVersionId", APPLICATION_VERSION_ID;
        /// The log stream.
        cloud_watch_logging_option_id: &'a str = "CloudWatchLoggingOptionId", ID;
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
    type Output<'s> = Empty;

    fn run(
        analytics: &mut Analytics,
        input: DeleteApplicationCloudWatchLoggingOptionInput<'_>,
        now: Instant,
    ) -> Result<Empty, Error> {
        let expected = Expected::Version(input.current_application_version_id);
        analytics.change_around_code(input.application_name, expected, now, |configuration, _| {
            parts::remove(&mut configuration.logging_options, input.cloud_watch_logging_option_id)
        })?;
        Ok(Empty)
    }
}
