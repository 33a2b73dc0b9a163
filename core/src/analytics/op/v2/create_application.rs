use alloc::vec::Vec;

use super::super::parts;
use super::super::shapes::{APPLICATION_NAME, ARN, CODE, DESCRIPTION, TAGS, TagInput};
use super::super::tags;
use super::application::ApplicationDetail;
use super::flink::{self, Unread};
use super::shapes::{CloudWatchLoggingOption, Input, Output, ReferenceDataSource};
use super::values::{ApplicationMode, CodeContentType, RuntimeEnvironment};
use crate::analytics::Analytics;
use crate::analytics::application::configuration::Configuration;
use crate::analytics::service::NewApplication;
use crate::api::{Create, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The application to make.
    pub struct CreateApplicationInput<'a> {
        /// Name, unique within account and region.
        application_name: &'a str = "ApplicationName", APPLICATION_NAME;
        /// What there is to say of it.
        application_description: Option<&'a str> = "ApplicationDescription", DESCRIPTION;
        /// What runs it.
        runtime_environment: RuntimeEnvironment = "RuntimeEnvironment", Rules::NONE;
        /// In whose name it does what it does.
        service_execution_role: &'a str = "ServiceExecutionRole", ARN;
        /// What it is made of.
        application_configuration: Option<ApplicationConfigurationInput<'a>> = "ApplicationConfiguration", Rules::NONE;
        /// Where its monitoring writes to.
        cloud_watch_logging_options: Option<Vec<Create<CloudWatchLoggingOption>>> = "CloudWatchLoggingOptions", Rules::NONE;
        /// Tags.
        tags: Option<Vec<TagInput<'a>>> = "Tags", TAGS;
        /// What it is for.
        application_mode: Option<ApplicationMode> = "ApplicationMode", Rules::NONE;
    }
}

crate::input! {
    /// What an application is made of.
    pub struct ApplicationConfigurationInput<'a> as "ApplicationConfiguration" {
        /// What it reads and writes.
        sql: Option<SqlApplicationConfigurationInput<'a>> = "SqlApplicationConfiguration", Rules::NONE;
        /// How Flink runs it.
        flink: Option<Unread> = "FlinkApplicationConfiguration", Rules::NONE;
        /// What Flink hands to it.
        environment: Option<Unread> = "EnvironmentProperties", Rules::NONE;
        /// Its code.
        code: Option<ApplicationCodeConfigurationInput<'a>> = "ApplicationCodeConfiguration", Rules::NONE;
        /// Whether Flink makes snapshots.
        snapshots: Option<Unread> = "ApplicationSnapshotConfiguration", Rules::NONE;
        /// Whether Flink goes back to a version that ran.
        rollback: Option<Unread> = "ApplicationSystemRollbackConfiguration", Rules::NONE;
        /// The networks that Flink reaches.
        vpc: Option<Unread> = "VpcConfigurations", Rules::NONE;
        /// How a notebook runs.
        zeppelin: Option<Unread> = "ZeppelinApplicationConfiguration", Rules::NONE;
        /// How Flink keeps its state.
        encryption: Option<Unread> = "ApplicationEncryptionConfiguration", Rules::NONE;
    }
}

crate::input! {
    /// What an application reads and writes.
    pub struct SqlApplicationConfigurationInput<'a> as "SqlApplicationConfiguration" {
        /// What it reads.
        inputs: Option<Vec<Create<Input>>> = "Inputs", Rules::NONE;
        /// Where its streams are written to.
        outputs: Option<Vec<Create<Output>>> = "Outputs", Rules::NONE;
        /// Its tables of reference data.
        references: Option<Vec<Create<ReferenceDataSource>>> = "ReferenceDataSources", Rules::NONE;
    }
}

