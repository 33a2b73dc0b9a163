//! What a configuration must be beyond its types and constraints: checked before anything is written, the first fault is told.
//!
//! Unless a table says otherwise, the order of checks is Assumed.

pub(super) mod bucket;
pub(super) mod conversion;
mod formats;
pub(super) mod processing;

pub(super) use bucket::check_prefixes;
pub(super) use formats::first_need;

use super::configuration::destination::{Bucket, Destination};
use super::configuration::http_endpoint::HttpEndpoint;
use super::configuration::iceberg::Iceberg;
use super::configuration::opensearch::OpensearchBufferingHints;
use super::configuration::processing::ProcessorType;
use super::configuration::redshift::Redshift;
use super::configuration::s3::{CompressionFormat, S3};
use super::configuration::shared::{
    BufferingHints, CloudWatchLoggingOptions, DataBackupMode, SecretsManagerConfiguration,
};
use super::formats::Formats;
use super::prefix::{Prefix, Role};
use crate::error::Error;
use crate::ids::Region;

/// What a destination is checked against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings<'a> {
    /// Where it is.
    pub(super) region: &'a Region,
    /// What stands until now, where it is updated.
    pub(super) before: Option<&'a Destination>,
    /// What the host has libraries for.
    pub(super) formats: Option<&'static dyn Formats>,
}

/// Checks a destination whose defaults are filled in.
pub(super) fn check(destination: &Destination, around: Surroundings<'_>) -> Result<(), Error> {
    check_kind(destination, around)?;
    formats::check(destination, around.formats)
}

fn check_kind(destination: &Destination, around: Surroundings<'_>) -> Result<(), Error> {
    let goes_back = |before: &Destination| before.backs_up_all() && !destination.backs_up_all();
    let is_kept = matches!(destination, Destination::Splunk(_) | Destination::Snowflake(_));
    let is_same_kind = |before: &&Destination| before.kind() == destination.kind();
    if is_kept && around.before.filter(is_same_kind).is_some_and(goes_back) {
        return Err(Error::backup_cannot_be_reduced());
    }
    let may_extract = match destination {
        Destination::ExtendedS3(s3) => s3.is_partitioned(),
        Destination::Iceberg(_) => true,
        _ => false,
    };
    if let Some(processing) = destination.processing() {
        processing::check(processing, may_extract, around.before)?;
    }
    match destination {
        Destination::S3(s3) => bucket::check_plain(s3),
        Destination::ExtendedS3(s3) => bucket::check_extended(s3, around.before),
        Destination::Redshift(redshift) => check_redshift(redshift, around),
        Destination::Elasticsearch(index) | Destination::Opensearch(index) => {
            match (&index.domain_arn, &index.cluster_endpoint) {
                (Some(_), Some(_)) => return Err(Error::both_endpoints()),
                (None, None) => return Err(Error::no_endpoint()),
                _ => {}
            }
            check_rest(destination, index.cloud_watch_logging_options.as_ref())
        }
        Destination::OpensearchServerless(index) => {
            if index.collection_endpoint.is_none() {
                return Err(Error::no_collection_endpoint());
            }
            check_rest(destination, index.cloud_watch_logging_options.as_ref())
        }
        Destination::Splunk(splunk) => {
            check_secret(splunk.secrets_manager_configuration.as_ref(), around.region)?;
            check_rest(destination, splunk.cloud_watch_logging_options.as_ref())
        }
        Destination::HttpEndpoint(endpoint) => {
            check_http_endpoint(endpoint, around.region)?;
            check_rest(destination, endpoint.cloud_watch_logging_options.as_ref())
        }
        Destination::Snowflake(snowflake) => {
            check_secret(snowflake.secrets_manager_configuration.as_ref(), around.region)?;
            check_rest(destination, snowflake.cloud_watch_logging_options.as_ref())
        }
        Destination::Iceberg(iceberg) => {
            check_iceberg(iceberg)?;
            check_rest(destination, iceberg.cloud_watch_logging_options.as_ref())
        }
    }
}

/// What all destinations have that keep in a bucket what they could not deliver.
fn check_rest(destination: &Destination, logging: Option<&CloudWatchLoggingOptions>) -> Result<(), Error> {
    check_logging(logging)?;
    match destination.bucket() {
        Some(Bucket::Plain(s3)) => bucket::check_plain(s3),
        _ => Ok(()),
    }
}

fn check_logging(options: Option<&CloudWatchLoggingOptions>) -> Result<(), Error> {
    let Some(options) = options.filter(|options| options.enabled == Some(true)) else { return Ok(()) };
    let is_named =
        |name: &Option<_>| name.as_ref().is_some_and(|name: &alloc::string::String| !name.is_empty());
    if is_named(&options.log_group_name) && is_named(&options.log_stream_name) {
        return Ok(());
    }
    Err(Error::log_names_missing())
}

