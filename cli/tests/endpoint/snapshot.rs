//! What outlives the process.

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::{PATIENCE, Server, run};

fn start(file: &Path, options: &[&str]) -> Server {
    Server::start(&[&["--snapshot", file.to_str().unwrap()], options].concat())
}

#[test]
fn streams_and_records_outlive_a_restart() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("world");
    let server = start(&file, &[]);
    server.call("CreateStream", r#"{"StreamName":"kept","ShardCount":2}"#);
    let put = server.call("PutRecord", r#"{"StreamName":"kept","PartitionKey":"k","Data":"dGVh"}"#).json();
    assert!(!file.exists(), "nothing is written before its time");
    assert!(server.stop().success());

    let server = start(&file, &[]);
    let shard = &put["ShardId"];
    let asked = format!(r#"{{"StreamName":"kept","ShardId":{shard},"ShardIteratorType":"TRIM_HORIZON"}}"#);
    let iterator = server.call("GetShardIterator", &asked).json();
    let asked = format!(r#"{{"ShardIterator":{}}}"#, iterator["ShardIterator"]);
    let record = &server.call("GetRecords", &asked).json()["Records"][0];
    assert_eq!((&record["Data"], &record["SequenceNumber"]), (&"dGVh".into(), &put["SequenceNumber"]));
    let again = server.call("PutRecord", r#"{"StreamName":"kept","PartitionKey":"k","Data":"dGVh"}"#).json();
    let [before, after] = [&put, &again].map(|put| put["SequenceNumber"].as_str().unwrap());
    assert!((before.len(), before) < (after.len(), after), "numbers go on rising");
}

#[test]
fn changes_are_written_while_it_runs_and_a_killed_process_loses_no_more_than_an_interval() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("world");
    let mut server = start(&file, &["--snapshot-interval-s", "1"]);
    server.call("CreateStream", r#"{"StreamName":"kept","ShardCount":1}"#);
    let deadline = Instant::now() + PATIENCE;
    while !file.exists() {
        assert!(Instant::now() < deadline, "no snapshot is written");
        sleep(Duration::from_millis(50));
    }
    server.signal("KILL");
    server.wait();
    assert_eq!(start(&file, &[]).call("ListStreams", "{}").json()["StreamNames"][0], "kept");
}

#[test]
fn a_torn_or_foreign_file_is_refused_and_left_as_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("world");
    assert!(start(&file, &[]).stop().success());
    let whole = fs::read(&file).unwrap();
    for (bytes, reason) in [
        (&whole[..whole.len() / 2], "torn"),
        (&whole[..10], "cut off"),
        (&b"{}"[..], "no Kinetoscope snapshot"),
        (&b""[..], "no Kinetoscope snapshot"),
    ] {
        fs::write(&file, bytes).unwrap();
        let (code, output, error) = run(&["serve", "--port", "0", "--snapshot", file.to_str().unwrap()]);
        assert_eq!((code, output.as_str()), (1, ""));
        assert!(error.starts_with("error: cannot restore ") && error.contains(reason), "{error}");
        assert_eq!(fs::read(&file).unwrap(), bytes);
    }
}

#[test]
fn a_file_that_cannot_be_written_is_said_at_the_start() {
    let (code, _, error) = run(&["serve", "--port", "0", "--snapshot", "/nowhere/at/all"]);
    assert_eq!(code, 1);
    assert!(error.contains("the directory of the snapshot file /nowhere/at/all does not exist"), "{error}");
}
