//! Sums over facts: what went through each stream, also through shards and streams that are gone.

use std::collections::BTreeMap;

use kinetoscope::fact::{DeliveryStreamEvent, Event, Fact};
use kinetoscope::time::Instant;
use serde::Serialize;

/// What went through one stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct StreamTotals {
    /// Shards that take records.
    pub(super) open_shards: u64,
    /// Records accepted.
    pub(super) accepted: u64,
    /// Records refused, each time they were sent.
    pub(super) refused: u64,
    /// Keys and data accepted.
    pub(super) bytes: u64,
}

/// What a delivery stream has tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct DeliveryTotals {
    /// Tries that were taken: objects, requests, loads of a table.
    pub(super) deliveries: u64,
    /// Tries that were not.
    pub(super) failed_tries: u64,
}

/// Something that the scenario has happen and that could not be done when its time came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct RefusedInput {
    pub(super) at: Instant,
    pub(super) action: String,
    pub(super) message: String,
}

/// Everything so far.
#[derive(Debug, Default)]
pub(super) struct Totals {
    pub(super) streams: BTreeMap<String, StreamTotals>,
    pub(super) delivery_streams: BTreeMap<String, DeliveryTotals>,
    pub(super) refused_inputs: Vec<RefusedInput>,
    /// Facts that were dropped before they were read; the sums are then too small.
    pub(super) missed: u64,
    next_id: u64,
}

impl Totals {
    /// The id of the next fact to read.
    pub(super) fn next_id(&self) -> u64 {
        self.next_id
    }

    /// Adds the next fact.
    pub(super) fn read(&mut self, fact: &Fact) {
        self.missed += fact.id - self.next_id;
        self.next_id = fact.id + 1;
        match &fact.event {
            Event::ShardOpened { stream, .. } => self.of(stream).open_shards += 1,
            Event::ShardClosed { stream, .. } => {
                // Where the opening was missed there is nothing to take from.
                let totals = self.of(stream);
                totals.open_shards = totals.open_shards.saturating_sub(1);
            }
            Event::StreamStatusChanged { stream, status: None } => self.of(stream).open_shards = 0,
            Event::RecordsAccepted { stream, count, bytes, .. } => {
                let totals = self.of(stream);
                totals.accepted += u64::from(*count);
                totals.bytes += bytes;
            }
            Event::RecordsRefused { stream, count, .. } => self.of(stream).refused += u64::from(*count),
            Event::InputRefused { action, message } => {
                let (action, message) = (action.replace('_', " "), message.clone());
                self.refused_inputs.push(RefusedInput { at: fact.at, action, message });
            }
            Event::DeliveryStream { delivery_stream, event } => self.read_delivery(delivery_stream, event),
            _ => {}
        }
    }

    fn read_delivery(&mut self, name: &str, event: &DeliveryStreamEvent) {
        let (delivered, failed) = match event {
            DeliveryStreamEvent::Delivered { .. } => (1, 0),
            DeliveryStreamEvent::DeliveryFailed { .. } => (0, 1),
            _ => return,
        };
        let totals = self.delivery_streams.entry(name.to_owned()).or_default();
        totals.deliveries += delivered;
        totals.failed_tries += failed;
    }

    fn of(&mut self, stream: &str) -> &mut StreamTotals {
        if !self.streams.contains_key(stream) {
            self.streams.insert(stream.to_owned(), StreamTotals::default());
        }
        self.streams.get_mut(stream).expect("it was made above")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinetoscope::fact::Limit;
    use kinetoscope::ids::{AccountId, Region, ShardId};

    fn refused(id: u64, count: u32) -> Fact {
        let (stream, shard, limit) = ("s".into(), ShardId(0), Limit::WriteRecords);
        let event = Event::RecordsRefused { stream, shard, count, bytes: 10, limit };
        Fact { id, at: Instant::EPOCH, account: AccountId::DEFAULT, region: Region::default(), event }
    }

    #[test]
    fn a_shard_whose_opening_was_missed_may_close() {
        let (stream, shard) = ("s".into(), ShardId(0));
        let closed = Fact { event: Event::ShardClosed { stream, shard }, ..refused(9, 1) };
        let mut totals = Totals::default();
        totals.read(&closed);
        assert_eq!((totals.streams["s"].open_shards, totals.missed), (0, 9));
    }

    #[test]
    fn facts_are_summed_and_gaps_are_noticed() {
        let mut totals = Totals::default();
        totals.read(&refused(0, 5));
        totals.read(&refused(3, 2));
        assert_eq!((totals.streams["s"].refused, totals.missed, totals.next_id()), (7, 2, 4));
    }
}
