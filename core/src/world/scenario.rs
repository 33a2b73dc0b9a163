//! Scenarios: a world's streams, actors and timed inputs as one JSON file that every face loads.
//!
//! ```json
//! { "version": 1, "id": "hot-key", "title": "One key takes it all", "seed": 1,
//!   "streams": [{ "name": "clicks", "shards": 4 }],
//!   "producers": [{ "name": "web", "stream": "clicks", "records_per_second": 2000, "record_bytes": 300,
//!                   "keys": { "hot": { "key": "celebrity", "share": 0.7 } } }],
//!   "readers": [{ "name": "worker", "stream": "clicks" }],
//!   "inputs": [{ "at_ms": 30000, "action": { "call": { "operation": "SplitShard", "input": {} } } }] }
//! ```

mod check;
#[cfg(feature = "firehose")]
pub mod deliveries;

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

#[cfg(feature = "firehose")]
use deliveries::Deliveries;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::action::not_json;
use super::goal::Goal;
#[cfg(feature = "firehose")]
use super::s3_request::S3Request;
use super::{Settings, Tenant, World};
#[cfg(feature = "firehose")]
use crate::errand::Column;
use crate::error::{Error, LoadError};
use crate::fault::FaultPlan;
#[cfg(feature = "firehose")]
use crate::fault::destination::DestinationFault;
use crate::streams::op::{
    CreateStream, CreateStreamInput, IncreaseStreamRetentionPeriod, IncreaseStreamRetentionPeriodInput,
};
use crate::streams::{self, KeyState};
use crate::time::{Duration, Instant};
pub use crate::traffic::{Keys, Rate, Retry, Share, Start};
#[cfg(feature = "firehose")]
pub use deliveries::FunctionPlan;

/// The form of scenario files that this version reads.
pub const VERSION: u32 = 1;

/// A world in the making.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// [`VERSION`].
    pub version: u32,
    /// Short name, as links have it.
    pub id: String,
    /// Name for people.
    #[serde(default)]
    pub title: String,
    /// What there is to see.
    #[serde(default)]
    pub summary: String,
    /// Seed of all chance.
    #[serde(default)]
    pub seed: u64,
    /// When the clock starts.
    #[serde(default = "default_start")]
    pub start: Instant,
    /// Milliseconds after the start at which a page opens it: what comes before is there already.
    #[serde(default)]
    pub opens_at_ms: u64,
    /// How fast a page lets the clock go: so many seconds a second.
    #[serde(default = "one")]
    pub speed: u32,
    /// Whether throughput limits refuse; they do unless this says otherwise.
    #[serde(default = "yes")]
    pub enforce_limits: bool,
    /// How long streams stay CREATING, UPDATING and DELETING. Streams of the scenario itself are there at once.
    #[serde(default = "default_transition_ms")]
    pub transition_ms: u64,
    /// Memory that stored records may take, in MiB; beyond it the oldest go before their time.
    #[serde(default = "default_memory_mib")]
    pub memory_mib: u32,
    /// Streams to make.
    #[serde(default)]
    pub streams: Vec<StreamPlan>,
    /// Delivery streams to make, and what they work with.
    #[cfg(feature = "firehose")]
    #[serde(default, skip_serializing_if = "Deliveries::is_empty")]
    pub deliveries: Deliveries,
    /// Who puts records.
    #[serde(default)]
    pub producers: Vec<ProducerPlan>,
    /// Who reads them.
    #[serde(default)]
    pub readers: Vec<ReaderPlan>,
    /// What else happens, and when.
    #[serde(default)]
    pub inputs: Vec<TimedAction>,
    /// What a learner should reach.
    #[serde(default)]
    pub goal: Option<Goal>,
}

/// A stream to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StreamPlan {
    /// Name.
    pub name: String,
    /// Open shards, of even ranges.
    #[serde(default = "one")]
    pub shards: u32,
    /// Hours that records are kept.
    #[serde(default = "default_retention_hours")]
    pub retention_hours: u32,
}

