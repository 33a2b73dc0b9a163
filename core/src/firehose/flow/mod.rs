//! What is on its way through a delivery stream.
//!
//! Records come in by [`Flow::accept`], wait in a buffer for each lane until it is large or old enough, and become a
//! [`Delivery`], which is tried until its destination takes it.

pub mod buffer;
pub mod delivery;
pub mod entry;
pub mod failure;
pub mod invocation;
pub mod object;
pub mod pace;
mod shared;
pub mod trace;

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::ops::RangeFrom;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::error_log::{LogOf, Refusal};
use super::partition;
use super::route::{Closing, Most, Plan};
use crate::errand::Refused;
use crate::fact::{DeliveryStreamEvent as Event, FunctionCounts};
use crate::ids::{SequenceNumber, ShardId};
use crate::time::Instant;
use buffer::{Buffer, Cause, Hints};
use delivery::{Delivery, Lane, Stage};
use entry::{Entry, Origin};
use failure::{Details, ErrorOutputType, Failure};
use invocation::Invocation;
use pace::{Meter, Meters};
use trace::{Fate, Traces};

/// What has become of the records of a delivery stream so far. Each that was accepted or came out of one is in one of the
/// others, or on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Taken from producers or from a stream.
    pub accepted: u64,
    /// Came out of others, beyond the first of each.
    pub split: u64,
    /// Taken by the destination.
    pub delivered: u64,
    /// Dropped: by a function, as it was asked to, or because there was nothing in them.
    pub dropped: u64,
    /// Told of in the lines of an object for errors.
    pub failed: u64,
    /// Thrown away: the delivery stream was deleted, or the destination was away for too long.
    pub lost: u64,
}

/// The buffers and deliveries of a delivery stream.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Flow {
    next_number: u64,
    next_delivery: u64,
    next_invocation: u64,
    /// Records below this number wait in no buffer, whatever becomes of them: somebody has asked for them.
    flushed_below: u64,
    /// On their way to a function.
    function: Option<Buffer>,
    invocations: Vec<Invocation>,
    /// On their way to the destination, by the prefix that they go to; where records are not spread over prefixes, by none.
    data: LiteMap<Arc<str>, Buffer>,
    backup: Option<Buffer>,
    /// Lines for objects that tell of errors, a kind of error a buffer.
    failures: LiteMap<ErrorOutputType, Buffer>,
    deliveries: Vec<Delivery>,
    /// What became of the last records.
    traces: Traces,
    counts: Counts,
    pub(super) function_counts: FunctionCounts,
    meters: Meters,
    /// What happened and was not told yet.
    pub(super) events: VecDeque<Event>,
    /// What logs of errors were not told yet.
    pub(super) refusals: VecDeque<Refusal>,
}

impl Flow {
    /// One whose numbers begin here.
    pub(super) fn numbered_from(first: u64) -> Self {
        Self { next_number: first, next_delivery: first, next_invocation: first, ..Self::default() }
    }

    /// A number that nothing here has, nor any above it.
    pub(super) fn first_unused_number(&self) -> u64 {
        self.next_number.max(self.next_delivery).max(self.next_invocation)
    }

    /// What has become of records so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// What the function has done so far.
    pub fn function_counts(&self) -> FunctionCounts {
        self.function_counts
    }

    /// How fast records come into the buffers.
    pub fn meters(&self) -> Meters {
        self.meters
    }

    /// Records that are on their way.
    pub fn waiting(&self) -> u64 {
        let buffers = self.function.iter().chain(self.data.values());
        let buffered = buffers.map(|buffer| buffer.entries().len());
        let at_functions = self.invocations.iter().map(|invocation| invocation.entries().len());
        let closed = self.deliveries.iter().filter(|delivery| delivery.lane == Lane::Data);
        let closed = closed.map(|delivery| delivery.entries().len());
        buffered.chain(at_functions).chain(closed).sum::<usize>() as u64
    }

