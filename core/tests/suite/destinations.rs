//! Deliveries to all that is no bucket: servers, clusters and tables, when they take records and when they do not.

use std::fmt::Write;

use crate::support::delivery::{BUCKET, call, counts, put};
use crate::support::s3;
use expect_test::{Expect, expect};
use kinetoscope::errand::{HttpResponse, Outcome, Unreachable, Wish};
use kinetoscope::fact::{DeliveryStreamEvent, Event};
use kinetoscope::fault::destination::DestinationFault;
use kinetoscope::rng::Rng;
use kinetoscope::time::Duration;
use kinetoscope::wire::base64;
use kinetoscope::world::errands::functions::{Blueprint, FunctionCode};
use kinetoscope::world::errands::{Outside, Task};
use kinetoscope::world::{Settings, World};

const HTTP: &str = r#""EndpointConfiguration":{"Url":"https://in.example/logs","AccessKey":"secret"},"RequestConfiguration":{"CommonAttributes":[{"AttributeName":"env","AttributeValue":"test"}]}"#;
const SPLUNK: &str = r#""HECEndpoint":"https://splunk.example:8088","HECEndpointType":"Event","HECToken":"token","HECAcknowledgmentTimeoutInSeconds":180"#;
const OPENSEARCH: &str = r#""RoleARN":"arn:aws:iam::000000000000:role/firehose","ClusterEndpoint":"https://search.example","IndexName":"logs","TypeName":"""#;
const REDSHIFT: &str = r#""RoleARN":"arn:aws:iam::000000000000:role/firehose","ClusterJDBCURL":"jdbc:redshift://dw.abc.us-east-1.redshift.amazonaws.com:5439/dev","Username":"loader","Password":"Secret123","CopyCommand":{"DataTableName":"events","DataTableColumns":"id,name","CopyOptions":"json 'auto'"}"#;
const SNOWFLAKE: &str = r#""RoleARN":"arn:aws:iam::000000000000:role/firehose","AccountUrl":"https://a.snowflakecomputing.com","SecretsManagerConfiguration":{"Enabled":true,"SecretARN":"arn:aws:secretsmanager:us-east-1:000000000000:secret:s-AbCdEf"},"Database":"D","Schema":"S","Table":"T""#;
const ICEBERG: &str = r#""RoleARN":"arn:aws:iam::000000000000:role/firehose","CatalogConfiguration":{"CatalogARN":"arn:aws:glue:us-east-1:000000000000:catalog"},"DestinationTableConfigurationList":[{"DestinationDatabaseName":"db","DestinationTableName":"t","UniqueKeys":["id"]}]"#;

/// A destination by its name in the API, with this more in its configuration, which fails to the bucket `lake`.
fn world_with(destination: &str, configuration: &str, more: &str) -> World {
    // Stories tell of whole seconds.
    let mut settings = Settings::default();
    settings.firehose.retry_jitter = false;
    let mut world = World::new(settings);
    assert_eq!(s3::send(&mut world, "PUT", "/lake", &[], b"").status, 200);
    let body = format!(
        r#"{{"DeliveryStreamName":"logs","{destination}":{{{configuration}{more},"S3Configuration":{{{BUCKET},"BufferingHints":{{"SizeInMBs":1,"IntervalInSeconds":60}}}}}}}}"#
    );
    call(&mut world, "CreateDeliveryStream", &body);
    world
}

fn of_http(more: &str) -> World {
    world_with("HttpEndpointDestinationConfiguration", HTTP, more)
}

#[track_caller]
fn fault(world: &mut World, plan: &str) {
    let plan: DestinationFault = serde_json::from_str(plan).unwrap();
    world.begin_destination_fault(plan);
}

/// What happened to the records of `logs`: seconds after the start and a line for each fact of deliveries.
fn story(world: &mut World) -> String {
    let start = world.settings().start;
    let mut text = String::new();
    for fact in world.facts_since(0) {
        let Event::DeliveryStream { event, .. } = &fact.event else { continue };
        let at = fact.at.since(start).total_secs();
        match &**event {
            DeliveryStreamEvent::Delivered { lane, records, attempts, .. } => {
                writeln!(text, "{at} s: {lane}, {records} delivered at try {attempts}").unwrap();
            }
            DeliveryStreamEvent::DeliveryFailed { lane, code, attempts, next, .. } => {
                let next = next.map_or("given up".into(), |next| {
                    format!("next at {} s", next.since(start).total_secs())
                });
                writeln!(text, "{at} s: {lane}, try {attempts} failed, {code}, {next}").unwrap();
            }
            DeliveryStreamEvent::RecordsFailed { kind, code, records, .. } => {
                writeln!(text, "{at} s: {records} to {kind}, {code}").unwrap();
            }
            _ => {}
        }
    }
    text
}

