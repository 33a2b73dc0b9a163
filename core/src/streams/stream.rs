//! One stream: its shards, its state, and the change that is under way.

use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::shapes::{StreamMode, StreamStatus};
use super::shard::Shard;
use crate::fact::Event;
use crate::ids::{AccountId, HashKey, HashKeyRange, Region, ShardId};
use crate::time::{Duration, Instant};

/// A stream of records in shards.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stream {
    /// Its name.
    pub name: Arc<str>,
    /// Its state.
    pub status: StreamStatus,
    /// Its mode.
    pub mode: StreamMode,
    /// How long records are kept.
    pub retention: Duration,
    /// Greatest size of a record, data and key.
    pub record_kib_max: u32,
    /// When it was made.
    pub created_at: Instant,
    pub(super) arn: String,
    /// By rising number; shards that passed the trim horizon are gone.
    shards: Vec<Shard>,
    next_shard: u32,
    /// The open shards by their ranges: where each starts, and its place in `shards`.
    routes: Vec<(HashKey, usize)>,
    pub(super) pending: Option<Pending>,
    /// Shards that the call under way has put into or been refused by.
    #[serde(skip)]
    touched: Vec<usize>,
}

/// A change under way, and when it is done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Pending {
    pub(super) due: Instant,
    pub(super) change: Change,
}

/// What a stream is changing into.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Change {
    /// Opening so many shards.
    Create { shard_count: u32 },
    /// Going away.
    Delete,
    /// Parting a shard; the key is the first of the upper child.
    Split { shard: ShardId, at: HashKey },
    /// Joining two neighbours, the lower one first.
    Merge { lower: ShardId, upper: ShardId },
}

impl Stream {
    pub(super) fn new(
        name: &str,
        account: AccountId,
        region: &Region,
        mode: StreamMode,
        record_kib_max: u32,
        now: Instant,
    ) -> Self {
        Self {
            name: name.into(),
            status: StreamStatus::Creating,
            mode,
            retention: super::RETENTION_DEFAULT,
            record_kib_max,
            created_at: now,
            arn: format!("arn:aws:kinesis:{region}:{account}:stream/{name}"),
            shards: Vec::new(),
            next_shard: 0,
            routes: Vec::new(),
            pending: None,
            touched: Vec::new(),
        }
    }

    /// All retained shards, by rising number.
    pub fn shards(&self) -> &[Shard] {
        &self.shards
    }

    /// The retained shard of this number; O(log shards).
    pub fn shard(&self, id: ShardId) -> Option<&Shard> {
        self.shards.binary_search_by_key(&id, |shard| shard.id).ok().map(|index| &self.shards[index])
    }

    pub(super) fn shard_mut(&mut self, id: ShardId) -> Option<&mut Shard> {
        self.shards.binary_search_by_key(&id, |shard| shard.id).ok().map(|index| &mut self.shards[index])
    }

    /// How many shards are open.
    pub fn open_shard_count(&self) -> usize {
        self.routes.len()
    }

    /// The open shards, by rising hash keys.
    pub fn open_shards(&self) -> impl Iterator<Item = &Shard> {
        self.routes.iter().map(|&(_, index)| &self.shards[index])
    }

    /// Whether records may be put.
    pub(super) fn is_writable(&self) -> bool {
        matches!(self.status, StreamStatus::Active | StreamStatus::Updating)
    }

    /// The open shard that takes this key; O(log shards).
    ///
    /// # Panics
    /// If the stream has no open shard, which only a stream that is not writable has.
    pub fn open_shard_of(&self, key: HashKey) -> &Shard {
        &self.shards[self.route(key)]
    }

    /// The same, to put a record into it: [`Self::flush_tallies`] must follow before the call ends.
    pub(super) fn open_shard_to_put(&mut self, key: HashKey) -> &mut Shard {
        let index = self.route(key);
        let shard = &mut self.shards[index];
        if shard.tally.is_empty() {
            self.touched.push(index);
        }
        shard
    }

    fn route(&self, key: HashKey) -> usize {
        let after = self.routes.partition_point(|&(start, _)| start <= key);
        self.routes[after - 1].1
    }

    /// Records before this are no longer readable.
    pub fn trim_horizon(&self, now: Instant) -> Instant {
        now.before(self.retention)
    }

    /// Tells as facts what the call that is ending put and was refused, and forgets it. Says whether a log has begun a
    /// new segment.
    pub(super) fn flush_tallies(&mut self, facts: &mut VecDeque<Event>) -> bool {
        let mut started_segment = false;
        for index in self.touched.drain(..) {
            let shard = &mut self.shards[index];
            let tally = core::mem::take(&mut shard.tally);
            let (stream, shard) = (self.name.clone(), shard.id);
            started_segment |= tally.started_segment;
            if let Some(first) = tally.first {
                let (count, bytes) = (tally.accepted, tally.accepted_bytes);
                let stream = stream.clone();
                facts.push_back(Event::RecordsAccepted {
                    stream,
                    shard,
                    count,
                    bytes,
                    first,
                    digest: tally.digest,
                });
            }
            if let Some(limit) = tally.limit {
                let (count, bytes) = (tally.refused, tally.refused_bytes);
                facts.push_back(Event::RecordsRefused { stream, shard, count, bytes, limit });
            }
        }
        started_segment
    }

