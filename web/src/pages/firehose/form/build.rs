//! From the form to what the operations take. What may stand where, the service says.

use kinetoscope::ids::{AccountId, Region};
use kinetoscope::wire::base64;
use serde_json::{Value, json};

use super::values::Form;

/// The input of CreateDeliveryStream.
///
/// # Errors
/// What is wrong with a field.
pub(super) fn creation(form: Form) -> Result<Value, String> {
    let mut input = json!({ "DeliveryStreamName": form.get("name").trim() });
    if let Some(stream) = form.some("source") {
        let arn = format!("arn:aws:kinesis:{}:{}:stream/{stream}", Region::DEFAULT, AccountId::DEFAULT);
        input["DeliveryStreamType"] = "KinesisStreamAsSource".into();
        input["KinesisStreamSourceConfiguration"] = json!({ "KinesisStreamARN": arn, "RoleARN": role() });
    }
    input[format!("{}DestinationConfiguration", form.get("kind"))] = destination(form)?;
    Ok(input)
}

/// The destination that stands in the form.
///
/// # Errors
/// What is wrong with a field.
pub(super) fn destination(form: Form) -> Result<Value, String> {
    let own = match form.get("kind").as_str() {
        "Redshift" => redshift(form)?,
        "Amazonopensearchservice" => opensearch(form)?,
        "Splunk" => splunk(form)?,
        "HttpEndpoint" => http_endpoint(form)?,
        "Snowflake" => snowflake(form)?,
        "Iceberg" => iceberg(form)?,
        _ => extended_s3(form)?,
    };
    let mut all = own;
    all["ProcessingConfiguration"] = processing(form)?;
    Ok(without_nulls(all))
}

fn role() -> String {
    format!("arn:aws:iam::{}:role/firehose", AccountId::DEFAULT)
}

fn bucket_arn(name: Option<String>) -> Option<String> {
    name.map(|name| format!("arn:aws:s3:::{name}"))
}

fn hints(form: Form) -> Result<Value, String> {
    let (size, interval) = (form.number("size", "Size")?, form.number("interval", "Interval")?);
    if size.is_none() && interval.is_none() {
        return Ok(Value::Null);
    }
    Ok(json!({ "SizeInMBs": size, "IntervalInSeconds": interval }))
}

fn retry(form: Form) -> Result<Value, String> {
    let seconds = form.number("retry", "Try again for")?;
    Ok(seconds.map_or(Value::Null, |seconds| json!({ "DurationInSeconds": seconds })))
}

/// The bucket that other destinations go by, or keep there what they could not deliver.
fn bucket(form: Form, hints: Value) -> Value {
    json!({
        "RoleARN": role(),
        "BucketARN": bucket_arn(form.some("bucket")),
        "Prefix": form.text("prefix"),
        "ErrorOutputPrefix": form.text("errors"),
        "CompressionFormat": form.some("compression"),
        "BufferingHints": hints,
    })
}

/// The bucket for records as they came.
fn backup_bucket(form: Form) -> Value {
    if !form.is("backup", "on") {
        return Value::Null;
    }
    let bucket = form.some("backup_bucket").or_else(|| form.some("bucket"));
    json!({ "RoleARN": role(), "BucketARN": bucket_arn(bucket), "Prefix": form.text("backup_prefix") })
}

/// What is kept of records in a bucket, by the word that this kind of destination has for it.
fn backup_mode(form: Form, all: &'static str, failed: &'static str) -> &'static str {
    if form.is("backup", "on") { all } else { failed }
}

/// What a member is called of which updates have another name.
fn named<'n>(form: Form, at_first: &'n str, later: &'n str) -> &'n str {
    if form.is_update { later } else { at_first }
}

fn extended_s3(form: Form) -> Result<Value, String> {
    let mut s3 = bucket(form, hints(form)?);
    s3["FileExtension"] = form.text("extension").into();
    s3["CustomTimeZone"] = form.text("zone").into();
    s3["DataFormatConversionConfiguration"] = conversion(form);
    // Files with columns are compressed within, and are not compressed again.
    if !form.is("conversion", "off") {
        s3["CompressionFormat"] = "UNCOMPRESSED".into();
    }
    if form.is_on("partitioned") || form.was_not("partitioned", "false") {
        s3["DynamicPartitioningConfiguration"] =
            json!({ "Enabled": form.is_on("partitioned"), "RetryOptions": retry(form)? });
    }
    back_up(form, &mut s3);
    Ok(s3)
}

