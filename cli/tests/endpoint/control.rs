//! The control routes: on, off, and not for pages from elsewhere.

use crate::support::{Answer, Server, request};

fn control(server: &Server, method: &str, name: &str, body: &str) -> Answer {
    server.send(&request(method, &format!("/_kinetoscope/{name}"), &[], body.as_bytes()))
}

#[test]
fn health_needs_no_option() {
    let server = Server::start(&[]);
    let health = server.get("/_kinetoscope/health");
    assert_eq!(health.header("content-type"), Some("application/json"));
    let health = health.json();
    assert_eq!((&health["status"], &health["version"]), (&"ok".into(), &env!("CARGO_PKG_VERSION").into()));
    assert!(health["operations"].as_u64().unwrap() >= 12 && health["now"].is_string(), "{health}");
}

#[test]
fn what_is_off_says_which_option_turns_it_on() {
    let server = Server::start(&[]);
    let routes = [
        ("POST", "act"),
        ("POST", "advance"),
        ("GET", "bill"),
        ("GET", "deliveries"),
        ("GET", "faults"),
        ("POST", "snapshot"),
        ("PUT", "snapshot"),
        ("GET", "events"),
        ("GET", "hash"),
    ];
    for (method, name) in routes {
        let answer = control(&server, method, name, "");
        assert_eq!(answer.status, 403);
        let answer = answer.json();
        let error = answer["error"].as_str().unwrap();
        assert!(error.contains("--control"), "{error}");
        assert_eq!(error.contains("--virtual-time"), name == "advance", "{error}");
    }
}

#[test]
fn unknown_names_and_methods_are_told_the_known_ones() {
    let server = Server::start(&["--control"]);
    assert_eq!(control(&server, "GET", "nothing", "").status, 404);
    assert_eq!(control(&server, "GET", "", "").status, 404);
    let answer = control(&server, "DELETE", "snapshot", "");
    assert_eq!((answer.status, answer.header("allow")), (405, Some("POST, PUT")));
}

