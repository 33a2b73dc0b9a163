//! Records put and read a second in this process: typed, and through the HTTP interface without a socket.
//!
//! The world holds at most 64 MiB of records, so that it is as warm after an hour as after a second.

use std::time::Duration;

use divan::Bencher;
use divan::counter::ItemsCount;
use kinetoscope::streams::op::{
    CreateStream, CreateStreamInput, GetRecords, GetRecordsInput, GetShardIterator, GetShardIteratorInput,
    PutRecord, PutRecordInput, PutRecords, PutRecordsInput, PutRecordsRequestEntry,
};
use kinetoscope::streams::shapes::ShardIteratorType;
use kinetoscope::wire::http::{Request, Response};
use kinetoscope::wire::{Protocol, Writer};
use kinetoscope::world::{Settings, World};

const STREAM: &str = "bench";
const SHARDS: i32 = 4;
const DATA: &[u8] = &[7; 100];
const BATCH: usize = 500;
const READ: usize = 1_000;

fn main() {
    divan::Divan::from_args().min_time(Duration::from_secs(1)).main();
}

#[divan::bench]
fn put_records_typed(bencher: Bencher<'_, '_>) {
    let (mut world, keys) = (world(SHARDS), keys(BATCH));
    bencher.counter(ItemsCount::new(BATCH)).with_inputs(|| entries(&keys)).bench_local_values(|records| {
        let input = PutRecordsInput { stream_name: Some(STREAM), records, ..Default::default() };
        let output = world.call::<PutRecords>(input).expect("nothing refuses");
        assert_eq!(output.failed_record_count, 0);
    });
}

#[divan::bench]
fn put_records_json(bencher: Bencher<'_, '_>) {
    put_records_http(bencher, Protocol::Json);
}

#[divan::bench]
fn put_records_cbor(bencher: Bencher<'_, '_>) {
    put_records_http(bencher, Protocol::Cbor);
}

fn put_records_http(bencher: Bencher<'_, '_>, protocol: Protocol) {
    let mut world = world(SHARDS);
    let body = put_records_body(protocol);
    bencher
        .counter(ItemsCount::new(BATCH))
        .with_inputs(|| body.clone())
        .bench_local_values(|body| handle(&mut world, protocol, "PutRecords", body));
}

#[divan::bench]
fn put_record_typed(bencher: Bencher<'_, '_>) {
    let mut world = world(SHARDS);
    bencher.counter(ItemsCount::new(1_usize)).bench_local(|| {
        let input = PutRecordInput {
            stream_name: Some(STREAM),
            partition_key: Some("key-1"),
            data: DATA,
            ..Default::default()
        };
        world.call::<PutRecord>(input).expect("nothing refuses")
    });
}

#[divan::bench]
fn put_record_json(bencher: Bencher<'_, '_>) {
    put_record_http(bencher, Protocol::Json);
}

#[divan::bench]
fn put_record_cbor(bencher: Bencher<'_, '_>) {
    put_record_http(bencher, Protocol::Cbor);
}

fn put_record_http(bencher: Bencher<'_, '_>, protocol: Protocol) {
    let mut world = world(SHARDS);
    let mut writer = Writer::new(protocol);
    writer.start_map(3);
    writer.key("StreamName");
    writer.text(STREAM);
    write_record(&mut writer, "key-1");
    writer.end_map();
    let body = writer.into_bytes();
    bencher
        .counter(ItemsCount::new(1_usize))
        .with_inputs(|| body.clone())
        .bench_local_values(|body| handle(&mut world, protocol, "PutRecord", body));
}

#[divan::bench]
fn get_records_typed(bencher: Bencher<'_, '_>) {
    let (mut world, iterator) = filled_world();
    bencher.counter(ItemsCount::new(READ)).bench_local(|| {
        let input =
            GetRecordsInput { shard_iterator: &iterator, limit: Some(READ as i32), ..Default::default() };
        let output = world.call::<GetRecords>(input).expect("nothing refuses");
        let bytes: usize = output.records.iter().map(|(_, record)| record.data.len()).sum();
        assert_eq!(bytes, READ * DATA.len());
    });
}

