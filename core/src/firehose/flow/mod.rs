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

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::route::{Closing, Plan};
use crate::time::Instant;
use buffer::{Buffer, Cause, Hints};
use delivery::{Delivery, Lane};
use entry::{Entry, Origin};
use failure::{ErrorOutputType, Failure};
use invocation::Invocation;

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
pub struct Flow {
    next_number: u64,
    next_delivery: u64,
    next_invocation: u64,
    /// On their way to a function.
    function: Option<Buffer>,
    invocations: Vec<Invocation>,
    data: Option<Buffer>,
    backup: Option<Buffer>,
    /// Lines for objects that tell of errors, a kind of error a buffer.
    failures: LiteMap<ErrorOutputType, Buffer>,
    deliveries: Vec<Delivery>,
    counts: Counts,
}

impl Flow {
    /// What has become of records so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Records that are on their way.
    pub fn waiting(&self) -> u64 {
        let buffers = [&self.function, &self.data].into_iter().flatten();
        let buffered = buffers.map(|buffer| buffer.entries().len());
        let at_functions = self.invocations.iter().map(|invocation| invocation.entries().len());
        let closed = self.deliveries.iter().filter(|delivery| delivery.lane == Lane::Data);
        let closed = closed.map(|delivery| delivery.entries().len());
        buffered.chain(at_functions).chain(closed).sum::<usize>() as u64
    }

    /// The buffer that is filled now.
    pub fn buffer(&self) -> Option<&Buffer> {
        self.data.as_ref()
    }

    /// Takes a record in and gives its number. Where a bucket keeps records as they came, it goes there too.
    pub(super) fn accept(
        &mut self,
        data: Arc<[u8]>,
        origin: Option<Box<Origin>>,
        plan: &Plan<'_>,
        now: Instant,
    ) -> u64 {
        let number = self.next_number;
        self.next_number += 1;
        self.counts.accepted += 1;
        let arrived = origin.as_ref().map_or(now, |origin| origin.arrived);
        let entry = Entry::new(number, data, origin, arrived);
        if plan.closing.backup.is_some() {
            fill(&mut self.backup, entry.clone(), now);
        }
        match plan.steps.prepare(&entry.data, plan.formats, now) {
            Ok(None) => self.pass_on(entry, plan, now),
            Ok(Some(parts)) => {
                self.counts.split += (parts.len() as u64).saturating_sub(1);
                self.counts.dropped += u64::from(parts.is_empty());
                for data in parts {
                    self.pass_on(Entry { data, ..entry.clone() }, plan, now);
                }
            }
            Err(failure) => self.fail([entry].into(), &failure, now),
        }
        number
    }

    /// Lets a record go to its function, or where there is none, on to its destination.
    fn pass_on(&mut self, entry: Entry, plan: &Plan<'_>, now: Instant) {
        let slot = if plan.steps.function.is_some() { &mut self.function } else { &mut self.data };
        fill(slot, entry, now);
        // Many may come at one moment, of which some fill a buffer.
        self.close_full(plan.closing, now);
    }

    /// Lets a record go on that its function has answered.
    pub(super) fn deliver(&mut self, entry: Entry, closing: Closing, now: Instant) {
        fill(&mut self.data, entry, now);
        self.close_full(closing, now);
    }

    /// Notes a record that its function has dropped.
    pub(super) fn drop_record(&mut self) {
        self.counts.dropped += 1;
    }

