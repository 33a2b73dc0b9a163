//! What is said of destinations.

use alloc::format;

use super::processing::texts;
use crate::error::{Code, Error};

texts! {
    /// Source: the API reference, whose words these are.
    half_buffering_hints = "If you specify a value for one of SizeInMBs and IntervalInSeconds, you must also provide a value for the other.";
    partitioning_of_small_buffers = "BufferingHints.SizeInMBs must be at least 64 when Dynamic Partitioning is enabled.";
    /// Assumed, after the table of buffering hints in the developer guide.
    interval_too_short_for_partitioning = "BufferingHints.IntervalInSeconds must be at least 60 when Dynamic Partitioning is enabled.";
    /// Assumed, after the table of buffering hints in the developer guide.
    interval_too_short_for_backup = "BufferingHints.IntervalInSeconds of S3 backup must be at least 60.";
    /// Assumed.
    partitioning_only_at_first = "Dynamic Partitioning can only be enabled or disabled when a Firehose is created.";
    backup_cannot_be_disabled = "Disabling S3 backup is not currently supported.";
    /// Assumed.
    backup_bucket_missing = "S3BackupConfiguration must be specified when S3BackupMode is Enabled.";
    /// Assumed, after the text for S3. Source: the API reference, that it cannot be done.
    backup_cannot_be_reduced = "Changing the S3 backup mode from all to failed only is not currently supported.";
    /// Assumed.
    not_one_encryption = "Exactly one of NoEncryptionConfig and KMSEncryptionConfig must be specified.";
    /// Assumed.
    log_names_missing = "LogGroupName and LogStreamName must be specified when CloudWatch logging is enabled.";
    redshift_compression = "Only the following compression formats are allowed when using Redshift: [UNCOMPRESSED, GZIP]";
    /// Assumed.
    redshift_prefix = "Prefix must not contain expressions and ErrorOutputPrefix must be null when using Redshift.";
    /// Assumed.
    redshift_credentials = "Username and Password or SecretsManagerConfiguration must be specified for Redshift.";
    both_endpoints = "Cannot provide both Elasticsearch cluster endpoint and domain ARN. Provide either the cluster endpoint or domain arn.";
    no_endpoint = "Provide either the Elasticsearch cluster endpoint or domain arn.";
    no_collection_endpoint = "Must specify collection endpoint for delivery to OpenSearch serverless.";
    no_table_of_iceberg = "A single default destination table configuration must be provided when both Lambda and MetadataExtraction processors are not provided";
    /// Assumed.
    iceberg_backs_up_failed_only = "S3BackupMode of Iceberg must be FailedDataOnly.";
    cross_region_secret = "Cross-region secrets are not allowed. Please provide a secret in the same region as firehose";
}

impl Error {
    pub(in crate::firehose) fn cannot_change_kind(kind: &str) -> Self {
        let text = format!("Changing the destination type to or from {kind} is not supported at this time.");
        Self::new(Code::InvalidArgument, text)
    }

    pub(in crate::firehose) fn duplicate_attribute(name: &str) -> Self {
        Self::new(
            Code::InvalidArgument,
            format!("Http Endpoint Common Attributes have duplicate name {name}"),
        )
    }

    /// Assumed.
    pub(in crate::firehose) fn unknown_time_zone(zone: &str) -> Self {
        Self::new(Code::InvalidArgument, format!("CustomTimeZone {zone} is not a supported time zone."))
    }
}
