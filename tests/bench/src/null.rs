//! A server that does nothing but answer, and so shows how fast the load itself is.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

use crate::Result;
use crate::case::Case;
use crate::client::find_head_end;

/// Satisfies whoever makes a stream, fills it and wants an iterator.
const OTHER: &str = r#"{"StreamStatus":"ACTIVE","ShardIterator":"A","FailedRecordCount":0}"#;

/// Answers until it is ended from outside.
pub(crate) fn serve(case: Case, port: u16) -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| error.to_string())?;
    let target = format!("X-Amz-Target: Kinesis_20131202.{}\r\n", case.operation());
    let (wanted, other) = (answer(&case.sample_answer()), answer(OTHER));
    thread::scope(|scope| {
        for stream in listener.incoming().flatten() {
            let (target, wanted, other) = (&target, &wanted, &other);
            scope.spawn(move || {
                let choose = |head: &[u8]| if contains(head, target.as_bytes()) { wanted } else { other };
                // Whatever breaks a connection, the load will say so.
                let _ = converse(stream, choose);
            });
        }
    });
    Ok(())
}

fn converse<'a>(mut stream: TcpStream, choose: impl Fn(&[u8]) -> &'a Vec<u8>) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; 256 * 1024];
    loop {
        let mut filled = 0;
        let head_end = loop {
            let count = stream.read(&mut buffer[filled..])?;
            if count == 0 {
                return Ok(());
            }
            filled += count;
            if let Some(end) = find_head_end(&buffer[..filled]) {
                break end;
            }
        };
        let head = &buffer[..head_end];
        let answer = choose(head);
        let mut rest = (head_end + content_length(head)).saturating_sub(filled);
        while rest > 0 {
            let count = stream.read(&mut buffer)?;
            if count == 0 {
                return Ok(());
            }
            rest = rest.saturating_sub(count);
        }
        stream.write_all(answer)?;
    }
}

fn content_length(head: &[u8]) -> usize {
    let text = std::str::from_utf8(head).unwrap_or_default();
    let length = text.split("\r\n").find_map(|line| line.strip_prefix("Content-Length: ")?.parse().ok());
    length.unwrap_or(0)
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn answer(body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: {length}\r\n\r\n{body}")
        .into_bytes()
}
