//! What happens to applications of Data Analytics.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::ids::ShardId;
use crate::time::Instant;

/// What happened to an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ApplicationEvent {
    /// It changed its state; `None` once it is gone.
    StatusChanged(Option<Cow<'static, str>>),
    /// Its configuration is another from now on.
    Configured {
        /// Counts its configurations.
        version: u64,
    },
    /// It read records of its source.
    Read {
        /// The input, by its id.
        input: String,
        /// The shard; nothing where a delivery stream is read.
        shard: Option<ShardId>,
        /// How many there were.
        records: u64,
        /// Their bytes.
        bytes: u64,
        /// How far the last of them was behind.
        millis_behind: u64,
    },
    /// Its source could not be read.
    ReadFailed {
        /// Why, as logs have it.
        code: Cow<'static, str>,
        /// In words.
        message: Cow<'static, str>,
    },
    /// Records left its source before it had read them.
    Missed {
        /// How many.
        records: u64,
    },
    /// The function that prepares records answered.
    FunctionAnswered {
        /// The input, by its id.
        input: String,
        /// Records that go on.
        ok: u64,
        /// Their bytes as they came.
        ok_bytes: u64,
        /// Records that go no further, as the function wants it.
        dropped: u64,
        /// Records that it could not process.
        failed: u64,
        /// How often it was called with them.
        attempts: u32,
        /// How long the last call took.
        millis: u64,
    },
    /// The function that prepares records did not answer as it should. It is called again, with the same records.
    FunctionFailed {
        /// The input, by its id.
        input: String,
        /// How many records it was called with.
        records: u64,
        /// Why, as logs have it.
        code: Cow<'static, str>,
        /// In words.
        message: Cow<'static, str>,
        /// How often it was called with them.
        attempts: u32,
        /// How far the application is behind meanwhile.
        millis_behind: u64,
    },
    /// Rows came into its streams.
    Rows {
        /// The streams, those of the inputs first, and how many came into each.
        streams: Vec<(String, u64)>,
    },
    /// Rows had no result: they are in the error stream.
    RowsRefused {
        /// What kind of reason it is.
        name: Cow<'static, str>,
        /// What the first of them is told of.
        message: Cow<'static, str>,
        /// How many.
        rows: u64,
    },
    /// Rows were written to a destination.
    Delivered {
        /// The output, by its id.
        output: String,
        /// The ARN of the destination.
        destination: String,
        /// How many.
        records: u64,
        /// Their bytes.
        bytes: u64,
        /// How often it was tried.
        attempts: u32,
    },
    /// Rows were not taken by a destination. They are written again, and nothing is read meanwhile.
    DeliveryFailed {
        /// The output, by its id.
        output: String,
        /// The ARN of the destination.
        destination: String,
        /// How many were not taken.
        records: u64,
        /// Why, as logs have it.
        code: Cow<'static, str>,
        /// In words.
        message: Cow<'static, str>,
        /// How often it was tried.
        attempts: u32,
        /// When it is tried next.
        next: Instant,
        /// How far the application is behind meanwhile.
        millis_behind: u64,
    },
    /// A function that takes rows has answered.
    FunctionTook {
        /// The output, by its id.
        output: String,
        /// Rows that it has taken.
        ok: u64,
        /// Rows that it could not deliver.
        failed: u64,
        /// How long the call took.
        millis: u64,
    },
    /// A table of reference data was filled.
    ReferenceLoaded {
        /// The table.
        table: String,
        /// Its rows.
        rows: u64,
    },
    /// A table of reference data could not be filled. It is tried again, and nothing is read meanwhile.
    ReferenceFailed {
        /// The table.
        table: String,
        /// Why, as logs have it.
        code: Cow<'static, str>,
        /// In words.
        message: Cow<'static, str>,
    },
    /// It noted how far it is and all that it remembers.
    Checkpointed {
        /// How much it remembers.
        bytes: u64,
    },
    /// It broke off and went on from what it had last noted: a fault that was asked for.
    Restarted {
        /// When that was noted.
        checkpoint: Instant,
    },
    /// It ran so long with so much computing capacity.
    Metered {
        /// How long.
        millis: u64,
        /// Kinesis processing units.
        units: u32,
    },
}
