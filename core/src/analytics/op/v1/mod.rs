//! The operations of the older version, which knows SQL alone.

mod add_application_cloud_watch_logging_option;
mod add_application_input;
mod add_application_input_processing_configuration;
mod add_application_output;
mod add_application_reference_data_source;
mod application;
mod create_application;
mod delete_application;
mod delete_application_cloud_watch_logging_option;
mod delete_application_input_processing_configuration;
mod delete_application_output;
mod delete_application_reference_data_source;
mod describe_application;
mod discover_input_schema;
mod list_applications;
mod list_tags_for_resource;
pub mod shapes;
mod start_application;
mod stop_application;
mod tag_resource;
mod untag_resource;
mod update_application;

pub use add_application_cloud_watch_logging_option::{
    AddApplicationCloudWatchLoggingOption, AddApplicationCloudWatchLoggingOptionInput,
};
pub use add_application_input::{AddApplicationInput, AddApplicationInputInput};
pub use add_application_input_processing_configuration::{
    AddApplicationInputProcessingConfiguration, AddApplicationInputProcessingConfigurationInput,
};
pub use add_application_output::{AddApplicationOutput, AddApplicationOutputInput};
pub use add_application_reference_data_source::{
    AddApplicationReferenceDataSource, AddApplicationReferenceDataSourceInput,
};
pub use application::{ApplicationDetail, ApplicationSummary};
pub use create_application::{CreateApplication, CreateApplicationInput, CreateApplicationResponse};
pub use delete_application::{DeleteApplication, DeleteApplicationInput};
pub use delete_application_cloud_watch_logging_option::{
    DeleteApplicationCloudWatchLoggingOption, DeleteApplicationCloudWatchLoggingOptionInput,
};
pub use delete_application_input_processing_configuration::{
    DeleteApplicationInputProcessingConfiguration, DeleteApplicationInputProcessingConfigurationInput,
};
pub use delete_application_output::{DeleteApplicationOutput, DeleteApplicationOutputInput};
pub use delete_application_reference_data_source::{
    DeleteApplicationReferenceDataSource, DeleteApplicationReferenceDataSourceInput,
};
pub use describe_application::{DescribeApplication, DescribeApplicationInput, DescribeApplicationResponse};
pub use discover_input_schema::{DiscoverInputSchema, DiscoverInputSchemaInput, S3ConfigurationInput};
pub use list_applications::{ListApplications, ListApplicationsInput, ListApplicationsResponse};
pub use list_tags_for_resource::{
    ListTagsForResource, ListTagsForResourceInput, ListTagsForResourceResponse,
};
pub use start_application::{InputConfigurationInput, StartApplication, StartApplicationInput};
pub use stop_application::{StopApplication, StopApplicationInput};
pub use tag_resource::{TagResource, TagResourceInput};
pub use untag_resource::{UntagResource, UntagResourceInput};
pub use update_application::{ApplicationUpdateInput, UpdateApplication, UpdateApplicationInput};

use crate::analytics::Analytics;
use crate::api::Declaration;
use crate::wire::http::Form;

/// What `X-Amz-Target` says before the dot.
pub const TARGET: &str = "KinesisAnalytics_20150814";
/// The forms in which the service may be spoken to.
pub const FORMS: &[Form] = &[Form::Json11];

/// All operations, by name.
pub static OPERATIONS: &[Declaration<Analytics>] = &[
    Declaration::of::<AddApplicationCloudWatchLoggingOption>(),
    Declaration::of::<AddApplicationInput>(),
    Declaration::of::<AddApplicationInputProcessingConfiguration>(),
    Declaration::of::<AddApplicationOutput>(),
    Declaration::of::<AddApplicationReferenceDataSource>(),
    Declaration::of::<CreateApplication>(),
    Declaration::of::<DeleteApplication>(),
    Declaration::of::<DeleteApplicationCloudWatchLoggingOption>(),
    Declaration::of::<DeleteApplicationInputProcessingConfiguration>(),
    Declaration::of::<DeleteApplicationOutput>(),
    Declaration::of::<DeleteApplicationReferenceDataSource>(),
    Declaration::of::<DescribeApplication>(),
    Declaration::of::<DiscoverInputSchema>(),
    Declaration::of::<ListApplications>(),
    Declaration::of::<ListTagsForResource>(),
    Declaration::of::<StartApplication>(),
    Declaration::of::<StopApplication>(),
    Declaration::of::<TagResource>(),
    Declaration::of::<UntagResource>(),
    Declaration::of::<UpdateApplication>(),
];
