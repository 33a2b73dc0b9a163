use alloc::string::String;
use alloc::vec::Vec;

use super::super::shapes::{APPLICATION_NAME, APPLICATION_VERSION_ID};
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

crate::output! {
    /// The application as it is now.
    pub struct AddApplicationReferenceDataSourceResponse {
        /// Its ARN.
        application_arn: String = "ApplicationARN";
        /// Its version.
        application_version_id: i64 = "ApplicationVersionId";
        /// Its tables.
        reference_data_source_descriptions: Vec<ReferenceDataSource> = "ReferenceDataSourceDescriptions";
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
    type Output<'s> = AddApplicationReferenceDataSourceResponse;

    fn run(
        analytics: &mut Analytics,
        input: AddApplicationReferenceDataSourceInput<'_>,
        now: Instant,
    ) -> Result<AddApplicationReferenceDataSourceResponse, Error> {
        let expected = Expected::Version(input.current_application_version_id);
        let Create(added) = input.reference_data_source;
        let application = analytics.change_around_code(
            input.application_name,
            expected,
            now,
            |configuration, version| configuration.add_reference(version, |id| added.meaning(id)),
        )?;
        let version = application.version_id();
        let reference_data_source_descriptions =
            application.configuration.references.iter().map(Into::into).collect();
        let application_arn = analytics.arn(input.application_name);
        Ok(AddApplicationReferenceDataSourceResponse {
            application_arn,
            application_version_id: version,
            reference_data_source_descriptions,
        })
    }
}
