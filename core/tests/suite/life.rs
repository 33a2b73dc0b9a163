//! The life of a record, as readers and the log tell it.

use kinetoscope::api::dispatch::Target;
use kinetoscope::ids::{HashKey, SequenceNumber};
use kinetoscope::streams::TARGET;
use kinetoscope::time::Duration;
use kinetoscope::world::World;
use kinetoscope::world::life::{Life, ReadState};
use kinetoscope::world::scenario::{Action, ReaderAction, Scenario};
use serde_json::Value;

const DIARY: &str = r#"{"version":1,"id":"a","streams":[{"name":"orders","shards":2}],
    "producers":[{"name":"shop","stream":"orders","records_per_second":1,"batch_ms":1000,
                  "keys":{"fixed":{"key":"user-1"}}}],
    "readers":[{"name":"billing","stream":"orders"},
               {"name":"late","stream":"orders","start":{"AT_SEQUENCE_NUMBER":{"record":20}}},
               {"name":"idle","stream":"orders","running":false},
               {"name":"careful","stream":"orders","poll_ms":5000,"checkpoint_ms":60000},
               {"name":"sent","stream":"orders","fan_out":true}]}"#;

fn diary() -> World {
    Scenario::from_json(DIARY).unwrap().world(None).unwrap()
}

/// The life of a record of shard 1.
fn life(world: &mut World, record: u64) -> Life {
    let tenant = kinetoscope::world::Tenant::default();
    let shard = world.services(&tenant).unwrap().streams.stream("orders").unwrap().shards()[1].clone();
    let found = shard.log.get(shard.first_counter() + record).unwrap();
    let number = shard.sequence_number(found.counter, found.arrival);
    world.life("orders", 1, number).unwrap()
}

#[test]
fn a_record_tells_where_it_came_from_and_where_it_fell() {
    let mut world = diary();
    world.advance(Duration::from_secs(10));
    let life = life(&mut world, 3);
    assert_eq!((life.producer.as_deref(), life.partition_key.as_str()), (Some("shop"), "user-1"));
    assert_eq!((life.record, life.shard, life.bytes, life.is_placed), (3, 1, 200, false));
    assert_eq!(life.hash_key, HashKey::of_partition_key("user-1"));
    assert_eq!(life.md5, format!("{:032x}", life.hash_key.0));
    assert_eq!(life.arrival, world.settings().start + Duration::from_secs(4));
    assert_eq!(life.expires.since(life.arrival), Duration::from_hours(24));
}

#[test]
fn each_reader_tells_what_it_did_with_it() {
    let mut world = diary();
    world.advance(Duration::from_millis(32_500));
    let of = |life: &Life, name: &str| life.reads.iter().find(|read| read.reader == name).unwrap().clone();
    let early = life(&mut world, 3);
    let billing = of(&early, "billing");
    assert_eq!((billing.state, billing.lag_ms, billing.is_checkpointed), (ReadState::Read, Some(0), true));
    assert_eq!(of(&early, "late").state, ReadState::Passed);
    assert_eq!(of(&early, "idle").state, ReadState::Ahead);
    let careful = of(&early, "careful");
    assert_eq!((careful.state, careful.lag_ms), (ReadState::Read, Some(1_000)));
    assert!(!careful.is_checkpointed, "it has written down nothing yet");
    assert_eq!(of(&early, "sent").state, ReadState::Read);
    assert_eq!(of(&life(&mut world, 10), "sent").lag_ms, Some(0));
    let newest = life(&mut world, 31);
    assert_eq!(of(&newest, "careful").state, ReadState::Ahead);
    assert_eq!(of(&newest, "late").state, ReadState::Read);
    world.act(&Action::Reader(ReaderAction { running: Some(true), ..ReaderAction::of("idle") })).unwrap();
    world.advance(Duration::from_secs(2));
    assert_eq!(of(&life(&mut world, 3), "idle").lag_ms, Some(29_500));
}

#[test]
fn what_somebody_else_put_has_no_producer() {
    let mut world = diary();
    world.advance(Duration::from_secs(5));
    let put = r#"{"StreamName":"orders","PartitionKey":"mine","ExplicitHashKey":"0","Data":"eyJwcm9kdWNlciI6InNob3AiLCJ4Ijo="}"#;
    let answer = world.call_json(Target { service: TARGET, operation: "PutRecord" }, put).unwrap();
    let answer: Value = serde_json::from_str(&answer).unwrap();
    let number = SequenceNumber::parse(answer["SequenceNumber"].as_str().unwrap()).unwrap();
    let life = world.life("orders", 0, number).unwrap();
    assert_eq!((life.producer, life.is_placed, life.at), (None, true, 0.0));
    assert!(world.life("orders", 1, number).is_none(), "it is of another shard");
    assert!(world.life("nobody", 0, number).is_none());
}
