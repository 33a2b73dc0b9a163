//! A reader: polls every shard of a stream through shard iterators, parents before children.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::World;
use super::scenario::ReaderPlan;
use crate::error::{Code, Error};
use crate::fact::Event;
use crate::ids::{SequenceNumber, ShardId};
use crate::streams::op::{GetRecords, GetRecordsInput, GetShardIterator, GetShardIteratorInput};
use crate::streams::shapes::ShardIteratorType;
use crate::streams::{Shard, Stream};
use crate::time::{Duration, Instant};

/// Where a reader stands in one shard.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Position {
    /// The iterator to read with next; `None` before the first and after it expired.
    iterator: Option<String>,
    /// The last record read.
    last: Option<SequenceNumber>,
    /// Counter of the next record to read.
    pub(super) next_counter: u64,
}

/// What a reader has seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderCounts {
    /// Records read.
    pub read: u64,
    /// Calls refused by a read limit.
    pub refused: u64,
    /// Records that were trimmed before it came to them.
    pub expired_unread: u64,
    /// Iterators that expired in its hands.
    pub expired_iterators: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Reader {
    pub(super) plan: ReaderPlan,
    pub(super) counts: ReaderCounts,
    pub(super) positions: BTreeMap<ShardId, Position>,
    finished: BTreeSet<ShardId>,
    /// When the stream was made that all this is about: another of the same name is read anew.
    stream_made: Option<Instant>,
    next_poll: Instant,
    /// Whether it has looked at the stream yet: shards that it finds later are children and are read from their start.
    started: bool,
}

impl Reader {
    pub(super) fn new(plan: ReaderPlan, now: Instant) -> Self {
        let (counts, positions, finished, stream_made) = Default::default();
        let next_poll = now + Duration::from_millis(plan.poll_ms);
        Self { plan, counts, positions, finished, stream_made, next_poll, started: false }
    }

    pub(super) fn poll_timeout(&self) -> Option<Instant> {
        self.plan.running.then_some(self.next_poll)
    }

    pub(super) fn handle_timeout(&mut self, world: &mut World, now: Instant) {
        if self.poll_timeout().is_none_or(|due| now < due) {
            return;
        }
        self.next_poll = now + Duration::from_millis(self.plan.poll_ms);
        self.discover(world);
        let shards: Vec<_> = self.positions.keys().copied().collect();
        for shard in shards {
            self.read(world, shard, now);
        }
        self.started |= !self.positions.is_empty();
    }

