//! The requests that are measured: their bytes, and what a right answer looks like.

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::Result;
use crate::client::{Answer, Connection};

pub(crate) const STREAM: &str = "bench";
const SHARDS: usize = 4;
/// So many that none comes to its limit, however fast the server: 1,000 records a second each.
const SHARDS_MANY: usize = 200;
const KEY: &str = "key-0";
/// The greatest record with its key, in streams that take such, and in all others.
const RECORD_BYTES_MAX: usize = 10 << 20;
const RECORD_BYTES_DEFAULT: usize = 1 << 20;
/// Bytes that one run may put, so that no server fills the memory.
const BYTES_MAX: usize = 1 << 30;
/// How long a stream may take to become active.
const ACTIVE_WITHIN: Duration = Duration::from_secs(10);

/// A request that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    PutRecord { bytes: usize, shards: usize },
    PutRecords { count: usize, bytes: usize },
    GetRecords { count: usize, bytes: usize },
}

impl Case {
    pub(crate) fn parse(name: &str) -> Result<Self> {
        match name {
            "put-record" => Ok(Self::PutRecord { bytes: 1_024, shards: SHARDS }),
            "put-record-200-shards" => Ok(Self::PutRecord { bytes: 1_024, shards: SHARDS_MANY }),
            "put-record-10-mib" => {
                Ok(Self::PutRecord { bytes: RECORD_BYTES_MAX - KEY.len(), shards: SHARDS })
            }
            "put-records-100" => Ok(Self::PutRecords { count: 100, bytes: 1_024 }),
            "put-records-500" => Ok(Self::PutRecords { count: 500, bytes: 100 }),
            "get-records" => Ok(Self::GetRecords { count: 1_000, bytes: 1_024 }),
            _ => Err(format!("no request is called `{name}`")),
        }
    }

    /// Records that one request puts or gets.
    pub(crate) fn records(self) -> usize {
        match self {
            Self::PutRecord { .. } => 1,
            Self::PutRecords { count, .. } | Self::GetRecords { count, .. } => count,
        }
    }

