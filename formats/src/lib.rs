//! File formats of Amazon Data Firehose: compression of objects, queries for partition keys, columns from JSON.
//!
//! Everything is a pure function: the same input gives the same bytes natively and in WebAssembly, and the time is an
//! argument. Nothing but `engine.rs` knows the engine, and that only where it is asked for. It is a crate of its own because it needs what the
//! engine goes without: `std`, and libraries that outweigh the engine.

#![warn(missing_docs)]

pub mod compression;
#[cfg(feature = "columns")]
pub mod conversion;
#[cfg(feature = "engine")]
pub mod engine;
#[cfg(any(feature = "columns", feature = "jq"))]
mod json;
#[cfg(feature = "columns")]
mod moment;
#[cfg(feature = "columns")]
mod orc;
#[cfg(feature = "columns")]
mod parquet;
#[cfg(feature = "columns")]
pub mod preview;
#[cfg(feature = "jq")]
pub mod query;
#[cfg(feature = "columns")]
mod store;
pub mod table;
