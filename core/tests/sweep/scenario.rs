//! One random scenario: what happens in it follows from its seed alone.

use kinetoscope::api::dispatch::Target;
use kinetoscope::api::{CallRate, Operation};
use kinetoscope::error::{Code, Error};
use kinetoscope::fault::{Answer, Effect, FaultPlan, Refusal};
use kinetoscope::ids::HashKeyRange;
use kinetoscope::rng::Rng;
use kinetoscope::streams::op::{
    CreateStream, CreateStreamInput, DecreaseStreamRetentionPeriod, DecreaseStreamRetentionPeriodInput,
    IncreaseStreamRetentionPeriod, IncreaseStreamRetentionPeriodInput, MergeShards, MergeShardsInput,
    PutRecord, PutRecordInput, PutRecords, PutRecordsInput, PutRecordsRequestEntry, SplitShard,
    SplitShardInput, UpdateShardCount, UpdateShardCountInput,
};
use kinetoscope::streams::shapes::ScalingType;
use kinetoscope::streams::{KeyState, RETENTION_DEFAULT, Stream, TARGET};
use kinetoscope::time::{Duration, Instant};
use kinetoscope::traffic::Share;
use kinetoscope::world::scenario::Action;
use kinetoscope::world::{Service, Settings, Tenant, World};

use super::anything::{self, Memory};
use super::ledger::{Ledger, Put, Record};
use super::quota::Granted;
use super::reader::Reader;
use super::receiver::Receiver;
use super::subscriber::Subscriber;

pub(crate) const STREAM: &str = "s";
pub(crate) const STREAM_ARN: &str = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
const KEYS: u64 = 12;
const STEPS_MAX: u64 = 60;
const SHARDS_MAX: usize = 12;
/// A shard is a page further with each step, or at its end: more than this is going round in circles.
const READS_MAX: usize = 10_000;
/// A consumer may have to wait for five seconds before it subscribes again.
const SECONDS_QUIET: u32 = 7;

/// What may happen, and how often.
const STEPS: [(u64, Step); 20] = [
    (30, Run::put_many),
    (10, Run::put_one),
    (2, Run::flood),
    (40, Run::call_anything),
    (3, Run::refuse_writes),
    (3, Run::change_key),
    (8, Run::split),
    (8, Run::merge),
    (4, Run::resize),
    (3, Run::change_retention),
    (15, Run::wait),
    (12, Run::read),
    (6, Run::begin_fault),
    (3, Run::clear_faults),
    (12, Run::subscribe),
    (3, Run::take_over),
    (6, Run::put_to_queue),
    (8, Run::receive),
    (3, Run::acknowledge),
    (10, Run::put_away),
];

/// What any call may be refused with.
const ANYWHERE: [Code; 4] = [Code::Validation, Code::Serialization, Code::LimitExceeded, Code::AccessDenied];

/// Whether a refusal may count as a call against a limit.
fn counts(code: Code) -> bool {
    matches!(code, Code::ProvisionedThroughputExceeded | Code::LimitExceeded)
}

/// What random faults strike. Others are called by those who must hear the answer.
const STRUCK: [&str; 15] = [
    "AcknowledgeQueueRecords",
    "CreateStream",
    "DecreaseStreamRetentionPeriod",
    "DescribeStream",
    "GetRecords",
    "GetShardIterator",
    "IncreaseStreamRetentionPeriod",
    "MergeShards",
    "PutRecord",
    "PutRecords",
    "ReceiveQueueRecords",
    "SplitShard",
    "SubscribeToShard",
    "TagResource",
    "UpdateShardCount",
];
/// What they refuse with.
const REFUSALS: [Code; 2] = [Code::InternalFailure, Code::ServiceUnavailable];

/// Whether a refusal passes by itself: of a limit, a key, or a fault.
pub(crate) fn is_fault(code: Code) -> bool {
    let passes = code == Code::ProvisionedThroughputExceeded || REFUSALS.contains(&code);
    passes || code.name().starts_with("KMS")
}

