//! The test of the README, as it stands there.

use kinetoscope::error::Error;
use kinetoscope::streams::op::{CreateStream, CreateStreamInput, GetRecords, GetRecordsInput};
use kinetoscope::streams::op::{GetShardIterator, GetShardIteratorInput, PutRecord, PutRecordInput};
use kinetoscope::streams::shapes::ShardIteratorType;
use kinetoscope::time::Duration;
use kinetoscope::world::{Settings, World};

#[test]
fn an_order_is_gone_after_a_day() -> Result<(), Error> {
    let mut world = World::new(Settings::default());
    let stream = CreateStreamInput { stream_name: "orders", shard_count: Some(1), ..Default::default() };
    world.call::<CreateStream>(stream)?;
    let stream_name = Some("orders");
    let order = PutRecordInput { stream_name, partition_key: Some("1"), data: b"tea", ..Default::default() };
    world.call::<PutRecord>(order)?;
    assert_eq!(orders(&mut world)?, 1);
    world.advance(Duration::from_hours(25));
    assert_eq!(orders(&mut world)?, 0);
    Ok(())
}

/// How many records can be read, from the oldest on.
fn orders(world: &mut World) -> Result<usize, Error> {
    let oldest = GetShardIteratorInput {
        stream_name: Some("orders"),
        shard_id: "shardId-000000000000",
        shard_iterator_type: ShardIteratorType::TrimHorizon,
        ..Default::default()
    };
    let iterator = world.call::<GetShardIterator>(oldest)?.shard_iterator;
    let page = GetRecordsInput { shard_iterator: &iterator, ..Default::default() };
    Ok(world.call::<GetRecords>(page)?.records.len())
}

#[test]
fn the_readme_has_the_test_above() {
    let (_, code) = include_str!("readme.rs").split_once("\n\n").unwrap();
    let (code, _) = code.split_once("\n\n#[test]\nfn the_readme").unwrap();
    assert!(include_str!("../../../README.md").contains(code), "{code}");
}
