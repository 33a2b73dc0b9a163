//! Faults of destinations whose work the host does: they strike as they do what is simulated.

use crate::support::delivery::{BUCKET, call, counts, put, world};
use crate::support::s3;
use kinetoscope::errand::{HttpRequest, HttpResponse, Outcome, Wish};
use kinetoscope::fact::{DeliveryStreamEvent, Event};
use kinetoscope::time::Duration;
use kinetoscope::world::errands::{Outside, Task};
use kinetoscope::world::{Settings, World};
use serde_json::{Value, json};

const FUNCTION: &str = r#","BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":60},"ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"Lambda","Parameters":[{"ParameterName":"LambdaArn","ParameterValue":"arn:aws:lambda:us-east-1:000000000000:function:f"},{"ParameterName":"NumberOfRetries","ParameterValue":"0"}]}]}"#;
const HTTP: &str = r#""HttpEndpointDestinationConfiguration":{"EndpointConfiguration":{"Url":"https://in.example/logs"},"BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":60}"#;
const OPENSEARCH: &str = r#""AmazonopensearchserviceDestinationConfiguration":{"RoleARN":"arn:aws:iam::000000000000:role/firehose","ClusterEndpoint":"https://search.example","IndexName":"logs","TypeName":"","BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":60}"#;

fn everything() -> Outside {
    let all = || vec!["*".into()];
    Outside { functions: all(), http_endpoints: all(), opensearch: all(), ..Outside::default() }
}

