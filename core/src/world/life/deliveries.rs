//! How the life of a record goes on in delivery streams.

use alloc::vec::Vec;

use super::{Delivery, DeliveryState as State};
use crate::firehose::flow::trace::Fate;
use crate::firehose::whereabouts::Whereabouts;
use crate::firehose::{DeliveryStream, Firehose};
use crate::ids::{SequenceNumber, ShardId};
use crate::time::Instant;
use crate::world::look::Look;

impl Look<'_> {
    /// What became of a record at each delivery stream that reads its stream.
    pub(super) fn deliveries_of(
        self,
        stream: &str,
        shard: ShardId,
        number: SequenceNumber,
        arrived: Instant,
    ) -> Vec<Delivery> {
        let all = self.firehose.into_iter().flat_map(Firehose::delivery_streams);
        let reading = all.filter(|delivery_stream| delivery_stream.source_stream() == Some(stream));
        let told = |delivery_stream: &DeliveryStream| {
            let found = delivery_stream.whereabouts(shard, number, arrived)?;
            Some(delivery(delivery_stream, found, arrived))
        };
        reading.filter_map(told).collect()
    }
}

fn delivery(stream: &DeliveryStream, found: Whereabouts, arrived: Instant) -> Delivery {
    let (state, place, at) = match found {
        Whereabouts::Ahead => (State::Ahead, None, None),
        Whereabouts::Passed => (State::Passed, None, None),
        Whereabouts::AtFunction => (State::AtFunction, None, None),
        Whereabouts::InBuffer => (State::InBuffer, None, None),
        Whereabouts::UnderWay(_) => (State::UnderWay, None, None),
        Whereabouts::Failed => (State::Failed, None, None),
        Whereabouts::Forgotten => (State::Forgotten, None, None),
        Whereabouts::Ended(fate, at) => {
            let (state, place) = match fate {
                Fate::Delivered(place) => (State::Delivered, Some(place)),
                Fate::Dropped => (State::Dropped, None),
                Fate::Failed(_, place) => (State::Failed, Some(place)),
                Fate::Skipped(place) => (State::Skipped, Some(place)),
                Fate::Lost => (State::Lost, None),
            };
            (state, place, Some(at))
        }
    };
    let target = stream.destination.kind().as_str();
    // What a server was sent has an id and no key.
    let place = place.filter(|_| ["S3", "Redshift"].contains(&target) || state != State::Delivered);
    Delivery {
        delivery_stream: stream.name.as_ref().into(),
        state,
        target: target.into(),
        place,
        at,
        lag_ms: at.map(|at| at.since(arrived).total_millis()),
    }
}
