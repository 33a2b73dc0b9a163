//! How a stream is read that is the source of a delivery stream or an application: each shard once a second, parents before
//! children.

use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::vec::Vec;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use crate::errand::{Asker, Errand, Outcome, Place, Purpose, Read, ReadRecord, Refused, Wish};
use crate::ids::{SequenceNumber, ShardId};
use crate::pause::doubling;
use crate::time::{Duration, Instant};

/// How long a shard is left alone between two reads.
pub(crate) const PAUSE: Duration = Duration::from_secs(1);
/// How long at most until the next look for a stream that is not there. Assumed: the service says only that it looks for ever.
const PAUSE_MAX: Duration = Duration::from_secs(32);

/// What a call is refused with whose stream or shard is not there, or not any more.
const NOT_THERE: &str = "Kinesis.ResourceNotFound";

/// Where a reading begins in the shards that continue no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// With what comes from now on.
    Latest,
    /// With the oldest that is there.
    #[cfg_attr(
        not(feature = "applications"),
        expect(dead_code, reason = "delivery streams begin with the latest")
    )]
    TrimHorizon,
}

/// Where the reading of a stream stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Reading {
    /// From when on records are read.
    pub(crate) began: Instant,
    /// When the shards are asked for; nothing once they are known, or while an answer is waited for.
    shards_due: Option<Instant>,
    /// How often there was no such stream when the shards were last asked for.
    missed: u32,
    cursors: LiteMap<ShardId, Cursor>,
    /// Shards whose parents are not all read to their end, and those parents.
    waiting: LiteMap<ShardId, Vec<ShardId>>,
    /// Shards that were read to their end, as far as the stream may still name them.
    done: Vec<ShardId>,
    /// How far the slowest shard was behind when it was last read.
    pub(crate) millis_behind: u64,
    /// How long the stream kept its records when it was last read.
    pub(crate) retention: Duration,
}

/// Where the reading of a shard stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Cursor {
    /// From where on all is still to be read, whatever happens to an iterator.
    place: Place,
    /// An iterator that stands there or behind it, with nothing between. Any failure discards it: it may have expired, and one that is
    /// taken anew at the place loses nothing.
    iterator: Option<String>,
    /// When it is read on; nothing while an answer is waited for.
    due: Option<Instant>,
    millis_behind: u64,
}

impl Cursor {
    fn at(place: Place, now: Instant) -> Self {
        Self { place, iterator: None, due: Some(now), millis_behind: 0 }
    }

    fn has_read(&self, number: SequenceNumber) -> bool {
        matches!(self.place, Place::After(last) if number <= last)
    }
}

impl Reading {
    /// Begins to read; streams are taken to keep records so long until they have said it.
    pub(crate) fn begin(start: Start, retention: Duration, now: Instant) -> Self {
        let (cursors, waiting, done) = Default::default();
        let began = match start {
            Start::Latest => now,
            Start::TrimHorizon => Instant::EPOCH,
        };
        Self { began, shards_due: Some(now), missed: 0, cursors, waiting, done, millis_behind: 0, retention }
    }

    /// How many shards are read.
    pub(crate) fn shards(&self) -> usize {
        self.cursors.len()
    }

