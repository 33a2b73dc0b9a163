use litemap::LiteMap;

use super::super::Streams;
use super::super::consumer::{CREATING_MAX, Consumer};
use super::super::shapes::{CONSUMER_NAME, ConsumerOutput, ConsumerStatus, STREAM_ARN, STREAM_ID, TAGS};
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::ids::Resource;
use crate::time::Instant;

crate::input! {
    /// The consumer to register.
    pub struct RegisterStreamConsumerInput<'a> {
        /// The stream.
        stream_arn: &'a str = "StreamARN", STREAM_ARN;
        /// Name, unique within the stream.
        consumer_name: &'a str = "ConsumerName", CONSUMER_NAME;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
        /// Tags.
        tags: Option<LiteMap<&'a str, &'a str>> = "Tags", TAGS;
    }
}

crate::output! {
    /// The answer.
    pub struct RegisterStreamConsumerOutput {
        /// The consumer, CREATING.
        consumer: ConsumerOutput = "Consumer";
    }
}

/// Registers a consumer: CREATING at once, ACTIVE after the transition time.
pub struct RegisterStreamConsumer;

impl Operation for RegisterStreamConsumer {
    const NAME: &'static str = "RegisterStreamConsumer";
    const RATE: CallRate = CallRate::PerStream(5);
    const ERRORS: &'static [Code] =
        &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceInUse, Code::ResourceNotFound];
    type State = Streams;
    type Input<'a> = RegisterStreamConsumerInput<'a>;
    type Output<'s> = RegisterStreamConsumerOutput;

    fn run(
        streams: &mut Streams,
        input: RegisterStreamConsumerInput<'_>,
        now: Instant,
    ) -> Result<RegisterStreamConsumerOutput, Error> {
        let (name, account) = (streams.name_of(None, Some(input.stream_arn))?, streams.account);
        let stream = streams.find_active_or_updating(name)?;
        if stream.consumers.contains_key(input.consumer_name) {
            return Err(Error::consumer_exists(input.consumer_name, name, account));
        }
        streams.check_consumer_limit(stream, now)?;
        let creating = |consumer: &&Consumer| consumer.status == ConsumerStatus::Creating;
        if CREATING_MAX <= stream.consumers.values().filter(creating).count() {
            return Err(Error::too_many_consumers_creating(name, account, CREATING_MAX));
        }
        let due = now + streams.settings.transition;
        let mut consumer = Consumer::new(input.consumer_name, now, due);
        if let Some(tags) = &input.tags {
            let resource = Resource::Consumer { stream: name, name: &consumer.name, created_secs: "" };
            consumer.tags.check_addition(tags, &streams.in_words(resource))?;
            consumer.tags.add(tags);
        }

        let stream = streams.streams.get_mut(name).expect("it was found above");
        let described = consumer.describe(&stream.arn);
        stream.consumers.insert(consumer.name.clone(), consumer);
        stream.tell_configuration(&mut streams.facts);
        stream.wake_by(due, &mut streams.agenda);
        Ok(RegisterStreamConsumerOutput { consumer: described })
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;

    use expect_test::expect;

    use crate::streams::tests::{check, check_with_limits};

    const STREAM: &str = "CreateStream {\"StreamName\":\"a\",\"ShardCount\":1}\n+2000";

    #[test]
    fn a_consumer_is_creating_then_active_then_deleting_then_gone() {
        let script = [
            STREAM,
            r#"RegisterStreamConsumer {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","ConsumerName":"c"}
               RegisterStreamConsumer {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","ConsumerName":"c"}
               DescribeStreamSummary {"StreamName":"a"}
               +2000
               DescribeStreamConsumer {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","ConsumerName":"c"}
               DescribeStreamConsumer {"ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225602"}
               DescribeStreamConsumer {"ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1"}
               DescribeStreamConsumer {"ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225602","ConsumerName":"d"}
               DescribeStreamConsumer {"ConsumerName":"c"}
               DeregisterStreamConsumer {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","ConsumerName":"c"}
               ListStreamConsumers {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
               +2000
               DeregisterStreamConsumer {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","ConsumerName":"c"}"#,
        ];
        check_with_limits(
            &script.join("\n"),
            expect![[r#"
            CreateStream: done
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: ResourceInUseException: Consumer c under stream a, account 000000000000 already exists.
            DescribeStreamSummary: {"StreamDescriptionSummary":{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"RetentionPeriodHours":24,"StreamCreationTimestamp":1767225600,"EnhancedMonitoring":[{"ShardLevelMetrics":[]}],"EncryptionType":"NONE","OpenShardCount":1,"ConsumerCount":1,"MaxRecordSizeInKiB":1024}}
            DescribeStreamConsumer: {"ConsumerDescription":{"ConsumerName":"c","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602,"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}}
            DescribeStreamConsumer: {"ConsumerDescription":{"ConsumerName":"c","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602,"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}}
            DescribeStreamConsumer: ResourceNotFoundException: Consumer c, account 000000000000 not found.
            DescribeStreamConsumer: InvalidArgumentException: ConsumerARN, StreamARN and ConsumerName do not name the same consumer.
            DescribeStreamConsumer: InvalidArgumentException: Either ConsumerARN or both StreamARN and ConsumerName must be given.
            DeregisterStreamConsumer: done
            ListStreamConsumers: {"Consumers":[{"ConsumerName":"c","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225602","ConsumerStatus":"DELETING","ConsumerCreationTimestamp":1767225602}]}
            DeregisterStreamConsumer: ResourceNotFoundException: Consumer c, account 000000000000 not found.
        "#]],
        );
    }

    #[test]
    fn a_stream_with_consumers_goes_only_when_they_may_go_too() {
        let script = [
            STREAM,
            r#"RegisterStreamConsumer {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","ConsumerName":"c"}
               DeleteStream {"StreamName":"a"}
               DeleteStream {"StreamName":"a","EnforceConsumerDeletion":true}
               DescribeStreamConsumer {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","ConsumerName":"c"}"#,
        ];
        check_with_limits(
            &script.join("\n"),
            expect![[r#"
            CreateStream: done
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            DeleteStream: ResourceInUseException: Stream a under account 000000000000 has registered consumers: deregister them or set EnforceConsumerDeletion.
            DeleteStream: done
            DescribeStreamConsumer: {"ConsumerDescription":{"ConsumerName":"c","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225602","ConsumerStatus":"DELETING","ConsumerCreationTimestamp":1767225602,"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}}
        "#]],
        );
    }

    fn register(number: u32) -> String {
        format!(
            "RegisterStreamConsumer {{\"StreamARN\":\"arn:aws:kinesis:us-east-1:000000000000:stream/a\",\"ConsumerName\":\"c{number:02}\"}}\n"
        )
    }

    #[test]
    fn at_most_five_consumers_are_creating() {
        let script: String = (0..6).map(|number| register(number) + "+200\n").collect();
        check_with_limits(
            &format!("{STREAM}\n{script}"),
            expect![[r#"
                CreateStream: done
                RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c00","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c00:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
                RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c01","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c01:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602.200}}
                RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c02","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c02:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602.400}}
                RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c03","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c03:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602.600}}
                RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c04","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c04:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602.800}}
                RegisterStreamConsumer: LimitExceededException: Stream a under account 000000000000 cannot have more than 5 consumers in CREATING state.
            "#]],
        );
    }

    #[test]
    fn a_stream_has_at_most_twenty_consumers_and_lists_them_in_pages() {
        let script: String = (0..21).map(register).collect();
        let list = r#"
            ListStreamConsumers {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","MaxResults":19}
            ListStreamConsumers {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","NextToken":"$TOKEN"}
            ListStreamConsumers {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/b","NextToken":"$TOKEN"}
            +300001
            ListStreamConsumers {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","NextToken":"$TOKEN"}"#;
        check(
            &format!("{STREAM}\n{script}{list}"),
            expect![[r#"
            CreateStream: done
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c00","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c00:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c01","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c01:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c02","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c02:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c03","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c03:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c04","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c04:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c05","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c05:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c06","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c06:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c07","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c07:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c08","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c08:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c09","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c09:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c10","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c10:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c11","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c11:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c12","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c12:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c13","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c13:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c14","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c14:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c15","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c15:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c16","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c16:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c17","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c17:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c18","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c18:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c19","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c19:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            RegisterStreamConsumer: LimitExceededException: Stream a under account 000000000000 cannot have more than 20 consumers.
            ListStreamConsumers: {"Consumers":[{"ConsumerName":"c00","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c00:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602},{"ConsumerName":"c01","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c01:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602},{"ConsumerName":"c02","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c02:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602},{"ConsumerName":"c03","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c03:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602},{"ConsumerName":"c04","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c04:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602},{"ConsumerName":"c05","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c05:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602},{"ConsumerName":"c06","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c06:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602},{"ConsumerName":"c07","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c07:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602},{"ConsumerName":"c08","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c08:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602},{"ConsumerName":"c09","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c09:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602},{"ConsumerName":"c10","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c10:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602},{"ConsumerName":"c11","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c11:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602},{"ConsumerName":"c12","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c12:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602},{"ConsumerName":"c13","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c13:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602},{"ConsumerName":"c14","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c14:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602},{"ConsumerName":"c15","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c15:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602},{"ConsumerName":"c16","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c16:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602},{"ConsumerName":"c17","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c17:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602},{"ConsumerName":"c18","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c18:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602}],"NextToken":".."}
            ListStreamConsumers: {"Consumers":[{"ConsumerName":"c19","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c19:1767225602","ConsumerStatus":"ACTIVE","ConsumerCreationTimestamp":1767225602}]}
            ListStreamConsumers: ResourceNotFoundException: Stream b under account 000000000000 not found.
            ListStreamConsumers: ExpiredNextTokenException: NextToken expired: it is older than 300000 milliseconds.
        "#]],
        );
    }
}
