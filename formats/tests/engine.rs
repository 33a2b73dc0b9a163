//! The engine with all formats: what is delivered is compressed, spread over prefixes, or a file with columns.

use std::fmt::Write;

use kinetoscope::api::dispatch::Target;
use kinetoscope::errand::Column;
use kinetoscope::fact::{DeliveryStreamEvent, Event, Fact};
use kinetoscope::firehose::{self, flow::Counts};
use kinetoscope::time::Duration;
use kinetoscope::world::{Settings, Tenant, World};
use kinetoscope_formats::compression::{self, Compression};
use kinetoscope_formats::engine::Libraries;
use kinetoscope_formats::preview::{Limits, Preview, preview};

const BUCKET: &str = r#""RoleARN":"arn:aws:iam::000000000000:role/firehose","BucketARN":"arn:aws:s3:::lake""#;

fn call(world: &mut World, operation: &str, body: &str) -> Result<String, String> {
    let target = Target { service: firehose::TARGET, operation };
    world.call_json(target, body).map_err(|error| error.to_string())
}

/// A world with the bucket `lake`, and what became of making the delivery stream `logs` with this more in its configuration.
fn try_world(more: &str) -> (World, Result<String, String>) {
    try_world_of(Settings::default(), more)
}

fn try_world_of(settings: Settings, more: &str) -> (World, Result<String, String>) {
    let mut world = World::new(settings);
    world.set_formats(&Libraries);
    world.create_bucket("lake").unwrap();
    let body =
        format!(r#"{{"DeliveryStreamName":"logs","ExtendedS3DestinationConfiguration":{{{BUCKET}{more}}}}}"#);
    let made = call(&mut world, "CreateDeliveryStream", &body);
    (world, made)
}

#[track_caller]
fn world(more: &str) -> World {
    let (world, made) = try_world(more);
    made.unwrap();
    world
}

fn put(world: &mut World, data: &[u8]) {
    let data = base64(data);
    call(world, "PutRecord", &format!(r#"{{"DeliveryStreamName":"logs","Record":{{"Data":"{data}"}}}}"#))
        .unwrap();
}

fn base64(data: &[u8]) -> String {
    kinetoscope::wire::base64::encode(data)
}

fn counts(world: &mut World) -> Counts {
    let firehose = &world.services(&Tenant::default()).unwrap().firehose;
    firehose.delivery_stream("logs").unwrap().flow.counts()
}

/// Keys, cut before the name of the delivery stream, and bodies as text.
fn objects(world: &mut World) -> String {
    let mut text = String::new();
    for (key, object) in world.s3().bucket("lake").unwrap().objects() {
        let known = &key[..key.find("logs-1-").unwrap()];
        writeln!(text, "{known} {}", String::from_utf8_lossy(&object.body).trim_end()).unwrap();
    }
    text
}

#[test]
fn objects_are_compressed_and_say_so() {
    for (format, compression, extension, encoding) in [
        ("GZIP", Compression::Gzip, ".gz", "gzip"),
        ("ZIP", Compression::Zip, ".zip", "zip"),
        ("Snappy", Compression::Snappy, ".snappy", "snappy-java"),
        ("HADOOP_SNAPPY", Compression::HadoopSnappy, ".snappy", "hadoop-snappy"),
    ] {
        let mut world = world(&format!(r#","CompressionFormat":"{format}""#));
        put(&mut world, b"one");
        put(&mut world, b"two");
        world.advance(Duration::from_secs(300));
        let (key, object) = world.s3().bucket("lake").unwrap().objects().next().unwrap();
        assert!(key.ends_with(extension), "{key}");
        assert_eq!(object.content_encoding.as_deref(), Some(encoding));
        let opened = compression::decompress(compression, &object.body, 1_000).unwrap();
        assert_eq!(opened.bytes, b"onetwo", "{format}");
    }
}

const PARTITIONED: &str = r#","Prefix":"!{partitionKeyFromQuery:customer}/!{timestamp:yyyy}/","ErrorOutputPrefix":"bad/!{firehose:error-output-type}/","DynamicPartitioningConfiguration":{"Enabled":true},"BufferingHints":{"SizeInMBs":64,"IntervalInSeconds":60},"ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"MetadataExtraction","Parameters":[{"ParameterName":"MetadataExtractionQuery","ParameterValue":"{customer: .customer.id}"},{"ParameterName":"JsonParsingEngine","ParameterValue":"JQ-1.6"}]}]}"#;

#[test]
fn records_are_spread_over_prefixes_by_a_query() {
    let mut world = world(PARTITIONED);
    for record in [
        r#"{"customer":{"id":"a"}}"#,
        r#"{"customer":{"id":7}}"#,
        r#"{"customer":{"id":"a"},"n":2}"#,
        r#"{"customer":{}}"#,
        "no JSON",
    ] {
        put(&mut world, record.as_bytes());
    }
    world.advance(Duration::from_secs(120));
    let text = objects(&mut world);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines[0], r#"7/2026/ {"customer":{"id":7}}"#);
    assert_eq!(lines[1], r#"a/2026/ {"customer":{"id":"a"}}{"customer":{"id":"a"},"n":2}"#);
    let of_failed = r#""errorCode":"DynamicPartitioning.MetadataExtractionFailed","errorMessage":"partitionKeys values must not be null or empty""#;
    assert!(lines[2].starts_with("bad/processing-failed/ "), "{text}");
    assert_eq!(text.matches(of_failed).count(), 2, "{text}");
    let counts = counts(&mut world);
    assert_eq!((counts.delivered, counts.failed), (3, 2));
}

#[test]
fn no_more_prefixes_than_500_have_records_waiting() {
    let mut world = world(PARTITIONED);
    for id in 0..502 {
        put(&mut world, format!(r#"{{"customer":{{"id":"c{id}"}}}}"#).as_bytes());
    }
    put(&mut world, br#"{"customer":{"id":"c0"}}"#);
    world.advance(Duration::from_secs(300));
    let counts = counts(&mut world);
    assert_eq!((counts.delivered, counts.failed), (501, 2));
    assert!(objects(&mut world).contains("DynamicPartitioning.ActivePartitionsLimitExceeded"));
    put(&mut world, br#"{"customer":{"id":"later"}}"#);
    world.advance(Duration::from_secs(60));
    assert!(objects(&mut world).contains("later/2026/"));
}

#[test]
fn a_query_that_is_none_is_refused_and_without_formats_all_that_needs_them() {
    let (_, made) = try_world(&PARTITIONED.replace("{customer: .customer.id}", "{customer: "));
    let why = made.unwrap_err();
    assert!(
        why.starts_with("InvalidArgumentException: MetadataExtractionQuery is not a valid jq expression: "),
        "{why}"
    );
    let mut bare = World::new(Settings::default());
    let body = format!(
        r#"{{"DeliveryStreamName":"logs","ExtendedS3DestinationConfiguration":{{{BUCKET},"CompressionFormat":"GZIP"}}}}"#
    );
    let why = call(&mut bare, "CreateDeliveryStream", &body).unwrap_err();
    assert_eq!(
        why,
        "InvalidArgumentException: Kinetoscope cannot run CompressionFormat GZIP here: its host has not brought the formats that this needs."
    );
}

fn converted(serializer: &str) -> String {
    format!(
        r#","ErrorOutputPrefix":"bad/!{{firehose:error-output-type}}/","BufferingHints":{{"SizeInMBs":64,"IntervalInSeconds":60}},"DataFormatConversionConfiguration":{{"SchemaConfiguration":{{"RoleARN":"arn:aws:iam::000000000000:role/firehose","DatabaseName":"db","TableName":"t","Region":"us-east-1"}},"InputFormatConfiguration":{{"Deserializer":{{"OpenXJsonSerDe":{{}}}}}},"OutputFormatConfiguration":{{"Serializer":{{"{serializer}":{{}}}}}}}}"#
    )
}

#[test]
fn records_become_a_file_with_columns_and_what_does_not_fit_is_told() {
    for (serializer, extension) in [("ParquetSerDe", ".parquet"), ("OrcSerDe", ".orc")] {
        let mut world = world(&converted(serializer));
        let column = |name: &str, kind: &str| Column { name: name.into(), kind: kind.into() };
        world.catalog().put_table("db", "t", vec![column("id", "bigint"), column("name", "string")]).unwrap();
        for record in [r#"{"id":1,"name":"a"}"#, r#"{"id":"x"}"#, r#"{"ID":2}{"id":3,"name":null}"#, "none"] {
            put(&mut world, record.as_bytes());
        }
        world.advance(Duration::from_secs(120));
        let bucket = world.s3().bucket("lake").unwrap();
        let (_, object) = bucket.objects().find(|(key, _)| key.ends_with(extension)).unwrap();
        let Preview::Columns(columns) = preview(&object.body, Limits { rows: 10, bytes: 1_000 }) else {
            panic!("no file with columns")
        };
        assert_eq!(
            columns.rows,
            [r#"{"id":1,"name":"a"}"#, r#"{"id":2,"name":null}"#, r#"{"id":3,"name":null}"#,]
        );
        let (_, lines) =
            bucket.objects().find(|(key, _)| key.starts_with("bad/format-conversion-failed/")).unwrap();
        let lines = String::from_utf8_lossy(&lines.body).into_owned();
        assert!(lines.contains(r#""lastErrorCode":"DataFormatConversion.MalformedData""#), "{lines}");
        assert!(lines.contains(r#""lastErrorCode":"DataFormatConversion.ParseError""#), "{lines}");
        assert!(lines.contains(r#""databaseName":"db","tableName":"t","region":"us-east-1""#), "{lines}");
        let counts = counts(&mut world);
        assert_eq!((counts.delivered, counts.failed), (2, 2));
    }
}

#[test]
fn without_its_table_every_record_fails() {
    let mut world = world(&converted("ParquetSerDe"));
    put(&mut world, b"{}");
    world.advance(Duration::from_secs(120));
    assert!(objects(&mut world).contains(r#""lastErrorCode":"DataFormatConversion.EntityNotFound""#));
    assert_eq!(counts(&mut world).failed, 1);
}

#[test]
fn what_cannot_be_converted_opened_or_spread_is_in_the_log_of_errors() {
    let log =
        r#","CloudWatchLoggingOptions":{"Enabled":true,"LogGroupName":"g","LogStreamName":"S3Delivery"}"#;
    let decompression = r#","ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"Decompression","Parameters":[{"ParameterName":"CompressionFormat","ParameterValue":"GZIP"}]}]}"#;
    for (more, has_table, code) in [
        (&*converted("ParquetSerDe"), false, "DataFormatConversion.EntityNotFound"),
        (&*converted("ParquetSerDe"), true, "DataFormatConversion.ParseError"),
        (decompression, false, "Decompression failed."),
        (PARTITIONED, false, "DynamicPartitioning.MetadataExtractionFailed"),
    ] {
        let firehose = firehose::Settings { puts_as_cloudwatch_logs: true, ..firehose::Settings::default() };
        let (mut world, made) =
            try_world_of(Settings { firehose, ..Settings::default() }, &format!("{more}{log}"));
        made.unwrap();
        if has_table {
            let column = Column { name: "id".into(), kind: "bigint".into() };
            world.catalog().put_table("db", "t", vec![column]).unwrap();
        }
        put(&mut world, b"no JSON");
        world.advance(Duration::from_secs(120));
        let logged = |fact: &Fact| match &fact.event {
            Event::DeliveryStream { event, .. } => match &**event {
                DeliveryStreamEvent::ErrorLogged(line) => Some(line.code.to_string()),
                _ => None,
            },
            _ => None,
        };
        assert_eq!(world.facts_since(0).filter_map(logged).collect::<Vec<_>>(), [code]);
    }
}

#[test]
fn logs_of_cloudwatch_are_opened() {
    let processing = r#","ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"Decompression","Parameters":[]},{"Type":"CloudWatchLogProcessing","Parameters":[{"ParameterName":"DataMessageExtraction","ParameterValue":"true"}]}]}"#;
    let one = r#"{"DeliveryStreamName":"logs","Record":{"Data":"eA=="}}"#;
    let refused = call(&mut world(processing), "PutRecord", one);
    assert!(refused.unwrap_err().starts_with("InvalidSourceException: Put to Firehose failed"));
    let mut settings = Settings::default();
    settings.firehose.puts_as_cloudwatch_logs = true;
    let (mut world, made) = try_world_of(settings, processing);
    made.unwrap();
    let envelope = br#"{"messageType":"DATA_MESSAGE","logEvents":[{"id":"0","timestamp":1,"message":"one"},{"id":"1","timestamp":2,"message":"two"}]}"#;
    put(&mut world, &compression::compress(Compression::Gzip, "", envelope));
    put(&mut world, b"no gzip");
    world.advance(Duration::from_secs(600));
    let text = objects(&mut world);
    assert!(text.contains("one\ntwo"), "{text}");
    assert!(text.contains(r#""errorCode":"Decompression failed.""#), "{text}");
    let counts = counts(&mut world);
    assert_eq!((counts.delivered, counts.failed), (1, 1));
}

/// The engine refuses the types of columns that no file can have, without the libraries that make files.
#[test]
fn the_catalog_and_the_files_have_the_same_types() {
    let types = [
        "string",
        "BigInt",
        " int ",
        "integer",
        "decimal",
        "decimal(38,38)",
        "decimal(39)",
        "decimal(5,6)",
        "decimal()",
        "char(255)",
        "char(256)",
        "char",
        "varchar(0)",
        "varchar(65535)",
        "array<int>",
        "array<>",
        "array",
        "map<string,array<double>>",
        "map<array<int>,int>",
        "map<int>",
        "struct<a:int,b:struct<c:date>>",
        "struct<a>",
        "struct<:int>",
        "struct<a:int,>",
        "set<int>",
        "whatever",
        "",
        "int int",
        "array<int",
    ];
    let mut world = World::new(Settings::default());
    for kind in types {
        let column = Column { name: "c".into(), kind: kind.into() };
        let taken = world.catalog().put_table("db", "t", vec![column]).is_ok();
        assert_eq!(taken, kind.parse::<kinetoscope_formats::table::DataType>().is_ok(), "{kind}");
    }
}
