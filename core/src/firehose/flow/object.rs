//! Objects: what they are called, and what is in them.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::super::configuration::s3::CompressionFormat;
use super::super::prefix::Local;
use super::entry::Entry;
use crate::rng::Rng;

/// What is put between records where their stream says so. Observed: between them, and not after the last.
const DELIMITER: u8 = b'\n';

/// An object that is to be put into a bucket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Object {
    /// The bucket.
    pub bucket: String,
    /// Its key.
    pub key: String,
    /// What is in it.
    pub body: Vec<u8>,
    /// How that is compressed, as the service calls it.
    pub content_encoding: Option<String>,
    /// The key that it is encrypted with.
    pub kms_key: Option<String>,
}

/// What a key has behind its prefix, but for its end.
#[derive(Debug)]
pub(in crate::firehose) struct Suffix<'s> {
    pub(in crate::firehose) delivery_stream: &'s str,
    pub(in crate::firehose) version: u64,
    /// When the oldest record came.
    pub(in crate::firehose) at: &'s Local<'s>,
}

impl Suffix<'_> {
    /// `name-1-2026-01-01-00-00-00-` and a UUID.
    pub(in crate::firehose) fn print(&self, rng: &mut Rng) -> String {
        let Self { delivery_stream, version, at } = self;
        let time = &at.civil;
        format!(
            "{delivery_stream}-{version}-{:04}-{:02}-{:02}-{:02}-{:02}-{:02}-{}",
            time.year,
            time.month,
            time.day,
            time.hour,
            time.minute,
            time.second,
            uuid(rng)
        )
    }
}

/// A UUID of version 4.
pub(in crate::firehose) fn uuid(rng: &mut Rng) -> String {
    let mut bytes = [0; 16];
    rng.fill(&mut bytes);
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut text = String::with_capacity(36);
    for (index, byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text += &format!("{byte:02x}");
    }
    text
}

impl CompressionFormat {
    /// What keys end in.
    pub(in crate::firehose) fn extension(self) -> &'static str {
        match self {
            Self::Uncompressed => "",
            Self::Gzip => ".gz",
            Self::Zip => ".zip",
            // Observed of both; the guide prints `.hsnappy` for the second.
            Self::Snappy | Self::HadoopSnappy => ".snappy",
        }
    }

    /// What the object says about it.
    pub(in crate::firehose) fn content_encoding(self) -> Option<&'static str> {
        match self {
            Self::Uncompressed => None,
            Self::Gzip => Some("gzip"),
            Self::Zip => Some("zip"),
            Self::Snappy => Some("snappy-java"),
            Self::HadoopSnappy => Some("hadoop-snappy"),
        }
    }
}

/// The records of an object, one behind the other.
pub(in crate::firehose) fn join(entries: &[Entry], with_delimiter: bool) -> Vec<u8> {
    let bytes: usize = entries.iter().map(|entry| entry.data.len() + 1).sum();
    let mut body = Vec::with_capacity(bytes);
    for (index, entry) in entries.iter().enumerate() {
        if with_delimiter && index != 0 {
            body.push(DELIMITER);
        }
        body.extend_from_slice(&entry.data);
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Instant;

    #[test]
    fn a_key_says_who_which_configuration_and_when() {
        let at = Local::utc(Instant::parse("2026-07-13T14:05:09.9Z").unwrap());
        let suffix = Suffix { delivery_stream: "logs", version: 3, at: &at };
        let text = suffix.print(&mut Rng::from_seed(0));
        let id = text.strip_prefix("logs-3-2026-07-13-14-05-09-").unwrap();
        let parts: Vec<_> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert_eq!(&id[14..15], "4");
    }

    #[test]
    fn records_are_joined_by_nothing_or_a_line_feed() {
        let entries: Vec<_> =
            ["a", "b", "c"].map(|text| Entry::new(0, text.as_bytes().into(), None, Instant::EPOCH)).into();
        assert_eq!(join(&entries, false), b"abc");
        assert_eq!(join(&entries, true), b"a\nb\nc");
    }
}
