use alloc::string::String;

use super::super::shapes::{APPLICATION_NAME, APPLICATION_VERSION_ID, ID};
use crate::analytics::Analytics;
use crate::analytics::service::Expected;
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The input whose records are to go through no function any more.
    pub struct DeleteApplicationInputProcessingConfigurationInput<'a> {
        /// The application.
        application_name: &'a str = "ApplicationName", APPLICATION_NAME;
        /// The version that the change is made for.
        current_application_version_id: i64 = "CurrentApplicationVersionId", APPLICATION_VERSION_ID;
        /// The input.
        input_id: &'a str = "InputId", ID;
    }
}

crate::output! {
    /// The application as it is now.
    pub struct DeleteApplicationInputProcessingConfigurationResponse {
        /// Its ARN.
        application_arn: String = "ApplicationARN";
        /// Its version.
        application_version_id: i64 = "ApplicationVersionId";
    }
}

/// Lets records of an input become rows as they come.
pub struct DeleteApplicationInputProcessingConfiguration;

impl Operation for DeleteApplicationInputProcessingConfiguration {
    const NAME: &'static str = "DeleteApplicationInputProcessingConfiguration";
    const ERRORS: &'static [Code] =
        &[Code::ResourceNotFound, Code::ResourceInUse, Code::InvalidArgument, Code::ConcurrentModification];
    type State = Analytics;
    type Input<'a> = DeleteApplicationInputProcessingConfigurationInput<'a>;
    type Output<'s> = DeleteApplicationInputProcessingConfigurationResponse;

    fn run(
        analytics: &mut Analytics,
        input: DeleteApplicationInputProcessingConfigurationInput<'_>,
        now: Instant,
    ) -> Result<DeleteApplicationInputProcessingConfigurationResponse, Error> {
        let expected = Expected::Version(input.current_application_version_id);
        let application =
            analytics.change_around_code(input.application_name, expected, now, |configuration, _| {
                configuration.delete_processing(input.input_id)
            })?;
        let version = application.version_id();
        let application_arn = analytics.arn(input.application_name);
        Ok(DeleteApplicationInputProcessingConfigurationResponse {
            application_arn,
            application_version_id: version,
        })
    }
}
