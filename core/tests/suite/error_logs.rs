//! The logs of errors of delivery streams, as clients of CloudWatch Logs read them: what fails, and which line tells of it.

use std::fmt::Write;

use crate::support::delivery::{BUCKET, call, put};
use crate::support::{Call, s3};
use expect_test::{Expect, expect};
use kinetoscope::api::dispatch::Target;
use kinetoscope::errand::{Outcome, Refused, Wish};
use kinetoscope::fault::destination::DestinationFault;
use kinetoscope::logs;
use kinetoscope::time::Duration;
use kinetoscope::world::errands::Outside;
use kinetoscope::world::session::{Player, Session};
use kinetoscope::world::{Settings, World};
use serde_json::{Value, json};

const REDSHIFT: &str = r#""RoleARN":"arn:aws:iam::000000000000:role/firehose","ClusterJDBCURL":"jdbc:redshift://dw.abc.us-east-1.redshift.amazonaws.com:5439/dev","Username":"loader","Password":"Secret123","CopyCommand":{"DataTableName":"events"}"#;
const HTTP: &str =
    r#""EndpointConfiguration":{"Url":"https://in.example/logs"},"RetryOptions":{"DurationInSeconds":2}"#;
const HINTS: &str = r#""BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":60}"#;
const FUNCTION: &str = r#""ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"Lambda","Parameters":[{"ParameterName":"LambdaArn","ParameterValue":"arn:aws:lambda:us-east-1:000000000000:function:parse"},{"ParameterName":"NumberOfRetries","ParameterValue":"1"},{"ParameterName":"BufferSizeInMBs","ParameterValue":"1"},{"ParameterName":"BufferIntervalInSeconds","ParameterValue":"60"}]}]}"#;

/// Options by which errors are logged in a stream of the group that the console makes.
fn log_to(stream: &str) -> String {
    format!(
        r#""CloudWatchLoggingOptions":{{"Enabled":true,"LogGroupName":"/aws/kinesisfirehose/logs","LogStreamName":"{stream}"}}"#
    )
}

