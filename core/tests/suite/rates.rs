//! How often each operation may be called where limits are enforced, a line an operation.

use kinetoscope::api::CallRate;
use kinetoscope::api::dispatch::Target;
use kinetoscope::streams::TARGET;
use kinetoscope::streams::op::OPERATIONS;
use kinetoscope::time::Duration;
use kinetoscope::world::{Settings, World};

/// Operation, calls a second, whose calls are counted together, and a call. Source: API reference and quotas page.
const RATES: &str = r#"
    AddTagsToStream                        5    account {"StreamName":"$NAME","Tags":{"k":"v"}}
    CreateStream                           5    account {"StreamName":"$NAME"}
    DecreaseStreamRetentionPeriod          5    stream  {"StreamName":"$NAME","RetentionPeriodHours":24}
    DeleteResourcePolicy                   5    account {"ResourceARN":"$ARN"}
    DeleteStream                           5    account {"StreamName":"$NAME"}
    DeregisterStreamConsumer               5    stream  {"StreamARN":"$ARN","ConsumerName":"c"}
    DescribeAccountSettings                5    account {}
    DescribeLimits                         1    account {}
    DescribeStream                         10   account {"StreamName":"$NAME"}
    DescribeStreamConsumer                 20   stream  {"StreamARN":"$ARN","ConsumerName":"c"}
    DescribeStreamSummary                  20   account {"StreamName":"$NAME"}
    DisableEnhancedMonitoring              5    stream  {"StreamName":"$NAME","ShardLevelMetrics":["ALL"]}
    EnableEnhancedMonitoring               5    stream  {"StreamName":"$NAME","ShardLevelMetrics":["ALL"]}
    GetResourcePolicy                      5    account {"ResourceARN":"$ARN"}
    IncreaseStreamRetentionPeriod          5    stream  {"StreamName":"$NAME","RetentionPeriodHours":24}
    ListShards                             1000 stream  {"StreamName":"$NAME"}
    ListStreamConsumers                    5    stream  {"StreamARN":"$ARN"}
    ListStreams                            5    account {}
    ListTagsForResource                    5    account {"ResourceARN":"$ARN"}
    ListTagsForStream                      5    stream  {"StreamName":"$NAME"}
    MergeShards                            5    stream  {"StreamARN":"$ARN","ShardToMerge":"0","AdjacentShardToMerge":"1"}
    PutResourcePolicy                      5    account {"ResourceARN":"$ARN","Policy":"{}"}
    RegisterStreamConsumer                 5    stream  {"StreamARN":"$ARN","ConsumerName":"c"}
    RemoveTagsFromStream                   5    stream  {"StreamName":"$NAME","TagKeys":["k"]}
    SplitShard                             5    stream  {"StreamName":"$NAME","ShardToSplit":"0","NewStartingHashKey":"9"}
    TagResource                            5    account {"ResourceARN":"$ARN","Tags":{"k":"v"}}
    UntagResource                          5    account {"ResourceARN":"$ARN","TagKeys":["k"]}
    UpdateAccountSettings                  5    account {"MinimumThroughputBillingCommitment":{"Status":"ENABLED"}}
    UpdateMaxRecordSize                    5    account {"StreamARN":"$ARN","MaxRecordSizeInKiB":2048}
    UpdateShardCount                       10   account {"StreamName":"$NAME","TargetShardCount":1,"ScalingType":"UNIFORM_SCALING"}
    UpdateStreamRecordDistributionStrategy 5    account {"StreamARN":"$ARN","RecordDistributionStrategy":"AUTO"}
    UpdateStreamWarmThroughput             5    account {"StreamName":"$NAME","WarmThroughputMiBps":1}
"#;

/// What each shard limits, or the last 24 hours: `transcripts/quotas.txt`.
const LIMITED_OTHERWISE: [&str; 8] = [
    "GetRecords",
    "GetShardIterator",
    "PutRecord",
    "PutRecords",
    "StartStreamEncryption",
    "StopStreamEncryption",
    "SubscribeToShard",
    "UpdateStreamMode",
];

struct Rate {
    operation: &'static str,
    per_second: u64,
    is_of_stream: bool,
    input: &'static str,
}

fn rates() -> impl Iterator<Item = Rate> {
    RATES.trim().lines().map(|line| {
        let (call, input) = line.trim().split_at(line.trim().find('{').expect("an input"));
        let words: Vec<_> = call.split_whitespace().collect();
        let per_second = words[1].parse().expect("a number");
        Rate { operation: words[0], per_second, is_of_stream: words[2] == "stream", input }
    })
}

/// Whether a call is within its rate, whatever else is said to it.
fn passes(world: &mut World, rate: &Rate, stream: &str) -> bool {
    let arn = format!("arn:aws:kinesis:us-east-1:000000000000:stream/{stream}");
    let input = rate.input.replace("$NAME", stream).replace("$ARN", &arn);
    let whose = if rate.is_of_stream { &*format!("stream {stream} under account") } else { "account" };
    let refusal = format!("LimitExceededException: Rate exceeded for {whose} 000000000000.");
    let answer = world.call_json(Target { service: TARGET, operation: rate.operation }, &input);
    answer.err().is_none_or(|error| error.to_string() != refusal)
}

#[test]
fn each_operation_takes_its_calls_a_second_and_no_more() {
    for rate in rates() {
        let mut settings = Settings::default();
        settings.streams.enforce_limits = true;
        let (mut world, operation) = (World::new(settings), rate.operation);
        if rate.is_of_stream {
            // What is not there has no rate.
            for stream in ["s", "t"] {
                let input = format!(r#"{{"StreamName":"{stream}","ShardCount":1}}"#);
                world.call_json(Target { service: TARGET, operation: "CreateStream" }, &input).unwrap();
            }
        }
        for _ in 0..rate.per_second {
            assert!(passes(&mut world, &rate, "s"), "{operation} is refused too soon");
        }
        assert!(!passes(&mut world, &rate, "s"), "{operation} takes too many");
        assert_eq!(passes(&mut world, &rate, "t"), rate.is_of_stream, "{operation} of another stream");
        world.advance(Duration::from_micros(1_000_000 / rate.per_second - 1));
        assert!(!passes(&mut world, &rate, "s"), "{operation} takes the next too soon");
        world.advance(Duration::from_micros(1));
        assert!(passes(&mut world, &rate, "s"), "{operation} takes the next in time");
        assert!(!passes(&mut world, &rate, "s"), "{operation} takes more than the next");
    }
}

#[test]
fn nothing_has_a_rate_that_is_not_told_here() {
    let told: Vec<_> = rates().map(|rate| rate.operation).collect();
    for operation in OPERATIONS {
        let has_rate = operation.rate != CallRate::Unlimited;
        assert_eq!(has_rate, told.contains(&operation.name), "{}", operation.name);
        // No document tells a rate of queues.
        let is_of_queue = operation.name.contains("Queue");
        let is_limited = has_rate || LIMITED_OTHERWISE.contains(&operation.name) || is_of_queue;
        assert!(is_limited, "{} has no limit", operation.name);
    }
}
