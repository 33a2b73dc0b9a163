//! A reader: a program that reads every shard of a stream, parents before children, and writes down how far it is.
//!
//! It asks for records through shard iterators ([`shared`]), or has them sent as an enhanced fan-out consumer ([`fan_out`]).

#[cfg_attr(not(feature = "subscriptions"), path = "no_fan_out.rs")]
mod fan_out;
mod shared;

use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::vec::Vec;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::World;
use super::life::ReadState;
use super::scenario::{ReaderPlan, Start};
use crate::error::{Code, Error};
use crate::fact::{Event, ReaderChange};
use crate::ids::{SequenceNumber, ShardId};
use crate::streams::op::RecordSlice;
use crate::streams::shapes::ShardIteratorType;
use crate::streams::{ITERATOR_LIFE, Shard, Stream};
use crate::time::{Duration, Instant};

/// A place in a shard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    /// The last record before it; nothing where none was read.
    after: Option<SequenceNumber>,
    /// Counter of the next record.
    pub(super) next_counter: u64,
}

/// An iterator in a reader's hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Held {
    iterator: String,
    since: Instant,
}

/// How a reader stands in one shard.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Position {
    /// Where it begins.
    pub(super) start: Start,
    /// Whether it has: until then `here` says nothing.
    has_begun: bool,
    here: Place,
    /// Where it goes on after a crash.
    pub(super) checkpoint: Place,
    /// Counter after the last record that it has ever read; what comes before it comes again.
    seen: u64,
    /// Counter of the first record that it read.
    pub(super) first_read: Option<u64>,
    /// The iterator to read with next; `None` before the first and after it expired.
    iterator: Option<Held>,
    /// Whether its iterator expired and it has no other yet.
    has_expired: bool,
    /// Number of the subscription by which records come.
    subscription: Option<u64>,
    /// Calls refused by a limit.
    pub(super) refused: u64,
    /// Its newest reads, the oldest first.
    reads: VecDeque<Taken>,
}

/// Records that were read at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Taken {
    at: Instant,
    /// Counter of the first.
    first: u64,
    /// Counter of the next one.
    end: u64,
}

/// Reads that a reader remembers of each shard.
const READS_KEPT: usize = 32;

/// What a reader has seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderCounts {
    /// Records read.
    pub read: u64,
    /// Of those, records that it had read before: after a crash it goes on from its checkpoint.
    pub reread: u64,
    /// Calls refused by a limit.
    pub refused: u64,
    /// Records of a shard that it read while the shard before still held older ones: maybe of the same keys.
    pub out_of_order: u64,
    /// Records that were trimmed before it came to them.
    pub expired_unread: u64,
    /// Iterators that expired in its hands.
    pub expired_iterators: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Reader {
    pub(super) plan: ReaderPlan,
    pub(super) counts: ReaderCounts,
    pub(super) positions: LiteMap<ShardId, Position>,
    finished: LiteMap<ShardId, ()>,
    /// When its scenario began.
    loaded_at: Instant,
    /// When the stream was made that all this is about: another of the same name is read anew.
    stream_made: Option<Instant>,
    next_poll: Instant,
    next_checkpoint: Instant,
    /// When it begins again after a crash.
    pub(super) restarts_at: Option<Instant>,
    /// Since when it rests, if it ran before.
    pub(super) stopped_at: Option<Instant>,
    /// How long it rested at most before it went on.
    pub(super) longest_stop: Duration,
    /// The kinds of starting position from which it has read, a bit each.
    pub(super) starts_used: u8,
    /// Whether it has looked at the stream yet: shards that it finds later are children and are read from their start.
    started: bool,
    /// Whether it has registered as a consumer.
    is_registered: bool,
    /// Its ARN as a consumer, once it is one.
    consumer_arn: Option<String>,
}

/// A starting place as calls take it.
struct Asked {
    kind: ShardIteratorType,
    number: Option<SequenceNumber>,
    timestamp: Option<Instant>,
    /// Counter of the first record from there.
    counter: u64,
}

