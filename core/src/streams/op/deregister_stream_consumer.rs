use super::super::Streams;
use super::super::shapes::{CONSUMER_ARN, CONSUMER_NAME, STREAM_ARN, STREAM_ID};
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The consumer to let go.
    pub struct DeregisterStreamConsumerInput<'a> {
        /// By ARN.
        consumer_arn: Option<&'a str> = "ConsumerARN", CONSUMER_ARN;
        /// By name, with that of the stream.
        consumer_name: Option<&'a str> = "ConsumerName", CONSUMER_NAME;
        /// The stream.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

/// Lets a consumer go: DELETING at once, gone after the transition time.
pub struct DeregisterStreamConsumer;

impl Operation for DeregisterStreamConsumer {
    const NAME: &'static str = "DeregisterStreamConsumer";
    const RATE: CallRate = CallRate::PerStream(5);
    const ERRORS: &'static [Code] = &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceNotFound];
    type State = Streams;
    type Input<'a> = DeregisterStreamConsumerInput<'a>;
    type Output<'s> = ();

    fn run(
        streams: &mut Streams,
        input: DeregisterStreamConsumerInput<'_>,
        now: Instant,
    ) -> Result<(), Error> {
        let (stream, name) =
            streams.named_consumer(input.consumer_arn, input.stream_arn, input.consumer_name)?;
        streams.delete_consumer(stream, name, now);
        Ok(())
    }
}
