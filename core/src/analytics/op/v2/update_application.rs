use alloc::string::String;
use alloc::vec::Vec;

use super::super::parts;
use super::super::shapes::{APPLICATION_NAME, APPLICATION_VERSION_ID, ARN, CODE};
use super::application::ApplicationDetail;
use super::flink::{self, Unread};
use super::shapes::{CloudWatchLoggingOption, Input, Output, ReferenceDataSource, TOKEN_RULES};
use super::values::{CodeContentType, RuntimeEnvironment};
use crate::analytics::Analytics;
use crate::analytics::application::configuration::Configuration;
use crate::analytics::service::Expected;
use crate::api::{Operation, Rules, Update};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// What is to be otherwise from now on.
    pub struct UpdateApplicationInput<'a> {
        /// The application.
        application_name: &'a str = "ApplicationName", APPLICATION_NAME;
        /// The version that the change is made for.
        current_application_version_id: Option<i64> = "CurrentApplicationVersionId", APPLICATION_VERSION_ID;
        /// What it is made of.
        application_configuration_update: Option<ApplicationConfigurationUpdateInput<'a>> = "ApplicationConfigurationUpdate", Rules::NONE;
        /// In whose name it does what it does.
        service_execution_role_update: Option<&'a str> = "ServiceExecutionRoleUpdate", ARN;
        /// How Flink runs it.
        run_configuration_update: Option<Unread> = "RunConfigurationUpdate", Rules::NONE;
        /// Where its monitoring writes to.
        cloud_watch_logging_option_updates: Option<Vec<Update<CloudWatchLoggingOption>>> = "CloudWatchLoggingOptionUpdates", Rules::NONE;
        /// What was told of the application's state, where its version is not said.
        conditional_token: Option<&'a str> = "ConditionalToken", TOKEN_RULES;
        /// What runs it.
        runtime_environment_update: Option<RuntimeEnvironment> = "RuntimeEnvironmentUpdate", Rules::NONE;
    }
}

crate::input! {
    /// A change of what an application is made of; what it leaves out stays as it was.
    pub struct ApplicationConfigurationUpdateInput<'a> as "ApplicationConfigurationUpdate" {
        /// What it reads and writes.
        sql: Option<SqlApplicationConfigurationUpdateInput<'a>> = "SqlApplicationConfigurationUpdate", Rules::NONE;
        /// Its code.
        code: Option<ApplicationCodeConfigurationUpdateInput<'a>> = "ApplicationCodeConfigurationUpdate", Rules::NONE;
        /// How Flink runs it.
        flink: Option<Unread> = "FlinkApplicationConfigurationUpdate", Rules::NONE;
        /// What Flink hands to it.
        environment: Option<Unread> = "EnvironmentPropertyUpdates", Rules::NONE;
        /// Whether Flink makes snapshots.
        snapshots: Option<Unread> = "ApplicationSnapshotConfigurationUpdate", Rules::NONE;
        /// Whether Flink goes back to a version that ran.
        rollback: Option<Unread> = "ApplicationSystemRollbackConfigurationUpdate", Rules::NONE;
        /// The networks that Flink reaches.
        vpc: Option<Unread> = "VpcConfigurationUpdates", Rules::NONE;
        /// How a notebook runs.
        zeppelin: Option<Unread> = "ZeppelinApplicationConfigurationUpdate", Rules::NONE;
        /// How Flink keeps its state.
        encryption: Option<Unread> = "ApplicationEncryptionConfigurationUpdate", Rules::NONE;
    }
}

crate::input! {
    /// A change of what an application reads and writes.
    pub struct SqlApplicationConfigurationUpdateInput<'a> as "SqlApplicationConfigurationUpdate" {
        /// What it reads.
        inputs: Option<Vec<Update<Input>>> = "InputUpdates", Rules::NONE;
        /// Where its streams are written to.
        outputs: Option<Vec<Update<Output>>> = "OutputUpdates", Rules::NONE;
        /// Its tables of reference data.
        references: Option<Vec<Update<ReferenceDataSource>>> = "ReferenceDataSourceUpdates", Rules::NONE;
    }
}

crate::input! {
    /// A change of the code of an application.
    pub struct ApplicationCodeConfigurationUpdateInput<'a> as "ApplicationCodeConfigurationUpdate" {
        /// As what it comes.
        kind: Option<CodeContentType> = "CodeContentTypeUpdate", Rules::NONE;
        /// It itself.
        content: Option<CodeContentUpdateInput<'a>> = "CodeContentUpdate", Rules::NONE;
    }
}

