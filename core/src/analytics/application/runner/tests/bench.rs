//! The small world.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use super::super::{Identity, Means, Runner, StoppedAt};
use crate::analytics::application::configuration::{
    Configuration, Destination, Input, InputSource, Output, RecordFormatType, ReferenceDataSource, Resource,
    SourceColumn, SourceFormat, SourceSchema, StartingPosition,
};
use crate::analytics::sql_type::SqlType;
use crate::errand::{Errand, Outcome, Place, Purpose, Read, ReadRecord, Refused, Tapped, TappedRecord, Wish};
use crate::fact::{ApplicationEvent, Event};
use crate::ids::{AccountId, Region, SequenceNumber, ShardId};
use crate::time::{Duration, Instant};

pub(super) const START: Instant = Instant::DEFAULT_START;
pub(super) const STREAM: &str = "arn:aws:kinesis:us-east-1:000000000000:stream/in";
pub(super) const FUNCTION: &str = "arn:aws:lambda:us-east-1:000000000000:function:f";

/// A shard: what it continues, what came, and whether it is closed.
#[derive(Clone, Debug, Default)]
struct Shard {
    parents: Vec<ShardId>,
    records: Vec<ReadRecord>,
    is_closed: bool,
}

/// What answers the application's errands.
#[derive(Clone, Debug, Default)]
pub(super) struct Elsewhere {
    shards: Vec<Shard>,
    /// What was put into the delivery stream.
    tapped: Vec<TappedRecord>,
    /// What each destination has, by its ARN, in the order in which it came.
    pub(super) taken: BTreeMap<String, Vec<String>>,
    /// Whether destinations take nothing.
    pub(super) is_down: bool,
    /// What a function answers; nothing where there is none.
    pub(super) function: Option<fn(&serde_json::Value) -> Outcome>,
    /// Objects, by their key.
    pub(super) objects: BTreeMap<String, Vec<u8>>,
    /// Calls of functions.
    pub(super) calls: Vec<serde_json::Value>,
    /// How often a shard was read.
    pub(super) reads: usize,
    counter: u64,
}

impl Elsewhere {
    pub(super) fn of_shards(count: usize) -> Self {
        Self { shards: vec![Shard::default(); count], ..Self::default() }
    }

    fn answer(&mut self, wish: Wish, now: Instant) -> Outcome {
        match wish {
            Wish::ListShards { .. } => {
                let shard = |(place, shard): (usize, &Shard)| (ShardId(place as u32), shard.parents.clone());
                Outcome::Shards(self.shards.iter().enumerate().map(shard).collect())
            }
            Wish::ReadShard { shard, place, iterator, .. } => {
                self.reads += 1;
                Outcome::Read(self.read(shard, place, iterator))
            }
            Wish::ReadTap { from, .. } => {
                let from = from.map_or(self.tapped.len(), |from| from as usize);
                let (records, next) = (self.tapped[from..].to_vec(), self.tapped.len() as u64);
                Outcome::Tapped(Tapped { records, next, ..Tapped::default() })
            }
            Wish::PutRecords { stream_arn, records } => {
                self.take(stream_arn, records.into_iter().map(|record| record.data).collect())
            }
            Wish::PutRecordBatch { delivery_stream_arn, records } => self.take(delivery_stream_arn, records),
            Wish::Invoke { event, .. } => {
                let event: serde_json::Value = serde_json::from_slice(&event).unwrap();
                self.calls.push(event.clone());
                let none = || Outcome::Failed(Refused::new("Lambda.ResourceNotFound", ""));
                self.function.map_or_else(none, |function| function(&event))
            }
            Wish::GetObject { key, .. } => match self.objects.get(&key) {
                Some(object) => Outcome::Object(object.clone()),
                None => Outcome::Failed(Refused::new("S3.NoSuchKey", "")),
            },
            other => panic!("an application does not ask for {other:?} at {now:?}"),
        }
    }

