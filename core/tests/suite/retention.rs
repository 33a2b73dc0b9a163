//! Two weeks of records in virtual time: what can be read is what the retention says, hour by hour.

use kinetoscope::streams::op::{
    CreateStream, CreateStreamInput, DecreaseStreamRetentionPeriod, DecreaseStreamRetentionPeriodInput,
    GetRecords, GetRecordsInput, GetShardIterator, GetShardIteratorInput, IncreaseStreamRetentionPeriod,
    IncreaseStreamRetentionPeriodInput, PutRecord, PutRecordInput,
};
use kinetoscope::streams::shapes::ShardIteratorType;
use kinetoscope::time::Duration;
use kinetoscope::world::{Settings, World};

const STREAM: Option<&str> = Some("s");
const PUTS_PER_HOUR: u64 = 12;

fn world() -> World {
    let mut world = World::new(Settings::default());
    let input = CreateStreamInput { stream_name: "s", shard_count: Some(1), ..Default::default() };
    world.call::<CreateStream>(input).expect("the name is free");
    world
}

/// Lets hours pass in which records of some size come evenly.
fn pass(world: &mut World, hours: u64, data: &[u8]) {
    for _ in 0..hours * PUTS_PER_HOUR {
        world.advance(Duration::from_micros(3_600_000_000 / PUTS_PER_HOUR));
        let input =
            PutRecordInput { stream_name: STREAM, partition_key: Some("k"), data, ..Default::default() };
        world.call::<PutRecord>(input).expect("the stream takes records");
    }
}

/// How many records there are from the trim horizon on.
fn readable(world: &mut World) -> u64 {
    let input = GetShardIteratorInput {
        stream_name: STREAM,
        shard_id: "0",
        shard_iterator_type: ShardIteratorType::TrimHorizon,
        ..Default::default()
    };
    let mut next = world.call::<GetShardIterator>(input).expect("the shard is there").shard_iterator;
    let mut count = 0;
    loop {
        let input = GetRecordsInput { shard_iterator: &next, ..Default::default() };
        let page = world.call::<GetRecords>(input).expect("the iterator is fresh");
        if page.records.iter().next().is_none() {
            return count;
        }
        count += page.records.iter().count() as u64;
        next = page.next_shard_iterator.expect("an open shard goes on");
    }
}

fn held(world: &mut World) -> usize {
    let tenant = kinetoscope::world::Tenant::default();
    let stream = world.services(&tenant).and_then(|services| services.streams.stream("s"));
    stream.expect("the stream is there").shards().iter().map(|shard| shard.log.held_bytes()).sum()
}

fn increase(world: &mut World, retention_period_hours: i32) {
    let input = IncreaseStreamRetentionPeriodInput {
        retention_period_hours,
        stream_name: STREAM,
        ..Default::default()
    };
    world.call::<IncreaseStreamRetentionPeriod>(input).expect("it is longer");
}

fn decrease(world: &mut World, retention_period_hours: i32) {
    let input = DecreaseStreamRetentionPeriodInput {
        retention_period_hours,
        stream_name: STREAM,
        ..Default::default()
    };
    world.call::<DecreaseStreamRetentionPeriod>(input).expect("it is shorter");
}

/// Records of so many hours; one whose age is the retention to the microsecond is still there.
fn of_hours(hours: u64) -> u64 {
    hours * PUTS_PER_HOUR + 1
}

#[test]
fn two_weeks_are_trimmed_hour_by_hour_to_one() {
    let mut world = world();
    increase(&mut world, 168);
    for hours in (6..=14 * 24).step_by(6) {
        pass(&mut world, 6, b"");
        let put = hours * PUTS_PER_HOUR;
        assert_eq!(readable(&mut world), put.min(of_hours(168)), "after {hours} hours");
    }
    world.advance(Duration::from_hours(168));
    assert_eq!(readable(&mut world), 1, "the last has the age of the retention");
    world.advance(Duration::from_micros(1));
    assert_eq!(readable(&mut world), 0);
}

#[test]
fn a_change_of_retention_holds_for_what_is_there_and_brings_nothing_back() {
    let mut world = world();
    pass(&mut world, 100, b"");
    assert_eq!(readable(&mut world), of_hours(24));
    increase(&mut world, 48);
    assert_eq!(readable(&mut world), of_hours(24), "what had expired stays away");
    pass(&mut world, 12, b"");
    assert_eq!(readable(&mut world), of_hours(36));
    pass(&mut world, 60, b"");
    assert_eq!(readable(&mut world), of_hours(48));
    decrease(&mut world, 30);
    assert_eq!(readable(&mut world), of_hours(30), "it goes at once");
    increase(&mut world, 8_760);
    pass(&mut world, 70, b"");
    assert_eq!(readable(&mut world), of_hours(100));
}

#[test]
fn memory_holds_what_can_be_read_and_little_more() {
    const DATA: &[u8] = &[7; 8 * 1024];
    const SEGMENT_BYTES: usize = 256 * 1024;
    let mut world = world();
    for _ in 0..14 {
        pass(&mut world, 12, DATA);
        let readable = readable(&mut world) as usize * (DATA.len() + 64);
        let held = held(&mut world);
        assert!(held < readable + 2 * SEGMENT_BYTES, "{held} bytes for {readable} that can be read");
    }
}
