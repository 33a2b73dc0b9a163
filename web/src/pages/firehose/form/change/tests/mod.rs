mod configurations;

use kinetoscope::api::dispatch::Target;
use kinetoscope::errand::{Column, Refused};
use kinetoscope::firehose::configuration::s3::CompressionFormat;
use kinetoscope::firehose::formats::{Converted, Formats};
use kinetoscope::time::{Duration, Instant};
use kinetoscope::world::{Settings, Tenant, World};
use leptos::prelude::*;
use serde_json::{Value, json};

use super::super::super::here::TARGET;
use super::super::read;
use super::super::values::Form;
use super::{build, update};

/// Libraries for everything, in a world where nothing is delivered.
#[derive(Debug)]
struct Everything;

impl Formats for Everything {
    fn compress(&self, _: CompressionFormat, _: &str, body: &[u8]) -> Vec<u8> {
        body.into()
    }

    fn gunzip(&self, _: &[u8]) -> Option<Vec<u8>> {
        None
    }

    fn check_query(&self, _: &str) -> Result<(), String> {
        Ok(())
    }

    fn partition_keys(&self, _: &str, _: &[u8], _: Instant) -> Result<Vec<(String, String)>, String> {
        Ok(Vec::new())
    }

    fn convert(&self, _: &[u8], _: &[Column], _: &[&[u8]]) -> Result<Converted, Refused> {
        Ok(Converted::default())
    }
}

/// A delivery stream, and the form that changes it.
struct Bench {
    world: World,
    form: Form,
}

impl Bench {
    fn new(name: &str) -> Self {
        let all = configurations::all();
        let (_, kind, configuration) = all.into_iter().find(|it| it.0 == name).expect("a configuration");
        let mut world = World::new(Settings::default());
        world.set_formats(&Everything);
        let mut bench = Self { world, form: Form::new(true) };
        let member = format!("{kind}DestinationConfiguration");
        bench.call("CreateDeliveryStream", &json!({ "DeliveryStreamName": "it", member: configuration }));
        bench.world.advance(Duration::from_secs(60));
        let description = bench.description();
        read::fill_in(bench.form, &description);
        bench
    }

    fn call(&mut self, operation: &str, input: &Value) -> Value {
        let target = Target { service: TARGET, operation };
        let answer = self.world.call_json(target, &input.to_string());
        let answer = answer.unwrap_or_else(|error| panic!("{operation} {input}: {error}"));
        serde_json::from_str(&answer).unwrap_or_default()
    }

    fn description(&mut self) -> Value {
        let answer = self.call("DescribeDeliveryStream", &json!({ "DeliveryStreamName": "it" }));
        answer["DeliveryStreamDescription"].clone()
    }

    fn write(&self, fields: &[(&'static str, &str)]) {
        fields.iter().for_each(|(name, value)| self.form.set(name, *value));
    }

    /// The destination as the service has it, with its secrets.
    fn destination(&mut self) -> Value {
        let services = self.world.services(&Tenant::default()).expect("something was made here");
        let stream = services.firehose.delivery_stream("it").expect("it was made");
        let destination = serde_json::to_value(&stream.destination).expect("it converts");
        destination.as_object().and_then(|kinds| kinds.values().next()).cloned().expect("one kind")
    }

    /// Updates the destination by the form: what is otherwise then, a line each.
    fn save(&mut self) -> Vec<String> {
        let before = self.destination();
        let description = self.description();
        let (member, update) = update(self.form).expect("nothing is wrong with a field");
        let input = json!({
            "DeliveryStreamName": "it",
            "CurrentDeliveryStreamVersionId": description["VersionId"],
            "DestinationId": description["Destinations"][0]["DestinationId"],
            member: update,
        });
        self.call("UpdateDestination", &input);
        let mut found = Vec::new();
        tell_differences("", &before, &self.destination(), &mut found);
        found
    }
}

fn tell_differences(path: &str, before: &Value, after: &Value, found: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(members), Value::Object(others)) => {
            let new = others.keys().filter(|name| !members.contains_key(*name));
            for name in members.keys().chain(new) {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                tell_differences(&path, &before[name], &after[name], found);
            }
        }
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            for at in 0..items.len() {
                tell_differences(&format!("{path}[{at}]"), &before[at], &after[at], found);
            }
        }
        _ if before == after => {}
        _ => found.push(format!("{path}: {} -> {}", shown(before), shown(after))),
    }
}

