use super::super::Logs;
use super::super::shapes::{GROUP_NAME, STREAM_NAME};
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// A new stream.
    pub struct CreateLogStreamInput<'a> {
        /// The group.
        log_group_name: &'a str = "logGroupName", GROUP_NAME;
        /// Its name.
        log_stream_name: &'a str = "logStreamName", STREAM_NAME;
    }
}

/// Makes a log stream in a group.
pub struct CreateLogStream;

impl Operation for CreateLogStream {
    const NAME: &'static str = "CreateLogStream";
    const ERRORS: &'static [Code] =
        &[Code::InvalidParameter, Code::ResourceAlreadyExists, Code::ResourceNotFound];
    type State = Logs;
    type Input<'a> = CreateLogStreamInput<'a>;
    type Output<'s> = ();

    fn run(logs: &mut Logs, input: CreateLogStreamInput<'_>, now: Instant) -> Result<(), Error> {
        let mut count = logs.stream_count;
        let group = logs.find_mut(input.log_group_name)?;
        if group.streams.contains_key(input.log_stream_name) {
            return Err(Error::log_stream_exists());
        }
        group.stream_or_new(input.log_stream_name, &mut count, now);
        logs.stream_count = count;
        Ok(())
    }
}
