use super::super::shapes::{APPLICATION_NAME, APPLICATION_VERSION_ID, Empty};
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

/// Writes a stream of an application to a destination. There need not be such a stream.
pub struct AddApplicationOutput;

impl Operation for AddApplicationOutput {
    const NAME: &'static str = "AddApplicationOutput";
    const ERRORS: &'static [Code] =
        &[Code::ResourceNotFound, Code::ResourceInUse, Code::InvalidArgument, Code::ConcurrentModification];
    type State = Analytics;
    type Input<'a> = AddApplicationOutputInput<'a>;
    type Output<'s> = Empty;

    fn run(
        analytics: &mut Analytics,
        input: AddApplicationOutputInput<'_>,
        now: Instant,
    ) -> Result<Empty, Error> {
        let expected = Expected::Version(input.current_application_version_id);
        let Create(added) = input.output;
        analytics.change_around_code(input.application_name, expected, now, |configuration, version| {
            configuration.add_output(version, |id| added.meaning(id))
        })?;
        Ok(Empty)
    }
}
