//! Destinations that were told all that they can be told, far more than the form has fields for, and the least of each.

use serde_json::{Value, json};

const ROLE: &str = "arn:aws:iam::000000000000:role/teams/deliver";

/// Names of configurations, the kind of each, and what it says.
pub(super) fn all() -> Vec<(&'static str, &'static str, Value)> {
    vec![
        ("S3", "S3", bucket()),
        ("least S3", "ExtendedS3", least_bucket()),
        ("ORC", "ExtendedS3", extended(&orc(), true)),
        ("Parquet", "ExtendedS3", extended(&parquet(), true)),
        ("not yet ORC", "ExtendedS3", extended(&orc(), false)),
        ("Redshift", "Redshift", redshift()),
        ("least Redshift", "Redshift", least_redshift()),
        ("OpenSearch", "Amazonopensearchservice", opensearch()),
        ("Splunk", "Splunk", splunk()),
        ("HTTP", "HttpEndpoint", http(&json!({ "AccessKey": "key-1" }))),
        ("HTTP by secret", "HttpEndpoint", http_by_secret()),
        ("least HTTP", "HttpEndpoint", least_http()),
        ("Snowflake", "Snowflake", snowflake()),
        ("Iceberg", "Iceberg", iceberg()),
        ("least Iceberg", "Iceberg", least_iceberg()),
    ]
}

/// The members of both.
fn with(mut structure: Value, more: Value) -> Value {
    let (Some(members), Value::Object(more)) = (structure.as_object_mut(), more) else {
        unreachable!("both are structures")
    };
    members.extend(more);
    structure
}

fn least_bucket() -> Value {
    json!({ "RoleARN": ROLE, "BucketARN": "arn:aws:s3:::lake" })
}

fn bucket() -> Value {
    with(
        least_bucket(),
        json!({
            "Prefix": "data/",
            "ErrorOutputPrefix": "errors/",
            "BufferingHints": { "SizeInMBs": 100, "IntervalInSeconds": 300 },
            "CompressionFormat": "GZIP",
            "EncryptionConfiguration": { "KMSEncryptionConfig": { "AWSKMSKeyARN": "arn:aws:kms:us-east-1:000000000000:key/k" } },
            "CloudWatchLoggingOptions": logging(),
        }),
    )
}

fn logging() -> Value {
    json!({ "Enabled": true, "LogGroupName": "firehose", "LogStreamName": "lines" })
}

fn step(kind: &str, parameters: &[(&str, &str)]) -> Value {
    let parameter = |(name, value): &(&str, &str)| json!({ "ParameterName": name, "ParameterValue": value });
    json!({ "Type": kind, "Parameters": parameters.iter().map(parameter).collect::<Vec<_>>() })
}

fn function() -> Value {
    step(
        "Lambda",
        &[
            ("LambdaArn", "arn:aws:lambda:eu-west-1:111122223333:function:clean:live"),
            ("NumberOfRetries", "5"),
            ("RoleArn", "arn:aws:iam::000000000000:role/call"),
            ("BufferSizeInMBs", "0.5"),
            ("BufferIntervalInSeconds", "90"),
        ],
    )
}

fn processing() -> Value {
    json!({ "Enabled": true, "Processors": [function()] })
}

fn extended(formats: &Value, converts: bool) -> Value {
    let steps = json!([
        step("Decompression", &[("CompressionFormat", "GZIP")]),
        step("RecordDeAggregation", &[("SubRecordType", "DELIMITED"), ("Delimiter", "Cg==")]),
        function(),
        step("MetadataExtraction", &[("MetadataExtractionQuery", "{k:.k}"), ("JsonParsingEngine", "JQ-1.6")]),
        step("AppendDelimiterToRecord", &[]),
    ]);
    let conversion = json!({
        "Enabled": converts,
        "SchemaConfiguration": {
            "RoleARN": ROLE,
            "CatalogId": "111122223333",
            "DatabaseName": "market",
            "TableName": "ticks",
            "Region": "eu-west-1",
            "VersionId": "3",
        },
    });
    with(
        bucket(),
        json!({
            "Prefix": "k=!{partitionKeyFromQuery:k}/",
            "CompressionFormat": "UNCOMPRESSED",
            "ProcessingConfiguration": { "Enabled": true, "Processors": steps },
            "S3BackupMode": "Enabled",
            "S3BackupConfiguration": bucket(),
            "DataFormatConversionConfiguration": with(conversion, formats.clone()),
            "DynamicPartitioningConfiguration": { "Enabled": true, "RetryOptions": { "DurationInSeconds": 60 } },
            "FileExtension": ".columns",
            "CustomTimeZone": "Europe/Berlin",
        }),
    )
}

