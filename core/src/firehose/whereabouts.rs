//! Where a record of its source is in a delivery stream.

use super::delivery_stream::{DeliveryStream, Source};
use super::flow::Flow;
use super::flow::delivery::Lane;
use super::flow::entry::Entry;
use super::flow::trace::Fate;
use crate::ids::{SequenceNumber, ShardId};
use crate::time::Instant;

/// Where a record is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// It has yet to be read.
    Ahead,
    /// It came before the delivery stream began to read.
    Passed,
    /// It waits for its function, or for an answer of it.
    AtFunction,
    /// It waits in a buffer.
    InBuffer,
    /// It is being delivered; so often was that tried.
    UnderWay(u32),
    /// It failed, and waits in a buffer to be told of.
    Failed,
    /// Its way has ended so, then.
    Ended(Fate, Instant),
    /// It was read, and what became of it is forgotten.
    Forgotten,
}

impl DeliveryStream {
    /// The stream that it reads, by name, if it reads one: the end of `arn:aws:kinesis:us-east-1:000000000000:stream/orders`.
    pub fn source_stream(&self) -> Option<&str> {
        let Source::KinesisStream(source) = &self.source else { return None };
        source.kinesis_stream_arn.as_deref()?.rsplit('/').next()
    }

    /// Where a record of its source is; nothing where it reads none.
    pub fn whereabouts(
        &self,
        shard: ShardId,
        number: SequenceNumber,
        arrived: Instant,
    ) -> Option<Whereabouts> {
        let reading = self.reading.as_ref()?;
        if let Some(found) = self.flow.whereabouts(shard, number) {
            return Some(found);
        }
        Some(match () {
            () if arrived < reading.began => Whereabouts::Passed,
            () if reading.has_read(shard, number) => Whereabouts::Forgotten,
            () => Whereabouts::Ahead,
        })
    }
}

impl Flow {
    fn whereabouts(&self, shard: ShardId, number: SequenceNumber) -> Option<Whereabouts> {
        let is_it = |entry: &Entry| {
            entry
                .origin
                .as_deref()
                .is_some_and(|origin| (origin.shard, origin.sequence_number) == (shard, number))
        };
        let has = |entries: &[Entry]| entries.iter().any(is_it);
        let at_function = self.invocations().iter().any(|invocation| has(invocation.entries()));
        if at_function || self.function_buffer().is_some_and(|buffer| has(buffer.entries())) {
            return Some(Whereabouts::AtFunction);
        }
        if self.buffers().any(|(_, buffer)| has(buffer.entries())) {
            return Some(Whereabouts::InBuffer);
        }
        let of_record = |lane| matches!(lane, Lane::Data | Lane::Failures(_));
        let mut deliveries = self.deliveries().iter().filter(|delivery| of_record(delivery.lane));
        if let Some(delivery) = deliveries.find(|delivery| has(delivery.entries())) {
            return Some(match delivery.lane {
                Lane::Data => Whereabouts::UnderWay(delivery.attempts),
                _ => Whereabouts::Failed,
            });
        }
        if self.failure_buffers().any(|buffer| has(buffer.entries())) {
            return Some(Whereabouts::Failed);
        }
        let (fate, at) = self.fate(shard, number)?;
        Some(Whereabouts::Ended(fate.clone(), at))
    }
}