/// What a caller across a network gets instead of an output.
pub(crate) enum Unserved {
    Refused(Error),
    /// No answer. The caller cannot know whether the call was done; the oracle can.
    Unheard {
        was_done: bool,
    },
}

/// Calls as one across a network does.
pub(crate) fn ask<'w, O>(world: &'w mut World, input: O::Input<'_>) -> Result<O::Output<'w>, Unserved>
where
    O: Operation<State: Service>,
{
    let Answer { outcome, fate } = world.send::<O>(input);
    match outcome {
        outcome if fate.is_lost => Err(Unserved::Unheard { was_done: outcome.is_ok() }),
        outcome => outcome.map_err(Unserved::Refused),
    }
}

type Step = fn(&mut Run);

/// A run of one scenario.
pub(crate) struct Run {
    pub(crate) world: World,
    rng: Rng,
    ledger: Ledger,
    memory: Memory,
    /// What shards took and gave; `None` where limits are off.
    granted: Option<Granted>,
    reader: Reader,
    subscriber: Subscriber,
    receiver: Receiver,
    /// Until when a shard may refuse writes, or a fault records of batches.
    may_refuse_until: Option<Instant>,
    transition: Duration,
    retention: Duration,
    /// Whether worlds are put away and brought back.
    puts_away: bool,
    tells: bool,
}

impl Run {
    pub(crate) fn new(seed: u64, tells: bool) -> Self {
        let mut rng = Rng::from_seed(seed);
        let transition = Duration::from_millis([0, 500][rng.in_range(0, 1) as usize]);
        let mut settings = Settings { seed, ..Settings::default() };
        settings.streams.enforce_limits = rng.in_range(0, 3) == 0;
        settings.streams.transition = transition;
        let granted = settings.streams.enforce_limits.then(Granted::default);
        let mut world = World::new(settings);
        for stream_name in [STREAM, anything::OTHERS[0]] {
            let shard_count = Some(rng.in_range(1, 4) as i32);
            let input = CreateStreamInput { stream_name, shard_count, ..Default::default() };
            world.call::<CreateStream>(input).expect("the name is free");
        }
        world.advance(transition);
        let reader = Reader::new(&mut world, rng.in_range(1, 40) as i32);
        let subscriber = Subscriber::new(&mut world, granted.is_some());
        let receiver = Receiver::new(&mut world, &mut rng, transition);
        world.advance(transition);
        let (ledger, mut memory, retention) = (Ledger::default(), Memory::default(), RETENTION_DEFAULT);
        memory.forbid(subscriber.arn());
        memory.forbid(receiver.queue());
        Self {
            world,
            rng,
            ledger,
            memory,
            granted,
            reader,
            subscriber,
            receiver,
            may_refuse_until: None,
            transition,
            retention,
            puts_away: false,
            tells,
        }
    }

    pub(crate) fn play(&mut self, puts_away: bool) {
        self.puts_away = puts_away;
        for _ in 0..self.rng.in_range(1, STEPS_MAX) {
            let mut drawn = self.rng.in_range(1, STEPS.iter().map(|(weight, _)| weight).sum());
            let chosen = STEPS.iter().find(|(weight, _)| {
                let here = drawn <= *weight;
                drawn = drawn.saturating_sub(*weight);
                here
            });
            chosen.expect("the weights add up").1(self);
            self.ledger.trim(self.world.now(), self.retention);
            self.check_ranges();
        }
    }