fn orc() -> Value {
    json!({
        "InputFormatConfiguration": { "Deserializer": { "HiveJsonSerDe": { "TimestampFormats": ["yyyy-MM-dd"] } } },
        "OutputFormatConfiguration": { "Serializer": { "OrcSerDe": {
            "Compression": "ZLIB",
            "BloomFilterColumns": ["symbol"],
            "BloomFilterFalsePositiveProbability": 0.25,
        } } },
    })
}

fn parquet() -> Value {
    let mappings = json!({ "ts": "timestamp" });
    json!({
        "InputFormatConfiguration": { "Deserializer": { "OpenXJsonSerDe": {
            "CaseInsensitive": false,
            "ColumnToJsonKeyMappings": mappings,
        } } },
        "OutputFormatConfiguration": { "Serializer": { "ParquetSerDe": { "Compression": "GZIP", "WriterVersion": "V2" } } },
    })
}

fn least_redshift() -> Value {
    json!({
        "RoleARN": ROLE,
        "ClusterJDBCURL": "jdbc:redshift://mine.us-east-1.redshift.amazonaws.com:5439/db",
        "CopyCommand": { "DataTableName": "ticks" },
        "Username": "me",
        "Password": "Password-1",
        "S3Configuration": least_bucket(),
    })
}

fn redshift() -> Value {
    // COPY wants a prefix without errors beside it.
    let mut bucket = bucket();
    bucket["ErrorOutputPrefix"] = Value::Null;
    with(
        least_redshift(),
        json!({
            "CopyCommand": { "DataTableName": "ticks", "DataTableColumns": "a,b", "CopyOptions": "json 's3://lake/paths'" },
            "RetryOptions": { "DurationInSeconds": 600 },
            "S3Configuration": bucket,
            "ProcessingConfiguration": processing(),
            "S3BackupMode": "Enabled",
            "S3BackupConfiguration": bucket,
            "CloudWatchLoggingOptions": logging(),
        }),
    )
}

fn opensearch() -> Value {
    json!({
        "RoleARN": ROLE,
        "DomainARN": "arn:aws:es:us-east-1:000000000000:domain/search",
        "IndexName": "ticks",
        "TypeName": "tick",
        "IndexRotationPeriod": "OneWeek",
        "BufferingHints": { "SizeInMBs": 5, "IntervalInSeconds": 300 },
        "RetryOptions": { "DurationInSeconds": 600 },
        "S3BackupMode": "AllDocuments",
        "S3Configuration": bucket(),
        "ProcessingConfiguration": processing(),
        "CloudWatchLoggingOptions": logging(),
        "VpcConfiguration": { "SubnetIds": ["subnet-1"], "RoleARN": ROLE, "SecurityGroupIds": ["sg-1"] },
        "DocumentIdOptions": { "DefaultDocumentIdFormat": "NO_DOCUMENT_ID" },
    })
}

fn splunk() -> Value {
    json!({
        "HECEndpoint": "https://mine.example.com:8088",
        "HECEndpointType": "Raw",
        "HECToken": "token-1",
        "HECAcknowledgmentTimeoutInSeconds": 240,
        "RetryOptions": { "DurationInSeconds": 600 },
        "S3BackupMode": "AllEvents",
        "S3Configuration": bucket(),
        "ProcessingConfiguration": processing(),
        "CloudWatchLoggingOptions": logging(),
        "BufferingHints": { "SizeInMBs": 5, "IntervalInSeconds": 60 },
    })
}

