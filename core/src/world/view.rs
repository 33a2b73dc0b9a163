//! A picture of a world: what a page shows, taken at one moment and never changed.
//!
//! Positions on the hash-key line are given as fractions from 0 to 1 beside the exact numbers: they are for drawing.

pub mod delivery_stream;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::World;
use super::explain::Note;
use super::gauge::Flow;
use super::look::Look;
use super::producer::{Producer, ProducerCounts};
use super::reader::{Position, Reader, ReaderCounts};
use super::scenario::{Keys, PutOperation, Rate, Retry, Start};
use super::words::{self, count};
use crate::fact::Limit;
use crate::ids::{HashKey, SequenceNumber};
use crate::streams::shapes::{StreamMode, StreamStatus};
use crate::streams::{Shard, Stream, Streams};
use crate::time::{Duration, Instant};
use delivery_stream::DeliveryStreamView;

/// Parts into which the key rail is divided to count keys.
pub const RAIL_BINS: usize = 128;
/// What takes a hash key to its part.
const RAIL_SHIFT: u32 = u128::BITS - RAIL_BINS.ilog2();
const _: () = assert!(RAIL_BINS.is_power_of_two(), "parts must be of one width");
/// Newest records a shard that are looked at for the rail.
const RAIL_SAMPLE: u64 = 200;
const RAIL_WINDOW: Duration = Duration::from_secs(2);

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// How much time the strips show, up to now.
    pub window: Duration,
    /// Into how many parts they divide it.
    pub buckets: u32,
}

impl Frame {
    /// How much time one part shows.
    fn part(self) -> Duration {
        Duration::from_micros((self.window.total_micros() / u64::from(self.buckets.max(1))).max(1))
    }

    /// When the newest part ends: the first whole multiple of its width after `now`.
    fn until(self, now: Instant) -> Instant {
        let part = self.part().total_micros() as i64;
        Instant::from_micros((now.total_micros().div_euclid(part) + 1).saturating_mul(part))
    }
}

/// The whole picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// The clock.
    pub now: Instant,
    /// When it started.
    pub start: Instant,
    /// Microseconds since the start.
    pub elapsed_us: u64,
    /// How much time each part of a strip shows.
    pub film_part: Duration,
    /// When the newest part of the strips ends.
    pub film_until: Instant,
    /// The running hash, 16 hexadecimal digits.
    pub hash: String,
    /// How many facts there were.
    pub fact_count: u64,
    /// Streams by name.
    pub streams: Vec<StreamView>,
    /// Delivery streams by name.
    pub delivery_streams: Vec<DeliveryStreamView>,
    /// Producers in the order of the scenario.
    pub producers: Vec<ProducerView>,
    /// Readers in the order of the scenario.
    pub readers: Vec<ReaderView>,
    /// What happened lately, newest first.
    pub notes: Vec<Note>,
    /// The picture in two to five sentences.
    pub summary: String,
}

/// A stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StreamView {
    /// Name.
    pub name: String,
    /// State.
    pub status: StreamStatus,
    /// Mode.
    pub mode: StreamMode,
    /// Hours that records are kept.
    pub retention_hours: u64,
    /// How unevenly the shards are written to.
    pub skew: Skew,
    /// Retained shards, closed ones included, by number.
    pub shards: Vec<ShardView>,
    /// How many of the newest records fell into each part of the hash-key line, in thousandths of a record a second.
    pub rail: Vec<u64>,
}

/// (max - mean) / mean of what the open shards are offered, against their limits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Skew {
    /// The score; 0 is even.
    pub score: f64,
    /// `even`, `uneven` or `hot`; `idle` where nothing is written.
    pub word: String,
}

/// Whether a shard takes what comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShardState {
    /// It takes all that comes.
    Open,
    /// It refused records within the last second.
    Throttled,
    /// It can only be read.
    Closed,
}