#[test]
fn faults_come_when_they_are_asked_for() {
    let server = Server::start(&["--control"]);
    let put = || server.call("PutRecord", r#"{"StreamName":"a","PartitionKey":"k","Data":"YQ=="}"#);
    server.call("CreateStream", r#"{"StreamName":"a","ShardCount":1}"#);
    server.call("StartStreamEncryption", r#"{"StreamName":"a","EncryptionType":"KMS","KeyId":"alias/k"}"#);
    assert_eq!(put().status, 200);

    let key = |state: &str| format!(r#"{{"key":{{"key_id":"alias/k","state":"{state}"}}}}"#);
    assert_eq!(control(&server, "POST", "act", &key("disabled")).status, 200);
    assert_eq!(put().json()["__type"], "KMSDisabledException");
    assert_eq!(control(&server, "POST", "act", &key("enabled")).status, 200);
    assert_eq!(put().status, 200);

    let refuse = r#"{"refuse_writes":{"stream":"a","shard":0,"for_ms":600000}}"#;
    assert_eq!(control(&server, "POST", "act", refuse).status, 200);
    assert_eq!(put().json()["__type"], "ProvisionedThroughputExceededException");

    let absent = control(&server, "POST", "act", r#"{"refuse_writes":{"stream":"b","shard":0,"for_ms":1}}"#);
    assert_eq!(absent.status, 409);
    assert!(absent.json()["error"].as_str().unwrap().contains("Stream b"), "{absent:?}");
    let wrong = control(&server, "POST", "act", r#"{"break":{}}"#);
    assert_eq!(wrong.status, 400);
    assert!(wrong.json()["error"].as_str().unwrap().contains("There is no action \"break\""), "{wrong:?}");
    let wrong = control(&server, "POST", "act", r#"{"key":{"key_id":"alias/k"}}"#).json();
    let hint = wrong["error"].as_str().unwrap();
    assert!(hint.contains("missing field `state`") && hint.contains(r#"One is {"key": "#), "{hint}");
}

#[test]
fn faults_that_go_on_are_told() {
    let server = Server::start(&["--virtual-time"]);
    for action in [
        r#"{"fault":{"operations":["PutRecord"],"for_ms":1000,"effect":"lose_answer"}}"#,
        r#"{"key":{"key_id":"alias/k","state":"denied"}}"#,
    ] {
        assert_eq!(control(&server, "POST", "act", action).status, 200);
    }
    let faults = control(&server, "GET", "faults", "").json();
    let fault = &faults["faults"][0];
    assert_eq!(
        (&fault["effect"], &fault["until"], &faults["keys"]["alias/k"]),
        (&"lose_answer".into(), &"2026-01-01T00:00:01Z".into(), &"denied".into())
    );
    control(&server, "POST", "advance", r#"{"ms":1000}"#);
    assert_eq!(control(&server, "GET", "faults", "").json()["faults"], serde_json::json!([]));
}

#[test]
fn a_shard_that_refuses_writes_is_told_until_all_faults_end() {
    let server = Server::start(&["--virtual-time"]);
    let put = || server.call("PutRecord", r#"{"StreamName":"a","PartitionKey":"k","Data":"YQ=="}"#).status;
    let refusing = || control(&server, "GET", "faults", "").json()["refused_writes"].clone();
    server.call("CreateStream", r#"{"StreamName":"a","ShardCount":1}"#);
    control(&server, "POST", "act", r#"{"refuse_writes":{"stream":"a","shard":0,"for_ms":1000}}"#);
    let told = serde_json::json!([{"stream": "a", "shard": 0, "until": "2026-01-01T00:00:01Z"}]);
    assert_eq!((put(), refusing()), (400, told));
    control(&server, "POST", "act", r#"{"clear_faults":{}}"#);
    assert_eq!((put(), refusing()), (200, serde_json::json!([])));
}

#[test]
fn virtual_time_stands_until_it_is_moved() {
    let server = Server::start(&["--control", "--virtual-time", "--transition-ms", "1000"]);
    let now = || server.get("/_kinetoscope/health").json()["now"].as_str().unwrap().to_owned();
    let status = || {
        let answer = server.call("DescribeStreamSummary", r#"{"StreamName":"a"}"#).json();
        answer["StreamDescriptionSummary"]["StreamStatus"].as_str().unwrap_or("gone").to_owned()
    };
    assert_eq!(now(), "2026-01-01T00:00:00Z");
    server.call("CreateStream", r#"{"StreamName":"a","ShardCount":1}"#);
    assert_eq!(control(&server, "POST", "advance", r#"{"ms":999}"#).status, 200);
    assert_eq!(status(), "CREATING");
    let answer = control(&server, "POST", "advance", r#"{"to":"2026-01-01T00:00:01Z"}"#);
    assert_eq!(answer.json()["now"], "2026-01-01T00:00:01Z");
    assert_eq!((status().as_str(), now().as_str()), ("ACTIVE", "2026-01-01T00:00:01Z"));
    for (body, part) in [
        (r#"{"to":"2026-01-01T00:00:00Z"}"#, "does not go back"),
        (r#"{"ms":18446744073709551615}"#, "time ends at 9999-12-31T23:59:59Z"),
        (r#"{"ms":1,"to":"2027-01-01T00:00:00Z"}"#, "send"),
        (r#"{"ms":-1}"#, "send"),
        ("", "send"),
    ] {
        let answer = control(&server, "POST", "advance", body);
        assert_eq!(answer.status, 400, "{body}");
        assert!(answer.json()["error"].as_str().unwrap().contains(part), "{answer:?}");
    }
}

#[test]
fn a_start_can_be_given_and_years_pass_at_once() {
    let server = Server::start(&["--control", "--virtual-time", "--start", "2030-06-01T12:00:00Z"]);
    let answer = control(&server, "POST", "advance", r#"{"to":"2080-06-01T12:00:00Z"}"#);
    assert_eq!(answer.json()["now"], "2080-06-01T12:00:00Z");
}

#[test]
fn the_machine_clock_cannot_be_moved() {
    let server = Server::start(&["--control"]);
    let answer = control(&server, "POST", "advance", r#"{"ms":1}"#);
    assert_eq!(answer.status, 409);
    assert!(answer.json()["error"].as_str().unwrap().contains("--virtual-time"), "{answer:?}");
}

#[test]
fn events_and_hash_tell_what_happened() {
    let server = Server::start(&["--control", "--virtual-time"]);
    let before = server.get("/_kinetoscope/hash").json();
    server.call("CreateStream", r#"{"StreamName":"a","ShardCount":1}"#);
    let after = server.get("/_kinetoscope/hash").json();
    assert_ne!(before["hash"], after["hash"]);
    let events = server.get("/_kinetoscope/events");
    let lines: Vec<&str> = events.text().lines().collect();
    assert_eq!(lines.len() as u64, after["facts"].as_u64().unwrap());
    assert!(events.text().contains("ShardOpened"));
    let rest = server.get("/_kinetoscope/events?since=2");
    assert_eq!(rest.text().lines().collect::<Vec<_>>(), lines[2..]);
    assert_eq!(server.get("/_kinetoscope/events?since=x").status, 400);
}

#[test]
fn pages_from_elsewhere_reach_no_control_route() {
    let server = Server::start(&["--control"]);
    let host = format!("127.0.0.1:{}", server.port);
    let send = |origin: &str, method: &str, name: &str| {
        let text =
            format!("{method} /_kinetoscope/{name} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\n\r\n");
        server.send(text.as_bytes())
    };
    for (method, name) in [("GET", "health"), ("GET", "hash"), ("POST", "snapshot"), ("OPTIONS", "snapshot")]
    {
        let answer = send("https://example.com", method, name);
        assert_eq!(answer.status, 403, "{method} {name}");
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
    let own = send(&format!("http://{host}"), "GET", "hash");
    assert_eq!((own.status, own.header("access-control-allow-origin")), (200, None));
}

#[test]
fn a_world_can_be_taken_and_put_back() {
    let server = Server::start(&["--control", "--virtual-time"]);
    server.call("CreateStream", r#"{"StreamName":"kept","ShardCount":1}"#);
    let taken = control(&server, "POST", "snapshot", "");
    assert_eq!(taken.header("content-type"), Some("application/octet-stream"));
    server.call("DeleteStream", r#"{"StreamName":"kept"}"#);
    assert_eq!(server.call("ListStreams", "{}").json()["StreamNames"].as_array().unwrap().len(), 0);

    let torn =
        server.send(&request("PUT", "/_kinetoscope/snapshot", &[], &taken.body[..taken.body.len() - 1]));
    assert_eq!(torn.status, 400);
    assert!(torn.json()["error"].as_str().unwrap().contains("torn"), "{torn:?}");
    let restored = server.send(&request("PUT", "/_kinetoscope/snapshot", &[], &taken.body));
    assert_eq!(restored.status, 200);
    assert_eq!(server.call("ListStreams", "{}").json()["StreamNames"][0], "kept");
}

#[test]
fn a_bill_tells_what_was_used_and_what_it_would_cost() {
    let server = Server::start(&["--control", "--virtual-time", "--transition-ms", "0"]);
    let bill = || control(&server, "GET", "bill", "").json()["bill"].clone();
    assert_eq!((&bill()["total"], bill()["lines"].as_array().map(Vec::len)), (&"0.00".into(), Some(0)));
    server.call("CreateStream", r#"{"StreamName":"a","ShardCount":2}"#);
    assert_eq!(control(&server, "POST", "advance", r#"{"ms":3600000}"#).status, 200);
    let line = &bill()["lines"][0];
    assert_eq!(
        (&line["charge"], &line["quantity"], &line["cost"]),
        (&"ShardHours".into(), &"2.00".into(), &"0.03".into())
    );
}
