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

/// The stream `logs`, whose records go through the function `parse`.
fn with_function() -> Value {
    let parameter = |name: &str, value: &str| json!({ "ParameterName": name, "ParameterValue": value });
    let arn = "arn:aws:lambda:us-east-1:000000000000:function:parse";
    let parameters = [parameter("LambdaArn", arn), parameter("NumberOfRetries", "1")];
    let processors = json!([{ "Type": "Lambda", "Parameters": parameters }]);
    let destination =
        lake(&json!({ "ProcessingConfiguration": { "Enabled": true, "Processors": processors } }));
    json!({ "DeliveryStreamName": "logs", "ExtendedS3DestinationConfiguration": destination })
}

/// What the log says of a function, and the codes of its failures.
fn troubles(route: &str) -> (Vec<(String, String)>, Vec<String>) {
    let mut codes = Vec::new();
    let options = ["--log-format", "json", "--virtual-time", "--deliver", route];
    let log = log_of(&options, |server| {
        firehose(server, "CreateDeliveryStream", &with_function());
        for _ in 0..2 {
            put(server, "YQ==");
            control(server, "advance", &json!({ "ms": 300_000 }));
        }
        let events = server.get("/_kinetoscope/events");
        let events = events.text().lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        codes = events
            .filter_map(|event| {
                let happened = &event["event"]["DeliveryStream"]["event"];
                let failed = happened.get("FunctionFailed").or_else(|| happened.get("RecordsFailed"))?;
                Some(failed["code"].as_str().unwrap().to_owned())
            })
            .collect();
    });
    let lines = log.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let told = lines.filter(|line| line["function"] == "parse");
    (told.map(|line| (text(&line["level"]), text(&line["message"]))).collect(), codes)
}

#[cfg(unix)]
#[test]
fn what_is_wrong_with_a_function_is_told_once() {
    for (command, code, expected) in [
        (
            "echo Traceback >&2; echo 'KeyError: id' >&2; exit 3",
            "Lambda.FunctionError",
            "its command ended with exit status: 3: KeyError: id",
        ),
        (
            r#"cat >/dev/null; echo '{"errorMessage":"id","errorType":"KeyError"}'"#,
            "Lambda.FunctionError",
            "it threw KeyError: id",
        ),
    ] {
        let (told, codes) = troubles(&format!("lambda:parse=command:{command}"));
        assert_eq!(told, [("WARN".to_owned(), expected.to_owned())], "{command}");
        assert!(2 < codes.len() && codes.iter().all(|found| found == code), "{command}: {codes:?}");
    }
    let (told, _) = troubles("lambda:parse=command:cat >/dev/null; echo hello; echo '{\"records\":[]}'");
    let expected = r#"its answer is no object of JSON: "hello\n{\"records\":[]}\n""#;
    assert_eq!(told, [("WARN".to_owned(), expected.to_owned())]);
}

#[cfg(unix)]
#[test]
fn what_a_function_writes_for_people_is_in_the_log_with_its_name() {
    let (told, _) = troubles(r#"lambda:parse=command:cat >/dev/null; echo seen >&2; echo '{"records":[]}'"#);
    let line = ("INFO".to_owned(), "seen".to_owned());
    assert_eq!(told, [line.clone(), line]);
}
