use super::super::shapes::{APPLICATION_NAME, Empty};
use crate::analytics::Analytics;
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The application to stop.
    pub struct StopApplicationInput<'a> {
        /// By name.
        application_name: &'a str = "ApplicationName", APPLICATION_NAME;
    }
}

/// Stops an application that is RUNNING: STOPPING at once, READY after the transition time.
pub struct StopApplication;

impl Operation for StopApplication {
    const NAME: &'static str = "StopApplication";
    const ERRORS: &'static [Code] = &[Code::ResourceNotFound, Code::ResourceInUse];
    type State = Analytics;
    type Input<'a> = StopApplicationInput<'a>;
    type Output<'s> = Empty;

    fn run(analytics: &mut Analytics, input: StopApplicationInput<'_>, now: Instant) -> Result<Empty, Error> {
        analytics.stop(input.application_name, now)?;
        Ok(Empty)
    }
}
