use super::super::shapes::{APPLICATION_NAME, APPLICATION_VERSION_ID, Empty};
use super::shapes::ReferenceDataSource;
use crate::analytics::Analytics;
use crate::analytics::service::Expected;
use crate::api::{Create, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The table that is to be filled from an object.
    pub struct AddApplicationReferenceDataSourceInput<'a> {
        /// The application.
        application_name: &'a str = "ApplicationName", APPLICATION_NAME;
        /// The version that the change is made for.
        current_application_version_id: i64 = "CurrentApplicationVersionId", APPLICATION_VERSION_ID;
        /// The table.
        reference_data_source: Create<ReferenceDataSource> = "ReferenceDataSource", Rules::NONE;
    }
}

/// Gives an application a table of reference data.
pub struct AddApplicationReferenceDataSource;

impl Operation for AddApplicationReferenceDataSource {
    const NAME: &'static str = "AddApplicationReferenceDataSource";
    const ERRORS: &'static [Code] =
        &[Code::ResourceNotFound, Code::ResourceInUse, Code::InvalidArgument, Code::ConcurrentModification];
    type State = Analytics;
    type Input<'a> = AddApplicationReferenceDataSourceInput<'a>;
    type Output<'s> = Empty;

    fn run(
        analytics: &mut Analytics,
        input: AddApplicationReferenceDataSourceInput<'_>,
        now: Instant,
    ) -> Result<Empty, Error> {
        let expected = Expected::Version(input.current_application_version_id);
        let Create(added) = input.reference_data_source;
        analytics.change_around_code(input.application_name, expected, now, |configuration, version| {
            configuration.add_reference(version, |id| added.meaning(id))
        })?;
        Ok(Empty)
    }
}
