//! Receives that wait.

use std::io::{BufReader, Write};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::{Answer, PATIENCE, Server, aws};

const PUT: &str = r#"{"StreamName":"a","PartitionKey":"k","Data":"AQ=="}"#;

/// A queue of what is new in a stream; its ARN.
fn queue(server: &Server) -> String {
    server.call("CreateStream", r#"{"StreamName":"a"}"#);
    let stream = "arn:aws:kinesis:us-east-1:000000000000:stream/a";
    let input = format!(r#"{{"QueueName":"q","StreamConfigurationList":[{{"StreamARN":"{stream}"}}]}}"#);
    let created = server.call("CreateQueue", &input).json();
    created["QueueDescription"]["QueueARN"].as_str().unwrap().into()
}

/// Asks for a record, and leaves the answer to come.
fn receive(server: &Server, queue: &str, wait_secs: u32) -> BufReader<TcpStream> {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let input = format!(r#"{{"QueueARN":"{queue}","WaitTimeSeconds":{wait_secs}}}"#);
    stream.write_all(&aws("ReceiveQueueRecords", &input)).unwrap();
    BufReader::new(stream)
}

#[test]
fn a_receive_waits_for_a_record_while_others_are_answered() {
    let server = Server::start(&["--control"]);
    let queue = queue(&server);
    let mut waiting = receive(&server, &queue, 20);
    sleep(Duration::from_millis(200));
    server.call("PutRecord", PUT);
    let answer = Answer::read(&mut waiting, false).json();
    assert_eq!(answer["QueueRecords"][0]["Data"], "AQ==");
    let events = server.get("/_kinetoscope/events").text().to_owned();
    assert_eq!(events.matches("ReceiveQueueRecords").count(), 1, "it was one call: {events}");
}

#[test]
fn a_receive_that_waited_in_vain_is_empty() {
    let server = Server::start(&[]);
    let queue = queue(&server);
    let start = Instant::now();
    let answer = Answer::read(&mut receive(&server, &queue, 1), false).json();
    assert_eq!(answer["QueueRecords"].as_array().map(Vec::len), Some(0));
    assert!(Duration::from_secs(1) <= start.elapsed(), "it waits");
}

#[test]
fn nobody_waits_for_a_clock_that_stands_still_or_for_an_ending_server() {
    let server = Server::start(&["--virtual-time"]);
    let queue_arn = queue(&server);
    let answer = Answer::read(&mut receive(&server, &queue_arn, 20), false).json();
    assert_eq!(answer["QueueRecords"].as_array().map(Vec::len), Some(0));

    let mut server = Server::start(&[]);
    let queue_arn = queue(&server);
    let mut waiting = receive(&server, &queue_arn, 20);
    sleep(Duration::from_millis(200));
    server.signal("TERM");
    assert_eq!(Answer::read(&mut waiting, false).status, 200);
    assert!(server.wait().success());
}
