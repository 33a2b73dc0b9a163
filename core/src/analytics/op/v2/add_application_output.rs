use alloc::string::String;
use alloc::vec::Vec;

use super::super::shapes::{APPLICATION_NAME, APPLICATION_VERSION_ID};
use super::shapes::Output;
use crate::analytics::Analytics;
use crate::analytics::service::Expected;
use crate::api::{Create, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// Where a stream of the application is to be written to.
    pub struct AddApplicationOutputInput<'a> {
        /// The application.
        application_name: &'a str = "ApplicationName", APPLICATION_NAME;
        /// The version that the change is made for.
        current_application_version_id: i64 = "CurrentApplicationVersionId", APPLICATION_VERSION_ID;
        /// The output.
        output: Create<Output> = "Output", Rules::NONE;
    }
}

crate::output! {
    /// The application as it is now.
    pub struct AddApplicationOutputResponse {
        /// Its ARN.
        application_arn: String = "ApplicationARN";
        /// Its version.
        application_version_id: i64 = "ApplicationVersionId";
        /// Its outputs.
        output_descriptions: Vec<Output> = "OutputDescriptions";
    }
}

/// Writes a stream of an application to a destination. There need not be such a stream.
pub struct AddApplicationOutput;

impl Operation for AddApplicationOutput {
    const NAME: &'static str = "AddApplicationOutput";
    const ERRORS: &'static [Code] =
        &[Code::ResourceNotFound, Code::ResourceInUse, Code::InvalidArgument, Code::ConcurrentModification];
    type State = Analytics;
    type Input<'a> = AddApplicationOutputInput<'a>;
    type Output<'s> = AddApplicationOutputResponse;

    fn run(
        analytics: &mut Analytics,
        input: AddApplicationOutputInput<'_>,
        now: Instant,
    ) -> Result<AddApplicationOutputResponse, Error> {
        let expected = Expected::Version(input.current_application_version_id);
        let Create(added) = input.output;
        let application = analytics.change_around_code(
            input.application_name,
            expected,
            now,
            |configuration, version| configuration.add_output(version, |id| added.meaning(id)),
        )?;
        let version = application.version_id();
        let output_descriptions = application.configuration.outputs.iter().map(Into::into).collect();
        let application_arn = analytics.arn(input.application_name);
        Ok(AddApplicationOutputResponse {
            application_arn,
            application_version_id: version,
            output_descriptions,
        })
    }
}