/// A shard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShardView {
    /// Number.
    pub number: u32,
    /// `shardId-000000000000`.
    pub id: String,
    /// Whether it takes what comes.
    pub state: ShardState,
    /// First hash key.
    pub range_start: HashKey,
    /// Last hash key.
    pub range_end: HashKey,
    /// First hash key, as a fraction of the line.
    pub from: f64,
    /// End of the range, as a fraction of the line.
    pub to: f64,
    /// Numbers of the shards that it came from.
    pub parents: Vec<u32>,
    /// Starting sequence number.
    pub starting_sequence_number: SequenceNumber,
    /// What went through it in the last second.
    pub last_second: Flow,
    /// What went through it at all.
    pub total: Flow,
    /// The greater of records and bytes offered in the last second, against the limits; 1 is full.
    pub utilisation: f64,
    /// What refused the newest refused record, if it was within the last second.
    pub limit: Option<Limit>,
    /// All that refused records within the last second, in words: `records and data limits`.
    pub refused_by: Option<String>,
    /// Records that can be read.
    pub stored: u64,
    /// When the oldest of them came.
    pub oldest: Option<Instant>,
    /// Records accepted in each part of the window, oldest first.
    pub film: Vec<u32>,
    /// Readers that stand in this shard.
    pub gates: Vec<GateView>,
}

impl ShardView {
    /// Whether it takes records.
    pub fn is_open(&self) -> bool {
        self.state != ShardState::Closed
    }
}

/// A reader in a shard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GateView {
    /// The reader.
    pub reader: String,
    /// When the next record that it will read came; `None` where it has read all.
    pub next_arrival: Option<Instant>,
    /// Records that it has still to read.
    pub unread: u64,
    /// How far it is behind.
    pub millis_behind: u64,
    /// Records that passed the trim horizon before it came to them and are not counted yet.
    pub expired_unread: u64,
    /// Whether records are sent to it, at a rate of its own: enhanced fan-out.
    pub fan_out: bool,
    /// Where it began in this shard, or will.
    pub start: Start,
    /// The first record that it read here: as the how manieth it came, from 0.
    pub first_read: Option<u64>,
    /// When the record came with which it would go on after a crash; `None` where it has written down all.
    pub checkpoint: Option<Instant>,
    /// Records that it would read again after a crash.
    pub uncheckpointed: u64,
    /// Calls refused by a limit, of this shard.
    pub refused: u64,
    /// Whether the iterator in its hands is of no use any more.
    pub iterator_expired: bool,
}

/// A producer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProducerView {
    /// Name.
    pub name: String,
    /// Stream that it puts into.
    pub stream: String,
    /// Which operation it calls.
    pub operation: PutOperation,
    /// Whether it runs.
    pub running: bool,
    /// New records a second.
    pub records_per_second: Rate,
    /// Data of each record.
    pub record_bytes: u32,
    /// How it chooses keys.
    pub keys: Keys,
    /// What becomes of refused records.
    pub retry: Retry,
    /// What became of its records.
    pub counts: ProducerCounts,
    /// Refused records that it will send again.
    pub pending: usize,
}

/// A reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderView {
    /// Name.
    pub name: String,
    /// Stream that it reads.
    pub stream: String,
    /// Whether it runs.
    pub running: bool,
    /// Since when it rests, if it ran before.
    pub stopped_at: Option<Instant>,
    /// When it begins again after a crash, if it has crashed and does so by itself.
    pub restarts_at: Option<Instant>,
    /// Where it begins.
    pub start: Start,
    /// Whether records are sent to it, at a rate of its own: enhanced fan-out.
    pub fan_out: bool,
    /// Whether it reads a shard to its end before the shards that came from it.
    pub parents_first: bool,
    /// How often it asks.
    pub poll_ms: u64,
    /// Records of one answer.
    pub limit: u32,
    /// How often it writes down how far it is; with 0, after every answer.
    pub checkpoint_ms: u64,
    /// What it has seen.
    pub counts: ReaderCounts,
    /// Records that it has still to read.
    pub unread: u64,
    /// How far its slowest shard is behind.
    pub millis_behind: u64,
    /// Records that passed the trim horizon before it came to them, those included that it has not noticed yet.
    pub expired_unread: u64,
}

