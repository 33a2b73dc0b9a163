use alloc::string::String;

use serde_json::{Map, Value};

use super::super::Streams;
use super::super::shapes::{RESOURCE_ARN, STREAM_ID};
use crate::api::{CallRate, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The resource, and its policy.
    pub struct PutResourcePolicyInput<'a> {
        /// The ARN of the stream, consumer or queue.
        resource_arn: &'a str = "ResourceARN", RESOURCE_ARN;
        /// The policy, a JSON text.
        policy: &'a str = "Policy", Rules::NONE;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

/// Says who else may use a stream, consumer or queue. The policy is kept and shown; nobody is refused by it.
pub struct PutResourcePolicy;

impl Operation for PutResourcePolicy {
    const NAME: &'static str = "PutResourcePolicy";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
        Code::Validation,
    ];
    type State = Streams;
    type Input<'a> = PutResourcePolicyInput<'a>;
    type Output<'s> = ();

    fn run(streams: &mut Streams, input: PutResourcePolicyInput<'_>, _: Instant) -> Result<(), Error> {
        let resource = streams.resource(input.resource_arn)?;
        streams.policy(resource)?;
        if serde_json::from_str::<Map<String, Value>>(input.policy).is_err() {
            return Err(Error::malformed_policy());
        }
        *streams.policy_mut(resource) = Some(input.policy.into());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::{QUEUE, check, check_with_limits};

    #[test]
    fn a_policy_is_put_shown_and_deleted() {
        check_with_limits(
            r#"PutResourcePolicy {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","Policy":"{}"}
               CreateStream {"StreamName":"a","ShardCount":1}
               +2000
               GetResourcePolicy {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
               DeleteResourcePolicy {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
               PutResourcePolicy {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","Policy":"[1]"}
               PutResourcePolicy {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","Policy":"{\"Version\":\"2012-10-17\"}"}
               GetResourcePolicy {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
               DeleteResourcePolicy {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
               GetResourcePolicy {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
               RegisterStreamConsumer {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","ConsumerName":"c"}
               PutResourcePolicy {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225602","Policy":"{}"}
               +2000
               PutResourcePolicy {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225602","Policy":"{}"}"#,
            expect![[r#"
                PutResourcePolicy: ResourceNotFoundException: Stream a under account 000000000000 not found.
                CreateStream: done
                GetResourcePolicy: {"Policy":"{}"}
                DeleteResourcePolicy: ResourceNotFoundException: Resource arn:aws:kinesis:us-east-1:000000000000:stream/a has no policy.
                PutResourcePolicy: InvalidArgumentException: Policy is not a JSON object.
                PutResourcePolicy: done
                GetResourcePolicy: {"Policy":"{\"Version\":\"2012-10-17\"}"}
                DeleteResourcePolicy: done
                GetResourcePolicy: {"Policy":"{}"}
                RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
                PutResourcePolicy: ResourceInUseException: Consumer c with creation timestamp 1767225602 under stream a and account 000000000000 is not in ACTIVE status.
                PutResourcePolicy: done
            "#]],
        );
    }

    #[test]
    fn a_queue_has_a_policy_too() {
        let script = [
            QUEUE,
            r#"
               PutResourcePolicy {"ResourceARN":"$QUEUE","Policy":"{}"}
               GetResourcePolicy {"ResourceARN":"$QUEUE"}
               DeleteResourcePolicy {"ResourceARN":"$QUEUE"}
               DeleteResourcePolicy {"ResourceARN":"$QUEUE"}
               GetResourcePolicy {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:queue/q"}"#,
        ];
        check(
            &script.concat(),
            expect![[r#"
            CreateStream: done
            CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
            PutResourcePolicy: done
            GetResourcePolicy: {"Policy":"{}"}
            DeleteResourcePolicy: done
            DeleteResourcePolicy: ResourceNotFoundException: Resource arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d has no policy.
            GetResourcePolicy: ResourceNotFoundException: Queue q under account 000000000000 not found.
        "#]],
        );
    }
}
