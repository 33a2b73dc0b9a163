//! SubscribeToShard: answers that go on, over both versions of HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

use http_body_util::BodyExt;
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use kinetoscope::wire::event_stream::Frame;
use tokio::runtime;

use super::http2::call;
use crate::support::{PATIENCE, Server, aws, request};

const SHARD: &str = "shardId-000000000000";

/// An endpoint with a stream of one shard and a consumer; the consumer's ARN.
fn start(options: &[&str]) -> (Server, String) {
    let server = Server::start(&[&["--control"], options].concat());
    server.call("CreateStream", r#"{"StreamName":"s","ShardCount":1}"#);
    let stream = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
    let registered = server
        .call("RegisterStreamConsumer", &format!(r#"{{"StreamARN":"{stream}","ConsumerName":"c"}}"#))
        .json();
    let arn = registered["Consumer"]["ConsumerARN"].as_str().unwrap().to_owned();
    (server, arn)
}

fn position(arn: &str) -> String {
    format!(r#"{{"ConsumerARN":"{arn}","ShardId":"{SHARD}","StartingPosition":{{"Type":"TRIM_HORIZON"}}}}"#)
}

fn put(server: &Server, data: &str) {
    server.call("PutRecord", &format!(r#"{{"StreamName":"s","PartitionKey":"k","Data":"{data}"}}"#));
}

fn advance(server: &Server, ms: u64) {
    let body = format!(r#"{{"ms":{ms}}}"#);
    assert_eq!(server.send(&request("POST", "/_kinetoscope/advance", &[], body.as_bytes())).status, 200);
}

/// A subscription over HTTP/1.1, chunk by chunk.
struct Subscriber {
    stream: BufReader<TcpStream>,
    frames: Vec<u8>,
}

impl Subscriber {
    fn open(server: &Server, arn: &str) -> Self {
        let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(&aws("SubscribeToShard", &position(arn))).unwrap();
        let mut subscriber = Self { stream: BufReader::new(stream), frames: vec![] };
        let head: Vec<_> =
            std::iter::from_fn(|| Some(subscriber.line())).take_while(|line| !line.is_empty()).collect();
        assert_eq!(head[0], "HTTP/1.1 200 OK", "{head:?}");
        for expected in ["content-type: application/vnd.amazon.eventstream", "transfer-encoding: chunked"] {
            assert!(head.iter().any(|line| line == expected), "{head:?}");
        }
        assert_eq!(subscriber.next().as_deref(), Some("initial-response "));
        subscriber
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).expect("something comes in time");
        line.trim_end().to_owned()
    }

    /// The type and payload of the next frame; nothing at the body's end.
    fn next(&mut self) -> Option<String> {
        loop {
            let mut rest = &self.frames[..];
            if let Some(frame) = Frame::take(&mut rest) {
                let name = frame.header(":event-type").or(frame.header(":exception-type")).unwrap();
                let text = format!("{name} {}", String::from_utf8_lossy(frame.payload));
                self.frames.drain(..self.frames.len() - rest.len());
                return Some(text);
            }
            let size = usize::from_str_radix(&self.line(), 16).expect("a chunk begins with its size");
            let mut chunk = vec![0; size + 2];
            self.stream.read_exact(&mut chunk).unwrap();
            if size == 0 {
                assert!(self.frames.is_empty(), "the last frame is whole");
                return None;
            }
            self.frames.extend_from_slice(&chunk[..size]);
        }
    }
}

#[test]
fn records_are_sent_as_they_come_until_five_minutes_are_over() {
    let (server, arn) = start(&["--virtual-time"]);
    put(&server, "b25l");
    let mut subscriber = Subscriber::open(&server, &arn);
    assert!(subscriber.next().unwrap().contains(r#""Data":"b25l""#));
    put(&server, "dHdv");
    assert!(subscriber.next().unwrap().contains(r#""Data":"dHdv""#));
    // More heartbeats than may wait: each is sent in the time that is passed over.
    advance(&server, 299_999);
    put(&server, "dGhyZWU=");
    advance(&server, 1);
    let rest: Vec<_> = std::iter::from_fn(|| subscriber.next()).collect();
    assert_eq!(rest.len(), 60, "59 heartbeats and a record");
    assert!(rest[59].contains(r#""Data":"dGhyZWU=""#));
    let mut renewed = Subscriber::open(&server, &arn);
    assert!(renewed.next().unwrap().contains("dGhyZWU="), "the connection before is free for other things");
}

#[test]
fn a_second_subscriber_takes_over() {
    let (server, arn) = start(&["--virtual-time"]);
    let mut first = Subscriber::open(&server, &arn);
    assert_eq!(server.call("SubscribeToShard", &position(&arn)).status, 400);
    advance(&server, 5_000);
    let mut second = Subscriber::open(&server, &arn);
    assert!(first.next().unwrap().contains(r#""Records":[]"#));
    let refusal = first.next().unwrap();
    assert!(refusal.starts_with(r#"ResourceInUseException {"message":"Another active"#), "{refusal}");
    assert_eq!(first.next(), None);
    put(&server, "b25l");
    assert!(second.next().unwrap().contains("b25l"));
}

/// No time is measured: what an action brings is on its way before a later request is answered.
#[test]
fn what_an_action_brings_is_sent_at_once() {
    let (server, arn) = start(&["--virtual-time"]);
    let mut subscriber = Subscriber::open(&server, &arn);
    let put =
        r#"{"call":{"operation":"PutRecord","input":{"StreamName":"s","PartitionKey":"k","Data":"b25l"}}}"#;
    assert_eq!(server.send(&request("POST", "/_kinetoscope/act", &[], put.as_bytes())).status, 200);
    for _ in 0..3 {
        server.get("/_kinetoscope/health");
    }
    subscriber.stream.get_mut().set_nonblocking(true).unwrap();
    assert!(subscriber.next().unwrap().contains(r#""Data":"b25l""#));
}

#[test]
fn a_client_that_goes_away_ends_its_subscription() {
    let (server, arn) = start(&["--virtual-time"]);
    drop(Subscriber::open(&server, &arn));
    let deadline = Instant::now() + PATIENCE;
    while !server.get("/_kinetoscope/events").text().contains(r#""end":"Closed""#) {
        assert!(Instant::now() < deadline, "it is never closed");
        sleep(Duration::from_millis(10));
    }
}

#[test]
fn the_machines_clock_brings_events_by_itself() {
    let (server, arn) = start(&[]);
    let mut subscriber = Subscriber::open(&server, &arn);
    // The heartbeat of the first silence.
    assert!(subscriber.next().unwrap().contains(r#""Records":[],"ContinuationSequenceNumber""#));
}

#[test]
fn the_end_of_the_server_and_another_world_end_subscriptions() {
    let (mut server, arn) = start(&["--virtual-time"]);
    let taken = server.send(&request("POST", "/_kinetoscope/snapshot", &[], b""));
    let mut subscriber = Subscriber::open(&server, &arn);
    let restored = server.send(&request("PUT", "/_kinetoscope/snapshot", &[], &taken.body));
    assert_eq!((restored.status, subscriber.next()), (200, None));
    let mut subscriber = Subscriber::open(&server, &arn);
    let start = Instant::now();
    server.signal("TERM");
    assert_eq!(subscriber.next(), None);
    assert!(server.wait().success());
    assert!(start.elapsed() < Duration::from_secs(4), "it waits for nobody");
}

#[test]
fn http_2_carries_many_subscriptions_on_one_connection() {
    let (server, arn) = start(&[]);
    let stream = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
    let mut arns = vec![arn];
    for number in 1..20 {
        let body = format!(r#"{{"StreamARN":"{stream}","ConsumerName":"c{number}"}}"#);
        let registered = server.call("RegisterStreamConsumer", &body).json();
        arns.push(registered["Consumer"]["ConsumerARN"].as_str().unwrap().to_owned());
    }
    runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let stream = tokio::net::TcpStream::connect(("127.0.0.1", server.port)).await.unwrap();
        let (client, connection) =
            http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let mut bodies = vec![];
        for arn in &arns {
            let answer = client.clone().send_request(call("SubscribeToShard", position(arn))).await.unwrap();
            assert_eq!(answer.headers()["content-type"], "application/vnd.amazon.eventstream");
            bodies.push(answer.into_body());
        }
        let put = call("PutRecord", r#"{"StreamName":"s","PartitionKey":"k","Data":"b25l"}"#);
        assert_eq!(client.clone().send_request(put).await.unwrap().status(), 200);
        for body in &mut bodies {
            let mut bytes = vec![];
            while !String::from_utf8_lossy(&bytes).contains("b25l") {
                bytes.extend(body.frame().await.unwrap().unwrap().into_data().unwrap());
            }
        }
    });
}
