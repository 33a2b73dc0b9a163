//! CloudTrail as its clients see it: which calls it keeps, and what it knows of each.

use crate::support::Call;
use kinetoscope::api::dispatch::Target;
use kinetoscope::streams::op::{CreateStream, CreateStreamInput};
use kinetoscope::time::Duration;
use kinetoscope::world::{Settings, World};
use kinetoscope::{cloudtrail, streams};
use serde_json::{Value, json};

fn world() -> World {
    let mut settings = Settings::default();
    settings.streams.transition = Duration::ZERO;
    World::new(settings)
}

/// Calls an operation by HTTP; the answer's status and the id that it bears.
fn send(world: &mut World, operation: &str, content_type: &str, body: &[u8]) -> (u16, String) {
    let call = Call { content_type, access_key: "AKIDEXAMPLE", ..Call::of(operation) };
    let response = call.send(world, body);
    (response.status, response.headers()[0].1.clone())
}

fn send_json(world: &mut World, operation: &str, body: &str) -> (u16, String) {
    send(world, operation, "application/x-amz-json-1.1", body.as_bytes())
}

/// The records of all calls, the oldest first.
fn records(world: &mut World) -> Vec<Value> {
    let target = Target { service: cloudtrail::TARGET, operation: "LookupEvents" };
    let answer: Value = serde_json::from_str(&world.call_json(target, "{}").unwrap()).unwrap();
    let events = answer["Events"].as_array().unwrap().iter().rev();
    events.map(|event| serde_json::from_str(event["CloudTrailEvent"].as_str().unwrap()).unwrap()).collect()
}

fn names(world: &mut World) -> Vec<String> {
    records(world).iter().map(|record| record["eventName"].as_str().unwrap().into()).collect()
}

#[test]
fn a_record_says_who_called_with_what() {
    let mut world = world();
    let create = r#"{"StreamName":"s","ShardCount":1,"Tags":{"Owner":"me"},"StreamModeDetails":{"StreamMode":"PROVISIONED"},"Nosuch":1}"#;
    let (status, id) = send_json(&mut world, "CreateStream", create);
    assert_eq!(status, 200);
    let record = &records(&mut world)[0];
    let parameters = json!({
        "streamName": "s", "shardCount": 1, "tags": { "Owner": "me" },
        "streamModeDetails": { "streamMode": "PROVISIONED" }
    });
    assert_eq!(record["requestParameters"], parameters, "names of tags stay as they are");
    assert_eq!((&record["requestID"], &record["userAgent"]), (&json!(id), &json!("some-sdk/1.0")));
    assert_eq!(record["userIdentity"]["accessKeyId"], "AKIDEXAMPLE");
    assert_eq!((&record["awsRegion"], &record["errorCode"]), (&json!("us-east-1"), &Value::Null));
}

#[test]
fn cbor_reads_as_json() {
    let mut world = world();
    let (status, _) = send(
        &mut world,
        "CreateStream",
        "application/x-amz-cbor-1.1",
        b"\xa2\x6aStreamName\x61s\x6aShardCount\x02",
    );
    assert_eq!(status, 200);
    assert_eq!(records(&mut world)[0]["requestParameters"], json!({ "streamName": "s", "shardCount": 2 }));
}

#[test]
fn refusals_are_kept_and_calls_that_move_records_are_not() {
    let mut world = world();
    send_json(&mut world, "CreateStream", r#"{"StreamName":"s","ShardCount":1}"#);
    send_json(&mut world, "PutRecord", r#"{"StreamName":"s","PartitionKey":"k","Data":"AAAA"}"#);
    let iterator = r#"{"StreamName":"s","ShardId":"shardId-000000000000","ShardIteratorType":"LATEST"}"#;
    send_json(&mut world, "GetShardIterator", iterator);
    send_json(&mut world, "DescribeStream", r#"{"StreamName":"absent"}"#);
    send_json(&mut world, "SplitShard", r#"{"StreamName":"#);
    send_json(&mut world, "MergeShards", r#"{"StreamName":5}"#);
    let records = records(&mut world);
    assert_eq!(names(&mut world), ["CreateStream", "DescribeStream"], "what cannot be read is no call");
    assert_eq!(records[1]["errorCode"], "ResourceNotFoundException");
    assert_eq!(records[1]["errorMessage"], "Stream absent under account 000000000000 not found.");
    assert_eq!(records[1]["requestParameters"]["streamName"], "absent");
}

#[test]
fn calls_without_a_request_are_kept_too() {
    let mut world = world();
    let input = CreateStreamInput { stream_name: "s", shard_count: Some(1), ..Default::default() };
    world.call::<CreateStream>(input).unwrap();
    let target = Target { service: streams::TARGET, operation: "DeleteStream" };
    world.call_json(target, r#"{"StreamName":"s"}"#).unwrap();
    let records = records(&mut world);
    assert_eq!(names(&mut world), ["CreateStream", "DeleteStream"]);
    assert_eq!(records[0]["requestParameters"], Value::Null, "typed inputs are not written down");
    assert_eq!(records[1]["requestParameters"], json!({ "streamName": "s" }));
    assert_eq!(records[1]["userAgent"], "kinetoscope");
}

#[test]
fn long_inputs_are_left_out() {
    let mut world = world();
    send_json(&mut world, "CreateStream", r#"{"StreamName":"s","ShardCount":1}"#);
    let long = format!(r#"{{"StreamName":"s","ShardCount":1,"Tags":{{"a":"{}"}}}}"#, "x".repeat(9_000));
    send_json(&mut world, "CreateStream", &long);
    assert_eq!(records(&mut world)[1]["requestParameters"], Value::Null);
    assert_eq!(records(&mut world)[1]["errorCode"], "ValidationException");
}
