//! Worlds that go on from a snapshot, which has not in it what the host has libraries for.

use crate::support::delivery::{BUCKET, call, counts, put};
use crate::support::s3;
use kinetoscope::errand::{Column, Refused};
use kinetoscope::firehose::configuration::s3::CompressionFormat;
use kinetoscope::firehose::formats::{Converted, Formats};
use kinetoscope::time::{Duration, Instant};
use kinetoscope::world::{Settings, World};

/// Formats that mark what they have made.
#[derive(Debug)]
struct Marks;

impl Formats for Marks {
    fn compress(&self, _: CompressionFormat, _: &str, body: &[u8]) -> Vec<u8> {
        [b"small:", body].concat()
    }

    fn gunzip(&self, _: &[u8]) -> Option<Vec<u8>> {
        Some(b"{}".to_vec())
    }

    fn check_query(&self, _: &str) -> Result<(), String> {
        Ok(())
    }

    fn partition_keys(&self, _: &str, _: &[u8], _: Instant) -> Result<Vec<(String, String)>, String> {
        Ok([("k".into(), "v".into())].into())
    }

    fn convert(&self, _: &[u8], _: &[Column], records: &[&[u8]]) -> Result<Converted, Refused> {
        Ok(Converted { file: [b"file:", &*records.concat()].concat(), refused: Vec::new() })
    }
}

/// What a delivery stream needs formats for, as its configuration has it.
const NEEDS: [(&str, &str); 4] = [
    ("CompressionFormat GZIP", r#","CompressionFormat":"GZIP""#),
    (
        "DataFormatConversionConfiguration",
        r#","DataFormatConversionConfiguration":{"SchemaConfiguration":{"RoleARN":"arn:aws:iam::000000000000:role/firehose","DatabaseName":"db","TableName":"t"},"InputFormatConfiguration":{"Deserializer":{"OpenXJsonSerDe":{}}},"OutputFormatConfiguration":{"Serializer":{"ParquetSerDe":{}}}}"#,
    ),
    (
        "MetadataExtraction",
        r#","Prefix":"k=!{partitionKeyFromQuery:k}/","ErrorOutputPrefix":"bad/","DynamicPartitioningConfiguration":{"Enabled":true},"ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"MetadataExtraction","Parameters":[{"ParameterName":"MetadataExtractionQuery","ParameterValue":"{k:.k}"},{"ParameterName":"JsonParsingEngine","ParameterValue":"JQ-1.6"}]}]}"#,
    ),
    (
        "Decompression",
        r#","ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"Decompression","Parameters":[{"ParameterName":"CompressionFormat","ParameterValue":"GZIP"}]}]}"#,
    ),
];

/// The snapshot of a world with a delivery stream that needs formats, and a record in its buffer.
fn snapshot(more: &str) -> Vec<u8> {
    let mut settings = Settings::default();
    settings.firehose.puts_as_cloudwatch_logs = true;
    let mut world = World::new(settings);
    world.set_formats(&Marks);
    let columns = [Column { name: "k".into(), kind: "string".into() }];
    world.catalog().put_table("db", "t", columns.into()).unwrap();
    assert_eq!(s3::send(&mut world, "PUT", "/lake", &[], b"").status, 200);
    let body = format!(
        r#"{{"DeliveryStreamName":"logs","ExtendedS3DestinationConfiguration":{{{BUCKET},"BufferingHints":{{"SizeInMBs":64,"IntervalInSeconds":60}}{more}}}}}"#
    );
    call(&mut world, "CreateDeliveryStream", &body);
    put(&mut world, br#"{"k":"v"}"#);
    world.snapshot()
}

fn objects(world: &mut World) -> usize {
    world.s3().bucket("lake").unwrap().objects().count()
}

#[test]
fn formats_that_are_given_before_time_goes_on_leave_no_trace_of_the_snapshot() {
    for (what, more) in NEEDS {
        let mut world = World::restore(&snapshot(more)).unwrap();
        let why = world.needs_formats().unwrap();
        assert!(why.starts_with(&format!("Kinetoscope cannot run {what} here: ")), "{why}");
        world.set_formats(&Marks);
        assert_eq!(world.needs_formats(), None);
        put(&mut world, br#"{"k":"v"}"#);
        world.advance(Duration::from_secs(60));
        assert_eq!((counts(&mut world).0.delivered, objects(&mut world)), (2, 1), "{what}");
    }
}

#[test]
fn what_lacks_formats_fails_and_goes_on_once_they_are_there() {
    for (what, more) in NEEDS {
        let mut world = World::restore(&snapshot(more)).unwrap();
        put(&mut world, br#"{"k":"v"}"#);
        world.advance(Duration::from_secs(200));
        assert_eq!((counts(&mut world).0.delivered, objects(&mut world)), (0, 0), "{what}");
        world.set_formats(&Marks);
        world.advance(Duration::from_secs(200));
        let (counts, waiting) = counts(&mut world);
        // Only records that are looked into when they come cannot wait.
        let fails = ["MetadataExtraction", "Decompression"].contains(&what);
        let expected = if fails { (1, 1) } else { (2, 0) };
        assert_eq!((counts.delivered, counts.failed, waiting), (expected.0, expected.1, 0), "{what}");
    }
}

#[test]
fn a_world_that_needs_no_formats_says_so() {
    let world = World::restore(&snapshot("")).unwrap();
    assert_eq!(world.needs_formats(), None);
}
