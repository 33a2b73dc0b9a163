//! Applications of Data Analytics in a whole world: records in, rows out, faults between.

use std::collections::BTreeSet;

use kinetoscope::api::dispatch::Target;
use kinetoscope::rng::Rng;
use kinetoscope::time::Duration;
use kinetoscope::wire::base64;
use kinetoscope::world::scenario::Action;
use kinetoscope::world::session::{Player, Session};
use kinetoscope::world::{Settings, Tenant, World};
use kinetoscope::{cloudwatch, firehose, pricing, streams};
use serde_json::{Value, json};

const ANALYTICS: &str = "KinesisAnalytics_20180523";
const ROLE: &str = "arn:aws:iam::000000000000:role/analytics";

/// Passes rows on, and counts them by the minute.
const CODE: &str = r#"
    CREATE STREAM "OUT" (k VARCHAR(16), v INTEGER);
    CREATE PUMP p AS INSERT INTO "OUT" SELECT STREAM k, v FROM "SRC_001";
    CREATE STREAM "COUNTS" (k VARCHAR(16), n BIGINT, t TIMESTAMP);
    CREATE PUMP q AS INSERT INTO "COUNTS" SELECT STREAM k, COUNT(*), STEP("SRC_001".ROWTIME BY INTERVAL '1' MINUTE)
    FROM "SRC_001" GROUP BY k, STEP("SRC_001".ROWTIME BY INTERVAL '1' MINUTE);"#;

#[track_caller]
fn call(world: &mut World, service: &str, operation: &str, input: Value) -> Value {
    let answer = world.call_json(Target { service, operation }, &input.to_string());
    let answer = answer.unwrap_or_else(|error| panic!("{operation}: {error}"));
    serde_json::from_str(&answer).unwrap_or(Value::Null)
}

fn stream_arn(name: &str) -> String {
    format!("arn:aws:kinesis:us-east-1:000000000000:stream/{name}")
}

fn delivery_stream_arn(name: &str) -> String {
    format!("arn:aws:firehose:us-east-1:000000000000:deliverystream/{name}")
}

fn create_stream(world: &mut World, name: &str, shards: u32) {
    call(world, streams::TARGET, "CreateStream", json!({"StreamName": name, "ShardCount": shards}));
}

fn create_delivery_stream(world: &mut World, name: &str) {
    let bucket = json!({
        "RoleARN": ROLE, "BucketARN": "arn:aws:s3:::lake", "Prefix": format!("{name}/"),
        "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 60},
    });
    let input = json!({"DeliveryStreamName": name, "ExtendedS3DestinationConfiguration": bucket});
    call(world, firehose::TARGET, "CreateDeliveryStream", input);
}

fn schema() -> Value {
    json!({
        "RecordFormat": {
            "RecordFormatType": "JSON",
            "MappingParameters": {"JSONMappingParameters": {"RecordRowPath": "$"}},
        },
        "RecordColumns": [
            {"Name": "K", "Mapping": "$.k", "SqlType": "VARCHAR(16)"},
            {"Name": "V", "Mapping": "$.v", "SqlType": "INTEGER"},
        ],
    })
}

/// What CreateApplication is called with: an application that reads `in` and writes OUT to the stream `out` and COUNTS to the
/// delivery stream `counts`.
fn application(code: &str) -> Value {
    json!({
        "ApplicationName": "app",
        "RuntimeEnvironment": "SQL-1_0",
        "ServiceExecutionRole": ROLE,
        "ApplicationConfiguration": {
            "ApplicationCodeConfiguration": {
                "CodeContentType": "PLAINTEXT", "CodeContent": {"TextContent": code},
            },
            "SqlApplicationConfiguration": {
                "Inputs": [{
                    "NamePrefix": "SRC",
                    "KinesisStreamsInput": {"ResourceARN": stream_arn("in")},
                    "InputSchema": schema(),
                }],
                "Outputs": [
                    {
                        "Name": "OUT",
                        "KinesisStreamsOutput": {"ResourceARN": stream_arn("out")},
                        "DestinationSchema": {"RecordFormatType": "JSON"},
                    },
                    {
                        "Name": "COUNTS",
                        "KinesisFirehoseOutput": {"ResourceARN": delivery_stream_arn("counts")},
                        "DestinationSchema": {"RecordFormatType": "CSV"},
                    },
                ],
            },
        },
    })
}

