//! Every refusal about queues. The types are the model's; nobody has seen the texts: all are Assumed.

use alloc::format;
use alloc::string::String;

use super::shapes::QueueStatus;
use crate::error::{Code, Error};
use crate::ids::AccountId;

impl Error {
    /// `queue` is the id that its ARN ends in.
    pub(in crate::streams) fn queue_not_found(queue: &str, account: AccountId) -> Self {
        Self::new(Code::ResourceNotFound, format!("Queue {queue} under account {account} not found."))
    }

    pub(in crate::streams) fn queue_exists(name: &str, account: AccountId) -> Self {
        Self::new(Code::ResourceInUse, format!("Queue {name} under account {account} already exists."))
    }

    pub(in crate::streams) fn queue_not_active(name: &str, account: AccountId, status: QueueStatus) -> Self {
        let status = status.as_str();
        let text = format!("Queue {name} under account {account} not ACTIVE, instead in state {status}");
        Self::new(Code::ResourceInUse, text)
    }

    /// A queue that delivers nothing yet or any more; receives and acknowledgements know no better type.
    pub(in crate::streams) fn queue_delivers_nothing(
        name: &str,
        account: AccountId,
        status: QueueStatus,
    ) -> Self {
        let status = status.as_str();
        let text =
            format!("Queue {name} under account {account} not ACTIVE or UPDATING, instead in state {status}");
        Self::new(Code::ResourceNotFound, text)
    }

    pub(in crate::streams) fn too_many_queues_changing(account: AccountId, limit: usize) -> Self {
        let text = format!(
            "Account {account} cannot have more than {limit} queues in CREATING or DELETING state at a time."
        );
        Self::new(Code::LimitExceeded, text)
    }

    pub(in crate::streams) fn one_stream_configuration(printed: String) -> Self {
        let text = format!(
            "1 validation error detected: Value '{printed}' at 'streamConfigurationList' failed to satisfy \
             constraint: Member must have length less than or equal to 1"
        );
        Self::new(Code::Validation, text)
    }

    /// Source: the model says when; the text is Assumed.
    pub(in crate::streams) fn starting_timestamp_missing() -> Self {
        Self::new(Code::Validation, "Timestamp must be given when StartingPosition type is AT_TIMESTAMP.")
    }

    /// Source: the model says when and of which type; the text is Assumed.
    pub(in crate::streams) fn starting_timestamp_unexpected(kind: &str) -> Self {
        let text = format!("Timestamp is not expected when StartingPosition type is {kind}.");
        Self::new(Code::Validation, text)
    }

    pub(in crate::streams) fn receive_count_missing() -> Self {
        Self::new(Code::Validation, "MaxReceiveCount must be given when TargetType is BUILT_IN.")
    }

    pub(in crate::streams) fn provisioned_stream(stream: &str, account: AccountId) -> Self {
        let text =
            format!("Request is invalid. Stream {stream} under account {account} is not in On-Demand mode.");
        Self::new(Code::Validation, text)
    }

    /// `act` is what has to wait until the queues are gone.
    pub(in crate::streams) fn stream_has_queues(stream: &str, account: AccountId, act: &str) -> Self {
        let text = format!("Stream {stream} under account {account} has queues: delete them before {act}.");
        Self::new(Code::ResourceInUse, text)
    }

    pub(in crate::streams) fn too_many_in_flight(name: &str, account: AccountId, limit: usize) -> Self {
        let text = format!("Queue {name} under account {account} has {limit} records in flight.");
        Self::new(Code::Throttling, text)
    }

    pub(in crate::streams) fn invalid_receipt() -> Self {
        Self::new(Code::InvalidArgument, "Invalid ReceiptHandle.")
    }

    pub(in crate::streams) fn receipt_outlived() -> Self {
        let text = "The record of this ReceiptHandle was received again, acknowledged, moved or is no longer retained.";
        Self::new(Code::ResourceNotFound, text)
    }

    pub(in crate::streams) fn not_in_flight() -> Self {
        Self::new(Code::InvalidArgument, "The record of this ReceiptHandle is not in flight.")
    }
}
