//! Objects: what they are called, and what is in them.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::configuration::s3::CompressionFormat;
use super::super::prefix::Local;
use super::entry::Entry;
use crate::ids::uuid;
use crate::rng::Rng;

/// What is put between records where their stream says so. Observed: between them, and not after the last.
const DELIMITER: u8 = b'\n';

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
