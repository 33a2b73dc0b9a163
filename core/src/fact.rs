//! What happened, as data: one append-only list that metrics, logs, explanations and the event hash all read.
//!
//! Services say facts and never read them. A fact is said after the change it tells of is made.

#[cfg(feature = "applications")]
mod application;
mod cast;
mod delivery_stream;
mod limit;

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

#[cfg(feature = "applications")]
pub use application::ApplicationEvent;
pub use cast::{CastChange, Origin, ProducerChange, ReaderChange};
#[cfg(any(feature = "books", feature = "firehose"))]
pub use delivery_stream::ErrorLine;
pub use delivery_stream::{DeliveryStreamEvent, FunctionCounts};
pub use limit::Limit;

use crate::fault::FaultPlan;
use crate::fault::destination::DestinationFault;
use crate::ids::{AccountId, HashKeyRange, Region, SequenceNumber, ShardId};
use crate::time::Instant;

/// One thing that happened, and when and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Counts up from 0 over the life of a world.
    pub id: u64,
    /// Virtual time.
    pub at: Instant,
    /// Account in which it happened.
    pub account: AccountId,
    /// Region in which it happened.
    pub region: Region,
    /// The thing itself.
    pub event: Event,
}

/// Why a subscription is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SubscriptionEnd {
    /// Its five minutes were over.
    Expired,
    /// All records of a closed shard were sent.
    ShardEnd,
    /// The consumer subscribed to the shard again.
    TakenOver,
    /// The consumer was deregistered.
    ConsumerGone,
    /// The stream was deleted.
    StreamGone,
    /// The shard passed the trim horizon.
    ShardGone,
    /// The KMS key of its records could not be used.
    KeyUnusable,
    /// Whoever read it has gone.
    Closed,
}

/// The KiB that one payload unit holds: what puts to provisioned streams are charged by. Assumed to be binary: the price list
/// says 25 KB.
pub const PAYLOAD_UNIT_KIB: u32 = 25;

/// What a stream is measured and charged by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamConfiguration {
    /// Name of the stream.
    pub stream: Arc<str>,
    /// Whether capacity is bought by use, not by the shard.
    pub on_demand: bool,
    /// How long records are kept.
    pub retention_hours: u32,
    /// Registered consumers.
    pub consumers: u32,
    /// The metrics that are kept for each shard.
    pub shard_metrics: Vec<Cow<'static, str>>,
}

/// A call that was answered, as the trail of its account keeps it. What the caller did not say is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggedCall {
    /// The operation's name.
    pub operation: Cow<'static, str>,
    /// The error type, where it was refused.
    pub error: Option<Cow<'static, str>>,
    /// What the refusal said.
    pub message: Option<String>,
    /// The input as JSON, names beginning in lower case.
    pub parameters: Option<Arc<str>>,
    /// The stream that the input names.
    pub stream: Option<Arc<str>>,
    /// Who signed.
    pub access_key: Option<String>,
    /// What the caller calls its software.
    pub user_agent: Option<String>,
    /// The id of the answer.
    pub request_id: Option<String>,
}

