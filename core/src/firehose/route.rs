//! Where the lanes of a delivery stream lead, and when their buffers close.

use super::configuration::destination::Destination;
use super::configuration::processing::ProcessorType;
use super::configuration::s3::{CompressionFormat, EncryptionConfiguration, ExtendedS3, S3};
use super::flow::buffer::{Hints, MEGABYTE};
use super::flow::delivery::Lane;
use super::flow::entry::Entry;
use super::formats::Formats;
use super::partition::Partitioning;
use super::process::Steps;
use crate::wire::base64;

/// Bytes of a request's body without its records, and some to spare: `{"requestId":"..","timestamp":..,"records":[]}`.
const BODY_FRAME_BYTES: usize = 128;
/// Bytes around each record there: `{"data":""},`.
const RECORD_FRAME_BYTES: usize = 12;

/// When the buffers of a delivery stream close.
#[derive(Clone, Copy, Debug)]
pub(super) struct Closing {
    /// Of records, on their way to the destination.
    pub(super) data: Hints,
    /// Bytes that a buffer of them may have at most, where the destination does not keep up.
    pub(super) data_bytes_max: u64,
    /// What a delivery of them may have at most.
    pub(super) most: Most,
    /// Of records as they came, if a bucket keeps them.
    pub(super) backup: Option<Hints>,
    /// Of lines that tell of errors: as the bucket that they go to says.
    pub(super) failures: Hints,
    /// Of records on their way to a function, if there is one.
    pub(super) function: Option<Hints>,
}

/// What a delivery may have at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Most {
    pub(super) records: usize,
    /// Bytes of the body of a request in which each record stands as base64.
    pub(super) body_bytes: usize,
}

impl Most {
    /// Of what goes into one object, of any size.
    pub(super) const ANY: Self = Self { records: usize::MAX, body_bytes: usize::MAX };
    /// Of what goes to a server in a request. Source: the specification of requests.
    pub(super) const REQUEST: Self = Self { records: 10_000, body_bytes: 64 << 20 };

    /// How many of these records, in their order, the next delivery may have: one at least.
    pub(super) fn fitting(self, entries: &[Entry]) -> usize {
        let mut left = self.body_bytes.saturating_sub(BODY_FRAME_BYTES);
        let fits = |entry: &&Entry| {
            let bytes = base64::encoded_len(entry.data.len()) + RECORD_FRAME_BYTES;
            let fits = bytes <= left;
            left = left.saturating_sub(bytes);
            fits
        };
        entries.iter().take(self.records).take_while(fits).count().max(1)
    }
}

/// What a delivery stream does with records, as its configuration says now.
#[derive(Clone, Debug)]
pub(super) struct Plan<'d> {
    pub(super) closing: Closing,
    pub(super) steps: Steps<'d>,
    pub(super) partitioning: Option<Partitioning<'d>>,
    pub(super) formats: Option<&'static dyn Formats>,
}

/// A bucket that a lane leads to, and how objects are made for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Route<'d> {
    /// The bucket, by name.
    pub(super) bucket: &'d str,
    /// What keys begin with; nothing is as good as an empty text.
    pub(super) prefix: &'d str,
    /// The same of what could not be delivered.
    pub(super) error_output_prefix: Option<&'d str>,
    pub(super) compression: CompressionFormat,
    /// The key that objects are encrypted with.
    pub(super) kms_key: Option<&'d str>,
    /// What keys end in, where it is not what the format says.
    pub(super) file_extension: Option<&'d str>,
    /// The time zone of keys, where it is not UTC.
    pub(super) time_zone: Option<&'d str>,
    /// What keys of files with columns end in, where records become such.
    pub(super) columnar: Option<&'static str>,
    /// Whether a line feed stands between records.
    pub(super) with_delimiter: bool,
}

