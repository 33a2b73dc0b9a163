//! A record on its way.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::failure::Failure;
use crate::ids::{SequenceNumber, ShardId};
use crate::time::Instant;

/// A record on its way from a source to a destination.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Counts the records of the delivery stream from 0; records that came out of one bear its number.
    pub number: u64,
    /// When it came.
    pub arrived: Instant,
    /// Its bytes as they came, before any step of processing.
    pub raw: Arc<[u8]>,
    /// Its bytes as they are now.
    pub data: Arc<[u8]>,
    /// Where it was before, if a stream is read.
    pub origin: Option<Box<Origin>>,
    /// The keys that a query has found in it, in the order of the query.
    pub keys_from_query: Vec<(String, String)>,
    /// The keys that a function has given it.
    pub keys_from_lambda: Vec<(String, String)>,
    /// Why it could not be delivered.
    pub failure: Option<Box<Failure>>,
}

/// A record of a stream, as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The shard.
    pub shard: ShardId,
    /// Its number there.
    pub sequence_number: SequenceNumber,
    /// Its place in an aggregated record.
    pub subsequence_number: u64,
    /// Its key.
    pub partition_key: String,
    /// When it came into the stream.
    pub arrived: Instant,
}

impl Entry {
    /// A record as it came.
    pub(in crate::firehose) fn new(
        number: u64,
        data: Arc<[u8]>,
        origin: Option<Box<Origin>>,
        arrived: Instant,
    ) -> Self {
        let (keys_from_query, keys_from_lambda) = Default::default();
        Self {
            number,
            arrived,
            raw: data.clone(),
            data,
            origin,
            keys_from_query,
            keys_from_lambda,
            failure: None,
        }
    }
}
