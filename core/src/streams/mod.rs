//! Kinesis Data Streams.
//!
//! [`Streams`] is the service of one account in one region. Its operations stand in [`op`], one a file; what they
//! refuse stands in `error`. State: [`Stream`], its [`Shard`]s and their [`log`].

use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::sync::Arc;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

mod agenda;
mod capacity;
#[cfg(feature = "books")]
pub mod catalogue;
mod commitment;
mod consumer;
mod error;
mod gate;
mod iterator;
mod key;
pub mod log;
pub mod op;
mod page;
mod position;
pub mod queue;
mod quota;
mod resource;
mod scaling;
pub mod shapes;
mod shard;
mod stream;
mod subscription;
mod tags;
mod token;

pub use capacity::EvenLoad;
pub use consumer::{CONSUMERS_MAX, CONSUMERS_MAX_COMMITTED, Consumer};
pub use iterator::ITERATOR_LIFE;
pub use key::KeyState;
pub use shard::{
    READ_BYTES_PER_SECOND, READ_CALLS_PER_SECOND, Shard, WRITE_KIB_PER_SECOND, WRITE_RECORDS_PER_SECOND,
};
pub use stream::Stream;
pub use subscription::{FAN_OUT_BYTES_PER_SECOND, Next, SUBSCRIPTION_LIFE};

use crate::api::CallRates;
use crate::error::Error;
use crate::fact::Event;
use crate::fault::{FaultPlan, Faults};
use crate::ids::{AccountId, Region, ShardId};
use crate::rng::Rng;
use crate::time::{Duration, Instant};
use crate::wire::http::Form;
use agenda::{Agenda, Task};
use commitment::Commitment;
use key::Keys;
use queue::Queue;
use quota::LastDay;
use shapes::{StreamMode, StreamStatus};
use stream::{Change, Pending};
use subscription::Subscriptions;

/// What `X-Amz-Target` says before the dot.
pub const TARGET: &str = "Kinesis_20131202";
/// The forms in which the service may be spoken to.
pub const FORMS: &[Form] = &[Form::Json11, Form::Cbor11];
/// How long records are kept unless a stream is told otherwise.
pub const RETENTION_DEFAULT: Duration = Duration::from_hours(24);
/// Hours that a stream keeps records for at most.
pub const RETENTION_HOURS_MAX: i32 = op::increase_stream_retention_period::HOURS_MAX;
/// On-demand streams that an account may have.
pub const ON_DEMAND_STREAMS_MAX: usize = 50;
/// Calls that start or stop encryption in 24 hours, over all streams of an account.
pub const KEY_CHANGES_A_DAY: usize = 25;
/// Greatest record, unless a stream is told otherwise.
pub const RECORD_KIB_DEFAULT: u32 = 1_024;

/// What a user may set about the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Whether throughput limits refuse. Off for plain tests, on in the simulator.
    pub enforce_limits: bool,
    /// How long streams stay CREATING, UPDATING and DELETING.
    pub transition: Duration,
    /// Open shards that an account may have.
    pub shard_limit: u32,
    /// Memory that stored records may take; beyond it the oldest go before their time. No bound unless given.
    pub held_bytes_max: Option<u64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { enforce_limits: false, transition: Duration::ZERO, shard_limit: 20_000, held_bytes_max: None }
    }
}

/// The service of one account in one region.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Streams {
    account: AccountId,
    region: Region,
    settings: Settings,
    commitment: Commitment,
    keys: Keys,
    /// When encryption was started or stopped in the last 24 hours.
    key_changes: LastDay,
    rates: CallRates,
    faults: Faults,
    streams: LiteMap<Arc<str>, Stream>,
    subscriptions: Subscriptions,
    /// By id. Each is on a stream that is there: a stream with queues does not go.
    queues: LiteMap<Arc<str>, Queue>,
    queues_made: u64,
    iterators_issued: u64,
    /// Nothing of a stream or queue is due before it stands here.
    agenda: Agenda,
    /// What happened since [`Self::poll_output`] was last asked.
    facts: VecDeque<Event>,
}

impl Streams {
    /// The service before anything was made.
    pub fn new(account: AccountId, region: Region, settings: Settings) -> Self {
        let (streams, queues, facts, commitment, keys, subscriptions) = Default::default();
        let (key_changes, rates, faults, agenda) = Default::default();
        Self {
            account,
            region,
            settings,
            commitment,
            keys,
            key_changes,
            rates,
            faults,
            streams,
            subscriptions,
            queues,
            queues_made: 0,
            iterators_issued: 0,
            agenda,
            facts,
        }
    }

    /// The stream of this name.
    pub fn stream(&self, name: &str) -> Option<&Stream> {
        self.streams.get(name)
    }

    /// All streams, by name.
    pub fn streams(&self) -> impl Iterator<Item = &Stream> {
        self.streams.values()
    }

