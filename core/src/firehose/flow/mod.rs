//! What is on its way through a delivery stream.
//!
//! Records come in by [`Flow::accept`], wait in a buffer for each lane until it is large or old enough, and become a
//! [`Delivery`], which is tried until its destination takes it.

pub mod buffer;
pub mod delivery;
pub mod entry;
pub mod failure;
pub mod object;

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::route::Closing;
use crate::time::Instant;
use buffer::{Buffer, Cause, Hints};
use delivery::{Delivery, Lane};
use entry::{Entry, Origin};

/// What has become of the records of a delivery stream so far. Each that was accepted is in one of the others, or on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Taken from producers or from a stream.
    pub accepted: u64,
    /// Taken by the destination.
    pub delivered: u64,
    /// Dropped by a function, as it was asked to.
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
    data: Option<Buffer>,
    backup: Option<Buffer>,
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
        let buffered = self.data.as_ref().map_or(0, |buffer| buffer.entries().len());
        let closed = self.deliveries.iter().filter(|delivery| delivery.lane == Lane::Data);
        (buffered + closed.map(|delivery| delivery.entries().len()).sum::<usize>()) as u64
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
        closing: Closing,
        now: Instant,
    ) -> u64 {
        let number = self.next_number;
        self.next_number += 1;
        self.counts.accepted += 1;
        let arrived = origin.as_ref().map_or(now, |origin| origin.arrived);
        let entry = Entry::new(number, data, origin, arrived);
        if closing.backup.is_some() {
            fill(&mut self.backup, entry.clone(), now);
        }
        fill(&mut self.data, entry, now);
        // Many may come at one moment, of which some fill a buffer.
        self.close_full(closing, now);
        number
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
        let Closing { data, backup } = closing;
        // What was begun while a bucket kept all records goes there still.
        let backup = backup.unwrap_or(data);
        let lanes = [(&mut self.data, data, Lane::Data), (&mut self.backup, backup, Lane::Backup)];
        for (slot, hints, lane) in lanes {
            let Some(cause) = slot.as_ref().and_then(|buffer| why(buffer, hints)) else { continue };
            let Some(buffer) = slot.take() else { continue };
            self.deliveries.push(Delivery::of(self.next_delivery, lane, cause, buffer, now));
            self.next_delivery += 1;
        }
    }

    /// When something next closes or is tried again.
    pub(super) fn poll_timeout(&self, closing: Closing) -> Option<Instant> {
        let Closing { data, backup } = closing;
        let closes = self.data.as_ref().map(|buffer| buffer.due(data));
        let backup_closes = self.backup.as_ref().map(|buffer| buffer.due(backup.unwrap_or(data)));
        let tries = self.deliveries.iter().filter_map(|delivery| delivery.due);
        closes.into_iter().chain(backup_closes).chain(tries).min()
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
        (self.data, self.backup) = (None, None);
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
