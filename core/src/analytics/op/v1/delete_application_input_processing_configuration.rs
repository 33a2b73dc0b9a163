use super::super::shapes::{APPLICATION_NAME, APPLICATION_VERSION_ID, Empty, ID};
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

/// Lets records of an input become rows as they come.
pub struct DeleteApplicationInputProcessingConfiguration;

impl Operation for DeleteApplicationInputProcessingConfiguration {
    const NAME: &'static str = "DeleteApplicationInputProcessingConfiguration";
    const ERRORS: &'static [Code] =
        &[Code::ResourceNotFound, Code::ResourceInUse, Code::InvalidArgument, Code::ConcurrentModification];
    type State = Analytics;
    type Input<'a> = DeleteApplicationInputProcessingConfigurationInput<'a>;
    type Output<'s> = Empty;

    fn run(
        analytics: &mut Analytics,
        input: DeleteApplicationInputProcessingConfigurationInput<'_>,
        now: Instant,
    ) -> Result<Empty, Error> {
        let expected = Expected::Version(input.current_application_version_id);
        analytics.change_around_code(input.application_name, expected, now, |configuration, _| {
            configuration.delete_processing(input.input_id)
        })?;
        Ok(Empty)
    }
}
