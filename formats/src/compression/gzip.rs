//! gzip: RFC 1952.

use std::io::Write;

use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

use super::{Head, read_head};

/// The level that zlib calls its default.
const LEVEL: flate2::Compression = flate2::Compression::new(6);

pub(super) fn compress(body: &[u8]) -> Vec<u8> {
    // Without a time of change: zero is what the format says for "none".
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 4), LEVEL);
    encoder.write_all(body).expect("memory takes all bytes");
    encoder.finish().expect("memory takes all bytes")
}

pub(super) fn decompress(bytes: &[u8], max: usize) -> Option<Head> {
    if bytes.is_empty() {
        return None; // the library takes no member at all for an empty file
    }
    read_head(MultiGzDecoder::new(bytes), max)
}

/// Opens what gzip has closed, of one member or several; `None` where it is no such thing, or of more than `max` bytes.
///
/// Stops as soon as `max` is passed, so that a few bytes that claim to be many gigabytes cost no more than `max`.
pub fn gunzip(bytes: &[u8], max: usize) -> Option<Vec<u8>> {
    let head = decompress(bytes, max)?;
    head.is_whole.then_some(head.bytes)
}

/// Raw deflate, as ORC calls ZLIB.
#[cfg(feature = "columns")]
pub(crate) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::with_capacity(bytes.len() / 2), LEVEL);
    encoder.write_all(bytes).expect("memory takes all bytes");
    encoder.finish().expect("memory takes all bytes")
}

/// The inverse of [`deflate`], up to `max` bytes.
#[cfg(feature = "columns")]
pub(crate) fn inflate(bytes: &[u8], max: usize) -> Option<Vec<u8>> {
    use std::io::Read;

    let mut out = Vec::new();
    flate2::read::DeflateDecoder::new(bytes).take(max as u64).read_to_end(&mut out).ok()?;
    Some(out)
}
