//! The log on standard error.

use std::fs::{File, read_to_string};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::support::{Server, aws, request};

/// What is logged for three requests.
fn log(options: &[&str]) -> String {
    log_of(options, |server| {
        server.call("ListStreams", "{}");
        server.call("DescribeStream", r#"{"StreamName":"absent"}"#);
        server.get("/_kinetoscope/health");
    })
}

/// What is logged while somebody uses a server.
pub(crate) fn log_of(options: &[&str], requests: impl FnOnce(&Server)) -> String {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("log");
    let server = Server::start_logging(options, Stdio::from(File::create(&path).unwrap()));
    requests(&server);
    assert!(server.stop().success());
    read_to_string(path).unwrap()
}

#[test]
fn every_request_is_a_line_of_json() {
    let log = log(&["--log-format", "json"]);
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let said = |key: &str| lines.iter().map(|line| line[key].clone()).collect::<Vec<_>>();
    assert_eq!(said("operation"), [json!("ListStreams"), json!("DescribeStream"), Value::Null]);
    assert_eq!(said("error"), [Value::Null, json!("ResourceNotFoundException"), Value::Null]);
    assert_eq!(lines[2]["path"], "/_kinetoscope/health");
    assert_eq!(said("method"), ["POST", "POST", "GET"]);
    assert_eq!(said("status"), [200, 400, 200]);
    assert_eq!((&lines[0]["account"], &lines[0]["region"]), (&"000000000000".into(), &"us-east-1".into()));
    assert!(
        lines.iter().all(|line| line["bytes"].as_u64() > Some(0) && line["duration_us"].is_u64()),
        "{log}"
    );
    assert!(lines.iter().all(|line| line["timestamp"].as_str().unwrap().ends_with('Z')), "{log}");
}

#[test]
fn it_says_which_answers_a_fault_loses() {
    let log = log_of(&["--log-format", "json", "--control"], |server| {
        let fault = br#"{"fault":{"effect":"lose_answer"}}"#;
        server.send(&request("POST", "/_kinetoscope/act", &[], fault));
        let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
        stream.write_all(&aws("ListStreams", "{}")).unwrap();
        assert_eq!(stream.read(&mut [0]).unwrap(), 0);
    });
    let line: Value = serde_json::from_str(log.lines().last().unwrap()).unwrap();
    assert_eq!((&line["status"], &line["lost"]), (&json!(200), &json!(true)), "{log}");
}

#[test]
fn text_is_a_line_too_and_without_colours_in_a_file() {
    let log = log(&[]);
    assert_eq!(log.lines().count(), 3);
    assert!(
        log.contains(
            "INFO request method=POST operation=ListStreams account=000000000000 region=us-east-1 status=200"
        ),
        "{log}"
    );
    assert!(!log.contains('\x1b'));
}

#[test]
fn an_operation_of_a_service_with_a_package_is_named() {
    let target = ("X-Amz-Target", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents");
    let log = log_of(&[], |server| _ = server.send(&request("POST", "/", &[target], b"{}")));
    assert!(log.contains("operation=LookupEvents"), "{log}");
}

#[test]
fn an_operation_that_does_not_run_is_named() {
    let log = log_of(&[], |server| _ = server.call("MakeCoffee", "{}"));
    assert!(log.contains("MakeCoffee does not run here; `kinetoscope operations` lists what does"), "{log}");
}

#[test]
fn a_request_that_is_too_large_is_told_the_limit() {
    let log = log_of(&[], |server| {
        let answer = server.call("PutRecords", &" ".repeat((16 << 20) + 1));
        assert_eq!((answer.status, answer.text()), (413, ""));
    });
    assert!(log.contains("PutRecords: a request has at most 16 MiB"), "{log}");
}

#[test]
fn what_a_snapshot_brings_along_is_said() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("world");
    let file = file.to_str().unwrap();
    let server = Server::start(&["--control", "--snapshot", file]);
    let fault = br#"{"fault":{"effect":"lose_answer"}}"#;
    assert_eq!(server.send(&request("POST", "/_kinetoscope/act", &[], fault)).status, 200);
    assert!(server.stop().success());
    let log = log_of(&["--snapshot", file, "--enforce-limits"], |_| ());
    assert!(log.contains("keeps the settings that it was made with: --enforce-limits stays off"), "{log}");
    assert!(log.contains("brings faults that go on: 1, and KMS keys that cannot be used: 0"), "{log}");
}

#[test]
fn quiet_is_silent() {
    assert_eq!(log(&["--quiet"]), "");
}

#[test]
fn a_log_that_nobody_reads_stops_no_request() {
    let server = Server::start_logging(&[], Stdio::piped());
    let path = "x".repeat(4_000);
    for _ in 0..200 {
        assert_eq!(server.get(&format!("/{path}?X-Amz-Date=1")).status, 403);
    }
}