    /// The buffers that are filled now, by the prefix that they go to.
    pub fn buffers(&self) -> impl Iterator<Item = (&str, &Buffer)> {
        self.data.iter().map(|(partition, buffer)| (&**partition, buffer))
    }

    /// What waits for a function.
    pub fn function_buffer(&self) -> Option<&Buffer> {
        self.function.as_ref()
    }

    /// What waits for the bucket that keeps records as they came.
    pub fn backup_buffer(&self) -> Option<&Buffer> {
        self.backup.as_ref()
    }

    /// What has closed and is not delivered yet.
    pub fn deliveries(&self) -> &[Delivery] {
        &self.deliveries
    }

    /// What waits for an answer of a function.
    pub fn invocations(&self) -> &[Invocation] {
        &self.invocations
    }

    /// When the oldest record came that is not delivered yet.
    pub fn oldest(&self) -> Option<Instant> {
        let buffers = self.function.iter().chain(self.data.values()).map(Buffer::entries);
        let invocations = self.invocations.iter().map(Invocation::entries);
        let closed =
            self.deliveries.iter().filter(|delivery| delivery.lane == Lane::Data).map(Delivery::entries);
        buffers.chain(invocations).chain(closed).flatten().map(|entry| entry.arrived).min()
    }

    /// Prefixes that have records waiting.
    pub fn active_partitions(&self) -> usize {
        let of_deliveries = self.deliveries.iter().filter_map(|delivery| delivery.partition.as_ref());
        let mut active: Vec<_> =
            self.data.keys().chain(of_deliveries).filter(|name| !name.is_empty()).collect();
        active.sort_unstable();
        active.dedup();
        active.len()
    }

    /// Takes a record in. Where a bucket keeps records as they came, it goes there too.
    pub(super) fn accept(
        &mut self,
        data: Arc<[u8]>,
        origin: Option<Box<Origin>>,
        plan: &Plan<'_>,
        now: Instant,
    ) {
        let number = self.next_number;
        self.next_number += 1;
        self.counts.accepted += 1;
        let arrived = origin.as_ref().map_or(now, |origin| origin.arrived);
        let entry = Entry::new(number, data, origin, arrived);
        if let Some(hints) = plan.closing.backup {
            Meter::count(&mut self.meters.backup, entry.data.len(), now);
            fill(&mut self.backup, entry.clone(), now);
            if self.backup.as_ref().is_some_and(|buffer| buffer.is_full(hints)) {
                self.close_backup(Cause::Size, now);
            }
        }
        let mut next_part = 0..;
        match entry.opened() {
            Some(opened) => {
                self.count_parts(opened.len(), &entry, now);
                opened.into_iter().for_each(|entry| self.prepare(entry, &mut next_part, plan, now));
            }
            None => self.prepare(entry, &mut next_part, plan, now),
        }
    }

    /// Takes a record through the steps before its function; all that come out of one that was accepted are counted.
    fn prepare(&mut self, mut entry: Entry, next_part: &mut RangeFrom<u32>, plan: &Plan<'_>, now: Instant) {
        let mut count = || next_part.next().expect("it has no end");
        match plan.steps.prepare(&entry.data, plan.formats, now) {
            Ok(None) => {
                entry.part = count();
                self.pass_on(entry, plan, now);
            }
            Ok(Some(parts)) => {
                self.count_parts(parts.len(), &entry, now);
                for data in parts {
                    let (part, source_bytes) = (count(), data.len() as u64);
                    self.pass_on(Entry { data, part, source_bytes, ..entry.clone() }, plan, now);
                }
            }
            Err(failure) => {
                entry.part = count();
                let Failure { code, message, .. } = &*failure;
                self.log_record(&Refused::new(code.clone(), message.clone()));
                self.fail([entry].into(), &failure, now);
            }
        }
    }