fn start(position: &str) -> Value {
    json!({
        "ApplicationName": "app",
        "RunConfiguration": {"SqlRunConfigurations": [{
            "InputId": "1.1", "InputStartingPositionConfiguration": {"InputStartingPosition": position},
        }]},
    })
}

/// A world in which the application is created and started.
fn world(settings: Settings, application: Value) -> World {
    let mut world = World::new(settings);
    world.create_bucket("lake").unwrap();
    create_stream(&mut world, "in", 2);
    create_stream(&mut world, "out", 1);
    create_delivery_stream(&mut world, "counts");
    call(&mut world, ANALYTICS, "CreateApplication", application);
    call(&mut world, ANALYTICS, "StartApplication", start("TRIM_HORIZON"));
    world
}

fn put(world: &mut World, key: &str, v: u64) {
    let data = base64::encode(json!({"k": key, "v": v}).to_string().as_bytes());
    let partition_key = format!("{key}-{v}");
    call(
        world,
        streams::TARGET,
        "PutRecord",
        json!({"StreamName": "in", "PartitionKey": partition_key, "Data": data}),
    );
}

/// The text of all records of a stream of one shard.
fn records(world: &mut World, stream: &str) -> Vec<String> {
    let input = json!({
        "StreamName": stream, "ShardId": "shardId-000000000000", "ShardIteratorType": "TRIM_HORIZON",
    });
    let iterator = call(world, streams::TARGET, "GetShardIterator", input)["ShardIterator"].clone();
    let answer = call(world, streams::TARGET, "GetRecords", json!({"ShardIterator": iterator}));
    let text = |record: &Value| {
        let data = base64::decode(record["Data"].as_str().unwrap()).unwrap();
        String::from_utf8(data).unwrap().trim_end().to_owned()
    };
    answer["Records"].as_array().unwrap().iter().map(text).collect()
}

/// The lines of all objects of a delivery stream.
fn lines(world: &mut World, delivery_stream: &str) -> Vec<String> {
    let bucket = world.s3().bucket("lake").unwrap();
    let of_it = bucket.objects().filter(|(key, _)| key.starts_with(&format!("{delivery_stream}/")));
    let bodies = of_it.map(|(_, object)| String::from_utf8(object.body.to_vec()).unwrap());
    bodies.collect::<String>().lines().map(str::to_owned).collect()
}

