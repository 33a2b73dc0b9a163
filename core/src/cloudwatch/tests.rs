use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use expect_test::{Expect, expect};

use super::*;
use crate::api::{Failure, Terms};
use crate::error::Code;
use crate::fact::{Limit, StreamConfiguration};
use crate::ids::SequenceNumber;
use crate::wire::{Protocol, Reader, Writer};

/// Lets one account's metrics read facts.
struct Bench {
    metrics: CloudWatch,
    now: Instant,
}

/// A stream `s` that takes a record of 100 bytes each minute from 00:10 to 00:14, and refuses another at 00:14, when it is
/// asked these things: `Operation {json}` a line.
#[track_caller]
pub(super) fn check(script: &str, expected: Expect) {
    let mut bench = Bench::new();
    for minute in 10..15 {
        bench.now = Instant::from_secs(minute * 60);
        bench.accept(0, 1, 100);
        bench.call("PutRecord");
    }
    bench.refuse(0, 1);
    bench.call("PutRecord");
    let mut transcript = String::new();
    for line in script.lines().map(str::trim) {
        let (operation, body) = line.split_once(' ').expect("an operation and its input");
        transcript += &format!("{operation}: {}\n", bench.ask(operation, body));
    }
    expected.assert_eq(&transcript);
}

impl Bench {
    fn new() -> Self {
        Self { metrics: CloudWatch::default(), now: Instant::from_secs(600) }
    }

    fn ask(&mut self, operation: &str, body: &str) -> String {
        let declaration = op::OPERATIONS.iter().find(|declaration| declaration.name == operation);
        let (mut body, mut writer) = (body.as_bytes().to_vec(), Writer::new(Protocol::Json));
        let reader = Reader::new(Protocol::Json, &mut body);
        let terms = Terms { authorization: Ok(()), now: self.now, may_wait: false, admitted: None };
        let declaration = declaration.expect("an operation");
        match declaration.run(&mut self.metrics, reader, terms, &mut writer).outcome {
            Ok(()) => String::from_utf8(writer.into_bytes()).expect("JSON is UTF-8"),
            Err(Failure::Refused(error)) => error.to_string(),
            Err(Failure::Syntax) => "malformed".into(),
            Err(Failure::NotYet(_)) => unreachable!("this call does not wait"),
        }
    }

    fn tell(&mut self, event: Event) {
        self.metrics.read(&event, self.now);
    }

    fn call(&mut self, operation: &'static str) {
        self.tell(Event::Call { operation: Cow::Borrowed(operation), error: None });
    }

    fn accept(&mut self, shard: u32, count: u32, bytes: u64) {
        let (first, digest) = (SequenceNumber::shard_start(0, 0), 0);
        let (stream, shard) = ("s".into(), ShardId(shard));
        let (kib, payload_units) = (0, 0);
        self.tell(Event::RecordsAccepted { stream, shard, count, bytes, kib, payload_units, first, digest });
    }

    fn refuse(&mut self, shard: u32, count: u32) {
        self.refuse_by(shard, count, Limit::WriteRecords);
    }

    fn refuse_by(&mut self, shard: u32, count: u32, limit: Limit) {
        let (stream, shard) = ("s".into(), ShardId(shard));
        self.tell(Event::RecordsRefused { stream, shard, count, bytes: 1, limit });
    }

