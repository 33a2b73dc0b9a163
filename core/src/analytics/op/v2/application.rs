//! Applications as the newer version tells of them.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt::Write as _;

use md5::{Digest, Md5};

use super::shapes::{CloudWatchLoggingOption, Input, Output, ReferenceDataSource};
use super::values::{ApplicationStatus, CodeContentType, RuntimeEnvironment};
use crate::analytics::Analytics;
use crate::analytics::application::Application;
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
        /// Its version.
        application_version_id: i64 = "ApplicationVersionId";
        /// What runs it.
        runtime_environment: RuntimeEnvironment = "RuntimeEnvironment";
    }
}

impl ApplicationSummary {
    pub(super) fn of(analytics: &Analytics, application: &Application) -> Self {
        Self {
            application_name: application.name.clone(),
            application_arn: analytics.arn(&application.name),
            application_status: ApplicationStatus(application.status),
            application_version_id: application.version_id(),
            runtime_environment: RuntimeEnvironment::Sql1_0,
        }
    }
}

crate::output! {
    /// An application.
    pub struct ApplicationDetail {
        /// Its ARN.
        application_arn: String = "ApplicationARN";
        /// What its owner says of it.
        application_description: Option<String> = "ApplicationDescription";
        /// Its name.
        application_name: Arc<str> = "ApplicationName";
        /// What runs it.
        runtime_environment: RuntimeEnvironment = "RuntimeEnvironment";
        /// In whose name it does what it does.
        service_execution_role: Option<String> = "ServiceExecutionRole";
        /// Its state.
        application_status: ApplicationStatus = "ApplicationStatus";
        /// Its version.
        application_version_id: i64 = "ApplicationVersionId";
        /// When it was made.
        create_timestamp: Instant = "CreateTimestamp";
        /// When it was last changed.
        last_update_timestamp: Instant = "LastUpdateTimestamp";
        /// What it is made of.
        application_configuration_description: ApplicationConfigurationDescription = "ApplicationConfigurationDescription";
        /// Where its monitoring writes to.
        cloud_watch_logging_option_descriptions: Vec<CloudWatchLoggingOption> = "CloudWatchLoggingOptionDescriptions";
        /// What stands for its state, for those who change it without its version.
        conditional_token: String = "ConditionalToken";
    }
}

crate::output! {
    /// What an application is made of.
    pub struct ApplicationConfigurationDescription {
        /// What it reads and writes.
        sql: SqlApplicationConfigurationDescription = "SqlApplicationConfigurationDescription";
        /// Its code.
        code: ApplicationCodeConfigurationDescription = "ApplicationCodeConfigurationDescription";
    }
}

crate::output! {
    /// What an application reads and writes.
    pub struct SqlApplicationConfigurationDescription {
        /// What it reads.
        input_descriptions: Vec<Input> = "InputDescriptions";
        /// Where its streams are written to.
        output_descriptions: Vec<Output> = "OutputDescriptions";
        /// Its tables of reference data.
        reference_data_source_descriptions: Vec<ReferenceDataSource> = "ReferenceDataSourceDescriptions";
    }
}

crate::output! {
    /// The code of an application.
    pub struct ApplicationCodeConfigurationDescription {
        /// As what it came.
        code_content_type: CodeContentType = "CodeContentType";
        /// It itself.
        code_content_description: CodeContentDescription = "CodeContentDescription";
    }
}

crate::output! {
    /// The code of an application.
    pub struct CodeContentDescription {
        /// Its text.
        text_content: String = "TextContent";
        /// Its MD5, in hexadecimal.
        code_md5: String = "CodeMD5";
        /// Its bytes.
        code_size: i64 = "CodeSize";
    }
}

impl CodeContentDescription {
    fn of(code: &str) -> Self {
        let mut code_md5 = String::new();
        for byte in Md5::digest(code) {
            // A text takes whatever is written to it.
            let _ = write!(code_md5, "{byte:02x}");
        }
        Self { text_content: code.into(), code_md5, code_size: code.len() as i64 }
    }
}

impl ApplicationDetail {
    pub(super) fn of(analytics: &Analytics, application: &Application) -> Self {
        let configuration = &application.configuration;
        let sql = SqlApplicationConfigurationDescription {
            input_descriptions: configuration.inputs.iter().map(Into::into).collect(),
            output_descriptions: configuration.outputs.iter().map(Into::into).collect(),
            reference_data_source_descriptions: configuration.references.iter().map(Into::into).collect(),
        };
        let code = ApplicationCodeConfigurationDescription {
            code_content_type: CodeContentType::Plaintext,
            code_content_description: CodeContentDescription::of(&configuration.code),
        };
        Self {
            application_arn: analytics.arn(&application.name),
            application_description: application.description.clone(),
            application_name: application.name.clone(),
            runtime_environment: RuntimeEnvironment::Sql1_0,
            service_execution_role: application.service_execution_role.clone(),
            application_status: ApplicationStatus(application.status),
            application_version_id: application.version_id(),
            create_timestamp: application.created,
            last_update_timestamp: application.updated,
            application_configuration_description: ApplicationConfigurationDescription { sql, code },
            cloud_watch_logging_option_descriptions: configuration
                .logging_options
                .iter()
                .map(Into::into)
                .collect(),
            conditional_token: application.conditional_token(),
        }
    }
}
