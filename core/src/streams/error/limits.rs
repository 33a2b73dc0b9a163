//! Refusals because there are too many of something, or because it comes too fast.

use alloc::format;

use crate::error::{Code, Error};
use crate::ids::{AccountId, Region, ShardId};

const LIMITS_PAGE: &str = "http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html";

impl Error {
    pub(in crate::streams) fn shard_limit(
        account: AccountId,
        region: &Region,
        current: usize,
        limit: u32,
        additional: u32,
    ) -> Self {
        let text = format!(
            "This request would exceed the shard limit for the account {account} in {region}. \
             Current shard count for the account: {current}. Limit: {limit}. \
             Number of additional shards that would have resulted from this request: {additional}. \
             Refer to the AWS Service Limits page ({LIMITS_PAGE}) for current limits \
             and how to request higher limits."
        );
        Self::new(Code::LimitExceeded, text)
    }

    /// Assumed.
    pub(in crate::streams) fn too_many_streams_creating(account: AccountId) -> Self {
        let text =
            format!("Rate exceeded for account {account}: at most 5 streams can be in CREATING state.");
        Self::new(Code::LimitExceeded, text)
    }

    /// Observed: kinesalite pull request 48, tests of 2017.
    pub(in crate::streams) fn too_many_target_shards(limit: u32, current: usize, target: i32) -> Self {
        let text = format!(
            "Target shard count or number of open shards cannot be greater than {limit}. \
             Current open shard count: {current}, Target shard count: {target}"
        );
        Self::new(Code::LimitExceeded, text)
    }

    /// Assumed.
    pub(in crate::streams) fn too_many_on_demand_streams(account: AccountId, limit: usize) -> Self {
        let text = format!("Account {account} cannot have more than {limit} streams in On-Demand mode.");
        Self::new(Code::LimitExceeded, text)
    }

    /// Assumed.
    pub(in crate::streams) fn switched_too_often(stream: &str, account: AccountId, limit: usize) -> Self {
        let text = format!(
            "The mode of stream {stream} under account {account} was updated {limit} times in the last 24 hours."
        );
        Self::new(Code::LimitExceeded, text)
    }

    /// Assumed.
    pub(in crate::streams) fn resized_too_often(stream: &str, account: AccountId, limit: usize) -> Self {
        let text = format!(
            "UpdateShardCount was called {limit} times on stream {stream} under account {account} in the last 24 hours."
        );
        Self::new(Code::LimitExceeded, text)
    }

    /// The limit is 50; the figure in the text is the one that the service was seen to give.
    pub(in crate::streams) fn too_many_tags(resource: &str) -> Self {
        let text = format!(
            "Failed to add tags to {resource} because a given stream cannot have more than 10 tags associated \
             with it."
        );
        Self::new(Code::InvalidArgument, text)
    }

    /// Assumed.
    pub(in crate::streams) fn too_many_consumers(stream: &str, account: AccountId, limit: usize) -> Self {
        let text =
            format!("Stream {stream} under account {account} cannot have more than {limit} consumers.");
        Self::new(Code::LimitExceeded, text)
    }

    /// Assumed.
    pub(in crate::streams) fn too_many_consumers_creating(
        stream: &str,
        account: AccountId,
        limit: usize,
    ) -> Self {
        let text = format!(
            "Stream {stream} under account {account} cannot have more than {limit} consumers in CREATING state."
        );
        Self::new(Code::LimitExceeded, text)
    }

    pub(in crate::streams) fn rate_exceeded(shard: ShardId, stream: &str, account: AccountId) -> Self {
        let text = format!("Rate exceeded for shard {shard} in stream {stream} under account {account}.");
        Self::new(Code::ProvisionedThroughputExceeded, text)
    }

    pub(in crate::streams) fn call_rate_exceeded(stream: &str, account: AccountId) -> Self {
        let text = format!("Rate exceeded for stream {stream} under account {account}.");
        Self::new(Code::LimitExceeded, text)
    }

    /// The service's text is not known.
    pub(in crate::streams) fn call_rate_of_account_exceeded(account: AccountId) -> Self {
        Self::new(Code::LimitExceeded, format!("Rate exceeded for account {account}."))
    }

    /// The service's text is not known.
    pub(in crate::streams) fn subscribe_rate_exceeded(
        consumer: &str,
        shard: ShardId,
        stream: &str,
        account: AccountId,
    ) -> Self {
        let text = format!(
            "Rate exceeded for consumer {consumer} on shard {shard} in stream {stream} under account {account}."
        );
        Self::new(Code::LimitExceeded, text)
    }

    /// The service's text is not known.
    pub(in crate::streams) fn too_many_key_changes(account: AccountId, calls: usize) -> Self {
        let text = format!(
            "StartStreamEncryption and StopStreamEncryption were called {calls} times in the last 24 hours under \
             account {account}."
        );
        Self::new(Code::LimitExceeded, text)
    }

    /// Source: reports of 2023 to 2025.
    pub(in crate::streams) fn read_rate_exceeded(shard: ShardId, stream: &str, account: AccountId) -> Self {
        let text = format!("Rate exceeded for Shard - {account}/{stream}/{shard}");
        Self::new(Code::ProvisionedThroughputExceeded, text)
    }
}