#[track_caller]
fn check_story(world: &mut World, expected: Expect) {
    expected.assert_eq(&story(world));
    let (counts, waiting) = counts(world);
    let ended = counts.delivered + counts.dropped + counts.failed + counts.lost;
    assert_eq!(counts.accepted + counts.split, ended + waiting, "{counts:?}, {waiting} wait");
}

/// Keys and bodies of the objects in `lake`, keys without their random ends.
fn objects(world: &mut World) -> String {
    let bucket = world.s3().bucket("lake").unwrap();
    let mut text = String::new();
    for (key, object) in bucket.objects() {
        let known = key.find("logs-1-").map_or(key, |at| &key[..at]);
        writeln!(text, "{known}: {}", String::from_utf8_lossy(&object.body).trim_end()).unwrap();
    }
    text
}

#[test]
fn a_server_gets_requests_as_the_specification_has_them() {
    let mut world = of_http("");
    put(&mut world, b"one");
    put(&mut world, b"two");
    world.advance(Duration::from_secs(60));
    let (url, endpoint) = world.deliveries().servers.http_endpoints.iter().next().unwrap();
    let request = &endpoint.requests[0];
    let mut text = format!("POST {url}\n");
    for (name, value) in &request.headers {
        let value = if name.ends_with("Request-Id") { "(id)" } else { value };
        writeln!(text, "{name}: {value}").unwrap();
    }
    let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!(body["requestId"].as_str().map(str::len), Some(36));
    writeln!(text, "{} {}", body["timestamp"], body["records"]).unwrap();
    expect![[r#"
        POST https://in.example/logs
        X-Amz-Firehose-Protocol-Version: 1.0
        X-Amz-Firehose-Request-Id: (id)
        X-Amz-Firehose-Source-Arn: arn:aws:firehose:us-east-1:000000000000:deliverystream/logs
        Content-Type: application/json
        X-Amz-Firehose-Access-Key: secret
        X-Amz-Firehose-Common-Attributes: {"commonAttributes":{"env":"test"}}
        1767225660000 [{"data":"b25l"},{"data":"dHdv"}]
    "#]]
    .assert_eq(&text);
    check_story(
        &mut world,
        expect![[r#"
        60 s: data, 2 delivered at try 1
    "#]],
    );
}

#[test]
fn a_server_that_fails_is_tried_for_its_time_and_then_the_bucket_has_the_records() {
    let mut world = of_http(r#","RetryOptions":{"DurationInSeconds":5}"#);
    fault(&mut world, r#"{"target":"http_endpoint","effect":{"refuse":{"status":503,"message":"busy"}}}"#);
    put(&mut world, b"one");
    world.advance(Duration::from_secs(200));
    check_story(
        &mut world,
        expect![[r#"
        60 s: data, try 1 failed, HttpEndpoint.DestinationException, next at 61 s
        61 s: data, try 2 failed, HttpEndpoint.DestinationException, next at 63 s
        63 s: data, try 3 failed, HttpEndpoint.DestinationException, given up
        63 s: 1 to http-endpoint-failed, HttpEndpoint.DestinationException
        123 s: http-endpoint-failed, 1 delivered at try 1
    "#]],
    );
    let text = objects(&mut world);
    let (line, id) = text.split_once(r#""dataId":""#).unwrap();
    assert!(id.ends_with(".0.0\"}\n"), "{id}");
    expect![[r#"http-endpoint-failed/2026/01/01/00/: {"rawData":"b25l","errorCode":"HttpEndpoint.DestinationException","errorMessage":"The endpoint answered with status 503: busy","attemptsMade":3,"arrivalTimestamp":1767225600000,"attemptEndingTimestamp":1767225663000,"subsequenceNumber":0,"#]]
        .assert_eq(line);
}

#[test]
fn what_is_too_large_for_a_server_is_gone() {
    let mut world = of_http("");
    fault(&mut world, r#"{"target":"http_endpoint","effect":{"refuse":{"status":413}}}"#);
    put(&mut world, b"one");
    world.advance(Duration::from_secs(200));
    check_story(
        &mut world,
        expect![[r#"
        60 s: data, try 1 failed, HttpEndpoint.DestinationException, given up
    "#]],
    );
    assert_eq!(counts(&mut world).0.lost, 1);
}

#[test]
fn a_lost_answer_is_a_batch_that_comes_twice_under_one_id() {
    let mut world = of_http("");
    fault(&mut world, r#"{"target":"http_endpoint","for_ms":61000,"effect":"lose_answer"}"#);
    put(&mut world, b"one");
    world.advance(Duration::from_secs(400));
    check_story(
        &mut world,
        expect![[r#"
        240 s: data, try 1 failed, HttpEndpoint.RequestTimeout, next at 241 s
        241 s: data, 1 delivered at try 2
    "#]],
    );
    let (_, endpoint) = world.deliveries().servers.http_endpoints.iter().next().unwrap();
    assert_eq!(endpoint.batches.values().collect::<Vec<_>>(), [&2]);
}

#[test]
fn splunk_is_asked_until_events_are_indexed() {
    let mut world = world_with("SplunkDestinationConfiguration", SPLUNK, "");
    put(&mut world, br#"{"event":"a"}"#);
    world.advance(Duration::from_secs(70));
    check_story(
        &mut world,
        expect![[r#"
        65 s: data, 1 delivered at try 1
    "#]],
    );
    put(&mut world, b"no event");
    world.advance(Duration::from_secs(700));
    check_story(
        &mut world,
        expect![[r#"
        65 s: data, 1 delivered at try 1
        130 s: data, try 1 failed, Splunk.InvalidDataFormat, next at 131 s
        131 s: data, try 2 failed, Splunk.InvalidDataFormat, next at 133 s
        133 s: data, try 3 failed, Splunk.InvalidDataFormat, next at 137 s
        137 s: data, try 4 failed, Splunk.InvalidDataFormat, next at 145 s
        145 s: data, try 5 failed, Splunk.InvalidDataFormat, next at 161 s
        161 s: data, try 6 failed, Splunk.InvalidDataFormat, next at 193 s
        193 s: data, try 7 failed, Splunk.InvalidDataFormat, next at 257 s
        257 s: data, try 8 failed, Splunk.InvalidDataFormat, next at 377 s
        377 s: data, try 9 failed, Splunk.InvalidDataFormat, given up
        377 s: 1 to splunk-failed, Splunk.InvalidDataFormat
        437 s: splunk-failed, 1 delivered at try 1
    "#]],
    );
}

#[test]
fn documents_that_a_cluster_rejects_are_tried_again_alone() {
    let mut world = world_with(
        "AmazonopensearchserviceDestinationConfiguration",
        OPENSEARCH,
        r#","BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":60}"#,
    );
    for record in [r#"{"a":1}"#, "[2]", "{\n\"a\":3}"] {
        put(&mut world, record.as_bytes());
    }
    world.advance(Duration::from_secs(500));
    check_story(
        &mut world,
        expect![[r#"
        60 s: data, 2 delivered at try 1
        60 s: data, try 1 failed, 400, next at 360 s
        360 s: data, try 2 failed, 400, given up
        360 s: 1 to AmazonOpenSearchService-failed, 400
        420 s: AmazonOpenSearchService-failed, 1 delivered at try 1
    "#]],
    );
    let (_, cluster) = world.deliveries().servers.opensearch.iter().next().unwrap();
    let documents: Vec<_> = cluster.indices["logs-2026-01-01"].values().map(|text| &**text).collect();
    assert_eq!(documents, [r#"{"a":1}"#, r#"{ "a":3}"#]);
    let line = objects(&mut world);
    assert!(line.contains(r#""errorMessage":"mapper_parsing_exception: failed to parse""#), "{line}");
    assert!(line.contains(r#""esIndexName":"logs-2026-01-01","esTypeName":"""#), "{line}");
}

#[test]
fn redshift_copies_what_lies_in_the_bucket() {
    let hints = "";
    let mut world = world_with("RedshiftDestinationConfiguration", REDSHIFT, hints);
    put(&mut world, br#"{"id":1,"name":"a"}"#);
    put(&mut world, br#"{"id":2}"#);
    world.advance(Duration::from_secs(60));
    let (_, cluster) = world.deliveries().servers.redshift.iter().next().unwrap();
    let rows: Vec<_> = cluster.tables["events"].rows.iter().map(|row| row.join_or_null()).collect();
    assert_eq!(rows, ["1 a", "2 null"]);
    let statement = &cluster.copies[0].statement;
    assert!(
        statement.starts_with("COPY events (id,name) FROM 's3://lake/manifests/2026/01/01/00/logs-1-"),
        "{statement}"
    );
    assert!(
        statement.ends_with(
            "CREDENTIALS 'aws_iam_role=arn:aws:iam::000000000000:role/firehose' MANIFEST json 'auto';"
        ),
        "{statement}"
    );
    put(&mut world, b"[]");
    world.advance(Duration::from_secs(4_000));
    assert!(story(&mut world).ends_with("3720 s: data, try 13 failed, Redshift.DataLoadFailed, given up\n3720 s: manifest, 1 delivered at try 1\n"), "{}", story(&mut world));
    assert!(
        objects(&mut world).contains(
            r#"errors/manifests/2026/01/01/01/: {"entries":[{"url":"s3://lake/2026/01/01/00/logs-1-"#
        )
    );
    let (counts, waiting) = counts(&mut world);
    assert_eq!((counts.delivered, counts.failed, waiting), (2, 1, 0));
}

trait JoinOrNull {
    fn join_or_null(&self) -> String;
}

impl JoinOrNull for Vec<Option<String>> {
    fn join_or_null(&self) -> String {
        let values: Vec<_> = self.iter().map(|value| value.as_deref().unwrap_or("null")).collect();
        values.join(" ")
    }
}

#[test]
fn rows_come_to_the_tables_of_snowflake_and_iceberg() {
    for (destination, configuration, table) in [
        ("SnowflakeDestinationConfiguration", SNOWFLAKE, "D.S.T"),
        ("IcebergDestinationConfiguration", ICEBERG, "db.t"),
    ] {
        let mut world = world_with(
            destination,
            configuration,
            r#","BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":60}"#,
        );
        put(&mut world, br#"{"id":1}"#);
        put(&mut world, b"no object");
        world.advance(Duration::from_secs(200));
        let (_, name, found) = world.deliveries().servers.warehouses.iter().next().unwrap();
        assert_eq!((name, &*found.rows[0], found.rows.len()), (table, r#"{"id":1}"#, 1));
        let (counts, waiting) = counts(&mut world);
        assert_eq!((counts.delivered, counts.failed, waiting), (1, 1, 0), "{destination}");
    }
}

#[test]
fn a_blueprint_changes_records_and_a_host_may_do_it_instead() {
    let processing = r#","ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"Lambda","Parameters":[{"ParameterName":"LambdaArn","ParameterValue":"arn:aws:lambda:us-east-1:000000000000:function:parse:live"}]}]}"#;
    let mut world = of_http(processing);
    world.put_function("parse", FunctionCode::Blueprint(Blueprint::SyslogToCsv));
    put(&mut world, b"Oct 11 22:14:15 host su: hello");
    put(&mut world, b"nothing of the kind");
    world.advance(Duration::from_secs(120));
    check_story(
        &mut world,
        expect![[r#"
        60 s: 1 to processing-failed, Lambda.ProcessingFailedStatus
        120 s: data, 1 delivered at try 1
        120 s: processing-failed, 1 delivered at try 1
    "#]],
    );
    world.set_outside(Outside { functions: ["pa*".into()].into(), ..Outside::default() });
    put(&mut world, b"x");
    world.advance(Duration::from_secs(60));
    let task = world.poll_task().unwrap();
    assert!(world.poll_task().is_none(), "each is told once");
    let Wish::Invoke { event, .. } = &task.wish else { panic!("{task:?}") };
    let event: serde_json::Value = serde_json::from_slice(event).unwrap();
    let answer = serde_json::json!({"records": [{"recordId": event["records"][0]["recordId"], "result": "Dropped", "data": null}]});
    assert!(world.end_task(task.id, Outcome::Returned(answer.to_string().into_bytes())));
    assert!(!world.end_task(task.id, Outcome::Done), "it is over");
    let (counts, waiting) = counts(&mut world);
    assert_eq!((counts.dropped, waiting), (1, 0));
}

#[test]
fn a_host_reaches_the_servers_that_it_names() {
    let mut world = of_http("");
    world.set_outside(Outside {
        http_endpoints: ["https://in.example/*".into()].into(),
        ..Outside::default()
    });
    put(&mut world, b"one");
    world.advance(Duration::from_secs(60));
    let Task { id, wish: Wish::Request(request), .. } = world.poll_task().unwrap() else { panic!() };
    assert_eq!(request.url, "https://in.example/logs");
    let mut again = World::restore(&world.snapshot()).unwrap();
    assert_eq!(again.poll_task().map(|task| task.id), Some(id), "who goes on from a snapshot does it again");
    let response = HttpResponse { status: 200, headers: Vec::new(), body: b"ok".to_vec() };
    assert!(world.end_task(id, Outcome::Responded(response)));
    check_story(
        &mut world,
        expect![[r#"
        60 s: data, try 1 failed, HttpEndpoint.InvalidResponseFromDestination, next at 61 s
    "#]],
    );
}

/// The host's own trouble is no word of a cluster of OpenSearch.
#[test]
fn a_host_that_cannot_reach_a_database_does_not_speak_for_another_kind_of_destination() {
    let mut world = world_with("RedshiftDestinationConfiguration", REDSHIFT, "");
    world.set_outside(Outside { redshift: ["*".into()].into(), ..Outside::default() });
    put(&mut world, br#"{"id":1}"#);
    world.advance(Duration::from_secs(60));
    let Task { id, wish: Wish::Copy(_), .. } = world.poll_task().unwrap() else { panic!() };
    assert!(world.end_task(id, Outcome::Unreachable(Unreachable::ConnectionReset)));
    check_story(
        &mut world,
        expect![[r#"
        60 s: data, try 1 failed, InternalError, next at 360 s
    "#]],
    );
}

#[test]
fn what_a_host_has_put_into_a_bucket_that_nobody_made_here_can_be_copied() {
    let mut world = world_with("RedshiftDestinationConfiguration", REDSHIFT, "");
    assert_eq!(s3::send(&mut world, "DELETE", "/lake", &[], b"").status, 204);
    world.set_outside(Outside { buckets: ["lake".into()].into(), ..Outside::default() });
    put(&mut world, br#"{"id":1,"name":"a"}"#);
    world.advance(Duration::from_secs(60));
    for _ in ["object", "manifest"] {
        let Task { id, wish: Wish::PutObject(_), .. } = world.poll_task().unwrap() else { panic!() };
        assert!(world.end_task(id, Outcome::Done));
    }
    let (_, cluster) = world.deliveries().servers.redshift.iter().next().unwrap();
    let rows: Vec<_> = cluster.tables["events"].rows.iter().map(|row| row.join_or_null()).collect();
    assert_eq!(rows, ["1 a"]);
}

/// Records become a third larger in a request: what fits the buffer does not fit one.
#[test]
fn no_request_has_more_bytes_than_the_specification_allows() {
    let mut world = of_http(r#","BufferingHints":{"SizeInMBs":64,"IntervalInSeconds":60}"#);
    for _ in 0..55 {
        put(&mut world, &[b'x'; 1_000_000]);
    }
    world.advance(Duration::from_secs(60));
    let (_, endpoint) = world.deliveries().servers.http_endpoints.iter().next().unwrap();
    let bodies: Vec<_> = endpoint.requests.iter().map(|request| request.body.len()).collect();
    // 50 records of 1,333,336 letters and 12 around each.
    assert!(matches!(bodies[..], [66_667_400..=67_108_864, 6_666_740..=6_667_000]), "{bodies:?}");
    assert_eq!(counts(&mut world).0.delivered, 55);
}

#[test]
fn a_record_that_its_function_made_too_large_for_a_request_is_told_as_failed() {
    let function = r#","ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"Lambda","Parameters":[{"ParameterName":"LambdaArn","ParameterValue":"arn:aws:lambda:us-east-1:000000000000:function:grow"}]}]}"#;
    let mut world = of_http(function);
    world.set_outside(Outside { functions: ["grow".into()].into(), ..Outside::default() });
    put(&mut world, b"a");
    put(&mut world, b"b");
    world.advance(Duration::from_secs(60));
    let Task { id, wish: Wish::Invoke { event, .. }, .. } = world.poll_task().unwrap() else { panic!() };
    let event: serde_json::Value = serde_json::from_slice(&event).unwrap();
    let answered = |at: usize, bytes: usize| {
        let data = base64::encode(&vec![b'x'; bytes]);
        serde_json::json!({ "recordId": event["records"][at]["recordId"], "result": "Ok", "data": data })
    };
    let answer = serde_json::json!({ "records": [answered(0, 1_024_002), answered(1, 1_024_003)] });
    world.end_task(id, Outcome::Returned(answer.to_string().into_bytes()));
    world.advance(Duration::from_secs(120));
    let (_, endpoint) = world.deliveries().servers.http_endpoints.iter().next().unwrap();
    assert_eq!(endpoint.count, 1);
    let told = objects(&mut world);
    assert!(
        told.starts_with("http-endpoint-failed/") && told.contains("HttpEndpoint.RecordTooLarge"),
        "{told}"
    );
    let (counts, waiting) = counts(&mut world);
    assert_eq!((counts.delivered, counts.failed, waiting), (1, 1, 0));
}

/// Whatever destinations do, every record is somewhere, and the same again.
#[test]
fn every_record_is_accounted_for_and_replays() {
    let destinations = [
        ("HttpEndpointDestinationConfiguration", HTTP, ""),
        ("SplunkDestinationConfiguration", SPLUNK, ""),
        ("AmazonopensearchserviceDestinationConfiguration", OPENSEARCH, ""),
        ("RedshiftDestinationConfiguration", REDSHIFT, ""),
        ("SnowflakeDestinationConfiguration", SNOWFLAKE, ""),
        ("IcebergDestinationConfiguration", ICEBERG, ""),
        ("ExtendedS3DestinationConfiguration", BUCKET, ""),
    ];
    for seed in 0..140 {
        let (destination, configuration, more) = destinations[seed as usize % destinations.len()];
        assert_eq!(run(seed, destination, configuration, more), run(seed, destination, configuration, more));
    }
}

fn run(seed: u64, destination: &str, configuration: &str, more: &str) -> u64 {
    let mut rng = Rng::from_seed(seed);
    let mut world = match destination {
        "ExtendedS3DestinationConfiguration" => crate::support::delivery::world(more),
        _ => world_with(destination, configuration, more),
    };
    let effects = [
        r#""down""#,
        r#"{"refuse":{}}"#,
        r#"{"refuse":{"status":413}}"#,
        r#"{"delay":{"ms":200000}}"#,
        r#""lose_answer""#,
        r#""reject_records""#,
    ];
    for _ in 0..40 {
        match rng.in_range(0, 9) {
            0 => {
                let effect = effects[rng.in_range(0, effects.len() as u64 - 1) as usize];
                let for_ms = rng.in_range(1, 2_000_000);
                let plan = format!(r#"{{"share":0.5,"for_ms":{for_ms},"effect":{effect}}}"#);
                fault(&mut world, &plan);
            }
            1 | 2 => world.advance(Duration::from_secs(rng.in_range(0, 5_000))),
            3 => assert!(world.flush_delivery_stream("logs")),
            4 => put(&mut world, b"no JSON"),
            _ => {
                let id = rng.in_range(0, 99);
                put(&mut world, format!(r#"{{"id":{id},"event":"e","operation":"x"}}"#).as_bytes());
            }
        }
        let (counts, waiting) = counts(&mut world);
        let ended = counts.delivered + counts.dropped + counts.failed + counts.lost;
        assert_eq!(
            counts.accepted + counts.split,
            ended + waiting,
            "seed {seed}: {counts:?}, {waiting} wait"
        );
    }
    world.advance(Duration::from_hours(48));
    assert_eq!(counts(&mut world).1, 0, "seed {seed}: in the end nothing waits");
    world.hash()
}
