//! Faults on demand, by the control route.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::support::{PATIENCE, Server, aws, request};

const CREATE: &str = r#"{"StreamName":"s","ShardCount":1}"#;

fn act(server: &Server, action: &str) -> u16 {
    server.send(&request("POST", "/_kinetoscope/act", &[], action.as_bytes())).status
}

#[test]
fn calls_get_the_chosen_error_until_faults_are_cleared() {
    let server = Server::start(&["--control"]);
    let fault = r#"{"fault":{"operations":["ListStreams"],
        "effect":{"refuse":{"error":"LimitExceededException","message":"slow down"}}}}"#;
    assert_eq!(act(&server, fault), 200);
    let refused = server.call("ListStreams", "{}");
    assert_eq!((refused.status, refused.json()["message"].as_str()), (400, Some("slow down")));
    assert_eq!(act(&server, r#"{"clear_faults":{}}"#), 200);
    assert_eq!(server.call("ListStreams", "{}").status, 200);
}

#[test]
fn what_a_fault_cannot_do_is_said() {
    let server = Server::start(&["--control"]);
    let answer = server.send(&request(
        "POST",
        "/_kinetoscope/act",
        &[],
        br#"{"fault":{"effect":{"refuse":{"error":"Oops"}}}}"#,
    ));
    assert_eq!(answer.status, 400);
    assert!(answer.text().contains(r#"there is no error \"Oops\""#), "{}", answer.text());
}

#[test]
fn a_lost_answer_ends_the_connection_after_the_call_was_done() {
    let server = Server::start(&["--control"]);
    act(&server, r#"{"fault":{"operations":["CreateStream"],"effect":"lose_answer"}}"#);
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(&aws("CreateStream", CREATE)).unwrap();
    let mut heard = vec![];
    stream.read_to_end(&mut heard).unwrap();
    assert!(heard.is_empty(), "{}", String::from_utf8_lossy(&heard));
    assert_eq!(server.call("DescribeStreamSummary", r#"{"StreamName":"s"}"#).status, 200);
}

#[test]
fn a_lost_refusal_ends_the_connection_too() {
    let server = Server::start(&["--control"]);
    act(&server, r#"{"fault":{"effect":"lose_answer"}}"#);
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(&aws("DescribeStreamSummary", r#"{"StreamName":"absent"}"#)).unwrap();
    let mut heard = vec![];
    stream.read_to_end(&mut heard).unwrap();
    assert!(heard.is_empty(), "{}", String::from_utf8_lossy(&heard));
}

#[test]
fn a_late_answer_comes_late_and_holds_nobody_else_up() {
    let server = Server::start(&["--control"]);
    act(&server, r#"{"fault":{"operations":["ListStreams"],"effect":{"delay":{"ms":600}}}}"#);
    let begun = Instant::now();
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    stream.write_all(&aws("ListStreams", "{}")).unwrap();
    assert_eq!(server.call("DescribeLimits", "{}").status, 200);
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.read_exact(&mut [0]).unwrap();
    assert!(Duration::from_millis(600) <= begun.elapsed());
}

#[test]
fn on_a_virtual_clock_a_late_answer_waits_for_the_clock() {
    let server = Server::start(&["--control", "--virtual-time"]);
    act(&server, r#"{"fault":{"effect":{"delay":{"ms":3600000}}}}"#);
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    stream.write_all(&aws("ListStreams", "{}")).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    assert!(stream.read_exact(&mut [0]).is_err(), "an hour has not passed");
    let hour = request("POST", "/_kinetoscope/advance", &[], br#"{"ms":3600000}"#);
    assert_eq!(server.send(&hour).status, 200);
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.read_exact(&mut [0]).unwrap();
}