#[test]
fn rows_come_out_in_a_stream_and_in_objects() {
    let mut world = world(Settings::default(), application(CODE));
    put(&mut world, "a", 1);
    put(&mut world, "b", 2);
    world.advance(Duration::from_secs(2));
    put(&mut world, "a", 3);
    world.advance(Duration::from_secs(130));
    let rows: BTreeSet<_> = records(&mut world, "out").into_iter().collect();
    let expected = [r#"{"K":"a","V":1}"#, r#"{"K":"a","V":3}"#, r#"{"K":"b","V":2}"#];
    assert_eq!(rows, expected.map(String::from).into());
    let counts: BTreeSet<_> = lines(&mut world, "counts").into_iter().collect();
    let expected = ["a,2,2026-01-01 00:00:00.000", "b,1,2026-01-01 00:00:00.000"];
    assert_eq!(counts, expected.map(String::from).into());
}

/// What the stream and the objects have in the end, each row once, and how many rows there were. At random moments records are
/// put; at some of them, the application breaks off, or the world is written down and read back.
fn run(seed: u64, breaks_off: bool) -> (BTreeSet<String>, BTreeSet<String>, usize) {
    let mut world = world(Settings { seed, ..Settings::default() }, application(CODE));
    let mut rng = Rng::from_seed(seed);
    for number in 0..150 {
        let (millis, key) = (rng.in_range(1, 2_500), ["a", "b", "c"][rng.in_range(0, 2) as usize]);
        let is_struck = rng.chance_per_million(100_000);
        world.advance(Duration::from_millis(millis));
        put(&mut world, key, number);
        if is_struck && breaks_off {
            world.act(&Action::RestartApplication { application: "app".into() }).unwrap();
            let snapshot = world.snapshot();
            world = World::restore(&snapshot).unwrap();
        }
    }
    world.advance(Duration::from_secs(300));
    let (rows, counts) = (records(&mut world, "out"), lines(&mut world, "counts"));
    let handed = rows.len() + counts.len();
    (rows.into_iter().collect(), counts.into_iter().collect(), handed)
}

#[test]
fn one_that_breaks_off_at_random_moments_writes_the_same_rows_some_of_them_twice() {
    let mut twice = 0;
    for seed in 0..12 {
        let (rows, counts, once) = run(seed, false);
        assert_eq!((rows.len(), rows.len() + counts.len()), (150, once), "seed {seed}");
        let (rows_after, counts_after, handed) = run(seed, true);
        assert_eq!((rows_after, counts_after), (rows, counts), "seed {seed}");
        twice += handed - once;
    }
    assert_ne!(twice, 0);
}

#[test]
fn a_world_that_is_written_down_and_read_back_goes_on_the_same() {
    let hash = |snapshot_at: Option<u64>| {
        let mut world = world(Settings::default(), application(CODE));
        for number in 0..100 {
            put(&mut world, ["a", "b"][number as usize % 2], number);
            world.advance(Duration::from_millis(730));
            if snapshot_at == Some(number) {
                let snapshot = world.snapshot();
                world = World::restore(&snapshot).unwrap();
            }
        }
        world.advance(Duration::from_secs(200));
        world.hash()
    };
    let expected = hash(None);
    for at in [0, 13, 50, 99] {
        assert_eq!(hash(Some(at)), expected, "at {at}");
    }
}

#[test]
fn what_is_put_into_a_delivery_stream_can_be_read() {
    let mut reading = application(CODE);
    let input = &mut reading["ApplicationConfiguration"]["SqlApplicationConfiguration"]["Inputs"][0];
    input.as_object_mut().unwrap().remove("KinesisStreamsInput");
    input["KinesisFirehoseInput"] = json!({"ResourceARN": delivery_stream_arn("logs")});
    let mut world = World::new(Settings::default());
    world.create_bucket("lake").unwrap();
    create_stream(&mut world, "out", 1);
    ["counts", "logs"].into_iter().for_each(|name| create_delivery_stream(&mut world, name));
    call(&mut world, ANALYTICS, "CreateApplication", reading);
    let put = |world: &mut World, v: u64| {
        let data = base64::encode(json!({"k": "a", "v": v}).to_string().as_bytes());
        let input = json!({"DeliveryStreamName": "logs", "Record": {"Data": data}});
        call(world, firehose::TARGET, "PutRecord", input);
    };
    put(&mut world, 1);
    call(&mut world, ANALYTICS, "StartApplication", start("NOW"));
    world.advance(Duration::from_secs(1));
    put(&mut world, 2);
    put(&mut world, 3);
    world.advance(Duration::from_secs(200));
    assert_eq!(records(&mut world, "out"), [r#"{"K":"a","V":2}"#, r#"{"K":"a","V":3}"#]);
    let objects = lines(&mut world, "logs").concat();
    assert_eq!(objects.matches("\"v\"").count(), 3, "the delivery stream delivers all the same: {objects}");
}

#[test]
fn a_destination_that_is_gone_is_explained_and_rows_come_once_it_is_back() {
    let mut world = world(Settings::default(), application(CODE));
    call(&mut world, streams::TARGET, "DeleteStream", json!({"StreamName": "out"}));
    put(&mut world, "a", 1);
    world.advance(Duration::from_secs(60));
    let notes = world.notes();
    let note = notes.iter().find(|note| note.title.starts_with("app cannot write to out")).unwrap();
    assert!(note.cause.contains("Kinesis.ResourceNotFound") && note.rule.contains("for ever"), "{note:?}");
    create_stream(&mut world, "out", 1);
    world.advance(Duration::from_secs(60));
    assert_eq!(records(&mut world, "out"), [r#"{"K":"a","V":1}"#]);
    let fault = Action::RestartApplication { application: "nobody".into() };
    let error = world.act(&fault).unwrap_err().to_string();
    assert!(error.contains("There is no running application named nobody."), "{error}");
}

#[test]
fn it_goes_on_where_it_stopped_and_reads_nothing_meanwhile() {
    let mut world = world(Settings::default(), application(CODE));
    put(&mut world, "a", 1);
    world.advance(Duration::from_secs(3));
    call(&mut world, ANALYTICS, "StopApplication", json!({"ApplicationName": "app"}));
    put(&mut world, "a", 2);
    world.advance(Duration::from_secs(30));
    assert_eq!(records(&mut world, "out").len(), 1);
    call(&mut world, ANALYTICS, "StartApplication", start("LAST_STOPPED_POINT"));
    world.advance(Duration::from_secs(3));
    assert_eq!(records(&mut world, "out"), [r#"{"K":"a","V":1}"#, r#"{"K":"a","V":2}"#]);
}

#[test]
fn what_it_does_is_counted_and_charged() {
    let mut world = world(Settings::default(), application(CODE));
    put(&mut world, "a", 1);
    world.advance(Duration::from_hours(10));
    let now = world.now();
    let list =
        call(&mut world, cloudwatch::TARGET, "ListMetrics", json!({"Namespace": "AWS/KinesisAnalytics"}));
    let metrics: BTreeSet<String> = list["Metrics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|metric| {
            let dimensions = metric["Dimensions"].as_array().unwrap().iter();
            let values: Vec<_> = dimensions.map(|it| it["Value"].as_str().unwrap()).collect();
            format!("{} of {}", metric["MetricName"].as_str().unwrap(), values.join("/"))
        })
        .collect();
    let expected = [
        "Bytes of app/Input/1.1",
        "Bytes of app/Output/1.1",
        "Bytes of app/Output/1.2",
        "KPUs of app",
        "MillisBehindLatest of app/Input/1.1",
        "Records of app/Input/1.1",
        "Records of app/Output/1.1",
        "Records of app/Output/1.2",
        "Success of app/Output/1.1",
        "Success of app/Output/1.2",
    ];
    for metric in expected {
        assert!(metrics.contains(metric), "{metric}: {metrics:?}");
    }
    let statistics = call(
        &mut world,
        cloudwatch::TARGET,
        "GetMetricStatistics",
        json!({
            "Namespace": "AWS/KinesisAnalytics", "MetricName": "KPUs",
            "Dimensions": [{"Name": "Application", "Value": "app"}],
            "StartTime": now.total_secs() - 3_600, "EndTime": now.total_secs(), "Period": 3_600,
            "Statistics": ["Average", "SampleCount"],
        }),
    );
    let points = statistics["Datapoints"].as_array().unwrap();
    assert!(points.iter().all(|point| point["Average"] == 1.0), "{statistics}");
    let bill = world.bill(&Tenant::default(), &pricing::PriceTable::built_in()).unwrap();
    let line = bill.lines.iter().find(|line| line.charge == pricing::Charge::ProcessingUnitHours).unwrap();
    assert_eq!((line.quantity.as_str(), line.cost.as_str()), ("10.00", "1.10"));
}

/// A session in which a producer feeds an application that breaks off twice.
fn session() -> String {
    let code = r#"CREATE STREAM "OUT" (s VARCHAR(8), n BIGINT);
        CREATE PUMP p AS INSERT INTO "OUT" SELECT STREAM ticker_symbol, COUNT(*) FROM "SRC_001"
        GROUP BY ticker_symbol, STEP("SRC_001".ROWTIME BY INTERVAL '10' SECOND);"#;
    let mut application = application(code);
    let sql = &mut application["ApplicationConfiguration"]["SqlApplicationConfiguration"];
    sql["Outputs"].as_array_mut().unwrap().truncate(1);
    sql["Inputs"][0]["InputSchema"]["RecordColumns"] =
        json!([{"Name": "TICKER_SYMBOL", "Mapping": "$.TICKER_SYMBOL", "SqlType": "VARCHAR(8)"}]);
    let call = |operation: &str, input: Value| json!({"call": {"service": ANALYTICS, "operation": operation, "input": input}});
    let restart = json!({"restart_application": {"application": "app"}});
    json!({
        "version": 1,
        "id": "applications",
        "seed": 3,
        "transition_ms": 0,
        "streams": [{"name": "in", "shards": 2}, {"name": "out", "shards": 1}],
        "producers": [{"name": "web", "stream": "in", "records_per_second": 20, "payload": "ticker"}],
        "inputs": [
            {"at_ms": 0, "action": call("CreateApplication", application)},
            {"at_ms": 1, "action": call("StartApplication", start("NOW"))},
            {"at_ms": 21_300, "action": restart},
            {"at_ms": 38_000, "action": restart},
        ],
    })
    .to_string()
}

#[test]
fn a_session_replays_to_the_same_hash() {
    let play = |detour: bool| {
        let mut player = Player::new(Session::from_json(&session()).unwrap()).unwrap();
        let end = player.start() + Duration::from_secs(60);
        if detour {
            player.advance_to(player.start() + Duration::from_secs(50));
            player.seek(player.start() + Duration::from_secs(20));
        }
        player.advance_to(end);
        let rows = records(player.world(), "out").len();
        (player.world().hash(), rows)
    };
    let (hash, rows) = play(false);
    assert!(40 < rows, "{rows}");
    assert_eq!(play(true), (hash, rows));
}