fn check_redshift(redshift: &Redshift, around: Surroundings<'_>) -> Result<(), Error> {
    check_secret(redshift.secrets_manager_configuration.as_ref(), around.region)?;
    let has_secret =
        redshift.secrets_manager_configuration.as_ref().is_some_and(|secret| secret.enabled == Some(true));
    if !has_secret && (redshift.username.is_none() || redshift.password.is_none()) {
        return Err(Error::redshift_credentials());
    }
    check_logging(redshift.cloud_watch_logging_options.as_ref())?;
    let backup_was_on = match around.before {
        Some(Destination::Redshift(before)) => {
            before.s3_backup_mode == Some(super::configuration::s3::S3BackupMode::Enabled)
        }
        _ => false,
    };
    bucket::check_backup(redshift.s3_backup_mode, redshift.s3_backup_configuration.as_ref(), backup_was_on)?;
    let Some(s3) = &redshift.s3_configuration else { return Ok(()) };
    if !matches!(
        s3.compression_format,
        None | Some(CompressionFormat::Uncompressed | CompressionFormat::Gzip)
    ) {
        return Err(Error::redshift_compression());
    }
    let prefix = Prefix::parse(s3.prefix.as_deref().unwrap_or_default(), Role::Data)?;
    if prefix.has_expressions() || s3.error_output_prefix.as_deref().is_some_and(|prefix| !prefix.is_empty())
    {
        return Err(Error::redshift_prefix());
    }
    bucket::check_plain(s3)
}

fn check_http_endpoint(endpoint: &HttpEndpoint, region: &Region) -> Result<(), Error> {
    check_secret(endpoint.secrets_manager_configuration.as_ref(), region)?;
    let request = endpoint.request_configuration.as_ref();
    let attributes = request.and_then(|request| request.common_attributes.as_deref()).unwrap_or_default();
    let name = |at: usize| attributes[at].attribute_name.as_deref();
    match (1..attributes.len()).find(|&at| (0..at).any(|before| name(before) == name(at))) {
        Some(again) => Err(Error::duplicate_attribute(name(again).unwrap_or_default())),
        None => Ok(()),
    }
}

fn check_iceberg(iceberg: &Iceberg) -> Result<(), Error> {
    if iceberg.s3_backup_mode == Some(DataBackupMode::AllData) {
        return Err(Error::iceberg_backs_up_failed_only());
    }
    let processing = iceberg.processing_configuration.as_ref().filter(|it| it.enabled == Some(true));
    let routes = processing
        .is_some_and(|it| it.has(ProcessorType::Lambda) || it.has(ProcessorType::MetadataExtraction));
    let tables = iceberg.destination_table_configuration_list.as_ref().map_or(0, alloc::vec::Vec::len);
    if !routes && tables != 1 {
        return Err(Error::no_table_of_iceberg());
    }
    Ok(())
}

/// A secret is in the region of its stream.
fn check_secret(secret: Option<&SecretsManagerConfiguration>, region: &Region) -> Result<(), Error> {
    let arn =
        secret.filter(|secret| secret.enabled == Some(true)).and_then(|secret| secret.secret_arn.as_deref());
    match arn.and_then(|arn| arn.split(':').nth(3)) {
        Some(other) if other != region.as_str() => Err(Error::cross_region_secret()),
        _ => Ok(()),
    }
}

/// A bucket for backups, or for what could not be delivered, waits a minute at least.
pub(super) fn check_backup_interval(s3: &S3) -> Result<(), Error> {
    let interval = s3.buffering_hints.as_ref().and_then(|hints| hints.interval_in_seconds);
    if interval.is_some_and(|secs| secs < bucket::INTERVAL_SECS_MIN) {
        return Err(Error::interval_too_short_for_backup());
    }
    Ok(())
}

/// Refuses hints of which one half is missing: a new destination has both or neither.
pub(super) fn check_hints(destination: &Destination) -> Result<(), Error> {
    fn both<T>(hints: Option<&T>, of: fn(&T) -> (Option<i32>, Option<i32>)) -> Result<(), Error> {
        match hints.map(of) {
            Some((Some(_), None) | (None, Some(_))) => Err(Error::half_buffering_hints()),
            _ => Ok(()),
        }
    }
    fn of_bucket(hints: &BufferingHints) -> (Option<i32>, Option<i32>) {
        (hints.size_in_mbs, hints.interval_in_seconds)
    }
    match destination.bucket() {
        Some(Bucket::Plain(s3)) => both(s3.buffering_hints.as_ref(), of_bucket)?,
        Some(Bucket::Extended(s3)) => both(s3.buffering_hints.as_ref(), of_bucket)?,
        None => {}
    }
    let of_index = |hints: &OpensearchBufferingHints| (hints.size_in_mbs, hints.interval_in_seconds);
    match destination {
        Destination::ExtendedS3(s3) => {
            let backup = s3.s3_backup_configuration.as_ref();
            both(backup.and_then(|backup| backup.buffering_hints.as_ref()), of_bucket)
        }
        Destination::Redshift(redshift) => {
            let backup = redshift.s3_backup_configuration.as_ref();
            both(backup.and_then(|backup| backup.buffering_hints.as_ref()), of_bucket)
        }
        Destination::Elasticsearch(index) | Destination::Opensearch(index) => {
            both(index.buffering_hints.as_ref(), of_index)
        }
        Destination::OpensearchServerless(index) => both(index.buffering_hints.as_ref(), of_index),
        Destination::Splunk(splunk) => {
            both(splunk.buffering_hints.as_ref(), |hints| (hints.size_in_mbs, hints.interval_in_seconds))
        }
        Destination::HttpEndpoint(endpoint) => {
            both(endpoint.buffering_hints.as_ref(), |hints| (hints.size_in_mbs, hints.interval_in_seconds))
        }
        Destination::Snowflake(snowflake) => both(snowflake.buffering_hints.as_ref(), of_bucket),
        Destination::Iceberg(iceberg) => both(iceberg.buffering_hints.as_ref(), of_bucket),
        Destination::S3(_) => Ok(()),
    }
}
