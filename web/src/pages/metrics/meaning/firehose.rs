//! What each metric of a delivery stream tells, and which to begin with.

/// Where deliveries go, by what the names of their metrics begin with.
const DESTINATIONS: &[(&str, &str)] = &[
    ("BackupToS3", "the bucket for backups"),
    ("DeliveryToAmazonOpenSearchServerless", "OpenSearch Serverless"),
    ("DeliveryToAmazonOpenSearchService", "OpenSearch Service"),
    ("DeliveryToElasticsearch", "Elasticsearch"),
    ("DeliveryToHttpEndpoint", "the HTTP endpoint"),
    ("DeliveryToIceberg", "the Iceberg tables"),
    ("DeliveryToRedshift", "Redshift"),
    ("DeliveryToS3", "S3"),
    ("DeliveryToSnowflake", "Snowflake"),
    ("DeliveryToSplunk", "Splunk"),
];

/// Those that are not of a destination, by name.
const OTHERS: &[(&str, &str)] = &[
    ("DataReadFromKinesisStream.Bytes", "Data that was read from the source stream."),
    ("DataReadFromKinesisStream.Records", "Records that were read from the source stream."),
    ("ExecuteProcessing.Duration", "How long each call of the function took."),
    (
        "ExecuteProcessing.Success",
        "Calls of the function that went well: 1 for each that did, 0 for others, so the average is the share.",
    ),
    ("FailedConversion.Records", "Records that could not become rows of Parquet or ORC."),
    (
        "IncomingBytes",
        "Data that producers put and that was taken, by PutRecord and PutRecordBatch together.",
    ),
    ("IncomingPutRequests", "Calls of PutRecord and PutRecordBatch."),
    (
        "IncomingRecords",
        "Records that producers put and that were taken, by PutRecord and PutRecordBatch together.",
    ),
    ("KinesisMillisBehindLatest", "How far the delivery stream is behind the newest record of its source."),
    ("PartitionCountExceeded", "How often there was no room for one more active partition."),
    ("PutRecord.Bytes", "Data that PutRecord brought in."),
    ("PutRecord.Requests", "Calls of PutRecord."),
    ("PutRecordBatch.Bytes", "Data that PutRecordBatch brought in."),
    ("PutRecordBatch.Records", "Records that PutRecordBatch brought in."),
    ("PutRecordBatch.Requests", "Calls of PutRecordBatch."),
    ("SucceedConversion.Bytes", "Data that became rows of Parquet or ORC."),
    ("SucceedConversion.Records", "Records that became rows of Parquet or ORC."),
    ("SucceedProcessing.Bytes", "Data, as it came, of records that the function has processed."),
    ("SucceedProcessing.Records", "Records that the function has processed."),
    ("ThrottledGetRecords", "GetRecords calls of the delivery stream that its source had no rate left for."),
    ("ThrottledRecords", "Records that were refused because more was put than a delivery stream takes."),
];

/// Those to begin with; where a name begins with a dot, that of every destination.
const FIRST: &[&str] = &[
    "IncomingRecords",
    "IncomingBytes",
    "ThrottledRecords",
    "DataReadFromKinesisStream.Records",
    "DataReadFromKinesisStream.Bytes",
    "KinesisMillisBehindLatest",
    "ExecuteProcessing.Success",
    ".Records",
    ".SuccessfulRowCount",
    ".Bytes",
    ".DataFreshness",
    ".Success",
];

/// The meaning of a metric; nothing where it is not known.
pub(super) fn of(name: &str) -> String {
    if let Some((_, meaning)) = OTHERS.iter().find(|(known, _)| *known == name) {
        return (*meaning).into();
    }
    let Some((family, what)) = name.split_once('.') else { return String::new() };
    let Some((_, to)) = DESTINATIONS.iter().find(|(known, _)| *known == family) else { return String::new() };
    match what {
        "Bytes" => format!("Data, as it came, that was delivered to {to}."),
        "DataFreshness" => {
            format!("How old the oldest record of a delivery to {to} was when that was taken.")
        }
        "FailedRowCount" => format!("Rows that {to} did not take."),
        "IncomingRowCount" => format!("Rows that were sent to {to}."),
        "ObjectCount" => "Objects that were made where records are spread over prefixes.".into(),
        "ProcessedBytes" => format!("Data that was sent to {to}, what was sent again too."),
        "ProcessedRecords" => format!("Records that were sent to {to}, those sent again too."),
        "Records" => format!("Records that were delivered to {to}."),
        "Success" => format!(
            "Deliveries to {to} that were taken: 1 for each that was, 0 for each try that failed, so the average is the share."
        ),
        "SuccessfulRowCount" => format!("Rows that {to} took."),
        _ => String::new(),
    }
}

/// The place of a metric among those to begin with.
pub(super) fn rank(name: &str) -> Option<usize> {
    let of_destination = name
        .split_once('.')
        .is_some_and(|(family, _)| DESTINATIONS.iter().any(|(known, _)| *known == family));
    let is = |first: &&str| match first.strip_prefix('.') {
        Some(what) => of_destination && name.split('.').nth(1) == Some(what),
        None => *first == name,
    };
    FIRST.iter().position(is)
}
