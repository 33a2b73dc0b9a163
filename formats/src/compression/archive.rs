//! ZIP: one deflated file in an archive.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::{Head, read_head};

pub(super) fn compress(name: &str, body: &[u8]) -> Vec<u8> {
    // The first moment that the format can say: the time of the machine must not show.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(name, options).expect("one file, with a name");
    archive.write_all(body).expect("memory takes all bytes");
    archive.finish().expect("memory takes all bytes").into_inner()
}

pub(super) fn decompress(bytes: &[u8], max: usize) -> Option<Head> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    read_head(archive.by_index(0).ok()?, max)
}
