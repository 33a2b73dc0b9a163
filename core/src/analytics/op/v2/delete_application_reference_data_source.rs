use alloc::string::String;

use super::super::parts;
use super::super::shapes::{APPLICATION_NAME, APPLICATION_VERSION_ID, ID};
use crate::analytics::Analytics;
use crate::analytics::service::Expected;
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The table to take away.
    pub struct DeleteApplicationReferenceDataSourceInput<'a> {
        /// The application.
        application_name: &'a str = "ApplicationName", APPLICATION_NAME;
        /// The version that the change is made for.
        current_application_version_id: i64 = "CurrentApplicationVersionId", APPLICATION_VERSION_ID;
        /// The table.
        reference_id: &'a str = "ReferenceId", ID;
    }
}

crate::output! {
    /// The application as it is now.
    pub struct DeleteApplicationReferenceDataSourceResponse {
        /// Its ARN.
        application_arn: String = "ApplicationARN";
        /// Its version.
        application_version_id: i64 = "ApplicationVersionId";
    }
}

/// Takes a table of reference data from an application, which must not need it.
pub struct DeleteApplicationReferenceDataSource;

impl Operation for DeleteApplicationReferenceDataSource {
    const NAME: &'static str = "DeleteApplicationReferenceDataSource";
    const ERRORS: &'static [Code] =
        &[Code::ResourceNotFound, Code::ResourceInUse, Code::InvalidArgument, Code::ConcurrentModification];
    type State = Analytics;
    type Input<'a> = DeleteApplicationReferenceDataSourceInput<'a>;
    type Output<'s> = DeleteApplicationReferenceDataSourceResponse;

    fn run(
        analytics: &mut Analytics,
        input: DeleteApplicationReferenceDataSourceInput<'_>,
        now: Instant,
    ) -> Result<DeleteApplicationReferenceDataSourceResponse, Error> {
        let expected = Expected::Version(input.current_application_version_id);
        let application =
            analytics.change_around_code(input.application_name, expected, now, |configuration, _| {
                parts::remove(&mut configuration.references, input.reference_id)
            })?;
        let version = application.version_id();
        let application_arn = analytics.arn(input.application_name);
        Ok(DeleteApplicationReferenceDataSourceResponse { application_arn, application_version_id: version })
    }
}