    /// Lets a record go to its function, or where there is none, on to its destination.
    fn pass_on(&mut self, entry: Entry, plan: &Plan<'_>, now: Instant) {
        if plan.steps.function.is_none() {
            return self.deliver(entry, plan, now);
        }
        Meter::count(&mut self.meters.function, entry.data.len(), now);
        fill(&mut self.function, entry, now);
        // Many may come at one moment, of which some fill a buffer.
        let hints = plan.closing.function.unwrap_or(plan.closing.data);
        if self.function.as_ref().is_some_and(|buffer| buffer.is_full(hints)) {
            self.close_function(Cause::Size, now);
        }
    }

    /// Lets a record go on to its destination.
    pub(super) fn deliver(&mut self, mut entry: Entry, plan: &Plan<'_>, now: Instant) {
        let chosen = plan.partitioning.as_ref().map_or_else(
            || Ok(Arc::from("")),
            |partitioning| {
                let partition = partitioning.choose(&mut entry, plan.formats, now)?;
                self.admit_partition(partition)
            },
        );
        match chosen {
            Ok(partition) => self.fill_partition(partition, entry, plan.closing, now),
            Err(refused) => {
                self.log_record(&refused);
                let Refused { code, message } = refused;
                let kind = ErrorOutputType::Processing;
                let failure =
                    Failure { kind, code, message, attempts: 1, ended: now, details: Details::default() };
                self.fail([entry].into(), &failure, now);
            }
        }
    }

    fn fill_partition(&mut self, partition: Arc<str>, entry: Entry, closing: Closing, now: Instant) {
        Meter::count(&mut self.meters.data, entry.data.len(), now);
        let buffer = match self.data.get_mut(&partition) {
            Some(buffer) => {
                buffer.push(entry);
                buffer
            }
            None => self.data.entry(partition.clone()).or_insert(Buffer::open(entry, now)),
        };
        let bytes = buffer.bytes();
        if closing.data.bytes <= bytes && self.grown(closing).bytes <= bytes {
            self.close_partition(partition, Cause::Size, closing, now);
        }
    }

    /// Has what waits for the destination, in buffers and in deliveries, wait anew: for one of another kind, to which what was
    /// begun means nothing. What still comes of a try that is under way is not waited for, so it may arrive twice.
    pub(super) fn begin_again(&mut self, plan: &Plan<'_>, now: Instant) {
        let (begun, others): (Vec<_>, Vec<_>) =
            self.deliveries.drain(..).partition(|delivery| delivery.lane == Lane::Data);
        self.deliveries = others;
        let closed = begun.into_iter().flat_map(|delivery| delivery.entries);
        let filling =
            core::mem::take(&mut self.data).into_iter().flat_map(|(_, buffer)| buffer.into_entries());
        for entry in closed.chain(filling).collect::<Vec<_>>() {
            self.deliver(entry, plan, now);
        }
    }

    /// Refuses a prefix that would be one too many with records waiting.
    fn admit_partition(&self, partition: Arc<str>) -> Result<Arc<str>, Refused> {
        let is_active = self.data.contains_key(&partition)
            || self.deliveries.iter().any(|delivery| delivery.partition.as_ref() == Some(&partition));
        if is_active || self.active_partitions() < partition::ACTIVE_PARTITIONS_MAX {
            return Ok(partition);
        }
        Err(partition::too_many())
    }

    /// Notes that a record became so many; one with nothing in it is dropped.
    fn count_parts(&mut self, parts: usize, record: &Entry, now: Instant) {
        match (parts as u64).checked_sub(1) {
            Some(more) => self.counts.split += more,
            None => self.drop_records(core::slice::from_ref(record), now),
        }
    }

    /// Notes records that go no further, as their function wants it or because there is nothing in them.
    pub(super) fn drop_records(&mut self, entries: &[Entry], now: Instant) {
        self.counts.dropped += entries.len() as u64;
        self.traces.note(entries, Fate::Dropped, now);
    }

    /// The next invocation that is due to be tried, if no more than so many are under way.
    pub(super) fn next_invocation_due(
        &mut self,
        parallel_max: usize,
        now: Instant,
    ) -> Option<&mut Invocation> {
        if parallel_max <= self.invocations_under_way() {
            return None;
        }
        self.invocations.iter_mut().find(|invocation| invocation.due.is_some_and(|due| due <= now))
    }

