//! What a delivery stream is configured by, as users say it and look at it again.
//!
//! Source: botocore 1.43, `firehose/2015-08-04/service-2.json`. Left out are sources in Kafka and in databases, which are not
//! here to be read.

mod address;
pub mod conversion;
pub(in crate::firehose) mod defaults;
pub mod destination;
pub mod encryption;
pub mod http_endpoint;
pub mod iceberg;
pub mod opensearch;
pub mod processing;
pub mod redshift;
mod rules;
pub mod s3;
pub mod shared;
pub mod snowflake;
pub mod source;
pub mod splunk;
mod values;

pub use values::{ColumnMappings, Proportion};
