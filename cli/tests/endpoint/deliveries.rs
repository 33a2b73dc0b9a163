//! Deliveries at a running endpoint: what is told of them, and where.

use serde_json::{Value, json};

use crate::log::log_of;
use crate::support::{AUTHORIZATION, Server, request};

/// A call of Firehose.
fn firehose(server: &Server, operation: &str, input: &Value) {
    let target = format!("Firehose_20150804.{operation}");
    let headers = [
        ("X-Amz-Target", target.as_str()),
        ("Content-Type", "application/x-amz-json-1.1"),
        ("X-Amz-Date", "20260101T000000Z"),
        ("Authorization", AUTHORIZATION),
    ];
    let answer = server.send(&request("POST", "/", &headers, input.to_string().as_bytes()));
    assert_eq!(answer.status, 200, "{answer:?}");
}

/// Posts to a control route.
fn control(server: &Server, name: &str, body: &Value) {
    let path = format!("/_kinetoscope/{name}");
    let answer = server.send(&request("POST", &path, &[], body.to_string().as_bytes()));
    assert_eq!(answer.status, 200, "{answer:?}");
}

/// A destination of S3, with more of it.
fn lake(more: &Value) -> Value {
    let mut destination = json!({
        "RoleARN": "arn:aws:iam::000000000000:role/firehose", "BucketARN": "arn:aws:s3:::lake",
        "BufferingHints": { "SizeInMBs": 1, "IntervalInSeconds": 60 },
    });
    destination.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    destination
}

fn put(server: &Server, record: &str) {
    let record = json!({ "DeliveryStreamName": "logs", "Record": { "Data": record } });
    firehose(server, "PutRecord", &record);
}

#[test]
fn a_delivery_that_fails_is_told_once_and_so_is_the_first_that_works_again() {
    let log = log_of(&["--log-format", "json", "--virtual-time"], |server| {
        let destination = lake(&json!({}));
        let named =
            json!({ "DeliveryStreamName": "logs", "ExtendedS3DestinationConfiguration": destination });
        firehose(server, "CreateDeliveryStream", &named);
        put(server, "YQ==");
        control(server, "advance", &json!({ "ms": 600_000 }));
        control(server, "act", &json!({ "bucket": { "name": "lake" } }));
        control(server, "advance", &json!({ "ms": 600_000 }));
    });
    let lines = log.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let told: Vec<_> = lines.filter(|line| line["delivery_stream"] == "logs").collect();
    let said = |key: &str| told.iter().map(|line| line[key].clone()).collect::<Vec<_>>();
    assert_eq!(said("level"), ["WARN", "INFO"], "{log}");
    assert_eq!(said("to"), ["S3", "S3"], "{log}");
    assert_eq!(said("error"), [json!("S3.NoSuchBucket"), Value::Null], "{log}");
    let texts = ["a try failed, and more follow: The specified bucket does not exist", "works again"];
    assert_eq!(said("message"), texts);
}

#[test]
fn what_simulated_servers_have_taken_can_be_read() {
    let server = Server::start(&["--virtual-time", "--simulate-servers"]);
    control(&server, "act", &json!({ "bucket": { "name": "lake" } }));
    let destination = json!({
        "EndpointConfiguration": { "Url": "https://in.example/logs" },
        "BufferingHints": { "SizeInMBs": 1, "IntervalInSeconds": 60 },
        "S3BackupMode": "AllData", "S3Configuration": lake(&json!({})),
    });
    let named = json!({ "DeliveryStreamName": "logs", "HttpEndpointDestinationConfiguration": destination });
    firehose(&server, "CreateDeliveryStream", &named);
    put(&server, "YQ==");
    control(&server, "advance", &json!({ "ms": 120_000 }));
    let taken = server.get("/_kinetoscope/deliveries").json();
    let endpoint = &taken["httpEndpoints"]["https://in.example/logs"];
    assert_eq!((&endpoint["count"], &endpoint["requests"][0]["status"]), (&json!(1), &json!(200)), "{taken}");
    let sent: Value = serde_json::from_str(endpoint["requests"][0]["body"].as_str().unwrap()).unwrap();
    assert_eq!(sent["records"], json!([{ "data": "YQ==" }]));
    assert_eq!(taken["buckets"]["lake"][0]["size"], 1, "{taken}");
    for kind in ["splunk", "opensearch", "redshift", "warehouses"] {
        assert_eq!(taken[kind], json!({}), "{taken}");
    }
}
