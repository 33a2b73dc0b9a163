use super::super::Logs;
use super::super::shapes::{GROUP_NAME, STREAM_NAME};
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// Which stream.
    pub struct DeleteLogStreamInput<'a> {
        /// Its group.
        log_group_name: &'a str = "logGroupName", GROUP_NAME;
        /// Its name.
        log_stream_name: &'a str = "logStreamName", STREAM_NAME;
    }
}

/// Deletes a log stream with its events.
pub struct DeleteLogStream;

impl Operation for DeleteLogStream {
    const NAME: &'static str = "DeleteLogStream";
    const ERRORS: &'static [Code] = &[Code::InvalidParameter, Code::ResourceNotFound];
    type State = Logs;
    type Input<'a> = DeleteLogStreamInput<'a>;
    type Output<'s> = ();

    fn run(logs: &mut Logs, input: DeleteLogStreamInput<'_>, _: Instant) -> Result<(), Error> {
        let group = logs.find_mut(input.log_group_name)?;
        group.streams.remove(input.log_stream_name).map(drop).ok_or_else(Error::log_stream_not_found)
    }
}