    /// Reads to the end, along and from the trim horizon, and checks both.
    pub(crate) fn finish(mut self) {
        for key in anything::KEYS {
            self.act(&Action::Key { key_id: key.into(), state: KeyState::Enabled });
        }
        self.act(&Action::ClearFaults {});
        self.world.advance(self.transition);
        let mut anew = Reader::new(&mut self.world, 7);
        for reader in [&mut self.reader, &mut anew] {
            let mut quiet = 0;
            for _ in 0..READS_MAX {
                let moved = reader.step(&mut self.world, &mut self.ledger, &mut self.granted);
                quiet = if moved { 0 } else { quiet + 1 };
                if quiet == 2 {
                    break;
                }
                // A shard gives five pages a second.
                self.world.advance(Duration::from_millis(200));
            }
            self.ledger.trim(self.world.now(), self.retention);
            assert_eq!(quiet, 2, "reading comes to an end");
        }
        let mut quiet = 0;
        for _ in 0..READS_MAX {
            self.ledger.trim(self.world.now(), self.retention);
            let moved = self.subscriber.step(&mut self.world, &mut self.ledger);
            quiet = if moved { 0 } else { quiet + 1 };
            if quiet == SECONDS_QUIET {
                break;
            }
            self.world.advance(Duration::from_secs(1));
        }
        assert_eq!(quiet, SECONDS_QUIET, "subscriptions come to an end");
        self.ledger.trim(self.world.now(), self.retention);
        for read in [&self.reader.read, &anew.read, &self.subscriber.read] {
            self.ledger.check(read);
        }
        self.receiver.finish(&mut self.world, &mut self.rng);
        if let Some(granted) = &self.granted {
            granted.check();
        }
    }

    fn tell(&self, what: std::fmt::Arguments<'_>) {
        if self.tells {
            println!("{} {what}", self.world.now());
        }
    }

    fn stream(&mut self) -> &Stream {
        let services = self.world.services(&Tenant::default()).expect("the stream is there");
        services.streams.stream(STREAM).expect("and has this name")
    }

    fn open_shards(&mut self) -> Vec<(u32, HashKeyRange)> {
        self.stream().open_shards().map(|shard| (shard.id.0, shard.range)).collect()
    }

    fn check_ranges(&mut self) {
        let open = self.open_shards();
        let mut next = Some(0);
        for (shard, range) in open {
            assert_eq!(Some(range.start.0), next, "shard {shard} begins where the one before ends");
            next = range.end.0.checked_add(1);
        }
        assert_eq!(next, None, "the last shard ends with the last key");
    }

    /// A key, and for every third one the hash key that goes with it always.
    fn draw_key(&mut self) -> (String, Option<String>) {
        let key = self.rng.in_range(0, KEYS - 1);
        let hash_key =
            key.is_multiple_of(3).then(|| (u128::MAX / u128::from(KEYS) * u128::from(key)).to_string());
        (format!("key-{key}"), hash_key)
    }

    fn put_many(&mut self) {
        let count = self.rng.in_range(1, 30);
        self.put(count as usize, 0);
    }

    /// More than a shard takes: many records, or great ones.
    fn flood(&mut self) {
        for _ in 0..self.rng.in_range(1, 4) {
            let (count, padding) = [(500, 0), (20, 60_000)][self.rng.in_range(0, 1) as usize];
            self.put(count, padding);
        }
    }

    /// Puts records of random keys, so many bytes added to the serial number of each.
    fn put(&mut self, count: usize, padding: usize) {
        let keys: Vec<_> = (0..count).map(|_| self.draw_key()).collect();
        let first = self.ledger.next_serial();
        let data: Vec<_> = (first..).take(count).map(|serial| format!("{serial} {:padding$}", "")).collect();
        let records = keys.iter().zip(&data).map(|((key, hash_key), data)| PutRecordsRequestEntry {
            partition_key: Some(key),
            explicit_hash_key: hash_key.as_deref(),
            data: data.as_bytes(),
            ..Default::default()
        });
        let input =
            PutRecordsInput { records: records.collect(), stream_name: Some(STREAM), ..Default::default() };
        let arrival = self.world.now();
        let answer = ask::<PutRecords>(&mut self.world, input);
        let puts: Vec<Option<Put>> = match &answer {
            Ok(answer) => answer
                .records
                .iter()
                .map(|entry| Some(Put::Placed((entry.shard_id?.0, entry.sequence_number?))))
                .collect(),
            Err(Unserved::Unheard { was_done: false }) => vec![None; count],
            Err(Unserved::Unheard { was_done: true }) => {
                let may_refuse = self.may_refuse_until.is_some_and(|until| arrival < until);
                let for_certain = self.granted.is_none() && !may_refuse;
                vec![Some(Put::Unheard { for_certain }); count]
            }
            Err(Unserved::Refused(error)) => {
                assert!(is_fault(error.code), "the stream takes records: {error}");
                vec![None; count]
            }
        };
        let refused = puts.iter().filter(|put| put.is_none()).count();
        self.tell(format_args!("put {count}, {refused} of them refused"));
        for (((key, _), data), put) in keys.into_iter().zip(data).zip(puts) {
            self.note(key, put, arrival, data.len());
        }
    }