    /// When something is to be asked for next.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.cursors.values().filter_map(|cursor| cursor.due).chain(self.shards_due).min()
    }

    /// The shards that are read, by number.
    #[cfg(feature = "applications")]
    pub(crate) fn open(&self) -> impl Iterator<Item = ShardId> {
        self.cursors.keys().copied()
    }

    /// Asks for all anew from where it stands: answers that are still to come are taken for those.
    #[cfg(feature = "applications")]
    pub(crate) fn resume(&mut self, now: Instant) {
        (self.shards_due, self.missed) = (Some(now), 0);
        for (_, cursor) in self.cursors.iter_mut() {
            (cursor.iterator, cursor.due) = (None, Some(now));
        }
    }

    /// Whether a record was certainly read, or is gone.
    #[cfg(feature = "applications")]
    pub(crate) fn has_passed(&self, shard: ShardId, number: SequenceNumber) -> bool {
        self.done.contains(&shard) || self.cursors.get(&shard).is_some_and(|cursor| cursor.has_read(number))
    }

    /// Whether a record was read. A shard that is neither read nor waits was read to its end.
    pub(crate) fn has_read(&self, shard: ShardId, number: SequenceNumber) -> bool {
        let is_over = self.shards_due.is_none() && !self.waiting.contains_key(&shard);
        self.cursors.get(&shard).map_or(is_over, |cursor| cursor.has_read(number))
    }

    /// Asks for what is due.
    pub(crate) fn ask(
        &mut self,
        asker: &Asker,
        stream_arn: &str,
        now: Instant,
        errands: &mut VecDeque<Errand>,
    ) {
        let mut ask = |purpose, wish| {
            errands.push_back(Errand { asker: asker.clone(), purpose, wish });
        };
        if self.shards_due.take_if(|due| *due <= now).is_some() {
            ask(Purpose::Shards, Wish::ListShards { stream_arn: stream_arn.into(), since: self.began });
        }
        for (&shard, cursor) in self.cursors.iter_mut() {
            if cursor.due.take_if(|due| *due <= now).is_some() {
                let (place, iterator) = (cursor.place, cursor.iterator.take());
                let stream_arn = stream_arn.into();
                ask(Purpose::Shard(shard), Wish::ReadShard { stream_arn, shard, place, iterator });
            }
        }
    }

    /// Takes which shards there are and were since it began, each with its parents. Gives why there are none, the first time
    /// that there is no stream.
    pub(crate) fn take_shards(&mut self, outcome: Outcome, now: Instant) -> Option<Refused> {
        let shards = match outcome {
            Outcome::Shards(shards) => shards,
            Outcome::Failed(why) if why.code == NOT_THERE => {
                self.shards_due = Some(now + self.pause());
                self.missed += 1;
                return (self.missed == 1).then_some(why);
            }
            // For ever, as the service does.
            _ => {
                self.shards_due = Some(now + PAUSE);
                return None;
            }
        };
        self.missed = 0;
        let is_there = |shard: &ShardId| shards.iter().any(|(there, _)| there == shard);
        // What is not named any more is too old to be read: those that continue it are not kept waiting.
        self.cursors.retain(|shard, _| is_there(shard));
        self.waiting.retain(|shard, _| is_there(shard));
        self.done.retain(is_there);
        for (shard, parents) in &shards {
            let is_known = self.cursors.contains_key(shard) || self.done.contains(shard);
            if !is_known {
                let parents = parents.iter().copied().filter(is_there);
                self.waiting.insert(*shard, parents.collect());
            }
        }
        self.let_begin(now);
        None
    }

    /// How long to wait before the next look for a stream that is not there.
    fn pause(&self) -> Duration {
        doubling(PAUSE, PAUSE_MAX, self.missed + 1)
    }

    /// Takes what was read of a shard, and gives the records.
    pub(crate) fn take_read(&mut self, shard: ShardId, outcome: Outcome, now: Instant) -> Vec<ReadRecord> {
        let pause = self.pause();
        let Some(cursor) = self.cursors.get_mut(&shard).filter(|cursor| cursor.due.is_none()) else {
            return Vec::new();
        };
        cursor.due = Some(now + PAUSE);
        let Read { records, next, children, millis_behind, retention } = match outcome {
            Outcome::Read(read) => read,
            Outcome::Failed(refused) if refused.code == NOT_THERE => {
                // It may be gone because all in it is too old, and only the list tells what continues it.
                self.shards_due.get_or_insert(now + PAUSE);
                cursor.due = Some(now + pause);
                return Vec::new();
            }
            _ => return Vec::new(),
        };
        if let Some(last) = records.last() {
            cursor.place = Place::After(last.sequence_number);
        }
        cursor.millis_behind = millis_behind;
        self.retention = retention;
        match next {
            Some(iterator) => cursor.iterator = Some(iterator),
            None => self.finish(shard, children, now),
        }
        self.millis_behind = self.cursors.values().map(|cursor| cursor.millis_behind).max().unwrap_or(0);
        records
    }

    /// Goes over from a shard that was read to its end to those that continue it, once all that they continue are.
    fn finish(&mut self, shard: ShardId, children: Vec<(ShardId, Vec<ShardId>)>, now: Instant) {
        self.cursors.remove(&shard);
        self.done.push(shard);
        self.waiting.extend(children.into_iter().filter(|(child, _)| !self.cursors.contains_key(child)));
        self.let_begin(now);
    }

    /// Begins to read the shards that wait for none any more.
    fn let_begin(&mut self, now: Instant) {
        let is_open = |shard: &ShardId| self.cursors.contains_key(shard) || self.waiting.contains_key(shard);
        let is_ready = |parents: &[ShardId]| !parents.iter().any(is_open);
        let ready = self.waiting.iter().filter(|(_, parents)| is_ready(parents));
        let ready: Vec<_> = ready.map(|(&shard, parents)| (shard, parents.is_empty())).collect();
        for (shard, is_first) in ready {
            self.waiting.remove(&shard);
            // What was there when reading began has older records too; what continues another has none.
            let place = if is_first { Place::At(self.began) } else { Place::TrimHorizon };
            self.cursors.insert(shard, Cursor::at(place, now));
        }
    }
}