impl Reader {
    pub(super) fn new(plan: ReaderPlan, now: Instant) -> Self {
        let (counts, positions, finished, stream_made, restarts_at, consumer_arn) = Default::default();
        let next_poll = now + Duration::from_millis(plan.poll_ms);
        let next_checkpoint = now + Duration::from_millis(plan.checkpoint_ms);
        Self {
            plan,
            counts,
            positions,
            finished,
            loaded_at: now,
            stream_made,
            next_poll,
            next_checkpoint,
            restarts_at,
            stopped_at: None,
            longest_stop: Duration::ZERO,
            starts_used: 0,
            started: false,
            is_registered: false,
            consumer_arn,
        }
    }

    pub(super) fn poll_timeout(&self) -> Option<Instant> {
        if !self.plan.running {
            return self.restarts_at;
        }
        let checkpoint = (0 < self.plan.checkpoint_ms).then_some(self.next_checkpoint);
        Some(checkpoint.map_or(self.next_poll, |checkpoint| checkpoint.min(self.next_poll)))
    }

    pub(super) fn handle_timeout(&mut self, world: &mut World, now: Instant) {
        if self.restarts_at.take_if(|at| *at <= now).is_some() {
            self.plan.running = true;
            self.note_stop(false, now);
            self.next_poll = now;
            self.next_checkpoint = now + Duration::from_millis(self.plan.checkpoint_ms);
            world.say(Event::ReaderRestarted { reader: self.plan.name.clone() });
        }
        if !self.plan.running {
            return;
        }
        self.take_events(world, now);
        if 0 < self.plan.checkpoint_ms && self.next_checkpoint <= now {
            self.next_checkpoint = now + Duration::from_millis(self.plan.checkpoint_ms);
            self.write_checkpoints(world);
        }
        if now < self.next_poll {
            return;
        }
        self.next_poll = now + Duration::from_millis(self.plan.poll_ms);
        self.discover(world);
        if self.plan.fan_out {
            self.subscribe(world, now);
        } else {
            let shards: Vec<_> = self.positions.keys().copied().collect();
            for shard in shards {
                self.read(world, shard, now);
            }
        }
        self.started |= !self.positions.is_empty();
    }

    /// The numbers of its subscriptions.
    pub(super) fn held(&self) -> impl Iterator<Item = u64> {
        self.positions.values().filter_map(|position| position.subscription)
    }

    /// Whether a subscription of this number is its own.
    pub(super) fn holds(&self, serial: u64) -> bool {
        self.held().any(|held| held == serial)
    }

    /// Changes what is given. Nothing changes where the new plan cannot be.
    pub(super) fn change(
        &mut self,
        change: &ReaderChange,
        world: &mut World,
        now: Instant,
    ) -> Result<(), Error> {
        let mut plan = self.plan.clone();
        plan.running = change.running.unwrap_or(plan.running);
        plan.poll_ms = change.poll_ms.unwrap_or(plan.poll_ms);
        plan.limit = change.limit.unwrap_or(plan.limit);
        plan.checkpoint_ms = change.checkpoint_ms.unwrap_or(plan.checkpoint_ms);
        plan.parents_first = change.parents_first.unwrap_or(plan.parents_first);
        plan.fan_out = change.fan_out.unwrap_or(plan.fan_out);
        plan.start = change.start.unwrap_or(plan.start);
        plan.check().map_err(|error| Error::new(Code::InvalidArgument, error.0))?;
        if change.running.is_some() {
            self.restarts_at = None;
        }
        if plan.fan_out != self.plan.fan_out || change.start.is_some() {
            self.leave(world);
        }
        if change.start.is_some() {
            self.positions.clear();
            self.finished.clear();
            self.started = false;
        }
        self.next_poll = now + Duration::from_millis(plan.poll_ms);
        self.next_checkpoint = now + Duration::from_millis(plan.checkpoint_ms);
        if plan.running != self.plan.running {
            self.note_stop(!plan.running, now);
        }
        self.plan = plan;
        Ok(())
    }

