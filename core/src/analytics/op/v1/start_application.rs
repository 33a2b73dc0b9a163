use alloc::vec::Vec;

use super::super::shapes::{APPLICATION_NAME, Empty, ID};
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
        /// Where the reading of its inputs begins.
        input_configurations: Vec<InputConfigurationInput<'a>> = "InputConfigurations", Rules::NONE;
    }
}

crate::input! {
    /// Where the reading of an input begins.
    pub struct InputConfigurationInput<'a> as "InputConfiguration" {
        /// Of the input with this id.
        id: &'a str = "Id", ID;
        /// There; with what comes from now on, if it does not say.
        position: Create<InputStartingPositionConfiguration> = "InputStartingPositionConfiguration", Rules::NONE;
    }
}

/// Starts an application that is READY: STARTING at once, RUNNING after the transition time.
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
        let position = |input: &InputConfigurationInput<'_>| {
            input.position.0.input_starting_position.unwrap_or_default()
        };
        let positions: Vec<_> = input.input_configurations.iter().map(|it| (it.id, position(it))).collect();
        analytics.start(input.application_name, &positions, now)?;
        Ok(Empty)
    }
}