    /// Whether nothing was ever made or set here that still holds.
    pub(crate) fn is_untouched(&self) -> bool {
        self.streams.is_empty() && self.commitment == Commitment::default() && self.keys == Keys::default()
    }

    /// What a user has set.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Changes the settings; changes under way keep their times.
    pub fn set_settings(&mut self, settings: Settings) {
        self.settings = settings;
    }

    /// Makes a shard refuse all writes until a time: a fault on demand.
    ///
    /// # Errors
    /// ResourceNotFound for a stream or shard that is not there.
    pub fn refuse_writes(&mut self, stream: &str, shard: ShardId, until: Instant) -> Result<(), Error> {
        let account = self.account;
        let found = self.streams.get_mut(stream).ok_or_else(|| Error::stream_not_found(stream, account))?;
        let found =
            found.shard_mut(shard).ok_or_else(|| Error::could_not_find_shard(shard, stream, account))?;
        found.refuse_writes_until(Some(until));
        Ok(())
    }

    /// Says what becomes of attempts to use a KMS key: a fault on demand.
    pub fn set_key_state(&mut self, key: &str, state: KeyState) {
        self.keys.set(key, state);
    }

    /// Begins a fault on demand whose plan was checked; the generator draws whom it strikes.
    pub(crate) fn begin_fault(&mut self, plan: FaultPlan, now: Instant, rng: Rng) {
        self.faults.begin(plan, now, rng);
    }

    /// The faults that go on, and when each ends.
    pub fn faults(&self, now: Instant) -> impl Iterator<Item = (&FaultPlan, Option<Instant>)> {
        self.faults.active(now)
    }

    /// The KMS keys that cannot be used, by the text that requests name them by.
    pub fn key_states(&self) -> &LiteMap<String, KeyState> {
        self.keys.all()
    }

    /// The shards that refuse every write by a fault, and until when.
    pub fn refused_writes(&self, now: Instant) -> impl Iterator<Item = (&str, ShardId, Instant)> {
        self.streams.iter().flat_map(move |(name, stream)| {
            stream.refused_writes(now).map(move |(shard, until)| (&**name, shard, until))
        })
    }

    /// Ends all faults that were begun, of calls and of shards.
    pub fn clear_faults(&mut self) {
        self.faults.clear();
        self.streams.iter_mut().for_each(|(_, stream)| stream.admit_writes());
    }

    /// Memory that stored records take.
    pub(crate) fn held_bytes(&self) -> u64 {
        self.streams.values().map(Stream::held_bytes).sum()
    }

    /// Memory that a copy has for itself once both go on.
    pub(crate) fn unshared_bytes(&self) -> u64 {
        self.streams.values().map(Stream::unshared_bytes).sum()
    }

    /// Does what is due: completes changes of state, drops what passed the trim horizon, takes back what queues gave out,
    /// makes events of subscriptions. Calling it early does nothing. O(shards) a stream that is due, O(log) a queue or
    /// subscription.
    pub fn handle_timeout(&mut self, now: Instant) {
        while let Some(task) = self.agenda.take_due(now) {
            match task {
                Task::Stream(name) => self.change_stream(&name, now),
                Task::Queue(id) => self.take_back(&id, now),
            }
        }
        self.deliver(now);
    }

    fn change_stream(&mut self, name: &Arc<str>, now: Instant) {
        let Self { streams, queues, facts, subscriptions, agenda, .. } = self;
        let Some(stream) = streams.get_mut(name) else { return };
        stream.queued = None;
        let pending = stream.pending.take_if(|pending| pending.due <= now);
        let changes = pending.is_some();
        if let Some(pending) = pending {
            if matches!(pending.change, Change::Delete) {
                facts.push_back(Event::StreamStatusChanged { stream: name.clone(), status: None });
                streams.remove(name);
                return;
            }
            stream.complete(pending.change, now, facts);
        }
        let scales = stream.scale_due().is_some_and(|due| due <= now);
        if scales {
            stream.scale(now, facts);
        }
        if changes || scales {
            let closed = stream.shards().iter().filter(|shard| !shard.is_open());
            closed.for_each(|shard| subscriptions.wake(&shard.subscribers, now));
        }
        stream.consumers.retain(|_, consumer| !consumer.is_gone(now));
        stream.consumers.iter_mut().for_each(|(_, consumer)| consumer.handle_timeout(now));
        let trims = stream.trim_due().is_some_and(|due| due <= now);
        if trims {
            stream.trim(now, facts);
        }
        // A change of retention trims too.
        if trims || changes {
            let on_it = queues.iter_mut().map(|(_, queue)| queue).filter(|queue| queue.stream == *name);
            on_it.for_each(|queue| queue.forget_dropped(stream));
        }
        let due = stream.next_timeout();
        agenda.schedule(Task::Stream, name, &mut stream.queued, due);
    }

