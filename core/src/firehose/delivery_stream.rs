//! A delivery stream: its state, its configuration and what is on its way through it.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::configuration::destination::Destination;
use super::configuration::encryption::{DeliveryStreamEncryption, DeliveryStreamEncryptionStatus};
use super::configuration::source::{DirectPutSource, KinesisStreamSource};
use super::deliver::Means;
use super::flow::Flow;
use super::flow::buffer::Hints;
use super::flow::delivery::RETENTION;
use super::flow::entry::Origin;
use super::formats::Formats;
use super::intake::billed_bytes;
use super::shapes::{DeliveryStreamStatus, DeliveryStreamType};
use super::tap::Tap;
use super::throughput::Throughput;
use crate::errand::{Asker, Errand, Outcome, Purpose, ReadRecord};
use crate::fact::{DeliveryStreamEvent, Event};
use crate::ids::ShardId;
use crate::reading::{Reading, Start};
use crate::time::{Duration, Instant};

/// The one destination that a stream has.
pub(super) const DESTINATION_ID: &str = "destinationId-000000000001";

/// Where records come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// Producers put them.
    DirectPut(Option<DirectPutSource>),
    /// A stream is read.
    KinesisStream(KinesisStreamSource),
}

/// A change that ends later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Change {
    Create,
    Delete,
}

/// When the buffers of a delivery stream close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaneHints {
    /// Of records on their way to the destination.
    pub data: Hints,
    /// Of those on their way to a function, if there is one.
    pub function: Option<Hints>,
    /// Of records as they came, if a bucket keeps them.
    pub backup: Option<Hints>,
}

/// A delivery stream of an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeliveryStream {
    /// Its name.
    pub name: Arc<str>,
    /// Its state.
    pub status: DeliveryStreamStatus,
    /// Where its records come from.
    pub source: Source,
    /// Where they go.
    pub destination: Destination,
    /// Counts the configurations that it has had.
    pub version: u64,
    /// When it was made.
    pub created: Instant,
    /// When it was last changed.
    pub updated: Option<Instant>,
    pub(super) tags: LiteMap<String, String>,
    pub(super) encryption: DeliveryStreamEncryption,
    /// When encryption changed in the last 24 hours.
    pub(super) encryption_changes: VecDeque<Instant>,
    /// What is left of its quota; nothing until it is first used.
    pub(super) throughput: Option<Throughput>,
    /// Where the reading of its source stands, if that is a stream.
    pub(super) reading: Option<Reading>,
    /// What came of late, if an application reads it.
    pub(super) tap: Option<Tap>,
    /// What is on its way.
    pub flow: Flow,
    /// What its state will be, and from when on.
    pub(super) pending: Option<(Instant, Change)>,
    /// The same of its encryption.
    pub(super) pending_encryption: Option<(Instant, DeliveryStreamEncryptionStatus)>,
}

impl DeliveryStream {
    /// How the service calls the kind of its source.
    pub fn kind(&self) -> DeliveryStreamType {
        match self.source {
            Source::DirectPut(_) => DeliveryStreamType::DirectPut,
            Source::KinesisStream(_) => DeliveryStreamType::KinesisStreamAsSource,
        }
    }

