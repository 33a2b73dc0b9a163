//! CloudTrail beside Kinesis on the same port.

use serde_json::{Value, json};

use crate::support::{AUTHORIZATION, Server, request};

#[test]
fn a_call_shows_in_the_trail_with_the_id_of_its_answer() {
    let server = Server::start(&["--transition-ms", "0"]);
    let created = server.call("CreateStream", r#"{"StreamName":"a","ShardCount":1}"#);
    let headers = [
        ("X-Amz-Target", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents"),
        ("Content-Type", "application/x-amz-json-1.1"),
        ("X-Amz-Date", "20260101T000000Z"),
        ("Authorization", AUTHORIZATION),
    ];
    let answer = server.send(&request("POST", "/", &headers, b"{}"));
    assert_eq!(answer.header("content-type"), Some("application/x-amz-json-1.1"));
    let event = &answer.json()["Events"][0];
    let record: Value = serde_json::from_str(event["CloudTrailEvent"].as_str().unwrap()).unwrap();
    assert_eq!(record["requestID"].as_str(), created.header("x-amzn-requestid"));
    assert_eq!(record["requestParameters"], json!({ "streamName": "a", "shardCount": 1 }));
    assert_eq!(record["userIdentity"]["accessKeyId"], "AKID");
}