    fn invocations_under_way(&self) -> usize {
        self.invocations.iter().filter(|invocation| invocation.due.is_none()).count()
    }

    /// The invocation of this number, while its answer is waited for.
    pub(super) fn at_function(&mut self, serial: u64) -> Option<&mut Invocation> {
        self.invocations.iter_mut().find(|invocation| invocation.serial == serial && invocation.due.is_none())
    }

    /// Takes an invocation out, because it is over, and gives its records.
    pub(super) fn end_invocation(&mut self, serial: u64) -> Vec<Entry> {
        let at = self.invocations.iter().position(|invocation| invocation.serial == serial);
        at.map(|at| self.invocations.remove(at).into_entries()).unwrap_or_default()
    }

    /// Takes records that could not be delivered: what is told of them goes to the bucket for errors. One that has no reason of
    /// its own has this one.
    pub(super) fn fail(&mut self, entries: Vec<Entry>, failure: &Failure, now: Instant) {
        let Failure { kind, code, message, .. } = failure;
        self.counts.failed += entries.len() as u64;
        self.events.push_back(Event::RecordsFailed {
            kind: Cow::Borrowed(kind.as_str()),
            code: code.clone(),
            message: message.clone(),
            records: entries.len() as u64,
        });
        for mut entry in entries {
            entry.failure.get_or_insert_with(|| Box::new(failure.clone()));
            match self.failures.get_mut(kind) {
                Some(buffer) => buffer.push(entry),
                None => _ = self.failures.insert(*kind, Buffer::open(entry, now)),
            }
        }
    }

    /// Tells that the source could not be read.
    pub(super) fn tell_unread(&mut self, refused: &Refused) {
        self.events.push_back(Event::ReadFailed { code: refused.code.clone() });
        self.log(LogOf::Destination, refused);
    }

    /// Asks for all that was accepted: no buffer keeps it any more, also where it comes back from a function later.
    pub(super) fn flush(&mut self, closing: Closing, now: Instant) {
        self.flushed_below = self.next_number;
        self.close_due(closing, now);
    }

    /// Closes what is large or old enough, or was asked for.
    pub(super) fn close_due(&mut self, closing: Closing, now: Instant) {
        let Closing { data, backup, failures, function, .. } = closing;
        let flushed_below = self.flushed_below;
        let why = |buffer: &Buffer, hints: Hints| {
            let full = buffer.is_full(hints).then_some(Cause::Size);
            let old = (buffer.due(hints, 0) <= now).then_some(Cause::Interval);
            full.or(old).or(buffer.has_below(flushed_below).then_some(Cause::Flush))
        };
        // What was on its way to a function that is gone goes to the next, or is told so.
        let function = function.unwrap_or(data);
        if let Some(cause) = self.function.as_ref().and_then(|buffer| why(buffer, function)) {
            self.close_function(cause, now);
        }
        let grown = self.grown(closing);
        let full = self.data.iter().filter_map(|(name, buffer)| Some((name.clone(), why(buffer, grown)?)));
        for (partition, cause) in full.collect::<Vec<_>>() {
            self.close_partition(partition, cause, closing, now);
        }
        // What was begun while a bucket kept all records goes there still.
        let backup = backup.unwrap_or(data);
        if let Some(cause) = self.backup.as_ref().and_then(|buffer| why(buffer, backup)) {
            self.close_backup(cause, now);
        }
        let full = self.failures.iter().filter_map(|(kind, buffer)| Some((*kind, why(buffer, failures)?)));
        for (kind, cause) in full.collect::<Vec<_>>() {
            let buffer = self.failures.remove(&kind).expect("its key was there");
            self.begin_delivery(Lane::Failures(kind), cause, buffer, "".into(), Most::ANY, now);
        }
    }

    fn close_function(&mut self, cause: Cause, now: Instant) {
        let Some(buffer) = self.function.take() else { return };
        self.events.push_back(closed("function", cause, &buffer));
        self.invocations.push(Invocation::of(self.next_invocation, buffer.into_entries(), now));
        self.next_invocation += 1;
    }