    /// Whether records that wait are encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.encryption.status == Some(DeliveryStreamEncryptionStatus::Enabled)
    }

    /// When its buffers close, by what is in them: those of data later than told, as long as the destination does not keep up.
    pub fn hints(&self) -> LaneHints {
        let closing = self.destination.closing();
        LaneHints { data: self.flow.grown(closing), function: closing.function, backup: closing.backup }
    }

    /// How far it is behind the stream that it reads, if it reads one.
    pub fn millis_behind(&self) -> u64 {
        self.reading.as_ref().map_or(0, |reading| reading.millis_behind)
    }

    /// How long records are kept that a bucket does not take: as long as the stream keeps them that they were read from.
    pub(super) fn retention(&self) -> Duration {
        self.reading.as_ref().map_or(RETENTION, |reading| reading.retention)
    }

    /// The function that its records go through, if there is one.
    pub fn function_arn(&self) -> Option<&str> {
        self.destination.steps().function.map(|function| function.arn)
    }

    pub(super) fn set_status(&mut self, status: DeliveryStreamStatus, facts: &mut VecDeque<Event>) {
        self.status = status;
        let status = Some(Cow::Borrowed(status.as_str()));
        self.say(DeliveryStreamEvent::StatusChanged(status), facts);
    }

    /// Tells what happened to it.
    pub(super) fn say(&self, event: DeliveryStreamEvent, facts: &mut VecDeque<Event>) {
        facts.push_back(Event::DeliveryStream { delivery_stream: self.name.clone(), event: Box::new(event) });
    }

    /// Tells what happened on the way of its records.
    pub(super) fn tell(&mut self, facts: &mut VecDeque<Event>) {
        while let Some(event) = self.flow.events.pop_front() {
            self.say(event, facts);
        }
        for refusal in self.flow.take_refusals() {
            if let Some(line) = self.error_line(refusal) {
                self.say(DeliveryStreamEvent::ErrorLogged(line), facts);
            }
        }
    }

    /// When it next has something to do.
    pub(super) fn due(&self) -> Option<Instant> {
        let state = self.pending.map(|(due, _)| due);
        let encryption = self.pending_encryption.map(|(due, _)| due);
        let reading = self.reading.as_ref().and_then(Reading::due);
        [state, encryption, reading, self.delivery_due()].into_iter().flatten().min()
    }

    /// Is active from now on, and reads its source from now on, if that is a stream.
    pub(super) fn activate(&mut self, now: Instant, facts: &mut VecDeque<Event>) {
        self.set_status(DeliveryStreamStatus::Active, facts);
        if let Source::KinesisStream(source) = &mut self.source {
            source.delivery_start_timestamp = Some(now);
            self.reading = Some(Reading::begin(Start::Latest, RETENTION, now));
        }
    }

    /// Asks its source for what is due.
    pub(super) fn read(&mut self, now: Instant, errands: &mut VecDeque<Errand>) {
        if let (Some(reading), Source::KinesisStream(source)) = (&mut self.reading, &self.source) {
            let stream_arn = source.kinesis_stream_arn.as_deref().unwrap_or_default();
            reading.ask(&Asker::DeliveryStream(self.name.clone()), stream_arn, now, errands);
        }
    }

    /// Takes what came of an errand.
    pub(super) fn take_outcome(
        &mut self,
        purpose: Purpose,
        outcome: Outcome,
        means: &mut Means<'_>,
        now: Instant,
        facts: &mut VecDeque<Event>,
    ) {
        match (purpose, &mut self.reading) {
            (Purpose::Delivery(serial), _) => self.take_delivery(serial, outcome, means, now),
            (Purpose::Invocation(serial), _) => self.take_answer(serial, outcome, means.formats, now),
            (Purpose::Shards, Some(reading)) => {
                if let Some(refused) = reading.take_shards(outcome, now) {
                    self.flow.tell_unread(&refused);
                }
            }
            (Purpose::Shard(shard), Some(reading)) => {
                if let Outcome::Failed(refused) = &outcome {
                    self.flow.tell_unread(refused);
                }
                let brought = reading.take_read(shard, outcome, now);
                let millis_behind = reading.millis_behind;
                self.take_brought(shard, brought, millis_behind, means.formats, now);
            }
            // Only applications ask for anything else.
            _ => {}
        }
        self.tell(facts);
    }

    /// Takes records in that were read.
    fn take_brought(
        &mut self,
        shard: ShardId,
        brought: Vec<ReadRecord>,
        millis_behind: u64,
        formats: Option<&'static dyn Formats>,
        now: Instant,
    ) {
        if brought.is_empty() {
            return;
        }
        let count = brought.len() as u32;
        let bytes = brought.iter().map(|record| record.data.len() as u64).sum();
        let billed_bytes = brought.iter().map(|record| billed_bytes(record.data.len())).sum();
        let event = DeliveryStreamEvent::Read { shard, count, bytes, billed_bytes, millis_behind };
        self.flow.events.push_back(event);
        let plan = self.destination.plan(formats);
        for ReadRecord { sequence_number, partition_key, arrived, data } in brought {
            let data: Arc<[u8]> = data.into();
            if let Some(tap) = &mut self.tap {
                tap.take(data.clone(), now);
            }
            let origin = Origin { shard, sequence_number, subsequence_number: 0, partition_key, arrived };
            self.flow.accept(data, Some(Box::new(origin)), &plan, now);
        }
    }

    /// Completes the change of its encryption.
    pub(super) fn complete_encryption(&mut self, now: Instant) {
        let Some((_, status)) = self.pending_encryption.take_if(|(due, _)| *due <= now) else { return };
        self.encryption.status = Some(status);
        if status == DeliveryStreamEncryptionStatus::Disabled {
            self.encryption.key_arn = None;
            self.encryption.key_type = None;
        }
    }
}
