//! CloudWatch beside Kinesis on the same port, in both of its forms.

use crate::support::{AUTHORIZATION, Answer, Server, request};

const DATE: (&str, &str) = ("X-Amz-Date", "20260101T000000Z");

fn list_metrics(server: &Server) -> Answer {
    let headers = [
        ("X-Amz-Target", "GraniteServiceVersion20100801.ListMetrics"),
        ("Content-Type", "application/x-amz-json-1.0"),
        DATE,
        ("Authorization", AUTHORIZATION),
    ];
    server.send(&request("POST", "/", &headers, br#"{"MetricName":"IncomingBytes"}"#))
}

#[test]
fn what_is_put_shows_as_a_metric_in_json_1_0() {
    let server = Server::start(&["--transition-ms", "0"]);
    assert_eq!(list_metrics(&server).text(), r#"{"Metrics":[]}"#);
    server.call("CreateStream", r#"{"StreamName":"a","ShardCount":1}"#);
    assert_eq!(
        server.call("PutRecord", r#"{"StreamName":"a","PartitionKey":"k","Data":"YQ=="}"#).status,
        200
    );
    let answer = list_metrics(&server);
    assert_eq!(answer.header("content-type"), Some("application/x-amz-json-1.0"));
    let metric = &answer.json()["Metrics"][0];
    assert_eq!(
        (&metric["Namespace"], &metric["Dimensions"][0]["Value"]),
        (&"AWS/Kinesis".into(), &"a".into())
    );
}

#[test]
fn rpc_v2_is_called_by_path() {
    let server = Server::start(&[]);
    let call = |operation: &str, body: &[u8]| {
        let headers = [
            ("Smithy-Protocol", "rpc-v2-cbor"),
            ("Content-Type", "application/cbor"),
            DATE,
            ("Authorization", AUTHORIZATION),
        ];
        let path = format!("/service/GraniteServiceVersion20100801/operation/{operation}");
        server.send(&request("POST", &path, &headers, body))
    };
    let answer = call("ListMetrics", b"\xa0");
    assert_eq!((answer.status, answer.header("smithy-protocol")), (200, Some("rpc-v2-cbor")));
    assert_eq!(answer.body, b"\xa1\x67Metrics\x80");
    let refused = call("GetMetricStatistics", b"\xa0");
    assert_eq!((refused.status, refused.header("x-amzn-query-error")), (400, Some("ValidationError;Sender")));
}