    fn close_partition(&mut self, partition: Arc<str>, cause: Cause, closing: Closing, now: Instant) {
        let Some(buffer) = self.data.remove(&partition) else { return };
        self.begin_delivery(Lane::Data, cause, buffer, partition, closing.most, now);
    }

    fn close_backup(&mut self, cause: Cause, now: Instant) {
        let Some(buffer) = self.backup.take() else { return };
        self.begin_delivery(Lane::Backup, cause, buffer, "".into(), Most::ANY, now);
    }

    /// When buffers of data close: later, as long as the destination does not keep up. Assumed: by how much.
    pub(super) fn grown(&self, closing: Closing) -> Hints {
        let is_behind = |delivery: &&Delivery| delivery.lane == Lane::Data && delivery.first_failed.is_some();
        let behind = self.deliveries.iter().filter(is_behind).count() as u64;
        let bytes = closing.data.bytes * (1 + behind);
        Hints { bytes: bytes.min(closing.data_bytes_max.max(closing.data.bytes)), ..closing.data }
    }

    /// Has a closed buffer delivered, in deliveries of no more than the destination takes at once.
    fn begin_delivery(
        &mut self,
        lane: Lane,
        cause: Cause,
        buffer: Buffer,
        partition: Arc<str>,
        most: Most,
        now: Instant,
    ) {
        self.events.push_back(closed(lane.as_str(), cause, &buffer));
        let mut rest = buffer.into_entries();
        while !rest.is_empty() {
            let later = rest.split_off(most.fitting(&rest));
            let delivery = Delivery::of(self.next_delivery, lane, cause, rest, now);
            let partition = Some(partition.clone()).filter(|partition| !partition.is_empty());
            self.deliveries.push(Delivery { partition, ..delivery });
            self.next_delivery += 1;
            rest = later;
        }
    }

    /// Has an object put that nobody has asked for as a record.
    pub(super) fn add_delivery(&mut self, lane: Lane, body: Vec<u8>, now: Instant) {
        let entries = [Entry::new(0, body.into(), None, now)].into();
        self.deliveries.push(Delivery::of(self.next_delivery, lane, Cause::Flush, entries, now));
        self.next_delivery += 1;
    }

    /// When something next closes or is tried again.
    pub(super) fn poll_timeout(&self, closing: Closing, parallel_max: usize) -> Option<Instant> {
        let Closing { data, backup, failures, function, .. } = closing;
        let due = |buffer: &Buffer, hints: Hints| buffer.due(hints, self.flushed_below);
        let called = self.function.as_ref().map(|buffer| due(buffer, function.unwrap_or(data)));
        let may_call = self.invocations_under_way() < parallel_max;
        let calls = self.invocations.iter().filter(|_| may_call).filter_map(|invocation| invocation.due);
        let lines_close = self.failures.values().map(|buffer| due(buffer, failures));
        let closes = self.data.values().map(|buffer| due(buffer, data));
        let backup_closes = self.backup.as_ref().map(|buffer| due(buffer, backup.unwrap_or(data)));
        let tries = self.deliveries.iter().filter_map(|delivery| delivery.due);
        let buffers = closes.chain(backup_closes).chain(lines_close).chain(called);
        buffers.chain(tries).chain(calls).min()
    }

    /// The next delivery that is due to be tried.
    pub(super) fn next_due(&mut self, now: Instant) -> Option<&mut Delivery> {
        self.deliveries.iter_mut().find(|delivery| delivery.due.is_some_and(|due| due <= now))
    }

    /// Lets the next copy begin, unless one is under way: they go one after the other.
    pub(super) fn let_copy(&mut self, now: Instant) {
        if self.deliveries.iter().any(|delivery| delivery.stage == Stage::Copy) {
            return;
        }
        if let Some(next) = self.deliveries.iter_mut().find(|delivery| delivery.stage == Stage::Queued) {
            next.go_on(Stage::Copy, Some(now));
        }
    }