/// Says whether records are kept as they came, where that is said or was.
fn back_up(form: Form, destination: &mut Value) {
    let backs_up = form.is("backup", "on");
    if backs_up || form.was_not("backup", "off") {
        destination["S3BackupMode"] = if backs_up { "Enabled" } else { "Disabled" }.into();
        destination[named(form, "S3BackupConfiguration", "S3BackupUpdate")] = backup_bucket(form);
    }
}

fn conversion(form: Form) -> Value {
    if form.is("conversion", "off") {
        return if form.was_not("conversion", "off") { json!({ "Enabled": false }) } else { Value::Null };
    }
    let serializer = if form.is("conversion", "orc") { "OrcSerDe" } else { "ParquetSerDe" };
    json!({
        "Enabled": true,
        "SchemaConfiguration": {
            "RoleARN": role(),
            "DatabaseName": form.some("database"),
            "TableName": form.some("table"),
            "Region": Region::DEFAULT,
        },
        "InputFormatConfiguration": { "Deserializer": { form.get("deserializer"): {} } },
        "OutputFormatConfiguration": { "Serializer": { serializer: {} } },
    })
}

fn redshift(form: Form) -> Result<Value, String> {
    let mut all = json!({
        "RoleARN": role(),
        "ClusterJDBCURL": form.some("jdbc"),
        "CopyCommand": {
            "DataTableName": form.some("redshift_table"),
            "DataTableColumns": form.some("redshift_columns"),
            "CopyOptions": form.some("copy_options"),
        },
        "Username": form.some("redshift_user"),
        "Password": form.some("redshift_password"),
        "RetryOptions": retry(form)?,
    });
    all[named(form, "S3Configuration", "S3Update")] = bucket(form, hints(form)?);
    back_up(form, &mut all);
    Ok(all)
}

fn opensearch(form: Form) -> Result<Value, String> {
    let mut all = json!({
        "RoleARN": role(),
        "ClusterEndpoint": form.some("endpoint"),
        "IndexName": form.some("index"),
        "IndexRotationPeriod": form.some("rotation"),
        "BufferingHints": hints(form)?,
        "RetryOptions": retry(form)?,
    });
    all[named(form, "S3Configuration", "S3Update")] = bucket(form, Value::Null);
    if !form.is_update {
        all["S3BackupMode"] = backup_mode(form, "AllDocuments", "FailedDocumentsOnly").into();
    }
    Ok(all)
}

fn splunk(form: Form) -> Result<Value, String> {
    let mut all = json!({
        "HECEndpoint": form.some("hec_endpoint"),
        "HECEndpointType": form.some("hec_type"),
        "HECToken": form.some("hec_token"),
        "BufferingHints": hints(form)?,
        "RetryOptions": retry(form)?,
        "S3BackupMode": backup_mode(form, "AllEvents", "FailedEventsOnly"),
    });
    all[named(form, "S3Configuration", "S3Update")] = bucket(form, Value::Null);
    Ok(all)
}

fn http_endpoint(form: Form) -> Result<Value, String> {
    // An empty key is none, and is said where there may have been one.
    let key = form.some("access_key").or_else(|| form.is_on("keyless").then(String::new));
    let mut all = json!({
        "RoleARN": role(),
        "EndpointConfiguration": { "Url": form.some("url"), "AccessKey": key },
        "RequestConfiguration": { "ContentEncoding": form.some("encoding") },
        "BufferingHints": hints(form)?,
        "RetryOptions": retry(form)?,
        "S3BackupMode": backup_mode(form, "AllData", "FailedDataOnly"),
    });
    all[named(form, "S3Configuration", "S3Update")] = bucket(form, Value::Null);
    Ok(all)
}

fn snowflake(form: Form) -> Result<Value, String> {
    let mut all = json!({
        "RoleARN": role(),
        "AccountUrl": form.some("account_url"),
        "Database": form.some("snowflake_database"),
        "Schema": form.some("schema"),
        "Table": form.some("snowflake_table"),
        "User": form.some("snowflake_user"),
        "PrivateKey": form.some("private_key"),
        "DataLoadingOption": form.some("loading"),
        "BufferingHints": hints(form)?,
        "RetryOptions": retry(form)?,
        "S3BackupMode": backup_mode(form, "AllData", "FailedDataOnly"),
    });
    all[named(form, "S3Configuration", "S3Update")] = bucket(form, Value::Null);
    Ok(all)
}

