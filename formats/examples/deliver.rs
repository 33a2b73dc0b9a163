//! How fast records go through a delivery stream into objects: for `cargo xtask bench`.
//!
//! `deliver rows COUNT FILE` writes rows of JSON; `deliver columns` prints their columns; `deliver gzip FILE` and
//! `deliver parquet FILE` put the rows of a file by PutRecordBatch, 500 at a time, and print how many there were, the seconds
//! until the last object lay in its bucket, and the seconds that the format alone needs for the same buffers.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::time::Instant as Clock;

use kinetoscope::api::dispatch::Target;
use kinetoscope::firehose;
use kinetoscope::firehose::configuration::s3::CompressionFormat;
use kinetoscope::firehose::formats::Formats;
use kinetoscope::firehose::op::{PutRecordBatch, PutRecordBatchInput, RecordInput};
use kinetoscope::time::Duration;
use kinetoscope::world::{Settings, Tenant, World};
use kinetoscope_formats::engine::Libraries;
use serde_json::{Value, json};

#[path = "../benches/support/rows.rs"]
mod rows;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const BATCH: usize = 500;
/// Buffers close at this size.
const SIZE_IN_MBS: usize = 64;
const ROLE: &str = "arn:aws:iam::000000000000:role/firehose";

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["rows", count, file] => fs::write(file, rows::rows(count.parse()?))?,
        ["columns"] => println!("{}", columns()),
        ["gzip", file] => measure(&fs::read(file)?, Kind::Gzip)?,
        ["parquet", file] => measure(&fs::read(file)?, Kind::Parquet)?,
        _ => return Err("usage: deliver rows COUNT FILE | columns | gzip FILE | parquet FILE".into()),
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Gzip,
    Parquet,
}

fn columns() -> Value {
    rows::COLUMNS.iter().map(|(name, kind)| json!({ "name": name, "type": kind })).collect()
}

fn measure(text: &[u8], kind: Kind) -> Outcome {
    let records: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
    let mut world = world(kind)?;
    let start = Clock::now();
    for batch in records.chunks(BATCH) {
        let records = batch.iter().map(|data| RecordInput { data, ..Default::default() }).collect();
        let input = PutRecordBatchInput { delivery_stream_name: "shop", records, ..Default::default() };
        let answer = world.call::<PutRecordBatch>(input)?;
        assert_eq!(answer.failed_put_count, 0);
    }
    world.flush_delivery_stream("shop");
    world.advance(Duration::from_secs(1));
    let all = start.elapsed().as_secs_f64();
    let services = world.services(&Tenant::default()).expect("it has a delivery stream");
    let stream = services.firehose.delivery_stream("shop").expect("it was made");
    assert_eq!(stream.flow.counts().delivered, records.len() as u64);
    let start = Clock::now();
    alone(&records, kind);
    let alone = start.elapsed().as_secs_f64();
    println!(
        "{}",
        json!({ "records": records.len(), "bytes": text.len(), "seconds": all, "format_seconds": alone })
    );
    Ok(())
}

/// A world with a bucket and the delivery stream `shop` to it.
fn world(kind: Kind) -> Outcome<World> {
    let mut world = World::new(Settings::default());
    world.set_formats(&Libraries);
    world.create_bucket("lake").map_err(|refusal| refusal.message)?;
    world
        .catalog()
        .put_table("shop", "events", serde_json::from_value(columns())?)
        .map_err(|error| error.to_string())?;
    let mut destination = json!({
        "RoleARN": ROLE,
        "BucketARN": "arn:aws:s3:::lake",
        "BufferingHints": { "SizeInMBs": SIZE_IN_MBS, "IntervalInSeconds": 900 },
    });
    match kind {
        Kind::Gzip => destination["CompressionFormat"] = "GZIP".into(),
        Kind::Parquet => destination["DataFormatConversionConfiguration"] = conversion(),
    }
    let input = json!({ "DeliveryStreamName": "shop", "ExtendedS3DestinationConfiguration": destination });
    let target = Target { service: firehose::TARGET, operation: "CreateDeliveryStream" };
    world.call_json(target, &input.to_string())?;
    Ok(world)
}

fn conversion() -> Value {
    json!({
        "Enabled": true,
        "SchemaConfiguration": { "RoleARN": ROLE, "DatabaseName": "shop", "TableName": "events", "Region": "us-east-1" },
        "InputFormatConfiguration": { "Deserializer": { "OpenXJsonSerDe": {} } },
        "OutputFormatConfiguration": { "Serializer": { "ParquetSerDe": {} } },
    })
}

/// What no delivery stream can be faster than: the format, on the same buffers.
fn alone(records: &[&[u8]], kind: Kind) {
    let mut rest = records;
    while !rest.is_empty() {
        let mut bytes = 0;
        let is_full = |record: &&[u8]| {
            bytes += record.len();
            SIZE_IN_MBS << 20 <= bytes
        };
        let end = rest.iter().position(is_full).map_or(rest.len(), |last| last + 1);
        let (buffer, later) = rest.split_at(end);
        match kind {
            Kind::Gzip => {
                _ = black_box(Libraries.compress(CompressionFormat::Gzip, "object", &buffer.concat()))
            }
            Kind::Parquet => {
                let columns: Vec<_> = serde_json::from_value(columns()).expect("they are columns");
                _ = black_box(Libraries.convert(conversion().to_string().as_bytes(), &columns, buffer));
            }
        }
        rest = later;
    }
}