/// A delivery stream of this configuration, all of whose work the host does, after records and a minute.
fn waiting(mut world: World, effect: &str, share: &str, records: usize) -> World {
    world.set_outside(everything());
    let fault = format!(r#"{{"effect":{effect},"share":{share},"for_ms":60001}}"#);
    world.begin_destination_fault(serde_json::from_str(&fault).unwrap());
    (0..records).for_each(|at| put(&mut world, format!(r#"{{"at":{at}}}"#).as_bytes()));
    world.advance(Duration::from_secs(60));
    world
}

fn server(configuration: &str) -> World {
    let mut settings = Settings::default();
    settings.firehose.retry_jitter = false;
    let mut world = World::new(settings);
    assert_eq!(s3::send(&mut world, "PUT", "/lake", &[], b"").status, 200);
    let body = format!(
        r#"{{"DeliveryStreamName":"logs",{configuration},"RetryOptions":{{"DurationInSeconds":0}},"S3Configuration":{{{BUCKET}}}}}}}"#
    );
    call(&mut world, "CreateDeliveryStream", &body);
    world
}

/// What was first told of the function or the destination, and the second at which it was.
fn told(world: &mut World) -> String {
    let start = world.settings().start;
    let told = |event: &DeliveryStreamEvent| match event {
        DeliveryStreamEvent::FunctionAnswered { took_ms, .. } => Some(format!("answered after {took_ms} ms")),
        DeliveryStreamEvent::FunctionFailed { code, took_ms, .. } => {
            Some(format!("{code} after {took_ms} ms"))
        }
        DeliveryStreamEvent::Delivered { records, .. } => Some(format!("{records} delivered")),
        DeliveryStreamEvent::DeliveryFailed { code, .. } => Some(code.to_string()),
        _ => None,
    };
    let mut found = world.facts_since(0).filter_map(|fact| match &fact.event {
        Event::DeliveryStream { event, .. } => Some((fact.at.since(start).total_secs(), told(event)?)),
        _ => None,
    });
    found.next().map_or_else(String::new, |(secs, what)| format!("{secs} s: {what}"))
}

fn ok(event: &[u8]) -> Outcome {
    let event: Value = serde_json::from_slice(event).unwrap();
    let answered =
        |record: &Value| json!({ "recordId": record["recordId"], "result": "Ok", "data": record["data"] });
    let records: Vec<_> = event["records"].as_array().unwrap().iter().map(answered).collect();
    Outcome::Returned(json!({ "records": records }).to_string().into_bytes())
}

fn responded(body: &Value) -> Outcome {
    let headers = vec![("content-type".into(), "application/json".into())];
    Outcome::Responded(HttpResponse { status: 200, headers, body: body.to_string().into_bytes() })
}

#[test]
fn every_effect_strikes_a_function_that_the_host_runs() {
    for (effect, is_asked, expected) in [
        (r#"{"delay":{"ms":2000}}"#, true, "62 s: answered after 2000 ms"),
        (r#""lose_answer""#, true, "60 s: Lambda.InternalServerError after 0 ms"),
        (r#""down""#, false, "60 s: Lambda.InternalServerError after 0 ms"),
        (r#"{"refuse":{"code":"Lambda.FunctionError"}}"#, false, "60 s: Lambda.FunctionError after 0 ms"),
        (r#""reject_records""#, true, "60 s: answered after 0 ms"),
    ] {
        let mut world = waiting(world(FUNCTION), effect, "1", 1);
        let task = world.poll_task();
        assert_eq!(task.is_some(), is_asked, "{effect}");
        if let Some(Task { id, wish: Wish::Invoke { event, .. }, .. }) = task {
            // Whoever goes on from a snapshot meets the same fault.
            world = World::restore(&world.snapshot()).unwrap();
            assert!(world.end_task(id, ok(&event)));
        }
        world.advance(Duration::from_secs(10));
        assert_eq!(told(&mut world), expected, "{effect}");
    }
}

#[test]
fn every_effect_strikes_a_server_that_the_host_asks() {
    for (effect, is_asked, expected) in [
        (r#"{"delay":{"ms":5000}}"#, true, "65 s: 1 delivered"),
        (r#"{"delay":{"ms":200000}}"#, true, "240 s: HttpEndpoint.RequestTimeout"),
        (r#""lose_answer""#, true, "240 s: HttpEndpoint.RequestTimeout"),
        (r#""down""#, false, "60 s: HttpEndpoint.ConnectionFailed"),
        (r#"{"refuse":{"status":503}}"#, false, "60 s: HttpEndpoint.DestinationException"),
        (r#""reject_records""#, true, "60 s: 1 delivered"),
    ] {
        let mut world = waiting(server(HTTP), effect, "1", 1);
        let task = world.poll_task();
        assert_eq!(task.is_some(), is_asked, "{effect}");
        if let Some(Task { id, wish: Wish::Request(HttpRequest { body, .. }), .. }) = task {
            let asked: Value = serde_json::from_slice(&body).unwrap();
            let answer = json!({ "requestId": asked["requestId"], "timestamp": asked["timestamp"] });
            assert!(world.end_task(id, responded(&answer)));
        }
        world.advance(Duration::from_secs(200));
        assert_eq!(told(&mut world), expected, "{effect}");
    }
}

#[test]
fn a_cluster_of_the_host_is_not_sent_the_documents_that_a_fault_rejects() {
    let mut world = waiting(server(OPENSEARCH), r#""reject_records""#, "0.5", 20);
    let Task { id, wish: Wish::Request(request), .. } = world.poll_task().unwrap() else { panic!() };
    let sent = String::from_utf8(request.body).unwrap().lines().count() / 2;
    assert!((1..20).contains(&sent), "{sent}");
    let items = vec![json!({ "index": { "status": 201 } }); sent];
    assert!(world.end_task(id, responded(&json!({ "took": 1, "errors": false, "items": items }))));
    let (counts, waiting_still) = counts(&mut world);
    assert_eq!((counts.delivered, counts.failed + waiting_still), (sent as u64, 20 - sent as u64));

    let mut world = waiting(server(OPENSEARCH), r#""reject_records""#, "1", 3);
    assert!(world.poll_task().is_none(), "there is nothing to be sent");
    assert_eq!(told(&mut world), "60 s: 429");
}
