//! Every refusal of Kinesis Data Streams, once: its type and its words.
//!
//! Texts are those that kinesalite's tests saw on the service (2020) unless a line says `Assumed`.

mod limits;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::consumer::Consumer;
use super::shapes::StreamStatus;
use crate::error::{Code, Error};
use crate::ids::{AccountId, SequenceNumber, ShardId};
use crate::time::Instant;

impl Error {
    pub(super) fn stream_not_found(stream: &str, account: AccountId) -> Self {
        Self::new(Code::ResourceNotFound, format!("Stream {stream} under account {account} not found."))
    }

    pub(super) fn stream_exists(stream: &str, account: AccountId) -> Self {
        Self::new(Code::ResourceInUse, format!("Stream {stream} under account {account} already exists."))
    }

    pub(super) fn stream_not_active(stream: &str, account: AccountId, status: StreamStatus) -> Self {
        let status = status.as_str();
        let text = format!("Stream {stream} under account {account} not ACTIVE, instead in state {status}");
        Self::new(Code::ResourceInUse, text)
    }

    pub(super) fn stream_not_active_or_updating(
        stream: &str,
        account: AccountId,
        status: StreamStatus,
    ) -> Self {
        let status = status.as_str();
        let text = format!(
            "Stream {stream} under account {account} not ACTIVE or UPDATING, instead in state {status}"
        );
        Self::new(Code::ResourceInUse, text)
    }

    /// Assumed.
    pub(super) fn stream_unnamed() -> Self {
        Self::new(Code::InvalidArgument, "Either StreamName or StreamARN must be given.")
    }

    /// Assumed.
    pub(super) fn stream_named_twice(name: &str, arn: &str) -> Self {
        Self::new(
            Code::InvalidArgument,
            format!("StreamName {name} and StreamARN {arn} do not name the same stream."),
        )
    }

    pub(super) fn shard_does_not_exist(shard: ShardId, stream: &str, account: AccountId) -> Self {
        Self::new(
            Code::ResourceNotFound,
            format!("Shard {shard} in stream {stream} under account {account} does not exist"),
        )
    }

    /// `shard` as sent where it could not be read, else in its full form.
    pub(super) fn could_not_find_shard(
        shard: impl core::fmt::Display,
        stream: &str,
        account: AccountId,
    ) -> Self {
        Self::new(
            Code::ResourceNotFound,
            format!("Could not find shard {shard} in stream {stream} under account {account}."),
        )
    }

    /// Source: moto, 2026; not seen on the service.
    pub(super) fn shard_already_closed(shard: ShardId, stream: &str, account: AccountId) -> Self {
        let text = format!(
            "Shard {shard} in stream {stream} under account {account} has already been merged or split, \
             and thus is not eligible for merging or splitting."
        );
        Self::new(Code::InvalidArgument, text)
    }

    pub(super) fn shards_not_adjacent(
        shard: ShardId,
        adjacent: ShardId,
        stream: &str,
        account: AccountId,
    ) -> Self {
        let text = format!(
            "Shards {shard} and {adjacent} in stream {stream} under account {account} are not an adjacent \
             pair of shards eligible for merging"
        );
        Self::new(Code::InvalidArgument, text)
    }

    pub(super) fn cannot_split_there(
        new_starting_hash_key: &str,
        shard: &super::Shard,
        stream: &str,
        account: AccountId,
    ) -> Self {
        let (id, start, end) = (shard.id, shard.range.start, shard.range.end);
        let text = format!(
            "NewStartingHashKey {new_starting_hash_key} used in SplitShard() on shard {id} in stream {stream} \
             under account {account} is not both greater than one plus the shard's StartingHashKey {start} \
             and less than the shard's EndingHashKey {end}."
        );
        Self::new(Code::InvalidArgument, text)
    }

    pub(super) fn shard_count_on_demand() -> Self {
        Self::new(Code::Validation, "ShardCount is not expected when StreamMode=ON_DEMAND")
    }

    /// Assumed.
    pub(super) fn shard_count_missing() -> Self {
        Self::new(Code::Validation, "ShardCount must be given when StreamMode=PROVISIONED")
    }

    /// Source: moto, 2026; not seen on the service.
    pub(super) fn on_demand_stream(stream: &str, account: AccountId) -> Self {
        let text =
            format!("Request is invalid. Stream {stream} under account {account} is in On-Demand mode.");
        Self::new(Code::Validation, text)
    }

    pub(super) fn retention_too_short(hours: i32) -> Self {
        let text = format!(
            "Minimum allowed retention period is 24 hours. Requested retention period ({hours} hours) is too short."
        );
        Self::new(Code::InvalidArgument, text)
    }