fn least_http() -> Value {
    json!({ "EndpointConfiguration": { "Url": "https://mine.example.com/" }, "S3Configuration": least_bucket() })
}

fn http(key: &Value) -> Value {
    let endpoint = json!({ "Url": "https://mine.example.com/", "Name": "Mine" });
    json!({
        "EndpointConfiguration": with(endpoint, key.clone()),
        "BufferingHints": { "SizeInMBs": 5, "IntervalInSeconds": 300 },
        "CloudWatchLoggingOptions": logging(),
        "RequestConfiguration": {
            "ContentEncoding": "GZIP",
            "CommonAttributes": [{ "AttributeName": "stage", "AttributeValue": "test" }],
        },
        "ProcessingConfiguration": processing(),
        "RoleARN": ROLE,
        "RetryOptions": { "DurationInSeconds": 600 },
        "S3BackupMode": "AllData",
        "S3Configuration": bucket(),
    })
}

fn http_by_secret() -> Value {
    let secret = json!({
        "SecretARN": "arn:aws:secretsmanager:us-east-1:000000000000:secret:key",
        "RoleARN": ROLE,
        "Enabled": true,
    });
    with(http(&json!({})), json!({ "SecretsManagerConfiguration": secret }))
}

fn snowflake() -> Value {
    json!({
        "AccountUrl": "https://mine.snowflakecomputing.com",
        "PrivateKey": "M".repeat(256),
        "KeyPassphrase": "passphrase",
        "User": "ME",
        "Database": "MARKET",
        "Schema": "PUBLIC",
        "Table": "TICKS",
        "SnowflakeRoleConfiguration": { "Enabled": true, "SnowflakeRole": "LOADER" },
        "DataLoadingOption": "VARIANT_CONTENT_AND_METADATA_MAPPING",
        "MetaDataColumnName": "META",
        "ContentColumnName": "CONTENT",
        "CloudWatchLoggingOptions": logging(),
        "ProcessingConfiguration": processing(),
        "RoleARN": ROLE,
        "RetryOptions": { "DurationInSeconds": 600 },
        "S3BackupMode": "AllData",
        "S3Configuration": bucket(),
        "BufferingHints": { "SizeInMBs": 5, "IntervalInSeconds": 300 },
    })
}

fn table(name: &str) -> Value {
    json!({
        "DestinationDatabaseName": "market",
        "DestinationTableName": name,
        "UniqueKeys": ["symbol", "day"],
        "PartitionSpec": { "Identity": [{ "SourceName": "day" }] },
        "S3ErrorOutputPrefix": "errors-of-the-table/",
    })
}

fn least_iceberg() -> Value {
    json!({
        "RoleARN": ROLE,
        "CatalogConfiguration": {},
        "DestinationTableConfigurationList": [{ "DestinationDatabaseName": "market", "DestinationTableName": "ticks" }],
        "S3Configuration": least_bucket(),
    })
}

fn iceberg() -> Value {
    json!({
        "DestinationTableConfigurationList": [table("ticks"), table("trades")],
        "SchemaEvolutionConfiguration": { "Enabled": true },
        "TableCreationConfiguration": { "Enabled": true },
        "BufferingHints": { "SizeInMBs": 5, "IntervalInSeconds": 300 },
        "CloudWatchLoggingOptions": logging(),
        "ProcessingConfiguration": processing(),
        "S3BackupMode": "FailedDataOnly",
        "RetryOptions": { "DurationInSeconds": 600 },
        "RoleARN": ROLE,
        "AppendOnly": true,
        "CatalogConfiguration": {
            "CatalogARN": "arn:aws:glue:us-east-1:000000000000:catalog",
            "WarehouseLocation": "s3://warehouse/",
        },
        "S3Configuration": bucket(),
    })
}
