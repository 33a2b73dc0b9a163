//! Delivery streams of a picture: what waits in them, what will close it, and what is on its way out.
//!
//! A page without Data Firehose reads the same pictures, so these types know nothing of the service.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::fact::FunctionCounts;
use crate::time::{Duration, Instant};

/// A delivery stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryStreamView {
    /// Name.
    pub name: String,
    /// State, as the service says it.
    pub status: String,
    /// The stream that it reads, by name; nothing where producers put.
    pub source: Option<String>,
    /// How far it is behind that stream.
    pub millis_behind: u64,
    /// What it delivers to, as metrics name it: `S3`, for one.
    pub target: String,
    /// Where that is: a bucket, a URL or a table.
    pub address: String,
    /// The bucket that its objects go to: those that it delivers, or those with what its destination does not take. Empty
    /// where it has none.
    pub bucket: String,
    /// What the keys of all that it delivers there begin with: its prefix up to the first expression.
    pub prefix: String,
    /// How often that took something: the objects that were put there, or the requests that were sent.
    pub deliveries: u64,
    /// Bytes of what records became there.
    pub delivered_bytes: u64,
    /// Counts its configurations.
    pub version: u64,
    /// Its buffers: of data first, then those that it has for a function and for a backup.
    pub lanes: Vec<LaneView>,
    /// Prefixes that have records waiting, where records are spread over prefixes.
    pub active_partitions: u32,
    /// The function that its records go through.
    pub function: Option<FunctionView>,
    /// What has become of its records.
    pub counts: RecordCounts,
    /// What has closed and is not delivered yet, oldest first.
    pub under_way: Vec<DeliveryView>,
}

/// Buffers of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneView {
    /// `data`, `function` or `backup`.
    pub lane: String,
    /// Bytes at which one closes.
    pub size: u64,
    /// Time after which one closes.
    pub interval: Duration,
    /// How many are filling.
    pub filling: u32,
    /// The one that will close next.
    pub next: Option<BufferView>,
}

/// A buffer that is filling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BufferView {
    /// The prefix that its records go to, where they are spread over prefixes.
    pub partition: String,
    /// Records in it.
    pub records: u64,
    /// Their bytes.
    pub bytes: u64,
    /// When the first of them came.
    pub opened: Instant,
    /// When it will close, if records go on coming as they have since then.
    pub closes: Instant,
    /// Why it will: by `size`, or by `interval`.
    pub cause: String,
}

/// The function of a delivery stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionView {
    /// Its name.
    pub name: String,
    /// Calls that have not answered yet.
    pub under_way: u32,
    /// What it has done.
    pub counts: FunctionCounts,
}

/// What has become of records. Each that was accepted or came out of another is in one of the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordCounts {
    /// Taken from producers or from a stream.
    pub accepted: u64,
    /// Came out of others, beyond the first of each.
    pub split: u64,
    /// Taken by the destination.
    pub delivered: u64,
    /// Dropped, as the function wanted it, or because there was nothing in them.
    pub dropped: u64,
    /// Told of in the lines of an object for errors.
    pub failed: u64,
    /// Thrown away.
    pub lost: u64,
    /// On their way.
    pub waiting: u64,
}

/// A delivery that was not taken yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryView {
    /// `data`, `backup`, `manifest`, or the kind of error that its records tell of.
    pub lane: String,
    /// Why its buffer closed: `size`, `interval` or `flush`.
    pub cause: String,
    /// When.
    pub closed: Instant,
    /// Its records.
    pub records: u64,
    /// Their bytes.
    pub bytes: u64,
    /// How often it was tried.
    pub attempts: u32,
    /// When it first failed, if it has.
    pub first_failed: Option<Instant>,
    /// When it is tried next; nothing while an answer is waited for.
    pub next_try: Option<Instant>,
}
