//! From a put into a delivery stream to the object in its bucket.

use std::fmt::Write;

use crate::support::delivery::{BUCKET, call, counts, create, put, world};
use crate::support::{Call, s3};
use expect_test::{Expect, expect};
use kinetoscope::errand::{Outcome, Wish};
use kinetoscope::fact::{DeliveryStreamEvent, Event};
use kinetoscope::rng::Rng;
use kinetoscope::time::Duration;
use kinetoscope::wire::base64;
use kinetoscope::world::errands::functions::{Blueprint, FunctionCode};
use kinetoscope::world::errands::{Outside, Task};
use kinetoscope::world::scenario::{Action, Scenario};
use kinetoscope::world::{Settings, World};

/// Objects of `lake`: when each came, after the start, its key up to the random end, and its length.
fn objects(world: &mut World) -> String {
    let start = world.settings().start;
    let mut text = String::new();
    let bucket = world.s3().bucket("lake").unwrap();
    for (key, object) in bucket.objects() {
        let (at, length) = (object.modified.since(start).total_micros() / 1_000_000, object.body.len());
        let (known, end) = key.split_at(key.rfind("logs-").unwrap() + "logs-1-2026-01-01-00-00-00-".len());
        assert_eq!(end.split('.').next().unwrap().len(), 36, "{key}");
        writeln!(text, "{at} s {known} {} {length} B", &end[36..]).unwrap();
    }
    text
}

#[track_caller]
fn check_objects(world: &mut World, expected: Expect) {
    expected.assert_eq(&objects(world));
}