    /// Source: moto, 2026; not seen on the service.
    pub(super) fn retention_too_long(hours: i32) -> Self {
        let text = format!(
            "Maximum allowed retention period is 8760 hours. Requested retention period ({hours} hours) is too long."
        );
        Self::new(Code::InvalidArgument, text)
    }

    pub(super) fn retention_would_fall(hours: i32, stream: &str, existing: i32) -> Self {
        let text = format!(
            "Requested retention period ({hours} hours) for stream {stream} can not be shorter than existing \
             retention period ({existing} hours). Use DecreaseRetentionPeriod API."
        );
        Self::new(Code::InvalidArgument, text)
    }

    pub(super) fn retention_would_rise(hours: i32, stream: &str, existing: i32) -> Self {
        let text = format!(
            "Requested retention period ({hours} hours) for stream {stream} can not be longer than existing \
             retention period ({existing} hours). Use IncreaseRetentionPeriod API."
        );
        Self::new(Code::InvalidArgument, text)
    }

    /// Observed: kinesalite pull request 48, tests of 2017.
    pub(super) fn cannot_scale_up(current: usize, target: i32) -> Self {
        let text = format!(
            "UpdateShardCount cannot scale up over double your current open shard count. \
             Current open shard count: {current}, Target shard count: {target}"
        );
        Self::new(Code::LimitExceeded, text)
    }

    /// Observed: kinesalite pull request 48, tests of 2017.
    pub(super) fn cannot_scale_down(current: usize, target: i32) -> Self {
        let text = format!(
            "UpdateShardCount cannot scale down below half your current open shard count. \
             Current open shard count: {current}, Target shard count: {target}"
        );
        Self::new(Code::LimitExceeded, text)
    }

    /// Assumed.
    pub(super) fn warm_throughput_provisioned() -> Self {
        Self::new(Code::InvalidArgument, "WarmThroughputMiBps is not expected when StreamMode=PROVISIONED")
    }

    /// Assumed.
    pub(super) fn warm_throughput_uncommitted(account: AccountId) -> Self {
        let text = format!(
            "WarmThroughputMiBps needs the minimum throughput billing commitment of account {account} to be ENABLED."
        );
        Self::new(Code::InvalidArgument, text)
    }

    /// Assumed.
    pub(super) fn warm_throughput_too_high(limit: i32) -> Self {
        Self::new(Code::InvalidArgument, format!("WarmThroughputMiBps cannot be greater than {limit}."))
    }

    /// Assumed.
    pub(super) fn commitment_in_use(stream: &str) -> Self {
        let text =
            format!("Stream {stream} has warm throughput: remove it before the commitment is disabled.");
        Self::new(Code::InvalidArgument, text)
    }

    /// Assumed.
    pub(super) fn encryption_type_not(expected: &str, operation: &str) -> Self {
        Self::new(Code::InvalidArgument, format!("EncryptionType must be {expected} in {operation}."))
    }

    pub(super) fn invalid_tag_characters() -> Self {
        let text = "Some tags contain invalid characters. Valid characters: \
                    Unicode letters, digits, white space, _ . / = + - % @.";
        Self::new(Code::InvalidArgument, text)
    }

    /// `act` is `add tags to` or `remove tags from`; `resource` is `stream N under account A`.
    pub(super) fn illegal_tag_characters(act: &str, resource: &str) -> Self {
        let text = format!(
            "Failed to {act} {resource} because some tags contained illegal characters. The allowed characters \
             are Unicode letters, white-spaces, '_',',','/','=','+','-','@'."
        );
        Self::new(Code::InvalidArgument, text)
    }

    /// Assumed.
    pub(super) fn resource_not_found(arn: &str) -> Self {
        Self::new(Code::ResourceNotFound, format!("Resource {arn} not found."))
    }

    /// Source: moto, 2026; not seen on the service.
    pub(super) fn consumer_not_found(name: &str, account: AccountId) -> Self {
        Self::new(Code::ResourceNotFound, format!("Consumer {name}, account {account} not found."))
    }

    /// Assumed.
    pub(super) fn consumer_exists(name: &str, stream: &str, account: AccountId) -> Self {
        let text = format!("Consumer {name} under stream {stream}, account {account} already exists.");
        Self::new(Code::ResourceInUse, text)
    }

    /// Source: reports of PutResourcePolicy, 2024.
    pub(super) fn consumer_not_active(consumer: &Consumer, stream: &str, account: AccountId) -> Self {
        let (name, created) = (&consumer.name, consumer.created_secs());
        let text = format!(
            "Consumer {name} with creation timestamp {created} under stream {stream} and account {account} is not in \
             ACTIVE status."
        );
        Self::new(Code::ResourceInUse, text)
    }

