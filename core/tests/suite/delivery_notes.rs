//! What people are told of deliveries: notes, and the lives of records that went through delivery streams.

use std::fmt::Write;

use expect_test::{Expect, expect};
use kinetoscope::time::Duration;
use kinetoscope::world::World;
use kinetoscope::world::life::{Delivery, DeliveryState, FunctionResult};
use kinetoscope::world::scenario::{Action, Scenario};

const ROLE: &str = r#""RoleARN":"arn:aws:iam::000000000000:role/firehose""#;
/// A function that is called after 10 seconds.
const PROCESSING: &str = r#","ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"Lambda","Parameters":[
    {"ParameterName":"LambdaArn","ParameterValue":"arn:aws:lambda:us-east-1:000000000000:function:parse"},
    {"ParameterName":"BufferSizeInMBs","ParameterValue":"1"},
    {"ParameterName":"BufferIntervalInSeconds","ParameterValue":"10"}]}]}"#;
const HINTS: &str = r#""BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":60}"#;

/// A shop that puts into the delivery stream `logs`, which delivers so.
fn shop(rate: u32, bytes: u32, destination: &str) -> World {
    let text = format!(
        r#"{{"version":1,"id":"a","deliveries":{{"buckets":["lake"],
            "functions":[{{"name":"parse","code":{{"blueprint":"apache_log_to_json"}}}}],
            "delivery_streams":[{{"DeliveryStreamName":"logs",{destination}}}]}},
            "producers":[{{"name":"shop","stream":"logs","operation":"PutRecordBatch",
                          "records_per_second":{rate},"record_bytes":{bytes}}}]}}"#
    );
    Scenario::from_json(&text).unwrap().world(None).unwrap()
}

fn s3(more: &str) -> String {
    format!(
        r#""ExtendedS3DestinationConfiguration":{{{ROLE},"BucketARN":"arn:aws:s3:::lake",{HINTS}{more}}}"#
    )
}

fn redshift() -> String {
    format!(
        r#""RedshiftDestinationConfiguration":{{{ROLE},
            "ClusterJDBCURL":"jdbc:redshift://dw.abc.us-east-1.redshift.amazonaws.com:5439/dev",
            "Username":"loader","Password":"Secret123","RetryOptions":{{"DurationInSeconds":0}},
            "CopyCommand":{{"DataTableName":"logs","CopyOptions":"json 'auto'"}},
            "S3Configuration":{{{ROLE},"BucketARN":"arn:aws:s3:::lake",{HINTS}}}}}"#
    )
}

fn act(world: &mut World, action: &str) {
    world.act(&Action::from_json(action).unwrap_or_else(|error| panic!("{error}"))).unwrap();
}

/// All notes, newest first; what is drawn of a key is left out.
#[track_caller]
fn check(world: &mut World, expected: Expect) {
    let mut text = String::new();
    for note in world.notes() {
        let fixes: Vec<_> = note.fixes.iter().map(|fix| fix.label.as_str()).collect();
        let cause = without_ids(&note.cause);
        writeln!(text, "{:?}: {} | {cause} | {fixes:?}", note.severity, without_ids(&note.title)).unwrap();
    }
    expected.assert_eq(&text);
}

/// The same without the random ends of keys.
fn without_ids(text: &str) -> String {
    let mut parts = text.split("logs-1-");
    let mut told = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        told.push_str("KEY");
        told.push_str(part.get("2026-01-01-00-00-00-".len() + 36..).unwrap_or_default());
    }
    told
}