/// Who puts records, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProducerPlan {
    /// Name, unique in the scenario.
    pub name: String,
    /// Stream to put into; with PutRecordBatch, delivery stream.
    pub stream: String,
    /// PutRecords, or PutRecord a record, or PutRecordBatch of Firehose.
    #[serde(default)]
    pub operation: PutOperation,
    /// New records a second; retries come on top.
    pub records_per_second: Rate,
    /// Data of each record.
    #[serde(default = "default_record_bytes")]
    pub record_bytes: u32,
    /// How keys are chosen.
    #[serde(default)]
    pub keys: Keys,
    /// What becomes of refused records.
    #[serde(default)]
    pub retry: Retry,
    /// How often a batch goes out.
    #[serde(default = "default_batch_ms")]
    pub batch_ms: u64,
    /// Whether it runs from the start.
    #[serde(default = "yes")]
    pub running: bool,
    /// What is in its records.
    #[serde(default)]
    pub payload: Payload,
}

/// Which operation a producer calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PutOperation {
    /// Many records a call.
    #[default]
    PutRecords,
    /// One record a call.
    PutRecord,
    /// Many records a call, into a delivery stream.
    #[cfg(feature = "firehose")]
    PutRecordBatch,
}

/// What is in the records of a producer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payload {
    /// The producer's name, the record's number and its key, as JSON.
    #[default]
    Numbered,
    /// Prices of shares, as the console of Firehose puts them for a test.
    #[cfg(feature = "firehose")]
    Ticker,
}

impl PutOperation {
    /// Whether what is put into is a delivery stream.
    pub(super) fn is_of_firehose(self) -> bool {
        !matches!(self, Self::PutRecords | Self::PutRecord)
    }
}

/// Who reads records, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReaderPlan {
    /// Name, unique in the scenario.
    pub name: String,
    /// Stream to read.
    pub stream: String,
    /// Where it starts.
    #[serde(default)]
    pub start: Start,
    /// Whether it is a consumer with throughput of its own, to whom records are sent as they come: enhanced fan-out.
    #[serde(default)]
    pub fan_out: bool,
    /// How often it asks each shard. One with fan-out asks only for new shards, and again where it was refused.
    #[serde(default = "default_poll_ms")]
    pub poll_ms: u64,
    /// Records of one answer.
    #[serde(default = "default_limit")]
    pub limit: u32,
    /// How often it writes down how far it is, to go on from there after a crash; with 0, after every answer.
    #[serde(default)]
    pub checkpoint_ms: u64,
    /// Whether it reads a shard to its end before the shards that came from it. One that does not may read records of one
    /// key out of order.
    #[serde(default = "yes")]
    pub parents_first: bool,
    /// Whether it runs from the start.
    #[serde(default = "yes")]
    pub running: bool,
}

/// Something that happens at its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimedAction {
    /// Milliseconds after the start.
    pub at_ms: u64,
    /// What happens.
    pub action: Action,
}

