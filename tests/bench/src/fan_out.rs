//! Enhanced fan-out: how soon an event follows its put, and how many records come to the subscribers of a shard.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::Result;
use crate::case::{STREAM, ask, create_stream, member, put_record, put_records, request, wait_until_active};
use crate::client::{Connection, connect};
use crate::server::Server;

/// As many as a stream has without a commitment.
const CONSUMERS: usize = 20;
/// Small, so that no subscription comes to its 2 MiB a second.
const LATENCY_RECORD_BYTES: usize = 10;
const BATCH: usize = 500;
const BATCH_RECORD_BYTES: usize = 100;

/// Measures the latency with one subscriber for a time, and the rate of all subscribers for as long.
pub(crate) fn run(server: &mut Server, length: Duration) -> Result<()> {
    server.wait()?;
    let mut connection = Connection::open(server.port())?;
    create_stream(&mut connection, 1, "")?;
    let mut subscribers = vec![subscribe(&mut connection, server.port(), 0)?];
    let latencies = latencies(&mut connection, &mut subscribers[0], length)?;
    for number in 1..CONSUMERS {
        subscribers.push(subscribe(&mut connection, server.port(), number)?);
    }
    let records = throughput(&mut connection, &mut subscribers, length)?;

    let quantile = |of: usize| latencies[latencies.len() * of / 100].as_micros();
    println!("latency_p50_us {}", quantile(50));
    println!("latency_p99_us {}", quantile(99));
    println!("deliveries {}", latencies.len());
    println!("subscribers {CONSUMERS}");
    println!("records {records}");
    println!("elapsed_us {}", length.as_micros());
    Ok(())
}

/// Times from sending a put until both its answer and the event have come, in order.
fn latencies(
    connection: &mut Connection,
    subscriber: &mut Subscriber,
    length: Duration,
) -> Result<Vec<Duration>> {
    let put = request("PutRecord", &put_record(LATENCY_RECORD_BYTES, ""));
    let mut latencies = Vec::new();
    let start = Instant::now();
    while start.elapsed() < length || latencies.is_empty() {
        let sent = Instant::now();
        match connection.pass(&put)? {
            200 => subscriber.wait_for_record()?,
            status => return Err(format!("PutRecord: status {status}")),
        }
        latencies.push(sent.elapsed());
    }
    latencies.sort_unstable();
    Ok(latencies)
}

/// Puts without a pause while every subscriber counts what comes; returns how much came to all of them in time.
fn throughput(
    connection: &mut Connection,
    subscribers: &mut [Subscriber],
    length: Duration,
) -> Result<usize> {
    let put = request("PutRecords", &put_records(0..BATCH, BATCH_RECORD_BYTES, ""));
    let (start, is_over) = (Instant::now(), AtomicBool::new(false));
    thread::scope(|scope| {
        let is_over = &is_over;
        let count = |subscriber| scope.spawn(move || count(subscriber, start, length));
        let threads: Vec<_> = subscribers.iter_mut().map(count).collect();
        let putting = scope.spawn(move || {
            while !is_over.load(Ordering::Relaxed) {
                connection.pass(&put)?;
            }
            Ok::<_, String>(())
        });
        let counts: Vec<Result<usize>> = threads
            .into_iter()
            .map(|thread| thread.join().map_err(|_| "a subscriber failed".to_owned())?)
            .collect();
        is_over.store(true, Ordering::Relaxed);
        putting.join().map_err(|_| "the puts failed")??;
        counts.into_iter().sum()
    })
}

fn count(subscriber: &mut Subscriber, start: Instant, length: Duration) -> Result<usize> {
    let mut records = 0;
    loop {
        let more = subscriber.next()?;
        if length <= start.elapsed() {
            return Ok(records);
        }
        records += more;
    }
}

/// Registers a consumer and subscribes it to the only shard, from now on.
fn subscribe(connection: &mut Connection, port: u16, number: usize) -> Result<Subscriber> {
    let summary = ask(connection, "DescribeStreamSummary", &format!(r#"{{"StreamName":"{STREAM}"}}"#))?;
    let stream = member(&summary, "StreamARN")?;
    let consumer = format!(r#"{{"StreamARN":"{stream}","ConsumerName":"consumer-{number}"}}"#);
    ask(connection, "RegisterStreamConsumer", &consumer)?;
    let answer = wait_until_active(connection, "DescribeStreamConsumer", &consumer)?;
    let arn = member(&answer, "ConsumerARN")?;
    let body = format!(
        r#"{{"ConsumerARN":"{arn}","ShardId":"shardId-000000000000","StartingPosition":{{"Type":"LATEST"}}}}"#
    );
    Subscriber::open(port, &request("SubscribeToShard", &body))
}

/// A connection on which events come, in chunks of HTTP/1.1.
struct Subscriber {
    stream: BufReader<TcpStream>,
    /// Frames that have come, the last of them perhaps in part.
    frames: Vec<u8>,
}

impl Subscriber {
    fn open(port: u16, request: &[u8]) -> Result<Self> {
        let mut stream = connect(port)?;
        stream.write_all(request).map_err(|error| format!("cannot send: {error}"))?;
        let mut subscriber = Self { stream: BufReader::new(stream), frames: Vec::new() };
        let status = subscriber.line()?;
        if !status.starts_with("HTTP/1.1 200") {
            return Err(format!("SubscribeToShard: {status}"));
        }
        while !subscriber.line()?.is_empty() {}
        // The first frame only says that it begins.
        subscriber.next()?;
        Ok(subscriber)
    }

    fn wait_for_record(&mut self) -> Result<()> {
        while self.next()? == 0 {}
        Ok(())
    }

    /// Reads the next frame; returns how many records are in it.
    fn next(&mut self) -> Result<usize> {
        loop {
            let length = self.frames.first_chunk().map(|length| u32::from_be_bytes(*length) as usize);
            if let Some(length) = length.filter(|&length| length <= self.frames.len()) {
                let records = count_records(&self.frames[..length]);
                self.frames.drain(..length);
                return Ok(records);
            }
            self.read_chunk()?;
        }
    }

    fn read_chunk(&mut self) -> Result<()> {
        const LINE_END: usize = 2;
        let line = self.line()?;
        let length = usize::from_str_radix(&line, 16).map_err(|_| format!("`{line}` begins no chunk"))?;
        if length == 0 {
            return Err("the events ended".into());
        }
        let start = self.frames.len();
        self.frames.resize(start + length + LINE_END, 0);
        self.stream.read_exact(&mut self.frames[start..]).map_err(|error| format!("no event: {error}"))?;
        self.frames.truncate(start + length);
        Ok(())
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line).map_err(|error| format!("no event: {error}"))?;
        Ok(line.trim_end().to_owned())
    }
}

/// Each record has its number once; where to go on has another name.
fn count_records(frame: &[u8]) -> usize {
    String::from_utf8_lossy(frame).matches(r#""SequenceNumber""#).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_to_go_on_is_no_record() {
        let payload = br#"{"Records":[{"SequenceNumber":"1"},{"SequenceNumber":"2"}],"ContinuationSequenceNumber":"2"}"#;
        assert_eq!(count_records(payload), 2);
    }
}