/// A value in a few letters.
fn shown(value: &Value) -> String {
    match value {
        Value::Object(members) if !members.is_empty() => "{…}".into(),
        Value::Array(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
        other => other.to_string().replace(&"M".repeat(256), "M…").replace(&"N".repeat(256), "N…"),
    }
}

type Row = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

#[track_caller]
fn check(rows: &[Row]) {
    for (name, fields, expected) in rows {
        let mut bench = Bench::new(name);
        bench.write(fields);
        assert_eq!(bench.save(), *expected, "{name}: {fields:?}");
    }
}

#[test]
fn another_interval_is_all_that_changes() {
    for (name, kind, _) in configurations::all() {
        let interval = if kind == "Splunk" { "30" } else { "120" };
        let mut bench = Bench::new(name);
        bench.write(&[("interval", interval)]);
        let changed = bench.save();
        let [change] = changed.as_slice() else { panic!("{name}: {changed:?}") };
        assert!(change.contains("buffering_hints.interval_in_seconds: "), "{name}: {change}");
        assert!(change.ends_with(&format!(" -> {interval}")), "{name}: {change}");
    }
}

#[test]
fn a_form_that_nobody_wrote_in_says_nothing() {
    for (name, kind, _) in configurations::all() {
        let mut bench = Bench::new(name);
        assert_eq!(update(bench.form), Ok((format!("{kind}DestinationUpdate"), json!({}))), "{name}");
        assert!(bench.save().is_empty(), "{name}");
        assert_eq!(bench.description()["VersionId"], "1", "{name}");
    }
}

#[test]
fn what_was_changed_of_a_bucket_is_all_that_changes() {
    check(&[
        ("S3", &[("prefix", "")], &[r#"prefix: "data/" -> """#]),
        ("ORC", &[("errors", "bad/")], &[r#"error_output_prefix: "errors/" -> "bad/""#]),
        ("ORC", &[("zone", "")], &[r#"custom_time_zone: "Europe/Berlin" -> """#]),
        ("ORC", &[("bucket", "pond")], &[r#"bucket_arn: "arn:aws:s3:::lake" -> "arn:aws:s3:::pond""#]),
        (
            "ORC",
            &[("backup_prefix", "copies/")],
            &[r#"s3_backup_configuration.prefix: "data/" -> "copies/""#],
        ),
        (
            "ORC",
            &[("retry", "90")],
            &["dynamic_partitioning_configuration.retry_options.duration_in_seconds: 60 -> 90"],
        ),
        (
            "ORC",
            &[("table", "trades")],
            &[r#"data_format_conversion_configuration.schema_configuration.table_name: "ticks" -> "trades""#],
        ),
        ("ORC", &[("conversion", "off")], &["data_format_conversion_configuration.enabled: true -> false"]),
        (
            "Parquet",
            &[("conversion", "orc")],
            &[
                "data_format_conversion_configuration.output_format_configuration.serializer.orc_serde: null -> {…}",
                "data_format_conversion_configuration.output_format_configuration.serializer.parquet_serde: {…} -> null",
            ],
        ),
        (
            "Parquet",
            &[("deserializer", "HiveJsonSerDe")],
            &[
                "data_format_conversion_configuration.input_format_configuration.deserializer.hive_json_serde: null -> {…}",
                "data_format_conversion_configuration.input_format_configuration.deserializer.openx_json_serde: {…} -> null",
            ],
        ),
        (
            "not yet ORC",
            &[("conversion", "orc")],
            &["data_format_conversion_configuration.enabled: false -> true"],
        ),
        (
            "not yet ORC",
            &[("conversion", "parquet")],
            &[
                "data_format_conversion_configuration.enabled: false -> true",
                "data_format_conversion_configuration.output_format_configuration.serializer.orc_serde: {…} -> null",
                "data_format_conversion_configuration.output_format_configuration.serializer.parquet_serde: null -> {…}",
            ],
        ),
    ]);
}

#[test]
fn what_was_changed_of_a_step_is_all_that_changes() {
    check(&[
        (
            "ORC",
            &[("function", "parse")],
            &[
                r#"processing_configuration.processors[2].parameters[0].parameter_value: "arn:aws:lambda:eu-west-1:111122223333:function:clean:live" -> "arn:aws:lambda:us-east-1:000000000000:function:parse""#,
            ],
        ),
        (
            "Redshift",
            &[("function_retries", "1")],
            &[r#"processing_configuration.processors[0].parameters[1].parameter_value: "5" -> "1""#],
        ),
        (
            "ORC",
            &[("query", "{k:.key}")],
            &[
                r#"processing_configuration.processors[3].parameters[0].parameter_value: "{k:.k}" -> "{k:.key}""#,
            ],
        ),
        ("Splunk", &[("append", "true")], &["processing_configuration.processors: [{…}] -> [{…}, {…}]"]),
        (
            "Redshift",
            &[("function", "")],
            &[
                "processing_configuration.enabled: true -> false",
                "processing_configuration.processors: [{…}] -> []",
            ],
        ),
    ]);
}

#[test]
fn what_was_changed_of_another_destination_is_all_that_changes() {
    check(&[
        (
            "Redshift",
            &[("copy_options", "csv")],
            &[r#"copy_command.copy_options: "json 's3://lake/paths'" -> "csv""#],
        ),
        ("Redshift", &[("redshift_columns", "")], &[r#"copy_command.data_table_columns: "a,b" -> null"#]),
        ("Redshift", &[("redshift_password", "Password-2")], &[r#"password: "Password-1" -> "Password-2""#]),
        (
            "Redshift",
            &[("compression", "UNCOMPRESSED")],
            &[r#"s3_configuration.compression_format: "GZIP" -> "UNCOMPRESSED""#],
        ),
        ("OpenSearch", &[("index", "trades")], &[r#"index_name: "ticks" -> "trades""#]),
        ("Splunk", &[("hec_type", "Event")], &[r#"hec_endpoint_type: "Raw" -> "Event""#]),
        ("HTTP", &[("encoding", "NONE")], &[r#"request_configuration.content_encoding: "GZIP" -> "NONE""#]),
        ("HTTP", &[("access_key", "key-2")], &[r#"endpoint_configuration.access_key: "key-1" -> "key-2""#]),
        (
            "HTTP",
            &[("url", "https://b.example/"), ("access_key", "key-1")],
            &[r#"endpoint_configuration.url: "https://mine.example.com/" -> "https://b.example/""#],
        ),
        ("HTTP", &[("keyless", "true")], &[r#"endpoint_configuration.access_key: "key-1" -> """#]),
        (
            "HTTP by secret",
            &[("url", "https://b.example/")],
            &[r#"endpoint_configuration.url: "https://mine.example.com/" -> "https://b.example/""#],
        ),
        ("Snowflake", &[("schema", "RAW")], &[r#"schema: "PUBLIC" -> "RAW""#]),
        ("Snowflake", &[("private_key", PRIVATE_KEY)], &[r#"private_key: "M…" -> "N…""#]),
        (
            "Iceberg",
            &[("unique_keys", "symbol, hour")],
            &[r#"destination_table_configuration_list[0].unique_keys[1]: "day" -> "hour""#],
        ),
        ("Iceberg", &[("iceberg_table", "")], &["destination_table_configuration_list: [{…}, {…}] -> [{…}]"]),
        (
            "Iceberg",
            &[("catalog_arn", "arn:aws:glue:us-east-1:000000000000:catalog/c")],
            &[
                r#"catalog_configuration.catalog_arn: "arn:aws:glue:us-east-1:000000000000:catalog" -> "arn:aws:glue:us-east-1:000000000000:catalog/c""#,
            ],
        ),
        ("Iceberg", &[("errors", "bad/")], &[r#"s3_configuration.error_output_prefix: "errors/" -> "bad/""#]),
    ]);
}

const PRIVATE_KEY: &str = match std::str::from_utf8(&[b'N'; 256]) {
    Ok(text) => text,
    Err(_) => "",
};

/// SDKs and the service want these of the bucket of an Iceberg destination, in updates too, and both hints wherever there are any.
#[test]
fn what_goes_as_a_whole_says_all_that_it_must() {
    let bench = Bench::new("Iceberg");
    bench.write(&[("prefix", "other/"), ("interval", "120")]);
    let (_, update) = update(bench.form).unwrap();
    let said = &update["S3Configuration"];
    assert_eq!(said["BucketARN"], "arn:aws:s3:::lake");
    assert_eq!(said["RoleARN"], "arn:aws:iam::000000000000:role/teams/deliver");
    assert_eq!(update["BufferingHints"], json!({ "SizeInMBs": 5, "IntervalInSeconds": 120 }));
}

#[test]
fn fields_show_what_the_delivery_stream_has_and_no_example_of_it() {
    for (name, field, expected) in [
        ("Iceberg", "unique_keys", "symbol, day"),
        ("least Iceberg", "unique_keys", ""),
        ("least Iceberg", "catalog_arn", ""),
        ("Redshift", "copy_options", "json 's3://lake/paths'"),
        ("least Redshift", "copy_options", ""),
        ("least Redshift", "redshift_password", ""),
        ("OpenSearch", "endpoint", ""),
    ] {
        assert_eq!(Bench::new(name).form.get(field), expected, "{name}: {field}");
    }
}

#[test]
fn a_new_url_asks_for_the_access_key_at_its_field() {
    let mut bench = Bench::new("HTTP");
    assert_eq!(bench.form.problem("access_key"), None);
    bench.write(&[("url", "https://b.example/")]);
    assert!(
        bench.form.problem("access_key").is_some_and(|said| said.starts_with("Write the access key again"))
    );
    assert!(update(bench.form).is_err_and(|said| said.starts_with("Access key: Write the access key again")));
    bench.write(&[("keyless", "true")]);
    assert_eq!(bench.form.problem("access_key"), None);
    let url = r#"endpoint_configuration.url: "https://mine.example.com/" -> "https://b.example/""#;
    assert_eq!(bench.save(), [r#"endpoint_configuration.access_key: "key-1" -> """#, url]);
}

#[test]
fn a_number_that_was_emptied_is_the_usual_one_again() {
    let mut bench = Bench::new("HTTP");
    bench.form.defaults.set([("interval", "60".to_owned())].into());
    bench.write(&[("interval", "")]);
    assert_eq!(bench.save(), ["buffering_hints.interval_in_seconds: 300 -> 60"]);
}

#[test]
fn what_another_version_has_not_stands_in_no_field() {
    let mut bench = Bench::new("S3");
    bench.write(&[("extension", ".a"), ("redshift_password", "Password-2")]);
    let description = bench.description();
    read::fill_in(bench.form, &description);
    assert_eq!([bench.form.get("extension"), bench.form.get("redshift_password")], ["", ""]);
}

#[test]
fn no_example_of_a_secret_goes_to_a_destination_of_another_kind() {
    let bench = Bench::new("ORC");
    for (kind, secret, other) in [("Redshift", "Password", "Username"), ("Splunk", "HECToken", "HECEndpoint")]
    {
        bench.write(&[("kind", kind)]);
        let (member, update) = update(bench.form).unwrap();
        assert_eq!(member, format!("{kind}DestinationUpdate"));
        assert!(update[secret].is_null() && update[other].is_string(), "{update}");
        let new = Form::new(false);
        new.set("kind", kind);
        assert!(build::destination(new).unwrap()[secret].is_string(), "{kind}");
    }
}

#[test]
fn an_update_takes_away_what_was_there() {
    let form = Form::new(true);
    let told = [("kind", "ExtendedS3"), ("prefix", "logs/"), ("function", "parse"), ("steps", "1")];
    form.fill_in(told.into_iter().map(|(name, value)| (name, value.to_owned())).collect());
    form.set("prefix", "");
    form.set("function", "");
    let (member, update) = update(form).unwrap();
    assert_eq!(member, "ExtendedS3DestinationUpdate");
    assert_eq!(update["Prefix"], "");
    assert_eq!(update["ProcessingConfiguration"], json!({ "Enabled": false, "Processors": [] }));
    assert!(update["ErrorOutputPrefix"].is_null());
}
