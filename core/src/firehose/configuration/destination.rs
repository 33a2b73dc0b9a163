//! The destination of a delivery stream: one of ten kinds, each with a configuration of its own.

use alloc::boxed::Box;

use serde::{Deserialize, Serialize};

use super::http_endpoint::HttpEndpoint;
use super::iceberg::Iceberg;
use super::opensearch::{DocumentsBackupMode, Opensearch, OpensearchServerless};
use super::processing::ProcessingConfiguration;
use super::redshift::Redshift;
use super::s3::{ExtendedS3, S3, S3BackupMode};
use super::shared::DataBackupMode;
use super::snowflake::Snowflake;
use super::splunk::{EventsBackupMode, Splunk};
use crate::api::Setting;

/// Where a delivery stream delivers to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Destination {
    /// A bucket, as streams had it at first.
    S3(Box<S3>),
    /// A bucket.
    ExtendedS3(Box<ExtendedS3>),
    /// Redshift.
    Redshift(Box<Redshift>),
    /// Elasticsearch.
    Elasticsearch(Box<Opensearch>),
    /// OpenSearch Service.
    Opensearch(Box<Opensearch>),
    /// OpenSearch Serverless.
    OpensearchServerless(Box<OpensearchServerless>),
    /// Splunk.
    Splunk(Box<Splunk>),
    /// A server that takes records by HTTP.
    HttpEndpoint(Box<HttpEndpoint>),
    /// Snowflake.
    Snowflake(Box<Snowflake>),
    /// Apache Iceberg.
    Iceberg(Box<Iceberg>),
}

/// The kinds of destination. Both kinds of bucket are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DestinationKind {
    /// Buckets.
    S3,
    /// Redshift.
    Redshift,
    /// Elasticsearch.
    Elasticsearch,
    /// OpenSearch Service.
    Opensearch,
    /// OpenSearch Serverless.
    OpensearchServerless,
    /// Splunk.
    Splunk,
    /// Servers that take records by HTTP.
    HttpEndpoint,
    /// Snowflake.
    Snowflake,
    /// Apache Iceberg.
    Iceberg,
}

impl DestinationKind {
    /// As metrics name it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::S3 => "S3",
            Self::Redshift => "Redshift",
            Self::Elasticsearch => "Elasticsearch",
            Self::Opensearch => "AmazonOpenSearchService",
            Self::OpensearchServerless => "AmazonOpenSearchServerless",
            Self::Splunk => "Splunk",
            Self::HttpEndpoint => "HttpEndpoint",
            Self::Snowflake => "Snowflake",
            Self::Iceberg => "Iceberg",
        }
    }
}

impl Destination {
    /// Its kind.
    pub fn kind(&self) -> DestinationKind {
        match self {
            Self::S3(_) | Self::ExtendedS3(_) => DestinationKind::S3,
            Self::Redshift(_) => DestinationKind::Redshift,
            Self::Elasticsearch(_) => DestinationKind::Elasticsearch,
            Self::Opensearch(_) => DestinationKind::Opensearch,
            Self::OpensearchServerless(_) => DestinationKind::OpensearchServerless,
            Self::Splunk(_) => DestinationKind::Splunk,
            Self::HttpEndpoint(_) => DestinationKind::HttpEndpoint,
            Self::Snowflake(_) => DestinationKind::Snowflake,
            Self::Iceberg(_) => DestinationKind::Iceberg,
        }
    }

    /// Whether records go to a bucket for backups as they came, whatever becomes of them.
    pub fn backs_up_all(&self) -> bool {
        match self {
            Self::S3(_) | Self::Iceberg(_) => false,
            Self::ExtendedS3(s3) => s3.s3_backup_mode == Some(S3BackupMode::Enabled),
            Self::Redshift(redshift) => redshift.s3_backup_mode == Some(S3BackupMode::Enabled),
            Self::Elasticsearch(index) | Self::Opensearch(index) => {
                index.s3_backup_mode == Some(DocumentsBackupMode::AllDocuments)
            }
            Self::OpensearchServerless(index) => {
                index.s3_backup_mode == Some(DocumentsBackupMode::AllDocuments)
            }
            Self::Splunk(splunk) => splunk.s3_backup_mode == Some(EventsBackupMode::AllEvents),
            Self::HttpEndpoint(endpoint) => endpoint.s3_backup_mode == Some(DataBackupMode::AllData),
            Self::Snowflake(snowflake) => snowflake.s3_backup_mode == Some(DataBackupMode::AllData),
        }
    }

    /// In whose name records are delivered.
    pub fn role_arn(&self) -> Option<&str> {
        let role = match self {
            Self::S3(s3) => &s3.role_arn,
            Self::ExtendedS3(s3) => &s3.role_arn,
            Self::Redshift(redshift) => &redshift.role_arn,
            Self::Elasticsearch(index) | Self::Opensearch(index) => &index.role_arn,
            Self::OpensearchServerless(index) => &index.role_arn,
            Self::Splunk(splunk) => return splunk.s3_configuration.as_ref()?.role_arn.as_deref(),
            Self::HttpEndpoint(endpoint) => &endpoint.role_arn,
            Self::Snowflake(snowflake) => &snowflake.role_arn,
            Self::Iceberg(iceberg) => &iceberg.role_arn,
        };
        role.as_deref()
    }

