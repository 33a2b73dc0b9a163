use alloc::string::String;

use super::super::parts;
use super::super::shapes::{APPLICATION_NAME, APPLICATION_VERSION_ID, ID};
use crate::analytics::Analytics;
use crate::analytics::service::Expected;
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The output to take away.
    pub struct DeleteApplicationOutputInput<'a> {
        /// The application.
        application_name: &'a str = "ApplicationName", APPLICATION_NAME;
        /// The version that the change is made for.
        current_application_version_id: i64 = "CurrentApplicationVersionId", APPLICATION_VERSION_ID;
        /// The output.
        output_id: &'a str = "OutputId", ID;
    }
}

crate::output! {
    /// The application as it is now.
    pub struct DeleteApplicationOutputResponse {
        /// Its ARN.
        application_arn: String = "ApplicationARN";
        /// Its version.
        application_version_id: i64 = "ApplicationVersionId";
    }
}

/// Writes a stream of an application to a destination no more.
pub struct DeleteApplicationOutput;

impl Operation for DeleteApplicationOutput {
    const NAME: &'static str = "DeleteApplicationOutput";
    const ERRORS: &'static [Code] =
        &[Code::ResourceNotFound, Code::ResourceInUse, Code::InvalidArgument, Code::ConcurrentModification];
    type State = Analytics;
    type Input<'a> = DeleteApplicationOutputInput<'a>;
    type Output<'s> = DeleteApplicationOutputResponse;

    fn run(
        analytics: &mut Analytics,
        input: DeleteApplicationOutputInput<'_>,
        now: Instant,
    ) -> Result<DeleteApplicationOutputResponse, Error> {
        let expected = Expected::Version(input.current_application_version_id);
        let application =
            analytics.change_around_code(input.application_name, expected, now, |configuration, _| {
                parts::remove(&mut configuration.outputs, input.output_id)
            })?;
        let version = application.version_id();
        let application_arn = analytics.arn(input.application_name);
        Ok(DeleteApplicationOutputResponse { application_arn, application_version_id: version })
    }
}