    fn put_one(&mut self) {
        let (key, hash_key) = self.draw_key();
        let data = self.ledger.next_serial().to_string();
        let input = PutRecordInput {
            partition_key: Some(&key),
            explicit_hash_key: hash_key.as_deref(),
            data: data.as_bytes(),
            stream_name: Some(STREAM),
            ..Default::default()
        };
        let arrival = self.world.now();
        let put = match ask::<PutRecord>(&mut self.world, input) {
            Ok(answer) => Some(Put::Placed((answer.shard_id.0, answer.sequence_number))),
            Err(Unserved::Unheard { was_done }) => was_done.then_some(Put::Unheard { for_certain: true }),
            Err(Unserved::Refused(error)) => {
                assert!(is_fault(error.code), "the stream takes records: {error}");
                None
            }
        };
        self.tell(format_args!("put one: {put:?}"));
        self.note(key, put, arrival, data.len());
    }

    /// Takes down what became of a record.
    fn note(&mut self, key: String, put: Option<Put>, arrival: Instant, data: usize) {
        if let (Some(granted), Some(Put::Placed((shard, _)))) = (&mut self.granted, put) {
            granted.put(shard, arrival, data + key.len());
        }
        self.ledger.note(put.map(|put| Record { key, arrival, put }));
    }

    /// Any operation, with an input that may be nonsense. What is refused must change nothing.
    fn call_anything(&mut self) {
        let now = self.world.now();
        let (operation, input) = anything::draw(&mut self.rng, &self.memory, now);
        let before = self.state();
        let target = Target { service: TARGET, operation: operation.name };
        let answer = self.world.call_json(target, &input.to_string());
        self.tell(format_args!("{} {input}: {answer:?}", operation.name));
        match answer {
            Ok(answer) if answer.is_empty() => {}
            Ok(answer) => self.memory.note(&serde_json::from_str(&answer).expect("answers are JSON")),
            Err(error) => {
                let is_of_fault = REFUSALS.contains(&error.code);
                let declared = operation.errors.contains(&error.code) || ANYWHERE.contains(&error.code);
                assert!(declared || is_of_fault, "{} does not declare {error}", operation.name);
                // A refused call is one of the calls that a second holds.
                let counted =
                    self.granted.is_some() && operation.rate != CallRate::Unlimited || counts(error.code);
                assert!(counted || before == self.state(), "{} changed something", operation.name);
            }
        }
    }

    /// The whole service, as it would be put away, but for the faults: they draw for every call.
    fn state(&mut self) -> Vec<u8> {
        let services = self.world.services(&Tenant::default()).expect("the stream is there");
        let mut streams = services.streams.clone();
        streams.clear_faults();
        postcard::to_allocvec(&streams).expect("a service always serialises")
    }

