//! File formats of Amazon Data Firehose: compression of objects, queries for partition keys, columns from JSON.
//!
//! Everything is a pure function: the same input gives the same bytes natively and in WebAssembly, and the time is an
//! argument. Nothing but `engine.rs` knows the engine, and that only where it is asked for. It is a crate of its own because it needs what the
//! engine goes without: `std`, and libraries that outweigh the engine.
//!
//! | Module | What |
//! | --- | --- |
//! | [`compression`] | GZIP, ZIP and the two layouts of Snappy, there and back |
//! | [`query`] | jq for the keys of partitions, with work counted |
//! | [`table`] | Hive's types from text, and columns from samples |
//! | [`conversion`] | JSON by the rules of OpenX and Hive into Parquet and ORC |
//! | [`preview`] | what an object is, and its first rows |
//!
//! # Libraries
//!
//! Each builds for wasm32 without a C compiler. Features are the fewest that do.
//!
//! | Library | Why |
//! | --- | --- |
//! | `flate2` with `miniz_oxide` | GZIP and zlib. Not the faster `zlib-rs`: it chooses its hash by the processor, so its bytes differ between machines |
//! | `zip` | archives, with deflate alone |
//! | `snap` | blocks of Snappy |
//! | `jaq-core`, `jaq-std`, `jaq-json` | jq; more than half of this crate's size, hence the feature `jq`. It brings jiff with all time zones, which `jaq-std` cannot leave out where it has regular expressions |
//! | `parquet`, without Arrow | writes Parquet. Its writer with Arrow is three times as large. For reading there is our own, see its module |
//! | `prost` | the messages of ORC; the rest of ORC is our own, see its module |
//! | `serde`, `serde_json` | settings in the API's words, previews for hosts. Records are read without them |
//!
//! # Size
//!
//! Of a module for wasm32 with all functions, made for size (level `z`, one unit, before wasm-opt), in November 2026:
//!
//! | Features | Bytes | gzip -9 |
//! | --- | --- | --- |
//! | both | 3,214,007 | 966,428 |
//! | `columns` | 1,517,858 | 465,155 |
//! | `jq` | 2,094,427 | 676,737 |
//! | neither | 324,628 | 140,894 |

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
#[cfg(feature = "columns")]
mod varint;