/// What a person or a scenario can do to a world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// Calls an operation.
    Call {
        /// The service, as the wire names it: Kinesis Data Streams unless this says otherwise.
        #[serde(default = "data_streams")]
        service: String,
        /// AWS's name.
        operation: String,
        /// Its input, as the wire's JSON has it.
        input: JsonText,
    },
    /// Changes a producer.
    Producer(ProducerAction),
    /// Changes a reader.
    Reader(ReaderAction),
    /// A reader stops without a word and forgets what it has not written down.
    CrashReader {
        /// Which.
        reader: String,
        /// When it begins again; not by itself unless given.
        #[serde(default)]
        for_ms: Option<u64>,
    },
    /// For so long, a shard refuses every write.
    RefuseWrites {
        /// Which stream.
        stream: String,
        /// Number of the shard.
        shard: u32,
        /// How long.
        for_ms: u64,
    },
    /// Says what becomes of attempts to use a KMS key from now on.
    Key {
        /// As requests name it.
        key_id: String,
        /// What becomes of them.
        state: KeyState,
    },
    /// Begins a fault that strikes a share of the calls, by its own seed.
    Fault(Box<FaultPlan>),
    /// Ends all faults that were begun so.
    ClearFaults {},
    /// For so long, a producer does not hear the answers to its calls: it takes them for failed.
    LoseAnswers {
        /// Which.
        producer: String,
        /// How long.
        for_ms: u64,
    },
    /// Brings a producer on.
    AddProducer(Box<ProducerPlan>),
    /// Brings a reader on.
    AddReader(Box<ReaderPlan>),
    /// Brings on another producer or reader of the same kind.
    Duplicate {
        /// Of which.
        actor: String,
        /// Its own name.
        name: String,
    },
    /// Takes a producer or a reader away.
    Remove {
        /// Which.
        actor: String,
    },
    /// Gives a producer or a reader another name.
    Rename {
        /// Which.
        actor: String,
        /// What it is called from now on.
        name: String,
    },
    /// Lets a producer put into another stream, or a reader read another one.
    Connect {
        /// Which.
        actor: String,
        /// The stream.
        to: String,
    },
    /// Lets actions happen later: their times count from now.
    Plan {
        /// What, and when.
        inputs: Vec<TimedAction>,
    },
    // From here on, of Firehose. A page counts the kinds above as an engine without it does.
    /// Begins a fault of what delivery streams work with.
    #[cfg(feature = "firehose")]
    DestinationFault(Box<DestinationFault>),
    /// Closes all buffers of a delivery stream, as if their time had come.
    #[cfg(feature = "firehose")]
    Flush {
        /// Which.
        delivery_stream: String,
    },
    /// Makes a bucket.
    #[cfg(feature = "firehose")]
    Bucket {
        /// Its name.
        name: String,
    },
    /// Makes a function, or gives one another code.
    #[cfg(feature = "firehose")]
    Function(FunctionPlan),
    /// Gives a table of the data catalog these columns, as its newest version.
    #[cfg(feature = "firehose")]
    Table {
        /// Its database.
        database: String,
        /// Its name.
        name: String,
        /// Its columns.
        columns: Vec<Column>,
    },
    /// Reads an object, as GetObject does.
    #[cfg(feature = "firehose")]
    OpenObject {
        /// The bucket.
        bucket: String,
        /// The key; with `*` at its end, the newest object whose key begins so.
        key: String,
    },
    /// Runs the COPY of a delivery stream by hand, on the objects that a manifest in its bucket lists.
    #[cfg(feature = "firehose")]
    Copy {
        /// Which.
        delivery_stream: String,
        /// The key of the manifest; with `*` at its end, each whose key begins so, the oldest first.
        manifest: String,
    },
    /// Sends a request to S3.
    #[cfg(feature = "firehose")]
    S3(Box<S3Request>),
    /// An application breaks off, and goes on from its last checkpoint.
    #[cfg(feature = "applications")]
    RestartApplication {
        /// Which.
        application: String,
    },
}

/// What to change of a producer; what is not given stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProducerAction {
    /// Which.
    pub name: String,
    /// Whether it runs.
    pub running: Option<bool>,
    /// New records a second.
    pub records_per_second: Option<Rate>,
    /// Data of each record.
    pub record_bytes: Option<u32>,
    /// How keys are chosen.
    pub keys: Option<Keys>,
    /// What becomes of refused records.
    pub retry: Option<Retry>,
}

impl Action {
    /// The call of an operation of Kinesis Data Streams.
    pub fn call(operation: &str, input: impl Into<JsonText>) -> Self {
        Self::Call { service: data_streams(), operation: operation.into(), input: input.into() }
    }
}

impl ProducerAction {
    /// Changes nothing yet.
    pub fn of(name: &str) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

/// What to change of a reader; what is not given stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReaderAction {
    /// Which.
    pub name: String,
    /// Whether it runs.
    pub running: Option<bool>,
    /// How often it asks each shard.
    pub poll_ms: Option<u64>,
    /// Records of one answer.
    pub limit: Option<u32>,
    /// How often it writes down how far it is.
    pub checkpoint_ms: Option<u64>,
    /// Whether it is an enhanced fan-out consumer.
    pub fan_out: Option<bool>,
    /// Whether it reads a shard to its end before the shards that came from it.
    pub parents_first: Option<bool>,
    /// Where it begins, anew.
    pub start: Option<Start>,
}

impl ReaderAction {
    /// Changes nothing yet.
    pub fn of(name: &str) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

impl Scenario {
    /// Reads a scenario file.
    ///
    /// # Errors
    /// Where the JSON is wrong, with line and column; or which name, number or reference in it cannot be.
    pub fn from_json(text: &str) -> Result<Self, LoadError> {
        let wrong = |error: serde_json::Error| {
            let is_json = error.is_data();
            if is_json { LoadError::new(format!("This is no scenario: {error}.")) } else { not_json(&error) }
        };
        let scenario: Self = serde_json::from_str(text).map_err(wrong)?;
        scenario.check()?;
        Ok(scenario)
    }

