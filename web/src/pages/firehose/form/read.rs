//! From what DescribeDeliveryStream answers to the form.

use std::collections::BTreeMap;

use kinetoscope::wire::base64;
use leptos::prelude::*;
use serde_json::Value;

use super::values::Form;

/// The members of a destination, each with the field that it fills.
const MEMBERS: &[(&str, &str)] = &[
    ("/Prefix", "prefix"),
    ("/ErrorOutputPrefix", "errors"),
    ("/CompressionFormat", "compression"),
    ("/FileExtension", "extension"),
    ("/CustomTimeZone", "zone"),
    ("/BufferingHints/SizeInMBs", "size"),
    ("/BufferingHints/IntervalInSeconds", "interval"),
    ("/RetryOptions/DurationInSeconds", "retry"),
    ("/DynamicPartitioningConfiguration/RetryOptions/DurationInSeconds", "retry"),
    ("/DynamicPartitioningConfiguration/Enabled", "partitioned"),
    ("/DataFormatConversionConfiguration/SchemaConfiguration/DatabaseName", "database"),
    ("/DataFormatConversionConfiguration/SchemaConfiguration/TableName", "table"),
    ("/ClusterJDBCURL", "jdbc"),
    ("/CopyCommand/DataTableName", "redshift_table"),
    ("/CopyCommand/DataTableColumns", "redshift_columns"),
    ("/CopyCommand/CopyOptions", "copy_options"),
    ("/Username", "redshift_user"),
    ("/ClusterEndpoint", "endpoint"),
    ("/IndexName", "index"),
    ("/IndexRotationPeriod", "rotation"),
    ("/HECEndpoint", "hec_endpoint"),
    ("/HECEndpointType", "hec_type"),
    ("/HECToken", "hec_token"),
    ("/EndpointConfiguration/Url", "url"),
    ("/RequestConfiguration/ContentEncoding", "encoding"),
    ("/AccountUrl", "account_url"),
    ("/Database", "snowflake_database"),
    ("/Schema", "schema"),
    ("/Table", "snowflake_table"),
    ("/User", "snowflake_user"),
    ("/DataLoadingOption", "loading"),
    ("/CatalogConfiguration/CatalogARN", "catalog_arn"),
    ("/DestinationTableConfigurationList/0/DestinationDatabaseName", "iceberg_database"),
    ("/DestinationTableConfigurationList/0/DestinationTableName", "iceberg_table"),
    ("/S3BackupDescription/Prefix", "backup_prefix"),
];

/// The parameters of processors, each with the field that it fills.
const PARAMETERS: &[(&str, &str)] = &[
    ("NumberOfRetries", "function_retries"),
    ("BufferSizeInMBs", "function_size"),
    ("BufferIntervalInSeconds", "function_interval"),
    ("MetadataExtractionQuery", "query"),
    ("SubRecordType", "split"),
];

/// Kinds of destination, the plain form of a bucket last: one that has both is told of twice.
const KINDS: &[&str] = &[
    "ExtendedS3",
    "Redshift",
    "Amazonopensearchservice",
    "Splunk",
    "HttpEndpoint",
    "Snowflake",
    "Iceberg",
    "S3",
];

pub(super) type Told = BTreeMap<&'static str, String>;

/// Fills the form in.
pub(super) fn fill_in(form: Form, description: &Value) {
    let all = &description["Destinations"][0];
    let kind = kind_of(all).unwrap_or_default();
    form.described.set(all[format!("{kind}DestinationDescription")].clone());
    form.fill_in(fields(description));
}

pub(super) fn fields(description: &Value) -> Told {
    let mut told = Told::new();
    tell(&mut told, "name", &description["DeliveryStreamName"]);
    let source = &description["Source"]["KinesisStreamSourceDescription"]["KinesisStreamARN"];
    told.insert("source", last_part(source, '/'));
    let all = &description["Destinations"][0];
    let Some(kind) = kind_of(all) else { return told };
    let destination = &all[format!("{kind}DestinationDescription")];
    told.insert("kind", kind.into());
    // A bucket has its members at once; others have one of their own.
    let bucket = &destination["S3DestinationDescription"];
    for (path, field) in MEMBERS {
        for from in [bucket, destination] {
            from.pointer(path).into_iter().for_each(|value| tell(&mut told, field, value));
        }
    }
    for from in [bucket, destination] {
        if !from["BucketARN"].is_null() {
            told.insert("bucket", last_part(&from["BucketARN"], ':'));
        }
    }
    tell_keys(&mut told, &destination["DestinationTableConfigurationList"][0]["UniqueKeys"]);
    tell_backup(&mut told, destination);
    tell_conversion(&mut told, &destination["DataFormatConversionConfiguration"]);
    tell_processing(&mut told, &destination["ProcessingConfiguration"]);
    told
}

fn kind_of(all: &Value) -> Option<&'static str> {
    KINDS.iter().copied().find(|kind| !all[format!("{kind}DestinationDescription")].is_null())
}