crate::input! {
    /// Another code for an application.
    pub struct CodeContentUpdateInput<'a> as "CodeContentUpdate" {
        /// Its text.
        text: Option<&'a str> = "TextContentUpdate", CODE;
        /// A file for Flink.
        zip: Option<Unread> = "ZipFileContentUpdate", Rules::NONE;
        /// Where a file for Flink is.
        location: Option<Unread> = "S3ContentLocationUpdate", Rules::NONE;
    }
}

crate::output! {
    /// What it is now.
    pub struct UpdateApplicationResponse {
        /// The application.
        application_detail: ApplicationDetail = "ApplicationDetail";
    }
}

/// Changes an application. One that runs takes the change over: UPDATING at once, RUNNING after the transition time.
pub struct UpdateApplication;

impl Operation for UpdateApplication {
    const NAME: &'static str = "UpdateApplication";
    const ERRORS: &'static [Code] = &[
        Code::CodeValidation,
        Code::ResourceNotFound,
        Code::ResourceInUse,
        Code::InvalidArgument,
        Code::ConcurrentModification,
        Code::UnsupportedOperation,
    ];
    type State = Analytics;
    type Input<'a> = UpdateApplicationInput<'a>;
    type Output<'s> = UpdateApplicationResponse;

    fn run(
        analytics: &mut Analytics,
        input: UpdateApplicationInput<'_>,
        now: Instant,
    ) -> Result<UpdateApplicationResponse, Error> {
        let name = input.application_name;
        let expected = Expected::of(input.current_application_version_id, input.conditional_token)?;
        let runtime = input.runtime_environment_update;
        if let Some(runtime) = runtime.filter(|&runtime| runtime != RuntimeEnvironment::Sql1_0) {
            return Err(Error::runtime_not_here(runtime.as_str()));
        }
        flink::refuse([("RunConfigurationUpdate", input.run_configuration_update)])?;
        let (update, options) =
            (input.application_configuration_update, input.cloud_watch_logging_option_updates);
        let application = analytics.change(name, expected, now, |configuration, _| {
            let known = &mut configuration.logging_options;
            parts::update(known, options, |it| it.0.id.as_ref(), |it, before| Ok(it.0.update(before)))?;
            edit(configuration, update.unwrap_or_default())
        })?;
        if let Some(role) = input.service_execution_role_update {
            application.service_execution_role = Some(role.into());
        }
        let application = analytics.find(name)?;
        Ok(UpdateApplicationResponse { application_detail: ApplicationDetail::of(analytics, application) })
    }
}

fn edit(
    configuration: &mut Configuration,
    update: ApplicationConfigurationUpdateInput<'_>,
) -> Result<(), Error> {
    flink::refuse([
        ("FlinkApplicationConfigurationUpdate", update.flink),
        ("EnvironmentPropertyUpdates", update.environment),
        ("ApplicationSnapshotConfigurationUpdate", update.snapshots),
        ("ApplicationSystemRollbackConfigurationUpdate", update.rollback),
        ("VpcConfigurationUpdates", update.vpc),
        ("ZeppelinApplicationConfigurationUpdate", update.zeppelin),
        ("ApplicationEncryptionConfigurationUpdate", update.encryption),
    ])?;
    if let Some(code) = update.code.map(code).transpose()?.flatten() {
        configuration.code = code;
    }
    let sql = update.sql.unwrap_or_default();
    let (inputs, outputs) = (&mut configuration.inputs, &mut configuration.outputs);
    parts::update(inputs, sql.inputs, |it| it.0.input_id.as_ref(), |it, before| it.0.update(before))?;
    parts::update(outputs, sql.outputs, |it| it.0.output_id.as_ref(), |it, before| it.0.update(before))?;
    let references = &mut configuration.references;
    parts::update(
        references,
        sql.references,
        |it| it.0.reference_id.as_ref(),
        |it, before| it.0.update(before),
    )
}

/// The text of other code, which must be text.
fn code(update: ApplicationCodeConfigurationUpdateInput<'_>) -> Result<Option<String>, Error> {
    let content = update.content.unwrap_or_default();
    let is_text = update.kind.unwrap_or_default() == CodeContentType::Plaintext;
    if !is_text || content.zip.is_some() || content.location.is_some() {
        return Err(Error::zipped_code());
    }
    Ok(content.text.map(Into::into))
}