    /// The operation's name.
    pub(crate) fn operation(self) -> &'static str {
        match self {
            Self::PutRecord { .. } => "PutRecord",
            Self::PutRecords { .. } => "PutRecords",
            Self::GetRecords { .. } => "GetRecords",
        }
    }

    /// How often the request may be sent in one run.
    pub(crate) fn requests_max(self, bytes: usize) -> usize {
        match self {
            Self::GetRecords { .. } => usize::MAX,
            _ => BYTES_MAX / bytes,
        }
    }

    /// Makes the stream and whatever the request needs to find in it; returns the request, or the requests that take turns.
    pub(crate) fn prepare(self, connection: &mut Connection) -> Result<Vec<Vec<u8>>> {
        let great = match self {
            Self::PutRecord { bytes, .. } if RECORD_BYTES_DEFAULT < bytes => r#","MaxRecordSizeInKiB":10240"#,
            _ => "",
        };
        let shards = if let Self::PutRecord { shards, .. } = self { shards } else { SHARDS };
        create_stream(connection, shards, great)?;
        let bodies = match self {
            Self::PutRecord { bytes, shards: SHARDS_MANY } => put_record_to_each(bytes),
            Self::PutRecord { bytes, .. } => vec![put_record(bytes, "")],
            Self::PutRecords { count, bytes } => vec![put_records(0..count, bytes, "")],
            Self::GetRecords { count, bytes } => vec![fill(connection, count, bytes)?],
        };
        Ok(bodies.iter().map(|body| request(self.operation(), body)).collect())
    }

    /// Whether this is the answer that the request should get.
    pub(crate) fn check(self, answer: &Answer) -> Result<()> {
        let found = answer.body.matches(r#""SequenceNumber""#).count();
        if answer.status != 200 || found != self.records() {
            let (operation, wanted) = (self.operation(), self.records());
            let Answer { status, body } = answer;
            let beginning: String = body.chars().take(500).collect();
            return Err(format!(
                "{operation}: status {status} and {found} records, wanted 200 and {wanted}: {beginning}"
            ));
        }
        Ok(())
    }

    /// One answer that satisfies whoever makes a stream, fills it, wants an iterator, and sends the request.
    pub(crate) fn constant_answer(self) -> String {
        let sample = self.sample_answer();
        let rest = sample.strip_prefix('{').expect("answers are objects");
        format!(r#"{{"StreamStatus":"ACTIVE","ShardIterator":"A","FailedRecordCount":0,{rest}"#)
    }

    /// An answer as long as a right one is, for the null server.
    pub(crate) fn sample_answer(self) -> String {
        let number = "49670424472731169861061894383142885425265240793119981570";
        let put = format!(r#"{{"SequenceNumber":"{number}","ShardId":"shardId-000000000000"}}"#);
        match self {
            Self::PutRecord { .. } => put,
            Self::PutRecords { count, .. } => {
                format!(r#"{{"FailedRecordCount":0,"Records":[{}]}}"#, vec![put; count].join(","))
            }
            Self::GetRecords { count, bytes } => {
                let record = |index| {
                    let data = base64(&data(bytes, index));
                    format!(
                        r#"{{"SequenceNumber":"{number}","ApproximateArrivalTimestamp":1767225601.123,"Data":"{data}","PartitionKey":"key-{index}"}}"#
                    )
                };
                let records: Vec<String> = (0..count).map(record).collect();
                format!(
                    r#"{{"Records":[{}],"NextShardIterator":"{}","MillisBehindLatest":0}}"#,
                    records.join(","),
                    "A".repeat(224)
                )
            }
        }
    }
}

/// Makes the stream and waits until it is there.
pub(crate) fn create_stream(connection: &mut Connection, shards: usize, more: &str) -> Result<()> {
    let create = format!(r#"{{"StreamName":"{STREAM}","ShardCount":{shards}{more}}}"#);
    ask(connection, "CreateStream", &create)?;
    let summary = format!(r#"{{"StreamName":"{STREAM}"}}"#);
    wait_until_active(connection, "DescribeStreamSummary", &summary).map(drop)
}

/// Puts records into the first shard; returns the body that reads them from its beginning.
fn fill(connection: &mut Connection, count: usize, bytes: usize) -> Result<String> {
    /// Records that one call may put.
    const PUT_MAX: usize = 500;
    for first in (0..count).step_by(PUT_MAX) {
        let indices = first..count.min(first + PUT_MAX);
        let answer =
            ask(connection, "PutRecords", &put_records(indices, bytes, r#","ExplicitHashKey":"0""#))?;
        if !answer.contains(r#""FailedRecordCount":0"#) {
            return Err(format!("PutRecords did not take all: {answer}"));
        }
    }
    let shard = format!(
        r#"{{"StreamName":"{STREAM}","ShardId":"shardId-000000000000","ShardIteratorType":"TRIM_HORIZON"}}"#
    );
    let answer = ask(connection, "GetShardIterator", &shard)?;
    let iterator = member(&answer, "ShardIterator")?;
    Ok(format!(r#"{{"ShardIterator":"{iterator}","Limit":{count}}}"#))
}

/// The text of a member of an answer, wherever it stands.
pub(crate) fn member<'a>(answer: &'a str, name: &str) -> Result<&'a str> {
    let value = answer.split(&format!(r#""{name}":""#)).nth(1).and_then(|rest| rest.split('"').next());
    value.ok_or_else(|| format!("there is no {name} in {answer}"))
}

/// Asks how something is until it is active; returns the answer that says so.
pub(crate) fn wait_until_active(connection: &mut Connection, operation: &str, body: &str) -> Result<String> {
    let deadline = Instant::now() + ACTIVE_WITHIN;
    while Instant::now() < deadline {
        let answer = ask(connection, operation, body)?;
        if answer.contains(r#""ACTIVE""#) {
            return Ok(answer);
        }
        sleep(Duration::from_millis(10));
    }
    Err(format!("{operation} did not say ACTIVE within {} seconds", ACTIVE_WITHIN.as_secs()))
}

/// Asks once; the answer must have status 200.
pub(crate) fn ask(connection: &mut Connection, operation: &str, body: &str) -> Result<String> {
    let answer = connection.ask(&request(operation, body))?;
    match answer.status {
        200 => Ok(answer.body),
        status => Err(format!("{operation}: status {status}: {}", answer.body)),
    }
}

/// The bytes of a request, the same for every server.
pub(crate) fn request(operation: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "POST / HTTP/1.1\r\n\
         Host: localhost\r\n\
         Content-Type: application/x-amz-json-1.1\r\n\
         X-Amz-Target: Kinesis_20131202.{operation}\r\n\
         X-Amz-Date: 20260101T000000Z\r\n\
         Authorization: AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/kinesis/aws4_request, \
         SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature={:064}\r\n\
         Content-Length: {length}\r\n\
         \r\n\
         {body}",
        0
    )
    .into_bytes()
}

/// The body that puts one record.
pub(crate) fn put_record(bytes: usize, more: &str) -> String {
    let data = base64(&data(bytes, 0));
    format!(r#"{{"StreamName":"{STREAM}","PartitionKey":"{KEY}","Data":"{data}"{more}}}"#)
}

/// The same for each of many shards.
fn put_record_to_each(bytes: usize) -> Vec<String> {
    let width = u128::MAX / SHARDS_MANY as u128;
    let to = |shard| format!(r#","ExplicitHashKey":"{}""#, shard as u128 * width + width / 2);
    (0..SHARDS_MANY).map(|shard| put_record(bytes, &to(shard))).collect()
}

pub(crate) fn put_records(indices: std::ops::Range<usize>, bytes: usize, more: &str) -> String {
    let record = |index| {
        let data = base64(&data(bytes, index));
        format!(r#"{{"Data":"{data}","PartitionKey":"key-{index}"{more}}}"#)
    };
    let records: Vec<String> = indices.map(record).collect();
    format!(r#"{{"StreamName":"{STREAM}","Records":[{}]}}"#, records.join(","))
}

/// Bytes without a pattern, the same in every run.
fn data(length: usize, seed: usize) -> Vec<u8> {
    let mut state = seed as u64;
    let draw = |_| {
        // Steele, Lea, Flood: SplitMix64.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) as u8
    };
    (0..length).map(draw).collect()
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |index| u32::from(*chunk.get(index).unwrap_or(&0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads() {
        assert_eq!(["", "f", "fo", "foo"].map(|text| base64(text.as_bytes())), ["", "Zg==", "Zm8=", "Zm9v"]);
    }

    #[test]
    fn sample_answers_are_right_answers() {
        for name in [
            "put-record",
            "put-record-200-shards",
            "put-record-10-mib",
            "put-records-100",
            "put-records-500",
            "get-records",
        ] {
            let case = Case::parse(name).unwrap();
            for body in [case.sample_answer(), case.constant_answer()] {
                case.check(&Answer { status: 200, body }).unwrap();
            }
        }
    }
}