    /// A fault: a shard that refuses all writes for a while.
    fn refuse_writes(&mut self) {
        let open = self.open_shards();
        let shard = open[self.rng.in_range(0, open.len() as u64 - 1) as usize].0;
        let for_ms = self.rng.in_range(1, 5_000);
        self.tell(format_args!("shard {shard} refuses writes for {for_ms} ms"));
        self.may_refuse_until =
            self.may_refuse_until.max(Some(self.world.now() + Duration::from_millis(for_ms)));
        self.act(&Action::RefuseWrites { stream: STREAM.into(), shard, for_ms });
    }

    /// A fault: a KMS key that cannot be used, or can again.
    fn change_key(&mut self) {
        let key_id = anything::KEYS[self.rng.in_range(0, 1) as usize].to_owned();
        let state =
            [KeyState::Enabled, KeyState::Disabled, KeyState::Throttled][self.rng.in_range(0, 2) as usize];
        self.tell(format_args!("{key_id} is {}", state.as_str()));
        self.act(&Action::Key { key_id, state });
    }

    /// A fault: calls that are refused, answered late or never; records of batches that are refused.
    fn begin_fault(&mut self) {
        let error = REFUSALS[self.rng.in_range(0, 1) as usize];
        let refusal = Refusal { error, message: None };
        let effect = match self.rng.in_range(0, 5) {
            0 | 1 => Effect::Refuse(refusal),
            2 | 3 => Effect::RefuseRecords(refusal),
            4 => Effect::Delay { ms: self.rng.in_range(1, 1_000) },
            _ => Effect::LoseAnswer,
        };
        let operations = match effect {
            // A fault that strikes few operations hits puts seldom.
            Effect::RefuseRecords(_) => vec!["PutRecords".to_owned()],
            _ => (0..self.rng.in_range(1, 6))
                .map(|_| STRUCK[self.rng.in_range(0, STRUCK.len() as u64 - 1) as usize].to_owned())
                .collect(),
        };
        let for_ms = Some(self.rng.in_range(1, 20_000)).filter(|_| self.rng.in_range(0, 3) != 0);
        let share = Share { millionths: self.rng.in_range(100_000, 1_000_000) as u32 };
        let stream = (self.rng.in_range(0, 2) == 0).then(|| STREAM.to_owned());
        let plan = FaultPlan { operations, stream, share, for_ms, effect };
        self.tell(format_args!("{plan:?}"));
        if matches!(plan.effect, Effect::RefuseRecords(_)) {
            let until = for_ms.map_or(Instant::MAX, |ms| self.world.now() + Duration::from_millis(ms));
            self.may_refuse_until = self.may_refuse_until.max(Some(until));
        }
        self.act(&Action::Fault(Box::new(plan)));
    }

    fn clear_faults(&mut self) {
        self.tell(format_args!("faults end"));
        self.act(&Action::ClearFaults {});
    }

    fn subscribe(&mut self) {
        let before = self.subscriber.read.len();
        self.subscriber.step(&mut self.world, &mut self.ledger);
        self.tell(format_args!("were sent {}", self.subscriber.read.len() - before));
    }

    fn take_over(&mut self) {
        let shard = self.rng.in_range(0, SHARDS_MAX as u64) as usize;
        self.subscriber.take_over(&mut self.world, shard);
        self.tell(format_args!("took over {shard}"));
    }

    fn put_to_queue(&mut self) {
        let count = self.rng.in_range(1, 30) as usize;
        self.receiver.put(&mut self.world, count);
        self.tell(format_args!("put {count} for the queue"));
    }

    fn receive(&mut self) {
        let dead_letter = self.rng.in_range(0, 4) == 0;
        let count = self.receiver.receive(&mut self.world, dead_letter);
        self.tell(format_args!("received {count}"));
    }

    fn acknowledge(&mut self) {
        self.receiver.acknowledge(&mut self.world, &mut self.rng, 3);
        self.tell(format_args!("acknowledged some"));
    }

    fn act(&mut self, action: &Action) {
        self.world.act(action).expect("what the action names is there");
    }

