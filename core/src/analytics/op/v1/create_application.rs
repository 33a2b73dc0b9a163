use alloc::vec::Vec;

use super::super::parts;
use super::super::shapes::{APPLICATION_NAME, CODE, DESCRIPTION, TAGS, TagInput};
use super::super::tags;
use super::application::ApplicationSummary;
use super::shapes::{CloudWatchLoggingOption, Input, Output};
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
        /// What it reads.
        inputs: Option<Vec<Create<Input>>> = "Inputs", Rules::NONE;
        /// Where its streams are written to.
        outputs: Option<Vec<Create<Output>>> = "Outputs", Rules::NONE;
        /// Where its monitoring writes to.
        cloud_watch_logging_options: Option<Vec<Create<CloudWatchLoggingOption>>> = "CloudWatchLoggingOptions", Rules::NONE;
        /// Its code.
        application_code: Option<&'a str> = "ApplicationCode", CODE;
        /// Tags.
        tags: Option<Vec<TagInput<'a>>> = "Tags", TAGS;
    }
}

crate::output! {
    /// What was made.
    pub struct CreateApplicationResponse {
        /// The application in short.
        application_summary: ApplicationSummary = "ApplicationSummary";
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
    ];
    type State = Analytics;
    type Input<'a> = CreateApplicationInput<'a>;
    type Output<'s> = CreateApplicationResponse;

    fn run(
        analytics: &mut Analytics,
        input: CreateApplicationInput<'_>,
        now: Instant,
    ) -> Result<CreateApplicationResponse, Error> {
        let configuration = Configuration {
            code: input.application_code.unwrap_or_default().into(),
            inputs: parts::make(input.inputs, 1, |Create(input), id| input.meaning(id))?,
            outputs: parts::make(input.outputs, 1, |Create(output), id| output.meaning(id))?,
            references: Vec::new(),
            logging_options: parts::make(input.cloud_watch_logging_options, 1, |Create(option), id| {
                Ok(option.meaning(id))
            })?,
        };
        let new = NewApplication {
            name: input.application_name,
            description: input.application_description,
            configuration,
            service_execution_role: None,
            tags: tags::to_map(&input.tags.unwrap_or_default())?,
        };
        analytics.create(new, now)?;
        let application = analytics.find(input.application_name)?;
        Ok(CreateApplicationResponse { application_summary: ApplicationSummary::of(analytics, application) })
    }
}