#[divan::bench]
fn get_records_json(bencher: Bencher<'_, '_>) {
    get_records_http(bencher, Protocol::Json);
}

#[divan::bench]
fn get_records_cbor(bencher: Bencher<'_, '_>) {
    get_records_http(bencher, Protocol::Cbor);
}

fn get_records_http(bencher: Bencher<'_, '_>, protocol: Protocol) {
    let (mut world, iterator) = filled_world();
    let mut writer = Writer::new(protocol);
    writer.start_map(2);
    writer.key("ShardIterator");
    writer.text(&iterator);
    writer.key("Limit");
    writer.integer(READ as i64);
    writer.end_map();
    let body = writer.into_bytes();
    bencher
        .counter(ItemsCount::new(READ))
        .with_inputs(|| body.clone())
        .bench_local_values(|body| handle(&mut world, protocol, "GetRecords", body));
}

/// A world with an empty stream.
fn world(shards: i32) -> World {
    let mut settings = Settings::default();
    settings.streams.held_bytes_max = Some(64 * 1024 * 1024);
    let mut world = World::new(settings);
    let input = CreateStreamInput { stream_name: STREAM, shard_count: Some(shards), ..Default::default() };
    world.call::<CreateStream>(input).expect("the stream is new");
    world
}

/// A world with enough records in its only shard, and an iterator at their beginning.
fn filled_world() -> (World, String) {
    let (mut world, keys) = (world(1), keys(BATCH));
    for _ in 0..READ / BATCH {
        let records = entries(&keys);
        let input = PutRecordsInput { stream_name: Some(STREAM), records, ..Default::default() };
        world.call::<PutRecords>(input).expect("nothing refuses");
    }
    let input = GetShardIteratorInput {
        stream_name: Some(STREAM),
        shard_id: "shardId-000000000000",
        shard_iterator_type: ShardIteratorType::TrimHorizon,
        ..Default::default()
    };
    let iterator = world.call::<GetShardIterator>(input).expect("the shard is there").shard_iterator;
    (world, iterator)
}

fn keys(count: usize) -> Vec<String> {
    (0..count).map(|index| format!("key-{index}")).collect()
}

fn entries(keys: &[String]) -> Vec<PutRecordsRequestEntry<'_>> {
    let entry = |key| PutRecordsRequestEntry { partition_key: Some(key), data: DATA, ..Default::default() };
    keys.iter().map(|key| entry(key)).collect()
}

fn put_records_body(protocol: Protocol) -> Vec<u8> {
    let mut writer = Writer::new(protocol);
    writer.start_map(2);
    writer.key("StreamName");
    writer.text(STREAM);
    writer.key("Records");
    writer.start_list(BATCH);
    for key in keys(BATCH) {
        writer.item();
        writer.start_map(2);
        write_record(&mut writer, &key);
        writer.end_map();
    }
    writer.end_list();
    writer.end_map();
    writer.into_bytes()
}

/// The two members that a record has.
fn write_record(writer: &mut Writer, key: &str) {
    writer.key("Data");
    writer.blob(DATA);
    writer.key("PartitionKey");
    writer.text(key);
}

fn handle(world: &mut World, protocol: Protocol, operation: &str, mut body: Vec<u8>) -> Response {
    let target = format!("Kinesis_20131202.{operation}");
    let headers = [
        ("content-type", protocol.content_type()),
        ("x-amz-target", &*target),
        ("x-amz-date", "20260101T000000Z"),
        (
            "authorization",
            "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=0",
        ),
    ];
    let request = Request { method: "POST", uri: "/", headers: &headers, body: &mut body, may_wait: false };
    let response = world.handle(request);
    assert_eq!(response.status, 200, "{}", String::from_utf8_lossy(&response.body));
    response
}