fn world_with(destination: &str, configuration: &str) -> World {
    // Lines tell of whole seconds.
    let mut settings = Settings::default();
    settings.firehose.retry_jitter = false;
    let mut world = World::new(settings);
    assert_eq!(s3::send(&mut world, "PUT", "/lake", &[], b"").status, 200);
    let body = format!(r#"{{"DeliveryStreamName":"logs","{destination}":{{{configuration}}}}}"#);
    call(&mut world, "CreateDeliveryStream", &body);
    world
}

/// A delivery stream into the bucket `lake`, with this more in its configuration.
fn of_bucket(more: &str) -> World {
    world_with(
        "ExtendedS3DestinationConfiguration",
        &format!("{BUCKET},{HINTS},{}{more}", log_to("S3Delivery")),
    )
}

#[track_caller]
fn fault(world: &mut World, plan: &str) {
    let plan: DestinationFault = serde_json::from_str(plan).unwrap();
    world.begin_destination_fault(plan);
}

fn ask(world: &mut World, operation: &str, body: &Value) -> Value {
    let target = Target { service: logs::TARGET, operation };
    serde_json::from_str(&world.call_json(target, &body.to_string()).unwrap()).unwrap()
}

/// Every line of all streams: seconds after the start, the stream, and what it says but for the delivery stream.
fn lines(world: &mut World) -> String {
    let start = world.settings().start.total_millis();
    let answer = ask(world, "FilterLogEvents", &json!({ "logGroupName": "/aws/kinesisfirehose/logs" }));
    let mut text = String::new();
    for event in answer["events"].as_array().unwrap() {
        let mut line: Value = serde_json::from_str(event["message"].as_str().unwrap()).unwrap();
        let members = line.as_object_mut().unwrap();
        let arn = members.remove("deliveryStreamARN").unwrap();
        assert_eq!(arn, "arn:aws:firehose:us-east-1:000000000000:deliverystream/logs");
        let seconds = (event["timestamp"].as_i64().unwrap() - start) / 1_000;
        writeln!(text, "{seconds} s {}: {line}", event["logStreamName"].as_str().unwrap()).unwrap();
    }
    text
}

#[track_caller]
fn check(world: &mut World, expected: Expect) {
    expected.assert_eq(&lines(world));
}

#[test]
fn every_try_of_a_bucket_that_is_not_there_is_a_line() {
    let mut world = of_bucket("");
    assert_eq!(s3::send(&mut world, "DELETE", "/lake", &[], b"").status, 204);
    put(&mut world, b"one");
    world.advance(Duration::from_secs(62));
    let update = r#"{"DeliveryStreamName":"logs","CurrentDeliveryStreamVersionId":"1","DestinationId":"destinationId-000000000001","ExtendedS3DestinationUpdate":{"Prefix":"in/"}}"#;
    call(&mut world, "UpdateDestination", update);
    world.advance(Duration::from_secs(2));
    assert_eq!(s3::send(&mut world, "PUT", "/lake", &[], b"").status, 200);
    world.advance(Duration::from_secs(60));
    check(
        &mut world,
        expect![[r#"
        60 s S3Delivery: {"deliveryStreamVersionId":1,"destination":"arn:aws:s3:::lake","errorCode":"S3.NoSuchBucket","message":"The specified bucket does not exist"}
        61 s S3Delivery: {"deliveryStreamVersionId":1,"destination":"arn:aws:s3:::lake","errorCode":"S3.NoSuchBucket","message":"The specified bucket does not exist"}
        63 s S3Delivery: {"deliveryStreamVersionId":2,"destination":"arn:aws:s3:::lake","errorCode":"S3.NoSuchBucket","message":"The specified bucket does not exist"}
    "#]],
    );
    let answer = ask(
        &mut world,
        "FilterLogEvents",
        &json!({ "logGroupName": "/aws/kinesisfirehose/logs", "limit": 1 }),
    );
    expect![[r#"{"deliveryStreamARN":"arn:aws:firehose:us-east-1:000000000000:deliverystream/logs","destination":"arn:aws:s3:::lake","deliveryStreamVersionId":1,"message":"The specified bucket does not exist","errorCode":"S3.NoSuchBucket"}"#]].assert_eq(answer["events"][0]["message"].as_str().unwrap());
}

#[test]
fn what_a_server_refuses_and_its_bucket_too_stand_in_a_log_each() {
    let bucket = format!(
        r#""S3BackupMode":"AllData","S3Configuration":{{{BUCKET},{HINTS},{}}}"#,
        log_to("BackupDelivery")
    );
    let configuration = format!("{HTTP},{HINTS},{bucket},{}", log_to("DestinationDelivery"));
    let mut world = world_with("HttpEndpointDestinationConfiguration", &configuration);
    fault(&mut world, r#"{"target":"http_endpoint","effect":{"refuse":{"status":503,"message":"busy"}}}"#);
    fault(
        &mut world,
        r#"{"target":"s3","for_ms":61500,"effect":{"refuse":{"code":"S3.AccessDenied","message":"No."}}}"#,
    );
    put(&mut world, b"one");
    world.advance(Duration::from_secs(200));
    check(
        &mut world,
        expect![[r#"
        60 s DestinationDelivery: {"deliveryStreamVersionId":1,"destination":"https://in.example/logs","errorCode":"HttpEndpoint.DestinationException","message":"The endpoint answered with status 503: busy"}
        60 s BackupDelivery: {"deliveryStreamVersionId":1,"destination":"arn:aws:s3:::lake","errorCode":"S3.AccessDenied","message":"No."}
        61 s DestinationDelivery: {"deliveryStreamVersionId":1,"destination":"https://in.example/logs","errorCode":"HttpEndpoint.DestinationException","message":"The endpoint answered with status 503: busy"}
        61 s BackupDelivery: {"deliveryStreamVersionId":1,"destination":"arn:aws:s3:::lake","errorCode":"S3.AccessDenied","message":"No."}
    "#]],
    );
}

#[test]
fn redshift_has_a_log_and_the_bucket_before_it_another() {
    let bucket = format!(r#""S3Configuration":{{{BUCKET},{HINTS},{}}}"#, log_to("S3Delivery"));
    let configuration = format!(
        "{REDSHIFT},{bucket},{},\"RetryOptions\":{{\"DurationInSeconds\":300}}",
        log_to("RedshiftDelivery")
    );
    let mut world = world_with("RedshiftDestinationConfiguration", &configuration);
    fault(
        &mut world,
        r#"{"target":"s3","for_ms":60500,"effect":{"refuse":{"code":"S3.AccessDenied","message":"No."}}}"#,
    );
    fault(
        &mut world,
        r#"{"target":"redshift","effect":{"refuse":{"code":"Redshift.AuthenticationFailed","message":"Who?"}}}"#,
    );
    put(&mut world, b"{}");
    world.advance(Duration::from_secs(1_000));
    check(
        &mut world,
        expect![[r#"
        60 s S3Delivery: {"deliveryStreamVersionId":1,"destination":"arn:aws:s3:::lake","errorCode":"S3.AccessDenied","message":"No."}
        61 s RedshiftDelivery: {"deliveryStreamVersionId":1,"destination":"jdbc:redshift://dw.abc.us-east-1.redshift.amazonaws.com:5439/dev","errorCode":"Redshift.AuthenticationFailed","message":"Who?"}
        361 s RedshiftDelivery: {"deliveryStreamVersionId":1,"destination":"jdbc:redshift://dw.abc.us-east-1.redshift.amazonaws.com:5439/dev","errorCode":"Redshift.AuthenticationFailed","message":"Who?"}
    "#]],
    );
}

#[test]
fn a_function_that_is_not_there_is_a_line_a_call() {
    let mut world = of_bucket(&format!(",{FUNCTION}"));
    put(&mut world, b"one");
    put(&mut world, b"two");
    world.advance(Duration::from_secs(130));
    check(
        &mut world,
        expect![[r#"
        60 s S3Delivery: {"deliveryStreamVersionId":1,"destination":"arn:aws:s3:::lake","errorCode":"Lambda.ResourceNotFound","message":"Function not found: arn:aws:lambda:us-east-1:000000000000:function:parse","processor":"arn:aws:lambda:us-east-1:000000000000:function:parse"}
        60 s S3Delivery: {"deliveryStreamVersionId":1,"destination":"arn:aws:s3:::lake","errorCode":"Lambda.ResourceNotFound","message":"Function not found: arn:aws:lambda:us-east-1:000000000000:function:parse","processor":"arn:aws:lambda:us-east-1:000000000000:function:parse"}
    "#]],
    );
}

/// What a function answers, with the id of the only record for `ID`, and which code the line has.
#[test]
fn each_answer_of_a_function_that_is_wrong_has_its_code() {
    let mut text = String::new();
    for (name, answer) in [
        ("no JSON", Ok("sorry")),
        ("nothing", Ok("{}")),
        ("failed", Ok(r#"{"records":[{"recordId":"ID","result":"ProcessingFailed","data":"eA=="}]}"#)),
        ("no data", Ok(r#"{"records":[{"recordId":"ID","result":"Ok"}]}"#)),
        (
            "twice",
            Ok(r#"{"records":[{"recordId":"ID","result":"Dropped"},{"recordId":"ID","result":"Dropped"}]}"#),
        ),
        ("dropped", Ok(r#"{"records":[{"recordId":"ID","result":"Dropped"}]}"#)),
        ("threw", Err("Lambda.FunctionError")),
        ("too late", Err("Lambda.FunctionRequestTimedOut")),
        ("too many", Err("Lambda.InvokeLimitExceeded")),
    ] {
        let mut world = of_bucket(&format!(",{FUNCTION}"));
        world.set_outside(Outside { functions: ["*".into()].into(), ..Outside::default() });
        put(&mut world, b"one");
        world.advance(Duration::from_secs(60));
        while let Some(task) = world.poll_task() {
            let Wish::Invoke { event, .. } = &task.wish else { panic!("{task:?}") };
            let event: Value = serde_json::from_slice(event).unwrap();
            let id = event["records"][0]["recordId"].as_str().unwrap();
            let outcome = match answer {
                Ok(answer) => Outcome::Returned(answer.replace("ID", id).into_bytes()),
                Err(code) => Outcome::Failed(Refused::new(code, "Why not.")),
            };
            assert!(world.end_task(task.id, outcome));
            world.advance(Duration::from_secs(10));
        }
        let described = ask(&mut world, "DescribeLogGroups", &json!({}));
        let has_log = described["logGroups"] != json!([]);
        let codes = if has_log { lines(&mut world) } else { String::new() };
        let codes: Vec<_> = codes
            .lines()
            .map(|line| serde_json::from_str::<Value>(line.split_once(": ").unwrap().1).unwrap())
            .map(|line| {
                assert_eq!(line["processor"], "arn:aws:lambda:us-east-1:000000000000:function:parse");
                line["errorCode"].as_str().unwrap().to_owned()
            })
            .collect();
        let codes = if codes.is_empty() { "no line".into() } else { codes.join(", ") };
        writeln!(text, "{name}: {codes}").unwrap();
    }
    expect![[r#"
        no JSON: Lambda.JsonProcessingException, Lambda.JsonProcessingException
        nothing: Lambda.MissingRecordId
        failed: Lambda.ProcessingFailedStatus
        no data: Lambda.InvalidReturnFormat
        twice: Lambda.DuplicatedRecordId
        dropped: no line
        threw: Lambda.FunctionError, Lambda.FunctionError
        too late: Lambda.FunctionRequestTimedOut, Lambda.FunctionRequestTimedOut
        too many: Lambda.InvokeLimitExceeded, Lambda.InvokeLimitExceeded
    "#]]
    .assert_eq(&text);
}

#[test]
fn records_alike_at_one_moment_are_one_line_and_a_backup_has_its_own_log() {
    let backup = format!(
        r#","S3BackupMode":"Enabled","S3BackupConfiguration":{{{BUCKET},"Prefix":"raw/",{HINTS},{}}}"#,
        log_to("BackupDelivery")
    );
    let mut world = of_bucket(&backup);
    fault(
        &mut world,
        r#"{"target":"s3","for_ms":60500,"effect":{"refuse":{"code":"S3.AccessDenied","message":"No."}}}"#,
    );
    put(&mut world, b"one");
    put(&mut world, b"two");
    world.advance(Duration::from_secs(70));
    check(
        &mut world,
        expect![[r#"
        60 s S3Delivery: {"deliveryStreamVersionId":1,"destination":"arn:aws:s3:::lake","errorCode":"S3.AccessDenied","message":"No."}
        60 s BackupDelivery: {"deliveryStreamVersionId":1,"destination":"arn:aws:s3:::lake","errorCode":"S3.AccessDenied","message":"No."}
    "#]],
    );

    let warehouse = format!(
        r#""RoleARN":"arn:aws:iam::000000000000:role/firehose","CatalogConfiguration":{{"CatalogARN":"arn:aws:glue:us-east-1:000000000000:catalog"}},"DestinationTableConfigurationList":[{{"DestinationDatabaseName":"db","DestinationTableName":"t"}}],{HINTS},{},"S3Configuration":{{{BUCKET},{HINTS}}}"#,
        log_to("DestinationDelivery")
    );
    let mut world = world_with("IcebergDestinationConfiguration", &warehouse);
    put(&mut world, b"no object");
    put(&mut world, b"none either");
    world.advance(Duration::from_secs(70));
    check(
        &mut world,
        expect![[r#"
        60 s DestinationDelivery: {"deliveryStreamVersionId":1,"destination":"arn:aws:glue:us-east-1:000000000000:catalog","errorCode":"Iceberg.MalformedData","message":"The record is no JSON object."}
    "#]],
    );
}

#[test]
fn a_source_that_cannot_be_read_is_a_line() {
    let mut world = World::new(Settings::default());
    assert_eq!(s3::send(&mut world, "PUT", "/lake", &[], b"").status, 200);
    let stream = |world: &mut World, operation: &str, body: &str| {
        let answer = Call::of(operation).send(world, body);
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    };
    stream(&mut world, "CreateStream", r#"{"StreamName":"orders","ShardCount":1}"#);
    world.advance(Duration::from_secs(1));
    let body = format!(
        r#"{{"DeliveryStreamName":"logs","DeliveryStreamType":"KinesisStreamAsSource","KinesisStreamSourceConfiguration":{{"KinesisStreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/orders","RoleARN":"arn:aws:iam::000000000000:role/r"}},"ExtendedS3DestinationConfiguration":{{{BUCKET},{}}}}}"#,
        log_to("S3Delivery")
    );
    call(&mut world, "CreateDeliveryStream", &body);
    world.advance(Duration::from_secs(2));
    stream(&mut world, "DeleteStream", r#"{"StreamName":"orders"}"#);
    world.advance(Duration::from_millis(1_500));
    check(
        &mut world,
        expect![[r#"
        4 s S3Delivery: {"deliveryStreamVersionId":1,"destination":"arn:aws:s3:::lake","errorCode":"Kinesis.ResourceNotFound","message":"Shard shardId-000000000000 in stream orders under account 000000000000 does not exist"}
    "#]],
    );
}

#[test]
fn without_options_or_with_logging_off_there_is_no_line() {
    let off = r#","CloudWatchLoggingOptions":{"Enabled":false,"LogGroupName":"g","LogStreamName":"s"}"#;
    for options in ["", off] {
        let mut world =
            world_with("ExtendedS3DestinationConfiguration", &format!("{BUCKET},{HINTS}{options}"));
        assert_eq!(s3::send(&mut world, "DELETE", "/lake", &[], b"").status, 204);
        put(&mut world, b"one");
        world.advance(Duration::from_secs(100));
        assert_eq!(ask(&mut world, "DescribeLogGroups", &json!({})), json!({ "logGroups": [] }));
    }
}

#[test]
fn a_snapshot_has_the_lines_and_the_same_run_has_the_same() {
    let mut world = of_bucket(&format!(",{FUNCTION}"));
    put(&mut world, b"one");
    world.advance(Duration::from_secs(61));
    let said = lines(&mut world);
    let mut restored = World::restore(&world.snapshot()).unwrap();
    assert_eq!(lines(&mut restored), said);
    restored.advance(Duration::from_secs(100));
    world.advance(Duration::from_secs(100));
    assert_eq!((lines(&mut restored), restored.hash()), (lines(&mut world), world.hash()));
}

/// Producers into a bucket that is not there.
fn session() -> Session {
    let destination: Value =
        serde_json::from_str(&format!("{{{BUCKET},{HINTS},{}}}", log_to("S3Delivery"))).unwrap();
    let scenario = json!({
        "version": 1,
        "id": "no-bucket",
        "streams": [],
        "deliveries": {
            "delivery_streams": [
                { "DeliveryStreamName": "logs", "ExtendedS3DestinationConfiguration": destination },
            ],
        },
        "producers": [
            { "name": "web", "stream": "logs", "operation": "PutRecordBatch", "records_per_second": 1, "record_bytes": 100 },
        ],
    });
    Session::from_json(&scenario.to_string()).unwrap()
}

#[test]
fn groups_that_are_made_or_deleted_are_part_of_a_session_and_looks_are_not() {
    let target = |operation| Target { service: logs::TARGET, operation };
    let lines = target("FilterLogEvents");
    let all = r#"{"logGroupName":"/aws/kinesisfirehose/logs"}"#;
    let mut player = Player::open(session()).unwrap();
    let at = |player: &Player, second| player.start() + Duration::from_secs(second);
    player.advance_to(at(&player, 70));
    let before = player.call(lines, all).unwrap();
    assert!(before.contains("S3.NoSuchBucket"), "{before}");
    assert_eq!(player.inputs().len(), 0);

    player.call(target("DeleteLogGroup"), all).unwrap();
    player.call(target("CreateLogGroup"), r#"{"logGroupName":"mine"}"#).unwrap();
    player.call(target("CreateLogStream"), r#"{"logGroupName":"absent","logStreamName":"s"}"#).unwrap_err();
    assert_eq!(player.inputs().len(), 3);
    player.advance_to(at(&player, 140));
    let described = player.ask(target("DescribeLogGroups"), "{}").unwrap();
    let after = player.ask(lines, all).unwrap();
    assert_ne!(after, before);
    assert!(described.contains(r#""logGroupName":"mine""#), "{described}");

    let session = player.session();
    let mut again = Player::open(session.clone()).unwrap();
    assert_eq!(again.session().hash, session.hash);
    assert_eq!(
        (again.ask(target("DescribeLogGroups"), "{}").unwrap(), again.ask(lines, all).unwrap()),
        (described, after)
    );

    for _ in 0..3 {
        assert!(player.undo());
    }
    player.seek(at(&player, 70));
    assert_eq!(player.ask(lines, all).unwrap(), before);
}