#[test]
fn a_buffer_goes_out_by_size_or_by_interval_and_its_key_tells_of_the_oldest_record() {
    let mut world = world(r#","BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":300}"#);
    for _ in 0..3 {
        world.advance(Duration::from_secs(10));
        put(&mut world, &[b'x'; 400_000]);
    }
    world.advance(Duration::from_secs(10));
    put(&mut world, b"the last");
    world.advance(Duration::from_secs(299));
    check_objects(
        &mut world,
        expect![[r#"
            30 s 2026/01/01/00/logs-1-2026-01-01-00-00-10-  1200000 B
        "#]],
    );
    world.advance(Duration::from_secs(1));
    check_objects(
        &mut world,
        expect![[r#"
            30 s 2026/01/01/00/logs-1-2026-01-01-00-00-10-  1200000 B
            340 s 2026/01/01/00/logs-1-2026-01-01-00-00-40-  8 B
        "#]],
    );
}

#[test]
fn records_stand_side_by_side_and_a_delimiter_between_them() {
    for (more, expected) in [
        ("", "abc"),
        (
            r#","ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"AppendDelimiterToRecord","Parameters":[]}]}"#,
            "a\nb\nc",
        ),
    ] {
        let mut world = world(more);
        for data in ["a", "b", "c"] {
            put(&mut world, data.as_bytes());
        }
        world.advance(Duration::from_secs(300));
        let bucket = world.s3().bucket("lake").unwrap();
        let bodies: Vec<_> = bucket.objects().map(|(_, object)| &*object.body).collect();
        assert_eq!(bodies, [expected.as_bytes()]);
    }
}

#[test]
fn keys_follow_prefix_zone_version_and_extension() {
    let mut world = world(
        r#","Prefix":"in/!{timestamp:yyyy-MM-dd'T'HH}/","ErrorOutputPrefix":"bad/!{firehose:error-output-type}/","CustomTimeZone":"Asia/Tokyo","FileExtension":".jsonl""#,
    );
    put(&mut world, b"{}");
    world.advance(Duration::from_secs(300));
    let update = r#"{"DeliveryStreamName":"logs","CurrentDeliveryStreamVersionId":"1","DestinationId":"destinationId-000000000001","ExtendedS3DestinationUpdate":{"BufferingHints":{"IntervalInSeconds":0}}}"#;
    call(&mut world, "UpdateDestination", update);
    put(&mut world, b"[]");
    world.advance(Duration::from_secs(1));
    check_objects(
        &mut world,
        expect![[r#"
            300 s in/2026-01-01T09/logs-1-2026-01-01-09-00-00- .jsonl 2 B
            301 s in/2026-01-01T09/logs-2-2026-01-01-09-05-00- .jsonl 2 B
        "#]],
    );
}

#[test]
fn the_backup_has_every_record_as_it_came() {
    let backup = format!(
        r#","S3BackupMode":"Enabled","S3BackupConfiguration":{{{BUCKET},"Prefix":"raw-","BufferingHints":{{"SizeInMBs":1,"IntervalInSeconds":60}}}}"#
    );
    let mut world = world(&backup);
    put(&mut world, b"a");
    put(&mut world, b"b");
    world.advance(Duration::from_secs(300));
    check_objects(
        &mut world,
        expect![[r#"
            300 s 2026/01/01/00/logs-1-2026-01-01-00-00-00-  2 B
            60 s raw-2026/01/01/00/logs-1-2026-01-01-00-00-00-  2 B
        "#]],
    );
    let (counts, waiting) = counts(&mut world);
    assert_eq!((counts.accepted, counts.delivered, waiting), (2, 2, 0));
}

#[test]
fn a_bucket_that_is_not_there_is_tried_for_a_day() {
    let mut world = World::new(Settings::default());
    create(&mut world, "");
    put(&mut world, b"early");
    world.advance(Duration::from_hours(12));
    assert_eq!(s3::send(&mut world, "PUT", "/lake", &[], b"").status, 200);
    world.advance(Duration::from_secs(121));
    let (found, waiting) = counts(&mut world);
    assert_eq!((found.delivered, found.lost, waiting), (1, 0, 0));

    assert_eq!(s3::send(&mut world, "DELETE", "/lake", &[], b"").status, 409, "there is something in it");
    let keys: Vec<String> = world.s3().bucket("lake").unwrap().objects().map(|(key, _)| key.into()).collect();
    for key in keys {
        assert_eq!(s3::send(&mut world, "DELETE", &format!("/lake/{key}"), &[], b"").status, 204);
    }
    assert_eq!(s3::send(&mut world, "DELETE", "/lake", &[], b"").status, 204);
    put(&mut world, b"late");
    world.advance(Duration::from_hours(25));
    let (found, waiting) = counts(&mut world);
    assert_eq!((found.delivered, found.lost, waiting), (1, 1, 0));
}

#[test]
fn what_waits_goes_with_its_delivery_stream() {
    let mut world = world("");
    put(&mut world, b"a");
    call(&mut world, "DeleteDeliveryStream", r#"{"DeliveryStreamName":"logs"}"#);
    world.advance(Duration::from_hours(1));
    assert_eq!(objects(&mut world), "");
}

/// A stream is read from when the delivery stream became active on, and across a change of its shards, each record once.
#[test]
fn a_stream_is_read_from_now_on_and_across_its_splits() {
    let mut world = World::new(Settings::default());
    assert_eq!(s3::send(&mut world, "PUT", "/lake", &[], b"").status, 200);
    let stream = |world: &mut World, operation: &str, body: &str| {
        let answer = Call::of(operation).send(world, body);
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    };
    let put = |world: &mut World, key: &str| {
        let body = format!(
            r#"{{"StreamName":"orders","PartitionKey":"{key}","Data":"{}"}}"#,
            base64::encode(key.as_bytes())
        );
        stream(world, "PutRecord", &body);
    };
    stream(&mut world, "CreateStream", r#"{"StreamName":"orders","ShardCount":1}"#);
    put(&mut world, "too early ");
    world.advance(Duration::from_secs(1));
    let body = format!(
        r#"{{"DeliveryStreamName":"logs","DeliveryStreamType":"KinesisStreamAsSource","KinesisStreamSourceConfiguration":{{"KinesisStreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/orders","RoleARN":"arn:aws:iam::000000000000:role/r"}},"ExtendedS3DestinationConfiguration":{{{BUCKET}}}}}"#
    );
    call(&mut world, "CreateDeliveryStream", &body);
    for number in 0..10 {
        put(&mut world, &format!("{number} "));
        world.advance(Duration::from_millis(700));
    }
    stream(
        &mut world,
        "SplitShard",
        r#"{"StreamName":"orders","ShardToSplit":"shardId-000000000000","NewStartingHashKey":"170141183460469231731687303715884105728"}"#,
    );
    for number in 10..20 {
        put(&mut world, &format!("{number} "));
        world.advance(Duration::from_millis(700));
    }
    world.advance(Duration::from_secs(300));
    let bucket = world.s3().bucket("lake").unwrap();
    let bodies: Vec<_> = bucket.objects().map(|(_, object)| String::from_utf8_lossy(&object.body)).collect();
    let mut found: Vec<u32> = bodies.concat().split_whitespace().map(|word| word.parse().unwrap()).collect();
    found.sort_unstable();
    assert_eq!(found, (0..20).collect::<Vec<_>>());
}

/// Where there is no function, it is called as often as may be, and a line tells of each record.
#[test]
fn what_a_function_does_not_answer_is_told_in_lines() {
    let mut world = world(
        r#","BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":60},"ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"Lambda","Parameters":[{"ParameterName":"LambdaArn","ParameterValue":"arn:aws:lambda:us-east-1:000000000000:function:none"},{"ParameterName":"NumberOfRetries","ParameterValue":"2"}]}]}"#,
    );
    put(&mut world, b"one");
    put(&mut world, b"two");
    world.advance(Duration::from_secs(121));
    let bucket = world.s3().bucket("lake").unwrap();
    let (key, object) = bucket.objects().next().unwrap();
    let lines = String::from_utf8_lossy(&object.body);
    expect![[r#"
        processing-failed/2026/01/01/00/
        {"rawData":"b25l","errorCode":"Lambda.ResourceNotFound","errorMessage":"Function not found: arn:aws:lambda:us-east-1:000000000000:function:none","attemptsMade":3,"arrivalTimestamp":1767225600000,"attemptEndingTimestamp":1767225660300,"lambdaARN":"arn:aws:lambda:us-east-1:000000000000:function:none"}
        {"rawData":"dHdv","errorCode":"Lambda.ResourceNotFound","errorMessage":"Function not found: arn:aws:lambda:us-east-1:000000000000:function:none","attemptsMade":3,"arrivalTimestamp":1767225600000,"attemptEndingTimestamp":1767225660300,"lambdaARN":"arn:aws:lambda:us-east-1:000000000000:function:none"}
    "#]].assert_eq(&format!("{}\n{lines}", key.split("logs-").next().unwrap()));
    let (counts, waiting) = counts(&mut world);
    assert_eq!((counts.accepted, counts.failed, counts.delivered, waiting), (2, 2, 0, 0));
}

/// A prefix that does not take its records is tried for as long as partitioning says, and not for a day.
#[test]
fn what_a_prefix_does_not_take_in_its_time_is_told_of_as_failed() {
    let mut world = world(
        r#","Prefix":"k=!{partitionKeyFromLambda:k}/","ErrorOutputPrefix":"bad/","BufferingHints":{"SizeInMBs":64,"IntervalInSeconds":60},"DynamicPartitioningConfiguration":{"Enabled":true,"RetryOptions":{"DurationInSeconds":60}},"ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"Lambda","Parameters":[{"ParameterName":"LambdaArn","ParameterValue":"arn:aws:lambda:us-east-1:000000000000:function:f"}]}]}"#,
    );
    world.set_outside(Outside { functions: ["f".into()].into(), ..Outside::default() });
    let mut send = |fault_ms: u64| {
        put(&mut world, b"a");
        world.advance(Duration::from_secs(60));
        let Task { id, wish: Wish::Invoke { event, .. }, .. } = world.poll_task().unwrap() else { panic!() };
        let event: serde_json::Value = serde_json::from_slice(&event).unwrap();
        let record = &event["records"][0]["recordId"];
        let answer = serde_json::json!({ "records": [{ "recordId": record, "result": "Ok", "data": "YQ==", "metadata": { "partitionKeys": { "k": "v" } } }] });
        world.end_task(id, Outcome::Returned(answer.to_string().into_bytes()));
        world.advance(Duration::from_secs(59));
        let plan = format!(r#"{{"target":"s3","for_ms":{fault_ms},"effect":{{"refuse":{{}}}}}}"#);
        world.begin_destination_fault(serde_json::from_str(&plan).unwrap());
        world.advance(Duration::from_secs(300));
        let keys = world.s3().bucket("lake").unwrap().objects().map(|(key, _)| key[..4].to_owned());
        keys.collect::<Vec<_>>()
    };
    assert_eq!(send(20_000), ["k=v/"]);
    assert_eq!(send(100_000), ["bad/", "k=v/"]);
    let (counts, waiting) = counts(&mut world);
    assert_eq!((counts.delivered, counts.failed, counts.lost, waiting), (1, 1, 0, 0));
}

/// Where records go through a function, which keeps a buffer of its own.
fn through_function(name: &str) -> String {
    format!(
        r#","BufferingHints":{{"SizeInMBs":1,"IntervalInSeconds":900}},"ProcessingConfiguration":{{"Enabled":true,"Processors":[{{"Type":"Lambda","Parameters":[{{"ParameterName":"LambdaArn","ParameterValue":"arn:aws:lambda:us-east-1:000000000000:function:{name}"}}]}}]}}"#
    )
}

/// What comes back from a function waits for no second buffer, nor do the lines of what it fails; what comes later does.
#[test]
fn what_is_flushed_waits_in_no_buffer_on_its_way() {
    let mut world = world(&through_function("same"));
    world.put_function("same", FunctionCode::Blueprint(Blueprint::GeneralProcessing));
    put(&mut world, b"asked for");
    assert!(world.flush_delivery_stream("logs"));
    let key = "0 s 2026/01/01/00/logs-1-2026-01-01-00-00-00-  9 B\n";
    assert_eq!(objects(&mut world), key);
    put(&mut world, b"later");
    world.advance(Duration::from_secs(900));
    assert_eq!(objects(&mut world), key);

    let mut world = crate::support::delivery::world(&through_function("none"));
    put(&mut world, b"asked for");
    assert!(world.flush_delivery_stream("logs"));
    world.advance(Duration::from_secs(1)); // It is called again a few times.
    let bucket = world.s3().bucket("lake").unwrap();
    let keys: Vec<_> = bucket.objects().map(|(key, _)| key.split("/2026").next().unwrap()).collect();
    assert_eq!(keys, ["processing-failed"]);
}

/// The host answers after the flush, whenever that is.
#[test]
fn what_is_flushed_while_a_function_works_is_delivered_once_it_answers() {
    let mut world = world(&through_function("slow"));
    world.set_outside(Outside { functions: vec!["slow".into()], ..Outside::default() });
    put(&mut world, b"asked for");
    assert!(world.flush_delivery_stream("logs"));
    put(&mut world, b"not asked for");
    let task = world.poll_task().expect("the function is called");
    world.advance(Duration::from_secs(5));
    let Wish::Invoke { event, .. } = &task.wish else { panic!("{task:?}") };
    let event = String::from_utf8_lossy(event);
    let id = event.split(r#""recordId":""#).nth(1).unwrap().split('"').next().unwrap();
    let answer = format!(r#"{{"records":[{{"recordId":"{id}","result":"Ok","data":"QUJD"}}]}}"#);
    assert!(world.end_task(task.id, Outcome::Returned(answer.into())));
    check_objects(
        &mut world,
        expect![[r#"
            5 s 2026/01/01/00/logs-1-2026-01-01-00-00-00-  3 B
        "#]],
    );
}

/// It is looked for ever more rarely, told of once, and read from its beginning once it is there.
#[test]
fn a_source_that_is_not_there_is_waited_for() {
    let mut world = World::new(Settings::default());
    world.create_bucket("lake").unwrap();
    let source = r#""KinesisStreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/clicks","RoleARN":"arn:aws:iam::000000000000:role/r""#;
    let body = format!(
        r#"{{"DeliveryStreamName":"logs","DeliveryStreamType":"KinesisStreamAsSource","KinesisStreamSourceConfiguration":{{{source}}},"ExtendedS3DestinationConfiguration":{{{BUCKET}}}}}"#
    );
    call(&mut world, "CreateDeliveryStream", &body);
    world.advance(Duration::from_secs(600));
    let (mut looks, mut told) = (0, Vec::new());
    for fact in world.facts_since(0) {
        match &fact.event {
            Event::Call { operation, .. } if operation == "ListShards" => looks += 1,
            Event::DeliveryStream { event, .. } => {
                if let DeliveryStreamEvent::ReadFailed { code } = &**event {
                    told.push(code.to_string());
                }
            }
            _ => {}
        }
    }
    // After 0, 1, 3, 7, 15, 31 seconds, and from then on every 32.
    assert_eq!((looks, told), (23, vec!["Kinesis.ResourceNotFound".to_string()]));
    let create = Action::call("CreateStream", serde_json::json!({ "StreamName": "clicks", "ShardCount": 1 }));
    let put = serde_json::json!({ "StreamName": "clicks", "PartitionKey": "a", "Data": "b25l" });
    for action in [create, Action::call("PutRecord", put)] {
        world.act(&action).unwrap();
    }
    world.advance(Duration::from_secs(340));
    assert_eq!(counts(&mut world).0.delivered, 1);
}

/// A type that no file can have, and a delivery stream that nothing makes.
#[test]
fn actions_on_what_cannot_be_are_refused() {
    let mut world = world("");
    let mut refused = String::new();
    for action in [
        r#"{"table":{"database":"db","name":"t","columns":[{"name":"a","type":"bigint"},{"name":"b","type":"whatever"}]}}"#,
        r#"{"table":{"database":"db","name":"t","columns":[{"name":"a","type":"map<array<int>,int>"}]}}"#,
        r#"{"table":{"database":"db","name":"t","columns":[{"name":"a","type":"struct<b:decimal(10,2),c:array<Int>>"}]}}"#,
        r#"{"destination_fault":{"delivery_stream":"nope","effect":"down"}}"#,
        r#"{"destination_fault":{"delivery_stream":"logs","effect":"down"}}"#,
        r#"{"plan":{"inputs":[{"at_ms":5000,"action":{"call":{"service":"Firehose_20150804","operation":"CreateDeliveryStream","input":{"DeliveryStreamName":"nope"}}}}]}}"#,
        r#"{"destination_fault":{"delivery_stream":"nope","effect":"down"}}"#,
    ] {
        let done = world.act(&Action::from_json(action).unwrap());
        writeln!(refused, "{}", done.map_or_else(|error| error.to_string(), |_| "done".into())).unwrap();
    }
    expect![[r#"
        InvalidArgumentException: The column b of the table db.t cannot be "whatever": there is no type "whatever".
        InvalidArgumentException: The column a of the table db.t cannot be "map<array<int>,int>": the keys of a map cannot be array.
        done
        ResourceNotFoundException: There is no delivery stream named nope.
        done
        done
        done
    "#]].assert_eq(&refused);
}

#[test]
fn a_record_that_is_several_is_taken_apart() {
    let mut world = world(
        r#","ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"RecordDeAggregation","Parameters":[{"ParameterName":"SubRecordType","ParameterValue":"JSON"}]},{"Type":"AppendDelimiterToRecord","Parameters":[]}]}"#,
    );
    put(&mut world, br#"{"a":1}{"b":2} {"c":3}"#);
    put(&mut world, b" ");
    world.advance(Duration::from_secs(300));
    let bucket = world.s3().bucket("lake").unwrap();
    let bodies: Vec<_> = bucket.objects().map(|(_, object)| String::from_utf8_lossy(&object.body)).collect();
    assert_eq!(bodies, ["{\"a\":1}\n{\"b\":2}\n{\"c\":3}"]);
    let (counts, waiting) = counts(&mut world);
    assert_eq!((counts.accepted, counts.split, counts.delivered, counts.dropped, waiting), (2, 2, 3, 1, 0));
}

/// What came out of one record shares its bytes, wherever it waits: also in a world that was put away and brought back.
#[test]
fn a_record_that_became_many_is_stored_once() {
    let mut world = world(
        r#","ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"RecordDeAggregation","Parameters":[{"ParameterName":"SubRecordType","ParameterValue":"JSON"}]}]},"S3BackupMode":"Enabled","S3BackupConfiguration":{"RoleARN":"arn:aws:iam::000000000000:role/firehose","BucketARN":"arn:aws:s3:::lake","Prefix":"raw-"}"#,
    );
    let before = world.snapshot().len();
    let record = format!(r#"{{"text":"{}"}}"#, "x".repeat(2_000)).repeat(450);
    put(&mut world, record.as_bytes());
    let snapshot = world.snapshot();
    let grown = snapshot.len() - before;
    // Its bytes as they came, those of its parts, and little for each part.
    assert!((2 * record.len()..2 * record.len() + 100_000).contains(&grown), "{grown} B of {}", record.len());

    let mut restored = World::restore(&snapshot).unwrap();
    assert!(restored.snapshot() == snapshot, "bytes are shared again");
    for world in [&mut world, &mut restored] {
        world.advance(Duration::from_secs(300));
        let bucket = world.s3().bucket("lake").unwrap();
        let bodies: Vec<_> = bucket.objects().map(|(_, object)| object.body.len()).collect();
        assert_eq!(bodies, [record.len(), record.len()]);
    }
    assert_eq!(world.hash(), restored.hash());
}

/// One fills 5 MiB in 3.3 seconds, the other never does.
#[test]
fn of_two_sources_one_is_delivered_by_size_and_one_by_interval() {
    let stream = |name: &str| {
        format!(
            r#"{{"DeliveryStreamName":"{name}","ExtendedS3DestinationConfiguration":{{{BUCKET},"Prefix":"{name}-"}}}}"#
        )
    };
    let scenario = format!(
        r#"{{"version":1,"id":"two","deliveries":{{"buckets":["lake"],"delivery_streams":[{},{}]}},"producers":[
        {{"name":"fast","stream":"a","operation":"PutRecordBatch","records_per_second":1536,"record_bytes":1024,"batch_ms":100}},
        {{"name":"slow","stream":"b","operation":"PutRecordBatch","records_per_second":2,"record_bytes":1024,"batch_ms":1000}}]}}"#,
        stream("a"),
        stream("b")
    );
    let mut world = Scenario::from_json(&scenario).unwrap().world(None).unwrap();
    // The fast one is looked at once, and need not run as long as the slow one waits.
    world.advance(Duration::from_secs(5));
    world.act(&Action::from_json(r#"{"producer": {"name": "fast", "running": false}}"#).unwrap()).unwrap();
    world.advance(Duration::from_secs(297));
    let start = world.settings().start;
    let mut first = |wanted: &str| {
        let told = world.facts_since(0).find_map(|fact| match &fact.event {
            Event::DeliveryStream { delivery_stream, event } if **delivery_stream == *wanted => {
                match &**event {
                    DeliveryStreamEvent::BufferClosed { cause, bytes, .. } => {
                        Some((fact.at.since(start).total_millis(), cause.to_string(), *bytes))
                    }
                    _ => None,
                }
            }
            _ => None,
        });
        told.expect("a buffer closed")
    };
    let (at, cause, bytes) = first("a");
    assert!((3_300..=3_500).contains(&at) && cause == "size", "{at} ms, {cause}");
    assert!((5 << 20..(5 << 20) + 200_000).contains(&bytes), "{bytes}");
    let (at, cause, _) = first("b");
    assert!((300_000..=301_100).contains(&at) && cause == "interval", "{at} ms, {cause}");

    // Hints that are changed hold for what waits already.
    let update = r#"{"DeliveryStreamName":"b","CurrentDeliveryStreamVersionId":"1","DestinationId":"destinationId-000000000001","ExtendedS3DestinationUpdate":{"BufferingHints":{"SizeInMBs":5,"IntervalInSeconds":20}}}"#;
    call(&mut world, "UpdateDestination", update);
    world.advance(Duration::from_secs(25));
    let keys = world.s3().bucket("lake").unwrap().objects().filter(|(key, _)| key.starts_with("b-")).count();
    assert_eq!(keys, 2);
}

/// Whatever happens, every record is somewhere.
#[test]
fn every_record_is_accounted_for() {
    for seed in 0..50 {
        let mut rng = Rng::from_seed(seed);
        let mut world = world(r#","BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":60}"#);
        for _ in 0..60 {
            match rng.in_range(0, 9) {
                0 => _ = s3::send(&mut world, "PUT", "/lake", &[], b""),
                1 => {
                    let keys = all_keys(&mut world);
                    s3::send(&mut world, "POST", "/lake?delete", &[], &keys);
                }
                2 => _ = s3::send(&mut world, "DELETE", "/lake", &[], b""),
                3..=5 => world.advance(Duration::from_secs(rng.in_range(0, 40_000))),
                6 | 7 => put(&mut world, &vec![b'x'; rng.in_range(400_000, 700_000) as usize]),
                // Most are small: what is tried for a day is made into an object each time.
                _ => put(&mut world, &vec![b'x'; rng.in_range(0, 1_000) as usize]),
            }
            let (counts, waiting) = counts(&mut world);
            let ended = counts.delivered + counts.dropped + counts.failed + counts.lost;
            assert_eq!(
                counts.accepted + counts.split,
                ended + waiting,
                "seed {seed}: {counts:?}, {waiting} wait"
            );
        }
    }
}

/// A request to delete all objects of `lake`.
fn all_keys(world: &mut World) -> Vec<u8> {
    let keys =
        world.s3().bucket("lake").map(|bucket| bucket.objects().map(|(key, _)| key.to_owned()).collect());
    let keys: Vec<String> = keys.unwrap_or_default();
    let objects: String = keys.iter().map(|key| format!("<Object><Key>{key}</Key></Object>")).collect();
    format!("<Delete>{objects}</Delete>").into_bytes()
}