    fn read(&self, shard: ShardId, place: Place, iterator: Option<String>) -> Read {
        let found = &self.shards[shard.0 as usize];
        let records = &found.records;
        let from = match (iterator, place) {
            (Some(iterator), _) => iterator.parse().unwrap(),
            (None, Place::At(since)) => records.partition_point(|record| record.arrived < since),
            (None, Place::TrimHorizon) => 0,
            (None, Place::After(number)) => {
                records.partition_point(|record| record.sequence_number <= number)
            }
        };
        let is_child = |shard_of: &&Shard| shard_of.parents.contains(&shard);
        let children = self.shards.iter().enumerate().filter(|(_, other)| is_child(other));
        let children = children.map(|(place, other)| (ShardId(place as u32), other.parents.clone()));
        Read {
            records: records[from..].to_vec(),
            next: (!found.is_closed).then(|| records.len().to_string()),
            children: if found.is_closed { children.collect() } else { Vec::new() },
            millis_behind: 0,
            retention: Duration::from_hours(24),
        }
    }

    fn take(&mut self, arn: String, records: Vec<Vec<u8>>) -> Outcome {
        if self.is_down {
            return Outcome::Failed(Refused::new("Kinesis.ResourceNotFound", "It is not there."));
        }
        let text = |data: Vec<u8>| String::from_utf8(data).unwrap().trim_end().to_string();
        self.taken.entry(arn).or_default().extend(records.into_iter().map(text));
        Outcome::Done
    }
}

/// An application in its small world.
pub(super) struct Bench {
    pub(super) runner: Runner,
    pub(super) now: Instant,
    pub(super) elsewhere: Elsewhere,
    pub(super) facts: VecDeque<Event>,
}

impl Bench {
    /// Starts an application over so many shards.
    pub(super) fn new(configuration: &Configuration, shards: usize) -> Self {
        Self::over(configuration, Elsewhere::of_shards(shards), None)
    }

    pub(super) fn over(
        configuration: &Configuration,
        elsewhere: Elsewhere,
        stopped: Option<StoppedAt>,
    ) -> Self {
        let runner = Runner::start(configuration, identity(), stopped, 7, START);
        let runner = runner.unwrap_or_else(|problems| panic!("{problems:?}"));
        let mut bench = Self { runner, now: START, elsewhere, facts: VecDeque::new() };
        bench.until(0);
        bench
    }

    /// Puts a record into a shard, now.
    pub(super) fn put(&mut self, shard: u32, text: &str) {
        self.elsewhere.counter += 1;
        let (created, secs) = (START.total_secs() as u64, self.now.total_secs() as u64);
        self.elsewhere.shards[shard as usize].records.push(ReadRecord {
            sequence_number: SequenceNumber::of_record(created, shard, self.elsewhere.counter, secs),
            partition_key: format!("key-{shard}"),
            arrived: self.now,
            data: text.as_bytes().to_vec(),
        });
    }

    /// Puts a record into the delivery stream, now.
    pub(super) fn put_into_tap(&mut self, text: &str) {
        let (number, data) = (self.elsewhere.tapped.len() as u64, text.as_bytes().to_vec());
        self.elsewhere.tapped.push(TappedRecord { number, arrived: self.now, data });
    }

    /// Closes a shard, and opens one that continues it.
    pub(super) fn continue_shard(&mut self, shard: u32) {
        self.elsewhere.shards[shard as usize].is_closed = true;
        self.elsewhere.shards.push(Shard { parents: vec![ShardId(shard)], ..Shard::default() });
    }

    /// Lets it run until so many milliseconds after the start.
    pub(super) fn until(&mut self, millis: u64) {
        let target = START + Duration::from_millis(millis);
        while let Some(due) = self.runner.due().filter(|due| *due <= target) {
            self.now = self.now.max(due);
            let now = self.now;
            self.with_means(|runner, means| runner.handle_timeout(means, now));
        }
        self.now = target;
    }

    /// Breaks off, now.
    pub(super) fn crash(&mut self) {
        let now = self.now;
        self.with_means(|runner, means| runner.restart(means, now));
    }