    /// What is done to records before they are delivered.
    pub fn processing(&self) -> Option<&ProcessingConfiguration> {
        match self {
            Self::S3(_) => None,
            Self::ExtendedS3(s3) => s3.processing_configuration.as_ref(),
            Self::Redshift(redshift) => redshift.processing_configuration.as_ref(),
            Self::Elasticsearch(index) | Self::Opensearch(index) => index.processing_configuration.as_ref(),
            Self::OpensearchServerless(index) => index.processing_configuration.as_ref(),
            Self::Splunk(splunk) => splunk.processing_configuration.as_ref(),
            Self::HttpEndpoint(endpoint) => endpoint.processing_configuration.as_ref(),
            Self::Snowflake(snowflake) => snowflake.processing_configuration.as_ref(),
            Self::Iceberg(iceberg) => iceberg.processing_configuration.as_ref(),
        }
    }

    /// The same, to be changed.
    pub(in crate::firehose) fn processing_mut(&mut self) -> Option<&mut ProcessingConfiguration> {
        match self {
            Self::S3(_) => None,
            Self::ExtendedS3(s3) => s3.processing_configuration.as_mut(),
            Self::Redshift(redshift) => redshift.processing_configuration.as_mut(),
            Self::Elasticsearch(index) | Self::Opensearch(index) => index.processing_configuration.as_mut(),
            Self::OpensearchServerless(index) => index.processing_configuration.as_mut(),
            Self::Splunk(splunk) => splunk.processing_configuration.as_mut(),
            Self::HttpEndpoint(endpoint) => endpoint.processing_configuration.as_mut(),
            Self::Snowflake(snowflake) => snowflake.processing_configuration.as_mut(),
            Self::Iceberg(iceberg) => iceberg.processing_configuration.as_mut(),
        }
    }

    /// The bucket for what is delivered, or for what the destination does not take.
    pub fn bucket(&self) -> Option<Bucket<'_>> {
        match self {
            Self::S3(s3) => Some(Bucket::Plain(s3)),
            Self::ExtendedS3(s3) => Some(Bucket::Extended(s3)),
            Self::Redshift(redshift) => redshift.s3_configuration.as_ref().map(Bucket::Plain),
            Self::Elasticsearch(index) | Self::Opensearch(index) => {
                index.s3_configuration.as_ref().map(Bucket::Plain)
            }
            Self::OpensearchServerless(index) => index.s3_configuration.as_ref().map(Bucket::Plain),
            Self::Splunk(splunk) => splunk.s3_configuration.as_ref().map(Bucket::Plain),
            Self::HttpEndpoint(endpoint) => endpoint.s3_configuration.as_ref().map(Bucket::Plain),
            Self::Snowflake(snowflake) => snowflake.s3_configuration.as_ref().map(Bucket::Plain),
            Self::Iceberg(iceberg) => iceberg.s3_configuration.as_ref().map(Bucket::Plain),
        }
    }

    /// Takes over an update of the same kind; one of another kind replaces it. A bucket becomes an extended one, or stays
    /// one, as the update says.
    pub(in crate::firehose) fn merge(&mut self, update: Self) {
        match (self, update) {
            (Self::S3(s3), Self::S3(update)) => s3.merge(*update),
            (Self::ExtendedS3(s3), Self::ExtendedS3(update)) => s3.merge(*update),
            (Self::ExtendedS3(s3), Self::S3(update)) => s3.merge((*update).into()),
            (this @ Self::S3(_), Self::ExtendedS3(update)) => {
                let Self::S3(s3) = &*this else { unreachable!("it was just looked at") };
                let mut extended = ExtendedS3::from((**s3).clone());
                extended.merge(*update);
                *this = Self::ExtendedS3(Box::new(extended));
            }
            (Self::Redshift(redshift), Self::Redshift(update)) => redshift.merge(*update),
            (Self::Elasticsearch(index), Self::Elasticsearch(update))
            | (Self::Opensearch(index), Self::Opensearch(update)) => index.merge(*update),
            (Self::OpensearchServerless(index), Self::OpensearchServerless(update)) => index.merge(*update),
            (Self::Splunk(splunk), Self::Splunk(update)) => splunk.merge(*update),
            (Self::HttpEndpoint(endpoint), Self::HttpEndpoint(update)) => endpoint.merge(*update),
            (Self::Snowflake(snowflake), Self::Snowflake(update)) => snowflake.merge(*update),
            (Self::Iceberg(iceberg), Self::Iceberg(update)) => iceberg.merge(*update),
            (this, update) => *this = update,
        }
    }
}

/// A bucket of either form.
#[derive(Clone, Copy, Debug)]
pub enum Bucket<'d> {
    /// As streams had it at first.
    Plain(&'d S3),
    /// With all that there is.
    Extended(&'d ExtendedS3),
}

impl From<S3> for ExtendedS3 {
    fn from(s3: S3) -> Self {
        Self {
            role_arn: s3.role_arn,
            bucket_arn: s3.bucket_arn,
            prefix: s3.prefix,
            error_output_prefix: s3.error_output_prefix,
            buffering_hints: s3.buffering_hints,
            compression_format: s3.compression_format,
            encryption_configuration: s3.encryption_configuration,
            cloud_watch_logging_options: s3.cloud_watch_logging_options,
            ..Self::default()
        }
    }
}

impl From<&ExtendedS3> for S3 {
    fn from(s3: &ExtendedS3) -> Self {
        let s3 = s3.clone();
        Self {
            role_arn: s3.role_arn,
            bucket_arn: s3.bucket_arn,
            prefix: s3.prefix,
            error_output_prefix: s3.error_output_prefix,
            buffering_hints: s3.buffering_hints,
            compression_format: s3.compression_format,
            encryption_configuration: s3.encryption_configuration,
            cloud_watch_logging_options: s3.cloud_watch_logging_options,
        }
    }
}