    /// Stops at once and forgets all that it has not written down. It begins again at a time, or when it is told to.
    pub(super) fn crash(&mut self, until: Option<Instant>, world: &mut World, now: Instant) {
        self.leave(world);
        if self.plan.running {
            self.note_stop(true, now);
        }
        self.plan.running = false;
        self.restarts_at = until;
        for (_, position) in self.positions.iter_mut() {
            position.here = position.checkpoint;
            position.has_begun = position.here.after.is_some() || position.start != Start::Latest;
            position.has_expired = false;
        }
    }

    fn note_stop(&mut self, stops: bool, now: Instant) {
        if stops {
            self.stopped_at = Some(now);
        } else if let Some(at) = self.stopped_at.take() {
            self.longest_stop = self.longest_stop.max(now.since(at));
        }
    }

    /// Drops its iterators and ends its subscriptions.
    pub(super) fn leave(&mut self, world: &mut World) {
        self.unsubscribe(world);
        self.positions.iter_mut().for_each(|(_, position)| position.iterator = None);
    }

    /// Takes up the shards that it may read: those whose parents are finished, or gone.
    fn discover(&mut self, world: &mut World) {
        let stream = world.look().stream(&self.plan.stream);
        if stream.map(|stream| stream.created_at) != self.stream_made {
            self.positions.clear();
            self.finished.clear();
            self.stream_made = stream.map(|stream| stream.created_at);
        }
        let Some(stream) = stream else { return };
        let may_read = |shard: &Shard| {
            let parent_done =
                |parent: &ShardId| self.finished.contains_key(parent) || stream.shard(*parent).is_none();
            let is_its_turn = !self.plan.parents_first || shard.parents.iter().all(parent_done);
            !self.finished.contains_key(&shard.id) && is_its_turn
        };
        let from_latest = !self.started && self.plan.start == Start::Latest;
        let found: Vec<_> = stream
            .shards()
            .iter()
            .filter(|shard| may_read(shard) && (!from_latest || shard.is_open()))
            .map(|shard| shard.id)
            .collect();
        if from_latest {
            let closed = stream.shards().iter().filter(|shard| !shard.is_open());
            self.finished.extend(closed.map(|shard| (shard.id, ())));
        }
        let is_retained = |shard: &ShardId| stream.shard(*shard).is_some();
        self.positions.retain(|shard, _| is_retained(shard));
        self.finished.retain(|shard, ()| is_retained(shard));
        // A shard that came later is a child: it is read from its start, whatever the reader's own start.
        let start = if self.started { Start::TrimHorizon } else { self.plan.start };
        for shard in found {
            self.positions.entry(shard).or_insert_with(|| Position { start, ..Position::default() });
        }
    }

    /// Whether a shard that this one came from still holds records for this reader.
    fn is_ahead_of_parents(&self, world: &mut World, shard: ShardId) -> bool {
        let stream = world.look().stream(&self.plan.stream);
        let parents = stream.and_then(|stream| Some((stream, &stream.shard(shard)?.parents)));
        parents.is_some_and(|(stream, parents)| {
            let holds_more = |parent: &ShardId| {
                let next = self.positions.get(parent).map(|position| position.here.next_counter);
                let parent = stream.shard(*parent);
                next.is_some_and(|next| parent.is_some_and(|parent| next < parent.log.end_counter()))
            };
            parents.iter().any(holds_more)
        })
    }

    /// Counts records that were read, and goes on behind them; `is_ahead` where older ones of the same keys may be unread.
    fn take(&mut self, shard: ShardId, records: &RecordSlice<'_>, is_ahead: bool, now: Instant) {
        let Some(first) = records.iter().next().map(|(_, record)| record.counter) else { return };
        let Some((number, counter)) = records.iter().last().map(|(number, record)| (number, record.counter))
        else {
            return;
        };
        let count = records.len() as u64;
        let position = self.positions.get_mut(&shard).expect("the caller found it");
        self.counts.read += count;
        self.counts.out_of_order += if is_ahead { count } else { 0 };
        self.counts.reread += position.seen.saturating_sub(first).min(count);
        if position.first_read.is_none() {
            position.first_read = Some(first);
            self.starts_used |= position.start.bit();
        }
        position.has_begun = true;
        if position.reads.len() == READS_KEPT {
            position.reads.pop_front();
        }
        position.reads.push_back(Taken { at: now, first, end: counter + 1 });
        position.here = Place { after: Some(number), next_counter: counter + 1 };
        position.seen = position.seen.max(counter + 1);
        if self.plan.checkpoint_ms == 0 {
            position.checkpoint = position.here;
        }
    }

