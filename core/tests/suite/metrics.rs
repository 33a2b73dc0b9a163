//! CloudWatch as its clients see it: what the calls of one account and region leave behind, by the minute.

use crate::support::Call;
use kinetoscope::api::dispatch::Target;
use kinetoscope::cloudwatch;
use kinetoscope::ids::AccountId;
use kinetoscope::streams;
use kinetoscope::time::Duration;
use kinetoscope::world::{Settings, Tenant, World};
use serde_json::Value;

fn world() -> World {
    let mut settings = Settings::default();
    settings.streams.transition = Duration::ZERO;
    World::new(settings)
}

#[track_caller]
fn stream(world: &mut World, operation: &str, input: &str) -> Value {
    call(world, streams::TARGET, operation, input)
}

#[track_caller]
fn call(world: &mut World, service: &str, operation: &str, input: &str) -> Value {
    let answer = world.call_json(Target { service, operation }, input).unwrap();
    if answer.is_empty() { Value::Null } else { serde_json::from_str(&answer).unwrap() }
}

/// The sum of a metric of the stream `s` in the last ten minutes.
#[track_caller]
fn sum(world: &mut World, metric: &str, dimensions: &str) -> Option<f64> {
    let (end, start) = (world.now(), world.now().before(Duration::from_secs(10 * 60)));
    let input = format!(
        r#"{{"Namespace":"AWS/Kinesis","MetricName":"{metric}","StartTime":{},"EndTime":{},"Period":600,
            "Statistics":["Sum"],"Dimensions":[{{"Name":"StreamName","Value":"s"}}{dimensions}]}}"#,
        start.total_secs(),
        end.total_secs() + 1
    );
    let answer = call(world, cloudwatch::TARGET, "GetMetricStatistics", &input);
    let points = answer["Datapoints"].as_array().unwrap();
    (!points.is_empty()).then(|| points.iter().map(|point| point["Sum"].as_f64().unwrap()).sum())
}

const SHARD: &str = r#",{"Name":"ShardId","Value":"shardId-000000000000"}"#;
const PUT: &str = r#"{"StreamName":"s","PartitionKey":"k","Data":"AAAA"}"#;