fn tell(told: &mut Told, field: &'static str, value: &Value) {
    match value {
        Value::Null => {}
        Value::String(text) => _ = told.insert(field, text.clone()),
        other => _ = told.insert(field, other.to_string()),
    }
}

fn last_part(value: &Value, mark: char) -> String {
    value.as_str().and_then(|text| text.rsplit(mark).next()).unwrap_or_default().into()
}

/// Names of columns, in one field.
fn tell_keys(told: &mut Told, keys: &Value) {
    let keys: Vec<_> = keys.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if !keys.is_empty() {
        told.insert("unique_keys", keys.join(", "));
    }
}

fn tell_backup(told: &mut Told, destination: &Value) {
    let mode = destination["S3BackupMode"].as_str().unwrap_or_default();
    let is_on = mode == "Enabled" || mode.starts_with("All");
    told.insert("backup", if is_on { "on" } else { "off" }.into());
    let bucket = &destination["S3BackupDescription"]["BucketARN"];
    told.insert("backup_bucket", last_part(bucket, ':'));
}

fn tell_conversion(told: &mut Told, conversion: &Value) {
    let is_on = conversion["Enabled"] != false && conversion.is_object();
    let is_orc = !conversion["OutputFormatConfiguration"]["Serializer"]["OrcSerDe"].is_null();
    let format = if is_orc { "orc" } else { "parquet" };
    told.insert("conversion", if is_on { format } else { "off" }.into());
    let deserializer = conversion["InputFormatConfiguration"]["Deserializer"].as_object();
    if let Some(name) = deserializer.and_then(|kinds| kinds.keys().next()) {
        told.insert("deserializer", name.clone());
    }
}

fn tell_processing(told: &mut Told, processing: &Value) {
    for field in ["decompress", "extract", "append"] {
        told.insert(field, "false".into());
    }
    for field in ["function", "query", "steps"] {
        told.insert(field, String::new());
    }
    told.insert("split", "off".into());
    if processing["Enabled"] != true {
        return;
    }
    for step in processing["Processors"].as_array().into_iter().flatten() {
        told.insert("steps", "1".into());
        match step["Type"].as_str() {
            Some("Decompression") => _ = told.insert("decompress", "true".into()),
            Some("CloudWatchLogProcessing") => _ = told.insert("extract", "true".into()),
            Some("AppendDelimiterToRecord") => _ = told.insert("append", "true".into()),
            _ => {}
        }
        step["Parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .for_each(|parameter| tell_parameter(told, parameter));
    }
}

fn tell_parameter(told: &mut Told, parameter: &Value) {
    let (name, value) =
        (parameter["ParameterName"].as_str().unwrap_or_default(), &parameter["ParameterValue"]);
    if name == "LambdaArn" {
        let function = value.as_str().and_then(|arn| arn.split(':').nth(6)).unwrap_or_default();
        told.insert("function", function.into());
    }
    if let Some((_, field)) = PARAMETERS.iter().find(|(known, _)| *known == name) {
        tell(told, field, value);
    }
    if name == "Delimiter"
        && let Some(bytes) = value.as_str().and_then(base64::decode)
    {
        told.insert("delimiter", String::from_utf8_lossy(&bytes).into_owned());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_description_fills_the_fields() {
        let told = fields(&json!({
            "DeliveryStreamName": "logs",
            "Destinations": [{
                "S3DestinationDescription": { "BucketARN": "arn:aws:s3:::lake" },
                "ExtendedS3DestinationDescription": {
                    "BucketARN": "arn:aws:s3:::lake",
                    "Prefix": "a/",
                    "BufferingHints": { "SizeInMBs": 5, "IntervalInSeconds": 300 },
                    "S3BackupMode": "Disabled",
                    "ProcessingConfiguration": { "Enabled": true, "Processors": [{ "Type": "Lambda", "Parameters": [
                        { "ParameterName": "LambdaArn", "ParameterValue": "arn:aws:lambda:us-east-1:000000000000:function:parse:$LATEST" },
                    ] }] },
                },
            }],
        }));
        let of = |name| told.get(name).map_or("", String::as_str);
        assert_eq!([of("kind"), of("bucket"), of("prefix"), of("size")], ["ExtendedS3", "lake", "a/", "5"]);
        assert_eq!([of("function"), of("backup"), of("conversion")], ["parse", "off", "off"]);
    }

    #[test]
    fn the_bucket_of_another_destination_is_found() {
        let told = fields(&json!({
            "Destinations": [{ "HttpEndpointDestinationDescription": {
                "EndpointConfiguration": { "Url": "https://a.example" },
                "S3BackupMode": "AllData",
                "S3DestinationDescription": { "BucketARN": "arn:aws:s3:::back", "Prefix": "http/" },
            } }],
        }));
        let of = |name| told.get(name).map_or("", String::as_str);
        assert_eq!(
            [of("url"), of("bucket"), of("prefix"), of("backup")],
            ["https://a.example", "back", "http/", "on"]
        );
    }
}
