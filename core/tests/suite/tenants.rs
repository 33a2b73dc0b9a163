//! Every account and region is a world of its own, also to those who only watch.

use crate::support::Call;
use kinetoscope::ids::{AccountId, Region};
use kinetoscope::streams::op::{CreateStream, CreateStreamInput, PutRecord, PutRecordInput};
use kinetoscope::time::{Duration, Instant};
use kinetoscope::world::scenario::Scenario;
use kinetoscope::world::view::Frame;
use kinetoscope::world::{Settings, Tenant, World};

const FRAME: Frame = Frame { window: Duration::from_secs(10), buckets: 10 };

/// Calls an operation as some account in some region.
#[track_caller]
fn call(world: &mut World, account: &str, region: &str, operation: &str, input: &str) -> u16 {
    Call { access_key: account, region, ..Call::of(operation) }.send(world, input).status
}

const OTHER: &str = "111111111111";

#[test]
fn a_stream_of_the_same_name_elsewhere_is_another() {
    let scenario = r#"{"version":1,"id":"a","streams":[{"name":"orders"}],
        "producers":[{"name":"shop","stream":"orders","records_per_second":1500}]}"#;
    let mut world = Scenario::from_json(scenario).unwrap().world(None).unwrap();
    world.advance(Duration::from_secs(3));
    let view = world.view(FRAME);
    assert!(view.streams[0].shards[0].last_second.refused > 0 && !view.notes.is_empty());

    let elsewhere = "eu-west-1";
    assert_eq!(
        call(&mut world, OTHER, elsewhere, "CreateStream", r#"{"StreamName":"orders","ShardCount":1}"#),
        200
    );
    world.advance(Duration::from_secs(2));
    let before = world.view(FRAME).streams[0].shards[0].total;
    let put = r#"{"StreamName":"orders","PartitionKey":"a","Data":"AAAA"}"#;
    assert_eq!(call(&mut world, OTHER, elsewhere, "PutRecord", put), 200);
    assert_eq!(world.view(FRAME).streams[0].shards[0].total, before, "a put there is not counted here");
    assert_eq!(call(&mut world, OTHER, elsewhere, "DeleteStream", r#"{"StreamName":"orders"}"#), 200);
    world.advance(Duration::from_secs(2));
    assert!(before.accepted < world.view(FRAME).streams[0].shards[0].total.accepted, "its end is not ours");
}

#[test]
fn who_makes_nothing_leaves_nothing_behind() {
    let mut world = World::new(Settings::default());
    for operation in ["ListStreams", "DescribeStream", "CreateStream"] {
        call(&mut world, OTHER, "eu-west-1", operation, "{}");
    }
    let tenant =
        |region| Tenant { account: AccountId::parse(OTHER).unwrap(), region: Region::parse(region).unwrap() };
    assert!(world.services(&tenant("eu-west-1")).is_none());
    call(&mut world, OTHER, "eu-west-2", "CreateStream", r#"{"StreamName":"orders","ShardCount":1}"#);
    assert!(world.services(&tenant("eu-west-2")).is_some());
    let commit = r#"{"MinimumThroughputBillingCommitment":{"Status":"ENABLED"}}"#;
    call(&mut world, OTHER, "eu-west-3", "UpdateAccountSettings", commit);
    assert!(world.services(&tenant("eu-west-3")).is_some(), "a setting is something");
}

#[test]
fn who_has_nothing_has_call_rates_all_the_same() {
    let mut settings = Settings::default();
    settings.streams.enforce_limits = true;
    let mut world = World::new(settings);
    let mut limits = |region: &str| call(&mut world, OTHER, region, "DescribeLimits", "{}");
    assert_eq!((limits("eu-west-1"), limits("eu-west-1")), (200, 400));
    assert_eq!(limits("eu-west-2"), 200, "each region has its own");
    world.advance(Duration::from_secs(1));
    assert_eq!(call(&mut world, OTHER, "eu-west-1", "DescribeLimits", "{}"), 200);
    call(&mut world, OTHER, "eu-west-1", "CreateStream", r#"{"StreamName":"orders","ShardCount":1}"#);
    assert_eq!(call(&mut world, OTHER, "eu-west-1", "DescribeLimits", "{}"), 400);
}

#[test]
fn the_clock_stops_at_its_end_and_calls_are_still_answered() {
    let mut world = World::new(Settings::default());
    world.advance(Duration::from_micros(u64::MAX));
    assert_eq!(world.now(), Instant::CLOCK_END);
    let stream_name = "orders";
    let one_shard = CreateStreamInput { stream_name, shard_count: Some(1), ..Default::default() };
    world.call::<CreateStream>(one_shard).unwrap();
    let stream_name = Some(stream_name);
    let record =
        || PutRecordInput { stream_name, partition_key: Some("a"), data: b"tea", ..Default::default() };
    world.call::<PutRecord>(record()).unwrap();
    world.advance_to(Instant::MAX);
    world.call::<PutRecord>(record()).unwrap();
    assert_eq!(world.now(), Instant::CLOCK_END);
}
