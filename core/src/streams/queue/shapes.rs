//! Structures and enumerations of the queue operations.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::super::shapes::STREAM_ARN;
use super::service::RECEIVED_MAX;
use crate::api::{Rules, pattern};
use crate::time::Instant;

pub(in crate::streams) const QUEUE_NAME: Rules = Rules::NONE.pattern(&pattern::NAME).length(1, 128);
pub(in crate::streams) const QUEUE_ARN: Rules = Rules::NONE.pattern(&pattern::QUEUE_ARN).length(1, 2_048);
/// Lists of streams, though a queue has one.
pub(in crate::streams) const STREAM_LIST: Rules = Rules::NONE.length(1, 10_000);
const RECEIPT_HANDLE: Rules = Rules::NONE.length(1, 1_024);
const ENTRIES: Rules = Rules::NONE.length(1, 10);
const VISIBILITY: Rules = Rules::NONE.range(0, 43_200);

crate::enumeration! {
    /// The state of a queue.
    pub enum QueueStatus {
        /// Being made.
        Creating = "CREATING",
        /// In order.
        Active = "ACTIVE",
        /// Taking on other attributes; delivery goes on.
        Updating = "UPDATING",
        /// Being removed.
        Deleting = "DELETING",
    }
}

crate::enumeration! {
    /// Where delivery begins.
    pub enum StartingPositionType {
        /// At the oldest record.
        TrimHorizon = "TRIM_HORIZON",
        /// After the newest record.
        Latest = "LATEST",
        /// At the first record that came at or after a time.
        AtTimestamp = "AT_TIMESTAMP",
    }
}

crate::enumeration! {
    /// Whether records that were received too often become dead letters.
    pub enum TargetType {
        /// They do.
        BuiltIn = "BUILT_IN",
        /// They go on being delivered.
        None = "NONE",
    }
}

crate::input! {
    /// Dead-letter handling to have.
    pub struct DeadLetterConfigurationInput<'a> as "DeadLetterConfiguration" {
        /// Whether there is any.
        target_type: TargetType = "TargetType", Rules::NONE;
        /// Receives after which a record is a dead letter.
        max_receive_count: Option<i32> = "MaxReceiveCount", Rules::NONE.range(1, 1_000);
    }
}

crate::input! {
    /// Attributes to have.
    pub struct QueueAttributesInput<'a> as "QueueAttributes" {
        /// How long a received record is kept from other receivers.
        visibility_timeout_seconds: Option<i32> = "VisibilityTimeoutSeconds", VISIBILITY;
        /// Dead-letter handling.
        dead_letter_configuration: Option<DeadLetterConfigurationInput<'a>> = "DeadLetterConfiguration", Rules::NONE;
    }
}

crate::input! {
    /// Where to begin delivery.
    pub struct StartingPositionInput<'a> as "QueueStartingPosition" {
        /// The kind of place.
        r#type: StartingPositionType = "Type", Rules::NONE;
        /// For AT_TIMESTAMP.
        timestamp: Option<Instant> = "Timestamp", Rules::NONE;
    }
}

crate::input! {
    /// The stream of a queue to make.
    pub struct QueueStreamConfigurationInput<'a> as "QueueStreamConfiguration" {
        /// The stream.
        stream_arn: &'a str = "StreamARN", STREAM_ARN;
        /// Where to begin; after the newest record unless given.
        starting_position: Option<StartingPositionInput<'a>> = "StartingPosition", Rules::NONE;
    }
}

crate::input! {
    /// The stream whose queues to list.
    pub struct QueueStreamFilterInput<'a> as "QueueStreamFilter" {
        /// The stream.
        stream_arn: &'a str = "StreamARN", STREAM_ARN;
        /// Tells streams of one name apart.
        stream_creation_timestamp: Option<Instant> = "StreamCreationTimestamp", Rules::NONE;
    }
}

crate::input! {
    /// The queue to receive from, and how.
    pub struct ReceiveInput<'a> {
        /// The queue.
        queue_arn: &'a str = "QueueARN", QUEUE_ARN;
        /// Records at most; 10 unless given.
        limit: Option<i32> = "Limit", Rules::NONE.range(1, RECEIVED_MAX as i64);
        /// How long to wait for a record to become visible; 9 seconds unless given.
        wait_time_seconds: Option<i32> = "WaitTimeSeconds", Rules::NONE.range(1, 20);
        /// How long the records are kept from other receivers; as the queue has it unless given.
        visibility_timeout_seconds: Option<i32> = "VisibilityTimeoutSeconds", VISIBILITY;
    }
}

crate::input! {
    /// A delivery of a record.
    pub struct ReceiptEntry<'a> as "$OperationRequestEntry" {
        /// Its receipt handle.
        receipt_handle: &'a str = "ReceiptHandle", RECEIPT_HANDLE;
    }
}

crate::input! {
    /// Deliveries of records.
    pub struct ReceiptsInput<'a> {
        /// The queue.
        queue_arn: &'a str = "QueueARN", QUEUE_ARN;
        /// The deliveries.
        entries: Vec<ReceiptEntry<'a>> = "Entries", ENTRIES;
    }
}

