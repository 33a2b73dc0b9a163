//! What the engine asks, as bytes. Each question has an answer of a type of its own.

use kinetoscope::errand::{Column, Refused};
use kinetoscope::firehose::configuration::s3::CompressionFormat;
use kinetoscope::firehose::formats::Converted;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_bytes::{ByteBuf, Bytes};

/// A call of `kinetoscope::firehose::formats::Formats`.
#[derive(Debug, Serialize, Deserialize)]
pub enum Question<'a> {
    /// `compress`, answered by a [`ByteBuf`].
    Compress {
        /// How.
        format: CompressionFormat,
        /// What the one file is called where the format has files with names.
        name: &'a str,
        /// What is compressed.
        #[serde(borrow)]
        body: &'a Bytes,
    },
    /// `gunzip`, answered by an `Option<ByteBuf>`.
    Gunzip(#[serde(borrow)] &'a Bytes),
    /// `check_query`, answered by a `Result<(), String>`.
    CheckQuery(&'a str),
    /// `partition_keys`, answered by [`Keys`].
    PartitionKeys {
        /// The query.
        query: &'a str,
        /// The record.
        #[serde(borrow)]
        record: &'a Bytes,
        /// The time.
        now_micros: i64,
    },
    /// `convert`, answered by a `Result<File, Refused>`.
    Convert {
        /// The configuration as JSON.
        #[serde(borrow)]
        configuration: &'a Bytes,
        /// The columns.
        columns: Vec<Column>,
        /// The records.
        #[serde(borrow)]
        records: Vec<&'a Bytes>,
    },
}

/// The keys that a query finds, or why it finds none.
pub type Keys = Result<Vec<(String, String)>, String>;

/// A file with columns, and the records that did not fit.
#[derive(Debug, Serialize, Deserialize)]
pub struct File {
    /// Its bytes.
    pub file: ByteBuf,
    /// The records, by their place, with the reason.
    pub refused: Vec<(usize, Refused)>,
}

impl From<Converted> for File {
    fn from(Converted { file, refused }: Converted) -> Self {
        Self { file: ByteBuf::from(file), refused }
    }
}

impl From<File> for Converted {
    fn from(File { file, refused }: File) -> Self {
        Self { file: file.into_vec(), refused }
    }
}

/// A question or an answer as bytes.
///
/// # Panics
/// Never: there is memory, and all of these have a length.
pub fn to_bytes(value: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(value).expect("questions and answers can be written")
}

/// An answer of bytes.
///
/// # Panics
/// Where the two modules are of different builds.
pub fn answer_of<T: DeserializeOwned>(bytes: &[u8]) -> T {
    postcard::from_bytes(bytes).expect("the formats are of the same build as the engine")
}
