use alloc::vec::Vec;

use super::super::shapes::{APPLICATION_NAME, Empty, ID};
use super::flink::{self, Unread};
use super::shapes::InputStartingPositionConfiguration;
use crate::analytics::Analytics;
use crate::api::{Create, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The application to start.
    pub struct StartApplicationInput<'a> {
        /// By name.
        application_name: &'a str = "ApplicationName", APPLICATION_NAME;
        /// How it is to run.
        run_configuration: Option<RunConfigurationInput<'a>> = "RunConfiguration", Rules::NONE;
    }
}

crate::input! {
    /// How an application is to run.
    pub struct RunConfigurationInput<'a> as "RunConfiguration" {
        /// What Flink goes by.
        flink: Option<Unread> = "FlinkRunConfiguration", Rules::NONE;
        /// Where the reading of its inputs begins.
        sql: Option<Vec<SqlRunConfigurationInput<'a>>> = "SqlRunConfigurations", Rules::NONE;
        /// The snapshot that Flink goes on from.
        restore: Option<Unread> = "ApplicationRestoreConfiguration", Rules::NONE;
    }
}

crate::input! {
    /// Where the reading of an input begins.
    pub struct SqlRunConfigurationInput<'a> as "SqlRunConfiguration" {
        /// Of the input with this id.
        input_id: &'a str = "InputId", ID;
        /// There; with what comes from now on, if it does not say.
        position: Create<InputStartingPositionConfiguration> = "InputStartingPositionConfiguration", Rules::NONE;
    }
}

/// Starts an application that is READY: STARTING at once, RUNNING after the transition time. Inputs of which nothing is said begin
/// with what comes from now on: Assumed.
pub struct StartApplication;

impl Operation for StartApplication {
    const NAME: &'static str = "StartApplication";
    const ERRORS: &'static [Code] = &[
        Code::ResourceNotFound,
        Code::ResourceInUse,
        Code::InvalidArgument,
        Code::InvalidApplicationConfiguration,
    ];
    type State = Analytics;
    type Input<'a> = StartApplicationInput<'a>;
    type Output<'s> = Empty;

    fn run(
        analytics: &mut Analytics,
        input: StartApplicationInput<'_>,
        now: Instant,
    ) -> Result<Empty, Error> {
        let RunConfigurationInput { flink, sql, restore, .. } = input.run_configuration.unwrap_or_default();
        analytics.find(input.application_name)?;
        flink::refuse([("FlinkRunConfiguration", flink), ("ApplicationRestoreConfiguration", restore)])?;
        let sql = sql.unwrap_or_default();
        let position = |input: &SqlRunConfigurationInput<'_>| {
            input.position.0.input_starting_position.unwrap_or_default()
        };
        let positions: Vec<_> = sql.iter().map(|it| (it.input_id, position(it))).collect();
        analytics.start(input.application_name, &positions, now)?;
        Ok(Empty)
    }
}