#[test]
fn calls_of_a_stream_become_its_metrics() {
    let mut world = world();
    stream(&mut world, "CreateStream", r#"{"StreamName":"s","ShardCount":1}"#);
    assert_eq!(sum(&mut world, "IncomingRecords", ""), None);
    stream(&mut world, "PutRecord", PUT);
    let records =
        r#"{"StreamName":"s","Records":[{"PartitionKey":"k","Data":"AAAA"},{"PartitionKey":"l","Data":""}]}"#;
    stream(&mut world, "PutRecords", records);
    let iterator =
        r#"{"StreamName":"s","ShardId":"shardId-000000000000","ShardIteratorType":"TRIM_HORIZON"}"#;
    let iterator = stream(&mut world, "GetShardIterator", iterator)["ShardIterator"].to_string();
    stream(&mut world, "GetRecords", &format!(r#"{{"ShardIterator":{iterator}}}"#));
    world.advance(Duration::from_secs(90));

    for (metric, expected) in [
        ("IncomingRecords", 3.0),
        ("IncomingBytes", 9.0),
        ("PutRecord.Success", 1.0),
        ("PutRecords.Success", 1.0),
        ("PutRecords.TotalRecords", 2.0),
        ("WriteProvisionedThroughputExceeded", 0.0),
        ("GetRecords.Records", 3.0),
        ("GetRecords.Success", 1.0),
    ] {
        assert_eq!(sum(&mut world, metric, ""), Some(expected), "{metric}");
    }
    assert_eq!(sum(&mut world, "IncomingRecords", SHARD), None, "nobody asked for metrics of shards");
}

#[test]
fn enhanced_monitoring_adds_the_metrics_of_shards_that_it_names() {
    let mut world = world();
    stream(&mut world, "CreateStream", r#"{"StreamName":"s","ShardCount":1}"#);
    let metrics = r#"{"StreamName":"s","ShardLevelMetrics":["IncomingRecords"]}"#;
    stream(&mut world, "EnableEnhancedMonitoring", metrics);
    stream(&mut world, "PutRecord", PUT);
    assert_eq!(sum(&mut world, "IncomingRecords", SHARD), Some(1.0));
    assert_eq!(sum(&mut world, "IncomingBytes", SHARD), None);
    stream(&mut world, "DisableEnhancedMonitoring", r#"{"StreamName":"s","ShardLevelMetrics":["ALL"]}"#);
    world.advance(Duration::from_secs(60));
    stream(&mut world, "PutRecord", PUT);
    assert_eq!(
        sum(&mut world, "IncomingRecords", SHARD),
        Some(1.0),
        "what came after counts for the stream only"
    );
    assert_eq!(sum(&mut world, "IncomingRecords", ""), Some(2.0));
}

/// Every statistic of a metric in the last ten minutes.
#[track_caller]
fn statistics(world: &mut World, metric: &str, dimensions: &str) -> Value {
    let (end, start) = (world.now(), world.now().before(Duration::from_secs(10 * 60)));
    let input = format!(
        r#"{{"Namespace":"AWS/Kinesis","MetricName":"{metric}","StartTime":{},"EndTime":{},"Period":60,
            "Statistics":["SampleCount","Sum","Minimum","Maximum"],"Dimensions":[{dimensions}]}}"#,
        start.total_secs(),
        end.total_secs() + 1
    );
    let mut answer = call(world, cloudwatch::TARGET, "GetMetricStatistics", &input);
    let point = answer["Datapoints"][0].as_object_mut().unwrap();
    point.remove("Timestamp");
    Value::Object(point.clone())
}

#[test]
fn latency_is_what_a_fault_keeps_an_answer_back() {
    let mut world = world();
    let fault = |world: &mut World, json: &str| {
        world.act(&serde_json::from_str(json).unwrap()).unwrap();
    };
    stream(&mut world, "CreateStream", r#"{"StreamName":"s","ShardCount":1}"#);
    let iterator = r#"{"StreamName":"s","ShardId":"0","ShardIteratorType":"TRIM_HORIZON"}"#;
    let iterator = stream(&mut world, "GetShardIterator", iterator)["ShardIterator"].to_string();
    let get = format!(r#"{{"ShardIterator":{iterator}}}"#);
    let records = r#"{"StreamName":"s","Records":[{"PartitionKey":"k","Data":"AAAA"}]}"#;
    for delay in [Some(250), Some(1_000), None] {
        if let Some(ms) = delay {
            fault(&mut world, &format!(r#"{{"fault":{{"for_ms":1,"effect":{{"delay":{{"ms":{ms}}}}}}}}}"#));
        }
        stream(&mut world, "PutRecord", PUT);
        stream(&mut world, "PutRecords", records);
        stream(&mut world, "GetRecords", &get);
        world.advance(Duration::from_millis(1));
    }
    let stream = r#"{"Name":"StreamName","Value":"s"}"#;
    for metric in ["PutRecord.Latency", "PutRecords.Latency", "GetRecords.Latency"] {
        let expected =
            r#"{"SampleCount":3.0,"Sum":1250.0,"Minimum":0.0,"Maximum":1000.0,"Unit":"Milliseconds"}"#;
        let expected: Value = serde_json::from_str(expected).unwrap();
        assert_eq!(statistics(&mut world, metric, stream), expected, "{metric}");
    }
}

#[test]
fn a_queue_counts_what_is_received_and_acknowledged() {
    let mut world = world();
    stream(&mut world, "CreateStream", r#"{"StreamName":"s"}"#);
    let arn = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
    let input = format!(r#"{{"QueueName":"q","StreamConfigurationList":[{{"StreamARN":"{arn}"}}]}}"#);
    let queue = stream(&mut world, "CreateQueue", &input)["QueueDescription"]["QueueARN"].clone();
    let id = queue.as_str().unwrap().rsplit_once('/').unwrap().1;
    for _ in 0..3 {
        stream(&mut world, "PutRecord", PUT);
    }
    let receive = format!(r#"{{"QueueARN":{queue},"Limit":2}}"#);
    let received = stream(&mut world, "ReceiveQueueRecords", &receive);
    let receipt = &received["QueueRecords"][0]["ReceiptHandle"];
    let input = format!(r#"{{"QueueARN":{queue},"Entries":[{{"ReceiptHandle":{receipt}}}]}}"#);
    stream(&mut world, "AcknowledgeQueueRecords", &input);
    stream(&mut world, "ReceiveQueueRecords", &receive);
    stream(&mut world, "ReceiveQueueRecords", &receive);

    let dimensions = format!(r#"{{"Name":"QueueName","Value":"q"}},{{"Name":"QueueId","Value":"{id}"}}"#);
    for (metric, samples, sum) in [
        ("ReceivedQueueRecords", 3.0, 3.0),
        ("AcknowledgedQueueRecords", 1.0, 1.0),
        ("EmptyReceives", 3.0, 1.0),
    ] {
        let found = statistics(&mut world, metric, &dimensions);
        assert_eq!((&found["SampleCount"], &found["Sum"]), (&samples.into(), &sum.into()), "{metric}");
    }
    let listed = call(&mut world, cloudwatch::TARGET, "ListMetrics", r#"{"MetricName":"EmptyReceives"}"#);
    let expected = format!(r#"[{{"Name":"QueueId","Value":"{id}"}},{{"Name":"QueueName","Value":"q"}}]"#);
    assert_eq!(listed["Metrics"][0]["Dimensions"].to_string(), expected);
}

#[test]
fn metrics_are_of_one_account_and_looks_leave_nothing() {
    let mut world = world();
    stream(&mut world, "CreateStream", r#"{"StreamName":"s","ShardCount":1}"#);
    stream(&mut world, "PutRecord", PUT);
    let before = (world.hash(), world.fact_count());
    let list = |world: &mut World, account: &str| {
        let service = "GraniteServiceVersion20100801";
        let content_type = "application/x-amz-json-1.0";
        let call = Call { service, content_type, access_key: account, ..Call::of("ListMetrics") };
        let answer: Value = serde_json::from_slice(&call.send(world, "{}").body).unwrap();
        answer["Metrics"].as_array().unwrap().len()
    };
    assert!(0 < list(&mut world, "000000000000"));
    assert_eq!(list(&mut world, "111111111111"), 0);
    assert_eq!((world.hash(), world.fact_count()), before);
    let other = Tenant { account: AccountId::parse("111111111111").unwrap(), ..Tenant::default() };
    assert!(world.cloudwatch(&other).is_none());
}

#[test]
fn a_snapshot_has_the_metrics_too() {
    let mut world = world();
    stream(&mut world, "CreateStream", r#"{"StreamName":"s","ShardCount":1}"#);
    stream(&mut world, "PutRecord", PUT);
    world.advance(Duration::from_secs(2 * 60));
    stream(&mut world, "PutRecord", PUT);
    let mut restored = World::restore(&world.snapshot()).unwrap();
    assert_eq!(sum(&mut restored, "IncomingRecords", ""), Some(2.0));
}
