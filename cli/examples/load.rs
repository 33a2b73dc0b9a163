//! Loads a running endpoint with the three calls that matter most, and says how long they took.
//!
//! `cargo run --release -p kinetoscope-cli --example load -- 127.0.0.1:4567 [requests] [connections]`
//!
//! It speaks HTTP/1.1 over kept connections with requests made beforehand, so that what is measured is the endpoint.

use std::error::Error;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

const STREAM: &str = "load";
const SHARDS: usize = 4;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().unwrap_or_else(|| "127.0.0.1:4567".to_owned());
    let requests: usize = arguments.next().map_or(Ok(20_000), |text| text.parse())?;
    let connections: usize = arguments.next().map_or(Ok(1), |text| text.parse())?;

    let mut client = Client::connect(&address)?;
    client.call("CreateStream", &format!(r#"{{"StreamName":"{STREAM}","ShardCount":{SHARDS}}}"#))?;
    let record = "A".repeat(4 * 342);
    let put_record = format!(r#"{{"StreamName":"{STREAM}","PartitionKey":"key-1","Data":"{record}"}}"#);
    measure("PutRecord 1 KiB", &address, requests, connections, "PutRecord", &put_record)?;
    measure("PutRecords 500 x 100 B", &address, requests / 50, connections, "PutRecords", &put_records())?;
    let iterator = client.iterator(&put_record)?;
    let get_records = format!(r#"{{"ShardIterator":"{iterator}","Limit":1000}}"#);
    measure("GetRecords 1000 x 1 KiB", &address, requests / 50, connections, "GetRecords", &get_records)
}

fn put_records() -> String {
    let data = "A".repeat(136);
    let record = |n: usize| format!(r#"{{"PartitionKey":"key-{n}","Data":"{data}"}}"#);
    let records: Vec<String> = (0..500).map(record).collect();
    format!(r#"{{"StreamName":"{STREAM}","Records":[{}]}}"#, records.join(","))
}

/// Sends `requests` calls over so many connections, and prints what they took.
fn measure(
    name: &str,
    address: &str,
    requests: usize,
    connections: usize,
    operation: &str,
    body: &str,
) -> Result<()> {
    let each = requests.div_ceil(connections).max(1);
    let start = Instant::now();
    let mut times = thread::scope(|scope| -> Result<Vec<Duration>> {
        let send = || scope.spawn(move || Client::connect(address)?.repeat(operation, body, each));
        let threads: Vec<_> = (0..connections).map(|_| send()).collect();
        let times: Result<Vec<_>> =
            threads.into_iter().map(|thread| thread.join().expect("no panic")).collect();
        Ok(times?.concat())
    })?;
    let seconds = start.elapsed().as_secs_f64();
    times.sort_unstable();
    let percentile = |percent: usize| times[(times.len() - 1) * percent / 100].as_micros();
    println!(
        "{name:24} {:9.0} calls/s   p50 {:6} us   p99 {:6} us   ({} calls on {connections} connections)",
        times.len() as f64 / seconds,
        percentile(50),
        percentile(99),
        times.len(),
    );
    Ok(())
}

struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    fn connect(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![0; 4 * 1024 * 1024] })
    }

    fn repeat(&mut self, operation: &str, body: &str, times: usize) -> Result<Vec<Duration>> {
        let request = request(operation, body);
        (0..times)
            .map(|_| {
                let start = Instant::now();
                self.send(request.as_bytes())?;
                Ok(start.elapsed())
            })
            .collect()
    }

    fn call(&mut self, operation: &str, body: &str) -> Result<String> {
        let body = self.send(request(operation, body).as_bytes())?;
        Ok(String::from_utf8(body.to_vec())?)
    }

    /// An iterator behind which 1,000 records of 1 KiB lie.
    fn iterator(&mut self, put_record: &str) -> Result<String> {
        let before = self.call("PutRecord", put_record)?;
        self.repeat("PutRecord", put_record, 1_000)?;
        let [shard, number] =
            ["ShardId", "SequenceNumber"].map(|key| member(&before, key).unwrap_or_default());
        let asked = format!(
            r#"{{"StreamName":"{STREAM}","ShardId":"{shard}","ShardIteratorType":"AT_SEQUENCE_NUMBER","StartingSequenceNumber":"{number}"}}"#
        );
        let answer = self.call("GetShardIterator", &asked)?;
        Ok(member(&answer, "ShardIterator").ok_or("no iterator")?.to_owned())
    }

    /// Sends a request and reads the whole answer; the body is given.
    fn send(&mut self, request: &[u8]) -> Result<&[u8]> {
        self.stream.write_all(request)?;
        let mut length = 0;
        let (head, body) = loop {
            length += self.read_at(length)?;
            if let Some(end) = find(&self.buffer[..length], b"\r\n\r\n") {
                break (end, content_length(&self.buffer[..end])?);
            }
        };
        let end = head + 4 + body;
        while length < end {
            length += self.read_at(length)?;
        }
        if !self.buffer.starts_with(b"HTTP/1.1 200") {
            return Err(String::from_utf8_lossy(&self.buffer[..end]).into());
        }
        Ok(&self.buffer[head + 4..end])
    }

    fn read_at(&mut self, at: usize) -> Result<usize> {
        match self.stream.read(&mut self.buffer[at..])? {
            0 => Err("the endpoint closed the connection".into()),
            count => Ok(count),
        }
    }
}

fn request(operation: &str, body: &str) -> String {
    format!(
        "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: Kinesis_20131202.{operation}\r\n\
         Content-Type: application/x-amz-json-1.1\r\nX-Amz-Date: 20260101T000000Z\r\n\
         Authorization: AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/kinesis/aws4_request, \
         SignedHeaders=host;x-amz-date;x-amz-target, Signature=0\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn content_length(head: &[u8]) -> Result<usize> {
    let head = std::str::from_utf8(head)?.to_ascii_lowercase();
    let line =
        head.lines().find_map(|line| line.strip_prefix("content-length:")).ok_or("no content length")?;
    Ok(line.trim().parse()?)
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

/// The value of a string member, where no string holds a quote.
fn member<'a>(body: &'a str, key: &str) -> Option<&'a str> {
    body.split_once(&format!(r#""{key}":""#))?.1.split('"').next()
}
