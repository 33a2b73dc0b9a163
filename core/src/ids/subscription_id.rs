//! The name of a subscription to a shard.

use super::{AccountId, Region};

/// Names a subscription within a world: whose it is, and a number that counts up there and is never used again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SubscriptionId {
    /// The account.
    pub account: AccountId,
    /// The region.
    pub region: Region,
    /// The number.
    pub serial: u64,
}
