//! Every refusal of the service. Unless marked otherwise, texts were measured on it in 2026.

mod conversion;
mod destination;
mod prefix;
mod processing;

use alloc::format;

use crate::error::{Code, Error};
use crate::ids::AccountId;
pub(super) use processing::not_here;

impl Error {
    pub(super) fn delivery_stream_not_found(name: &str, account: AccountId) -> Self {
        Self::new(Code::ResourceNotFound, format!("Firehose {name} under account {account} not found."))
    }

    /// What a put is told while the stream is made or removed.
    pub(super) fn delivery_stream_not_active(name: &str, account: AccountId) -> Self {
        Self::new(Code::ResourceNotFound, format!("Firehose {name} is not active in {account} account."))
    }

    pub(super) fn delivery_stream_exists(name: &str, account: AccountId) -> Self {
        Self::new(Code::ResourceInUse, format!("Firehose {name} under accountId {account} already exists"))
    }

    /// Source of the number: the API reference. The text is Assumed.
    pub(super) fn too_many_delivery_streams(account: AccountId, limit: u32) -> Self {
        let text =
            format!("You have already consumed your firehose quota of {limit} hoses. AccountId {account}");
        Self::new(Code::LimitExceeded, text)
    }

    pub(super) fn cannot_update(name: &str, status: &str) -> Self {
        let text = format!("Cannot update firehose: {name} when it is in {status} status");
        Self::new(Code::ResourceInUse, text)
    }

    /// Assumed, after the text for updates.
    pub(super) fn cannot_tag(name: &str, status: &str) -> Self {
        let text = format!("Cannot tag firehose: {name} when it is in {status} status");
        Self::new(Code::ResourceInUse, text)
    }

    /// Assumed, after the text for updates.
    pub(super) fn cannot_delete(name: &str, status: &str) -> Self {
        let text = format!("Cannot delete firehose: {name} when it is in {status} status");
        Self::new(Code::ResourceInUse, text)
    }

    pub(super) fn version_mismatch(name: &str, current: u64, specified: &str) -> Self {
        let text = format!(
            "Cannot update firehose: {name} since the current version id: {current} and specified version id: \
             {specified} do not match"
        );
        Self::new(Code::ConcurrentModification, text)
    }

    pub(super) fn destination_not_found(id: &str) -> Self {
        Self::new(Code::InvalidArgument, format!("Destination Id {id} not found"))
    }

    pub(super) fn not_one_destination() -> Self {
        let text = "Exactly one destination configuration is supported for a Firehose";
        Self::new(Code::InvalidArgument, text)
    }

    /// Assumed.
    pub(super) fn both_kinds_of_bucket() -> Self {
        let text =
            "Only one of S3DestinationConfiguration and ExtendedS3DestinationConfiguration can be specified.";
        Self::new(Code::InvalidArgument, text)
    }

    pub(super) fn no_update() -> Self {
        let text = "At least one destination or source configuration update must be provided";
        Self::new(Code::InvalidArgument, text)
    }

    pub(super) fn stream_source_of_direct_put() -> Self {
        let text = "KinesisSourceStreamConfig is only applicable for KinesisStreamAsSource stream type";
        Self::new(Code::InvalidArgument, text)
    }

    /// Assumed.
    pub(super) fn stream_source_missing() -> Self {
        let text = "KinesisSourceStreamConfig must be specified for KinesisStreamAsSource stream type";
        Self::new(Code::InvalidArgument, text)
    }

    /// Ours: the service has them.
    pub(super) fn source_not_here(kind: &str) -> Self {
        let text = format!("Kinetoscope does not run {kind}: there is nothing here to read from.");
        Self::new(Code::InvalidArgument, text)
    }

    pub(super) fn put_to_stream_source() -> Self {
        let text = "This operation is not permitted on KinesisStreamAsSource delivery stream type.";
        Self::new(Code::InvalidArgument, text)
    }

    pub(super) fn put_not_from_cloudwatch(name: &str, account: AccountId) -> Self {
        let text = format!(
            "Put to Firehose failed for AccountId: {account}, FirehoseName: {name} because the request is not \
             originating from CloudWatch."
        );
        Self::new(Code::InvalidSource, text)
    }

    /// The text is Assumed.
    pub(super) fn batch_too_large(bytes_max: usize) -> Self {
        let text = format!("Records size exceeds {} MB limit", bytes_max / 1_048_576);
        Self::new(Code::InvalidArgument, text)
    }

    /// Source: reports of users.
    pub(super) fn slow_down() -> Self {
        Self::new(Code::ServiceUnavailableException, "Slow down.")
    }

    pub(super) fn encryption_of_stream_source() -> Self {
        let text = "Server side encryption from firehose is only allowed for direct put delivery streams and \
                    database as a source delivery streams";
        Self::new(Code::InvalidArgument, text)
    }

    pub(super) fn key_arn_missing() -> Self {
        let text = "KeyARN has to be specified when KeyType is CUSTOMER_MANAGED_CMK";
        Self::new(Code::InvalidArgument, text)
    }

    /// Assumed.
    pub(super) fn key_arn_not_wanted() -> Self {
        let text = "KeyARN should not be specified when KeyType is AWS_OWNED_CMK";
        Self::new(Code::InvalidArgument, text)
    }

    /// The text is Assumed.
    pub(super) fn too_many_encryption_changes(name: &str, calls: usize) -> Self {
        let text = format!(
            "StartDeliveryStreamEncryption and StopDeliveryStreamEncryption were called {calls} times in the last \
             24 hours for firehose {name}."
        );
        Self::new(Code::LimitExceeded, text)
    }

    /// The text is Assumed.
    pub(super) fn too_many_tags_of_delivery_stream(name: &str, tags_max: usize) -> Self {
        let text = format!("Firehose {name} would have more than {tags_max} tags.");
        Self::new(Code::LimitExceeded, text)
    }

    /// The text is Assumed.
    pub(super) fn delivery_stream_call_rate_exceeded(account: AccountId) -> Self {
        Self::new(Code::Throttling, format!("Rate exceeded for account {account}."))
    }
}
