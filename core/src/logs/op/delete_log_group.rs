use super::super::Logs;
use super::super::shapes::GROUP_NAME;
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// Which group.
    pub struct DeleteLogGroupInput<'a> {
        /// Its name.
        log_group_name: &'a str = "logGroupName", GROUP_NAME;
    }
}

/// Deletes a log group with all its streams and events.
pub struct DeleteLogGroup;

impl Operation for DeleteLogGroup {
    const NAME: &'static str = "DeleteLogGroup";
    const ERRORS: &'static [Code] = &[Code::InvalidParameter, Code::ResourceNotFound];
    type State = Logs;
    type Input<'a> = DeleteLogGroupInput<'a>;
    type Output<'s> = ();

    fn run(logs: &mut Logs, input: DeleteLogGroupInput<'_>, _: Instant) -> Result<(), Error> {
        // Its events are kept no longer than others, and no stream that there will be has them.
        logs.groups.remove(input.log_group_name).map(drop).ok_or_else(Error::log_group_not_found)
    }
}
