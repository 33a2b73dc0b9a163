//! The Amazon Kinesis family as one deterministic engine: no clock, no threads, no I/O.
//!
//! Start with [`world::World`]: it owns the services, one virtual clock and one seeded random source.
//! Time is an argument, so a test that needs a day of retention takes microseconds:
//!
//! ```
//! use kinetoscope::streams::op::{CreateStream, CreateStreamInput, PutRecord, PutRecordInput};
//! use kinetoscope::time::Duration;
//! use kinetoscope::world::{Settings, World};
//!
//! let mut world = World::new(Settings::default());
//! world.call::<CreateStream>(CreateStreamInput { stream_name: "orders", shard_count: Some(1), ..Default::default() })?;
//! let put = world.call::<PutRecord>(PutRecordInput {
//!     stream_name: Some("orders"), partition_key: Some("user-1"), data: b"tea", ..Default::default()
//! })?;
//! assert_eq!(put.shard_id.to_string(), "shardId-000000000000");
//! world.advance(Duration::from_hours(25)); // the record is now behind the trim horizon
//! # Ok::<(), kinetoscope::error::Error>(())
//! ```
//!
//! The modules, from the bottom up (each may use only those before it): [`time`], [`ids`], [`rng`], [`limit`],
//! [`error`], [`traffic`], [`fault`], [`fact`], [`ticker`]; [`wire`] (bytes to values and back); [`api`] (what an operation is); the services
//! ([`streams`]) and the readers of their facts (`cloudwatch`, `cloudtrail`, `logs`, `pricing`); and [`world`], which joins them.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(test)]
extern crate self as kinetoscope;
#[cfg(test)]
extern crate std;

#[cfg(feature = "analytics")]
pub mod analytics;
pub mod api;
#[cfg(feature = "books")]
pub mod cloudtrail;
#[cfg(feature = "books")]
pub mod cloudwatch;
#[cfg(feature = "firehose")]
pub mod errand;
pub mod error;
pub mod fact;
pub mod fault;
#[cfg(feature = "firehose")]
pub mod firehose;
pub mod ids;
pub mod limit;
#[cfg(feature = "books")]
pub mod logs;
#[cfg(feature = "firehose")]
mod pause;
pub mod pricing;
#[cfg(feature = "firehose")]
mod reading;
pub mod rng;
#[cfg(feature = "firehose")]
pub mod s3;
pub mod streams;
pub mod ticker;
pub mod time;
pub mod traffic;
pub mod wire;
pub mod world;

#[cfg(feature = "firehose")]
pub(crate) use api::configuration::configuration;
pub(crate) use api::macros::{enumeration, input, output};
