use alloc::vec::Vec;

use super::super::Streams;
use super::super::page::RecordSlice;
use super::super::position::{Start, readable};
use super::super::shapes::{
    CONSUMER_ARN, ChildShard, ConsumerStatus, SEQUENCE_NUMBER, SHARD_ID, STREAM_ID, ShardIteratorType,
};
use crate::api::{Encode, Kind, Operation, Rules, Shape};
use crate::error::{Code, Error};
use crate::fact::Event;
use crate::ids::{Resource, SequenceNumber, ShardId, SubscriptionId};
use crate::time::Instant;
use crate::wire::Writer;

crate::input! {
    /// What to send, to whom.
    pub struct SubscribeToShardInput<'a> {
        /// Who reads.
        consumer_arn: &'a str = "ConsumerARN", CONSUMER_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
        /// The shard.
        shard_id: &'a str = "ShardId", SHARD_ID;
        /// Where to start.
        starting_position: StartingPosition<'a> = "StartingPosition", Rules::NONE;
        /// Check everything and send nothing.
        dry_run: Option<bool> = "DryRun", Rules::NONE;
    }
}

crate::input! {
    /// Where a subscription starts.
    pub struct StartingPosition<'a> {
        /// The kind of place.
        position_type: ShardIteratorType = "Type", Rules::NONE;
        /// For AT_SEQUENCE_NUMBER and AFTER_SEQUENCE_NUMBER.
        sequence_number: Option<&'a str> = "SequenceNumber", SEQUENCE_NUMBER;
        /// For AT_TIMESTAMP.
        timestamp: Option<Instant> = "Timestamp", Rules::NONE;
    }
}

/// The subscription, whose events come later.
#[derive(Clone, Debug)]
pub struct SubscribeToShardOutput {
    /// Its name.
    pub subscription: SubscriptionId,
}

crate::output! {
    /// Records as they come, or how things stand.
    pub struct SubscribeToShardEvent<'s> {
        /// The records, borrowed from the shard.
        records: RecordSlice<'s> = "Records";
        /// After which number to go on in the next subscription; absent once a closed shard has been read to its end.
        continuation_sequence_number: Option<SequenceNumber> = "ContinuationSequenceNumber";
        /// How far the last record is behind now; 0 at the tip.
        millis_behind_latest: i64 = "MillisBehindLatest";
        /// At the end of a closed shard: the shards that continue it.
        child_shards: Option<Vec<ChildShard>> = "ChildShards";
    }
}

impl Encode for SubscribeToShardOutput {
    const KIND: Kind = Kind::Structure(&Shape {
        name: "SubscribeToShardOutput",
        members: &[super::member("EventStream", Kind::Structure(&EVENT_STREAM))],
    });

    fn encode(&self, writer: &mut Writer) {
        writer.go_on_with(self.subscription.clone());
    }
}

impl SubscribeToShardEvent<'_> {
    /// What frames call it.
    pub const NAME: &'static str = "SubscribeToShardEvent";
}

/// What may come in the answer's frames.
static EVENT_STREAM: Shape = Shape {
    name: "SubscribeToShardEventStream",
    members: &[
        super::member(SubscribeToShardEvent::NAME, Kind::Structure(&SubscribeToShardEvent::SHAPE)),
        super::member("KMSAccessDeniedException", Kind::Structure(&EXCEPTION)),
        super::member("KMSDisabledException", Kind::Structure(&EXCEPTION)),
        super::member("KMSInvalidStateException", Kind::Structure(&EXCEPTION)),
        super::member("KMSNotFoundException", Kind::Structure(&EXCEPTION)),
        super::member("KMSOptInRequired", Kind::Structure(&EXCEPTION)),
        super::member("KMSThrottlingException", Kind::Structure(&EXCEPTION)),
        super::member("ResourceInUseException", Kind::Structure(&EXCEPTION)),
        super::member("ResourceNotFoundException", Kind::Structure(&EXCEPTION)),
    ],
};
static EXCEPTION: Shape = Shape { name: "Exception", members: &[super::member("message", Kind::String)] };

/// Sends a consumer the records of a shard as they come, for five minutes.
pub struct SubscribeToShard;

