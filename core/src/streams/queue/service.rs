//! What the queues of an account do together, and what their operations share.

use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::super::consumer::{CONSUMERS_MAX, CONSUMERS_MAX_COMMITTED};
use super::super::log::Record;
use super::super::shapes::StreamMode;
use super::super::{Stream, Streams};
use super::attributes::seconds_of;
use super::ledger::{Delivery, Lane, Ledger, Place, Terms};
use super::receipt::{Receipt, record_id};
use super::shapes::{
    DoneEntry, EntriesOutput, FailedEntry, QueueOutput, QueueRecord, QueueStatus, ReceiptsInput,
    ReceiveInput, ReceiveOutput, VisibilityInput,
};
use super::{Change, Queue};
use crate::error::Error;
use crate::fact::Event;
use crate::ids::{Arn, Resource};
use crate::time::{Duration, Instant};

/// Queues of an account that may be in CREATING or DELETING at once.
pub(in crate::streams) const CHANGING_MAX: usize = 5;
/// Records of one receive.
pub(in crate::streams) const RECEIVED_MAX: usize = 10;
/// Records of a queue that may be in flight, dead letters among them.
pub(in crate::streams) const IN_FLIGHT_MAX: usize = 120_000;
/// Data of one receive; the first record comes whatever its size. Assumed: as GetRecords.
const RECEIVED_BYTES_MAX: usize = 10 * 1024 * 1024;
/// How long a receive waits unless it says so.
const WAIT_DEFAULT: Duration = Duration::from_secs(9);

impl Streams {
    /// All queues, by id.
    pub fn queues(&self) -> impl Iterator<Item = &Queue> {
        self.queues.values()
    }

    /// The queues on a stream.
    pub(in crate::streams) fn queues_on(&self, stream: &str) -> impl Iterator<Item = &Queue> {
        self.queues.values().filter(move |queue| &*queue.stream == stream)
    }

    /// The queue of this id, if it is there.
    pub(in crate::streams) fn find_queue(&self, id: &str) -> Result<&Queue, Error> {
        self.queues.get(id).ok_or_else(|| Error::queue_not_found(id, self.account))
    }

    /// The queue of an ARN that is there, with its stream.
    pub(in crate::streams) fn queue_of(&self, arn: &str) -> Result<(&Queue, &Stream), Error> {
        let Some(named @ Arn { resource: Resource::Queue(id), .. }) = Arn::parse(arn) else {
            return Err(Error::resource_not_found(arn));
        };
        let queue = self.queues.get(id).filter(|_| named.is_of(self.account, &self.region));
        let queue = queue.ok_or_else(|| Error::queue_not_found(id, self.account))?;
        Ok((queue, &self.streams[&queue.stream]))
    }

    /// The same, if it delivers.
    fn delivering(&self, arn: &str) -> Result<(&Queue, &Stream), Error> {
        let (queue, stream) = self.queue_of(arn)?;
        if queue.delivers() {
            return Ok((queue, stream));
        }
        Err(Error::queue_delivers_nothing(&queue.name, self.account, queue.status))
    }

    /// The queue of an ARN that is ACTIVE.
    pub(in crate::streams) fn active_queue(&self, arn: &str) -> Result<&Queue, Error> {
        let (queue, _) = self.queue_of(arn)?;
        match queue.status {
            QueueStatus::Active => Ok(queue),
            status => Err(Error::queue_not_active(&queue.name, self.account, status)),
        }
    }

    /// Refuses one more queue that comes or goes than an account may have.
    pub(in crate::streams) fn check_queues_changing(&self) -> Result<(), Error> {
        let changing = |queue: &&Queue| matches!(queue.status, QueueStatus::Creating | QueueStatus::Deleting);
        if self.queues().filter(changing).count() < CHANGING_MAX {
            return Ok(());
        }
        Err(Error::too_many_queues_changing(self.account, CHANGING_MAX))
    }

    /// Refuses one more consumer than a stream may have: registered ones and queues are counted together.
    pub(in crate::streams) fn check_consumer_limit(
        &self,
        stream: &Stream,
        now: Instant,
    ) -> Result<(), Error> {
        let advantage = stream.mode == StreamMode::OnDemand && self.commitment.holds(now);
        let limit = if advantage { CONSUMERS_MAX_COMMITTED } else { CONSUMERS_MAX };
        if stream.consumers.len() + self.queues_on(&stream.name).count() < limit {
            return Ok(());
        }
        Err(Error::too_many_consumers(&stream.name, self.account, limit))
    }