    /// It has read a closed shard to its end, which it writes down at once.
    fn finish(&mut self, shard: ShardId) {
        self.positions.remove(&shard);
        self.finished.insert(shard, ());
    }

    /// Writes down where it stands in each shard.
    fn write_checkpoints(&mut self, world: &mut World) {
        for (&shard, position) in &mut self.positions {
            let Some(after) = position.here.after.filter(|_| position.here != position.checkpoint) else {
                continue;
            };
            position.checkpoint = position.here;
            world.say(Event::Checkpointed { reader: self.plan.name.clone(), shard, after });
        }
    }

    /// Counts the records that were trimmed before it came to them.
    fn pass_expired(&mut self, world: &mut World, shard: ShardId, now: Instant) {
        let Some(stream) = world.look().stream(&self.plan.stream) else { return };
        let count = self.expired_unread(stream, shard, now);
        if count == 0 {
            return;
        }
        let first = first_readable(stream, shard, now);
        let position = self.positions.get_mut(&shard).expect("the caller listed it");
        position.here.next_counter = first;
        position.checkpoint.next_counter = position.checkpoint.next_counter.max(first);
        position.has_begun = true;
        self.counts.expired_unread += count;
        world.say(Event::ExpiredUnread { reader: self.plan.name.clone(), shard, count });
    }

    /// Where to ask for records: after the last one read, or where it starts. Nothing where that cannot be told yet.
    fn place_to_ask(&self, world: &mut World, shard: ShardId) -> Option<Asked> {
        let position = &self.positions[&shard];
        if let Some(number) = position.here.after {
            let kind = ShardIteratorType::AfterSequenceNumber;
            let counter = position.here.next_counter;
            return Some(Asked { kind, number: Some(number), timestamp: None, counter });
        }
        let shard = world.look().stream(&self.plan.stream)?.shard(shard)?;
        position.start.in_shard(shard, self.loaded_at)
    }

    /// It has been told to begin at this counter.
    fn begin_at(&mut self, shard: ShardId, counter: u64) {
        let position = self.positions.get_mut(&shard).expect("the caller listed it");
        if !position.has_begun {
            position.has_begun = true;
            position.here.next_counter = counter;
            position.checkpoint = position.here;
        }
    }

    /// The shard does not know where it stands, and never will: next time it asks for the start.
    fn forget_place(&mut self, shard: ShardId) {
        let position = self.positions.get_mut(&shard).expect("the caller listed it");
        let start = if position.here.after.is_some() { Start::TrimHorizon } else { position.start };
        *position = Position { start, ..Position::default() };
    }

    fn count_refusal(&mut self, shard: ShardId) {
        self.counts.refused += 1;
        self.positions.get_mut(&shard).expect("the caller listed it").refused += 1;
    }

    /// The counter of the next record that it will read in a shard, if it stands there or will begin there.
    pub(super) fn next_counter(&self, shard: &Shard) -> Option<u64> {
        let next = match self.positions.get(&shard.id) {
            Some(position) if position.has_begun => position.here.next_counter,
            Some(position) => position.start.in_shard(shard, self.loaded_at)?.counter,
            None if self.started => return None,
            None => self.plan.start.in_shard(shard, self.loaded_at)?.counter,
        };
        Some(next.max(shard.first_counter()))
    }

    /// How many shards it has read to their end.
    #[cfg(feature = "lessons")]
    pub(super) fn shards_read(&self) -> usize {
        self.finished.len()
    }

