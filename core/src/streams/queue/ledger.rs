//! How far the delivery of a queue has come, shard by shard, and which records are out.
//!
//! A record that was never received is not in here: each shard has one number, below which its records were received at
//! least once. Of those, only what was not acknowledged has an entry. Record data is never copied: a [`Place`] says where
//! it lies in the log of the stream.
//!
//! A record is visible, or in flight after a receive; received too often, it goes on as a dead letter, visible or in
//! flight likewise.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::super::log::Record;
use super::super::{Shard, Stream};
use super::receipt::Receipt;
use crate::error::Error;
use crate::ids::ShardId;
use crate::time::Instant;

/// Where a record lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Place {
    pub(super) shard: ShardId,
    /// Its place in the shard's log.
    pub(super) counter: u64,
}

/// The two ways on which a queue delivers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lane {
    /// Records on their ordinary way.
    Normal,
    /// Records that were received too often without being acknowledged.
    DeadLetter,
}

/// A stream as the receivers of a queue see it.
pub(super) struct View<'s> {
    pub(super) stream: &'s Stream,
    /// Records before this are gone, even where they were received already.
    pub(super) horizon: Instant,
    /// Records before this are not delivered; never before the horizon.
    pub(super) starts_at: Instant,
}

impl<'s> View<'s> {
    /// A record that can still be read; O(log records).
    pub(super) fn record(&self, place: Place) -> Option<Record<'s>> {
        let record = self.stream.shard(place.shard)?.log.get(place.counter)?;
        (self.horizon <= record.arrival).then_some(record)
    }
}

/// How a receive is to go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms {
    pub(super) lane: Lane,
    /// Records at most.
    pub(super) limit: usize,
    /// Bytes of data at most; the first record comes whatever its size.
    pub(super) bytes_max: usize,
    /// When what is received becomes visible again.
    pub(super) until: Instant,
}

/// One record on its way to a receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Delivery {
    pub(super) place: Place,
    pub(super) serial: u64,
    pub(super) first_received_at: Instant,
    pub(super) receive_count: u32,
}

/// Deliveries are counted from 1 on.
const NO_DELIVERY: u64 = 0;

/// A record that was received and not acknowledged.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Entry {
    first_received_at: Instant,
    /// Since it was first received or restored.
    receive_count: u32,
    /// The newest delivery; only its receipt counts. [`NO_DELIVERY`] since the record changed its lane.
    serial: u64,
    lane: Lane,
    standing: Standing,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Standing {
    /// Since then.
    Visible(Instant),
    /// Until then.
    InFlight(Instant),
}

/// The entries of a lane in order of time: since when visible, until when in flight.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Order {
    visible: BTreeSet<(Instant, Place)>,
    in_flight: BTreeSet<(Instant, Place)>,
}

impl Order {
    fn insert(&mut self, standing: Standing, place: Place) {
        match standing {
            Standing::Visible(since) => self.visible.insert((since, place)),
            Standing::InFlight(until) => self.in_flight.insert((until, place)),
        };
    }

    fn remove(&mut self, standing: Standing, place: Place) {
        match standing {
            Standing::Visible(since) => self.visible.remove(&(since, place)),
            Standing::InFlight(until) => self.in_flight.remove(&(until, place)),
        };
    }
}

/// What a queue knows of the records of its stream.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Ledger {
    /// The first record of a shard that was never received. Shards that opened after the queue was made begin at 0.
    positions: BTreeMap<ShardId, u64>,
    /// The shard whose turn it is.
    turn: ShardId,
    entries: BTreeMap<Place, Entry>,
    normal: Order,
    dead_letter: Order,
    deliveries: u64,
}

impl Ledger {
    /// A ledger that begins after the newest record of each shard.
    pub(super) fn after_all_of(stream: &Stream) -> Self {
        let end = |shard: &Shard| (shard.id, shard.log.end_counter());
        Self { positions: stream.shards().iter().map(end).collect(), ..Self::default() }
    }

    /// Gives out records, each of which has been visible longer than what stays, but for other shards.
    /// O(shards + log records) a record.
    pub(super) fn receive(&mut self, terms: &Terms, view: &View<'_>, now: Instant) -> Vec<Delivery> {
        let (mut deliveries, mut bytes, mut turn_over) = (Vec::new(), 0, false);
        while deliveries.len() < terms.limit {
            let Some((place, record)) = self.next_visible(terms.lane, view) else { break };
            if !deliveries.is_empty() && terms.bytes_max < bytes + record.data.len() {
                break;
            }
            bytes += record.data.len();
            turn_over |= !self.entries.contains_key(&place);
            deliveries.push(self.deliver(place, terms, now));
        }
        if turn_over {
            self.turn.0 += 1;
        }
        deliveries
    }