    /// Changes what is given. Nothing changes where the new plan cannot be.
    pub(super) fn change(
        &mut self,
        running: Option<bool>,
        poll_ms: Option<u64>,
        now: Instant,
    ) -> Result<(), Error> {
        let mut plan = self.plan.clone();
        plan.running = running.unwrap_or(plan.running);
        plan.poll_ms = poll_ms.unwrap_or(plan.poll_ms);
        plan.check().map_err(|error| Error::new(Code::InvalidArgument, error.0))?;
        self.next_poll = now + Duration::from_millis(plan.poll_ms);
        self.plan = plan;
        Ok(())
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
                |parent: &ShardId| self.finished.contains(parent) || stream.shard(*parent).is_none();
            !self.finished.contains(&shard.id) && shard.parents.iter().all(parent_done)
        };
        let from_latest = !self.started && self.plan.start == ShardIteratorType::Latest;
        let found: Vec<_> = stream
            .shards()
            .iter()
            .filter(|shard| may_read(shard) && (!from_latest || shard.is_open()))
            .map(|shard| shard.id)
            .collect();
        let retained: BTreeSet<_> = stream.shards().iter().map(|shard| shard.id).collect();
        if from_latest {
            self.finished
                .extend(stream.shards().iter().filter(|shard| !shard.is_open()).map(|shard| shard.id));
        }
        self.positions.retain(|shard, _| retained.contains(shard));
        self.finished.retain(|shard| retained.contains(shard));
        for shard in found {
            self.positions.entry(shard).or_default();
        }
    }

    fn read(&mut self, world: &mut World, shard: ShardId, now: Instant) {
        if self.positions[&shard].iterator.is_none() && !self.ask_for_iterator(world, shard) {
            return;
        }
        self.pass_expired(world, shard, now);
        let position = self.positions.get_mut(&shard).expect("the caller listed it");
        let shard_iterator = position.iterator.take().unwrap_or_default();
        let limit = Some(self.plan.limit as i32);
        let input = GetRecordsInput { shard_iterator: &shard_iterator, limit, ..Default::default() };
        match world.send::<GetRecords>(input).heard() {
            Some(Ok(output)) => {
                self.counts.read += output.records.len() as u64;
                if let Some((last, record)) = output.records.iter().last() {
                    position.last = Some(last);
                    position.next_counter = record.counter + 1;
                }
                position.iterator = output.next_shard_iterator;
                if position.iterator.is_none() {
                    self.positions.remove(&shard);
                    self.finished.insert(shard);
                }
            }
            Some(Err(error)) if error.code == Code::ProvisionedThroughputExceeded => {
                self.counts.refused += 1;
                position.iterator = Some(shard_iterator);
            }
            // It asks the same again.
            None => position.iterator = Some(shard_iterator),
            Some(Err(error)) => {
                self.counts.expired_iterators += u64::from(error.code == Code::ExpiredIterator)
            }
        }
    }

    /// Counts the records that were trimmed before it came to them.
    fn pass_expired(&mut self, world: &mut World, shard: ShardId, now: Instant) {
        let Some(stream) = world.look().stream(&self.plan.stream) else { return };
        let count = self.expired_unread(stream, shard, now);
        if count == 0 {
            return;
        }
        let position = self.positions.get_mut(&shard).expect("the caller listed it");
        position.next_counter = first_readable(stream, shard, now);
        self.counts.expired_unread += count;
        world.say(Event::ExpiredUnread { reader: self.plan.name.clone(), shard, count });
    }

    /// The counter of the next record that it will read in a shard, if it stands there. Before its first poll a reader
    /// stands at the start of every shard, unless it will start at the latest record.
    pub(super) fn next_counter(&self, shard: &Shard) -> Option<u64> {
        let waits_at_start = !self.started && self.plan.start == ShardIteratorType::TrimHorizon;
        let next = self.positions.get(&shard.id).map(|position| position.next_counter);
        next.or(waits_at_start.then_some(0)).map(|next| next.max(shard.first_counter()))
    }

    /// Records that passed the trim horizon while they were still before this reader, and are not counted yet.
    pub(super) fn expired_unread(&self, stream: &Stream, shard: ShardId, now: Instant) -> u64 {
        let next = stream.shard(shard).and_then(|shard| self.next_counter(shard));
        next.map_or(0, |next| first_readable(stream, shard, now).saturating_sub(next))
    }

    /// Gets an iterator for where it stands; says whether it got one.
    fn ask_for_iterator(&mut self, world: &mut World, shard: ShardId) -> bool {
        let position = &self.positions[&shard];
        let number = position.last.map(|number| number.to_string());
        let kind = match number {
            Some(_) => ShardIteratorType::AfterSequenceNumber,
            // A shard that came later is a child: it is read from its start, whatever the reader's own start.
            None if self.started => ShardIteratorType::TrimHorizon,
            None => self.plan.start,
        };
        let shard_id = shard.to_string();
        let input = GetShardIteratorInput {
            shard_id: &shard_id,
            shard_iterator_type: kind,
            starting_sequence_number: number.as_deref(),
            stream_name: Some(&self.plan.stream),
            ..Default::default()
        };
        let Some(answer) = world.send::<GetShardIterator>(input).heard() else { return false };
        let answer = answer.map(|output| output.shard_iterator);
        let position = self.positions.get_mut(&shard).expect("the caller listed it");
        if answer.as_ref().is_err_and(|error| error.code == Code::InvalidArgument) {
            // The shard does not know where it stands, and never will: next time it asks for the start.
            *position = Position::default();
        }
        position.iterator = answer.ok();
        if kind == ShardIteratorType::Latest {
            position.next_counter = end_counter(world, &self.plan.stream, shard);
        }
        self.positions[&shard].iterator.is_some()
    }
}

fn first_readable(stream: &Stream, shard: ShardId, now: Instant) -> u64 {
    stream.shard(shard).map_or(0, |shard| shard.log.first_arrived_since(stream.trim_horizon(now)))
}

fn end_counter(world: &mut World, stream: &str, shard: ShardId) -> u64 {
    world
        .look()
        .stream(stream)
        .and_then(|stream| stream.shard(shard))
        .map_or(0, |shard| shard.log.end_counter())
}
