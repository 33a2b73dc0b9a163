use super::super::shapes::{APPLICATION_NAME, APPLICATION_VERSION_ID, Empty, ID};
use super::shapes::InputProcessingConfiguration;
use crate::analytics::Analytics;
use crate::analytics::service::Expected;
use crate::api::{Create, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The function that the records of an input are to go through.
    pub struct AddApplicationInputProcessingConfigurationInput<'a> {
        /// The application.
        application_name: &'a str = "ApplicationName", APPLICATION_NAME;
        /// The version that the change is made for.
        current_application_version_id: i64 = "CurrentApplicationVersionId", APPLICATION_VERSION_ID;
        /// The input.
        input_id: &'a str = "InputId", ID;
        /// The function.
        input_processing_configuration: Create<InputProcessingConfiguration> = "InputProcessingConfiguration", Rules::NONE;
    }
}

/// Lets records of an input go through a function before they become rows.
pub struct AddApplicationInputProcessingConfiguration;

impl Operation for AddApplicationInputProcessingConfiguration {
    const NAME: &'static str = "AddApplicationInputProcessingConfiguration";
    const ERRORS: &'static [Code] =
        &[Code::ResourceNotFound, Code::ResourceInUse, Code::InvalidArgument, Code::ConcurrentModification];
    type State = Analytics;
    type Input<'a> = AddApplicationInputProcessingConfigurationInput<'a>;
    type Output<'s> = Empty;

    fn run(
        analytics: &mut Analytics,
        input: AddApplicationInputProcessingConfigurationInput<'_>,
        now: Instant,
    ) -> Result<Empty, Error> {
        let expected = Expected::Version(input.current_application_version_id);
        let Create(added) = input.input_processing_configuration;
        analytics.change_around_code(input.application_name, expected, now, |configuration, _| {
            configuration.add_processing(input.input_id, added.meaning())
        })?;
        Ok(Empty)
    }
}
