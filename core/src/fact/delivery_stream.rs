//! What happens to delivery streams.

use alloc::borrow::Cow;
#[cfg(any(feature = "books", feature = "firehose"))]
use alloc::boxed::Box;
use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::ids::ShardId;
use crate::time::Instant;

/// What happened to a delivery stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeliveryStreamEvent {
    /// It changed its state; `None` once it is gone.
    StatusChanged(Option<Cow<'static, str>>),
    /// Its destination is another, or has another configuration, from now on.
    DestinationUpdated {
        /// Counts its configurations.
        version: u64,
    },
    /// Producers put records.
    Put {
        /// The operation.
        operation: Cow<'static, str>,
        /// How many were taken.
        count: u32,
        /// Their bytes.
        bytes: u64,
        /// How many were refused, because it was too much.
        throttled: u32,
        /// Bytes of those that were taken, each rounded up as it is billed.
        billed_bytes: u64,
    },
    /// It read records of its source.
    Read {
        /// The shard.
        shard: ShardId,
        /// How many there were.
        count: u32,
        /// Their bytes.
        bytes: u64,
        /// Their bytes, each record rounded up as it is billed.
        billed_bytes: u64,
        /// How far the last of them was behind.
        millis_behind: u64,
    },
    /// Its source could not be read.
    ReadFailed {
        /// Why, as logs have it.
        code: Cow<'static, str>,
    },
    /// A buffer closed.
    BufferClosed {
        /// `data`, `function`, `backup`, or the kind of error that its records tell of.
        lane: Cow<'static, str>,
        /// Why: `size`, `interval` or `flush`.
        cause: Cow<'static, str>,
        /// How many records were in it.
        records: u64,
        /// Their bytes.
        bytes: u64,
    },
    /// A function answered.
    FunctionAnswered {
        /// Records that go on.
        ok: u64,
        /// Their bytes as they came.
        ok_bytes: u64,
        /// Records that go no further, as the function wants it.
        dropped: u64,
        /// Records that it could not process.
        failed: u64,
        /// How often it was called.
        attempts: u32,
        /// How long it took this time.
        took_ms: u64,
    },
    /// A function did not answer as it should.
    FunctionFailed {
        /// Why, as logs have it.
        code: Cow<'static, str>,
        /// In words.
        message: Cow<'static, str>,
        /// How many records it was called with.
        records: u64,
        /// How often it was called.
        attempts: u32,
        /// Whether it is called again.
        is_repeated: bool,
        /// How long it took this time.
        took_ms: u64,
    },
    /// Records could not be processed or delivered: they are told of in an object for errors.
    RecordsFailed {
        /// The kind of error.
        kind: Cow<'static, str>,
        /// Why, as logs have it.
        code: Cow<'static, str>,
        /// In words.
        message: Cow<'static, str>,
        /// How many they are.
        records: u64,
    },
    /// Records were delivered together.
    Delivered {
        /// What they were delivered to, as metrics name it: `S3`, for one.
        target: Cow<'static, str>,
        /// As of [`Self::BufferClosed`].
        lane: Cow<'static, str>,
        /// Where they are now: the key of an object, for one.
        place: String,
        /// How many they are.
        records: u64,
        /// Their bytes as they came.
        bytes: u64,
        /// The same, each record rounded up as it is billed.
        billed_bytes: u64,
        /// Bytes of what they became: of an object, as it is stored.
        body_bytes: u64,
        /// Why they were not kept any longer.
        cause: Cow<'static, str>,
        /// How often it was tried.
        attempts: u32,
        /// When the oldest of them came.
        oldest: Instant,
        /// Whether they are a file with columns.
        is_converted: bool,
        /// Whether they were spread over prefixes.
        is_partitioned: bool,
    },
    /// A delivery was not taken.
    DeliveryFailed {
        /// As of [`Self::Delivered`].
        target: Cow<'static, str>,
        /// As of [`Self::Delivered`].
        lane: Cow<'static, str>,
        /// The same.
        place: String,
        /// How many records it has.
        records: u64,
        /// Why not, as logs have it.
        code: Cow<'static, str>,
        /// In words.
        message: Cow<'static, str>,
        /// How often it was tried.
        attempts: u32,
        /// When it is tried next; nothing where it is given up.
        next: Option<Instant>,
    },
    /// Its log of errors got a line.
    #[cfg(any(feature = "books", feature = "firehose"))]
    ErrorLogged(Box<ErrorLine>),
}

/// A line of a log of errors.
#[cfg(any(feature = "books", feature = "firehose"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorLine {
    /// The log group.
    pub log_group: String,
    /// The log stream in it.
    pub log_stream: String,
    /// The destination that has failed: the ARN of a bucket, for one.
    pub destination: String,
    /// Which configuration of the delivery stream it was.
    pub version: u64,
    /// What went wrong, in words.
    pub message: Cow<'static, str>,
    /// The same, by the name that logs have for it.
    pub code: Cow<'static, str>,
    /// The function that records go through, if there is one.
    pub processor: Option<String>,
}

/// What a function has done, as these facts tell it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionCounts {
    /// Calls that it has answered.
    pub answers: u64,
    /// Calls that it has not answered as it should.
    pub failures: u64,
    /// Calls that were made again after that.
    pub retries: u64,
    /// Records that went on.
    pub ok: u64,
    /// Records that it has dropped.
    pub dropped: u64,
    /// Records that it could not process.
    pub processing_failed: u64,
}

#[cfg(feature = "firehose")]
impl FunctionCounts {
    /// Counts what an answer has said, or that there was none.
    pub(crate) fn add(&mut self, event: &DeliveryStreamEvent) {
        match event {
            DeliveryStreamEvent::FunctionAnswered { ok, dropped, failed, .. } => {
                self.answers += 1;
                self.ok += ok;
                self.dropped += dropped;
                self.processing_failed += failed;
            }
            DeliveryStreamEvent::FunctionFailed { is_repeated, .. } => {
                self.failures += 1;
                self.retries += u64::from(*is_repeated);
            }
            _ => {}
        }
    }
}