    /// Refused where the stream is still changing, and where a child would have too few keys.
    fn split(&mut self) {
        let open = self.open_shards();
        let (shard, range) = open[self.rng.in_range(0, open.len() as u64 - 1) as usize];
        let part = u128::from(self.rng.in_range(0, 1 << 16));
        let key = range.start.0 + (range.end.0 - range.start.0) / (1 << 16) * part;
        if SHARDS_MAX <= open.len() {
            return;
        }
        let input = SplitShardInput {
            new_starting_hash_key: &key.to_string(),
            shard_to_split: &shard.to_string(),
            stream_name: Some(STREAM),
            ..Default::default()
        };
        let answer = self.world.call::<SplitShard>(input).map_err(|error| error.code);
        self.tell(format_args!("split {shard}: {answer:?}"));
    }

    fn merge(&mut self) {
        let open = self.open_shards();
        let place = self.rng.in_range(0, open.len() as u64 - 1) as usize;
        let Some((upper, _)) = open.get(place + 1) else { return };
        let lower = open[place].0;
        let input = MergeShardsInput {
            shard_to_merge: &lower.to_string(),
            adjacent_shard_to_merge: &upper.to_string(),
            stream_name: Some(STREAM),
            ..Default::default()
        };
        let answer = self.world.call::<MergeShards>(input).map_err(|error| error.code);
        self.tell(format_args!("merge {lower} and {upper}: {answer:?}"));
    }

    fn resize(&mut self) {
        let open = self.open_shards().len();
        let target = self.rng.in_range(open.div_ceil(2) as u64, SHARDS_MAX.min(2 * open) as u64);
        let input = UpdateShardCountInput {
            target_shard_count: target as i32,
            scaling_type: ScalingType::UniformScaling,
            stream_name: Some(STREAM),
            ..Default::default()
        };
        let answer = self.world.call::<UpdateShardCount>(input).map(drop).map_err(|error| error.code);
        self.tell(format_args!("resize from {open} to {target}: {answer:?}"));
    }

    /// Changes it and waits until that holds, so that the ledger knows when.
    fn change_retention(&mut self) {
        let hours = self.rng.in_range(24, 96);
        let (stream_name, retention_period_hours) = (Some(STREAM), hours as i32);
        let to = Duration::from_hours(hours);
        let answer = if self.retention <= to {
            let input = IncreaseStreamRetentionPeriodInput {
                retention_period_hours,
                stream_name,
                ..Default::default()
            };
            self.world.call::<IncreaseStreamRetentionPeriod>(input)
        } else {
            let input = DecreaseStreamRetentionPeriodInput {
                retention_period_hours,
                stream_name,
                ..Default::default()
            };
            self.world.call::<DecreaseStreamRetentionPeriod>(input)
        };
        self.tell(format_args!("keep records for {hours} hours: {answer:?}"));
        if answer.is_ok() {
            self.world.advance(self.transition);
            self.ledger.trim(self.world.now(), self.retention);
            self.retention = to;
        }
    }

    /// Mostly for seconds, at times for hours.
    fn wait(&mut self) {
        let millis = match self.rng.in_range(0, 9) {
            0 => self.rng.in_range(1, 20 * 3_600_000),
            1 => self.rng.in_range(200_000, 400_000),
            _ => self.rng.in_range(0, 3_000),
        };
        self.tell(format_args!("wait {millis} ms"));
        self.world.advance(Duration::from_millis(millis));
    }

    fn read(&mut self) {
        let before = self.reader.read.len();
        self.reader.step(&mut self.world, &mut self.ledger, &mut self.granted);
        self.tell(format_args!("read {}", self.reader.read.len() - before));
    }

    fn put_away(&mut self) {
        if self.puts_away {
            self.tell(format_args!("put away"));
            let snapshot = self.world.snapshot();
            self.world = World::restore(&snapshot).expect("what was put away comes back");
            assert!(self.world.snapshot() == snapshot, "and is put away the same again");
        }
    }
}
