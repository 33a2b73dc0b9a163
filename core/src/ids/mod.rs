//! The names of things: accounts, regions, resources, shards, hash keys, sequence numbers, requests.

mod account;
mod arn;
mod decimal;
mod digits;
mod hash_key;
mod request_id;
mod sequence_number;
mod shard_id;
mod subscription_id;
#[cfg(feature = "firehose")]
mod uuid;

pub use account::{AccountId, Region};
pub use arn::{Arn, Resource};
pub(crate) use decimal::eight_digits;
pub use digits::SequenceDigits;
pub use hash_key::{HashKey, HashKeyRange};
pub use request_id::RequestId;
pub use sequence_number::{SequenceNumber, Version};
pub use shard_id::ShardId;
pub use subscription_id::SubscriptionId;
#[cfg(feature = "firehose")]
pub(crate) use uuid::uuid;
