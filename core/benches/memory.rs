//! Memory that a world of many records takes beyond their keys and data.

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};

use kinetoscope::streams::op::{
    CreateStream, CreateStreamInput, PutRecords, PutRecordsInput, PutRecordsRequestEntry,
};
use kinetoscope::world::{Settings, World};

const RECORDS: usize = 1_000_000;
const DATA: &[u8] = &[7; 100];
const BATCH: usize = 500;
const SHARDS: i32 = 4;

/// The system's allocator, which counts the bytes that were asked for and not given back.
struct Counting;

static LIVE: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LIVE.fetch_add(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps the contract, which is the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps the contract, which is the same.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        LIVE.fetch_add(new_size, Ordering::Relaxed);
        LIVE.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps the contract, which is the same.
        unsafe { System.realloc(pointer, layout, new_size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() {
    let keys: Vec<String> = (0..RECORDS).map(|index| format!("key-{index}")).collect();
    let stored: usize = keys.iter().map(|key| key.len() + DATA.len()).sum();

    let before = LIVE.load(Ordering::Relaxed);
    let world = fill(&keys);
    let held = LIVE.load(Ordering::Relaxed) - before;
    black_box(world);

    let overhead = (held - stored) as f64 / RECORDS as f64;
    println!("{RECORDS} records of {} B in {SHARDS} shards", DATA.len());
    println!("heap {held} B, keys and data {stored} B");
    println!("overhead {overhead:.1} B a record");
}

fn fill(keys: &[String]) -> World {
    const STREAM: &str = "bench";
    let mut world = World::new(Settings::default());
    let input = CreateStreamInput { stream_name: STREAM, shard_count: Some(SHARDS), ..Default::default() };
    world.call::<CreateStream>(input).expect("the stream is new");
    for batch in keys.chunks(BATCH) {
        let entry =
            |key| PutRecordsRequestEntry { partition_key: Some(key), data: DATA, ..Default::default() };
        let records = batch.iter().map(|key| entry(key)).collect();
        let input = PutRecordsInput { stream_name: Some(STREAM), records, ..Default::default() };
        let output = world.call::<PutRecords>(input).expect("nothing refuses");
        assert_eq!(output.failed_record_count, 0);
    }
    // Facts of the last call are still in the service: any question moves them to where they stay.
    assert!(world.fact_count() > 0);
    world
}
