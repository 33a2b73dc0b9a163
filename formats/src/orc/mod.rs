//! ORC files: our own writer and, for previews, reader.
//!
//! The one library for Rust, `orc-rust` 0.9, needs a C compiler for zstd, writes no lists, maps, structs, decimals,
//! days or moments, and compresses nothing; here it is an oracle of tests. Not written, because the format leaves it to
//! the writer: patched bases (outliers widen a run instead) and encryption.
//!
//! # Source
//! ORC specification v1, <https://orc.apache.org/specification/ORCv1/>.

mod proto;
mod read;
mod write;

pub(crate) use read::{Failure, File};
pub(crate) use write::Writer;

/// What a file begins with, and its postscript ends with.
const MAGIC: &str = "ORC";

/// Seconds from 1970 to 2015, from where moments count.
const EPOCH_S: i64 = 1_420_070_400;

/// The largest chunk before compression.
const CHUNK_BYTES: usize = 256 * 1024;
