use litemap::LiteMap;

use super::super::Streams;
use super::super::shapes::{RESOURCE_ARN, STREAM_ID, TAGS};
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The resource, and the tags to give it.
    pub struct TagResourceInput<'a> {
        /// The ARN of the stream, consumer or queue.
        resource_arn: &'a str = "ResourceARN", RESOURCE_ARN;
        /// The tags; those of a known key replace the old ones.
        tags: LiteMap<&'a str, &'a str> = "Tags", TAGS;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

/// Gives a stream, consumer or queue tags.
pub struct TagResource;

impl Operation for TagResource {
    const NAME: &'static str = "TagResource";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
        Code::Validation,
    ];
    type State = Streams;
    type Input<'a> = TagResourceInput<'a>;
    type Output<'s> = ();

    fn run(streams: &mut Streams, input: TagResourceInput<'_>, _: Instant) -> Result<(), Error> {
        let resource = streams.resource(input.resource_arn)?;
        streams.tags(resource)?.check_addition(&input.tags, &streams.in_words(resource))?;
        streams.tags_mut(resource).add(&input.tags);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::{QUEUE, check};

    #[test]
    fn streams_and_consumers_have_tags_of_their_own() {
        check(
            r#"CreateStream {"StreamName":"a","ShardCount":1,"Tags":{"from":"birth"}}
               RegisterStreamConsumer {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","ConsumerName":"c","Tags":{"of":"consumer"}}
               TagResource {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","Tags":{"k":"v"}}
               TagResource {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225600","Tags":{"k":"w"}}
               ListTagsForResource {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
               ListTagsForStream {"StreamName":"a"}
               UntagResource {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225600","TagKeys":["of"]}
               ListTagsForResource {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225600"}"#,
            expect![[r#"
                CreateStream: done
                RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225600","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225600}}
                TagResource: done
                TagResource: done
                ListTagsForResource: {"Tags":[{"Key":"from","Value":"birth"},{"Key":"k","Value":"v"}]}
                ListTagsForStream: {"Tags":[{"Key":"from","Value":"birth"},{"Key":"k","Value":"v"}],"HasMoreTags":false}
                UntagResource: done
                ListTagsForResource: {"Tags":[{"Key":"k","Value":"w"}]}
            "#]],
        );
    }

    #[test]
    fn a_queue_has_tags_of_its_own() {
        let script = [
            QUEUE,
            r#"
               TagResource {"ResourceARN":"$QUEUE","Tags":{"k":"v","l":"w"}}
               UntagResource {"ResourceARN":"$QUEUE","TagKeys":["l"]}
               ListTagsForResource {"ResourceARN":"$QUEUE"}
               TagResource {"ResourceARN":"$QUEUE","Tags":{"%":""}}"#,
        ];
        check(
            &script.concat(),
            expect![[r#"
            CreateStream: done
            CreateQueue: {"QueueDescription":{"QueueName":"q","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225600,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"TRIM_HORIZON"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
            TagResource: done
            UntagResource: done
            ListTagsForResource: {"Tags":[{"Key":"k","Value":"v"}]}
            TagResource: InvalidArgumentException: Failed to add tags to queue ad298efaa158862d under account 000000000000 because some tags contained illegal characters. The allowed characters are Unicode letters, white-spaces, '_',',','/','=','+','-','@'.
        "#]],
        );
    }

    #[test]
    fn refuses_what_is_not_there() {
        check(
            r#"TagResource {"ResourceARN":"nonsense","Tags":{}}
               TagResource {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","Tags":{"k":"v"}}
               TagResource {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:queue/q","Tags":{"k":"v"}}
               TagResource {"ResourceARN":"arn:aws:kinesis:eu-west-1:000000000000:stream/a","Tags":{"k":"v"}}
               CreateStream {"StreamName":"a","ShardCount":1,"Tags":{"k":";"}}
               CreateStream {"StreamName":"a","ShardCount":1}
               UntagResource {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1","TagKeys":["k"]}
               UntagResource {"ResourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","TagKeys":["%"]}"#,
            expect![[r#"
                TagResource: ValidationException: 2 validation errors detected: Value 'nonsense' at 'resourceARN' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:aws.*:kinesis:.*:\d{12}:.*(stream|channel|queue)/\S+; Value '{}' at 'tags' failed to satisfy constraint: Member must have length greater than or equal to 1
                TagResource: ResourceNotFoundException: Stream a under account 000000000000 not found.
                TagResource: ResourceNotFoundException: Queue q under account 000000000000 not found.
                TagResource: ResourceNotFoundException: Resource arn:aws:kinesis:eu-west-1:000000000000:stream/a not found.
                CreateStream: InvalidArgumentException: Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @.
                CreateStream: done
                UntagResource: ResourceNotFoundException: Consumer c, account 000000000000 not found.
                UntagResource: InvalidArgumentException: Failed to remove tags from stream a under account 000000000000 because some tags contained illegal characters. The allowed characters are Unicode letters, white-spaces, '_',',','/','=','+','-','@'.
            "#]],
        );
    }
}