    /// Whether a receive would give something.
    pub(super) fn has_visible(&self, lane: Lane, view: &View<'_>) -> bool {
        let mut returned = self.order(lane).visible.iter();
        returned.any(|&(_, place)| view.record(place).is_some())
            || lane == Lane::Normal && self.next_fresh(view).is_some()
    }

    /// The record that has been visible longest: one that came back, or the next of the shard whose turn it is.
    fn next_visible<'s>(&mut self, lane: Lane, view: &View<'s>) -> Option<(Place, Record<'s>)> {
        while let Some(&(_, place)) = self.order(lane).visible.first() {
            if view.record(place).is_some() {
                break;
            }
            self.remove(place);
        }
        let returned = self.order(lane).visible.first().copied();
        let fresh = if lane == Lane::Normal { self.next_fresh(view) } else { None };
        let (_, place) = returned.into_iter().chain(fresh).min()?;
        Some((place, view.record(place)?))
    }

    /// The next record that was never received, with the time since which it has been visible.
    fn next_fresh(&self, view: &View<'_>) -> Option<(Instant, Place)> {
        let shards = view.stream.shards();
        let (before, from) = shards.split_at(shards.partition_point(|shard| shard.id < self.turn));
        from.iter().chain(before).find_map(|shard| {
            let counter = self.position(shard, view);
            let record = shard.log.get(counter)?;
            Some((record.arrival, Place { shard: shard.id, counter }))
        })
    }

    fn position(&self, shard: &Shard, view: &View<'_>) -> u64 {
        let received = self.positions.get(&shard.id).copied().unwrap_or_default();
        received.max(shard.log.first_arrived_since(view.starts_at))
    }

    fn deliver(&mut self, place: Place, terms: &Terms, now: Instant) -> Delivery {
        let before = self.remove(place);
        if before.is_none() {
            self.positions.insert(place.shard, place.counter + 1);
            self.turn = place.shard;
        }
        self.deliveries += 1;
        let entry = Entry {
            first_received_at: before.map_or(now, |before| before.first_received_at),
            receive_count: 1 + before.map_or(0, |before| before.receive_count),
            serial: self.deliveries,
            lane: terms.lane,
            standing: Standing::InFlight(terms.until),
        };
        self.insert(place, entry);
        let Entry { serial, first_received_at, receive_count, .. } = entry;
        Delivery { place, serial, first_received_at, receive_count }
    }

    /// Ends the delivery of a record that was received. O(log entries).
    pub(super) fn acknowledge(&mut self, place: Place) {
        self.remove(place);
    }

    /// Sets when a record in flight becomes visible; at once where that is not after `now`. Says whether that made it a
    /// dead letter. O(log entries).
    pub(super) fn set_visibility(
        &mut self,
        place: Place,
        until: Instant,
        receives_max: Option<u32>,
        now: Instant,
    ) -> bool {
        let entry = self.remove(place).expect("the caller checked it");
        if until <= now {
            return self.give_back(place, entry, receives_max, now);
        }
        self.insert(place, Entry { standing: Standing::InFlight(until), ..entry });
        false
    }

    /// Lets a dead letter be delivered again as if it had never been received. O(log entries).
    pub(super) fn restore(&mut self, place: Place, now: Instant) {
        let entry = self.remove(place).expect("the caller checked it");
        let standing = Standing::Visible(now);
        let (lane, serial) = (Lane::Normal, NO_DELIVERY);
        self.insert(place, Entry { receive_count: 0, lane, serial, standing, ..entry });
    }

    /// Whether a receipt still counts. Assumed: it does until its record is received again, changes its lane or is
    /// acknowledged, even after the visibility timeout.
    ///
    /// # Errors
    /// ResourceNotFound where the record is not to be had by this receipt any more.
    pub(super) fn check_received(&self, lane: Lane, receipt: &Receipt) -> Result<(), Error> {
        let entry = self.entries.get(&receipt.place);
        let counts = entry.is_some_and(|entry| entry.serial == receipt.serial && entry.lane == lane);
        if counts { Ok(()) } else { Err(Error::receipt_outlived()) }
    }

    /// Whether the record, which was received, is kept from other receivers.
    ///
    /// # Errors
    /// InvalidArgument for a record that is visible again.
    pub(super) fn check_in_flight(&self, place: Place) -> Result<(), Error> {
        let standing = self.entries.get(&place).map(|entry| entry.standing);
        if let Some(Standing::InFlight(_)) = standing { Ok(()) } else { Err(Error::not_in_flight()) }
    }

    /// Takes back what was not acknowledged in time, and says how many dead letters that made. O(log entries) a record.
    pub(super) fn take_back_overdue(&mut self, receives_max: Option<u32>, now: Instant) -> u32 {
        let mut dead_lettered = 0;
        for lane in [Lane::Normal, Lane::DeadLetter] {
            while let Some(&(_, place)) =
                self.order(lane).in_flight.first().filter(|&&(until, _)| until <= now)
            {
                let entry = self.remove(place).expect("what is in flight has an entry");
                dead_lettered += u32::from(self.give_back(place, entry, receives_max, now));
            }
        }
        dead_lettered
    }

    /// Makes a record visible again that is in no order now. Says whether it became a dead letter.
    fn give_back(&mut self, place: Place, entry: Entry, receives_max: Option<u32>, now: Instant) -> bool {
        let too_often = receives_max.is_some_and(|max| max <= entry.receive_count);
        let dies = entry.lane == Lane::Normal && too_often;
        let (lane, serial) = if dies { (Lane::DeadLetter, NO_DELIVERY) } else { (entry.lane, entry.serial) };
        self.insert(place, Entry { lane, serial, standing: Standing::Visible(now), ..entry });
        dies
    }

    /// When something in flight becomes visible.
    pub(super) fn next_timeout(&self) -> Option<Instant> {
        let first = |order: &Order| order.in_flight.first().map(|&(until, _)| until);
        first(&self.normal).into_iter().chain(first(&self.dead_letter)).min()
    }

    /// Records in flight, dead letters among them.
    pub(super) fn in_flight_count(&self) -> usize {
        self.normal.in_flight.len() + self.dead_letter.in_flight.len()
    }

    /// Records that could be received; O(shards), and O(log records) a record that came back.
    pub(super) fn visible_count(&self, lane: Lane, view: &View<'_>) -> u64 {
        let fresh = |shard: &Shard| shard.log.end_counter().saturating_sub(self.position(shard, view));
        // Expired ones stay in order until their segment goes.
        let returned = self.order(lane).visible.iter().filter(|&&(_, place)| view.record(place).is_some());
        let returned = returned.count() as u64;
        match lane {
            Lane::Normal => returned + view.stream.shards().iter().map(fresh).sum::<u64>(),
            Lane::DeadLetter => returned,
        }
    }

    /// Forgets what the stream has dropped. O(shards), and O(log entries) a record.
    pub(super) fn forget_dropped(&mut self, stream: &Stream) {
        self.positions.retain(|&shard, _| stream.shard(shard).is_some());
        let mut from = Place { shard: ShardId(0), counter: 0 };
        while let Some((&Place { shard, .. }, _)) = self.entries.range(from..).next() {
            let kept_from = stream.shard(shard).map_or(u64::MAX, |shard| shard.log.first_counter());
            let dropped = Place { shard, counter: 0 }..Place { shard, counter: kept_from };
            let dropped: Vec<_> = self.entries.range(dropped).map(|(&place, _)| place).collect();
            for place in dropped {
                self.remove(place);
            }
            from = Place { shard: ShardId(shard.0 + 1), counter: 0 };
        }
    }

    fn order(&self, lane: Lane) -> &Order {
        match lane {
            Lane::Normal => &self.normal,
            Lane::DeadLetter => &self.dead_letter,
        }
    }

    fn order_mut(&mut self, lane: Lane) -> &mut Order {
        match lane {
            Lane::Normal => &mut self.normal,
            Lane::DeadLetter => &mut self.dead_letter,
        }
    }

    fn insert(&mut self, place: Place, entry: Entry) {
        self.order_mut(entry.lane).insert(entry.standing, place);
        self.entries.insert(place, entry);
    }

    fn remove(&mut self, place: Place) -> Option<Entry> {
        let entry = self.entries.remove(&place)?;
        self.order_mut(entry.lane).remove(entry.standing, place);
        Some(entry)
    }
}
