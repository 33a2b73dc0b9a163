//! One stream: its shards, its state, and the change that is under way.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::agenda::{Agenda, Task};
use super::consumer::Consumer;
use super::quota::LastDay;
use super::scaling::Scaling;
use super::shapes::{
    ConsumerStatus, EncryptionType, EnhancedMetrics, RecordDistributionStrategy, ShardMetric, StreamMode,
    StreamStatus, WarmThroughput,
};
use super::shard::{Refused, Shard};
use super::subscription::Subscriptions;
use super::tags::Tags;
use crate::fact::{Event, StreamConfiguration};
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
    /// Its ARN.
    pub arn: String,
    pub(super) tags: Tags,
    /// The resource policy, as it was put.
    pub(super) policy: Option<String>,
    /// The registered consumers, by name.
    pub(super) consumers: LiteMap<String, Consumer>,
    /// MiB/s that were asked for at once.
    pub(super) warm_mibps: Option<u32>,
    /// The KMS key that records are encrypted with.
    pub(super) encryption_key: Option<String>,
    /// The KMS key that stored records are decrypted with: the last one that there was.
    pub(super) decryption_key: Option<String>,
    /// How records find their shards.
    pub(super) distribution: RecordDistributionStrategy,
    /// Records that were put so far; spreads those of distribution AUTO.
    spread: u64,
    /// When UpdateStreamMode was called in the last 24 hours.
    pub(super) switched_at: LastDay,
    /// Shard-level metrics that are on.
    pub(super) metrics: Vec<ShardMetric>,
    /// By rising number; shards that passed the trim horizon are gone.
    shards: Vec<Shard>,
    next_shard: u32,
    /// The open shards by their ranges: where each starts, and its place in `shards`.
    routes: Vec<(HashKey, usize)>,
    pub(super) pending: Option<Pending>,
    /// When UpdateShardCount was called in the last 24 hours.
    pub(super) resized_at: LastDay,
    /// What decides how many shards it has while it is on-demand.
    pub(super) scaling: Scaling,
    /// When it stands in the agenda; never later than there is something to do.
    pub(super) queued: Option<Instant>,
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
    /// Having so many open shards of equal ranges.
    Resize { target: u32 },
    /// Taking on a setting.
    Set(Setting),
}