impl Destination {
    /// What is done with records.
    pub(super) fn plan(&self, formats: Option<&'static dyn Formats>) -> Plan<'_> {
        Plan { closing: self.closing(), steps: self.steps(), partitioning: self.partitioning(), formats }
    }

    /// When the buffers close.
    pub(super) fn closing(&self) -> Closing {
        let backup = self.backup().filter(|_| self.backs_up_all());
        let failures = match self {
            Self::S3(_) | Self::ExtendedS3(_) | Self::Redshift(_) => self.hints(),
            Self::Iceberg(iceberg) => {
                Hints::told(iceberg.s3_configuration.as_ref().and_then(|s3| s3.buffering_hints.as_ref()))
            }
            _ => Hints::told(self.backup().and_then(|s3| s3.buffering_hints.as_ref())),
        };
        let backup = backup.map(|bucket| Hints::told(bucket.buffering_hints.as_ref()));
        let function = self.steps().function.map(|function| function.hints);
        let (data_bytes_max, most) = self.most_at_once();
        Closing { data: self.hints(), data_bytes_max, most, backup, failures, function }
    }

    /// Bytes that a buffer may grow to, and what a delivery may have. Source: the developer guide, buffering hints and HTTP endpoints.
    fn most_at_once(&self) -> (u64, Most) {
        let (mib, most) = match self {
            Self::Elasticsearch(_) | Self::Opensearch(_) | Self::OpensearchServerless(_) => (100, Most::ANY),
            Self::Splunk(_) => (5, Most::ANY),
            Self::HttpEndpoint(_) => (64, Most::REQUEST),
            _ => (128, Most::ANY),
        };
        (mib * MEGABYTE, most)
    }

    fn hints(&self) -> Hints {
        match self {
            Self::S3(s3) => Hints::told(s3.buffering_hints.as_ref()),
            Self::ExtendedS3(s3) => Hints::told(s3.buffering_hints.as_ref()),
            Self::Redshift(redshift) => {
                Hints::told(redshift.s3_configuration.as_ref().and_then(|s3| s3.buffering_hints.as_ref()))
            }
            Self::Elasticsearch(index) | Self::Opensearch(index) => {
                Hints::told(index.buffering_hints.as_ref())
            }
            Self::OpensearchServerless(index) => Hints::told(index.buffering_hints.as_ref()),
            Self::Splunk(splunk) => Hints::told(splunk.buffering_hints.as_ref()),
            Self::HttpEndpoint(endpoint) => Hints::told(endpoint.buffering_hints.as_ref()),
            Self::Snowflake(snowflake) => Hints::told(snowflake.buffering_hints.as_ref()),
            Self::Iceberg(iceberg) => Hints::told(iceberg.buffering_hints.as_ref()),
        }
    }

    /// The bucket that keeps records as they came.
    pub(super) fn backup(&self) -> Option<&S3> {
        match self {
            Self::S3(_) | Self::Iceberg(_) => None,
            Self::ExtendedS3(s3) => s3.s3_backup_configuration.as_ref(),
            Self::Redshift(redshift) => redshift.s3_backup_configuration.as_ref(),
            Self::Elasticsearch(index) | Self::Opensearch(index) => index.s3_configuration.as_ref(),
            Self::OpensearchServerless(index) => index.s3_configuration.as_ref(),
            Self::Splunk(splunk) => splunk.s3_configuration.as_ref(),
            Self::HttpEndpoint(endpoint) => endpoint.s3_configuration.as_ref(),
            Self::Snowflake(snowflake) => snowflake.s3_configuration.as_ref(),
        }
    }

    /// The bucket that a lane leads to; none where records go elsewhere.
    pub(super) fn route(&self, lane: Lane) -> Option<Route<'_>> {
        let with_delimiter = self.appends_delimiter();
        match (self, lane) {
            (_, Lane::Backup) => self.backup().map(|bucket| Route::plain(bucket, false)),
            (Self::S3(s3), _) => Some(Route::plain(s3, with_delimiter)),
            (Self::ExtendedS3(s3), _) => Some(Route::extended(s3, with_delimiter)),
            (Self::Redshift(redshift), _) => {
                redshift.s3_configuration.as_ref().map(|bucket| Route::plain(bucket, with_delimiter))
            }
            (_, Lane::Data) => None,
            (Self::Iceberg(iceberg), Lane::Failures(_) | Lane::Manifest) => {
                iceberg.s3_configuration.as_ref().map(|bucket| Route::plain(bucket, false))
            }
            (_, Lane::Failures(_) | Lane::Manifest) => {
                self.backup().map(|bucket| Route::plain(bucket, false))
            }
        }
    }

    fn appends_delimiter(&self) -> bool {
        let processing = self.processing().filter(|it| it.enabled == Some(true));
        processing.is_some_and(|it| it.has(ProcessorType::AppendDelimiterToRecord))
    }
}

impl<'d> Route<'d> {
    fn plain(s3: &'d S3, with_delimiter: bool) -> Self {
        Self {
            bucket: bucket_of(s3.bucket_arn.as_deref()),
            prefix: s3.prefix.as_deref().unwrap_or_default(),
            error_output_prefix: given(s3.error_output_prefix.as_deref()),
            compression: s3.compression_format.unwrap_or_default(),
            kms_key: kms_key_of(s3.encryption_configuration.as_ref()),
            file_extension: None,
            time_zone: None,
            columnar: None,
            with_delimiter,
        }
    }

    fn extended(s3: &'d ExtendedS3, with_delimiter: bool) -> Self {
        Self {
            bucket: bucket_of(s3.bucket_arn.as_deref()),
            prefix: s3.prefix.as_deref().unwrap_or_default(),
            error_output_prefix: given(s3.error_output_prefix.as_deref()),
            compression: s3.compression_format.unwrap_or_default(),
            kms_key: kms_key_of(s3.encryption_configuration.as_ref()),
            file_extension: given(s3.file_extension.as_deref()),
            time_zone: given(s3.custom_time_zone.as_deref()),
            columnar: columnar(s3),
            with_delimiter,
        }
    }
}

/// What keys of its files with columns end in, if it makes such.
fn columnar(s3: &ExtendedS3) -> Option<&'static str> {
    let conversion = s3.data_format_conversion_configuration.as_ref().filter(|_| s3.converts())?;
    let serializer = conversion.output_format_configuration.as_ref()?.serializer.as_ref()?;
    Some(if serializer.orc_serde.is_some() { ".orc" } else { ".parquet" })
}

/// The name in `arn:aws:s3:::name`; a destination has one, or it would have been refused.
fn bucket_of(arn: Option<&str>) -> &str {
    arn.and_then(|arn| arn.rsplit(':').next()).unwrap_or_default()
}

fn kms_key_of(encryption: Option<&EncryptionConfiguration>) -> Option<&str> {
    encryption?.kms_encryption_config.as_ref()?.aws_kms_key_arn.as_deref()
}

/// An empty text is as good as none.
fn given(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}