    /// Source: reports of SubscribeToShard, 2019 to 2024, with their blanks.
    pub(super) fn consumer_not_ready(consumer: &Consumer, stream: &str, account: AccountId) -> Self {
        let (name, created) = (&consumer.name, consumer.created_secs());
        let text = format!(
            "Consumer {name} with creation timestamp {created} under stream: {stream} , account {account} is not in \
             ACTIVE status."
        );
        Self::new(Code::ResourceInUse, text)
    }

    /// Source: Kinesis Client Library, issue 391.
    pub(super) fn subscription_exists(
        consumer: &str,
        shard: ShardId,
        stream: &str,
        account: AccountId,
    ) -> Self {
        let text = format!(
            "Another active subscription exists for this consumer: {account}:{stream}:{shard}:{consumer}"
        );
        Self::new(Code::ResourceInUse, text)
    }

    /// Assumed.
    pub(super) fn consumer_unnamed() -> Self {
        let text = "Either ConsumerARN or both StreamARN and ConsumerName must be given.";
        Self::new(Code::InvalidArgument, text)
    }

    /// Assumed.
    pub(super) fn consumer_named_twice() -> Self {
        let text = "ConsumerARN, StreamARN and ConsumerName do not name the same consumer.";
        Self::new(Code::InvalidArgument, text)
    }

    /// Assumed.
    pub(super) fn stream_has_consumers(stream: &str, account: AccountId) -> Self {
        let text = format!(
            "Stream {stream} under account {account} has registered consumers: deregister them or set \
             EnforceConsumerDeletion."
        );
        Self::new(Code::ResourceInUse, text)
    }

    /// Assumed.
    pub(super) fn malformed_policy() -> Self {
        Self::new(Code::InvalidArgument, "Policy is not a JSON object.")
    }

    /// Assumed.
    pub(super) fn no_policy(arn: &str) -> Self {
        Self::new(Code::ResourceNotFound, format!("Resource {arn} has no policy."))
    }

    pub(super) fn hash_key_out_of_range(hash_key: &str) -> Self {
        let text = format!(
            "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. \
             Specified value was {hash_key}"
        );
        Self::new(Code::InvalidArgument, text)
    }

    pub(super) fn bad_ordering_number(number: &str, stream: &str, account: AccountId) -> Self {
        let text = format!(
            "ExclusiveMinimumSequenceNumber {number} used in PutRecord on stream {stream} under account \
             {account} is invalid."
        );
        Self::new(Code::InvalidArgument, text)
    }

    /// The words of the constraint, with the stream's own limit. Assumed since the limit became settable.
    pub(super) fn record_too_large(path: &str, size_bytes: usize, limit_bytes: usize) -> Self {
        let text = format!(
            "1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim={size_bytes} cap={size_bytes}]' \
             at '{path}' failed to satisfy constraint: Member must have length less than or equal to {limit_bytes}"
        );
        Self::new(Code::Validation, text)
    }

    /// Assumed, after moto's text for the former 5 MB.
    pub(super) fn request_too_large() -> Self {
        Self::new(Code::InvalidArgument, "Records size exceeds 10 MB limit")
    }

    pub(super) fn iterator_kind(kind: &str, with_number: bool) -> Self {
        let number = if with_number { "also a" } else { "no" };
        let text = format!(
            "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber \
             or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. \
             Request specified {kind} and {number} StartingSequenceNumber."
        );
        Self::new(Code::InvalidArgument, text)
    }

    /// `operation` is the one that the number was used in.
    pub(super) fn bad_starting_number(
        number: &str,
        operation: &str,
        shard: ShardId,
        stream: &str,
        account: AccountId,
    ) -> Self {
        let text = format!(
            "StartingSequenceNumber {number} used in {operation} on shard {shard} in stream {stream} \
             under account {account} is invalid."
        );
        Self::new(Code::InvalidArgument, text)
    }

    pub(super) fn foreign_starting_number(
        number: &str,
        operation: &str,
        shard: ShardId,
        stream: &str,
        account: AccountId,
    ) -> Self {
        let mut error = Self::bad_starting_number(number, operation, shard, stream, account);
        let text = error.message().trim_end_matches('.');
        error.message = Some(format!("{text} because it did not come from this stream.").into());
        error
    }

