//! What a new destination has where nothing is said, and is told of it as if it had been.

use alloc::string::ToString;

use super::destination::Destination;
use super::http_endpoint::HttpEndpointBufferingHints;
use super::opensearch::{IndexRotationPeriod, OpensearchBufferingHints};
use super::processing::{ProcessorParameter, ProcessorParameterName, ProcessorType};
use super::s3::{CompressionFormat, EncryptionConfiguration, ExtendedS3, NoEncryptionConfig, S3};
use super::shared::{BufferingHints, CloudWatchLoggingOptions, RetryOptions};
use super::splunk::SplunkBufferingHints;

/// MiB and seconds of a bucket.
pub(in crate::firehose) const BUCKET: (i32, i32) = (5, 300);
/// The same where records are converted to columns or spread over prefixes.
pub(in crate::firehose) const BUCKET_OF_LARGE_OBJECTS: (i32, i32) = (128, 300);
pub(in crate::firehose) const OPENSEARCH: (i32, i32) = (5, 300);
pub(in crate::firehose) const SPLUNK: (i32, i32) = (5, 60);
/// Source: the developer guide, 2025; the API reference says 300 seconds.
pub(in crate::firehose) const HTTP_ENDPOINT: (i32, i32) = (5, 60);
/// Source: the developer guide, 2025; the API reference says 128 MiB.
pub(in crate::firehose) const SNOWFLAKE: (i32, i32) = (1, 0);

/// Seconds for which what failed is tried again.
pub(in crate::firehose) const RETRY_SECS: i32 = 300;
pub(in crate::firehose) const REDSHIFT_RETRY_SECS: i32 = 3_600;
pub(in crate::firehose) const SNOWFLAKE_RETRY_SECS: i32 = 60;
/// Seconds that an acknowledgement of Splunk is waited for. Assumed: the least that there may be.
pub(in crate::firehose) const ACKNOWLEDGMENT_SECS: i32 = 180;

/// Fills in what a new destination was not told.
pub(in crate::firehose) fn fill_in(destination: &mut Destination) {
    match destination {
        Destination::S3(s3) => fill_in_bucket(s3),
        Destination::ExtendedS3(s3) => fill_in_extended(s3),
        Destination::Redshift(redshift) => {
            redshift.s3_configuration.iter_mut().for_each(fill_in_bucket);
            redshift.s3_backup_configuration.iter_mut().for_each(fill_in_bucket);
            retry_for(&mut redshift.retry_options, REDSHIFT_RETRY_SECS);
            redshift.s3_backup_mode.get_or_insert_default();
            logging(&mut redshift.cloud_watch_logging_options);
        }
        Destination::Elasticsearch(index) | Destination::Opensearch(index) => {
            index.s3_configuration.iter_mut().for_each(fill_in_bucket);
            index.index_rotation_period.get_or_insert(IndexRotationPeriod::OneDay);
            opensearch_hints(&mut index.buffering_hints);
            retry_for(&mut index.retry_options, RETRY_SECS);
            index.s3_backup_mode.get_or_insert_default();
            logging(&mut index.cloud_watch_logging_options);
        }
        Destination::OpensearchServerless(index) => {
            index.s3_configuration.iter_mut().for_each(fill_in_bucket);
            opensearch_hints(&mut index.buffering_hints);
            retry_for(&mut index.retry_options, RETRY_SECS);
            index.s3_backup_mode.get_or_insert_default();
            logging(&mut index.cloud_watch_logging_options);
        }
        Destination::Splunk(splunk) => {
            splunk.s3_configuration.iter_mut().for_each(fill_in_bucket);
            let hints = splunk.buffering_hints.get_or_insert_with(SplunkBufferingHints::default);
            hints.size_in_mbs.get_or_insert(SPLUNK.0);
            hints.interval_in_seconds.get_or_insert(SPLUNK.1);
            splunk.hec_acknowledgment_timeout_in_seconds.get_or_insert(ACKNOWLEDGMENT_SECS);
            retry_for(&mut splunk.retry_options, RETRY_SECS);
            splunk.s3_backup_mode.get_or_insert_default();
            logging(&mut splunk.cloud_watch_logging_options);
        }
        Destination::HttpEndpoint(endpoint) => {
            endpoint.s3_configuration.iter_mut().for_each(fill_in_bucket);
            let hints = endpoint.buffering_hints.get_or_insert_with(HttpEndpointBufferingHints::default);
            hints.size_in_mbs.get_or_insert(HTTP_ENDPOINT.0);
            hints.interval_in_seconds.get_or_insert(HTTP_ENDPOINT.1);
            retry_for(&mut endpoint.retry_options, RETRY_SECS);
            endpoint.s3_backup_mode.get_or_insert_default();
            logging(&mut endpoint.cloud_watch_logging_options);
        }
        Destination::Snowflake(snowflake) => {
            snowflake.s3_configuration.iter_mut().for_each(fill_in_bucket);
            hints(&mut snowflake.buffering_hints, SNOWFLAKE);
            retry_for(&mut snowflake.retry_options, SNOWFLAKE_RETRY_SECS);
            snowflake.s3_backup_mode.get_or_insert_default();
            snowflake.data_loading_option.get_or_insert_default();
            logging(&mut snowflake.cloud_watch_logging_options);
        }
        Destination::Iceberg(iceberg) => {
            iceberg.s3_configuration.iter_mut().for_each(fill_in_bucket);
            hints(&mut iceberg.buffering_hints, BUCKET);
            retry_for(&mut iceberg.retry_options, RETRY_SECS);
            iceberg.s3_backup_mode.get_or_insert_default();
            iceberg.append_only.get_or_insert(false);
            logging(&mut iceberg.cloud_watch_logging_options);
        }
    }
}

