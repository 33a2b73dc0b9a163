//! What a destination needs libraries for: refused where the host has not brought them, as what it cannot run.

use alloc::string::String;

use super::super::configuration::destination::{Bucket, Destination};
use super::super::configuration::http_endpoint::ContentEncoding;
use super::super::configuration::processing::ProcessorType;
use super::super::configuration::s3::{CompressionFormat, S3};
use super::super::formats::Formats;
use super::super::partition::query_of;
use crate::error::Error;

/// Checks that what is needed is there, and the query.
pub(super) fn check(destination: &Destination, formats: Option<&'static dyn Formats>) -> Result<(), Error> {
    let Some(formats) = formats else {
        return first_need(destination).map_or(Ok(()), |what| Err(Error::format_not_here(&what)));
    };
    match query_of(destination) {
        Some(query) => formats.check_query(query).map_err(|why| Error::bad_query(&why)),
        None => Ok(()),
    }
}

/// The first thing that a destination needs a library for.
pub(in crate::firehose) fn first_need(destination: &Destination) -> Option<String> {
    let of_bucket = |s3: &S3| compression(s3.compression_format);
    let bucket = match destination.bucket() {
        Some(Bucket::Plain(s3)) => of_bucket(s3),
        Some(Bucket::Extended(s3)) => compression(s3.compression_format),
        None => None,
    };
    let more = match destination {
        Destination::ExtendedS3(s3) if s3.converts() => Some("DataFormatConversionConfiguration".into()),
        Destination::ExtendedS3(s3) => s3.s3_backup_configuration.as_ref().and_then(of_bucket),
        Destination::Redshift(redshift) => redshift.s3_backup_configuration.as_ref().and_then(of_bucket),
        Destination::HttpEndpoint(endpoint) => {
            let told = endpoint.request_configuration.as_ref().and_then(|told| told.content_encoding);
            (told == Some(ContentEncoding::Gzip)).then(|| "ContentEncoding GZIP".into())
        }
        _ => None,
    };
    let processing = destination.processing().filter(|it| it.enabled == Some(true));
    let steps = [ProcessorType::Decompression, ProcessorType::MetadataExtraction];
    let step = steps.into_iter().find(|step| processing.is_some_and(|processing| processing.has(*step)));
    bucket.or(more).or(step.map(|step| step.as_str().into()))
}

fn compression(format: Option<CompressionFormat>) -> Option<String> {
    let format = format.filter(|format| *format != CompressionFormat::Uncompressed)?;
    Some(["CompressionFormat ", format.as_str()].concat())
}