/// Where a partition key falls.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Located {
    /// The MD5 in hexadecimal.
    pub md5: String,
    /// The same as a number.
    pub hash_key: HashKey,
    /// The same as a fraction of the line.
    pub at: f64,
    /// Number of the open shard that takes it.
    pub shard: Option<u32>,
}

impl World {
    /// Takes a picture, as the default account in the default region sees it. O(shards x (buckets + readers) x log records).
    pub fn view(&mut self, frame: Frame) -> View {
        self.look().view(frame)
    }

    /// Where a partition key falls on a stream's shards.
    pub fn locate(&mut self, stream: &str, partition_key: &str) -> Located {
        let hash_key = HashKey::of_partition_key(partition_key);
        let shard = self.look().stream(stream).filter(|stream| stream.open_shard_count() > 0);
        Located {
            md5: format!("{:032x}", hash_key.0),
            hash_key,
            at: fraction(hash_key.0),
            shard: shard.map(|stream| stream.open_shard_of(hash_key).id.0),
        }
    }
}

impl Look<'_> {
    /// How far a reader's slowest shard is behind.
    #[cfg(feature = "lessons")]
    pub(super) fn millis_behind(self, reader: &Reader) -> u64 {
        view_reader(reader, self.stream(&reader.plan.stream), self.now).millis_behind
    }

    fn view(self, frame: Frame) -> View {
        let transcript = &self.chronicle.transcript;
        let stream_views: Vec<_> = self
            .streams
            .into_iter()
            .flat_map(Streams::streams)
            .map(|stream| self.view_stream(stream, frame))
            .collect();
        let readers: Vec<_> = self
            .cast
            .readers
            .iter()
            .map(|reader| view_reader(reader, self.stream(&reader.plan.stream), self.now))
            .collect();
        View {
            now: self.now,
            start: self.settings.start,
            elapsed_us: self.now.since(self.settings.start).total_micros(),
            film_part: frame.part(),
            film_until: frame.until(self.now),
            hash: format!("{:016x}", transcript.hash()),
            fact_count: transcript.count(),
            summary: summarise(&stream_views, &readers),
            streams: stream_views,
            delivery_streams: self.delivery_streams(),
            producers: self.cast.producers.iter().map(view_producer).collect(),
            readers,
            notes: self.notes(),
        }
    }

    fn view_stream(self, stream: &Stream, frame: Frame) -> StreamView {
        let shards: Vec<_> =
            stream.shards().iter().map(|shard| self.view_shard(stream, shard, frame)).collect();
        let mut rail = vec![0; RAIL_BINS];
        stream.open_shards().for_each(|shard| count_keys(shard, self.now, &mut rail));
        StreamView {
            name: stream.name.to_string(),
            status: stream.status,
            mode: stream.mode,
            retention_hours: stream.retention.total_secs() / 3_600,
            skew: skew(&shards),
            shards,
            rail,
        }
    }

    fn view_shard(self, stream: &Stream, shard: &Shard, frame: Frame) -> ShardView {
        let meter = self.chronicle.gauge.of(&self.settings.tenant, &stream.name, shard.id);
        let last_second = meter.map(|meter| meter.last_second(self.now)).unwrap_or_default();
        let state = match (shard.is_open(), last_second.refused) {
            (false, _) => ShardState::Closed,
            (true, 0) => ShardState::Open,
            (true, _) => ShardState::Throttled,
        };
        let of_stream = self.cast.readers.iter().filter(|reader| reader.plan.stream == *stream.name);
        let oldest = shard.log.first_arrived_since(stream.trim_horizon(self.now));
        let [records, data] = last_second.offered();
        let limit = meter.and_then(|meter| meter.last_limit).filter(|_| last_second.refused > 0);
        ShardView {
            number: shard.id.0,
            id: shard.id.to_string(),
            state,
            range_start: shard.range.start,
            range_end: shard.range.end,
            from: fraction(shard.range.start.0),
            to: if shard.range.end == HashKey::MAX { 1.0 } else { fraction(shard.range.end.0 + 1) },
            parents: shard.parents.iter().map(|parent| parent.0).collect(),
            starting_sequence_number: shard.starting_sequence_number(),
            utilisation: records.max(data),
            limit,
            refused_by: limit.map(|limit| words::refused_by(limit, &last_second).into()),
            last_second,
            total: meter.map(|meter| meter.total).unwrap_or_default(),
            stored: shard.log.end_counter() - oldest,
            oldest: shard.log.get(oldest).map(|record| record.arrival),
            film: film(shard, self.now, frame),
            gates: of_stream.filter_map(|reader| view_gate(reader, stream, shard, self.now)).collect(),
        }
    }
}

