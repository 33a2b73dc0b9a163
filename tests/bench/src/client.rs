//! One keep-alive connection: requests go as they are, answers are counted or kept.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use crate::Result;

/// No answer takes longer.
const PATIENCE: Duration = Duration::from_secs(20);
const BUFFER_BYTES: usize = 256 * 1024;
const HEAD_BYTES_MAX: usize = 16 * 1024;

/// One answer, kept whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

/// A socket to a server on this machine, which neither waits for more to send nor for ever.
pub(crate) fn connect(port: u16) -> Result<TcpStream> {
    let open = || {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(stream)
    };
    open().map_err(|error: std::io::Error| format!("cannot connect: {error}"))
}

/// A connection to a server on this machine.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    pub(crate) fn open(port: u16) -> Result<Self> {
        Ok(Self { stream: connect(port)?, buffer: vec![0; BUFFER_BYTES] })
    }

    /// Sends a request and keeps the answer.
    pub(crate) fn ask(&mut self, request: &[u8]) -> Result<Answer> {
        let mut body = Vec::new();
        let status = self.exchange(request, |bytes| body.extend_from_slice(bytes))?;
        Ok(Answer { status, body: String::from_utf8_lossy(&body).into_owned() })
    }

    /// Sends a request and lets the answer's body pass by; returns the status.
    pub(crate) fn pass(&mut self, request: &[u8]) -> Result<u16> {
        self.exchange(request, |_| {})
    }

    fn exchange(&mut self, request: &[u8], mut body: impl FnMut(&[u8])) -> Result<u16> {
        self.stream.write_all(request).map_err(|error| format!("cannot send: {error}"))?;
        let mut filled = 0;
        let head_end = loop {
            filled += self.receive(filled)?;
            if let Some(end) = find_head_end(&self.buffer[..filled]) {
                break end;
            }
            if HEAD_BYTES_MAX < filled {
                return Err("the answer's head does not end".into());
            }
        };
        let head = Head::parse(&self.buffer[..head_end])?;
        body(&self.buffer[head_end..filled]);
        let mut rest = (head.length + head_end).checked_sub(filled).ok_or("more came than was announced")?;
        while rest > 0 {
            let count = self.receive(0)?;
            body(&self.buffer[..count]);
            rest = rest.checked_sub(count).ok_or("more came than was announced")?;
        }
        Ok(head.status)
    }

    /// Reads once into the buffer from `at` on.
    fn receive(&mut self, at: usize) -> Result<usize> {
        match self.stream.read(&mut self.buffer[at..]) {
            Ok(0) => Err("the server closed the connection".into()),
            Ok(count) => Ok(count),
            Err(error) => Err(format!("no answer: {error}")),
        }
    }
}

/// What matters of an answer's head.
#[derive(Debug, PartialEq, Eq)]
struct Head {
    status: u16,
    length: usize,
}

impl Head {
    fn parse(head: &[u8]) -> Result<Self> {
        let text = std::str::from_utf8(head).map_err(|_| "the answer's head is no text")?;
        let odd = || format!("an odd head of an answer: {text}");
        let mut lines = text.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).ok_or_else(odd)?;
        let length = lines.find_map(|line| {
            let (name, value) = line.split_once(':')?;
            if name.eq_ignore_ascii_case("content-length") { value.trim().parse().ok() } else { None }
        });
        Ok(Self { status, length: length.ok_or_else(odd)? })
    }
}

/// Where the body begins.
pub(crate) fn find_head_end(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|window| window == b"\r\n\r\n").map(|at| at + 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read_whatever_the_case() {
        for name in ["Content-Length", "content-length"] {
            let text = format!("HTTP/1.1 200 OK\r\nDate: x\r\n{name}: 12\r\n\r\n");
            assert_eq!(find_head_end(text.as_bytes()), Some(text.len()));
            assert_eq!(Head::parse(text.as_bytes()), Ok(Head { status: 200, length: 12 }));
        }
        assert!(Head::parse(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").is_err());
    }
}
