//! Records put and read a second where there is much: shards, streams, subscribers, records; and where limits are enforced.

use std::time::Duration;

use divan::Bencher;
use divan::counter::ItemsCount;
use kinetoscope::ids::ShardId;
use kinetoscope::streams::op::{
    CreateStream, CreateStreamInput, GetRecords, GetRecordsInput, GetShardIterator, GetShardIteratorInput,
    PutRecords, PutRecordsInput, PutRecordsRequestEntry, RegisterStreamConsumer, RegisterStreamConsumerInput,
    StartingPosition, SubscribeToShard, SubscribeToShardInput,
};
use kinetoscope::streams::shapes::ShardIteratorType;
use kinetoscope::time;
use kinetoscope::wire::Protocol;
use kinetoscope::wire::http::EventStream;
use kinetoscope::world::{Polled, Settings, World};

const DATA: &[u8] = &[7; 100];
const BATCH: usize = 500;
const SHARDS: i32 = 4;
/// Between two batches: a batch fits into the limits of four shards, however its keys fall.
const PAUSE: time::Duration = time::Duration::from_secs(1);
const HELD_BYTES_MAX: u64 = 64 << 20;

fn main() {
    divan::Divan::from_args().min_time(Duration::from_secs(1)).main();
}

#[divan::bench]
fn put_records_a_second_apart(bencher: Bencher<'_, '_>) {
    put_records_apart(bencher, false);
}

#[divan::bench]
fn put_records_a_second_apart_with_limits(bencher: Bencher<'_, '_>) {
    put_records_apart(bencher, true);
}

fn put_records_apart(bencher: Bencher<'_, '_>, enforce_limits: bool) {
    let mut settings = Settings::default();
    settings.streams.enforce_limits = enforce_limits;
    settings.streams.held_bytes_max = Some(HELD_BYTES_MAX);
    let (mut world, keys) = (World::new(settings), keys());
    create(&mut world, "s", SHARDS);
    bencher.counter(ItemsCount::new(BATCH)).with_inputs(|| entries(&keys)).bench_local_values(|records| {
        world.advance(PAUSE);
        put(&mut world, "s", records);
    });
}

#[divan::bench]
fn put_records_into_10_000_shards(bencher: Bencher<'_, '_>) {
    let (mut world, keys) = (bounded(), keys());
    create(&mut world, "s", 10_000);
    bencher
        .counter(ItemsCount::new(BATCH))
        .with_inputs(|| entries(&keys))
        .bench_local_values(|records| put(&mut world, "s", records));
}

#[divan::bench]
fn put_records_into_1_000_streams(bencher: Bencher<'_, '_>) {
    let (mut world, keys) = (bounded(), keys());
    let streams: Vec<String> = (0..1_000).map(|number| format!("stream-{number}")).collect();
    for stream in &streams {
        create(&mut world, stream, SHARDS);
    }
    let mut turn = streams.iter().cycle();
    bencher
        .counter(ItemsCount::new(BATCH))
        .with_inputs(|| entries(&keys))
        .bench_local_values(|records| put(&mut world, turn.next().expect("a cycle has no end"), records));
}

/// What is counted are records that come to subscribers: each record goes to all of its shard.
#[divan::bench]
fn put_records_to_200_subscribers(bencher: Bencher<'_, '_>) {
    const SHARDS: u32 = 10;
    const CONSUMERS: usize = 20;
    /// So that no subscription comes to its 2 MiB a second; and so short that none ends meanwhile.
    const PAUSE: time::Duration = time::Duration::from_millis(10);
    let (mut world, keys) = (bounded(), keys());
    create(&mut world, "s", SHARDS as i32);
    let mut subscriptions = vec![];
    for number in 0..CONSUMERS {
        let consumer = register(&mut world, &format!("consumer-{number}"));
        subscriptions.extend((0..SHARDS).map(|shard| subscribe(&mut world, &consumer, ShardId(shard))));
    }
    bencher.counter(ItemsCount::new(BATCH * CONSUMERS)).with_inputs(|| entries(&keys)).bench_local_values(
        |records| {
            world.advance(PAUSE);
            put(&mut world, "s", records);
            for subscription in &subscriptions {
                assert!(matches!(world.poll_subscription(subscription), Polled::Frames(_)));
            }
        },
    );
}