    /// Begins a change of a queue that is there, and tells what it is like then.
    pub(in crate::streams) fn change_queue(&mut self, id: &str, change: Change, now: Instant) -> QueueOutput {
        let queue = self.queues.get_mut(id).expect("the caller found it");
        queue.begin(change, self.settings.transition, now, &mut self.facts);
        queue.schedule(&mut self.agenda);
        let queue_description = queue.describe(&self.streams[&queue.stream]);
        QueueOutput { queue_description }
    }

    /// Until when a receive waits: for nothing where it would be refused or finds a record.
    pub(in crate::streams) fn wait_to_receive(
        &self,
        lane: Lane,
        input: &ReceiveInput<'_>,
        now: Instant,
    ) -> Option<Instant> {
        let (queue, stream) = self.delivering(input.queue_arn).ok()?;
        let waits = queue.in_flight_count() < IN_FLIGHT_MAX
            && !queue.ledger.has_visible(lane, &queue.view(stream, now));
        waits.then(|| now + input.wait_time_seconds.map_or(WAIT_DEFAULT, seconds_of))
    }

    /// Gives out what is visible in a queue.
    ///
    /// # Errors
    /// ResourceNotFound for a queue that is not there or does not deliver, Throttling for one with too much in flight,
    /// what the KMS key gives for encrypted records.
    pub(in crate::streams) fn receive(
        &mut self,
        lane: Lane,
        input: &ReceiveInput<'_>,
        now: Instant,
    ) -> Result<ReceiveOutput<'_>, Error> {
        let (queue, _) = self.delivering(input.queue_arn)?;
        let room = IN_FLIGHT_MAX.saturating_sub(queue.in_flight_count());
        if room == 0 {
            return Err(Error::too_many_in_flight(&queue.name, self.account, IN_FLIGHT_MAX));
        }
        let id = queue.id.clone();

