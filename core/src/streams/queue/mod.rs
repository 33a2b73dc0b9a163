//! Queues: each record of an on-demand stream goes to one of many receivers, and comes again until it is acknowledged.
//!
//! [`Queue`] is one queue; its [`Ledger`] knows how far delivery has come and which records are out. Records themselves
//! stay in the stream's log.
//!
//! Source: botocore 1.44.5, `kinesis/2013-12-02/service-2.json`, shapes and their documentation.

mod attributes;
mod error;
mod ledger;
mod receipt;
pub(super) mod service;
pub mod shapes;

use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec;

use serde::{Deserialize, Serialize};

pub use attributes::Attributes;
pub use ledger::Lane;

use super::Stream;
use super::agenda::{Agenda, Task};
use super::tags::Tags;
use crate::fact::Event;
use crate::time::{Duration, Instant};
use ledger::{Ledger, View};
use shapes::{
    QueueDescription, QueueStatus, QueueStreamConfiguration, QueueStreamIdentifier, QueueSummary,
    StartingPosition, StartingPositionType,
};

/// A queue on a stream.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Queue {
    /// What its ARN ends in.
    pub id: Arc<str>,
    /// Its name, unique within account and region.
    pub name: Arc<str>,
    /// Its state.
    pub status: QueueStatus,
    /// When it was made.
    pub created_at: Instant,
    /// The stream that its records are in.
    pub stream: Arc<str>,
    /// What a user has set, as far as it is in force.
    pub attributes: Attributes,
    pub(super) arn: String,
    pub(super) tags: Tags,
    /// The resource policy, as it was put.
    pub(super) policy: Option<String>,
    start: Start,
    /// From when on records are delivered, known once the queue is ACTIVE.
    starts_at: Option<Instant>,
    pending: Option<Pending>,
    /// When it stands in the agenda; never later than there is something to do.
    pub(super) queued: Option<Instant>,
    /// Shared, so that a copy of the world costs a pointer.
    ledger: Arc<Ledger>,
}

/// Where delivery begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Start {
    /// At what comes after the queue was made.
    Latest,
    /// At the oldest record of the stream.
    TrimHorizon,
    /// At what came at a time or later.
    AtTimestamp(Instant),
}

/// A change under way, and when it is done.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Pending {
    due: Instant,
    change: Change,
}

/// What a queue is changing into.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) enum Change {
    /// Coming to be.
    Create,
    /// Taking on other attributes.
    Update(Attributes),
    /// Going away.
    Delete,
}

impl Change {
    fn status(self) -> QueueStatus {
        match self {
            Self::Create => QueueStatus::Creating,
            Self::Update(_) => QueueStatus::Updating,
            Self::Delete => QueueStatus::Deleting,
        }
    }
}

impl Queue {
    /// A queue on a stream, in no state yet: a change must follow. `place` is what comes before its id in its ARN.
    pub(super) fn new(
        id: &str,
        name: &str,
        place: &str,
        stream: &Stream,
        start: Start,
        attributes: Attributes,
        now: Instant,
    ) -> Self {
        let ledger = match start {
            Start::Latest => Ledger::after_all_of(stream),
            Start::TrimHorizon | Start::AtTimestamp(_) => Ledger::default(),
        };
        Self {
            id: id.into(),
            name: name.into(),
            status: QueueStatus::Creating,
            created_at: now,
            stream: stream.name.clone(),
            attributes,
            arn: format!("{place}{id}"),
            tags: Tags::default(),
            policy: None,
            start,
            starts_at: None,
            pending: None,
            queued: None,
            ledger: Arc::new(ledger),
        }
    }

    /// Whether records are delivered.
    pub(super) fn delivers(&self) -> bool {
        matches!(self.status, QueueStatus::Active | QueueStatus::Updating)
    }

    /// Records that could be received now, O(shards): in ordinary delivery, or as dead letters.
    pub fn visible_count(&self, lane: Lane, stream: &Stream, now: Instant) -> u64 {
        self.ledger.visible_count(lane, &self.view(stream, now))
    }

    /// Records that were received and neither acknowledged nor given back, dead letters among them.
    pub fn in_flight_count(&self) -> usize {
        self.ledger.in_flight_count()
    }

