//! Data Firehose.

pub mod configuration;
mod error;
mod prefix;
