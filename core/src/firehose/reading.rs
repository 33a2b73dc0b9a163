//! How a stream is read that is a delivery stream's source: each shard once a second, from when the delivery stream became
//! active on, parents before children.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::sync::Arc;
use alloc::vec::Vec;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::errand::{Errand, Outcome, Place, Purpose, Read, Refused, Wish};
use super::flow::entry::Origin;
use crate::ids::{SequenceNumber, ShardId};
use crate::time::{Duration, Instant};

/// How long a shard is left alone between two reads.
const PAUSE: Duration = Duration::from_secs(1);
/// How often the pause doubles before the next look for a stream that is not there. Assumed: the service says only that it looks
/// for ever.
const DOUBLINGS_MAX: u32 = 5;

/// Where the reading of a stream stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Reading {
    /// From when on records are read.
    pub(super) began: Instant,
    /// When the shards are asked for; nothing once they are known, or while an answer is waited for.
    shards_due: Option<Instant>,
    /// How often there was no such stream.
    missed: u32,
    cursors: LiteMap<ShardId, Cursor>,
    /// Shards whose parents are not all read to their end, and those parents.
    waiting: LiteMap<ShardId, Vec<ShardId>>,
    /// How far the slowest shard was behind when it was last read.
    pub(super) millis_behind: u64,
}

/// Where the reading of a shard stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Cursor {
    place: Place,
    /// The last record that was read.
    last: Option<SequenceNumber>,
    /// When it is read on; nothing while an answer is waited for.
    due: Option<Instant>,
    /// How often it was not there since it was last read.
    missed: u32,
    millis_behind: u64,
}

impl Cursor {
    fn at(place: Place, now: Instant) -> Self {
        Self { place, last: None, due: Some(now), missed: 0, millis_behind: 0 }
    }
}

/// A record that a reading brings.
pub(super) struct Brought {
    pub(super) data: Arc<[u8]>,
    pub(super) origin: Box<Origin>,
}

impl Reading {
    pub(super) fn begin(now: Instant) -> Self {
        let (cursors, waiting) = Default::default();
        Self { began: now, shards_due: Some(now), missed: 0, cursors, waiting, millis_behind: 0 }
    }

    /// How many shards are read.
    pub(super) fn shards(&self) -> usize {
        self.cursors.len()
    }

    /// When something is to be asked for next.
    pub(super) fn due(&self) -> Option<Instant> {
        self.cursors.values().filter_map(|cursor| cursor.due).chain(self.shards_due).min()
    }

    /// Whether a record was read. A shard that is neither read nor waits was read to its end.
    pub(super) fn has_read(&self, shard: ShardId, number: SequenceNumber) -> bool {
        let is_over = self.shards_due.is_none() && !self.waiting.contains_key(&shard);
        self.cursors.get(&shard).map_or(is_over, |cursor| cursor.last.is_some_and(|last| number <= last))
    }

    /// Asks for what is due.
    pub(super) fn ask(
        &mut self,
        delivery_stream: &Arc<str>,
        stream_arn: &str,
        now: Instant,
        errands: &mut VecDeque<Errand>,
    ) {
        let mut ask = |purpose, wish| {
            errands.push_back(Errand { delivery_stream: delivery_stream.clone(), purpose, wish });
        };
        if self.shards_due.take_if(|due| *due <= now).is_some() {
            ask(Purpose::Shards, Wish::ListShards(stream_arn.into()));
        }
        for (&shard, cursor) in self.cursors.iter_mut() {
            if cursor.due.take_if(|due| *due <= now).is_some() {
                let place = cursor.place.clone();
                ask(Purpose::Shard(shard), Wish::ReadShard { stream_arn: stream_arn.into(), shard, place });
            }
        }
    }

    /// Takes which shards there are when it begins: what comes into them from then on is read. Gives why there are none, the
    /// first time that there is no stream.
    pub(super) fn take_shards(&mut self, outcome: Outcome, now: Instant) -> Option<Refused> {
        let is_missing = is_missing(&outcome);
        match outcome {
            Outcome::Shards(shards) => {
                // All that is in a stream that was not there came since. Assumed: the service begins where it finds it.
                let place = if self.missed == 0 { Place::Latest } else { Place::TrimHorizon };
                let cursors = shards.into_iter().map(|shard| (shard, Cursor::at(place.clone(), now)));
                self.cursors.extend(cursors);
                None
            }
            Outcome::Failed(why) if is_missing => {
                self.shards_due = Some(now + pause_after(self.missed));
                self.missed += 1;
                (self.missed == 1).then_some(why)
            }
            // For ever, as the service does.
            _ => {
                self.shards_due = Some(now + PAUSE);
                None
            }
        }
    }

    /// Takes what was read of a shard, and gives the records.
    pub(super) fn take_read(&mut self, shard: ShardId, outcome: Outcome, now: Instant) -> Vec<Brought> {
        let Some(cursor) = self.cursors.get_mut(&shard).filter(|cursor| cursor.due.is_none()) else {
            return Vec::new();
        };
        cursor.due = Some(now + PAUSE);
        if is_missing(&outcome) {
            cursor.due = Some(now + pause_after(cursor.missed));
            cursor.missed += 1;
        }
        let Outcome::Read(Read { records, next, children, millis_behind }) = outcome else {
            // An iterator that is of no use any more is not asked again.
            if let (Place::Iterator(_), Some(last)) = (&cursor.place, cursor.last) {
                cursor.place = Place::After(last);
            }
            return Vec::new();
        };
        cursor.last = records.last().map(|record| record.sequence_number).or(cursor.last);
        (cursor.millis_behind, cursor.missed) = (millis_behind, 0);
        match next {
            Some(iterator) => cursor.place = Place::Iterator(iterator),
            None => self.finish(shard, children, now),
        }
        self.millis_behind = self.cursors.values().map(|cursor| cursor.millis_behind).max().unwrap_or(0);
        let brought = records.into_iter().map(|record| Brought {
            data: record.data.into(),
            origin: Box::new(Origin {
                shard,
                sequence_number: record.sequence_number,
                subsequence_number: 0,
                partition_key: record.partition_key,
                arrived: record.arrived,
            }),
        });
        brought.collect()
    }

    /// Goes over from a shard that was read to its end to those that continue it, once all that they continue are.
    fn finish(&mut self, shard: ShardId, children: Vec<(ShardId, Vec<ShardId>)>, now: Instant) {
        self.cursors.remove(&shard);
        self.waiting.extend(children.into_iter().filter(|(child, _)| !self.cursors.contains_key(child)));
        let cursors = &mut self.cursors;
        self.waiting.retain(|child, parents| {
            let is_ready = !parents.iter().any(|parent| cursors.contains_key(parent));
            if is_ready {
                cursors.insert(*child, Cursor::at(Place::TrimHorizon, now));
            }
            !is_ready
        });
    }
}

/// Whether a read says that there is no such stream, or that this is none of its shards.
fn is_missing(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Failed(Refused { code, .. }) if code == "Kinesis.ResourceNotFound")
}

/// How long to wait after so many looks in vain before this one.
fn pause_after(before: u32) -> Duration {
    Duration::from_secs(1 << before.min(DOUBLINGS_MAX))
}