fn iceberg(form: Form) -> Result<Value, String> {
    let keys = form.some("unique_keys").map(|keys| {
        let keys = keys.split(',').map(str::trim).filter(|key| !key.is_empty());
        keys.map(str::to_owned).collect::<Vec<_>>()
    });
    let table = form.some("iceberg_table").map(|table| {
        json!([{
            "DestinationDatabaseName": form.some("iceberg_database"),
            "DestinationTableName": table,
            "UniqueKeys": keys,
        }])
    });
    let table = table.or_else(|| form.was_some("iceberg_table").then(|| json!([])));
    Ok(json!({
        "RoleARN": role(),
        "CatalogConfiguration": { "CatalogARN": form.some("catalog_arn") },
        "DestinationTableConfigurationList": table,
        "BufferingHints": hints(form)?,
        "RetryOptions": retry(form)?,
        "S3Configuration": bucket(form, Value::Null),
    }))
}

fn processing(form: Form) -> Result<Value, String> {
    let mut steps = Vec::new();
    if form.is_on("decompress") {
        steps.push(step("Decompression", &[("CompressionFormat", Some("GZIP".into()))]));
    }
    if form.is_on("extract") {
        steps.push(step("CloudWatchLogProcessing", &[("DataMessageExtraction", Some("true".into()))]));
    }
    if !form.is("split", "off") {
        let delimiter = form.some("delimiter").map(|text| base64::encode(text.as_bytes()));
        steps.push(step(
            "RecordDeAggregation",
            &[("SubRecordType", form.some("split")), ("Delimiter", delimiter)],
        ));
    }
    if let Some(function) = form.some("function") {
        steps.push(lambda(form, &function));
    }
    if let Some(query) = form.some("query") {
        let engine = Some("JQ-1.6".into());
        steps.push(step(
            "MetadataExtraction",
            &[("MetadataExtractionQuery", Some(query)), ("JsonParsingEngine", engine)],
        ));
    }
    if form.is_on("append") {
        steps.push(step("AppendDelimiterToRecord", &[("Delimiter", Some("\\n".into()))]));
    }
    let had_some = form.was_some("steps");
    Ok(match (steps.is_empty(), had_some) {
        (true, false) => Value::Null,
        (true, true) => json!({ "Enabled": false, "Processors": [] }),
        (false, _) => json!({ "Enabled": true, "Processors": steps }),
    })
}

fn lambda(form: Form, function: &str) -> Value {
    let arn = format!("arn:aws:lambda:{}:{}:function:{function}", Region::DEFAULT, AccountId::DEFAULT);
    step(
        "Lambda",
        &[
            ("LambdaArn", Some(arn)),
            ("NumberOfRetries", form.some("function_retries")),
            ("BufferSizeInMBs", form.some("function_size")),
            ("BufferIntervalInSeconds", form.some("function_interval")),
        ],
    )
}

fn step(kind: &str, parameters: &[(&str, Option<String>)]) -> Value {
    let parameters: Vec<_> = parameters
        .iter()
        .filter_map(|(name, value)| Some(json!({ "ParameterName": name, "ParameterValue": value.as_ref()? })))
        .collect();
    json!({ "Type": kind, "Parameters": parameters })
}

/// The same without the members that are null.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(name, value)| (name, without_nulls(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_nulls).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(is_update: bool, fields: &[(&'static str, &str)]) -> Form {
        let form = Form::new(is_update);
        fields.iter().for_each(|(name, value)| form.set(name, *value));
        form
    }

    #[test]
    fn a_bucket_needs_only_what_was_written() {
        let fields = [("name", " logs "), ("bucket", "lake"), ("size", "1"), ("interval", "60")];
        let input = creation(form(false, &fields)).unwrap();
        let expected = json!({
            "DeliveryStreamName": "logs",
            "ExtendedS3DestinationConfiguration": {
                "RoleARN": "arn:aws:iam::000000000000:role/firehose",
                "BucketARN": "arn:aws:s3:::lake",
                "BufferingHints": { "SizeInMBs": 1, "IntervalInSeconds": 60 },
                "CompressionFormat": "UNCOMPRESSED",
            },
        });
        assert_eq!(input, expected);
    }

    #[test]
    fn what_is_no_number_is_said_before_any_call() {
        let error = creation(form(false, &[("name", "a"), ("size", "much")])).unwrap_err();
        assert_eq!(error, "Size: give a whole number.");
    }
}