    fn take_back(&mut self, id: &Arc<str>, now: Instant) {
        let Self { streams, queues, facts, agenda, .. } = self;
        let Some(queue) = queues.get_mut(id) else { return };
        queue.queued = None;
        if queue.handle_timeout(&streams[&queue.stream], now, facts) {
            queue.schedule(agenda);
        } else {
            queues.remove(id);
        }
    }

    /// When [`Self::handle_timeout`] may next have work.
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.agenda.poll_timeout().into_iter().chain(self.subscriptions.poll_timeout()).min()
    }

    /// The next fact that was not told yet, oldest first.
    pub fn poll_output(&mut self) -> Option<Event> {
        self.facts.pop_front()
    }

    /// On-demand streams.
    fn on_demand_count(&self) -> usize {
        self.streams.values().filter(|stream| stream.mode == StreamMode::OnDemand).count()
    }

    /// Refuses one more on-demand stream than an account may have.
    fn check_on_demand_limit(&self) -> Result<(), Error> {
        if self.on_demand_count() < ON_DEMAND_STREAMS_MAX {
            return Ok(());
        }
        Err(Error::too_many_on_demand_streams(self.account, ON_DEMAND_STREAMS_MAX))
    }

    /// Refuses warm throughput where there can be none.
    fn check_warm_throughput(&self, mode: StreamMode, now: Instant) -> Result<(), Error> {
        match mode {
            StreamMode::Provisioned => Err(Error::warm_throughput_provisioned()),
            StreamMode::OnDemand if self.commitment.holds(now) => Ok(()),
            StreamMode::OnDemand => Err(Error::warm_throughput_uncommitted(self.account)),
        }
    }

    /// Open shards of all streams, those included that are about to open.
    fn open_shard_count(&self) -> usize {
        let of = |stream: &Stream| match &stream.pending {
            Some(Pending { change: Change::Create { shard_count }, .. }) => *shard_count as usize,
            Some(Pending { change: Change::Split { .. }, .. }) => stream.open_shard_count() + 1,
            Some(Pending { change: Change::Resize { target }, .. }) => {
                stream.open_shard_count().max(*target as usize)
            }
            _ => stream.open_shard_count(),
        };
        self.streams.values().map(of).sum()
    }

    /// Refuses what would open more shards than the account may have.
    fn check_shard_limit(&self, additional: u32) -> Result<(), Error> {
        let current = self.open_shard_count();
        let limit = self.settings.shard_limit;
        if current + additional as usize <= limit as usize {
            return Ok(());
        }
        Err(Error::shard_limit(self.account, &self.region, current, limit, additional))
    }

    fn find(&self, name: &str) -> Result<&Stream, Error> {
        self.streams.get(name).ok_or_else(|| Error::stream_not_found(name, self.account))
    }

    /// The stream, if it is ACTIVE.
    fn find_active(&self, name: &str) -> Result<&Stream, Error> {
        let stream = self.find(name)?;
        match stream.status {
            StreamStatus::Active => Ok(stream),
            status => Err(Error::stream_not_active(name, self.account, status)),
        }
    }

    /// Refuses more changes of encryption than an account may make in 24 hours.
    fn check_key_changes(&self, now: Instant) -> Result<(), Error> {
        if self.settings.enforce_limits && KEY_CHANGES_A_DAY <= self.key_changes.count(now) {
            return Err(Error::too_many_key_changes(self.account, KEY_CHANGES_A_DAY));
        }
        Ok(())
    }

    /// The stream, if its records can be put and read.
    fn find_active_or_updating(&self, name: &str) -> Result<&Stream, Error> {
        let stream = self.find(name)?;
        if stream.is_writable() {
            return Ok(stream);
        }
        Err(Error::stream_not_active_or_updating(name, self.account, stream.status))
    }

    /// Starts a change that ends after the settings' transition time.
    fn start_change(&mut self, name: &str, status: StreamStatus, change: Change, now: Instant) {
        let due = now + self.settings.transition;
        let stream = self.streams.get_mut(name).expect("the caller found it");
        stream.pending = Some(Pending { due, change });
        stream.set_status(status, &mut self.facts);
        stream.wake_by(due, &mut self.agenda);
    }

    /// Keeps to the bound on memory by what is oldest in the fullest stream that can spare something. O(shards); called
    /// when a segment begins.
    fn evict(&mut self) {
        let Some(bound) = self.settings.held_bytes_max else { return };
        while bound < self.held_bytes() {
            let can_evict =
                self.streams.iter_mut().map(|(_, stream)| stream).filter(|stream| stream.can_evict());
            let Some(stream) = can_evict.max_by_key(|stream| stream.held_bytes()) else { return };
            stream.evict(&mut self.facts);
            let on_it =
                self.queues.iter_mut().map(|(_, queue)| queue).filter(|queue| queue.stream == stream.name);
            on_it.for_each(|queue| queue.forget_dropped(stream));
        }
    }

    fn next_iterator_serial(&mut self) -> u64 {
        self.iterators_issued += 1;
        self.iterators_issued
    }
}

#[cfg(test)]
mod tests;
