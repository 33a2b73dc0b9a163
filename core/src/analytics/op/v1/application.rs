//! Applications as the older version tells of them.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::shapes::{CloudWatchLoggingOption, Input, Output, ReferenceDataSource};
use crate::analytics::Analytics;
use crate::analytics::application::{Application, ApplicationStatus};
use crate::time::Instant;

crate::output! {
    /// An application in short.
    pub struct ApplicationSummary {
        /// Its name.
        application_name: Arc<str> = "ApplicationName";
        /// Its ARN.
        application_arn: String = "ApplicationARN";
        /// Its state.
        application_status: ApplicationStatus = "ApplicationStatus";
    }
}

impl ApplicationSummary {
    pub(super) fn of(analytics: &Analytics, application: &Application) -> Self {
        Self {
            application_name: application.name.clone(),
            application_arn: analytics.arn(&application.name),
            application_status: application.status,
        }
    }
}

crate::output! {
    /// An application.
    pub struct ApplicationDetail {
        /// Its name.
        application_name: Arc<str> = "ApplicationName";
        /// What its owner says of it.
        application_description: Option<String> = "ApplicationDescription";
        /// Its ARN.
        application_arn: String = "ApplicationARN";
        /// Its state.
        application_status: ApplicationStatus = "ApplicationStatus";
        /// When it was made.
        create_timestamp: Instant = "CreateTimestamp";
        /// When it was last changed.
        last_update_timestamp: Instant = "LastUpdateTimestamp";
        /// What it reads.
        input_descriptions: Vec<Input> = "InputDescriptions";
        /// Where its streams are written to.
        output_descriptions: Vec<Output> = "OutputDescriptions";
        /// Its tables of reference data.
        reference_data_source_descriptions: Vec<ReferenceDataSource> = "ReferenceDataSourceDescriptions";
        /// Where its monitoring writes to.
        cloud_watch_logging_option_descriptions: Vec<CloudWatchLoggingOption> = "CloudWatchLoggingOptionDescriptions";
        /// Its code.
        application_code: String = "ApplicationCode";
        /// Its version.
        application_version_id: i64 = "ApplicationVersionId";
    }
}

impl ApplicationDetail {
    pub(super) fn of(analytics: &Analytics, application: &Application) -> Self {
        let configuration = &application.configuration;
        Self {
            application_name: application.name.clone(),
            application_description: application.description.clone(),
            application_arn: analytics.arn(&application.name),
            application_status: application.status,
            create_timestamp: application.created,
            last_update_timestamp: application.updated,
            input_descriptions: configuration.inputs.iter().map(Into::into).collect(),
            output_descriptions: configuration.outputs.iter().map(Into::into).collect(),
            reference_data_source_descriptions: configuration.references.iter().map(Into::into).collect(),
            cloud_watch_logging_option_descriptions: configuration
                .logging_options
                .iter()
                .map(Into::into)
                .collect(),
            application_code: configuration.code.clone(),
            application_version_id: application.version_id(),
        }
    }
}