    /// The delivery of this number, while what comes of a try is waited for.
    pub(super) fn under_way(&mut self, serial: u64) -> Option<&mut Delivery> {
        self.deliveries.iter_mut().find(|delivery| delivery.serial == serial && delivery.due.is_none())
    }

    /// The delivery of this number.
    pub(super) fn find_delivery(&mut self, serial: u64) -> Option<&mut Delivery> {
        self.deliveries.iter_mut().find(|delivery| delivery.serial == serial)
    }

    /// Takes a delivery out, because its destination has taken it.
    pub(super) fn finish(&mut self, serial: u64, now: Instant) {
        let Some(delivery) = self.take_out(serial) else { return };
        self.counts.delivered += records_of_data(&delivery);
        let place = delivery.place.clone().unwrap_or_default();
        match delivery.lane {
            Lane::Data => self.traces.note(&delivery.entries, Fate::Delivered(place), now),
            Lane::Failures(kind) => {
                self.traces.note(&delivery.entries, Fate::Failed(kind.as_str().into(), place), now);
            }
            Lane::Backup | Lane::Manifest => {}
        }
    }

    /// Notes that the destination has taken some of a delivery's records.
    pub(super) fn finish_some(&mut self, taken: &[Entry], place: &str, now: Instant) {
        self.counts.delivered += taken.len() as u64;
        self.traces.note(taken, Fate::Delivered(place.into()), now);
    }

    /// Takes a delivery out, because it was tried for too long.
    pub(super) fn lose(&mut self, serial: u64, now: Instant) {
        let Some(delivery) = self.take_out(serial) else { return };
        self.counts.lost += records_of_data(&delivery);
        if delivery.lane == Lane::Data {
            self.traces.note(&delivery.entries, Fate::Lost, now);
        }
    }

    /// Takes a delivery out, because its records are told of as failed elsewhere.
    pub(super) fn skip(&mut self, serial: u64, now: Instant) {
        let Some(delivery) = self.take_out(serial) else { return };
        self.counts.failed += records_of_data(&delivery);
        let place = delivery.place.clone().unwrap_or_default();
        self.traces.note(&delivery.entries, Fate::Skipped(place), now);
    }

    /// What became of a record of a stream, and when, as far as that is remembered.
    pub(super) fn fate(&self, shard: ShardId, number: SequenceNumber) -> Option<(&Fate, Instant)> {
        self.traces.find(shard, number)
    }

    /// What waits to be told of as failed.
    pub(super) fn failure_buffers(&self) -> impl Iterator<Item = &Buffer> {
        self.failures.values()
    }

    /// Takes a delivery out and gives its records.
    pub(super) fn take_back(&mut self, serial: u64) -> Vec<Entry> {
        self.take_out(serial).map(|delivery| delivery.entries).unwrap_or_default()
    }

    /// Throws away all that waits.
    pub(super) fn discard(&mut self) {
        self.counts.lost += self.waiting();
        (self.function, self.backup) = (None, None);
        self.data.clear();
        self.invocations.clear();
        self.failures.clear();
        self.deliveries.clear();
    }

    fn take_out(&mut self, serial: u64) -> Option<Delivery> {
        let at = self.deliveries.iter().position(|delivery| delivery.serial == serial)?;
        Some(self.deliveries.remove(at))
    }
}

/// How many records of the destination's a delivery has.
fn records_of_data(delivery: &Delivery) -> u64 {
    if delivery.lane == Lane::Data { delivery.entries.len() as u64 } else { 0 }
}

fn closed(lane: &'static str, cause: Cause, buffer: &Buffer) -> Event {
    Event::BufferClosed {
        lane: Cow::Borrowed(lane),
        cause: Cow::Borrowed(cause.as_str()),
        records: buffer.entries().len() as u64,
        bytes: buffer.bytes(),
    }
}

fn fill(slot: &mut Option<Buffer>, entry: Entry, now: Instant) {
    match slot {
        Some(buffer) => buffer.push(entry),
        None => *slot = Some(Buffer::open(entry, now)),
    }
}
