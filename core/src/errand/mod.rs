//! What a service wants done elsewhere. A service does nothing outside of itself: it asks, and is told.

mod request;
mod table;

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

pub use request::{HttpRequest, HttpResponse, Server, Unreachable};
pub use table::{Append, CatalogTable, Column, Copy, Row, RowOperation, Warehouse};

use crate::ids::{SequenceNumber, ShardId};
use crate::time::{Duration, Instant};

/// Something to be done for somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errand {
    /// Who asks.
    pub asker: Asker,
    /// What for.
    pub purpose: Purpose,
    /// What it is.
    pub wish: Wish,
}

/// Who asks for something, by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Asker {
    /// A delivery stream.
    DeliveryStream(Arc<str>),
    /// An application of Data Analytics.
    Application(Arc<str>),
}

impl Asker {
    /// The name.
    pub fn name(&self) -> &str {
        match self {
            Self::DeliveryStream(name) | Self::Application(name) => name,
        }
    }
}

/// What an errand is for: with it comes what came of the errand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Purpose {
    /// The delivery of this number.
    Delivery(u64),
    /// The invocation of this number.
    Invocation(u64),
    /// To know the shards of the stream that is read.
    Shards,
    /// To read one of them on.
    Shard(ShardId),
    /// To know what was put into the delivery stream that is read: the question of this number.
    Tap(u64),
    /// To fill a table of reference data: the question of this number.
    Reference(u64),
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wish {
    /// An object is to be put into a bucket.
    PutObject(Object),
    /// A function is to be called.
    Invoke {
        /// The function, by its ARN.
        function_arn: String,
        /// What it is called with, as JSON.
        event: Vec<u8>,
    },
    /// A server is to be asked.
    Request(HttpRequest),
    /// Objects are to be copied into a table.
    Copy(Copy),
    /// Rows are to be appended to tables.
    Append(Append),
    /// The columns of a table of the catalog are to be named.
    DescribeTable(CatalogTable),
    /// The shards of a stream are to be named that were open then or since.
    ListShards {
        /// The stream, by its ARN.
        stream_arn: String,
        /// When.
        since: Instant,
    },
    /// A shard of a stream is to be read on.
    ReadShard {
        /// The stream, by its ARN.
        stream_arn: String,
        /// The shard.
        shard: ShardId,
        /// From where on.
        place: Place,
        /// An iterator that stands there, if there is one.
        iterator: Option<String>,
    },
    /// Records are to be put into a stream.
    PutRecords {
        /// The stream, by its ARN.
        stream_arn: String,
        /// The records, each with its key.
        records: Vec<KeyedRecord>,
    },
    /// Records are to be put into a delivery stream.
    PutRecordBatch {
        /// The delivery stream, by its ARN.
        delivery_stream_arn: String,
        /// The records.
        records: Vec<Vec<u8>>,
    },
    /// An object of a bucket is to be read.
    GetObject {
        /// The bucket.
        bucket: String,
        /// The object's key.
        key: String,
    },
    /// It is to be told what is put into a delivery stream.
    ReadTap {
        /// The delivery stream, by its ARN.
        delivery_stream_arn: String,
        /// The number of the first record that is wanted; nothing where it begins with what comes from now on.
        from: Option<u64>,
    },
}

/// An object that is to be put into a bucket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Object {
    /// The bucket.
    pub bucket: String,
    /// Its key.
    pub key: String,
    /// What is in it.
    pub body: Vec<u8>,
    /// How that is compressed, as the service calls it.
    pub content_encoding: Option<String>,
    /// The key that it is encrypted with.
    pub kms_key: Option<String>,
}

/// A record for a stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyedRecord {
    /// Its key.
    pub partition_key: String,
    /// Its bytes.
    pub data: Vec<u8>,
}

/// A place in a shard from which it can be read, however much later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// At the first record that came then or later.
    At(Instant),
    /// At the oldest.
    TrimHorizon,
    /// Behind this record.
    After(SequenceNumber),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It is done.
    Done,
    /// The function has answered this.
    Returned(Vec<u8>),
    /// The server has answered this.
    Responded(HttpResponse),
    /// The server has not answered.
    Unreachable(Unreachable),
    /// It is done but for these, which are named by their place in what was asked.
    Partly(Vec<(usize, Refused)>),
    /// These are the columns of the table.
    Columns(Vec<Column>),
    /// These are the shards, each with those that it continues.
    Shards(Vec<(ShardId, Vec<ShardId>)>),
    /// This was read.
    Read(Read),
    /// It could not be done, for a reason by the name that logs have for it, and in words.
    Failed(Refused),
    /// This is in the object.
    Object(Vec<u8>),
    /// This was put into the delivery stream.
    Tapped(Tapped),
}

/// Why something was not taken: `S3.NoSuchBucket`, for one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// By the name that logs have for it.
    pub code: Cow<'static, str>,
    /// In words.
    pub message: Cow<'static, str>,
}

impl Refused {
    /// A reason.
    pub fn new(code: impl Into<Cow<'static, str>>, message: impl Into<Cow<'static, str>>) -> Self {
        Self { code: code.into(), message: message.into() }
    }
}

/// What was read of a shard.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Read {
    /// The records.
    pub records: Vec<ReadRecord>,
    /// Where to go on; nothing at the end of a closed shard.
    pub next: Option<String>,
    /// The shards that go on there, each with those that it continues.
    pub children: Vec<(ShardId, Vec<ShardId>)>,
    /// How far the last record is behind now.
    pub millis_behind: u64,
    /// How long the stream keeps records.
    pub retention: Duration,
}

/// A record that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadRecord {
    /// Its number in the shard.
    pub sequence_number: SequenceNumber,
    /// Its key.
    pub partition_key: String,
    /// When it came into the stream.
    pub arrived: Instant,
    /// Its bytes.
    pub data: Vec<u8>,
}

/// What was put into a delivery stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tapped {
    /// The records, oldest first.
    pub records: Vec<TappedRecord>,
    /// The number of the first record that is still to come.
    pub next: u64,
    /// How far the last record is behind now.
    pub millis_behind: u64,
    /// How many were wanted and are not kept any more.
    pub lost: u64,
}

/// A record that was put into a delivery stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TappedRecord {
    /// Counts the records since somebody first asked.
    pub number: u64,
    /// When it came.
    pub arrived: Instant,
    /// Its bytes.
    pub data: Vec<u8>,
}
