use alloc::string::String;

use super::super::shapes::{APPLICATION_NAME, APPLICATION_VERSION_ID, ID};
use super::shapes::InputProcessingConfiguration;
use crate::analytics::Analytics;
use crate::analytics::application::Application;
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

crate::output! {
    /// The application as it is now.
    pub struct AddApplicationInputProcessingConfigurationResponse {
        /// Its ARN.
        application_arn: String = "ApplicationARN";
        /// Its version.
        application_version_id: i64 = "ApplicationVersionId";
        /// The input.
        input_id: String = "InputId";
        /// Its function.
        input_processing_configuration_description: Option<InputProcessingConfiguration> = "InputProcessingConfigurationDescription";
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
    type Output<'s> = AddApplicationInputProcessingConfigurationResponse;

    fn run(
        analytics: &mut Analytics,
        input: AddApplicationInputProcessingConfigurationInput<'_>,
        now: Instant,
    ) -> Result<AddApplicationInputProcessingConfigurationResponse, Error> {
        let expected = Expected::Version(input.current_application_version_id);
        let Create(added) = input.input_processing_configuration;
        let application =
            analytics.change_around_code(input.application_name, expected, now, |configuration, _| {
                configuration.add_processing(input.input_id, added.meaning())
            })?;
        let version = application.version_id();
        let input_id = input.input_id.into();
        let input_processing_configuration_description = processing_of(application, input.input_id);
        let application_arn = analytics.arn(input.application_name);
        Ok(AddApplicationInputProcessingConfigurationResponse {
            application_arn,
            application_version_id: version,
            input_id,
            input_processing_configuration_description,
        })
    }
}

/// The function of an input, if it has one.
fn processing_of(application: &Application, input_id: &str) -> Option<InputProcessingConfiguration> {
    let input = application.configuration.inputs.iter().find(|input| input.id == input_id)?;
    input.preprocessor.as_ref().map(Into::into)
}
