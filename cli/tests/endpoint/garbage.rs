//! Bytes that mean nothing, and bytes that nearly mean something.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use crate::support::{Server, aws, request, soak_seconds};

const BYTES_MAX: usize = 4096;

/// Begins as requests do, so that more than the first parser is met.
fn bytes(rng: &mut fastrand::Rng) -> Vec<u8> {
    let cbor =
        [("Content-Type", "application/x-amz-cbor-1.1"), ("X-Amz-Target", "Kinesis_20131202.PutRecords")];
    let mut bytes = match rng.u8(..5) {
        0 => Vec::new(),
        1 => {
            aws("PutRecord", r#"{"StreamName":"a","PartitionKey":"k","Data":"dGVh","ExplicitHashKey":"17"}"#)
        }
        2 => request("POST", "/", &cbor, b"\xa2jStreamNameaagRecords\x81\xa2dDataCabclPartitionKeyak"),
        3 => request("GET", "/_kinetoscope/events?since=1", &[("Origin", "null")], b""),
        _ => b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00".to_vec(),
    };
    for _ in 0..rng.usize(..8) {
        if let Some(byte) = rng.choice(&mut bytes) {
            *byte = rng.u8(..);
        }
    }
    bytes.truncate(rng.usize(..=bytes.len()).max(bytes.len() / 2));
    let more = rng.usize(..BYTES_MAX);
    bytes.extend(std::iter::repeat_with(|| rng.u8(..)).take(more));
    bytes
}

/// Sends and takes whatever comes back; a closed connection is an answer too.
fn throw(port: u16, bytes: &[u8]) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("the port stays open");
    stream.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
    if stream.write_all(bytes).is_ok() && stream.shutdown(Shutdown::Write).is_ok() {
        let read = stream.read(&mut [0; 1024]).map_err(|error| error.kind());
        let silence = [ErrorKind::WouldBlock, ErrorKind::TimedOut, ErrorKind::ConnectionReset];
        assert!(read.is_ok() || read.is_err_and(|kind| silence.contains(&kind)), "{read:?}");
    }
}

#[test]
fn random_bytes_leave_it_healthy() {
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut rng = fastrand::Rng::with_seed(seed);
    let server = Server::start(&["--control", "--tls"]);
    server.call("CreateStream", r#"{"StreamName":"a","ShardCount":2}"#);
    let deadline = Instant::now() + Duration::from_secs(soak_seconds());
    let mut thrown = 0;
    while Instant::now() < deadline {
        throw(server.port, &bytes(&mut rng));
        thrown += 1;
    }
    println!("{thrown} connections");
    assert_eq!(server.get("/_kinetoscope/health").json()["status"], "ok");
    assert_eq!(server.call("ListStreams", "{}").json()["StreamNames"][0], "a");
    assert!(server.stop().success());
}