    pub(super) fn number_of_other_shard(number: SequenceNumber, shard: ShardId) -> Self {
        let encoded = number.shard;
        // The service pads a negative number to one digit less.
        let encoded = if encoded < 0 {
            format!("shardId--{:011}", encoded.unsigned_abs())
        } else {
            format!("shardId-{encoded:012}")
        };
        let text = format!(
            "Invalid StartingSequenceNumber. It encodes {encoded}, while it was used in a call to a shard with {shard}"
        );
        Self::new(Code::InvalidArgument, text)
    }

    pub(super) fn timestamp_missing() -> Self {
        Self::new(
            Code::InvalidArgument,
            "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. \
             Current request has no timestamp parameter.",
        )
    }

    pub(super) fn timestamp_in_future(timestamp: Instant, now: Instant) -> Self {
        let (timestamp, now) = (timestamp.total_millis(), now.total_millis());
        let text = format!(
            "The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. \
             timestampInMillis: {timestamp}, currentTimestampInMillis: {now}"
        );
        Self::new(Code::InvalidArgument, text)
    }

    pub(super) fn invalid_iterator() -> Self {
        Self::new(Code::InvalidArgument, "Invalid ShardIterator.")
    }

    pub(super) fn expired_iterator(created_at: Instant, now: Instant) -> Self {
        let (created_at, now) = (java_date(created_at), java_date(now));
        let text = format!(
            "Iterator expired. The iterator was created at time {created_at} while right now it is {now} \
             which is further in the future than the tolerated delay of 300000 milliseconds."
        );
        Self::new(Code::ExpiredIterator, text)
    }

    /// Seen for StreamName, which an ARN stands in for; Assumed for other members.
    pub(super) fn token_and(member: &str) -> Self {
        let text = format!("NextToken and {member} cannot be provided together.");
        Self::new(Code::InvalidArgument, text)
    }

    pub(super) fn token_or_name() -> Self {
        Self::new(Code::InvalidArgument, "Either NextToken or StreamName should be provided.")
    }

    /// Assumed.
    pub(super) fn invalid_next_token() -> Self {
        Self::new(Code::InvalidArgument, "Invalid NextToken.")
    }

    /// Assumed.
    pub(super) fn expired_next_token() -> Self {
        Self::new(Code::ExpiredNextToken, "NextToken expired: it is older than 300000 milliseconds.")
    }

    /// Assumed.
    pub(super) fn shard_filter_needs(member: &str, filter: &str) -> Self {
        Self::new(
            Code::InvalidArgument,
            format!("{member} must be specified when ShardFilter type is {filter}."),
        )
    }

    /// Observed when the member was required: kinesalite, 2020. At most ten members are told.
    pub(super) fn partition_keys_missing(paths: &[String]) -> Self {
        const TOLD_MAX: usize = 10;
        let told = &paths[..paths.len().min(TOLD_MAX)];
        let errors = if told.len() == 1 { "error" } else { "errors" };
        let items = told.iter().map(|path| {
            format!("Value null at '{path}' failed to satisfy constraint: Member must not be null")
        });
        let items: Vec<_> = items.collect();
        Self::new(
            Code::Validation,
            format!("{} validation {errors} detected: {}", told.len(), items.join("; ")),
        )
    }

    /// Assumed.
    pub(super) fn automatic_distribution_provisioned() -> Self {
        Self::new(
            Code::InvalidArgument,
            "RecordDistributionStrategy AUTO is not supported for streams in PROVISIONED mode.",
        )
    }

    /// Assumed: the types are the model's, the texts are not known.
    pub(super) fn kms(code: Code, key: &str) -> Self {
        let text = match code {
            Code::KmsDisabled => format!("{key} is disabled."),
            Code::KmsInvalidState => format!("{key} is pending deletion."),
            Code::KmsNotFound => format!("Key '{key}' does not exist"),
            Code::KmsAccessDenied => {
                format!("The caller does not have permission to use the KMS key {key}.")
            }
            Code::KmsOptInRequired => "The AWS access key ID needs a subscription for the service.".into(),
            _ => "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls."
                .into(),
        };
        Self::new(code, text)
    }

    /// Assumed: the type is the model's, the text is not known.
    pub(super) fn dry_run() -> Self {
        Self::new(Code::DryRunOperation, "Request would have succeeded, but DryRun flag is set.")
    }
}

/// `Thu Jan 22 01:22:02 UTC 2015`, as Java prints a date.
fn java_date(at: Instant) -> alloc::string::String {
    let civil = at.civil();
    format!(
        "{} {} {:02} {:02}:{:02}:{:02} UTC {}",
        civil.weekday_name(),
        civil.month_name(),
        civil.day,
        civil.hour,
        civil.minute,
        civil.second,
        civil.year
    )
}
