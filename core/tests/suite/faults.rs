//! Faults that are asked for strike calls, records and answers, and leave everything else as it is.

use crate::support::Call;
use expect_test::{Expect, expect};
use kinetoscope::error::Code;
use kinetoscope::fact::Event;
use kinetoscope::streams::op::{DescribeStream, DescribeStreamInput, ListStreams, ListStreamsInput};
use kinetoscope::time::Duration;
use kinetoscope::wire::http::Response;
use kinetoscope::world::scenario::{Action, Scenario};
use kinetoscope::world::view::Frame;
use kinetoscope::world::{Settings, World};

fn action(json: &str) -> Action {
    serde_json::from_str(json).expect("an action")
}

fn ask(world: &mut World, operation: &str, input: &str) -> Response {
    Call::of(operation).send(world, input)
}

/// Runs `! {action}`, `+<milliseconds>` or `Operation {json}` a line and compares what came of it.
#[track_caller]
fn check(script: &str, expected: Expect) {
    let mut world = World::new(Settings::default());
    ask(&mut world, "CreateStream", r#"{"StreamName":"a","ShardCount":1}"#);
    let mut told = String::new();
    for line in script.lines().map(str::trim) {
        if let Some(json) = line.strip_prefix('!') {
            match serde_json::from_str(json).map(|action| world.act(&action)) {
                Ok(Ok(())) => {}
                Ok(Err(error)) => told += &format!("{error}\n"),
                Err(error) => told += &format!("no action: {error}\n"),
            }
        } else if let Some(millis) = line.strip_prefix('+') {
            world.advance(Duration::from_millis(millis.parse().expect("milliseconds")));
        } else {
            let (operation, input) = line.split_once(' ').unwrap_or((line, "{}"));
            let response = ask(&mut world, operation, input);
            let heard = if response.fate.is_lost { "lost" } else { &String::from_utf8_lossy(&response.body) };
            told += &format!(
                "{operation}: {} {heard}{}\n",
                response.status,
                match response.fate.delay.total_millis() {
                    0 => String::new(),
                    millis => format!(" after {millis} ms"),
                }
            );
        }
    }
    expected.assert_eq(&told);
}

#[test]
fn calls_are_refused_with_the_chosen_error_while_it_lasts() {
    check(
        r#"! {"fault":{"operations":["ListStreams"],"for_ms":500,"effect":{"refuse":{"error":"ServiceUnavailable"}}}}
           ListStreams
           DescribeLimits
           +499
           ListStreams
           +1
           ListStreams
           ! {"fault":{"stream":"a","effect":{"refuse":{"error":"AccessDeniedException","message":"no"}}}}
           PutRecord {"StreamName":"a","PartitionKey":"k","Data":""}
           PutRecord {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","PartitionKey":"k","Data":""}
           GetShardIterator {"StreamName":"b","ShardId":"0","ShardIteratorType":"LATEST"}
           ListStreams
           ! {"clear_faults":{}}
           PutRecord {"StreamName":"a","PartitionKey":"k","Data":""}"#,
        expect![[r#"
            ListStreams: 503 {"__type":"ServiceUnavailable","message":"This fault was asked for."}
            DescribeLimits: 200 {"ShardLimit":20000,"OpenShardCount":1,"OnDemandStreamCount":0,"OnDemandStreamCountLimit":50}
            ListStreams: 503 {"__type":"ServiceUnavailable","message":"This fault was asked for."}
            ListStreams: 200 {"StreamNames":["a"],"HasMoreStreams":false,"StreamSummaries":[{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"StreamCreationTimestamp":1767225600}]}
            PutRecord: 400 {"__type":"AccessDeniedException","message":"no"}
            PutRecord: 400 {"__type":"AccessDeniedException","message":"no"}
            GetShardIterator: 400 {"__type":"ResourceNotFoundException","message":"Shard shardId-000000000000 in stream b under account 000000000000 does not exist"}
            ListStreams: 200 {"StreamNames":["a"],"HasMoreStreams":false,"StreamSummaries":[{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"StreamCreationTimestamp":1767225600}]}
            PutRecord: 200 {"ShardId":"shardId-000000000000","SequenceNumber":"49670424472731169861061894383144094351084855353575211010"}
        "#]],
    );
}

#[test]
fn an_input_that_is_wrong_is_refused_for_that() {
    check(
        r#"! {"fault":{"effect":{"refuse":{"error":"InternalFailure"}}}}
           DescribeStream {"StreamName":""}
           DescribeStream {"StreamName":"a"}"#,
        expect![[r#"
            DescribeStream: 400 {"__type":"ValidationException","message":"2 validation errors detected: Value '' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'streamName' failed to satisfy constraint: Member must have length greater than or equal to 1"}
            DescribeStream: 500 {"__type":"InternalFailure","message":"This fault was asked for."}
        "#]],
    );
}

#[test]
fn a_fault_of_a_stream_strikes_what_is_about_it_by_whatever_name_and_nothing_else() {
    let mut world = World::new(Settings::default());
    ask(&mut world, "CreateStream", r#"{"StreamName":"orders"}"#);
    let arn = "arn:aws:kinesis:us-east-1:000000000000:stream/orders";
    let queue = format!(r#"{{"QueueName":"q","StreamConfigurationList":[{{"StreamARN":"{arn}"}}]}}"#);
    let queue = ask(&mut world, "CreateQueue", &queue).body;
    let queue = serde_json::from_slice::<serde_json::Value>(&queue).unwrap();
    let queue = queue["QueueDescription"]["QueueARN"].as_str().expect("it was made").to_owned();
    let consumer = format!(r#"{{"StreamARN":"{arn}","ConsumerName":"c"}}"#);
    ask(&mut world, "RegisterStreamConsumer", &consumer);
    world.advance(Duration::from_secs(1));
    world
        .act(&action(r#"{"fault":{"stream":"orders","effect":{"refuse":{"error":"InternalFailure"}}}}"#))
        .expect("it can be");
    let mut status = |operation: &str, input: String| ask(&mut world, operation, &input).status;
    assert_eq!(status("ReceiveQueueRecords", format!(r#"{{"QueueARN":"{queue}"}}"#)), 500);
    assert_eq!(status("DescribeStreamConsumer", consumer), 500);
    assert_eq!(status("DescribeStreamSummary", format!(r#"{{"StreamARN":"{arn}"}}"#)), 500);
    for elsewhere in [arn.replace("us-east-1", "eu-west-1"), arn.replace("000000000000", "111111111111")] {
        let input = format!(r#"{{"StreamARN":"{elsewhere}"}}"#);
        assert_eq!(status("DescribeStreamSummary", input), 400, "{elsewhere} is another stream");
    }
}

#[test]
fn records_of_a_batch_fail_one_by_one_by_seed() {
    check(
        r#"! {"fault":{"share":0.5,"effect":{"refuse_records":{"error":"InternalFailure","message":"Internal Service Failure."}}}}
           PutRecords {"StreamName":"a","Records":[{"PartitionKey":"1","Data":""},{"PartitionKey":"2","Data":""},{"PartitionKey":"3","Data":""},{"PartitionKey":"4","Data":""}]}
           PutRecords {"StreamName":"a","Records":[{"PartitionKey":"5","Data":""},{"PartitionKey":"6","Data":""},{"PartitionKey":"7","Data":""},{"PartitionKey":"8","Data":""}]}"#,
        expect![[r#"
            PutRecords: 200 {"FailedRecordCount":0,"Records":[{"SequenceNumber":"49670424472731169861061894383144094351084855353575211010","ShardId":"shardId-000000000000"},{"SequenceNumber":"49670424472731169861061894383145303276904469982749917186","ShardId":"shardId-000000000000"},{"SequenceNumber":"49670424472731169861061894383146512202724084611924623362","ShardId":"shardId-000000000000"},{"SequenceNumber":"49670424472731169861061894383147721128543699241099329538","ShardId":"shardId-000000000000"}]}
            PutRecords: 200 {"FailedRecordCount":2,"Records":[{"ErrorCode":"InternalFailure","ErrorMessage":"Internal Service Failure."},{"SequenceNumber":"49670424472731169861061894383148930054363313870274035714","ShardId":"shardId-000000000000"},{"ErrorCode":"InternalFailure","ErrorMessage":"Internal Service Failure."},{"SequenceNumber":"49670424472731169861061894383150138980182928499448741890","ShardId":"shardId-000000000000"}]}
        "#]],
    );
}

#[test]
fn a_lost_answer_belongs_to_a_call_that_was_done() {
    check(
        r#"! {"fault":{"operations":["CreateStream"],"effect":"lose_answer"}}
           CreateStream {"StreamName":"b","ShardCount":1}
           ListStreams"#,
        expect![[r#"
            CreateStream: 200 lost
            ListStreams: 200 {"StreamNames":["a","b"],"HasMoreStreams":false,"StreamSummaries":[{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"StreamCreationTimestamp":1767225600},{"StreamName":"b","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/b","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"StreamCreationTimestamp":1767225600}]}
        "#]],
    );
}

#[test]
fn a_late_answer_says_how_late_even_where_it_is_a_refusal() {
    check(
        r#"! {"fault":{"effect":{"delay":{"ms":250}}}}
           ListStreams
           DescribeStream {"StreamName":"b"}
           ! {"clear_faults":{}}
           ListStreams"#,
        expect![[r#"
            ListStreams: 200 {"StreamNames":["a"],"HasMoreStreams":false,"StreamSummaries":[{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"StreamCreationTimestamp":1767225600}]} after 250 ms
            DescribeStream: 400 {"__type":"ResourceNotFoundException","message":"Stream b under account 000000000000 not found."} after 250 ms
            ListStreams: 200 {"StreamNames":["a"],"HasMoreStreams":false,"StreamSummaries":[{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"StreamCreationTimestamp":1767225600}]}
        "#]],
    );
}

#[test]
fn a_fault_that_cannot_be_is_refused_and_changes_nothing() {
    check(
        r#"! {"fault":{"operations":["PutRecrd"],"effect":"lose_answer"}}
           ! {"fault":{"effect":{"refuse":{"error":"Oops"}}}}
           ! {"fault":{"effect":{"refuse_records":{"error":"AnswerLost"}}}}
           ListStreams"#,
        expect![[r#"
            InvalidArgumentException: A fault: there is no operation "PutRecrd".
            no action: there is no error "Oops" at line 1 column 46
            no action: there is no error "AnswerLost" at line 1 column 60
            ListStreams: 200 {"StreamNames":["a"],"HasMoreStreams":false,"StreamSummaries":[{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"StreamCreationTimestamp":1767225600}]}
        "#]],
    );
}

#[test]
fn a_refusal_is_lost_like_any_other_answer_whoever_refuses() {
    check(
        r#"! {"fault":{"effect":"lose_answer"}}
           DescribeStream {"StreamName":"b"}
           ! {"fault":{"effect":{"refuse":{"error":"InternalFailure"}}}}
           DescribeStream {"StreamName":"a"}
           ! {"clear_faults":{}}
           DescribeStreamSummary {"StreamName":"b"}"#,
        expect![[r#"
            DescribeStream: 400 lost
            DescribeStream: 500 lost
            DescribeStreamSummary: 400 {"__type":"ResourceNotFoundException","message":"Stream b under account 000000000000 not found."}
        "#]],
    );
}

#[test]
fn a_call_above_its_rate_is_answered_late_too() {
    let mut settings = Settings::default();
    settings.streams.enforce_limits = true;
    let mut world = World::new(settings);
    world.act(&action(r#"{"fault":{"effect":{"delay":{"ms":20}}}}"#)).expect("it can be");
    ask(&mut world, "DescribeLimits", "{}");
    let refused = ask(&mut world, "DescribeLimits", "{}");
    assert_eq!(refused.error, Some(Code::LimitExceeded));
    assert_eq!(refused.fate.delay, Duration::from_millis(20));
}

#[test]
fn no_fault_of_one_call_is_left_to_the_next() {
    check(
        r#"! {"fault":{"effect":{"delay":{"ms":250}}}}
           ! {"call":{"operation":"ListStreams","input":{}}}
           Nosuch
           ! {"call":{"operation":"ListStreams","input":{}}}
           DescribeStream {"#,
        expect![[r#"
            Nosuch: 400 {"__type":"UnknownOperationException"}
            DescribeStream: 400 {"__type":"SerializationException"}
        "#]],
    );
}

#[test]
fn a_typed_caller_may_hear_what_one_across_a_network_would() {
    let mut world = World::new(Settings::default());
    world.act(&action(r#"{"fault":{"effect":"lose_answer"}}"#)).expect("it can be");
    assert!(world.call::<ListStreams>(ListStreamsInput::default()).is_ok(), "nothing lies between");
    assert!(world.send::<ListStreams>(ListStreamsInput::default()).heard().is_none());
    let absent = DescribeStreamInput { stream_name: Some("absent"), ..Default::default() };
    assert!(world.send::<DescribeStream>(absent).heard().is_none());
    let lost = |event: &Event| matches!(event, Event::AnswerLost { operation } if operation == "ListStreams");
    assert_eq!(world.facts_since(0).filter(|fact| lost(&fact.event)).count(), 2);
    world.act(&action(r#"{"clear_faults":{}}"#)).expect("it can be");
    assert!(matches!(world.send::<ListStreams>(ListStreamsInput::default()).heard(), Some(Ok(_))));
}

/// Whose connection breaks reads no events.
#[test]
fn a_subscription_whose_answer_is_lost_ends() {
    let mut world = World::new(Settings::default());
    ask(&mut world, "CreateStream", r#"{"StreamName":"a","ShardCount":1}"#);
    let stream = "arn:aws:kinesis:us-east-1:000000000000:stream/a";
    let register = format!(r#"{{"StreamARN":"{stream}","ConsumerName":"c"}}"#);
    let registered = ask(&mut world, "RegisterStreamConsumer", &register);
    let registered: serde_json::Value = serde_json::from_slice(&registered.body).expect("JSON");
    world.act(&action(r#"{"fault":{"effect":"lose_answer"}}"#)).expect("it can be");
    let subscribe = format!(
        r#"{{"ConsumerARN":{},"ShardId":"shardId-000000000000","StartingPosition":{{"Type":"LATEST"}}}}"#,
        registered["Consumer"]["ConsumerARN"]
    );
    let response = ask(&mut world, "SubscribeToShard", &subscribe);
    assert!(response.fate.is_lost && response.event_stream.is_none());
    let kinds = |event: &Event| match event {
        Event::SubscriptionStarted { .. } => Some("started"),
        Event::SubscriptionEnded { .. } => Some("ended"),
        _ => None,
    };
    let told: Vec<_> = world.facts_since(0).filter_map(|fact| kinds(&fact.event)).collect();
    assert_eq!(told, ["started", "ended"]);
}

#[test]
fn a_reader_asks_again_where_it_heard_no_answer() {
    let scenario = Scenario::from_json(
        r#"{"version":1,"id":"unheard","streams":[{"name":"a"}],
            "producers":[{"name":"p","stream":"a","records_per_second":100}],
            "readers":[{"name":"r","stream":"a"}],
            "inputs":[{"at_ms":0,"action":{"fault":{"share":0.5,"effect":"lose_answer",
                       "operations":["GetRecords","GetShardIterator"]}}},
                      {"at_ms":10000,"action":{"producer":{"name":"p","running":false}}}]}"#,
    )
    .expect("a scenario");
    let mut world = scenario.world(None).expect("a world");
    world.advance(Duration::from_secs(30));
    let view = world.view(Frame { window: Duration::from_secs(10), buckets: 10 });
    assert_eq!(view.producers[0].counts.sent, view.readers[0].counts.read, "each record once");
}

/// Answers that are lost make a producer send again what is already there: at least once, never less.
#[test]
fn a_producer_sends_again_what_it_heard_no_answer_to() {
    let scenario = Scenario::from_json(
        r#"{"version":1,"id":"lost","streams":[{"name":"a"}],
            "producers":[{"name":"p","stream":"a","records_per_second":100,
                          "retry":{"backoff":{"attempts_max":10,"first_ms":100}}}],
            "readers":[{"name":"r","stream":"a"}],
            "inputs":[{"at_ms":1000,"action":{"fault":{"share":0.3,"operations":["PutRecords"],"for_ms":4000,
                       "effect":"lose_answer"}}},
                      {"at_ms":10000,"action":{"producer":{"name":"p","running":false}}}]}"#,
    )
    .expect("a scenario");
    let mut world = scenario.world(None).expect("a world");
    world.advance(Duration::from_secs(30));
    let view = world.view(Frame { window: Duration::from_secs(10), buckets: 10 });
    let (producer, reader) = (&view.producers[0], &view.readers[0]);
    assert_eq!(producer.counts.dropped, 0);
    assert!(0 < producer.counts.answers_lost);
    assert!(producer.counts.sent < reader.counts.read, "some are there twice");
    let mut again = scenario.world(None).expect("a world");
    again.advance(Duration::from_secs(30));
    assert_eq!(again.hash(), world.hash());
}
