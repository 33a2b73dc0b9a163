//! How Firehose compresses objects.
//!
//! # Source
//! Firehose developer guide, "Configure destination settings"; layouts observed by third parties in 2025 and 2026.

mod archive;
mod block_stream;
mod gzip;

pub use gzip::gunzip;
#[cfg(feature = "columns")]
pub(crate) use gzip::{deflate, inflate};

use std::io::Read;

/// One of the four ways, besides none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// One member of gzip.
    Gzip,
    /// An archive of one deflated file.
    Zip,
    /// Blocks as xerial's Java library writes them; not the official framing format.
    Snappy,
    /// Blocks as Hadoop writes them.
    HadoopSnappy,
}

impl Compression {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Gzip, Self::Zip, Self::Snappy, Self::HadoopSnappy];
}

/// The beginning of what was compressed, or all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The bytes, as many as were asked for at most.
    pub bytes: Vec<u8>,
    /// Whether there are no more.
    pub is_whole: bool,
}

/// Compresses the body of an object. Where the format has files with names, the one file has this name.
///
/// The same body gives the same bytes on each machine and at each time: no format here takes a date or a number of
/// processors into account.
pub fn compress(compression: Compression, name: &str, body: &[u8]) -> Vec<u8> {
    match compression {
        Compression::Gzip => gzip::compress(body),
        Compression::Zip => archive::compress(name, body),
        Compression::Snappy => block_stream::XERIAL.compress(body),
        Compression::HadoopSnappy => block_stream::HADOOP.compress(body),
    }
}

/// The first `max` bytes of what was compressed; `None` where it is no such thing or broken before them.
///
/// Takes memory in proportion to `max`, whatever the bytes promise.
pub fn decompress(compression: Compression, bytes: &[u8], max: usize) -> Option<Head> {
    match compression {
        Compression::Gzip => gzip::decompress(bytes, max),
        Compression::Zip => archive::decompress(bytes, max),
        Compression::Snappy => block_stream::XERIAL.decompress(bytes, max),
        Compression::HadoopSnappy => block_stream::HADOOP.decompress(bytes, max),
    }
}

/// Reads one byte more than wanted, to know whether there is more.
fn read_head(reader: impl Read, max: usize) -> Option<Head> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(max).ok()?.saturating_add(1);
    reader.take(limit).read_to_end(&mut bytes).ok()?;
    let is_whole = bytes.len() <= max;
    bytes.truncate(max);
    Some(Head { bytes, is_whole })
}