#[test]
fn a_delivery_tells_why_its_buffer_closed() {
    let mut world = shop(300, 1_024, &s3(""));
    world.advance(Duration::from_secs(12));
    check(
        &mut world,
        expect![[r#"
        Info: logs delivered to S3 3 times by size | The buffer had its size of 1 MiB before its interval of 1 min was over. The last time: 1,024 records with 1 MiB, as 2026/01/01/00/KEY. | []
    "#]],
    );
    let mut world = shop(2, 1_024, &s3(""));
    world.advance(Duration::from_secs(61));
    check(
        &mut world,
        expect![[r#"
        Info: logs delivered to S3 once by interval | The interval of 1 min was over before the buffer had its size of 1 MiB. Delivered: 120 records with 120 KiB, as 2026/01/01/00/KEY. | []
    "#]],
    );
    act(&mut world, r#"{"flush":{"delivery_stream":"logs"}}"#);
    check(
        &mut world,
        expect![[r#"
        Info: The buffers of logs close now | You changed it. | []
        Info: logs delivered to S3 once when asked | Somebody asked for its buffers to be closed. Delivered: 2 records with 2 KiB, as 2026/01/01/00/KEY. | []
        Info: logs delivered to S3 once by interval | The interval of 1 min was over before the buffer had its size of 1 MiB. Delivered: 120 records with 120 KiB, as 2026/01/01/00/KEY. | []
    "#]],
    );
}

#[test]
fn what_a_function_cannot_process_is_told_with_the_object_that_has_it() {
    let mut world = shop(2, 200, &s3(PROCESSING));
    world.advance(Duration::from_secs(15));
    check(
        &mut world,
        expect![[r#"
        Warning: 20 records of logs failed: processing-failed | Lambda.ProcessingFailedStatus: ProcessingFailed status set for record. Their lines go to an object below processing-failed/ when its buffer closes. | []
    "#]],
    );
    world.advance(Duration::from_secs(60));
    check(
        &mut world,
        expect![[r#"
        Warning: 140 records of logs failed: processing-failed | Lambda.ProcessingFailedStatus: ProcessingFailed status set for record. Their lines are in processing-failed/2026/01/01/00/KEY. | []
    "#]],
    );
    act(&mut world, r#"{"destination_fault":{"target":"lambda","effect":"down"}}"#);
    world.advance(Duration::from_secs(12));
    check(
        &mut world,
        expect![[r#"
        Warning: 20 records of logs failed: processing-failed | Lambda.InternalServerError: This fault was asked for. Their lines go to an object below processing-failed/ when its buffer closes. | []
        Warning: The function of logs failed once: Lambda.InternalServerError | This fault was asked for. Try 4, with 20 records. It is not called again: its records are told of below the error prefix. | ["End all faults"]
        Warning: The function of logs failed 3 times: Lambda.InternalServerError | This fault was asked for. Try 3, with 20 records. It is called again. | ["End all faults"]
        Info: The function is down | You changed it. | []
        Warning: 140 records of logs failed: processing-failed | Lambda.ProcessingFailedStatus: ProcessingFailed status set for record. Their lines are in processing-failed/2026/01/01/00/KEY. | []
    "#]],
    );
}

#[test]
fn a_bucket_that_is_away_is_told_with_the_next_try_and_the_way_out() {
    let mut world = shop(2, 200, &s3(""));
    act(
        &mut world,
        r#"{"destination_fault":{"target":"s3","effect":{"refuse":{"code":"S3.AccessDenied"}}}}"#,
    );
    world.advance(Duration::from_secs(64));
    check(
        &mut world,
        expect![[r#"
        Warning: logs cannot deliver to S3: 3 tries failed | S3.AccessDenied: This fault was asked for. Try 3 of 120 records was not taken; the next follows after 4 s. | ["End all faults"]
        Info: S3 refuses requests with S3.AccessDenied | You changed it. | []
    "#]],
    );
}

#[test]
fn a_copy_that_is_given_up_is_told_and_so_is_what_fills_the_gap() {
    let mut world = shop(2, 200, &redshift());
    act(&mut world, r#"{"destination_fault":{"target":"redshift","for_ms":65000,"effect":"down"}}"#);
    world.advance(Duration::from_secs(70));
    act(&mut world, r#"{"open_object":{"bucket":"lake","key":"errors/manifests/*"}}"#);
    act(&mut world, r#"{"copy":{"delivery_stream":"logs","manifest":"errors/manifests/*"}}"#);
    check(
        &mut world,
        expect![[r#"
        Info: COPY by hand loaded 120 rows | The manifest errors/manifests/2026/01/01/00/KEY lists the objects that logs could not load. | []
        Info: errors/manifests/2026/01/01/00/KEY was read from lake | {"entries":[{"url":"s3://lake/2026/01/01/00/KEY","mandatory":true}]} | []
        Error: logs gave up delivering to Redshift once | Redshift.ConnectionFailed: This fault was asked for. Try 1 of 120 records was not taken, and it was the last. | []
        Info: Redshift is down for 65 s | You changed it. | []
    "#]],
    );
    act(&mut world, r#"{"destination_fault":{"target":"redshift","for_ms":1000,"effect":"down"}}"#);
    act(&mut world, r#"{"copy":{"delivery_stream":"logs","manifest":"errors/manifests/*"}}"#);
    let (_, cluster) = world.deliveries().servers.redshift.iter().next().unwrap();
    let outcomes: Vec<_> = cluster.copies.iter().map(|copied| copied.outcome.clone()).collect();
    let refused: Result<u64, String> = Err("Redshift.ConnectionFailed: This fault was asked for.".to_owned());
    assert_eq!(outcomes, [refused.clone(), Ok(120), refused], "the cluster was asked three times");
    let unknown = Action::from_json(r#"{"copy":{"delivery_stream":"logs","manifest":"nothing"}}"#).unwrap();
    assert_eq!(world.act(&unknown).unwrap_err().message.unwrap(), "There is no manifest named nothing.");
}

#[test]
fn producers_that_are_throttled_may_send_again() {
    let mut world = shop(8_000, 1_024, &s3(""));
    world.advance(Duration::from_secs(5));
    let note = world.notes().into_iter().find(|note| note.title.contains("throttles")).unwrap();
    expect!["More is put within a second than it takes. Producers may put 5 MiB, 500,000 records and 2,000 requests a second into a delivery stream here. What is above is refused with ServiceUnavailableException, and lost unless the producer sends it again. Let shop send again what is refused"].assert_eq(&format!("{} {} {}", note.cause, note.rule, note.fixes[0].label));
    world.act(&note.fixes[0].action).unwrap();
}

const READ: &str = r#"{"version":1,"id":"a","streams":[{"name":"orders"}],
    "deliveries":{"buckets":["lake"],
        "functions":[{"name":"parse","code":{"blueprint":"apache_log_to_json"}}],
        "delivery_streams":[{"DeliveryStreamName":"logs","DeliveryStreamType":"KinesisStreamAsSource",
            "KinesisStreamSourceConfiguration":{"KinesisStreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/orders",ROLE},
            "ExtendedS3DestinationConfiguration":{ROLE,"BucketARN":"arn:aws:s3:::lake",HINTS MORE}}]},
    "producers":[{"name":"shop","stream":"orders","records_per_second":1,"batch_ms":1000}]}"#;

fn reading(more: &str) -> World {
    let text = READ.replace("ROLE", ROLE).replace("HINTS", HINTS).replace(" MORE", more);
    Scenario::from_json(&text).unwrap().world(None).unwrap()
}

/// What became of a record of the one shard at the one delivery stream.
fn delivery(world: &mut World, record: u64) -> Delivery {
    let tenant = kinetoscope::world::Tenant::default();
    let shard = world.services(&tenant).unwrap().streams.stream("orders").unwrap().shards()[0].clone();
    let found = shard.log.get(shard.first_counter() + record).unwrap();
    let number = shard.sequence_number(found.counter, found.arrival);
    world.life("orders", 0, number).unwrap().deliveries.remove(0)
}

#[test]
fn a_life_goes_on_from_the_stream_to_the_object() {
    let mut world = reading("");
    world.advance(Duration::from_secs(30));
    assert_eq!(delivery(&mut world, 3).state, DeliveryState::InBuffer);
    assert_eq!(delivery(&mut world, 29).state, DeliveryState::Ahead, "it is read once a second");
    world.advance(Duration::from_secs(40));
    let told = delivery(&mut world, 3);
    assert_eq!(
        (told.state, told.target.as_str(), told.lag_ms),
        (DeliveryState::Delivered, "S3", Some(58_000))
    );
    let key = told.place.unwrap();
    let body = world.s3().bucket("lake").unwrap().object(&key).unwrap().body.clone();
    assert!(String::from_utf8_lossy(&body).contains(r#""number":3,"#), "the object has it");
    assert_eq!(delivery(&mut world, 65).state, DeliveryState::InBuffer);
}

#[test]
fn a_life_tells_of_functions_and_of_what_they_could_not_process() {
    let mut world = reading(PROCESSING);
    world.advance(Duration::from_secs(5));
    assert_eq!(delivery(&mut world, 1).state, DeliveryState::AtFunction);
    world.advance(Duration::from_secs(15));
    let told = delivery(&mut world, 1);
    assert_eq!((told.state, told.place), (DeliveryState::Failed, None));
    world.advance(Duration::from_secs(60));
    let told = delivery(&mut world, 1);
    assert_eq!(told.state, DeliveryState::Failed);
    assert_eq!(told.function_result, Some(FunctionResult::ProcessingFailed));
    assert!(told.place.unwrap().starts_with("processing-failed/"));
}

#[test]
fn a_life_names_what_the_function_has_said() {
    let mut world = reading(PROCESSING);
    world.advance(Duration::from_secs(5));
    assert_eq!(delivery(&mut world, 1).function_result, None, "it has not answered");
    act(&mut world, r#"{"function":{"name":"parse","code":{"blueprint":"general_processing"}}}"#);
    let said = |world: &mut World, seconds| {
        world.advance(Duration::from_secs(seconds));
        let told = delivery(world, 1);
        (told.state, told.function_result)
    };
    assert_eq!(said(&mut world, 15), (DeliveryState::InBuffer, Some(FunctionResult::Ok)));
    assert_eq!(said(&mut world, 70), (DeliveryState::Delivered, Some(FunctionResult::Ok)));
    let mut plain = reading("");
    assert_eq!(said(&mut plain, 70), (DeliveryState::Delivered, None), "there is no function");
}

#[test]
fn a_life_does_not_say_of_a_call_that_failed_what_the_function_would_have_said() {
    let mut world = reading(&PROCESSING.replace(":parse", ":nowhere"));
    world.advance(Duration::from_secs(200));
    let told = delivery(&mut world, 1);
    assert_eq!((told.state, told.function_result), (DeliveryState::Failed, None));
}

#[test]
fn a_life_ends_where_there_is_nothing_in_a_record() {
    let mut world = reading(
        r#","ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"RecordDeAggregation","Parameters":[{"ParameterName":"SubRecordType","ParameterValue":"JSON"}]}]}"#,
    );
    let target =
        kinetoscope::api::dispatch::Target { service: kinetoscope::streams::TARGET, operation: "PutRecord" };
    world.call_json(target, r#"{"StreamName":"orders","PartitionKey":"k","Data":"ICA="}"#).unwrap();
    world.advance(Duration::from_secs(5));
    let states: Vec<_> = (0..3).map(|record| delivery(&mut world, record).state).collect();
    let dropped = states.iter().filter(|state| **state == DeliveryState::Dropped).count();
    assert_eq!((dropped, states.contains(&DeliveryState::Forgotten)), (1, false), "{states:?}");
}

#[test]
fn what_came_before_a_delivery_stream_began_is_never_read() {
    let mut world = reading("");
    world.advance(Duration::from_secs(5));
    let create = r#"{"DeliveryStreamName":"late","DeliveryStreamType":"KinesisStreamAsSource",
        "KinesisStreamSourceConfiguration":{"KinesisStreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/orders",ROLE},
        "ExtendedS3DestinationConfiguration":{ROLE,"BucketARN":"arn:aws:s3:::lake"}}"#;
    let target = kinetoscope::api::dispatch::Target {
        service: kinetoscope::firehose::TARGET,
        operation: "CreateDeliveryStream",
    };
    world.call_json(target, &create.replace("ROLE", ROLE)).unwrap();
    world.advance(Duration::from_secs(10));
    let state = |world: &mut World, record| {
        let tenant = kinetoscope::world::Tenant::default();
        let shard = world.services(&tenant).unwrap().streams.stream("orders").unwrap().shards()[0].clone();
        let found = shard.log.get(shard.first_counter() + record).unwrap();
        let number = shard.sequence_number(found.counter, found.arrival);
        let life = world.life("orders", 0, number).unwrap();
        life.deliveries
            .iter()
            .map(|delivery| (delivery.delivery_stream.clone(), delivery.state))
            .collect::<Vec<_>>()
    };
    let expected = [("late".to_owned(), DeliveryState::Passed), ("logs".to_owned(), DeliveryState::InBuffer)];
    assert_eq!(state(&mut world, 1), expected);
}

#[test]
fn a_scenario_with_little_memory_keeps_the_newest_objects_and_says_so() {
    let text = format!(
        r#"{{"version":1,"id":"a","memory_mib":3,"deliveries":{{"buckets":["lake"],
            "delivery_streams":[{{"DeliveryStreamName":"logs",{}}}]}},
            "producers":[{{"name":"shop","stream":"logs","operation":"PutRecordBatch",
                          "records_per_second":100,"record_bytes":10486}}]}}"#,
        s3("")
    );
    let mut world = Scenario::from_json(&text).unwrap().world(None).unwrap();
    world.advance(Duration::from_secs(9));
    let bodies: Vec<_> = {
        let bucket = world.s3().bucket("lake").unwrap();
        bucket.objects().map(|(_, object)| object.body.len()).collect()
    };
    assert!(bodies.len() == 2 && bodies.iter().sum::<usize>() <= 3 << 20, "{bodies:?}");
    let note = world.notes().into_iter().find(|note| note.title.contains("left memory")).unwrap();
    assert_eq!((note.title.as_str(), note.count), ("7 old objects of lake left memory", 7));
}
