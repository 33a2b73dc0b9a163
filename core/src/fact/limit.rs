//! The limits that refuse records and reads.

use serde::{Deserialize, Serialize};

use crate::error::Code;

/// The limit that refused something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// 1,000 records a second into a shard.
    WriteRecords,
    /// 1 MiB a second into a shard.
    WriteBytes,
    /// 5 GetRecords calls a second on a shard.
    ReadCalls,
    /// 2 MiB a second out of a shard.
    ReadBytes,
    /// None: a fault that was asked for makes a shard refuse every write.
    Fault,
    /// None: a fault that was asked for strikes records of a batch, which are refused with this error.
    Struck(Code),
}

impl Limit {
    /// Whether the refusal says that a limit was met, even where none was.
    pub fn is_throttling(self) -> bool {
        !matches!(self, Self::Struck(code) if code != Code::ProvisionedThroughputExceeded)
    }
}
