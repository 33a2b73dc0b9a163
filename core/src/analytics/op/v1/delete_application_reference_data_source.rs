use super::super::parts;
use super::super::shapes::{APPLICATION_NAME, APPLICATION_VERSION_ID, Empty, ID};
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

/// Takes a table of reference data from an application, which must not need it.
pub struct DeleteApplicationReferenceDataSource;

impl Operation for DeleteApplicationReferenceDataSource {
    const NAME: &'static str = "DeleteApplicationReferenceDataSource";
    const ERRORS: &'static [Code] =
        &[Code::ResourceNotFound, Code::ResourceInUse, Code::InvalidArgument, Code::ConcurrentModification];
    type State = Analytics;
    type Input<'a> = DeleteApplicationReferenceDataSourceInput<'a>;
    type Output<'s> = Empty;

    fn run(
        analytics: &mut Analytics,
        input: DeleteApplicationReferenceDataSourceInput<'_>,
        now: Instant,
    ) -> Result<Empty, Error> {
        let expected = Expected::Version(input.current_application_version_id);
        analytics.change_around_code(input.application_name, expected, now, |configuration, _| {
            parts::remove(&mut configuration.references, input.reference_id)
        })?;
        Ok(Empty)
    }
}
