use super::super::Streams;
use super::super::queue::shapes::{QUEUE_ARN, QueueOutput};
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The queue.
    pub struct DescribeQueueInput<'a> {
        /// Its ARN.
        queue_arn: &'a str = "QueueARN", QUEUE_ARN;
    }
}

/// Tells about a queue.
pub struct DescribeQueue;

impl Operation for DescribeQueue {
    const NAME: &'static str = "DescribeQueue";
    const ERRORS: &'static [Code] =
        &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceNotFound, Code::Validation];
    type State = Streams;
    type Input<'a> = DescribeQueueInput<'a>;
    type Output<'s> = QueueOutput;

    fn run(streams: &mut Streams, input: DescribeQueueInput<'_>, _: Instant) -> Result<QueueOutput, Error> {
        let (queue, stream) = streams.queue_of(input.queue_arn)?;
        Ok(QueueOutput { queue_description: queue.describe(stream) })
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::{QUEUE, check};

    #[test]
    fn refuses_in_this_order() {
        let script = [
            QUEUE,
            r#"
               DescribeQueue {"QueueARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
               DescribeQueue {"QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/q"}
               DescribeQueue {"QueueARN":"arn:aws:kinesis:us-east-1:000000000001:queue/ad298efaa158862d"}
               DescribeQueue {"QueueARN":"$QUEUE"}"#,
        ];
        check(
            &script.concat(),
            expect![[r#"
            CreateStream: done
            CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
            DescribeQueue: ValidationException: 1 validation error detected: Value 'arn:aws:kinesis:us-east-1:000000000000:stream/a' at 'queueARN' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:aws.*:kinesis:.*:\d{12}:queue/\S+
            DescribeQueue: ResourceNotFoundException: Queue q under account 000000000000 not found.
            DescribeQueue: ResourceNotFoundException: Queue ad298efaa158862d under account 000000000000 not found.
            DescribeQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"ACTIVE","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON","Timestamp":1767225600}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
        "#]],
        );
    }
}