        let Self { queues, streams, facts, keys, agenda, .. } = self;
        let queue = queues.get_mut(&id).expect("it was found above");
        let stream = &streams[&queue.stream];
        let view = queue.view(stream, now);
        let timeout =
            input.visibility_timeout_seconds.map_or(queue.attributes.visibility_timeout, seconds_of);
        let limit = input.limit.map_or(RECEIVED_MAX, |limit| limit as usize).min(room);
        let terms = Terms { lane, limit, bytes_max: RECEIVED_BYTES_MAX, until: now + timeout };
        if let Some(Err(error)) = stream.decryption_key.as_ref().map(|key| keys.check(key)) {
            // Tried on a copy first: a call that is refused gives nothing out.
            let tried = Ledger::clone(&queue.ledger).receive(&terms, &view, now);
            let mut records = tried.iter().filter_map(|delivery| view.record(delivery.place));
            if records.any(|record| record.encrypted) {
                return Err(error);
            }
        }
        let deliveries = Arc::make_mut(&mut queue.ledger).receive(&terms, &view, now);
        let queue_records: Vec<_> = deliveries
            .iter()
            .filter_map(|delivery| Some(describe(&id, delivery, &view.record(delivery.place)?)))
            .collect();
        let bytes = queue_records.iter().map(|record| record.data.len() as u64).sum();
        facts.push_back(Event::QueueRecordsReceived {
            queue: id,
            dead_letter: lane == Lane::DeadLetter,
            count: queue_records.len() as u32,
            bytes,
        });
        queue.schedule(agenda);
        Ok(ReceiveOutput { queue_records })
    }

    /// Acknowledges the record of each handle.
    ///
    /// # Errors
    /// ResourceNotFound for a queue that is not there or does not deliver.
    pub(in crate::streams) fn acknowledge(
        &mut self,
        lane: Lane,
        input: &ReceiptsInput<'_>,
        now: Instant,
    ) -> Result<EntriesOutput, Error> {
        let handles = &mut input.entries.iter().map(|entry| entry.receipt_handle);
        let (queue, output) = self.each((input.queue_arn, lane), handles, now, &mut |queue, place, _| {
            Arc::make_mut(&mut queue.ledger).acknowledge(place);
            Ok(())
        })?;
        let count = output.successful.len() as u32;
        if 0 < count {
            let dead_letter = lane == Lane::DeadLetter;
            self.facts.push_back(Event::QueueRecordsAcknowledged { queue, dead_letter, count });
        }
        Ok(output)
    }

    /// Sets how long the record of each handle is kept from other receivers.
    ///
    /// # Errors
    /// ResourceNotFound for a queue that is not there or does not deliver.
    pub(in crate::streams) fn set_visibility(
        &mut self,
        lane: Lane,
        input: &VisibilityInput<'_>,
        now: Instant,
    ) -> Result<EntriesOutput, Error> {
        let handles = &mut input.entries.iter().map(|entry| entry.receipt_handle);
        let mut dead_lettered = 0;
        let (id, output) = self.each((input.queue_arn, lane), handles, now, &mut |queue, place, index| {
            queue.ledger.check_in_flight(place)?;
            let until = now + seconds_of(input.entries[index].visibility_timeout_seconds);
            let receives_max = queue.attributes.receives_max;
            let ledger = Arc::make_mut(&mut queue.ledger);
            dead_lettered += u32::from(ledger.set_visibility(place, until, receives_max, now));
            Ok(())
        })?;
        self.queues[&id].say_dead_lettered(dead_lettered, &mut self.facts);
        Ok(output)
    }

    /// Lets the record of each handle, a dead letter, be delivered again.
    ///
    /// # Errors
    /// ResourceNotFound for a queue that is not there or does not deliver.
    pub(in crate::streams) fn restore(
        &mut self,
        input: &ReceiptsInput<'_>,
        now: Instant,
    ) -> Result<EntriesOutput, Error> {
        let handles = &mut input.entries.iter().map(|entry| entry.receipt_handle);
        let (arn, lane) = (input.queue_arn, Lane::DeadLetter);
        let (queue, output) = self.each((arn, lane), handles, now, &mut |queue, place, _| {
            Arc::make_mut(&mut queue.ledger).restore(place, now);
            Ok(())
        })?;
        let count = output.successful.len() as u32;
        if 0 < count {
            self.facts.push_back(Event::QueueRecordsRestored { queue, count });
        }
        Ok(output)
    }

    /// Does something with the record of each handle that counts, which is told its place among them; one that cannot be
    /// done does not stop the others. Gives the queue's id too.
    fn each(
        &mut self,
        (queue_arn, lane): (&str, Lane),
        handles: &mut dyn Iterator<Item = &str>,
        now: Instant,
        act: &mut dyn FnMut(&mut Queue, Place, usize) -> Result<(), Error>,
    ) -> Result<(Arc<str>, EntriesOutput), Error> {
        let id = self.delivering(queue_arn)?.0.id.clone();
        let queue = self.queues.get_mut(&id).expect("it was found above");
        let view = queue.view(&self.streams[&queue.stream], now);
        let mut output = EntriesOutput { successful: Vec::new(), failed: Vec::new() };
        for (index, handle) in handles.enumerate() {
            let done = Receipt::open(handle, &id).and_then(|receipt| {
                view.record(receipt.place).ok_or_else(Error::receipt_outlived)?;
                queue.ledger.check_received(lane, &receipt)?;
                act(queue, receipt.place, index)
            });
            let receipt_handle = handle.to_string();
            match done {
                Ok(()) => output.successful.push(DoneEntry { receipt_handle }),
                Err(error) => output.failed.push(FailedEntry {
                    receipt_handle,
                    error_code: error.code.name(),
                    error_message: error.message().into(),
                }),
            }
        }
        queue.schedule(&mut self.agenda);
        Ok((id, output))
    }
}

/// A delivered record as answers have it.
fn describe<'s>(queue: &Arc<str>, delivery: &Delivery, record: &Record<'s>) -> QueueRecord<'s> {
    let &Delivery { place, serial, first_received_at, receive_count } = delivery;
    QueueRecord {
        receipt_handle: Receipt::seal(queue.clone(), place, serial),
        record_id: record_id(place),
        partition_key: Some(record.partition_key).filter(|key| !key.is_empty()),
        data: record.data,
        approximate_arrival_timestamp: record.arrival,
        first_receive_timestamp: first_received_at,
        receive_count,
    }
}