    fn configure(&mut self, shard_metrics: &[&'static str]) {
        self.tell(Event::StreamConfigured(Box::new(StreamConfiguration {
            stream: "s".into(),
            on_demand: false,
            retention_hours: 24,
            consumers: 0,
            shard_metrics: shard_metrics.iter().map(|&name| Cow::Borrowed(name)).collect(),
        })));
    }

    /// Every metric that has values, with all of them: `count, sum, least..greatest` at its second.
    #[track_caller]
    fn check(&self, expected: Expect) {
        let mut text = String::new();
        for series in self.metrics.series("s") {
            let shard = series.shard().map(|shard| format!(" of shard {}", shard.0)).unwrap_or_default();
            let consumer = series.consumer().map(|name| format!(" of consumer {name}")).unwrap_or_default();
            text += &format!("{}{shard}{consumer} [{}]:", series.name(), series.unit().as_str());
            for (at, Statistics { count, sum, least, greatest }) in
                self.metrics.values(series, Instant::EPOCH, Instant::from_secs(1_000_000_000))
            {
                text += &format!(" {} = {count}, {sum}, {least}..{greatest};", at.total_secs());
            }
            text += "\n";
        }
        expected.assert_eq(&text);
    }
}

#[test]
fn a_put_gives_one_value_to_each_metric_of_its_operation() {
    let mut bench = Bench::new();
    bench.accept(0, 1, 100);
    bench.call("PutRecord");
    bench.refuse(0, 1);
    bench.call("PutRecord");
    bench.accept(0, 3, 300);
    bench.refuse(0, 2);
    bench.accept(1, 5, 500);
    bench.call("PutRecords");
    bench.check(expect![[r#"
        IncomingBytes [Bytes]: 600 = 3, 900, 0..800;
        IncomingRecords [Count]: 600 = 3, 9, 0..8;
        PutRecord.Bytes [Bytes]: 600 = 2, 100, 0..100;
        PutRecord.Latency [Milliseconds]: 600 = 2, 0, 0..0;
        PutRecord.Success [Count]: 600 = 2, 1, 0..1;
        PutRecords.Bytes [Bytes]: 600 = 1, 800, 800..800;
        PutRecords.FailedRecords [Count]: 600 = 1, 0, 0..0;
        PutRecords.Latency [Milliseconds]: 600 = 1, 0, 0..0;
        PutRecords.Records [Count]: 600 = 1, 8, 8..8;
        PutRecords.Success [Count]: 600 = 1, 1, 1..1;
        PutRecords.SuccessfulRecords [Count]: 600 = 1, 8, 8..8;
        PutRecords.ThrottledRecords [Count]: 600 = 1, 2, 2..2;
        PutRecords.TotalRecords [Count]: 600 = 1, 10, 10..10;
        WriteProvisionedThroughputExceeded [Count]: 600 = 3, 3, 0..2;
    "#]]);
}

#[test]
fn what_a_fault_refuses_failed_unless_its_error_speaks_of_a_limit() {
    let mut bench = Bench::new();
    bench.configure(&["WriteProvisionedThroughputExceeded"]);
    bench.accept(0, 1, 100);
    bench.refuse_by(0, 4, Limit::Struck(Code::InternalFailure));
    bench.refuse_by(0, 2, Limit::Struck(Code::ProvisionedThroughputExceeded));
    bench.refuse_by(1, 3, Limit::Fault);
    bench.call("PutRecords");
    bench.accept(0, 1, 100);
    bench.call("PutRecords");
    bench.refuse_by(0, 1, Limit::Struck(Code::InternalFailure));
    bench.call("PutRecord");
    bench.check(expect![[r#"
        IncomingBytes [Bytes]: 600 = 3, 200, 0..100;
        IncomingRecords [Count]: 600 = 3, 2, 0..1;
        PutRecord.Bytes [Bytes]: 600 = 1, 0, 0..0;
        PutRecord.Latency [Milliseconds]: 600 = 1, 0, 0..0;
        PutRecord.Success [Count]: 600 = 1, 0, 0..0;
        PutRecords.Bytes [Bytes]: 600 = 2, 200, 100..100;
        PutRecords.FailedRecords [Count]: 600 = 2, 4, 0..4;
        PutRecords.Latency [Milliseconds]: 600 = 2, 0, 0..0;
        PutRecords.Records [Count]: 600 = 2, 2, 1..1;
        PutRecords.Success [Count]: 600 = 2, 2, 1..1;
        PutRecords.SuccessfulRecords [Count]: 600 = 2, 2, 1..1;
        PutRecords.ThrottledRecords [Count]: 600 = 2, 5, 0..5;
        PutRecords.TotalRecords [Count]: 600 = 2, 11, 1..10;
        WriteProvisionedThroughputExceeded [Count]: 600 = 3, 5, 0..5;
        WriteProvisionedThroughputExceeded of shard 0 [Count]: 600 = 3, 2, 0..2;
        WriteProvisionedThroughputExceeded of shard 1 [Count]: 600 = 1, 3, 3..3;
    "#]]);
}

#[test]
fn a_read_counts_what_it_gave_and_a_refused_one_that_it_was_refused() {
    let mut bench = Bench::new();
    for millis_behind_latest in [9_000, 0] {
        let (stream, shard) = ("s".into(), ShardId(0));
        bench.tell(Event::RecordsRead { stream, shard, count: 7, bytes: 70, millis_behind_latest });
        bench.call("GetRecords");
    }
    bench.tell(Event::ReadRefused { stream: "s".into(), shard: ShardId(0), limit: Limit::ReadCalls });
    bench.call("GetRecords");
    bench.check(expect![[r#"
        GetRecords.Bytes [Bytes]: 600 = 2, 140, 70..70;
        GetRecords.IteratorAge [Milliseconds]: 600 = 2, 9000, 0..9000;
        GetRecords.IteratorAgeMilliseconds [Milliseconds]: 600 = 2, 9000, 0..9000;
        GetRecords.Latency [Milliseconds]: 600 = 3, 0, 0..0;
        GetRecords.Records [Count]: 600 = 2, 14, 7..7;
        GetRecords.Success [Count]: 600 = 3, 2, 0..1;
        ReadProvisionedThroughputExceeded [Count]: 600 = 3, 1, 0..1;
    "#]]);
}

#[test]
fn a_consumer_has_metrics_of_its_subscriptions() {
    let mut bench = Bench::new();
    let tell = |bench: &mut Bench, event: fn(Arc<str>, Arc<str>, ShardId) -> Event| {
        bench.tell(event("s".into(), "c".into(), ShardId(0)));
    };
    tell(&mut bench, |stream, consumer, shard| Event::SubscriptionStarted { stream, consumer, shard });
    tell(&mut bench, |stream, consumer, shard| Event::SubscriptionRefused { stream, consumer, shard });
    bench.call("SubscribeToShard");
    for _ in 0..2 {
        tell(&mut bench, |stream, consumer, shard| {
            let (count, bytes, millis_behind_latest) = (3, 30, 500);
            Event::RecordsDelivered { stream, consumer, shard, count, bytes, millis_behind_latest }
        });
    }
    bench.check(expect![[r#"
        SubscribeToShard.RateExceeded of consumer c [Count]: 600 = 2, 1, 0..1;
        SubscribeToShard.Success of consumer c [Count]: 600 = 2, 1, 0..1;
        SubscribeToShardEvent.Bytes of consumer c [Bytes]: 600 = 2, 60, 30..30;
        SubscribeToShardEvent.MillisBehindLatest of consumer c [Milliseconds]: 600 = 2, 1000, 500..500;
        SubscribeToShardEvent.Records of consumer c [Count]: 600 = 2, 6, 3..3;
        SubscribeToShardEvent.Success of consumer c [Count]: 600 = 2, 2, 1..1;
    "#]]);
    let dimensions = [(metric::CONSUMER_NAME, "c"), (metric::STREAM_NAME, "s")];
    assert!(Series::find("SubscribeToShard.Success", dimensions.into_iter()).is_some());
    assert!(Series::find("IncomingBytes", dimensions.into_iter()).is_none());
}

#[test]
fn a_minute_without_calls_has_no_value() {
    let mut bench = Bench::new();
    for at in [600, 659, 660, 900] {
        bench.now = Instant::from_secs(at);
        bench.accept(0, 1, 100);
        bench.call("PutRecord");
    }
    let series = Series::find("PutRecord.Bytes", [("StreamName", "s")].into_iter()).unwrap();
    let found = |from, to| -> Vec<_> {
        let values = bench.metrics.values(series, Instant::from_secs(from), Instant::from_secs(to));
        values.map(|(at, value)| (at.total_secs(), value.count)).collect()
    };
    assert_eq!(found(600, 900), [(600, 2), (660, 1)]);
    assert_eq!(found(659, 901), [(600, 2), (660, 1), (900, 1)], "what counts is where a minute begins");
}

#[test]
fn shards_have_the_metrics_that_are_on_while_they_are_on() {
    let mut bench = Bench::new();
    let put = |bench: &mut Bench, second| {
        bench.now = Instant::from_secs(second);
        bench.accept(0, 1, 100);
        bench.call("PutRecord");
    };
    put(&mut bench, 600);
    bench.configure(&["IncomingBytes", "WriteProvisionedThroughputExceeded"]);
    put(&mut bench, 660);
    bench.configure(&[]);
    put(&mut bench, 720);
    bench.configure(&["IncomingRecords"]);
    bench.tell(Event::StreamStatusChanged { stream: "s".into(), status: None });
    put(&mut bench, 780);
    bench.check(expect![[r#"
        IncomingBytes [Bytes]: 600 = 1, 100, 100..100; 660 = 1, 100, 100..100; 720 = 1, 100, 100..100; 780 = 1, 100, 100..100;
        IncomingRecords [Count]: 600 = 1, 1, 1..1; 660 = 1, 1, 1..1; 720 = 1, 1, 1..1; 780 = 1, 1, 1..1;
        PutRecord.Bytes [Bytes]: 600 = 1, 100, 100..100; 660 = 1, 100, 100..100; 720 = 1, 100, 100..100; 780 = 1, 100, 100..100;
        PutRecord.Latency [Milliseconds]: 600 = 1, 0, 0..0; 660 = 1, 0, 0..0; 720 = 1, 0, 0..0; 780 = 1, 0, 0..0;
        PutRecord.Success [Count]: 600 = 1, 1, 1..1; 660 = 1, 1, 1..1; 720 = 1, 1, 1..1; 780 = 1, 1, 1..1;
        WriteProvisionedThroughputExceeded [Count]: 600 = 1, 0, 0..0; 660 = 1, 0, 0..0; 720 = 1, 0, 0..0; 780 = 1, 0, 0..0;
        IncomingBytes of shard 0 [Bytes]: 660 = 1, 100, 100..100;
        WriteProvisionedThroughputExceeded of shard 0 [Count]: 660 = 1, 0, 0..0;
    "#]]);
}

#[test]
fn minutes_are_forgotten_after_fifteen_days() {
    let mut bench = Bench::new();
    for hour in 0..HOURS_KEPT + 24 {
        bench.now = Instant::from_secs(hour * 3_600);
        bench.accept(0, 1, 100);
        bench.call("PutRecord");
    }
    let series = Series::find("PutRecord.Bytes", [("StreamName", "s")].into_iter()).unwrap();
    let mut kept = bench.metrics.values(series, Instant::EPOCH, bench.now);
    assert_eq!(kept.next().map(|(at, _)| at), Some(Instant::from_secs(23 * 3_600)));
}

#[test]
fn the_oldest_minutes_go_when_there_is_too_much_to_keep() {
    let mut metrics = CloudWatch::default();
    let streams: Vec<Arc<str>> = (0..1_000).map(|number| format!("s{number}").into()).collect();
    let minutes = 3 * ROWS_KEPT / streams.len();
    for minute in 0..minutes {
        for stream in &streams {
            let refused =
                Event::ReadRefused { stream: stream.clone(), shard: ShardId(0), limit: Limit::ReadCalls };
            metrics.read(&refused, Instant::from_secs(minute as i64 * 60));
        }
    }
    let series = Series::find("GetRecords.Success", [("StreamName", "s7")].into_iter()).unwrap();
    let kept = metrics.values(series, Instant::EPOCH, Instant::from_secs(minutes as i64 * 60)).count();
    let most = ROWS_KEPT / streams.len();
    assert_eq!(kept, most + 1, "of {minutes} minutes, with the one that runs");
}

/// More in one hour than is kept: its first minutes go, though no other hour is there.
#[test]
fn an_hour_has_no_more_than_there_is_to_keep() {
    let mut metrics = CloudWatch::default();
    let streams: Vec<Arc<str>> = (0..ROWS_KEPT / 10).map(|number| format!("s{number}").into()).collect();
    for minute in 0..13 {
        for stream in &streams {
            let refused =
                Event::ReadRefused { stream: stream.clone(), shard: ShardId(0), limit: Limit::ReadCalls };
            metrics.read(&refused, Instant::from_secs(minute * 60));
        }
    }
    let series = Series::find("GetRecords.Success", [("StreamName", "s7")].into_iter()).unwrap();
    let kept = metrics.values(series, Instant::EPOCH, Instant::from_secs(3_600));
    assert_eq!(kept.map(|(at, _)| at.total_secs() / 60).collect::<Vec<_>>(), (2..13).collect::<Vec<_>>());
}

#[test]
fn a_series_has_exactly_the_dimensions_of_its_kind() {
    let found = |name, dimensions: &[(&'static str, &'static str)]| {
        Series::find(name, dimensions.iter().copied()).is_some()
    };
    let (stream, shard) = ((metric::STREAM_NAME, "s"), (metric::SHARD_ID, "shardId-000000000000"));
    assert!(found("IncomingBytes", &[stream]) && found("IncomingBytes", &[shard, stream]));
    assert!(found("PutRecord.Bytes", &[stream]) && !found("PutRecord.Bytes", &[stream, shard]));
    assert!(found("OutgoingBytes", &[stream, shard]) && !found("OutgoingBytes", &[stream]));
    for wrong in [&[][..], &[shard], &[stream, stream], &[stream, ("Color", "red")]] {
        assert!(!found("IncomingBytes", wrong), "{wrong:?}");
    }
    assert!(!found("IncomingBytes", &[stream, (metric::SHARD_ID, "0")]));
    assert!(!found("Nosuch", &[stream]));
}
