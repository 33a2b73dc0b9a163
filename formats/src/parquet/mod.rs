//! Parquet files: written by the library `parquet`, read for previews by our own reader.
//!
//! The library's reader panics at pages that are broken, which in WebAssembly ends the whole module, and ends the
//! process where panics abort.
//!
//! # Source
//! apache/parquet-format 2.11: `parquet.thrift`, `Encodings.md`, `LogicalTypes.md`.

mod read;
mod write;

pub(crate) use read::{Failure, File};
pub(crate) use write::Writer;

/// What a file begins and ends with.
const MAGIC: &[u8] = b"PAR1";

/// The day of 1970-01-01 as astronomers count.
const JULIAN_DAY_OF_1970: i32 = 2_440_588;