fn fill_in_bucket(s3: &mut S3) {
    hints(&mut s3.buffering_hints, BUCKET);
    s3.compression_format.get_or_insert(CompressionFormat::Uncompressed);
    not_encrypted(&mut s3.encryption_configuration);
    logging(&mut s3.cloud_watch_logging_options);
}

fn fill_in_extended(s3: &mut ExtendedS3) {
    let large = s3.converts() || s3.is_partitioned();
    hints(&mut s3.buffering_hints, if large { BUCKET_OF_LARGE_OBJECTS } else { BUCKET });
    s3.compression_format.get_or_insert(CompressionFormat::Uncompressed);
    not_encrypted(&mut s3.encryption_configuration);
    logging(&mut s3.cloud_watch_logging_options);
    s3.s3_backup_mode.get_or_insert_default();
    s3.s3_backup_configuration.iter_mut().for_each(fill_in_bucket);
    if let Some(partitioning) =
        s3.dynamic_partitioning_configuration.as_mut().filter(|it| it.enabled == Some(true))
    {
        retry_for(&mut partitioning.retry_options, RETRY_SECS);
    }
    if let Some(conversion) = &mut s3.data_format_conversion_configuration {
        conversion.enabled.get_or_insert(true);
    }
}

fn hints(hints: &mut Option<BufferingHints>, (mbs, secs): (i32, i32)) {
    let hints = hints.get_or_insert_with(BufferingHints::default);
    hints.size_in_mbs.get_or_insert(mbs);
    hints.interval_in_seconds.get_or_insert(secs);
}

fn opensearch_hints(hints: &mut Option<OpensearchBufferingHints>) {
    let hints = hints.get_or_insert_with(OpensearchBufferingHints::default);
    hints.size_in_mbs.get_or_insert(OPENSEARCH.0);
    hints.interval_in_seconds.get_or_insert(OPENSEARCH.1);
}

fn retry_for(options: &mut Option<RetryOptions>, secs: i32) {
    options.get_or_insert_with(RetryOptions::default).duration_in_seconds.get_or_insert(secs);
}

fn not_encrypted(encryption: &mut Option<EncryptionConfiguration>) {
    encryption.get_or_insert_with(|| EncryptionConfiguration {
        no_encryption_config: Some(NoEncryptionConfig::NoEncryption),
        kms_encryption_config: None,
    });
}

fn logging(options: &mut Option<CloudWatchLoggingOptions>) {
    options.get_or_insert_with(CloudWatchLoggingOptions::default).enabled.get_or_insert(false);
}

/// MiB and seconds that wait for a function, unless it is said otherwise: those of Splunk and Snowflake wait for less.
fn function_hints(destination: &Destination) -> (&'static str, &'static str) {
    match destination {
        Destination::Splunk(_) => ("0.25", "60"),
        Destination::Snowflake(_) => ("0.25", "30"),
        _ => ("1", "60"),
    }
}

/// Fills in what steps of processing were not told. Parameters of functions are told in one order, whatever order they came
/// in: Observed, 2026.
pub(in crate::firehose) fn fill_in_processing(destination: &mut Destination) {
    use ProcessorParameterName as Name;
    let role_arn = destination.role_arn().unwrap_or_default().to_string();
    let (mbs, secs) = function_hints(destination);
    let Some(processing) = destination.processing_mut() else { return };
    processing.enabled.get_or_insert(false);
    for processor in processing.processors.get_or_insert_default() {
        let parameters = processor.parameters.get_or_insert_default();
        match processor.kind {
            Some(ProcessorType::Lambda) => {
                let defaults = [
                    (Name::LambdaArn, ""),
                    (Name::NumberOfRetries, "3"),
                    (Name::RoleArn, role_arn.as_str()),
                    (Name::BufferSizeInMBs, mbs),
                    (Name::BufferIntervalInSeconds, secs),
                ];
                *parameters = defaults
                    .into_iter()
                    .map(|(name, default)| {
                        let value = value_of(parameters, name).unwrap_or(default).to_string();
                        ProcessorParameter { parameter_name: Some(name), parameter_value: Some(value) }
                    })
                    .collect();
            }
            // Whatever was sent is ignored: Observed, 2026.
            Some(ProcessorType::AppendDelimiterToRecord) => parameters.clear(),
            Some(ProcessorType::CloudWatchLogProcessing) => {
                for parameter in parameters {
                    if parameter.parameter_name == Some(Name::DataMessageExtraction) {
                        parameter.parameter_value.iter_mut().for_each(|value| *value = value.to_lowercase());
                    }
                }
            }
            Some(ProcessorType::Decompression) if value_of(parameters, Name::CompressionFormat).is_none() => {
                parameters.push(ProcessorParameter {
                    parameter_name: Some(Name::CompressionFormat),
                    parameter_value: Some("GZIP".into()),
                });
            }
            _ => {}
        }
    }
}

/// What a step says about one of its parameters.
pub(in crate::firehose) fn value_of(
    parameters: &[ProcessorParameter],
    name: ProcessorParameterName,
) -> Option<&str> {
    let found = parameters.iter().find(|parameter| parameter.parameter_name == Some(name));
    found.and_then(|parameter| parameter.parameter_value.as_deref())
}
