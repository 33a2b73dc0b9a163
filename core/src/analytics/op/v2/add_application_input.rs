use alloc::string::String;
use alloc::vec::Vec;

use super::super::shapes::{APPLICATION_NAME, APPLICATION_VERSION_ID};
use super::shapes::Input;
use crate::analytics::Analytics;
use crate::analytics::service::Expected;
use crate::api::{Create, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// What the application is to read.
    pub struct AddApplicationInputInput<'a> {
        /// The application.
        application_name: &'a str = "ApplicationName", APPLICATION_NAME;
        /// The version that the change is made for.
        current_application_version_id: i64 = "CurrentApplicationVersionId", APPLICATION_VERSION_ID;
        /// The input.
        input: Create<Input> = "Input", Rules::NONE;
    }
}

crate::output! {
    /// The application as it is now.
    pub struct AddApplicationInputResponse {
        /// Its ARN.
        application_arn: String = "ApplicationARN";
        /// Its version.
        application_version_id: i64 = "ApplicationVersionId";
        /// Its inputs.
        input_descriptions: Vec<Input> = "InputDescriptions";
    }
}

/// Lets an application read something. Its code is looked at as a whole then.
pub struct AddApplicationInput;

impl Operation for AddApplicationInput {
    const NAME: &'static str = "AddApplicationInput";
    const ERRORS: &'static [Code] = &[
        Code::ResourceNotFound,
        Code::ResourceInUse,
        Code::InvalidArgument,
        Code::ConcurrentModification,
        Code::CodeValidation,
    ];
    type State = Analytics;
    type Input<'a> = AddApplicationInputInput<'a>;
    type Output<'s> = AddApplicationInputResponse;

    fn run(
        analytics: &mut Analytics,
        input: AddApplicationInputInput<'_>,
        now: Instant,
    ) -> Result<AddApplicationInputResponse, Error> {
        let expected = Expected::Version(input.current_application_version_id);
        let Create(added) = input.input;
        let application =
            analytics.change(input.application_name, expected, now, |configuration, version| {
                configuration.add_input(version, |id| added.meaning(id))
            })?;
        let version = application.version_id();
        let input_descriptions = application.configuration.inputs.iter().map(Into::into).collect();
        let application_arn = analytics.arn(input.application_name);
        Ok(AddApplicationInputResponse {
            application_arn,
            application_version_id: version,
            input_descriptions,
        })
    }
}
