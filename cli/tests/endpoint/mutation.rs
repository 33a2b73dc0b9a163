//! Requests that are nearly right: whole frames around bodies in JSON and CBOR that somebody has damaged.

use std::fs::{self, File};
use std::process::Stdio;
use std::time::{Duration, Instant};

use kinetoscope::world::operations;
use serde_json::{Value, json};

use crate::support::{AUTHORIZATION, Server, request, soak_seconds};

/// What these keep is theirs by right, and would look like growth.
const KEEPERS: [&str; 2] = ["CreateStream", "UpdateStreamWarmThroughput"];
/// Memory that may come and go while requests are answered.
const GROWTH_KIB_MAX: u64 = 64 * 1024;

/// Something for every member that any operation has; each takes what it knows.
fn whole(rng: &mut fastrand::Rng) -> Value {
    let stream = ["a", "b"][rng.usize(..2)];
    let arn = format!("arn:aws:kinesis:us-east-1:000000000000:stream/{stream}");
    let mut body = json!({
        "StreamName": stream, "ShardId": "shardId-000000000001", "ShardIteratorType": "TRIM_HORIZON",
        "PartitionKey": "k", "Data": "dGVh", "ExplicitHashKey": "17", "Limit": 3, "MaxResults": 2,
        "Records": [{"Data": "dGVh", "PartitionKey": "k"}, {"Data": "", "PartitionKey": "ü", "ExplicitHashKey": "1"}],
        "ShardToSplit": "0", "NewStartingHashKey": "1234567", "ShardToMerge": "0", "AdjacentShardToMerge": "1",
        "TargetShardCount": 2, "ScalingType": "UNIFORM_SCALING", "RetentionPeriodHours": 25, "Tags": {"a": "b"},
        "TagKeys": ["a"], "ShardLevelMetrics": ["ALL"], "EncryptionType": "KMS", "KeyId": "alias/a",
        "ConsumerName": "c", "ResourceARN": arn, "Policy": "{}", "StreamModeDetails": {"StreamMode": "PROVISIONED"},
        "StartingPosition": {"Type": "LATEST"}, "ShardIterator": "AAAAAAAAAAE=", "NextToken": "AAAA",
        "Timestamp": 1_767_225_600.5, "ShardFilter": {"Type": "AT_LATEST"}, "MaxRecordSizeInKiB": 1024,
        "MinimumThroughputBillingCommitment": {"Status": "ENABLED"}
    });
    let members = body.as_object_mut().expect("it is written above");
    let absent = ["ShardIterator", "NextToken", "StreamName", "Records"][rng.usize(..4)];
    members.remove(absent);
    if rng.bool() {
        members.insert("StreamARN".into(), arn.into());
    }
    body
}

/// Flips, drops, doubles or puts in some bytes.
fn damage(rng: &mut fastrand::Rng, bytes: &mut Vec<u8>) {
    const PIECES: [&[u8]; 10] =
        [b"null", b"[", b"{", b"-1", b"1e999", b"\"\\ud800\"", b"\\u0000", b"\xff\xff", b"\x9f", b"\xfb"];
    for _ in 0..rng.usize(..4) {
        let at = rng.usize(..bytes.len());
        let end = (at + rng.usize(1..16)).min(bytes.len());
        match rng.u8(..4) {
            0 => bytes[at] = rng.u8(..),
            1 if end - at < bytes.len() => _ = bytes.drain(at..end),
            2 => _ = bytes.splice(at..at, bytes[at..end].to_vec()),
            _ => _ = bytes.splice(at..at, PIECES[rng.usize(..PIECES.len())].iter().copied()),
        }
    }
}

fn damaged(rng: &mut fastrand::Rng, names: &[&str]) -> Vec<u8> {
    let body = whole(rng);
    let mut bytes = Vec::new();
    let protocol = if rng.bool() {
        bytes = body.to_string().into_bytes();
        "application/x-amz-json-1.1"
    } else {
        ciborium::into_writer(&body, &mut bytes).expect("JSON fits into CBOR");
        "application/x-amz-cbor-1.1"
    };
    damage(rng, &mut bytes);
    let target = format!("Kinesis_20131202.{}", names[rng.usize(..names.len())]);
    let headers = [
        ("X-Amz-Target", target.as_str()),
        ("Content-Type", protocol),
        ("X-Amz-Date", "20260101T000000Z"),
        ("Authorization", AUTHORIZATION),
    ];
    request("POST", "/", &headers, &bytes)
}

#[test]
fn damaged_requests_are_answered_and_leave_nothing_behind() {
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut rng = fastrand::Rng::with_seed(seed);
    let directory = tempfile::tempdir().unwrap();
    let log = directory.path().join("log");
    let server = Server::start_logging(&["--quiet"], Stdio::from(File::create(&log).unwrap()));
    for stream in ["a", "b"] {
        server.call("CreateStream", &format!(r#"{{"StreamName":"{stream}","ShardCount":2}}"#));
    }
    let services = operations();
    let names = services.iter().flat_map(|(_, operations)| operations).map(|operation| operation.name);
    let names: Vec<&str> = names.filter(|name| !KEEPERS.contains(name)).collect();
    let (start, length) = (Instant::now(), Duration::from_secs(soak_seconds()));
    let (mut warm, mut done, mut refused) = (None, 0, 0);
    while start.elapsed() < length {
        let answer = server.send(&damaged(&mut rng, &names));
        let internal =
            answer.status == 500 && !String::from_utf8_lossy(&answer.body).contains("InternalFailure");
        assert!([200, 400, 500].contains(&answer.status) && !internal, "{answer:?}");
        if answer.status == 200 {
            done += 1
        } else {
            refused += 1
        }
        if length / 4 < start.elapsed() {
            warm = warm.or_else(|| server.memory_kib());
        }
    }
    if let (Some(warm), Some(now)) = (warm, server.memory_kib()) {
        assert!(now < warm + GROWTH_KIB_MAX, "memory grew from {warm} to {now} KiB");
    }
    println!("{done} done, {refused} refused");
    assert!(0 < done && 0 < refused, "some are right and some are not");
    assert!(server.stop().success());
    assert_eq!(fs::read_to_string(log).unwrap(), "", "nothing is worth a word");
}