fn skew(shards: &[ShardView]) -> Skew {
    let open = shards.iter().filter(|shard| shard.state != ShardState::Closed);
    let (count, sum, max) = open.fold((0.0, 0.0, 0.0_f64), |(count, sum, max), shard| {
        (count + 1.0, sum + shard.utilisation, max.max(shard.utilisation))
    });
    if sum == 0.0 {
        return Skew { score: 0.0, word: "idle".into() };
    }
    let mean = sum / count;
    let score = (max - mean) / mean;
    let word = match score {
        ..0.25 => "even",
        ..1.0 => "uneven",
        _ => "hot",
    };
    Skew { score, word: word.into() }
}

/// Records accepted in each part of the window, from the arrival times in the log. Parts begin at whole multiples of
/// their width, so that a record stays in its part as time goes on; the newest part is still filling.
fn film(shard: &Shard, now: Instant, frame: Frame) -> Vec<u32> {
    let (part, until) = (frame.part(), frame.until(now));
    let back = |parts: u32| Duration::from_micros(part.total_micros() * u64::from(parts));
    let at = |bucket: u32| shard.log.first_arrived_since(until.before(back(frame.buckets - bucket)));
    let edges = (0..=frame.buckets).map(at).collect::<Vec<_>>();
    edges.windows(2).map(|pair| (pair[1] - pair[0]) as u32).collect()
}

/// Adds the newest records of a shard to the rail, a sample standing for all where there are many.
fn count_keys(shard: &Shard, now: Instant, rail: &mut [u64]) {
    let since = shard.log.first_arrived_since(now.before(RAIL_WINDOW));
    let newest = shard.log.end_counter();
    let (count, sampled) = (newest - since, RAIL_SAMPLE.min(newest - since));
    if count == 0 {
        return;
    }
    let weight = count * 1_000 / sampled / RAIL_WINDOW.total_secs();
    for record in shard.log.iter_from(newest - sampled) {
        rail[(record.hash_key.0 >> RAIL_SHIFT) as usize] += weight;
    }
}

fn view_gate(reader: &Reader, stream: &Stream, shard: &Shard, now: Instant) -> Option<GateView> {
    let readable = shard.log.first_arrived_since(stream.trim_horizon(now));
    let next = reader.next_counter(shard)?.max(readable);
    let arrival = |counter| shard.log.get(counter).map(|record| record.arrival);
    let next_arrival = arrival(next);
    let position = reader.positions.get(&shard.id);
    Some(GateView {
        reader: reader.plan.name.clone(),
        next_arrival,
        unread: shard.log.end_counter().saturating_sub(next),
        millis_behind: next_arrival.map_or(0, |arrival| now.since(arrival).total_millis()),
        expired_unread: reader.expired_unread(stream, shard.id, now),
        fan_out: reader.plan.fan_out,
        start: position.map_or(reader.plan.start, |position| position.start),
        first_read: position
            .and_then(|position| position.first_read)
            .map(|counter| counter.saturating_sub(shard.first_counter())),
        checkpoint: position.and_then(|position| arrival(position.checkpoint.next_counter.max(readable))),
        uncheckpointed: position.map_or(0, Position::uncheckpointed),
        refused: position.map_or(0, |position| position.refused),
        iterator_expired: position.is_some_and(|position| position.has_expired_iterator(now)),
    })
}

fn view_producer(producer: &Producer) -> ProducerView {
    let plan = &producer.plan;
    ProducerView {
        name: plan.name.clone(),
        stream: plan.stream.clone(),
        operation: plan.operation,
        running: plan.running,
        records_per_second: plan.records_per_second,
        record_bytes: plan.record_bytes,
        keys: plan.keys.clone(),
        retry: plan.retry,
        counts: producer.counts,
        pending: producer.pending_count(),
    }
}