    /// The next invocation that is due to be tried.
    pub(super) fn next_invocation_due(&mut self, now: Instant) -> Option<&mut Invocation> {
        self.invocations.iter_mut().find(|invocation| invocation.due.is_some_and(|due| due <= now))
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

    /// Takes records that could not be delivered: what is told of them goes to the bucket for errors.
    pub(super) fn fail(&mut self, entries: Vec<Entry>, failure: &Failure, now: Instant) {
        self.counts.failed += entries.len() as u64;
        for mut entry in entries {
            entry.failure = Some(Box::new(failure.clone()));
            match self.failures.get_mut(&failure.kind) {
                Some(buffer) => buffer.push(entry),
                None => _ = self.failures.insert(failure.kind, Buffer::open(entry, now)),
            }
        }
    }

    /// Closes what is large or old enough, or all where it is asked for.
    pub(super) fn close_due(&mut self, closing: Closing, asked: bool, now: Instant) {
        self.close(closing, now, |buffer, hints| {
            let full = buffer.is_full(hints).then_some(Cause::Size);
            let old = (buffer.due(hints) <= now).then_some(Cause::Interval);
            full.or(old).or(asked.then_some(Cause::Flush))
        });
    }

    fn close_full(&mut self, closing: Closing, now: Instant) {
        self.close(closing, now, |buffer, hints| buffer.is_full(hints).then_some(Cause::Size));
    }

    fn close(&mut self, closing: Closing, now: Instant, why: impl Fn(&Buffer, Hints) -> Option<Cause>) {
        let Closing { data, backup, function, .. } = closing;
        // What was on its way to a function that is gone goes to the next, or is told so.
        let function = function.unwrap_or(data);
        if self.function.as_ref().is_some_and(|buffer| why(buffer, function).is_some()) {
            let entries = self.function.take().map(Buffer::into_entries).unwrap_or_default();
            self.invocations.push(Invocation::of(self.next_invocation, entries, now));
            self.next_invocation += 1;
        }
        // What was begun while a bucket kept all records goes there still.
        let backup = backup.unwrap_or(data);
        let lanes = [(&mut self.data, data, Lane::Data), (&mut self.backup, backup, Lane::Backup)];
        let mut closed = Vec::new();
        for (slot, hints, lane) in lanes {
            let Some(cause) = slot.as_ref().and_then(|buffer| why(buffer, hints)) else { continue };
            closed.extend(slot.take().map(|buffer| (lane, cause, buffer)));
        }
        let full =
            self.failures.iter().filter_map(|(kind, buffer)| Some((*kind, why(buffer, closing.failures)?)));
        for (kind, cause) in full.collect::<Vec<_>>() {
            closed.extend(self.failures.remove(&kind).map(|buffer| (Lane::Failures(kind), cause, buffer)));
        }
        for (lane, cause, buffer) in closed {
            self.deliveries.push(Delivery::of(self.next_delivery, lane, cause, buffer, now));
            self.next_delivery += 1;
        }
    }

    /// When something next closes or is tried again.
    pub(super) fn poll_timeout(&self, closing: Closing) -> Option<Instant> {
        let Closing { data, backup, failures, function } = closing;
        let called = self.function.as_ref().map(|buffer| buffer.due(function.unwrap_or(data)));
        let calls = self.invocations.iter().filter_map(|invocation| invocation.due);
        let lines_close = self.failures.values().map(|buffer| buffer.due(failures));
        let closes = self.data.as_ref().map(|buffer| buffer.due(data));
        let backup_closes = self.backup.as_ref().map(|buffer| buffer.due(backup.unwrap_or(data)));
        let tries = self.deliveries.iter().filter_map(|delivery| delivery.due);
        let buffers = closes.into_iter().chain(backup_closes).chain(lines_close).chain(called);
        buffers.chain(tries).chain(calls).min()
    }

    /// The next delivery that is due to be tried.
    pub(super) fn next_due(&mut self, now: Instant) -> Option<&mut Delivery> {
        self.deliveries.iter_mut().find(|delivery| delivery.due.is_some_and(|due| due <= now))
    }

    /// The delivery of this number, while what comes of a try is waited for.
    pub(super) fn under_way(&mut self, serial: u64) -> Option<&mut Delivery> {
        self.deliveries.iter_mut().find(|delivery| delivery.serial == serial && delivery.due.is_none())
    }

    /// Takes a delivery out, because its destination has taken it.
    pub(super) fn finish(&mut self, serial: u64) {
        let records = self.take_out(serial);
        self.counts.delivered += records;
    }

    /// Takes a delivery out, because it was tried for too long.
    pub(super) fn lose(&mut self, serial: u64) {
        let records = self.take_out(serial);
        self.counts.lost += records;
    }

    /// Throws away all that waits.
    pub(super) fn discard(&mut self) {
        self.counts.lost += self.waiting();
        (self.function, self.data, self.backup) = (None, None, None);
        self.invocations.clear();
        self.failures.clear();
        self.deliveries.clear();
    }

    /// Takes a delivery out and says how many records of the destination's it had.
    fn take_out(&mut self, serial: u64) -> u64 {
        let at = self.deliveries.iter().position(|delivery| delivery.serial == serial);
        let Some(delivery) = at.map(|at| self.deliveries.remove(at)) else { return 0 };
        if delivery.lane == Lane::Data { delivery.entries().len() as u64 } else { 0 }
    }
}

fn fill(slot: &mut Option<Buffer>, entry: Entry, now: Instant) {
    match slot {
        Some(buffer) => buffer.push(entry),
        None => *slot = Some(Buffer::open(entry, now)),
    }
}
