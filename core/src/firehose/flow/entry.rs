//! A record on its way.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::super::process::kpl::{self, UserRecord};
use super::failure::Failure;
use crate::ids::{SequenceNumber, ShardId};
use crate::time::Instant;

/// A record on its way from a source to a destination. Its bytes are left out where it is stored: [`super::shared`] stores them, once
/// for all that share them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Counts the records of the delivery stream from 0; records that came out of one bear its number.
    pub number: u64,
    /// Counts the records that came out of one, from 0.
    pub part: u32,
    /// When it came.
    pub arrived: Instant,
    /// Its bytes as they came, before any step of processing.
    #[serde(skip)]
    pub raw: Arc<[u8]>,
    /// How many of those are its own: records that came out of one share them.
    pub source_bytes: u64,
    /// Its bytes as they are now.
    #[serde(skip)]
    pub data: Arc<[u8]>,
    /// Where it was before, if a stream is read.
    pub origin: Option<Box<Origin>>,
    /// The keys that a query has found in it, in the order of the query.
    pub keys_from_query: Vec<(String, String)>,
    /// The keys that a function has given it.
    pub keys_from_lambda: Vec<(String, String)>,
    /// The table that a function has sent it to.
    pub table: Option<Box<TableChoice>>,
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

/// Where a function wants a record to go, of those that go to tables: `otfMetadata` of its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TableChoice {
    /// The database.
    pub destination_database_name: Option<String>,
    /// The table.
    pub destination_table_name: Option<String>,
    /// What is to become of it there.
    pub operation: Option<String>,
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
            part: 0,
            arrived,
            raw: data.clone(),
            source_bytes: data.len() as u64,
            data,
            origin,
            keys_from_query,
            keys_from_lambda,
            table: None,
            failure: None,
        }
    }

    /// The records in one of a stream that the Producer Library has put many into; nothing where it has not.
    pub(in crate::firehose) fn opened(&self) -> Option<Vec<Self>> {
        let origin = self.origin.as_deref()?;
        let of_one = |(subsequence_number, UserRecord { partition_key, data }): (u64, UserRecord<'_>)| {
            let origin = Origin { subsequence_number, partition_key, ..origin.clone() };
            Self::new(self.number, data.into(), Some(Box::new(origin)), self.arrived)
        };
        Some((0..).zip(kpl::open(&self.data)?).map(of_one).collect())
    }
}
