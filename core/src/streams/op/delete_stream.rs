use super::super::Streams;
use super::super::shapes::{STREAM_ARN, STREAM_ID, STREAM_NAME, StreamStatus};
use super::super::stream::Change;
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The stream to remove.
    pub struct DeleteStreamInput<'a> {
        /// By name.
        stream_name: Option<&'a str> = "StreamName", STREAM_NAME;
        /// Whether registered consumers go with it.
        enforce_consumer_deletion: Option<bool> = "EnforceConsumerDeletion", Rules::NONE;
        /// By ARN.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

/// Removes a stream: DELETING at once, gone after the transition time. Its shards can no longer be written or listed.
pub struct DeleteStream;

impl Operation for DeleteStream {
    const NAME: &'static str = "DeleteStream";
    const ERRORS: &'static [Code] =
        &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceInUse, Code::ResourceNotFound];
    type State = Streams;
    type Input<'a> = DeleteStreamInput<'a>;
    type Output<'s> = ();

    fn run(streams: &mut Streams, input: DeleteStreamInput<'_>, now: Instant) -> Result<(), Error> {
        let name = streams.name_of(input.stream_name, input.stream_arn)?;
        let stream = streams.find(name)?;
        if stream.status != StreamStatus::Deleting {
            streams.start_change(name, StreamStatus::Deleting, Change::Delete, now);
        }
        Ok(())
    }
}
