//! What formats give natively, for the npm package to compare with: `UPDATE_EXPECT=1` writes it anew.

use std::path::Path;

use kinetoscope::api::dispatch::Target;
use kinetoscope::errand::Column;
use kinetoscope::firehose;
use kinetoscope::time::Duration;
use kinetoscope::wire::base64;
use kinetoscope::world::{Settings, World};
use kinetoscope_formats::engine::Libraries;
use serde_json::{Map, Value, json};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/pkg/projects/objects.json");
const ROLE: &str = "arn:aws:iam::000000000000:role/firehose";
const RECORDS: [&str; 4] =
    [r#"{"id":1,"name":"a"}"#, r#"{"id":2,"name":null}"#, r#"{"ID":3}{"id":4,"name":"ü"}"#, r#"{"id":5}"#];

fn call(world: &mut World, operation: &str, body: &Value) {
    world.call_json(Target { service: firehose::TARGET, operation }, &body.to_string()).unwrap();
}

/// The object that the records become by this more in a destination, as base64.
fn body(more: Value) -> Value {
    let mut world = World::new(Settings::default());
    world.set_formats(&Libraries);
    world.create_bucket("lake").unwrap();
    let column = |name: &str, kind: &str| Column { name: name.into(), kind: kind.into() };
    world.catalog().put_table("db", "t", vec![column("id", "bigint"), column("name", "string")]).unwrap();
    let hints = json!({ "SizeInMBs": 64, "IntervalInSeconds": 60 });
    let mut destination =
        json!({ "RoleARN": ROLE, "BucketARN": "arn:aws:s3:::lake", "BufferingHints": hints });
    destination.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let name = "DeliveryStreamName";
    call(
        &mut world,
        "CreateDeliveryStream",
        &json!({ name: "logs", "ExtendedS3DestinationConfiguration": destination }),
    );
    for record in RECORDS {
        let record = json!({ "Data": base64::encode(record.as_bytes()) });
        call(&mut world, "PutRecord", &json!({ name: "logs", "Record": record }));
    }
    world.advance(Duration::from_secs(60));
    let bucket = world.s3().bucket("lake").unwrap();
    let (_, object) = bucket.objects().next().unwrap();
    base64::encode(&object.body).into()
}

fn converting(serializer: &str) -> Value {
    json!({
        "DataFormatConversionConfiguration": {
            "SchemaConfiguration": { "RoleARN": ROLE, "DatabaseName": "db", "TableName": "t", "Region": "us-east-1" },
            "InputFormatConfiguration": { "Deserializer": { "OpenXJsonSerDe": {} } },
            "OutputFormatConfiguration": { "Serializer": { serializer: {} } },
        },
    })
}

#[test]
fn objects_are_those_that_the_package_compares_with() {
    let compressed = |format: &str| (format.to_owned(), body(json!({ "CompressionFormat": format })));
    let converted = |serializer: &str| (serializer.to_owned(), body(converting(serializer)));
    let bodies: Map<String, Value> = ["GZIP", "HADOOP_SNAPPY", "Snappy"]
        .map(compressed)
        .into_iter()
        .chain(["OrcSerDe", "ParquetSerDe"].map(converted))
        .collect();
    let text = format!("{:#}\n", json!({ "records": RECORDS, "bodies": bodies }));
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(Path::new(FILE), &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(FILE).unwrap(), text);
}
