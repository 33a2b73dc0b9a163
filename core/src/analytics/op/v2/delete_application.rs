use super::super::shapes::{APPLICATION_NAME, Empty};
use crate::analytics::Analytics;
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The application to remove.
    pub struct DeleteApplicationInput<'a> {
        /// By name.
        application_name: &'a str = "ApplicationName", APPLICATION_NAME;
        /// When it was made, as it tells itself.
        create_timestamp: Instant = "CreateTimestamp", Rules::NONE;
    }
}

/// Removes an application, whether it runs or not: DELETING at once, gone after the transition time.
pub struct DeleteApplication;

impl Operation for DeleteApplication {
    const NAME: &'static str = "DeleteApplication";
    const ERRORS: &'static [Code] =
        &[Code::ConcurrentModification, Code::ResourceNotFound, Code::ResourceInUse];
    type State = Analytics;
    type Input<'a> = DeleteApplicationInput<'a>;
    type Output<'s> = Empty;

    fn run(
        analytics: &mut Analytics,
        input: DeleteApplicationInput<'_>,
        now: Instant,
    ) -> Result<Empty, Error> {
        analytics.delete(input.application_name, input.create_timestamp, now)?;
        Ok(Empty)
    }
}