/// A setting of a stream that takes the transition time to come into force.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Setting {
    /// How long records are kept.
    Retention(Duration),
    /// Greatest size of a record.
    RecordKibMax(u32),
    /// How capacity is bought, and the warm throughput that comes with it.
    Mode { mode: StreamMode, warm_mibps: Option<u32> },
    /// MiB/s to have at once.
    WarmThroughput(u32),
    /// The key that records are encrypted with from now on.
    Encryption(Option<String>),
    /// How records find their shards.
    Distribution(RecordDistributionStrategy),
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
            tags: Tags::default(),
            policy: None,
            consumers: LiteMap::new(),
            warm_mibps: None,
            encryption_key: None,
            decryption_key: None,
            distribution: RecordDistributionStrategy::UserPartitionKey,
            spread: 0,
            switched_at: LastDay::default(),
            metrics: Vec::new(),
            shards: Vec::new(),
            next_shard: 0,
            routes: Vec::new(),
            pending: None,
            resized_at: LastDay::default(),
            scaling: Scaling::default(),
            queued: None,
            touched: Vec::new(),
        }
    }

    /// How long records are kept, in whole hours.
    pub fn retention_hours(&self) -> i32 {
        (self.retention.total_secs() / 3_600) as i32
    }

    /// Whether capacity is bought by use, and no change under way ends that.
    pub(super) fn stays_on_demand(&self) -> bool {
        let change = self.pending.as_ref().map(|pending| &pending.change);
        let leaves = matches!(change, Some(Change::Set(Setting::Mode { mode: StreamMode::Provisioned, .. })));
        self.mode == StreamMode::OnDemand && !leaves
    }

    /// How records are encrypted.
    pub(super) fn encryption_type(&self) -> EncryptionType {
        if self.encryption_key.is_some() { EncryptionType::Kms } else { EncryptionType::None }
    }

    /// How records are encrypted, as answers about records have it: not at all where they are not.
    pub(super) fn encryption_type_if_any(&self) -> Option<EncryptionType> {
        self.encryption_key.is_some().then_some(EncryptionType::Kms)
    }

    /// The warm throughput, where there is one.
    pub(super) fn warm_throughput(&self) -> Option<WarmThroughput> {
        let current_mibps = self.open_shard_count() as u32;
        self.warm_mibps.map(|target_mibps| WarmThroughput { target_mibps, current_mibps })
    }

    /// The shard-level metrics as descriptions show them.
    pub(super) fn enhanced_monitoring(&self) -> Vec<EnhancedMetrics> {
        vec![EnhancedMetrics { shard_level_metrics: self.metrics.clone() }]
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

    /// Registered consumers, those on their way included.
    pub fn consumer_count(&self) -> usize {
        self.consumers.len()
    }

    /// How many shards are open.
    pub fn open_shard_count(&self) -> usize {
        self.routes.len()
    }

    /// The open shards, by rising hash keys.
    pub fn open_shards(&self) -> impl Iterator<Item = &Shard> {
        self.routes.iter().map(|&(_, index)| &self.shards[index])
    }

    /// All retained shards, to change them.
    pub(super) fn shards_mut(&mut self) -> impl Iterator<Item = &mut Shard> {
        self.shards.iter_mut()
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

    /// Where the record falls that comes after `ahead` others, if the stream spreads its records by itself: counting
    /// with the bits turned round visits all parts of the key space evenly, whatever the shards are.
    pub(super) fn spread(&self, ahead: u64) -> HashKey {
        HashKey(u128::from(self.spread.wrapping_add(ahead)).reverse_bits())
    }

    /// Counts a record for [`Self::spread`].
    pub(super) fn count_spread(&mut self) {
        self.spread = self.spread.wrapping_add(1);
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
    /// new segment. Subscriptions to the shards that took records are woken.
    pub(super) fn flush_tallies(
        &mut self,
        facts: &mut VecDeque<Event>,
        subscriptions: &mut Subscriptions,
        now: Instant,
    ) -> bool {
        let mut started_segment = false;
        for index in self.touched.drain(..) {
            let shard = &mut self.shards[index];
            let tally = core::mem::take(&mut shard.tally);
            if tally.first.is_some() && !shard.subscribers.is_empty() {
                subscriptions.wake(&shard.subscribers, now);
            }
            shard.load.add(tally.accepted, tally.accepted_bytes);
            let (stream, shard) = (self.name.clone(), shard.id);
            started_segment |= tally.started_segment;
            if let Some(first) = tally.first {
                facts.push_back(Event::RecordsAccepted {
                    stream: stream.clone(),
                    shard,
                    count: tally.accepted,
                    bytes: tally.accepted_bytes,
                    kib: tally.accepted_kib,
                    payload_units: tally.payload_units,
                    first,
                    digest: tally.digest,
                });
            }
            for Refused { count, bytes, limit } in tally.refused {
                let stream = stream.clone();
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
                self.tell_configuration(facts);
            }
            Change::Split { shard, at } => _ = self.split(shard, at, now, facts),
            Change::Merge { lower, upper } => _ = self.merge(lower, upper, now, facts),
            Change::Resize { target } => self.resize(target, now, facts),
            Change::Set(setting) => {
                self.set(setting, now, facts);
                self.tell_configuration(facts);
            }
            Change::Delete => {}
        }
        self.reroute();
        self.set_status(StreamStatus::Active, facts);
    }

    /// Parts a shard; gives the children, the lower one first.
    pub(super) fn split(
        &mut self,
        shard: ShardId,
        at: HashKey,
        now: Instant,
        facts: &mut VecDeque<Event>,
    ) -> [ShardId; 2] {
        let range = self.shard(shard).expect("a shard outlives its split").range;
        let child_secs = self.close_shard(shard, now, facts);
        let below = HashKeyRange { start: range.start, end: HashKey(at.0 - 1) };
        let above = HashKeyRange { start: at, end: range.end };
        [below, above].map(|range| self.open_shard(range, vec![shard], child_secs, now, facts))
    }

    /// Joins two neighbours; gives the child.
    pub(super) fn merge(
        &mut self,
        lower: ShardId,
        upper: ShardId,
        now: Instant,
        facts: &mut VecDeque<Event>,
    ) -> ShardId {
        let start = self.shard(lower).expect("a shard outlives its merge").range.start;
        let end = self.shard(upper).expect("a shard outlives its merge").range.end;
        let child_secs = self.close_shard(lower, now, facts).max(self.close_shard(upper, now, facts));
        self.open_shard(HashKeyRange { start, end }, vec![lower, upper], child_secs, now, facts)
    }

    /// Cuts at every boundary of the target ranges that lies inside an open shard, then joins what lies in one target
    /// range, both from the lowest hash key up. The service does not tell how it goes about it.
    fn resize(&mut self, target: u32, now: Instant, facts: &mut VecDeque<Event>) {
        let ranges: Vec<_> = (0..target).map(|index| HashKeyRange::uniform(index, target)).collect();
        let mut open: LiteMap<_, _> = self.open_shards().map(|shard| (shard.range.start, shard.id)).collect();
        for range in &ranges {
            let place = open.find_index(&range.start).unwrap_or_else(|after| after - 1);
            let (&start, &shard) = open.get_indexed(place).expect("open shards tile all keys");
            if start < range.start {
                let [lower, upper] = self.split(shard, range.start, now, facts);
                open.insert(start, lower);
                open.insert(range.start, upper);
            }
        }
        for range in &ranges {
            let first = open.find_index(&range.start).expect("every range begins with a shard");
            let inside = open.iter().skip(first).take_while(|&(start, _)| *start <= range.end);
            let parts: Vec<_> = inside.map(|(_, &shard)| shard).collect();
            _ = parts.into_iter().reduce(|lower, upper| self.merge(lower, upper, now, facts));
        }
    }

    /// Has a shard at once for each MiB/s. Capacity that is no longer asked for goes as [`Scaling`] has it.
    fn warm_up(&mut self, mibps: u32, now: Instant, facts: &mut VecDeque<Event>) {
        self.warm_mibps = Some(mibps);
        if self.open_shard_count() < mibps as usize {
            self.resize(mibps, now, facts);
        }
        self.scaling.look_again(now);
    }

    fn set(&mut self, setting: Setting, now: Instant, facts: &mut VecDeque<Event>) {
        match setting {
            Setting::Mode { mode, warm_mibps } => {
                self.mode = mode;
                self.warm_mibps = None;
                self.restart_scaling(now);
                if let Some(mibps) = warm_mibps {
                    self.warm_up(mibps, now, facts);
                }
            }
            Setting::WarmThroughput(mibps) => self.warm_up(mibps, now, facts),
            Setting::Encryption(key) => {
                self.decryption_key = key.clone().or(self.decryption_key.take());
                self.encryption_key = key;
            }
            Setting::Distribution(strategy) => self.distribution = strategy,
            Setting::Retention(retention) => {
                // What has expired waits for the rest of its segment; it must not come back with a longer retention.
                self.trim(now, facts);
                self.retention = retention;
            }
            Setting::RecordKibMax(kib) => {
                self.record_kib_max = kib;
                for shard in &mut self.shards {
                    shard.allow_records_of(kib);
                }
            }
        }
    }

    /// Tells as a fact what the stream is measured and charged by; called whenever some of it has changed.
    pub(super) fn tell_configuration(&self, facts: &mut VecDeque<Event>) {
        let is_registered = |consumer: &&Consumer| consumer.status != ConsumerStatus::Deleting;
        facts.push_back(Event::StreamConfigured(Box::new(StreamConfiguration {
            stream: self.name.clone(),
            on_demand: self.mode == StreamMode::OnDemand,
            retention_hours: self.retention_hours() as u32,
            consumers: self.consumers.values().filter(is_registered).count() as u32,
            shard_metrics: self.metrics.iter().map(|metric| metric.as_str().into()).collect(),
        })));
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
    ) -> ShardId {
        let shard = ShardId(self.next_shard);
        self.next_shard += 1;
        let stream = self.name.clone();
        facts.push_back(Event::ShardOpened { stream, shard, parents: parents.clone(), range });
        self.shards.push(Shard::open(shard, range, parents, created_secs, self.record_kib_max, now));
        shard
    }

    /// Closes a shard and says from which second on its children count: one later.
    fn close_shard(&mut self, id: ShardId, now: Instant, facts: &mut VecDeque<Event>) -> u64 {
        let shard = self.shard_mut(id).expect("a shard outlives its change");
        shard.close(now);
        let secs = shard.closed.map_or(0, |closed| closed.secs);
        facts.push_back(Event::ShardClosed { stream: self.name.clone(), shard: id });
        secs + 1
    }

    pub(super) fn reroute(&mut self) {
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

    /// The shards that refuse every write by a fault, and until when.
    pub(super) fn refused_writes(&self, now: Instant) -> impl Iterator<Item = (ShardId, Instant)> {
        self.shards.iter().filter_map(move |shard| Some((shard.id, shard.writes_refused_until(now)?)))
    }

    /// Ends such faults.
    pub(super) fn admit_writes(&mut self) {
        self.shards.iter_mut().for_each(|shard| shard.refuse_writes_until(None));
    }

    /// Memory that the records hold.
    pub(super) fn unshared_bytes(&self) -> u64 {
        self.shards.iter().map(|shard| shard.log.unshared_bytes() as u64).sum()
    }

    pub(super) fn held_bytes(&self) -> u64 {
        self.shards.iter().map(|shard| shard.log.held_bytes() as u64).sum()
    }

    /// Whether a shard has a segment to spare.
    pub(super) fn can_evict(&self) -> bool {
        self.shards.iter().any(|shard| shard.log.can_evict())
    }

    /// Drops the oldest segment of the fullest shard that has one to spare.
    pub(super) fn evict(&mut self, facts: &mut VecDeque<Event>) {
        let can_evict = self.shards.iter_mut().filter(|shard| shard.log.can_evict());
        if let Some(fullest) = can_evict.max_by_key(|shard| shard.log.held_bytes()) {
            let (shard, count) = (fullest.id, fullest.log.evict());
            facts.push_back(Event::RecordsEvicted { stream: self.name.clone(), shard, count });
        }
    }

    /// Makes sure that it is looked at by then.
    pub(super) fn wake_by(&mut self, at: Instant, agenda: &mut Agenda) {
        if self.queued.is_none_or(|queued| at < queued) {
            agenda.schedule(Task::Stream, &self.name, &mut self.queued, Some(at));
        }
    }

    /// When this stream next has something to do.
    pub(super) fn next_timeout(&self) -> Option<Instant> {
        let consumers = self.consumers.values().filter_map(|consumer| consumer.due).min();
        [self.pending.as_ref().map(|pending| pending.due), self.trim_due(), self.scale_due(), consumers]
            .into_iter()
            .flatten()
            .min()
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