/// Registers a consumer of the stream `s` and gives its ARN.
fn register(world: &mut World, consumer_name: &str) -> String {
    let stream_arn = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
    let input = RegisterStreamConsumerInput { stream_arn, consumer_name, ..Default::default() };
    let output = world.call::<RegisterStreamConsumer>(input).expect("the consumer is new");
    output.consumer.consumer_arn
}

fn subscribe(world: &mut World, consumer_arn: &str, shard: ShardId) -> EventStream {
    let starting_position =
        StartingPosition { position_type: ShardIteratorType::Latest, ..Default::default() };
    let shard_id = &shard.to_string();
    let input = SubscribeToShardInput { consumer_arn, shard_id, starting_position, ..Default::default() };
    let subscription = world.call::<SubscribeToShard>(input).expect("nothing refuses").subscription;
    EventStream { subscription, protocol: Protocol::Json }
}

/// From any moment of their history.
#[divan::bench]
fn get_records_of_10_000_000(bencher: Bencher<'_, '_>) {
    const RECORDS: usize = 10_000_000;
    const READ: usize = 1_000;
    let (mut world, keys) = (World::new(Settings::default()), keys());
    create(&mut world, "s", SHARDS);
    let start = world.now();
    for _ in 0..RECORDS / BATCH {
        put(&mut world, "s", entries(&keys));
        world.advance(time::Duration::from_millis(1));
    }
    let (mut turn, mut rng) = (0, kinetoscope::rng::Rng::from_seed(1));
    bencher.counter(ItemsCount::new(READ)).bench_local(|| {
        turn = (turn + 1) % SHARDS as u32;
        let at = start + time::Duration::from_millis(rng.in_range(0, (RECORDS / BATCH) as u64 * 9 / 10));
        let input = GetShardIteratorInput {
            stream_name: Some("s"),
            shard_id: &ShardId(turn).to_string(),
            shard_iterator_type: ShardIteratorType::AtTimestamp,
            timestamp: Some(at),
            ..Default::default()
        };
        let iterator = world.call::<GetShardIterator>(input).expect("the shard is there").shard_iterator;
        let input =
            GetRecordsInput { shard_iterator: &iterator, limit: Some(READ as i32), ..Default::default() };
        let output = world.call::<GetRecords>(input).expect("nothing refuses");
        assert_eq!(output.records.iter().count(), READ);
    });
}

/// A world that forgets, so that it is as warm after an hour as after a second.
fn bounded() -> World {
    let mut settings = Settings::default();
    settings.streams.held_bytes_max = Some(HELD_BYTES_MAX);
    World::new(settings)
}

fn create(world: &mut World, stream_name: &str, shards: i32) {
    let input = CreateStreamInput { stream_name, shard_count: Some(shards), ..Default::default() };
    world.call::<CreateStream>(input).expect("the stream is new");
}

fn keys() -> Vec<String> {
    (0..BATCH).map(|index| format!("key-{index}")).collect()
}

fn entries(keys: &[String]) -> Vec<PutRecordsRequestEntry<'_>> {
    let entry = |key| PutRecordsRequestEntry { partition_key: Some(key), data: DATA, ..Default::default() };
    keys.iter().map(|key| entry(key)).collect()
}

fn put(world: &mut World, stream: &str, records: Vec<PutRecordsRequestEntry<'_>>) {
    let input = PutRecordsInput { stream_name: Some(stream), records, ..Default::default() };
    let output = world.call::<PutRecords>(input).expect("nothing refuses");
    assert_eq!(output.failed_record_count, 0);
}
