//! Streams that delivery streams read: whatever fails on the way, each record since the beginning comes, and comes once.

use crate::support::delivery::{BUCKET, call, counts};
use crate::support::{Call, s3};
use kinetoscope::rng::Rng;
use kinetoscope::time::Duration;
use kinetoscope::wire::base64;
use kinetoscope::world::{Settings, World};

/// A stream of a shard, into which records with rising numbers are put, and a delivery stream that reads it.
struct Bench {
    world: World,
    put: u32,
}

impl Bench {
    /// Begins to read amid faults, each of an operation and so many seconds.
    fn with_faults(faults: &[(&str, u64)]) -> Self {
        let mut bench = Self { world: World::new(Settings::default()), put: 0 };
        assert_eq!(s3::send(&mut bench.world, "PUT", "/lake", &[], b"").status, 200);
        bench.send("CreateStream", r#"{"StreamName":"orders","ShardCount":1}"#);
        bench.send("PutRecord", r#"{"StreamName":"orders","PartitionKey":"k","Data":"dG9vIGVhcmx5"}"#);
        bench.wait(Duration::from_secs(1));
        for (operation, secs) in faults {
            bench.fault(operation, "1", *secs);
        }
        let body = format!(
            r#"{{"DeliveryStreamName":"logs","DeliveryStreamType":"KinesisStreamAsSource","KinesisStreamSourceConfiguration":{{"KinesisStreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/orders","RoleARN":"arn:aws:iam::000000000000:role/r"}},"ExtendedS3DestinationConfiguration":{{{BUCKET},"BufferingHints":{{"SizeInMBs":1,"IntervalInSeconds":60}}}}}}"#
        );
        call(&mut bench.world, "CreateDeliveryStream", &body);
        bench
    }

    #[track_caller]
    fn send(&mut self, operation: &str, body: &str) {
        let answer = Call::of(operation).send(&mut self.world, body);
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    }

    fn fault(&mut self, operation: &str, share: &str, secs: u64) {
        let text = format!(
            r#"{{"fault":{{"operations":["{operation}"],"share":{share},"for_ms":{},"effect":{{"refuse":{{"error":"ProvisionedThroughputExceededException"}}}}}}}}"#,
            secs * 1_000
        );
        self.world.act(&serde_json::from_str(&text).unwrap()).unwrap();
    }

    fn put(&mut self, records: u32) {
        for number in self.put..self.put + records {
            let data = base64::encode(format!("{number} ").as_bytes());
            let body = format!(r#"{{"StreamName":"orders","PartitionKey":"{number}","Data":"{data}"}}"#);
            self.send("PutRecord", &body);
            self.wait(Duration::from_millis(400));
        }
        self.put += records;
    }

    fn reshard(&mut self, shards: u64) {
        let body = format!(
            r#"{{"StreamName":"orders","TargetShardCount":{shards},"ScalingType":"UNIFORM_SCALING"}}"#
        );
        self.send("UpdateShardCount", &body);
    }

    fn wait(&mut self, length: Duration) {
        self.world.advance(length);
    }

    /// The numbers of the records that were delivered, in their order.
    fn delivered(&mut self) -> Vec<u32> {
        self.wait(Duration::from_secs(90));
        let bucket = self.world.s3().bucket("lake").unwrap();
        let bodies: Vec<_> =
            bucket.objects().map(|(_, object)| String::from_utf8_lossy(&object.body)).collect();
        let mut found: Vec<u32> =
            bodies.concat().split_whitespace().map(|word| word.parse().unwrap()).collect();
        found.sort_unstable();
        found
    }

    #[track_caller]
    fn check_all_delivered(&mut self) {
        assert_eq!(self.delivered(), (0..self.put).collect::<Vec<_>>());
    }
}

#[test]
fn what_comes_while_the_first_reads_are_throttled_is_read_later() {
    let mut bench = Bench::with_faults(&[("GetRecords", 10)]);
    bench.put(50);
    bench.check_all_delivered();
}

#[test]
fn what_comes_while_the_shards_are_not_known_is_read_later_though_they_are_split() {
    let mut bench = Bench::with_faults(&[("ListShards", 20)]);
    bench.put(10);
    bench.reshard(2);
    bench.put(10);
    bench.reshard(4);
    bench.put(40);
    bench.check_all_delivered();
}

#[test]
fn an_iterator_that_expires_before_anything_was_read_is_taken_anew() {
    let mut bench = Bench::with_faults(&[]);
    bench.wait(Duration::from_secs(5));
    bench.fault("GetRecords", "1", 400);
    bench.put(10);
    bench.wait(Duration::from_secs(410));
    bench.put(10);
    bench.check_all_delivered();
}

#[test]
fn a_shard_that_went_unread_is_followed_by_those_that_continue_it() {
    let mut bench = Bench::with_faults(&[]);
    bench.put(5);
    bench.wait(Duration::from_secs(5));
    bench.fault("GetRecords", "1", 26 * 3_600);
    bench.put(5);
    bench.reshard(2);
    bench.wait(Duration::from_hours(25));
    bench.put(5);
    bench.wait(Duration::from_hours(2));
    bench.put(5);
    let expected: Vec<u32> = (0..5).chain(10..20).collect();
    assert_eq!(bench.delivered(), expected, "what the stream kept no longer is lost, and nothing else");
}

/// A bucket that is not there is tried for as long as the stream keeps what was read, which may be more than a day.
#[test]
fn what_was_read_waits_for_its_bucket_as_long_as_the_stream_keeps_it() {
    let mut bench = Bench::with_faults(&[]);
    bench.send("IncreaseStreamRetentionPeriod", r#"{"StreamName":"orders","RetentionPeriodHours":30}"#);
    assert_eq!(s3::send(&mut bench.world, "DELETE", "/lake", &[], b"").status, 204);
    bench.put(5);
    bench.wait(Duration::from_hours(29));
    let (found, waiting) = counts(&mut bench.world);
    assert_eq!((found.lost, waiting), (0, 5));
    bench.wait(Duration::from_hours(2));
    let (found, waiting) = counts(&mut bench.world);
    assert_eq!((found.lost, waiting), (5, 0));
}

#[test]
fn whatever_fails_each_record_comes_once() {
    for seed in 0..12 {
        let mut rng = Rng::from_seed(seed);
        let first = ["ListShards", "GetShardIterator", "GetRecords", "none"][rng.in_range(0, 3) as usize];
        let faults = [(first, rng.in_range(1, 30))];
        let mut bench = Bench::with_faults(if first == "none" { &[] } else { &faults });
        for _ in 0..15 {
            match rng.in_range(0, 5) {
                0 => {
                    bench.fault("GetRecords", ["1", "0.5"][rng.in_range(0, 1) as usize], rng.in_range(1, 400))
                }
                1 => bench.fault("GetShardIterator", "0.5", rng.in_range(1, 100)),
                2 => bench.reshard(rng.in_range(1, 2)),
                3 => bench.wait(Duration::from_secs(rng.in_range(1, 330))),
                _ => bench.put(rng.in_range(1, 8) as u32),
            }
        }
        bench.wait(Duration::from_secs(420));
        assert_eq!(bench.delivered(), (0..bench.put).collect::<Vec<_>>(), "seed {seed}");
    }
}