    /// Lets it ask and be answered.
    pub(super) fn with_means(&mut self, work: impl FnOnce(&mut Runner, &mut Means<'_>)) {
        let mut errands = VecDeque::new();
        work(&mut self.runner, &mut Means { errands: &mut errands, facts: &mut self.facts });
        while let Some(Errand { purpose, wish, .. }) = errands.pop_front() {
            let outcome = self.elsewhere.answer(wish, self.now);
            self.tell(purpose, outcome, &mut errands);
        }
    }

    fn tell(&mut self, purpose: Purpose, outcome: Outcome, errands: &mut VecDeque<Errand>) {
        let mut means = Means { errands, facts: &mut self.facts };
        self.runner.take_outcome(purpose, outcome, &mut means, self.now);
    }

    /// Writes it down and reads it back.
    pub(super) fn write_down(&mut self) {
        let bytes = postcard::to_allocvec(&self.runner).unwrap();
        self.runner = postcard::from_bytes(&bytes).unwrap();
    }

    /// What the stream `out` has.
    pub(super) fn taken(&self) -> Vec<&str> {
        self.taken_by(&stream("out"))
    }

    pub(super) fn taken_by(&self, arn: &str) -> Vec<&str> {
        self.elsewhere.taken.get(arn).into_iter().flatten().map(String::as_str).collect()
    }

    /// What happened since this was last asked.
    pub(super) fn events(&mut self) -> Vec<ApplicationEvent> {
        let event = |event| match event {
            Event::Application { event, .. } => *event,
            other => panic!("{other:?}"),
        };
        self.facts.drain(..).map(event).collect()
    }
}

fn identity() -> Identity {
    Identity {
        name: "app".into(),
        arn: "arn:aws:kinesisanalytics:us-east-1:000000000000:application/app".into(),
        account: AccountId::DEFAULT,
        region: Region::default(),
    }
}

pub(super) fn stream(name: &str) -> String {
    format!("arn:aws:kinesis:us-east-1:000000000000:stream/{name}")
}

fn resource(arn: &str) -> Resource {
    Resource { arn: arn.into(), role_arn: None }
}

pub(super) fn output(id: &str, of: &str, destination: Destination) -> Output {
    Output { id: id.into(), stream: of.into(), destination, format: RecordFormatType::Json }
}

pub(super) fn to_stream(name: &str) -> Destination {
    Destination::Stream(resource(&stream(name)))
}

pub(super) fn to_function() -> Destination {
    Destination::Function(resource(FUNCTION))
}

fn column(name: &str, sql_type: SqlType) -> SourceColumn {
    let mapping = Some(format!("$.{name}"));
    SourceColumn { name: name.to_uppercase(), mapping, written_type: sql_type.to_string(), sql_type }
}

fn schema() -> SourceSchema {
    SourceSchema {
        format: SourceFormat::Json { row_path: "$".into() },
        encoding: None,
        columns: vec![column("k", SqlType::VarChar(16)), column("v", SqlType::Integer)],
    }
}

/// An application that reads the stream `in` with rows of K and V from its oldest record on, and writes its stream OUT to `out`.
pub(super) fn configuration(code: &str) -> Configuration {
    Configuration {
        code: code.into(),
        inputs: vec![Input {
            id: "1.1".into(),
            name_prefix: "SRC".into(),
            source: InputSource::Stream(resource(STREAM)),
            preprocessor: None,
            schema: schema(),
            parallelism: 1,
            starting_position: Some(StartingPosition::TrimHorizon),
        }],
        outputs: vec![output("2.1", "OUT", to_stream("out"))],
        ..Configuration::default()
    }
}

/// The same, whose source is a delivery stream.
pub(super) fn over_delivery_stream(code: &str) -> Configuration {
    let mut configuration = configuration(code);
    let arn = "arn:aws:firehose:us-east-1:000000000000:deliverystream/in";
    configuration.inputs[0].source = InputSource::DeliveryStream(resource(arn));
    configuration
}

/// The same, whose records go through a function.
pub(super) fn with_function(mut configuration: Configuration) -> Configuration {
    configuration.inputs[0].preprocessor = Some(resource(FUNCTION));
    configuration
}

/// The same with a table `T` of K and V.
pub(super) fn with_table(mut configuration: Configuration) -> Configuration {
    configuration.references = vec![ReferenceDataSource {
        id: "3.1".into(),
        table_name: "T".into(),
        bucket: resource("arn:aws:s3:::tables"),
        file_key: "t.json".into(),
        schema: schema(),
    }];
    configuration
}

/// Passes rows on.
pub(super) const PASS: &str = r#"
    CREATE STREAM "OUT" (k VARCHAR(16), v INTEGER);
    CREATE PUMP p AS INSERT INTO "OUT" SELECT STREAM k, v FROM "SRC_001";"#;

/// Counts rows by the minute.
pub(super) const COUNT: &str = r#"
    CREATE STREAM "OUT" (k VARCHAR(16), n BIGINT);
    CREATE PUMP p AS INSERT INTO "OUT" SELECT STREAM k, COUNT(*) FROM "SRC_001"
    GROUP BY k, STEP("SRC_001".ROWTIME BY INTERVAL '1' MINUTE);"#;
