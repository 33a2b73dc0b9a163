use alloc::string::String;

use super::super::Streams;
use super::super::shapes::{CONSUMER_ARN, CONSUMER_NAME, ConsumerStatus, STREAM_ARN, STREAM_ID};
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The consumer.
    pub struct DescribeStreamConsumerInput<'a> {
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

crate::output! {
    /// The answer.
    pub struct DescribeStreamConsumerOutput {
        /// The consumer.
        consumer_description: ConsumerDescription = "ConsumerDescription";
    }
}

crate::output! {
    /// A consumer and its stream.
    pub struct ConsumerDescription {
        /// Name.
        consumer_name: String = "ConsumerName";
        /// ARN.
        consumer_arn: String = "ConsumerARN";
        /// State.
        consumer_status: ConsumerStatus = "ConsumerStatus";
        /// When it was registered.
        consumer_creation_timestamp: Instant = "ConsumerCreationTimestamp";
        /// ARN of its stream.
        stream_arn: String = "StreamARN";
    }
}

/// Tells about a consumer.
pub struct DescribeStreamConsumer;

impl Operation for DescribeStreamConsumer {
    const NAME: &'static str = "DescribeStreamConsumer";
    const RATE: CallRate = CallRate::PerStream(20);
    const ERRORS: &'static [Code] = &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceNotFound];
    type State = Streams;
    type Input<'a> = DescribeStreamConsumerInput<'a>;
    type Output<'s> = DescribeStreamConsumerOutput;

    fn run(
        streams: &mut Streams,
        input: DescribeStreamConsumerInput<'_>,
        _: Instant,
    ) -> Result<DescribeStreamConsumerOutput, Error> {
        let (stream, name) =
            streams.named_consumer(input.consumer_arn, input.stream_arn, input.consumer_name)?;
        let stream_arn = streams.find(stream)?.arn.clone();
        let consumer = streams.find_consumer(stream, name)?;
        let consumer_description = ConsumerDescription {
            consumer_name: consumer.name.clone(),
            consumer_arn: consumer.arn(&stream_arn),
            consumer_status: consumer.status,
            consumer_creation_timestamp: consumer.created_at,
            stream_arn,
        };
        Ok(DescribeStreamConsumerOutput { consumer_description })
    }
}
