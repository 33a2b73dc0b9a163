//! The one library that deliveries in these tests need.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use kinetoscope::errand::{Column, Refused};
use kinetoscope::firehose::configuration::s3::CompressionFormat;
use kinetoscope::firehose::formats::{Converted, Formats};
use kinetoscope::time::Instant;

/// Compresses as GZIP, and knows nothing else.
#[derive(Debug)]
pub(crate) struct Gzip;

impl Formats for Gzip {
    fn compress(&self, format: CompressionFormat, _name: &str, body: &[u8]) -> Vec<u8> {
        assert_eq!(format, CompressionFormat::Gzip);
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    }

    fn gunzip(&self, _bytes: &[u8]) -> Option<Vec<u8>> {
        None
    }

    fn check_query(&self, _query: &str) -> Result<(), String> {
        Err("there are no queries here".into())
    }

    fn partition_keys(
        &self,
        _query: &str,
        _record: &[u8],
        _now: Instant,
    ) -> Result<Vec<(String, String)>, String> {
        Ok(Vec::new())
    }

    fn convert(
        &self,
        _configuration: &[u8],
        _columns: &[Column],
        _records: &[&[u8]],
    ) -> Result<Converted, Refused> {
        Ok(Converted::default())
    }
}
