//! More connections than there is room for wait, and are answered in the end.

use std::io::{BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::support::{Answer, PATIENCE, Server, aws};

/// As in `cli/src/serve/listener.rs`.
const CONNECTIONS_MAX: usize = 512;

#[test]
fn a_connection_too_many_waits_for_another_to_end() {
    let server = Server::start(&[]);
    let connect = || TcpStream::connect(("127.0.0.1", server.port)).expect("the port is open");
    let mut silent: Vec<_> = (0..CONNECTIONS_MAX).map(|_| connect()).collect();
    let mut waiting = connect();
    waiting.write_all(&aws("ListStreams", "{}")).unwrap();
    waiting.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    let early = waiting.read(&mut [0]).map_err(|error| error.kind());
    assert!(matches!(early, Err(ErrorKind::WouldBlock | ErrorKind::TimedOut)), "{early:?}");
    silent.pop();
    waiting.set_read_timeout(Some(PATIENCE)).unwrap();
    assert_eq!(Answer::read(&mut BufReader::new(waiting), false).status, 200);
}