    /// Completes the change that is due. A deletion is the caller's to complete.
    pub(super) fn complete(&mut self, change: Change, now: Instant, facts: &mut VecDeque<Event>) {
        match change {
            Change::Create { shard_count } => {
                for index in 0..shard_count {
                    let created_secs = epoch_secs(self.created_at);
                    let range = HashKeyRange::uniform(index, shard_count);
                    self.open_shard(range, vec![], created_secs, now, facts);
                }
            }
            Change::Split { shard, at } => {
                let range = self.shard(shard).expect("a shard outlives its split").range;
                let child_secs = self.close_shard(shard, now, facts);
                let below = HashKeyRange { start: range.start, end: HashKey(at.0 - 1) };
                let above = HashKeyRange { start: at, end: range.end };
                self.open_shard(below, vec![shard], child_secs, now, facts);
                self.open_shard(above, vec![shard], child_secs, now, facts);
            }
            Change::Merge { lower, upper } => {
                let start = self.shard(lower).expect("a shard outlives its merge").range.start;
                let end = self.shard(upper).expect("a shard outlives its merge").range.end;
                let child_secs = self.close_shard(lower, now, facts).max(self.close_shard(upper, now, facts));
                self.open_shard(HashKeyRange { start, end }, vec![lower, upper], child_secs, now, facts);
            }
            Change::Delete => {}
        }
        self.reroute();
        self.set_status(StreamStatus::Active, facts);
    }

    pub(super) fn set_status(&mut self, status: StreamStatus, facts: &mut VecDeque<Event>) {
        self.status = status;
        let status = Some(status.as_str().into());
        facts.push_back(Event::StreamStatusChanged { stream: self.name.clone(), status });
    }

    fn open_shard(
        &mut self,
        range: HashKeyRange,
        parents: Vec<ShardId>,
        created_secs: u64,
        now: Instant,
        facts: &mut VecDeque<Event>,
    ) {
        let shard = ShardId(self.next_shard);
        self.next_shard += 1;
        let stream = self.name.clone();
        facts.push_back(Event::ShardOpened { stream, shard, parents: parents.clone(), range });
        self.shards.push(Shard::open(shard, range, parents, created_secs, self.record_kib_max, now));
    }

    /// Closes a shard and says from which second on its children count: one later.
    fn close_shard(&mut self, id: ShardId, now: Instant, facts: &mut VecDeque<Event>) -> u64 {
        let shard = self.shard_mut(id).expect("a shard outlives its change");
        shard.close(now);
        let secs = shard.closed.map_or(0, |closed| closed.secs);
        facts.push_back(Event::ShardClosed { stream: self.name.clone(), shard: id });
        secs + 1
    }

    fn reroute(&mut self) {
        let open = self.shards.iter().enumerate().filter(|(_, shard)| shard.is_open());
        self.routes = open.map(|(index, shard)| (shard.range.start, index)).collect();
        self.routes.sort_unstable();
    }

    /// Drops what has passed the trim horizon: records, and closed shards one retention period after they closed.
    pub(super) fn trim(&mut self, now: Instant, facts: &mut VecDeque<Event>) {
        let horizon = self.trim_horizon(now);
        for shard in &mut self.shards {
            let count = shard.log.trim(horizon);
            if count > 0 {
                let stream = self.name.clone();
                facts.push_back(Event::RecordsTrimmed { stream, shard: shard.id, count });
            }
        }
        let expired = |shard: &Shard| shard.closed.is_some_and(|closed| closed.at < horizon);
        if self.shards.iter().any(expired) {
            for shard in self.shards.iter().filter(|shard| expired(shard)) {
                facts.push_back(Event::ShardExpired { stream: self.name.clone(), shard: shard.id });
            }
            self.shards.retain(|shard| !expired(shard));
            self.reroute();
        }
    }

    /// Memory that the records hold.
    pub(super) fn held_bytes(&self) -> u64 {
        self.shards.iter().map(|shard| shard.log.held_bytes() as u64).sum()
    }

    /// Drops the oldest segment of the fullest shard. False where no shard has one to spare.
    pub(super) fn evict(&mut self, facts: &mut VecDeque<Event>) -> bool {
        let Some(fullest) = self.shards.iter_mut().max_by_key(|shard| shard.log.held_bytes()) else {
            return false;
        };
        let (shard, count) = (fullest.id, fullest.log.evict());
        if 0 < count {
            facts.push_back(Event::RecordsEvicted { stream: self.name.clone(), shard, count });
        }
        0 < count
    }

    /// When this stream next has something to do.
    pub(super) fn next_timeout(&self) -> Option<Instant> {
        [self.pending.as_ref().map(|pending| pending.due), self.trim_due()].into_iter().flatten().min()
    }

    /// When [`Self::trim`] next has something to drop. Records go by the segment; readers never see the expired ones
    /// that wait for their segment.
    pub(super) fn trim_due(&self) -> Option<Instant> {
        let after = |at: Instant| at + self.retention + Duration::from_micros(1);
        let segments = self.shards.iter().filter_map(|shard| shard.log.first_segment_newest_arrival());
        let closures = self.shards.iter().filter_map(|shard| shard.closed.map(|closed| closed.at));
        segments.chain(closures).min().map(after)
    }
}

/// Seconds of a sequence number; worlds before 1970 count as 1970.
pub(super) fn epoch_secs(at: Instant) -> u64 {
    u64::try_from(at.total_secs()).unwrap_or(0)
}