crate::input! {
    /// A delivery of a record, and how long it is to be kept from other receivers.
    pub struct VisibilityEntry<'a> as "$OperationRequestEntry" {
        /// Its receipt handle.
        receipt_handle: &'a str = "ReceiptHandle", RECEIPT_HANDLE;
        /// How long from now; visible at once where 0.
        visibility_timeout_seconds: i32 = "VisibilityTimeoutSeconds", VISIBILITY;
    }
}

crate::input! {
    /// Deliveries of records, and how long each is to be kept from other receivers.
    pub struct VisibilityInput<'a> {
        /// The queue.
        queue_arn: &'a str = "QueueARN", QUEUE_ARN;
        /// The deliveries.
        entries: Vec<VisibilityEntry<'a>> = "Entries", ENTRIES;
    }
}

crate::output! {
    /// Dead-letter handling.
    pub struct DeadLetterConfigurationOutput {
        /// Whether there is any.
        target_type: TargetType = "TargetType";
        /// Receives after which a record is a dead letter.
        max_receive_count: Option<u32> = "MaxReceiveCount";
    }
}

crate::output! {
    /// The attributes of a queue.
    pub struct QueueAttributesOutput {
        /// How long a received record is kept from other receivers.
        visibility_timeout_seconds: u32 = "VisibilityTimeoutSeconds";
        /// Dead-letter handling.
        dead_letter_configuration: DeadLetterConfigurationOutput = "DeadLetterConfiguration";
    }
}

crate::output! {
    /// Where delivery begins.
    pub struct StartingPosition {
        /// The kind of place.
        r#type: StartingPositionType = "Type";
        /// As it was asked for; once the queue is ACTIVE, the earliest time that its records can be of.
        timestamp: Option<Instant> = "Timestamp";
    }
}

crate::output! {
    /// The stream of a queue.
    pub struct QueueStreamConfiguration {
        /// The stream.
        stream_arn: String = "StreamARN";
        /// Where delivery began.
        starting_position: StartingPosition = "StartingPosition";
    }
}

crate::output! {
    /// A queue.
    pub struct QueueDescription {
        /// Name.
        queue_name: Arc<str> = "QueueName";
        /// ARN; it ends in an id, not in the name.
        queue_arn: String = "QueueARN";
        /// State.
        queue_status: QueueStatus = "QueueStatus";
        /// When it was made.
        queue_creation_timestamp: Instant = "QueueCreationTimestamp";
        /// Its one stream.
        stream_configuration_list: Vec<QueueStreamConfiguration> = "StreamConfigurationList";
        /// Attributes; while UPDATING, those to come.
        queue_attributes: QueueAttributesOutput = "QueueAttributes";
    }
}

crate::output! {
    /// The answer of operations about one queue.
    pub struct QueueOutput {
        /// The queue.
        queue_description: QueueDescription = "QueueDescription";
    }
}

crate::output! {
    /// A stream of a queue.
    pub struct QueueStreamIdentifier {
        /// The stream.
        stream_arn: String = "StreamARN";
        /// When it was made.
        stream_creation_timestamp: Instant = "StreamCreationTimestamp";
    }
}

crate::output! {
    /// A queue as ListQueues shows it.
    pub struct QueueSummary {
        /// Name.
        queue_name: Arc<str> = "QueueName";
        /// ARN.
        queue_arn: String = "QueueARN";
        /// State.
        queue_status: QueueStatus = "QueueStatus";
        /// When it was made.
        queue_creation_timestamp: Instant = "QueueCreationTimestamp";
        /// Its one stream.
        streams: Vec<QueueStreamIdentifier> = "Streams";
    }
}

crate::output! {
    /// A delivered record, borrowed from the stream's log.
    pub struct QueueRecord<'s> {
        /// Names this delivery.
        receipt_handle: String = "ReceiptHandle";
        /// Names the record, in every delivery and every queue of its stream.
        record_id: String = "RecordId";
        /// Key, if it was put with one.
        partition_key: Option<&'s str> = "PartitionKey";
        /// Payload.
        data: &'s [u8] = "Data";
        /// When it came into the stream.
        approximate_arrival_timestamp: Instant = "ApproximateArrivalTimestamp";
        /// When it was first received from this queue.
        first_receive_timestamp: Instant = "FirstReceiveTimestamp";
        /// How often it was received without being acknowledged.
        receive_count: u32 = "ReceiveCount";
    }
}

crate::output! {
    /// Received records; none where none became visible.
    pub struct ReceiveOutput<'s> {
        /// The records.
        queue_records: Vec<QueueRecord<'s>> = "QueueRecords";
    }
}

crate::output! {
    /// An entry that was done.
    pub struct DoneEntry {
        /// Its receipt handle.
        receipt_handle: String = "ReceiptHandle";
    }
}

crate::output! {
    /// An entry that was not done, and why.
    pub struct FailedEntry {
        /// Its receipt handle.
        receipt_handle: String = "ReceiptHandle";
        /// The error type.
        error_code: &'static str = "ErrorCode";
        /// The error's text.
        error_message: String = "ErrorMessage";
    }
}

crate::output! {
    /// What became of each entry.
    pub struct EntriesOutput {
        /// Those that were done.
        successful: Vec<DoneEntry> = "Successful";
        /// Those that were not.
        failed: Vec<FailedEntry> = "Failed";
    }
}
