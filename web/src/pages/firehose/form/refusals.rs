//! Which field a refusal is about: the service names members of the input, and each field fills one.

/// The last name of a member, and its field.
const MEMBERS: &[(&str, &str)] = &[
    ("DeliveryStreamName", "name"),
    ("KinesisStreamARN", "source"),
    ("BucketARN", "bucket"),
    ("Prefix", "prefix"),
    ("ErrorOutputPrefix", "errors"),
    ("CompressionFormat", "compression"),
    ("FileExtension", "extension"),
    ("CustomTimeZone", "zone"),
    ("SizeInMBs", "size"),
    ("IntervalInSeconds", "interval"),
    ("DurationInSeconds", "retry"),
    ("DatabaseName", "database"),
    ("TableName", "table"),
    ("ClusterJDBCURL", "jdbc"),
    ("DataTableName", "redshift_table"),
    ("DataTableColumns", "redshift_columns"),
    ("CopyOptions", "copy_options"),
    ("Username", "redshift_user"),
    ("Password", "redshift_password"),
    ("ClusterEndpoint", "endpoint"),
    ("IndexName", "index"),
    ("IndexRotationPeriod", "rotation"),
    ("HECEndpoint", "hec_endpoint"),
    ("HECEndpointType", "hec_type"),
    ("HECToken", "hec_token"),
    ("Url", "url"),
    ("AccessKey", "access_key"),
    ("ContentEncoding", "encoding"),
    ("AccountUrl", "account_url"),
    ("Database", "snowflake_database"),
    ("Schema", "schema"),
    ("Table", "snowflake_table"),
    ("User", "snowflake_user"),
    ("PrivateKey", "private_key"),
    ("DataLoadingOption", "loading"),
    ("CatalogARN", "catalog_arn"),
    ("DestinationDatabaseName", "iceberg_database"),
    ("DestinationTableName", "iceberg_table"),
    ("UniqueKeys", "unique_keys"),
    ("NumberOfRetries", "function_retries"),
    ("BufferSizeInMBs", "function_size"),
    ("BufferIntervalInSeconds", "function_interval"),
    ("MetadataExtractionQuery", "query"),
    ("Delimiter", "delimiter"),
];

/// Members that hold a bucket for backups, whose own members have fields of their own.
const OF_BACKUPS: [&str; 2] = ["S3BackupConfiguration", "S3BackupUpdate"];

/// What a refusal says of a field.
pub(super) fn about(field: &str, refusal: &str) -> Option<String> {
    let all = refusal.split_once("detected: ").map_or(refusal, |(_, faults)| faults);
    // Faults of an input stand in one text, each with the place of its member.
    let fault = all.split("; ").find(|fault| field_of(fault) == Some(field))?;
    // Beside the field nobody needs to be told where it is.
    let constraint = fault.split_once("failed to satisfy constraint: ");
    Some(constraint.map_or(fault, |(_, constraint)| constraint).into())
}

fn field_of(fault: &str) -> Option<&'static str> {
    match fault.split_once(" at '").and_then(|(_, rest)| rest.split_once('\'')) {
        Some((path, _)) => field_at(path),
        // Otherwise the first member that is named is what the sentence is about.
        None => fault
            .split(|letter: char| !letter.is_ascii_alphanumeric())
            .find_map(|word| MEMBERS.iter().find(|(member, _)| *member == word))
            .map(|(_, field)| *field),
    }
}

/// The field of a member by its path, in which names begin small.
fn field_at(path: &str) -> Option<&'static str> {
    let last = path.rsplit('.').next()?;
    let (_, field) = MEMBERS.iter().find(|(member, _)| member.eq_ignore_ascii_case(last))?;
    let is_backup = path.split('.').any(|part| OF_BACKUPS.iter().any(|it| it.eq_ignore_ascii_case(part)));
    match (*field, is_backup) {
        ("bucket", true) => Some("backup_bucket"),
        ("prefix", true) => Some("backup_prefix"),
        (_, true) => None,
        (field, false) => Some(field),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_of_an_input_stands_at_its_field() {
        let refusal = "2 validation errors detected: Value at 'extendedS3DestinationConfiguration.bufferingHints.sizeInMBs' failed to satisfy constraint: Member must have value less than or equal to 128; Value 'Table' at 'deliveryStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+";
        assert_eq!(about("size", refusal).unwrap(), "Member must have value less than or equal to 128");
        assert_eq!(
            about("name", refusal).unwrap(),
            "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"
        );
        assert_eq!(about("snowflake_table", refusal), None);
    }

    #[test]
    fn a_sentence_is_about_the_first_member_that_it_names() {
        let refusal = "ErrorOutputPrefix can't be null when Prefix contains expressions";
        assert_eq!(about("errors", refusal).as_deref(), Some(refusal));
        assert_eq!(about("prefix", refusal), None);
        let size = "BufferingHints.SizeInMBs must be at least 64 when data format conversion is enabled.";
        assert_eq!(about("size", size).as_deref(), Some(size));
        assert_eq!(about("bucket", "Firehose is unable to assume a role."), None);
    }

    #[test]
    fn the_bucket_for_backups_has_fields_of_its_own() {
        let fault = "Value null at 'extendedS3DestinationConfiguration.s3BackupConfiguration.bucketARN' failed to satisfy constraint: Member must not be null";
        let refusal = format!("1 validation error detected: {fault}");
        assert_eq!(about("backup_bucket", &refusal).as_deref(), Some("Member must not be null"));
        assert_eq!(about("bucket", &refusal), None);
    }
}
