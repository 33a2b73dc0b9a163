//! Memory that a world of many records takes beyond their keys and data, and that shards and streams take.

mod counting;

use std::hint::black_box;

use kinetoscope::streams::op::{
    CreateStream, CreateStreamInput, PutRecords, PutRecordsInput, PutRecordsRequestEntry,
};
use kinetoscope::world::{Settings, World};

const RECORDS: usize = 10_000_000;
const DATA: &[u8] = &[7; 100];
const BATCH: usize = 500;
const SHARDS: i32 = 4;
const MANY_SHARDS: i32 = 10_000;
const MANY_STREAMS: usize = 1_000;

fn main() {
    let keys: Vec<String> = (0..BATCH).map(|index| format!("key-{index}")).collect();
    let stored: usize = keys.iter().map(|key| key.len() + DATA.len()).sum::<usize>() * (RECORDS / BATCH);

    let mut world = world(1, SHARDS);
    let held = held_by(|| fill(&mut world, &keys));
    drop(world);
    println!("{RECORDS} records of {} B in {SHARDS} shards", DATA.len());
    println!("heap {held} B, keys and data {stored} B");
    println!("overhead {:.1} B a record", (held - stored) as f64 / RECORDS as f64);

    println!("{MANY_SHARDS} shards: {} B a shard", world_bytes(1, MANY_SHARDS) / MANY_SHARDS as usize);
    println!("{MANY_STREAMS} streams: {} B a stream", world_bytes(MANY_STREAMS, 1) / MANY_STREAMS);
}

/// Memory that some work takes and does not give back.
fn held_by(work: impl FnOnce()) -> usize {
    let before = counting::live();
    work();
    counting::live() - before
}

/// Memory that a world of empty streams takes.
fn world_bytes(streams: usize, shards: i32) -> usize {
    let mut kept = None;
    let held = held_by(|| kept = Some(world(streams, shards)));
    black_box(kept);
    held
}

fn name(stream: usize) -> String {
    format!("stream-{stream}")
}

fn world(streams: usize, shards: i32) -> World {
    let mut world = World::new(Settings::default());
    for stream in 0..streams {
        let name = name(stream);
        let input = CreateStreamInput { stream_name: &name, shard_count: Some(shards), ..Default::default() };
        world.call::<CreateStream>(input).expect("the stream is new");
    }
    world
}

/// Puts all records into the first stream.
fn fill(world: &mut World, keys: &[String]) {
    let name = name(0);
    for _ in 0..RECORDS / BATCH {
        let entry =
            |key| PutRecordsRequestEntry { partition_key: Some(key), data: DATA, ..Default::default() };
        let records = keys.iter().map(|key| entry(key)).collect();
        let input = PutRecordsInput { stream_name: Some(&name), records, ..Default::default() };
        let output = world.call::<PutRecords>(input).expect("nothing refuses");
        assert_eq!(output.failed_record_count, 0);
    }
    // Facts of the last call are still in the service: any question moves them to where they stay.
    assert!(world.fact_count() > 0);
}