/// The kinds of fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// An operation was called and answered.
    Call {
        /// The operation's name.
        operation: Cow<'static, str>,
        /// The error type, where it was refused.
        error: Option<Cow<'static, str>>,
    },
    /// A stream changed its state; `None` once it is gone.
    StreamStatusChanged {
        /// Name of the stream.
        stream: Arc<str>,
        /// `CREATING`, `ACTIVE`, `UPDATING`, `DELETING`, or nothing.
        status: Option<Cow<'static, str>>,
    },
    /// A shard opened.
    ShardOpened {
        /// Name of the stream.
        stream: Arc<str>,
        /// The new shard.
        shard: ShardId,
        /// The shards it came from: none, one (split) or two (merge).
        parents: Vec<ShardId>,
        /// The hash keys it takes.
        range: HashKeyRange,
    },
    /// A shard closed: it can be read, not written.
    ShardClosed {
        /// Name of the stream.
        stream: Arc<str>,
        /// The closed shard.
        shard: ShardId,
    },
    /// Records of one call went into one shard.
    RecordsAccepted {
        /// Name of the stream.
        stream: Arc<str>,
        /// The shard.
        shard: ShardId,
        /// How many.
        count: u32,
        /// Keys and data together.
        bytes: u64,
        /// The same in KiB, each record rounded up: what on-demand streams are charged by.
        kib: u32,
        /// The same in payload units of 25 KiB, each record rounded up: what provisioned streams are charged by.
        payload_units: u32,
        /// The first one's sequence number.
        first: SequenceNumber,
        /// XXH3 over keys and data in order, so that equal facts mean equal records.
        digest: u64,
    },
    /// Records of one call were refused by one shard: by its limits, or by faults with one error.
    RecordsRefused {
        /// Name of the stream.
        stream: Arc<str>,
        /// The shard.
        shard: ShardId,
        /// How many.
        count: u32,
        /// Keys and data together.
        bytes: u64,
        /// The limit that the first of them met.
        limit: Limit,
    },
    /// A GetRecords call was answered.
    RecordsRead {
        /// Name of the stream.
        stream: Arc<str>,
        /// The shard.
        shard: ShardId,
        /// How many.
        count: u32,
        /// Data alone.
        bytes: u64,
        /// How far the reader is behind the tip.
        millis_behind_latest: u64,
    },
    /// A GetRecords call was refused.
    ReadRefused {
        /// Name of the stream.
        stream: Arc<str>,
        /// The shard.
        shard: ShardId,
        /// The limit that was met.
        limit: Limit,
    },
    /// Records passed the trim horizon and are gone.
    RecordsTrimmed {
        /// Name of the stream.
        stream: Arc<str>,
        /// The shard.
        shard: ShardId,
        /// How many.
        count: u64,
    },
    /// Records were dropped before their time, to keep to the bound on memory that the settings give.
    RecordsEvicted {
        /// Name of the stream.
        stream: Arc<str>,
        /// The shard.
        shard: ShardId,
        /// How many.
        count: u64,
    },
    /// A shard passed the trim horizon and is no longer listed.
    ShardExpired {
        /// Name of the stream.
        stream: Arc<str>,
        /// The shard.
        shard: ShardId,
    },
    /// A producer was changed. In a box, so that this rare kind does not make all others larger.
    ProducerChanged(Box<ProducerChange>),
    /// From now on, a producer does not hear the answers to its calls: a fault that was asked for.
    AnswersLost {
        /// Name of the producer.
        producer: String,
        /// Who asked for it.
        by: Origin,
        /// When it hears them again.
        until: Instant,
    },
    /// A reader was changed. In a box, as all rare kinds with much to say.
    ReaderChanged(Box<ReaderChange>),
    /// From now on, a shard refuses every write: a fault that was asked for.
    WritesRefused {
        /// Name of the stream.
        stream: String,
        /// The shard.
        shard: ShardId,
        /// Who asked for it.
        by: Origin,
        /// When it takes them again.
        until: Instant,
    },
    /// A scenario's reader went on past records that were trimmed before it read them.
    ExpiredUnread {
        /// Name of the reader.
        reader: String,
        /// The shard.
        shard: ShardId,
        /// How many it will never see.
        count: u64,
    },
    /// From now on, other things become of attempts to use a KMS key: a fault that was asked for, or its end.
    KeyStateChanged {
        /// The key, as requests name it.
        key: String,
        /// Who asked for it.
        by: Origin,
        /// What becomes of them.
        state: Cow<'static, str>,
    },
    /// A consumer subscribed to a shard.
    SubscriptionStarted {
        /// Name of the stream.
        stream: Arc<str>,
        /// Name of the consumer.
        consumer: Arc<str>,
        /// The shard.
        shard: ShardId,
    },
    /// A consumer was refused, because it has just called for the shard.
    SubscriptionRefused {
        /// Name of the stream.
        stream: Arc<str>,
        /// Name of the consumer.
        consumer: Arc<str>,
        /// The shard.
        shard: ShardId,
    },
    /// An event of a subscription was made, maybe without records.
    RecordsDelivered {
        /// Name of the stream.
        stream: Arc<str>,
        /// Name of the consumer.
        consumer: Arc<str>,
        /// The shard.
        shard: ShardId,
        /// How many.
        count: u32,
        /// Data alone.
        bytes: u64,
        /// How far the consumer is behind the tip.
        millis_behind_latest: u64,
    },
    /// A subscription is over.
    SubscriptionEnded {
        /// Name of the stream.
        stream: Arc<str>,
        /// Name of the consumer.
        consumer: Arc<str>,
        /// The shard.
        shard: ShardId,
        /// Why.
        end: SubscriptionEnd,
    },
    /// A stream was configured, when it was made or later. In a box, as all rare kinds with much to say.
    StreamConfigured(Box<StreamConfiguration>),
    /// The account is committed to a minimum of throughput.
    Committed {
        /// When that ends; open until its end was asked for.
        until: Option<Instant>,
    },
    /// A call that moves no records was answered. In a box, as all rare kinds with much to say.
    Logged(Box<LoggedCall>),
    /// A queue changed its state; `None` once it is gone.
    QueueStatusChanged {
        /// Id of the queue.
        queue: Arc<str>,
        /// Its name.
        name: Arc<str>,
        /// `CREATING`, `ACTIVE`, `UPDATING`, `DELETING`, or nothing.
        status: Option<Cow<'static, str>>,
    },
    /// A receive from a queue was answered.
    QueueRecordsReceived {
        /// Id of the queue.
        queue: Arc<str>,
        /// Whether dead letters were asked for.
        dead_letter: bool,
        /// How many; none where none was visible.
        count: u32,
        /// Data alone.
        bytes: u64,
    },
    /// Records of a queue were acknowledged and will not come again.
    QueueRecordsAcknowledged {
        /// Id of the queue.
        queue: Arc<str>,
        /// Whether they were dead letters.
        dead_letter: bool,
        /// How many.
        count: u32,
    },
    /// Records of a queue were received as often as they may be without being acknowledged: they are dead letters now.
    QueueRecordsDeadLettered {
        /// Id of the queue.
        queue: Arc<str>,
        /// How many.
        count: u32,
    },
    /// Dead letters of a queue came back to ordinary delivery.
    QueueRecordsRestored {
        /// Id of the queue.
        queue: Arc<str>,
        /// How many.
        count: u32,
    },
    /// From now on, a fault that was asked for strikes calls. In a box, for it is rare.
    FaultBegan {
        /// What it does to whom.
        plan: Box<FaultPlan>,
        /// Who asked for it.
        by: Origin,
    },
    /// The faults that were begun so are over.
    FaultsCleared {
        /// Who asked for it.
        by: Origin,
    },
    /// A fault lets a call, whose other facts follow, be answered late.
    AnswerDelayed {
        /// The operation.
        operation: Cow<'static, str>,
        /// How late, in milliseconds.
        millis: u64,
    },
    /// The answer to the call just told is lost on its way: a fault that was asked for.
    AnswerLost {
        /// The operation's name.
        operation: Cow<'static, str>,
    },
    /// A reader stopped without a word and forgot what it had not written down: a fault that was asked for.
    ReaderCrashed {
        /// Name of the reader.
        reader: String,
        /// Who asked for it.
        by: Origin,
        /// When it begins again, if it does by itself.
        until: Option<Instant>,
    },
    /// A reader began again after a crash.
    ReaderRestarted {
        /// Name of the reader.
        reader: String,
    },
    /// A reader wrote down how far it is.
    Checkpointed {
        /// Name of the reader.
        reader: String,
        /// The shard.
        shard: ShardId,
        /// The last record that it has read there.
        after: SequenceNumber,
    },
    /// Somebody came on the stage, went, or is called or connected otherwise now.
    CastChanged {
        /// Name of the producer or reader; before the change where it has another now.
        actor: String,
        /// What has changed.
        change: CastChange,
        /// Its stream, its new name, or whom it was made after.
        other: Option<String>,
        /// Who asked for it.
        by: Origin,
    },
    /// Actions are to happen later.
    Planned {
        /// How many.
        count: u32,
        /// Who asked for it.
        by: Origin,
    },
    /// What a scenario, or a plan, has happen at this time could not be done; nothing changed.
    InputRefused {
        /// The kind of its action.
        action: Cow<'static, str>,
        /// Why.
        message: String,
    },
    /// Something happened to a delivery stream.
    DeliveryStream {
        /// Its name.
        delivery_stream: Arc<str>,
        /// What.
        event: Box<DeliveryStreamEvent>,
    },
    /// A fault of what delivery streams work with began.
    DestinationFaultBegan {
        /// As it was asked for.
        plan: Box<DestinationFault>,
        /// Who asked.
        by: Origin,
    },
    /// Somebody asked for the buffers of a delivery stream to be closed.
    FlushAsked {
        /// The delivery stream.
        delivery_stream: Arc<str>,
        /// Who asked.
        by: Origin,
    },
    /// Something that delivery streams work with was made.
    Provided {
        /// `bucket`, `function` or `table`.
        kind: Cow<'static, str>,
        /// Its name.
        name: String,
        /// Who made it.
        by: Origin,
    },
    /// Somebody read an object of a bucket.
    ObjectRead {
        /// The bucket.
        bucket: String,
        /// The key.
        key: String,
    },
    /// Somebody ran the COPY of a delivery stream by hand.
    CopyRun {
        /// The delivery stream.
        delivery_stream: Arc<str>,
        /// The key of the manifest.
        manifest: String,
        /// How many rows came.
        rows: u64,
        /// Why none came.
        error: Option<Box<str>>,
    },
    /// Objects left memory before anybody deleted them.
    ObjectsEvicted {
        /// The bucket.
        bucket: String,
        /// How many.
        count: u64,
    },
    /// Requests, documents or rows of a simulated server left memory.
    ReceivedEvicted {
        /// The server, or whose tables they were in, by address.
        server: String,
        /// How many.
        count: u64,
    },
    /// Somebody changed a bucket, or what is in it, by a request to S3.
    BucketChanged {
        /// The operation, by AWS's name.
        operation: Cow<'static, str>,
        /// The bucket.
        bucket: String,
        /// The key; empty where the operation is about the bucket itself.
        key: String,
    },
    /// Something happened to an application of Data Analytics.
    #[cfg(feature = "applications")]
    Application {
        /// Its name.
        application: Arc<str>,
        /// What.
        event: Box<ApplicationEvent>,
    },
}

const _: () = assert!(size_of::<Event>() <= 96, "every fact is as large as the largest: box what is rare");
