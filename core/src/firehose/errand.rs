//! What a delivery stream wants done elsewhere. The service does nothing outside of itself: it asks, and is told.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::flow::object::Object;
use crate::ids::{SequenceNumber, ShardId};
use crate::time::{Duration, Instant};

/// Something to be done for a delivery stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errand {
    /// The delivery stream that asks.
    pub delivery_stream: Arc<str>,
    /// What it asks for.
    pub purpose: Purpose,
    /// What it is.
    pub wish: Wish,
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
}

/// A request to a server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpRequest {
    /// Which kind of server it is meant for.
    pub server: Server,
    /// Where.
    pub url: String,
    /// Names and values; the length of the body is not among them.
    pub headers: Vec<(Cow<'static, str>, String)>,
    /// The body of a POST.
    pub body: Vec<u8>,
    /// How long an answer is waited for.
    pub timeout: Duration,
}

/// The kinds of server that take records by HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Server {
    /// One that follows the service's own specification.
    HttpEndpoint,
    /// Splunk's HTTP Event Collector.
    Splunk,
    /// OpenSearch or Elasticsearch.
    Opensearch,
}

/// An answer of a server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpResponse {
    /// The status.
    pub status: u16,
    /// Names, in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// The value of a header, whose name is given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }
}

/// Why a server gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreachable {
    /// Nobody took the connection.
    ConnectionFailed,
    /// It broke off.
    ConnectionReset,
    /// It could not be made safe.
    SslHandshakeFailure,
    /// The answer did not come in time.
    RequestTimeout,
}

/// A command that copies objects into a table of Redshift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// The cluster and database.
    pub cluster_jdbc_url: String,
    /// Who copies.
    pub username: Option<String>,
    /// That one's password.
    pub password: Option<String>,
    /// The role that may read the bucket.
    pub role_arn: String,
    /// The table.
    pub table: String,
    /// Its columns, where not all in their order are meant.
    pub columns: Option<String>,
    /// What the command says beside that.
    pub options: Option<String>,
    /// The bucket.
    pub bucket: String,
    /// The key of the manifest there.
    pub manifest: String,
    /// The keys of the objects that it lists.
    pub objects: Vec<String>,
}

/// A table of the data catalog.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CatalogTable {
    /// Its database.
    pub database: String,
    /// Its name.
    pub table: String,
    /// Which version of it; nothing is the newest.
    pub version: Option<String>,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type, as Hive writes it.
    #[serde(rename = "type")]
    pub kind: String,
}

/// Rows for tables of a warehouse or a lake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Append {
    /// Whose tables these are.
    pub warehouse: Warehouse,
    /// The rows, each with its table.
    pub rows: Vec<Row>,
}

/// Who has tables that rows are appended to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Warehouse {
    /// Snowflake, by the URL of an account.
    Snowflake(String),
    /// A catalog of Iceberg tables, by its ARN.
    Iceberg(String),
}

/// A row for a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The table: database, perhaps a schema, and name, with dots between them.
    pub table: String,
    /// What is to become of it there.
    pub operation: RowOperation,
    /// The columns that tell which row is meant.
    pub unique_keys: Vec<String>,
    /// What is in it, as one JSON object.
    pub data: Vec<u8>,
}

/// What is to become of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowOperation {
    /// It is added.
    #[default]
    Insert,
    /// It replaces the one with its keys.
    Update,
    /// The one with its keys goes.
    Delete,
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
