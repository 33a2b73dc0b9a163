//! What an object is and what is in it, for who looks at a bucket.
//!
//! Whatever the bytes are, there is a preview: what is broken is shown as plain bytes.

mod columns;
mod kind;
mod show;

use serde::Serialize;

use crate::compression::{Compression, decompress};

/// What an object looks like.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Preview {
    /// A file with columns.
    Columns(Columns),
    /// Bytes, which may have been compressed.
    Bytes(Bytes),
}

/// A format with columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Format {
    /// Parquet.
    Parquet,
    /// ORC.
    #[serde(rename = "ORC")]
    Orc,
}

/// A file with columns.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Columns {
    /// Of which format.
    pub format: Format,
    /// How it is compressed, in the words of the format.
    pub compression: String,
    /// The columns and their types, in the words of the catalog where it has one.
    pub columns: Vec<ColumnText>,
    /// How many rows there are.
    pub row_count: u64,
    /// The row groups of Parquet, or stripes of ORC.
    pub groups: Vec<Group>,
    /// The first rows, each an object of JSON.
    pub rows: Vec<String>,
    /// Why there are fewer rows than there could be, if so.
    pub trouble: Option<String>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnText {
    /// Its name.
    pub name: String,
    /// Its type.
    pub data_type: String,
}

/// A row group or stripe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// How many rows it has.
    pub rows: u64,
    /// How many bytes.
    pub bytes: u64,
}

/// How bytes were packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Packing {
    /// Not at all.
    None,
    /// gzip.
    Gzip,
    /// A ZIP archive, of which the first file is shown.
    Zip,
    /// Snappy as xerial's library writes it.
    Snappy,
    /// Snappy as Hadoop writes it.
    HadoopSnappy,
}

/// Bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bytes {
    /// How they were packed.
    pub packing: Packing,
    /// Whether they are text: UTF-8 without control characters, as far as they are shown.
    pub is_text: bool,
    /// The first of them, unpacked.
    pub head: Vec<u8>,
    /// Whether there are no more.
    pub is_whole: bool,
}

/// How much of an object is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most rows.
    pub rows: usize,
    /// The most bytes.
    pub bytes: usize,
}

/// Looks at an object.
///
/// Work and memory are bounded by the object and the limits.
pub fn preview(object: &[u8], limits: Limits) -> Preview {
    if let Some(columns) =
        columns::of_orc(object, limits.rows).or_else(|| columns::of_parquet(object, limits.rows))
    {
        return Preview::Columns(columns);
    }
    let packed = [
        (Packing::Gzip, Compression::Gzip),
        (Packing::Zip, Compression::Zip),
        (Packing::Snappy, Compression::Snappy),
        (Packing::HadoopSnappy, Compression::HadoopSnappy),
    ];
    for (packing, compression) in packed {
        if !kind::may_be(packing, object) {
            continue;
        }
        if let Some(head) = decompress(compression, object, limits.bytes) {
            let is_text = kind::is_text(&head.bytes, head.is_whole);
            return Preview::Bytes(Bytes { packing, is_text, head: head.bytes, is_whole: head.is_whole });
        }
    }
    let head = object[..object.len().min(limits.bytes)].to_vec();
    let is_whole = head.len() == object.len();
    Preview::Bytes(Bytes { packing: Packing::None, is_text: kind::is_text(&head, is_whole), head, is_whole })
}