    /// Whether it has read the record of this counter, and when, while it remembers.
    pub(super) fn has_read(&self, shard: ShardId, counter: u64) -> (ReadState, Option<Instant>) {
        let Some(position) = self.positions.get(&shard) else {
            let state = if self.finished.contains_key(&shard) { ReadState::Read } else { ReadState::Ahead };
            return (state, None);
        };
        let holds = |taken: &&Taken| (taken.first..taken.end).contains(&counter);
        let at = position.reads.iter().rfind(holds).map(|taken| taken.at);
        let state = match position.first_read {
            Some(first) if first <= counter && counter < position.seen => ReadState::Read,
            Some(first) if counter < first => ReadState::Passed,
            None if position.has_begun && counter < position.here.next_counter => ReadState::Passed,
            _ => ReadState::Ahead,
        };
        (state, at)
    }

    /// Whether a crash would not bring the record of this counter again.
    pub(super) fn has_checkpointed(&self, shard: ShardId, counter: u64) -> bool {
        let position = self.positions.get(&shard);
        position.map_or_else(
            || self.finished.contains_key(&shard),
            |position| counter < position.checkpoint.next_counter,
        )
    }

    /// Records that passed the trim horizon while they were still before this reader, and are not counted yet.
    pub(super) fn expired_unread(&self, stream: &Stream, shard: ShardId, now: Instant) -> u64 {
        let next = stream.shard(shard).and_then(|shard| self.next_counter(shard));
        next.map_or(0, |next| first_readable(stream, shard, now).saturating_sub(next))
    }
}

impl Position {
    /// Whether its iterator is of no use any more.
    pub(super) fn has_expired_iterator(&self, now: Instant) -> bool {
        self.has_expired || self.iterator.as_ref().is_some_and(|held| ITERATOR_LIFE < now.since(held.since))
    }

    /// Records that it would read again after a crash now.
    pub(super) fn uncheckpointed(&self) -> u64 {
        self.here.next_counter.saturating_sub(self.checkpoint.next_counter)
    }
}

impl Start {
    /// A bit for each kind.
    fn bit(self) -> u8 {
        match self {
            Self::TrimHorizon => 1,
            Self::Latest => 1 << 1,
            Self::AtTimestamp { .. } => 1 << 2,
            Self::AtSequenceNumber { .. } => 1 << 3,
            Self::AfterSequenceNumber { .. } => 1 << 4,
        }
    }

    /// This place in a shard; nothing where the record that it names is yet to come.
    fn in_shard(self, shard: &Shard, loaded_at: Instant) -> Option<Asked> {
        let (kind, number, timestamp, counter) = match self {
            Self::TrimHorizon => (ShardIteratorType::TrimHorizon, None, None, 0),
            Self::Latest => (ShardIteratorType::Latest, None, None, shard.log.end_counter()),
            Self::AtTimestamp { at_ms } => {
                let at = loaded_at + Duration::from_millis(at_ms);
                (ShardIteratorType::AtTimestamp, None, Some(at), shard.log.first_arrived_since(at))
            }
            Self::AtSequenceNumber { record } => {
                let (counter, number) = numbered(shard, record)?;
                (ShardIteratorType::AtSequenceNumber, Some(number), None, counter)
            }
            Self::AfterSequenceNumber { record } => {
                let (counter, number) = numbered(shard, record)?;
                (ShardIteratorType::AfterSequenceNumber, Some(number), None, counter + 1)
            }
        };
        Some(Asked { kind, number, timestamp, counter })
    }
}

/// The record that came as so manieth into a shard, if it is still there: whoever asks for it noted its number when it came.
fn numbered(shard: &Shard, record: u64) -> Option<(u64, SequenceNumber)> {
    let record = shard.log.get(shard.first_counter().checked_add(record)?)?;
    Some((record.counter, shard.sequence_number(record.counter, record.arrival)))
}

fn first_readable(stream: &Stream, shard: ShardId, now: Instant) -> u64 {
    stream.shard(shard).map_or(0, |shard| shard.log.first_arrived_since(stream.trim_horizon(now)))
}