fn view_reader(reader: &Reader, stream: Option<&Stream>, now: Instant) -> ReaderView {
    let gates: Vec<_> = stream
        .into_iter()
        .flat_map(|stream| {
            stream.shards().iter().filter_map(move |shard| view_gate(reader, stream, shard, now))
        })
        .collect();
    ReaderView {
        name: reader.plan.name.clone(),
        stream: reader.plan.stream.clone(),
        running: reader.plan.running,
        stopped_at: reader.stopped_at,
        restarts_at: reader.restarts_at,
        start: reader.plan.start,
        fan_out: reader.plan.fan_out,
        parents_first: reader.plan.parents_first,
        poll_ms: reader.plan.poll_ms,
        limit: reader.plan.limit,
        checkpoint_ms: reader.plan.checkpoint_ms,
        counts: reader.counts,
        unread: gates.iter().map(|gate| gate.unread).sum(),
        millis_behind: gates.iter().map(|gate| gate.millis_behind).max().unwrap_or(0),
        expired_unread: reader.counts.expired_unread
            + gates.iter().map(|gate| gate.expired_unread).sum::<u64>(),
    }
}

/// The picture in sentences: how many shards, which are throttled or shut by a fault, who is slowest.
fn summarise(streams: &[StreamView], readers: &[ReaderView]) -> String {
    let mut sentences = Vec::new();
    for stream in streams {
        let open: Vec<_> = stream.shards.iter().filter(|shard| shard.state != ShardState::Closed).collect();
        let plural = if open.len() == 1 { "" } else { "s" };
        sentences.push(format!(
            "Stream {} has {} open shard{plural}; its load is {}.",
            stream.name,
            open.len(),
            stream.skew.word
        ));
        let refusing = open.into_iter().filter(|shard| shard.state == ShardState::Throttled);
        let by_fault = |shard: &&ShardView| shard.refused_by.as_deref() == Some(words::FAULT);
        let (struck, throttled): (Vec<_>, Vec<_>) = refusing.partition(by_fault);
        let reads = refused_reads(&stream.shards);
        match throttled[..] {
            // What else is refused is told next.
            [] if reads.is_some() || !struck.is_empty() => {}
            [] => sentences.push("No shard is throttled.".into()),
            [shard] => sentences.push(format!(
                "Shard {} is throttled: {} of 1,000 records per second offered, {} refused.",
                shard.number,
                count(shard.last_second.accepted + shard.last_second.refused),
                count(shard.last_second.refused)
            )),
            _ => sentences.push(format!("{} shards are throttled.", throttled.len())),
        }
        match struck[..] {
            [] => {}
            [shard] => sentences.push(format!("Shard {} refuses records: {}.", shard.number, words::FAULT)),
            _ => sentences.push(format!("{} shards refuse records: {}.", struck.len(), words::FAULT)),
        }
        sentences.extend(reads);
    }
    if let Some(slowest) = readers.iter().max_by_key(|reader| reader.millis_behind) {
        let plural =
            if readers.len() == 1 { "One reader".into() } else { format!("{} readers", readers.len()) };
        sentences.push(format!(
            "{plural}; the slowest, {}, is {} s behind.",
            slowest.name,
            count(slowest.millis_behind / 1_000)
        ));
    }
    sentences.join(" ")
}

/// How many calls that ask for records are refused, if any.
fn refused_reads(shards: &[ShardView]) -> Option<String> {
    let sum = |of: fn(&Flow) -> u64| shards.iter().map(|shard| of(&shard.last_second)).sum::<u64>();
    let (refused, answered) = (sum(|flow| flow.reads_refused), sum(|flow| flow.reads));
    let calls = count(refused + answered);
    (0 < refused).then(|| format!("{} of {calls} reads per second are refused.", count(refused)))
}

pub(super) fn fraction(position: u128) -> f64 {
    (position >> 64) as f64 / 18_446_744_073_709_551_616.0
}
