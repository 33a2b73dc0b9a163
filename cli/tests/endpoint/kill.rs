//! A process that is killed at any moment, under load, again and again.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::thread::{self, JoinHandle, sleep};
use std::time::{Duration, Instant};

use crate::support::{PATIENCE, Server, aws, soak_seconds};

/// Records of one call: kept together or not at all.
const BATCH: usize = 5;
/// More than these make the test slow, and no better.
const RECORDS_MAX: usize = 20_000;
const DATA: &str = "dGVh";

#[test]
fn whenever_it_is_killed_the_last_snapshot_is_whole() {
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut rng = fastrand::Rng::with_seed(seed);
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("world");
    let deadline = Instant::now() + Duration::from_secs(soak_seconds());
    let (mut kept, mut sent, mut kills) = (0, 0, 0);
    while kills < 2 || Instant::now() < deadline {
        let mut server = start(&file);
        assert!(fs::read_dir(directory.path()).unwrap().count() <= 1, "no draft of a snapshot stays");
        let found = records(&server);
        assert!((kept..=sent).contains(&found), "{found} records after {kept}, of {sent}");
        assert_eq!(found % BATCH, 0, "a call is kept whole");
        assert!(kills != 1 || 0 < found, "the first life ends with a snapshot");
        kept = found;
        // At any time, or while a snapshot is being written.
        let life = if rng.bool() { rng.u64(0..2_500) } else { 1_000 + rng.u64(0..50) };
        let load = load(server.port, found);
        if kills == 0 {
            wait_for(&file)
        } else {
            sleep(Duration::from_millis(life))
        }
        server.signal("KILL");
        server.wait();
        sent = load.join().expect("the load ends");
        kills += 1;
        if RECORDS_MAX < sent {
            let _ = fs::remove_file(&file);
            (kept, sent, kills) = (0, 0, 0);
        }
    }
}

fn start(file: &Path) -> Server {
    let server = Server::start(&["--snapshot", file.to_str().unwrap(), "--snapshot-interval-s", "1"]);
    let answer = server.call("CreateStream", r#"{"StreamName":"kept","ShardCount":1}"#);
    assert!(answer.status == 200 || answer.text().contains("ResourceInUseException"), "{answer:?}");
    server
}

fn wait_for(file: &Path) {
    let deadline = Instant::now() + PATIENCE;
    while !file.exists() {
        assert!(Instant::now() < deadline, "no snapshot is written");
        sleep(Duration::from_millis(10));
    }
}

/// Puts records from this serial number on until nobody answers. Gives the number that no record has.
fn load(port: u16, mut serial: usize) -> JoinHandle<usize> {
    thread::spawn(move || {
        let mut stream = BufReader::new(TcpStream::connect(("127.0.0.1", port)).expect("the port is open"));
        loop {
            let taken = stream.get_mut().write_all(&put(serial)).is_ok();
            serial += BATCH;
            // Where the answer does not come, nobody knows whether the records were taken.
            if !taken || !answered(&mut stream) {
                return serial;
            }
            sleep(Duration::from_millis(1));
        }
    })
}

/// Whether a whole answer comes; its length is all that matters.
fn answered(stream: &mut BufReader<TcpStream>) -> bool {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).unwrap_or(0) == 0 {
            return false;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap_or(0);
        }
        if line == "\r\n" {
            return stream.read_exact(&mut vec![0; length]).is_ok();
        }
    }
}

/// Records whose keys are their serial numbers.
fn put(serial: usize) -> Vec<u8> {
    let data = DATA.repeat(250);
    let record = |serial| format!(r#"{{"PartitionKey":"{serial}","Data":"{data}"}}"#);
    let records: Vec<String> = (serial..serial + BATCH).map(record).collect();
    aws("PutRecords", &format!(r#"{{"StreamName":"kept","Records":[{}]}}"#, records.join(",")))
}

/// How many records there are; their serial numbers must be those from 0 on, and their sequence numbers rise.
fn records(server: &Server) -> usize {
    let asked = r#"{"StreamName":"kept","ShardId":"0","ShardIteratorType":"TRIM_HORIZON"}"#;
    let mut iterator = server.call("GetShardIterator", asked).json()["ShardIterator"].clone();
    let mut serial = 0;
    let mut last = String::new();
    loop {
        let page = server.call("GetRecords", &format!(r#"{{"ShardIterator":{iterator}}}"#)).json();
        let records = page["Records"].as_array().expect("a page has records");
        for record in records {
            assert_eq!(record["PartitionKey"], serial.to_string(), "no record is lost or there twice");
            let number = record["SequenceNumber"].as_str().expect("a record has a number");
            assert!((last.len(), last.as_str()) < (number.len(), number), "numbers rise");
            last = number.to_owned();
            serial += 1;
        }
        if records.is_empty() {
            return serial;
        }
        iterator = page["NextShardIterator"].clone();
    }
}