    /// The scenario as a file.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a scenario always serialises")
    }

    /// The settings of a world for this scenario; `seed` replaces its own.
    pub fn settings(&self, seed: Option<u64>) -> Settings {
        let transition = Duration::from_millis(self.transition_ms);
        let streams = streams::Settings {
            enforce_limits: self.enforce_limits,
            transition,
            held_bytes_max: Some(u64::from(self.memory_mib) << 20),
            ..streams::Settings::default()
        };
        Settings {
            seed: seed.unwrap_or(self.seed),
            start: self.start,
            tenant: Tenant::default(),
            streams,
            #[cfg(feature = "firehose")]
            firehose: crate::firehose::Settings {
                enforce_limits: self.enforce_limits,
                transition,
                ..crate::firehose::Settings::default()
            },
            #[cfg(feature = "applications")]
            analytics: crate::analytics::Settings { transition, ..crate::analytics::Settings::default() },
        }
    }

    /// A world with this scenario loaded.
    ///
    /// # Errors
    /// As [`World::load`], as text.
    pub fn world(&self, seed: Option<u64>) -> Result<World, LoadError> {
        self.equipped_world(seed, |_| {})
    }

    /// The same, in a world that its host gives something to before it is loaded: what it has libraries for.
    ///
    /// # Errors
    /// As [`World::load`], as text.
    pub fn equipped_world(
        &self,
        seed: Option<u64>,
        equip: impl FnOnce(&mut World),
    ) -> Result<World, LoadError> {
        let mut world = World::new(self.settings(seed));
        equip(&mut world);
        world.load(self).map_err(|error| LoadError::new(error.to_string()))?;
        Ok(world)
    }
}

impl StreamPlan {
    pub(super) fn create(&self, world: &mut World) -> Result<(), Error> {
        let shard_count = Some(i32::try_from(self.shards).unwrap_or(i32::MAX));
        let input = CreateStreamInput { stream_name: &self.name, shard_count, ..Default::default() };
        world.without_transition(|world| world.call::<CreateStream>(input).map(drop))?;
        if self.retention_hours == default_retention_hours() {
            return Ok(());
        }
        let input = IncreaseStreamRetentionPeriodInput {
            stream_name: Some(&self.name),
            retention_period_hours: i32::try_from(self.retention_hours).unwrap_or(i32::MAX),
            ..Default::default()
        };
        world.without_transition(|world| world.call::<IncreaseStreamRetentionPeriod>(input).map(drop))
    }
}

/// Any JSON, kept as its compact text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonText(pub String);

impl JsonText {
    /// Any text that is JSON.
    ///
    /// # Errors
    /// Where it is none.
    pub fn parse(text: &str) -> Result<Self, LoadError> {
        serde_json::from_str::<serde_json::Value>(text).map(Self::from).map_err(|error| not_json(&error))
    }
}

impl From<serde_json::Value> for JsonText {
    fn from(value: serde_json::Value) -> Self {
        Self(value.to_string())
    }
}

impl Serialize for JsonText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return self.0.serialize(serializer);
        }
        let value: serde_json::Value = serde_json::from_str(&self.0).map_err(serde::ser::Error::custom)?;
        value.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for JsonText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return String::deserialize(deserializer).map(Self);
        }
        serde_json::Value::deserialize(deserializer).map(Self::from)
    }
}

fn default_start() -> Instant {
    Instant::DEFAULT_START
}

fn data_streams() -> String {
    streams::TARGET.into()
}

const fn yes() -> bool {
    true
}

const fn one() -> u32 {
    1
}

const fn default_transition_ms() -> u64 {
    2_000
}

const fn default_memory_mib() -> u32 {
    128
}

const fn default_record_bytes() -> u32 {
    200
}

const fn default_batch_ms() -> u64 {
    100
}

const fn default_poll_ms() -> u64 {
    1_000
}

const fn default_limit() -> u32 {
    10_000
}

const fn default_retention_hours() -> u32 {
    (streams::RETENTION_DEFAULT.total_secs() / 3_600) as u32
}