    /// Its stream as its receivers see it.
    fn view<'s>(&self, stream: &'s Stream, now: Instant) -> View<'s> {
        let horizon = stream.trim_horizon(now);
        let starts_at = match self.start {
            Start::AtTimestamp(at) => at.max(horizon),
            Start::Latest | Start::TrimHorizon => horizon,
        };
        View { stream, horizon, starts_at }
    }

    /// Begins a change that is done after the transition time.
    pub(super) fn begin(
        &mut self,
        change: Change,
        transition: Duration,
        now: Instant,
        facts: &mut VecDeque<Event>,
    ) {
        self.pending = Some(Pending { due: now + transition, change });
        self.set_status(change.status(), facts);
    }

    /// Does what is due: completes changes of state, takes back what was not acknowledged in time. False once a queue
    /// that was DELETING is gone. O(log records) a record taken back.
    pub(super) fn handle_timeout(
        &mut self,
        stream: &Stream,
        now: Instant,
        facts: &mut VecDeque<Event>,
    ) -> bool {
        if let Some(Pending { change, .. }) = self.pending.take_if(|pending| pending.due <= now) {
            match change {
                Change::Create => self.starts_at = Some(self.effective_start(stream, now)),
                Change::Update(attributes) => self.attributes = attributes,
                Change::Delete => {
                    self.say_status(None, facts);
                    return false;
                }
            }
            self.set_status(QueueStatus::Active, facts);
        }
        if self.ledger.next_timeout().is_some_and(|due| due <= now) {
            let receives_max = self.attributes.receives_max;
            let count = Arc::make_mut(&mut self.ledger).take_back_overdue(receives_max, now);
            self.say_dead_lettered(count, facts);
        }
        true
    }

    /// Puts down when [`Self::handle_timeout`] next has work; called whenever that has changed.
    pub(super) fn schedule(&mut self, agenda: &mut Agenda) {
        let pending = self.pending.map(|pending| pending.due);
        let due = pending.into_iter().chain(self.ledger.next_timeout()).min();
        agenda.schedule(Task::Queue, &self.id, &mut self.queued, due);
    }

    /// The earliest time that its records can be of.
    fn effective_start(&self, stream: &Stream, now: Instant) -> Instant {
        let readable_since = stream.trim_horizon(now).max(stream.created_at);
        match self.start {
            Start::Latest => self.created_at,
            Start::TrimHorizon => readable_since,
            Start::AtTimestamp(at) => at.max(readable_since),
        }
    }

    fn set_status(&mut self, status: QueueStatus, facts: &mut VecDeque<Event>) {
        self.status = status;
        self.say_status(Some(status), facts);
    }

    fn say_status(&self, status: Option<QueueStatus>, facts: &mut VecDeque<Event>) {
        let status = status.map(|status| status.as_str().into());
        let (queue, name) = (self.id.clone(), self.name.clone());
        facts.push_back(Event::QueueStatusChanged { queue, name, status });
    }

    fn say_dead_lettered(&self, count: u32, facts: &mut VecDeque<Event>) {
        if 0 < count {
            facts.push_back(Event::QueueRecordsDeadLettered { queue: self.id.clone(), count });
        }
    }

    /// Forgets the records that their stream has dropped.
    pub(super) fn forget_dropped(&mut self, stream: &Stream) {
        Arc::make_mut(&mut self.ledger).forget_dropped(stream);
    }

    /// The attributes that hold once no change is under way.
    pub(super) fn attributes_to_be(&self) -> Attributes {
        match self.pending {
            Some(Pending { change: Change::Update(attributes), .. }) => attributes,
            _ => self.attributes,
        }
    }

    pub(super) fn describe(&self, stream: &Stream) -> QueueDescription {
        let (r#type, asked) = match self.start {
            Start::Latest => (StartingPositionType::Latest, None),
            Start::TrimHorizon => (StartingPositionType::TrimHorizon, None),
            Start::AtTimestamp(at) => (StartingPositionType::AtTimestamp, Some(at)),
        };
        QueueDescription {
            queue_name: self.name.clone(),
            queue_arn: self.arn.clone(),
            queue_status: self.status,
            queue_creation_timestamp: self.created_at,
            stream_configuration_list: vec![QueueStreamConfiguration {
                stream_arn: stream.arn.clone(),
                starting_position: StartingPosition { r#type, timestamp: self.starts_at.or(asked) },
            }],
            queue_attributes: self.attributes_to_be().describe(),
        }
    }

    pub(super) fn summarize(&self, stream: &Stream) -> QueueSummary {
        QueueSummary {
            queue_name: self.name.clone(),
            queue_arn: self.arn.clone(),
            queue_status: self.status,
            queue_creation_timestamp: self.created_at,
            streams: vec![QueueStreamIdentifier {
                stream_arn: stream.arn.clone(),
                stream_creation_timestamp: stream.created_at,
            }],
        }
    }
}