crate::input! {
    /// The code of an application.
    pub struct ApplicationCodeConfigurationInput<'a> as "ApplicationCodeConfiguration" {
        /// It itself.
        content: Option<CodeContentInput<'a>> = "CodeContent", Rules::NONE;
        /// As what it comes.
        kind: CodeContentType = "CodeContentType", Rules::NONE;
    }
}

crate::input! {
    /// The code of an application.
    pub struct CodeContentInput<'a> as "CodeContent" {
        /// Its text.
        text: Option<&'a str> = "TextContent", CODE;
        /// A file for Flink.
        zip: Option<Unread> = "ZipFileContent", Rules::NONE;
        /// Where a file for Flink is.
        location: Option<Unread> = "S3ContentLocation", Rules::NONE;
    }
}

crate::output! {
    /// What was made.
    pub struct CreateApplicationResponse {
        /// The application.
        application_detail: ApplicationDetail = "ApplicationDetail";
    }
}

/// Makes an application, which is READY at once.
pub struct CreateApplication;

impl Operation for CreateApplication {
    const NAME: &'static str = "CreateApplication";
    const ERRORS: &'static [Code] = &[
        Code::CodeValidation,
        Code::ResourceInUse,
        Code::LimitExceeded,
        Code::InvalidArgument,
        Code::TooManyTags,
        Code::UnsupportedOperation,
    ];
    type State = Analytics;
    type Input<'a> = CreateApplicationInput<'a>;
    type Output<'s> = CreateApplicationResponse;

    fn run(
        analytics: &mut Analytics,
        input: CreateApplicationInput<'_>,
        now: Instant,
    ) -> Result<CreateApplicationResponse, Error> {
        if input.runtime_environment != RuntimeEnvironment::Sql1_0 {
            return Err(Error::runtime_not_here(input.runtime_environment.as_str()));
        }
        if input.application_mode == Some(ApplicationMode::Interactive) {
            return Err(Error::not_of_sql("ApplicationMode INTERACTIVE"));
        }
        let mut configuration = configuration(input.application_configuration.unwrap_or_default())?;
        configuration.logging_options =
            parts::make(input.cloud_watch_logging_options, 1, |Create(option), id| Ok(option.meaning(id)))?;
        let new = NewApplication {
            name: input.application_name,
            description: input.application_description,
            configuration,
            service_execution_role: Some(input.service_execution_role),
            tags: tags::to_map(&input.tags.unwrap_or_default())?,
        };
        analytics.create(new, now)?;
        let application = analytics.find(input.application_name)?;
        Ok(CreateApplicationResponse { application_detail: ApplicationDetail::of(analytics, application) })
    }
}

fn configuration(input: ApplicationConfigurationInput<'_>) -> Result<Configuration, Error> {
    flink::refuse([
        ("FlinkApplicationConfiguration", input.flink),
        ("EnvironmentProperties", input.environment),
        ("ApplicationSnapshotConfiguration", input.snapshots),
        ("ApplicationSystemRollbackConfiguration", input.rollback),
        ("VpcConfigurations", input.vpc),
        ("ZeppelinApplicationConfiguration", input.zeppelin),
        ("ApplicationEncryptionConfiguration", input.encryption),
    ])?;
    let sql = input.sql.unwrap_or_default();
    Ok(Configuration {
        code: input.code.map_or(Ok(""), code)?.into(),
        inputs: parts::make(sql.inputs, 1, |Create(input), id| input.meaning(id))?,
        outputs: parts::make(sql.outputs, 1, |Create(output), id| output.meaning(id))?,
        references: parts::make(sql.references, 1, |Create(reference), id| reference.meaning(id))?,
        logging_options: Vec::new(),
    })
}

/// The text of the code, which must be text.
fn code(input: ApplicationCodeConfigurationInput<'_>) -> Result<&str, Error> {
    let content = input.content.unwrap_or_default();
    if input.kind != CodeContentType::Plaintext || content.zip.is_some() || content.location.is_some() {
        return Err(Error::zipped_code());
    }
    Ok(content.text.unwrap_or_default())
}