impl Operation for SubscribeToShard {
    const NAME: &'static str = "SubscribeToShard";
    const GOES_ON: bool = true;
    const ERRORS: &'static [Code] = &[
        Code::DryRunOperation,
        Code::InternalFailure,
        Code::InvalidArgument,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
    ];
    const IS_DATA: bool = true;
    type State = Streams;
    type Input<'a> = SubscribeToShardInput<'a>;
    type Output<'s> = SubscribeToShardOutput;

    fn run(
        streams: &mut Streams,
        input: SubscribeToShardInput<'_>,
        now: Instant,
    ) -> Result<SubscribeToShardOutput, Error> {
        // Assumed: nobody has told in which order the service judges these.
        let account = streams.account;
        let Resource::Consumer { stream: name, name: consumer_name, created_secs } =
            streams.resource(input.consumer_arn)?
        else {
            return Err(Error::resource_not_found(input.consumer_arn));
        };
        streams.find_active_or_updating(name)?;
        let consumer = streams.consumer_of(name, consumer_name, created_secs)?;
        if consumer.status != ConsumerStatus::Active {
            return Err(Error::consumer_not_ready(consumer, name, account));
        }
        let shard_id = ShardId::parse(input.shard_id)
            .ok_or_else(|| Error::could_not_find_shard(input.shard_id, name, account))?;
        // What follows a call that succeeded is refused for that, as documented, and not for its rate.
        let has_just_subscribed = consumer.has_just_subscribed(shard_id, now);
        if !has_just_subscribed && !streams.takes_subscriber(name, consumer_name, shard_id, now) {
            let (stream, consumer) = (name.into(), consumer_name.into());
            streams.facts.push_back(Event::SubscriptionRefused { stream, consumer, shard: shard_id });
            return Err(Error::subscribe_rate_exceeded(consumer_name, shard_id, name, account));
        }
        let (stream, shard) = readable(streams, name, shard_id)?;
        let start = Start {
            kind: input.starting_position.position_type,
            number: input.starting_position.sequence_number,
            timestamp: input.starting_position.timestamp,
            operation: Self::NAME,
        };
        let position = start.position(stream, shard, account, now)?;
        if has_just_subscribed {
            let (stream, consumer) = (stream.name.clone(), consumer_name.into());
            streams.facts.push_back(Event::SubscriptionRefused { stream, consumer, shard: shard_id });
            return Err(Error::subscription_exists(consumer_name, shard_id, name, account));
        }
        if input.dry_run == Some(true) {
            return Err(Error::dry_run());
        }

        let subscription = streams.subscribe(name, consumer_name, shard_id, position, now);
        Ok(SubscribeToShardOutput { subscription })
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;

    use expect_test::{Expect, expect};

    use crate::streams::tests;

    const STREAM: &str = r#"
        CreateStream {"StreamName":"a","ShardCount":1}
        RegisterStreamConsumer {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","ConsumerName":"c"}"#;
    const PUT: &str = r#"PutRecord {"StreamName":"a","PartitionKey":"k","Data":"AQ=="}"#;
    const SPLIT: &str = r#"SplitShard {"StreamName":"a","ShardToSplit":"0","NewStartingHashKey":"100"}"#;
    const FIRST: &str = "49670424472731169861061894383142885425265240793119981570";

    /// A script after the making of a stream with a consumer, in which `Subscribe <position>` is a call with its rest.
    #[track_caller]
    fn check(lines: &[&str], expected: Expect) {
        let arn = "arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225600";
        let mut script = String::from(STREAM);
        for line in lines {
            script += "\n";
            match line.strip_prefix("Subscribe ") {
                Some(position) => {
                    script += &format!(
                        r#"SubscribeToShard {{"ConsumerARN":"{arn}","ShardId":"shardId-000000000000","StartingPosition":{{"Type":{position}}}}}"#
                    );
                }
                None => script += line,
            }
        }
        tests::check(&script, expected);
    }

    #[test]
    fn records_are_sent_as_they_come_and_silence_is_told_every_five_seconds() {
        check(
            &[
                "+1000",
                PUT,
                r#"Subscribe "TRIM_HORIZON""#,
                "Events 0",
                "+100",
                PUT,
                "Events 0",
                "+4999",
                "Events 0",
                "+1",
                "Events 0",
            ],
            expect![[r#"
                CreateStream: done
                RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225600","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225600}}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240793119981570"}
                SubscribeToShard: done
                Events:
                    {"Records":[{"SequenceNumber":"49670424472731169861061894383142885425265240793119981570","ApproximateArrivalTimestamp":1767225601,"Data":"AQ==","PartitionKey":"k"}],"ContinuationSequenceNumber":"49670424472731169861061894383142885425265240793119981570","MillisBehindLatest":0}
                    pending
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855422294687746"}
                Events:
                    {"Records":[{"SequenceNumber":"49670424472731169861061894383144094351084855422294687746","ApproximateArrivalTimestamp":1767225601.100,"Data":"AQ==","PartitionKey":"k"}],"ContinuationSequenceNumber":"49670424472731169861061894383144094351084855422294687746","MillisBehindLatest":0}
                    pending
                Events:
                    pending
                Events:
                    {"Records":[],"ContinuationSequenceNumber":"49670424472731169861061894383144094351084855422294687746","MillisBehindLatest":0}
                    pending
            "#]],
        );
    }

    #[test]
    fn each_position_starts_where_it_says() {
        let number = |kind: &str| format!(r#"Subscribe "{kind}","SequenceNumber":"{FIRST}""#);
        check(
            &[
                "+1000",
                PUT,
                "+1000",
                PUT,
                r#"Subscribe "LATEST""#,
                "+5000",
                "Events 0",
                &number("AT_SEQUENCE_NUMBER"),
                "Events 1",
                "+5000",
                &number("AFTER_SEQUENCE_NUMBER"),
                "Events 2",
                "+5000",
                r#"Subscribe "AT_TIMESTAMP","Timestamp":1767225601.001"#,
                "Events 3",
            ],
            expect![[r#"
                CreateStream: done
                RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225600","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225600}}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240793119981570"}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855491014164482"}
                SubscribeToShard: done
                Events:
                    {"Records":[],"ContinuationSequenceNumber":"49670424472731169861061894383144094351084855491014164482","MillisBehindLatest":0}
                    pending
                SubscribeToShard: done
                Events:
                    {"Records":[{"SequenceNumber":"49670424472731169861061894383142885425265240793119981570","ApproximateArrivalTimestamp":1767225601,"Data":"AQ==","PartitionKey":"k"},{"SequenceNumber":"49670424472731169861061894383144094351084855491014164482","ApproximateArrivalTimestamp":1767225602,"Data":"AQ==","PartitionKey":"k"}],"ContinuationSequenceNumber":"49670424472731169861061894383144094351084855491014164482","MillisBehindLatest":0}
                    pending
                SubscribeToShard: done
                Events:
                    {"Records":[{"SequenceNumber":"49670424472731169861061894383144094351084855491014164482","ApproximateArrivalTimestamp":1767225602,"Data":"AQ==","PartitionKey":"k"}],"ContinuationSequenceNumber":"49670424472731169861061894383144094351084855491014164482","MillisBehindLatest":0}
                    pending
                SubscribeToShard: done
                Events:
                    {"Records":[{"SequenceNumber":"49670424472731169861061894383144094351084855491014164482","ApproximateArrivalTimestamp":1767225602,"Data":"AQ==","PartitionKey":"k"}],"ContinuationSequenceNumber":"49670424472731169861061894383144094351084855491014164482","MillisBehindLatest":0}
                    pending
            "#]],
        );
    }

    #[test]
    fn a_subscription_ends_after_five_minutes_and_the_next_goes_on() {
        check(
            &[
                "+1000",
                PUT,
                r#"Subscribe "TRIM_HORIZON""#,
                "Events 0",
                "+299999",
                "Events 0",
                "+1",
                "Events 0",
                PUT,
                "Events 0",
                &format!(r#"Subscribe "AFTER_SEQUENCE_NUMBER","SequenceNumber":"{FIRST}""#),
                "Events 1",
            ],
            expect![[r#"
                CreateStream: done
                RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225600","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225600}}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240793119981570"}
                SubscribeToShard: done
                Events:
                    {"Records":[{"SequenceNumber":"49670424472731169861061894383142885425265240793119981570","ApproximateArrivalTimestamp":1767225601,"Data":"AQ==","PartitionKey":"k"}],"ContinuationSequenceNumber":"49670424472731169861061894383142885425265240793119981570","MillisBehindLatest":0}
                    pending
                Events:
                    {"Records":[],"ContinuationSequenceNumber":"49670424472731169861061894383142885425265240793119981570","MillisBehindLatest":0}
                    {"Records":[],"ContinuationSequenceNumber":"49670424472731169861061894383142885425265240793119981570","MillisBehindLatest":0}
                    {"Records":[],"ContinuationSequenceNumber":"49670424472731169861061894383142885425265240793119981570","MillisBehindLatest":0}
                    {"Records":[],"ContinuationSequenceNumber":"49670424472731169861061894383142885425265240793119981570","MillisBehindLatest":0}
                    {"Records":[],"ContinuationSequenceNumber":"49670424472731169861061894383142885425265240793119981570","MillisBehindLatest":0}
                    {"Records":[],"ContinuationSequenceNumber":"49670424472731169861061894383142885425265240793119981570","MillisBehindLatest":0}
                    {"Records":[],"ContinuationSequenceNumber":"49670424472731169861061894383142885425265240793119981570","MillisBehindLatest":0}
                    {"Records":[],"ContinuationSequenceNumber":"49670424472731169861061894383142885425265240793119981570","MillisBehindLatest":0}
                    {"Records":[],"ContinuationSequenceNumber":"49670424472731169861061894383142885425265240793119981570","MillisBehindLatest":0}
                    {"Records":[],"ContinuationSequenceNumber":"49670424472731169861061894383142885425265240793119981570","MillisBehindLatest":0}
                    {"Records":[],"ContinuationSequenceNumber":"49670424472731169861061894383142885425265240793119981570","MillisBehindLatest":0}
                    {"Records":[],"ContinuationSequenceNumber":"49670424472731169861061894383142885425265240793119981570","MillisBehindLatest":0}
                    pending
                Events:
                    ended
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084876038137708546"}
                Events:
                    ended
                SubscribeToShard: done
                Events:
                    {"Records":[{"SequenceNumber":"49670424472731169861061894383144094351084876038137708546","ApproximateArrivalTimestamp":1767225901,"Data":"AQ==","PartitionKey":"k"}],"ContinuationSequenceNumber":"49670424472731169861061894383144094351084876038137708546","MillisBehindLatest":0}
                    pending
            "#]],
        );
    }

    #[test]
    fn a_call_within_five_seconds_is_refused_and_a_later_one_takes_over() {
        check(
            &[
                r#"Subscribe "LATEST""#,
                "+4999",
                r#"Subscribe "LATEST""#,
                "+1",
                r#"Subscribe "TRIM_HORIZON""#,
                "Events 0",
                "Events 0",
                PUT,
                "Events 1",
            ],
            expect![[r#"
                CreateStream: done
                RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225600","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225600}}
                SubscribeToShard: done
                SubscribeToShard: ResourceInUseException: Another active subscription exists for this consumer: 000000000000:a:shardId-000000000000:c
                SubscribeToShard: done
                Events:
                    {"Records":[],"ContinuationSequenceNumber":"49670424472731169861061894383142885425265240724400504834","MillisBehindLatest":0}
                    ended: ResourceInUseException: Another active subscription exists for this consumer: 000000000000:a:shardId-000000000000:c
                Events:
                    ended
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265241067997888514"}
                Events:
                    {"Records":[{"SequenceNumber":"49670424472731169861061894383142885425265241067997888514","ApproximateArrivalTimestamp":1767225605,"Data":"AQ==","PartitionKey":"k"}],"ContinuationSequenceNumber":"49670424472731169861061894383142885425265241067997888514","MillisBehindLatest":0}
                    pending
            "#]],
        );
    }

    #[test]
    fn the_last_event_of_a_closed_shard_names_its_children() {
        check(
            &[
                "+1000",
                r#"Subscribe "LATEST""#,
                PUT,
                "Events 0",
                SPLIT,
                "Events 0",
                "Events 0",
                "+5000",
                r#"Subscribe "TRIM_HORIZON""#,
                "Events 1",
            ],
            expect![[r#"
                CreateStream: done
                RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225600","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225600}}
                SubscribeToShard: done
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240793119981570"}
                Events:
                    {"Records":[{"SequenceNumber":"49670424472731169861061894383142885425265240793119981570","ApproximateArrivalTimestamp":1767225601,"Data":"AQ==","PartitionKey":"k"}],"ContinuationSequenceNumber":"49670424472731169861061894383142885425265240793119981570","MillisBehindLatest":0}
                    pending
                SplitShard: done
                Events:
                    {"Records":[],"MillisBehindLatest":0,"ChildShards":[{"ShardId":"shardId-000000000001","ParentShards":["shardId-000000000000"],"HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"99"}},{"ShardId":"shardId-000000000002","ParentShards":["shardId-000000000000"],"HashKeyRange":{"StartingHashKey":"100","EndingHashKey":"340282366920938463463374607431768211455"}}]}
                    ended
                Events:
                    ended
                SubscribeToShard: done
                Events:
                    {"Records":[{"SequenceNumber":"49670424472731169861061894383142885425265240793119981570","ApproximateArrivalTimestamp":1767225601,"Data":"AQ==","PartitionKey":"k"}],"MillisBehindLatest":0,"ChildShards":[{"ShardId":"shardId-000000000001","ParentShards":["shardId-000000000000"],"HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"99"}},{"ShardId":"shardId-000000000002","ParentShards":["shardId-000000000000"],"HashKeyRange":{"StartingHashKey":"100","EndingHashKey":"340282366920938463463374607431768211455"}}]}
                    ended
            "#]],
        );
    }

    #[test]
    fn who_is_deregistered_or_whose_stream_goes_is_told_so() {
        let arn =
            r#"{"ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225600"}"#;
        check(
            &[r#"Subscribe "LATEST""#, PUT, &format!("DeregisterStreamConsumer {arn}"), "Events 0"],
            expect![[r#"
                CreateStream: done
                RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225600","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225600}}
                SubscribeToShard: done
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855353575211010"}
                DeregisterStreamConsumer: done
                Events:
                    {"Records":[{"SequenceNumber":"49670424472731169861061894383144094351084855353575211010","ApproximateArrivalTimestamp":1767225600,"Data":"AQ==","PartitionKey":"k"}],"ContinuationSequenceNumber":"49670424472731169861061894383144094351084855353575211010","MillisBehindLatest":0}
                    ended: ResourceNotFoundException: Consumer c, account 000000000000 not found.
            "#]],
        );
        check(
            &[
                r#"Subscribe "LATEST""#,
                r#"DeleteStream {"StreamName":"a","EnforceConsumerDeletion":true}"#,
                "Events 0",
            ],
            expect![[r#"
                CreateStream: done
                RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225600","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225600}}
                SubscribeToShard: done
                DeleteStream: done
                Events:
                    ended: ResourceNotFoundException: Stream a under account 000000000000 not found.
            "#]],
        );
    }

    #[test]
    fn what_passed_the_trim_horizon_is_not_sent() {
        check(
            &[
                "+1000",
                PUT,
                "+86400000",
                PUT,
                r#"Subscribe "TRIM_HORIZON""#,
                "Events 0",
                "+1",
                "+5000",
                r#"Subscribe "TRIM_HORIZON""#,
                "Events 1",
            ],
            expect![[r#"
                CreateStream: done
                RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225600","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225600}}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383142885425265240793119981570"}
                PutRecord: {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351090792785084678146"}
                SubscribeToShard: done
                Events:
                    {"Records":[{"SequenceNumber":"49670424472731169861061894383142885425265240793119981570","ApproximateArrivalTimestamp":1767225601,"Data":"AQ==","PartitionKey":"k"},{"SequenceNumber":"49670424472731169861061894383144094351090792785084678146","ApproximateArrivalTimestamp":1767312001,"Data":"AQ==","PartitionKey":"k"}],"ContinuationSequenceNumber":"49670424472731169861061894383144094351090792785084678146","MillisBehindLatest":0}
                    pending
                SubscribeToShard: done
                Events:
                    {"Records":[{"SequenceNumber":"49670424472731169861061894383144094351090792785084678146","ApproximateArrivalTimestamp":1767312001,"Data":"AQ==","PartitionKey":"k"}],"ContinuationSequenceNumber":"49670424472731169861061894383144094351090792785084678146","MillisBehindLatest":0}
                    pending
            "#]],
        );
    }

    #[test]
    fn refuses_in_this_order() {
        let with = |arn: &str, rest: &str| {
            format!(r#"SubscribeToShard {{"ConsumerARN":"arn:aws:kinesis:{arn}"{rest}}}"#)
        };
        let (here, latest) =
            ("us-east-1:000000000000:stream/a/consumer/c", r#","StartingPosition":{"Type":"LATEST"}"#);
        check(
            &[
                "SubscribeToShard {}",
                &with("stream", r#","ShardId":"/","StartingPosition":{"Type":"HERE","SequenceNumber":"x"}"#),
                &with(
                    "us-east-1:000000000000:stream/a/consumer/c:1",
                    r#","ShardId":"0","StartingPosition":{}"#,
                ),
                &with("eu-west-1:000000000000:stream/a/consumer/c:1", &format!(r#","ShardId":"0"{latest}"#)),
                &with("us-east-1:000000000000:stream/b/consumer/c:1", &format!(r#","ShardId":"0"{latest}"#)),
                &with(&format!("{here}:1"), &format!(r#","ShardId":"0"{latest}"#)),
                &with(&format!("{here}:1767225600"), &format!(r#","ShardId":"x"{latest}"#)),
                &with(&format!("{here}:1767225600"), &format!(r#","ShardId":"1"{latest}"#)),
                r#"Subscribe "LATEST","SequenceNumber":"5""#,
                r#"Subscribe "AFTER_SEQUENCE_NUMBER","SequenceNumber":"5""#,
                r#"Subscribe "AT_TIMESTAMP""#,
                &with(&format!("{here}:1767225600"), &format!(r#","ShardId":"0","DryRun":true{latest}"#)),
                r#"Subscribe "LATEST""#,
                &with(&format!("{here}:1767225600"), &format!(r#","ShardId":"0","DryRun":true{latest}"#)),
            ],
            expect![[r#"
                CreateStream: done
                RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225600","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225600}}
                SubscribeToShard: ValidationException: 3 validation errors detected: Value null at 'consumerARN' failed to satisfy constraint: Member must not be null; Value null at 'shardId' failed to satisfy constraint: Member must not be null; Value null at 'startingPosition' failed to satisfy constraint: Member must not be null
                SubscribeToShard: ValidationException: 4 validation errors detected: Value 'arn:aws:kinesis:stream' at 'consumerARN' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(arn):aws.*:kinesis:.*:\d{12}:.*stream\/[a-zA-Z0-9_.-]+\/consumer\/[a-zA-Z0-9_.-]+:[0-9]+; Value '/' at 'shardId' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value 'HERE' at 'startingPosition.type' failed to satisfy constraint: Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER, TRIM_HORIZON]; Value 'x' at 'startingPosition.sequenceNumber' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(0|([1-9]\d{0,128}))$
                SubscribeToShard: ValidationException: 1 validation error detected: Value null at 'startingPosition.type' failed to satisfy constraint: Member must not be null
                SubscribeToShard: ResourceNotFoundException: Resource arn:aws:kinesis:eu-west-1:000000000000:stream/a/consumer/c:1 not found.
                SubscribeToShard: ResourceNotFoundException: Stream b under account 000000000000 not found.
                SubscribeToShard: ResourceNotFoundException: Consumer c, account 000000000000 not found.
                SubscribeToShard: ResourceNotFoundException: Could not find shard x in stream a under account 000000000000.
                SubscribeToShard: ResourceNotFoundException: Shard shardId-000000000001 in stream a under account 000000000000 does not exist
                SubscribeToShard: InvalidArgumentException: Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified LATEST and also a StartingSequenceNumber.
                SubscribeToShard: InvalidArgumentException: Invalid StartingSequenceNumber. It encodes shardId-000000000005, while it was used in a call to a shard with shardId-000000000000
                SubscribeToShard: InvalidArgumentException: Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter.
                SubscribeToShard: DryRunOperationException: Request would have succeeded, but DryRun flag is set.
                SubscribeToShard: done
                SubscribeToShard: ResourceInUseException: Another active subscription exists for this consumer: 000000000000:a:shardId-000000000000:c
            "#]],
        );
    }

    #[test]
    fn a_consumer_must_be_active() {
        let script = r#"
            CreateStream {"StreamName":"a","ShardCount":1}
            SubscribeToShard {"ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225602","ShardId":"0","StartingPosition":{"Type":"LATEST"}}
            +2000
            RegisterStreamConsumer {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","ConsumerName":"c"}
            SubscribeToShard {"ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225602","ShardId":"0","StartingPosition":{"Type":"LATEST"}}
            +2000
            SubscribeToShard {"ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225602","ShardId":"0","StartingPosition":{"Type":"LATEST"}}"#;
        tests::check_with_limits(
            script,
            expect![[r#"
            CreateStream: done
            SubscribeToShard: ResourceInUseException: Stream a under account 000000000000 not ACTIVE or UPDATING, instead in state CREATING
            RegisterStreamConsumer: {"Consumer":{"ConsumerName":"c","ConsumerARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a/consumer/c:1767225602","ConsumerStatus":"CREATING","ConsumerCreationTimestamp":1767225602}}
            SubscribeToShard: ResourceInUseException: Consumer c with creation timestamp 1767225602 under stream: a , account 000000000000 is not in ACTIVE status.
            SubscribeToShard: done
        "#]],
        );
    }
}
