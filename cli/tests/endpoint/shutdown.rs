//! How it ends.

use std::io::{BufReader, Write};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::{Answer, Server, aws};

#[test]
fn both_signals_end_it_in_good_order_with_idle_connections_open() {
    for signal in ["TERM", "INT"] {
        let mut server = Server::start(&[]);
        let _idle = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
        server.call("ListStreams", "{}");
        let start = Instant::now();
        server.signal(signal);
        assert!(server.wait().success(), "{signal}");
        assert!(start.elapsed() < Duration::from_secs(3), "it waits for nobody");
    }
}

#[test]
fn an_open_request_is_finished_and_no_new_one_is_taken() {
    let mut server = Server::start(&[]);
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    let bytes = aws("ListStreams", "{}");
    let (head, rest) = bytes.split_at(bytes.len() - 1);
    stream.write_all(head).unwrap();
    sleep(Duration::from_millis(200));
    server.signal("TERM");
    sleep(Duration::from_millis(200));
    assert!(TcpStream::connect(("127.0.0.1", server.port)).is_err(), "the port is closed");
    stream.write_all(rest).unwrap();
    let answer = Answer::read(&mut BufReader::new(stream), false);
    assert_eq!(answer.status, 200);
    assert!(server.wait().success());
}

#[test]
fn a_request_that_never_ends_does_not_keep_it() {
    let mut server = Server::start(&[]);
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    stream.write_all(b"POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\n").unwrap();
    sleep(Duration::from_millis(200));
    server.signal("TERM");
    assert!(server.wait().success());
}

#[test]
fn the_second_signal_ends_it_at_once() {
    let mut server = Server::start(&[]);
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    stream.write_all(b"POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\n").unwrap();
    sleep(Duration::from_millis(200));
    let start = Instant::now();
    server.signal("INT");
    sleep(Duration::from_millis(200));
    server.signal("INT");
    assert_eq!(server.wait().code(), Some(130));
    assert!(start.elapsed() < Duration::from_secs(2));
}
