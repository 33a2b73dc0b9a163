use alloc::vec::Vec;

use super::super::parts;
use super::super::shapes::{APPLICATION_NAME, APPLICATION_VERSION_ID, CODE, Empty};
use super::shapes::{CloudWatchLoggingOption, Input, Output, ReferenceDataSource};
use crate::analytics::Analytics;
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
        current_application_version_id: i64 = "CurrentApplicationVersionId", APPLICATION_VERSION_ID;
        /// The change.
        application_update: ApplicationUpdateInput<'a> = "ApplicationUpdate", Rules::NONE;
    }
}

crate::input! {
    /// A change of an application; what it leaves out stays as it was.
    pub struct ApplicationUpdateInput<'a> as "ApplicationUpdate" {
        /// Of what it reads.
        inputs: Option<Vec<Update<Input>>> = "InputUpdates", Rules::NONE;
        /// Of its code.
        code: Option<&'a str> = "ApplicationCodeUpdate", CODE;
        /// Of where its streams are written to.
        outputs: Option<Vec<Update<Output>>> = "OutputUpdates", Rules::NONE;
        /// Of its tables of reference data.
        references: Option<Vec<Update<ReferenceDataSource>>> = "ReferenceDataSourceUpdates", Rules::NONE;
        /// Of where its monitoring writes to.
        logging_options: Option<Vec<Update<CloudWatchLoggingOption>>> = "CloudWatchLoggingOptionUpdates", Rules::NONE;
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
    ];
    type State = Analytics;
    type Input<'a> = UpdateApplicationInput<'a>;
    type Output<'s> = Empty;

    fn run(
        analytics: &mut Analytics,
        input: UpdateApplicationInput<'_>,
        now: Instant,
    ) -> Result<Empty, Error> {
        let expected = Expected::Version(input.current_application_version_id);
        let update = input.application_update;
        analytics.change(input.application_name, expected, now, |configuration, _| {
            if let Some(code) = update.code {
                configuration.code = code.into();
            }
            let (inputs, outputs) = (&mut configuration.inputs, &mut configuration.outputs);
            parts::update(
                inputs,
                update.inputs,
                |it| it.0.input_id.as_ref(),
                |it, before| it.0.update(before),
            )?;
            parts::update(
                outputs,
                update.outputs,
                |it| it.0.output_id.as_ref(),
                |it, before| it.0.update(before),
            )?;
            let references = &mut configuration.references;
            parts::update(
                references,
                update.references,
                |it| it.0.reference_id.as_ref(),
                |it, before| it.0.update(before),
            )?;
            let options = &mut configuration.logging_options;
            parts::update(
                options,
                update.logging_options,
                |it| it.0.id.as_ref(),
                |it, before| Ok(it.0.update(before)),
            )
        })?;
        Ok(Empty)
    }
}
