//! Buckets: prefixes, hints, encryption, backups, partitions.

use super::super::configuration::destination::Destination;
use super::super::configuration::processing::ProcessorType;
use super::super::configuration::s3::{EncryptionConfiguration, ExtendedS3, S3, S3BackupMode};
use super::super::prefix::{Prefix, Role};
use super::super::time_zone::TimeZone;
use super::{check_backup_interval, check_logging, conversion};
use crate::error::Error;

/// MiB that an object must be allowed to have where records are spread over prefixes.
pub(in crate::firehose) const PARTITIONED_MIB_MIN: i32 = 64;
/// Keys that a prefix may ask for. Source: the developer guide, quotas.
pub(in crate::firehose) const PARTITION_KEYS_MAX: usize = 50;
/// Seconds that a buffer waits at least where it may not wait less than a minute.
pub(in crate::firehose) const INTERVAL_SECS_MIN: i32 = 60;

pub(super) fn check_plain(s3: &S3) -> Result<(), Error> {
    check_encryption(s3.encryption_configuration.as_ref())?;
    check_logging(s3.cloud_watch_logging_options.as_ref())?;
    check_prefixes(s3.prefix.as_deref(), s3.error_output_prefix.as_deref(), false).map(drop)
}

pub(super) fn check_extended(s3: &ExtendedS3, before: Option<&Destination>) -> Result<(), Error> {
    let is_new = before.is_none();
    let before = match before {
        Some(Destination::ExtendedS3(before)) => Some(&**before),
        _ => None,
    };
    check_encryption(s3.encryption_configuration.as_ref())?;
    check_logging(s3.cloud_watch_logging_options.as_ref())?;
    let backup_was_on = before.is_some_and(|before| before.s3_backup_mode == Some(S3BackupMode::Enabled));
    check_backup(s3.s3_backup_mode, s3.s3_backup_configuration.as_ref(), backup_was_on)?;
    if let Some(zone) = s3.custom_time_zone.as_deref().filter(|zone| !zone.is_empty()) {
        TimeZone::find(zone).ok_or_else(|| Error::unknown_time_zone(zone))?;
    }
    let was_partitioned = before.is_some_and(ExtendedS3::is_partitioned);
    if !is_new && was_partitioned != s3.is_partitioned() {
        return Err(Error::partitioning_only_at_first());
    }
    let prefix =
        check_prefixes(s3.prefix.as_deref(), s3.error_output_prefix.as_deref(), s3.is_partitioned())?;
    if s3.is_partitioned() {
        check_partitioned(s3, &prefix)?;
    }
    conversion::check(s3)
}

fn check_partitioned(s3: &ExtendedS3, prefix: &Prefix) -> Result<(), Error> {
    if !prefix.has_partition_keys() {
        return Err(Error::partitioning_without_partition_key());
    }
    let hints = s3.buffering_hints.as_ref();
    if hints.and_then(|hints| hints.size_in_mbs).is_some_and(|mib| mib < PARTITIONED_MIB_MIN) {
        return Err(Error::partitioning_of_small_buffers());
    }
    if hints.and_then(|hints| hints.interval_in_seconds).is_some_and(|secs| secs < INTERVAL_SECS_MIN) {
        return Err(Error::interval_too_short_for_partitioning());
    }
    let processing = s3.processing_configuration.as_ref().filter(|it| it.enabled == Some(true));
    let has = |kind| processing.is_some_and(|processing| processing.has(kind));
    if PARTITION_KEYS_MAX < prefix.keys_from_query().chain(prefix.keys_from_lambda()).count() {
        return Err(Error::too_many_partition_keys());
    }
    // What a prefix asks for must come from somewhere: Assumed.
    if prefix.keys_from_query().next().is_some() && !has(ProcessorType::MetadataExtraction) {
        return Err(Error::query_missing());
    }
    if prefix.keys_from_lambda().next().is_some() && !has(ProcessorType::Lambda) {
        return Err(Error::function_missing());
    }
    Ok(())
}

/// Checks both prefixes and gives that of data.
pub(in crate::firehose) fn check_prefixes(
    data: Option<&str>,
    errors: Option<&str>,
    is_partitioned: bool,
) -> Result<Prefix, Error> {
    let data = Prefix::parse(data.unwrap_or_default(), Role::Data)?;
    if data.has_partition_keys() && !is_partitioned {
        return Err(Error::partition_key_without_partitioning());
    }
    match errors {
        Some(errors) => _ = Prefix::parse(errors, Role::Errors)?,
        None if data.has_expressions() => return Err(Error::error_output_prefix_missing()),
        None => {}
    }
    Ok(data)
}

fn check_encryption(encryption: Option<&EncryptionConfiguration>) -> Result<(), Error> {
    let Some(encryption) = encryption else { return Ok(()) };
    if encryption.no_encryption_config.is_some() == encryption.kms_encryption_config.is_some() {
        return Err(Error::not_one_encryption());
    }
    Ok(())
}

/// Checks the bucket for records as they came.
pub(super) fn check_backup(
    mode: Option<S3BackupMode>,
    bucket: Option<&S3>,
    was_on: bool,
) -> Result<(), Error> {
    let is_on = mode == Some(S3BackupMode::Enabled);
    if was_on && !is_on {
        return Err(Error::backup_cannot_be_disabled());
    }
    match bucket {
        Some(s3) => {
            check_backup_interval(s3)?;
            check_plain(s3)
        }
        None if is_on => Err(Error::backup_bucket_missing()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::super::super::tests::{BUCKET, Bench};
    use expect_test::expect;

    #[test]
    fn no_delivery_stream_is_partitioned_later_whatever_it_delivered_to() {
        let redshift = format!(
            r#""RedshiftDestinationConfiguration":{{"RoleARN":"arn:aws:iam::000000000000:role/r","ClusterJDBCURL":"jdbc:redshift://c.us-east-1.redshift.amazonaws.com:5439/db","CopyCommand":{{"DataTableName":"t"}},"Username":"u","Password":"Secret12","S3Configuration":{{{BUCKET}}}}}"#
        );
        let plain = format!(r#""S3DestinationConfiguration":{{{BUCKET}}}"#);
        let extended = format!(r#""ExtendedS3DestinationConfiguration":{{{BUCKET}}}"#);
        for destination in [plain, extended, redshift] {
            let mut bench = Bench::new(Default::default());
            let made =
                bench.run(&format!(r#"CreateDeliveryStream {{"DeliveryStreamName":"logs",{destination}}}"#));
            assert!(made.starts_with(r#"{"DeliveryStreamARN""#), "{made}");
            let update = format!(
                r#"UpdateDestination {{"DeliveryStreamName":"logs","CurrentDeliveryStreamVersionId":"1","DestinationId":"destinationId-000000000001","ExtendedS3DestinationUpdate":{{{BUCKET},"Prefix":"k=!{{partitionKeyFromLambda:k}}/","ErrorOutputPrefix":"bad/","BufferingHints":{{"SizeInMBs":64,"IntervalInSeconds":60}},"DynamicPartitioningConfiguration":{{"Enabled":true}},"ProcessingConfiguration":{{"Enabled":true,"Processors":[{{"Type":"Lambda","Parameters":[{{"ParameterName":"LambdaArn","ParameterValue":"arn:aws:lambda:us-east-1:000000000000:function:f"}}]}}]}}}}}}"#
            );
            expect![["InvalidArgumentException: Dynamic Partitioning can only be enabled or disabled when a Firehose is created."]].assert_eq(&bench.run(&update));
        }
    }
}
