//! How the life of a record goes on in delivery streams.

use alloc::vec::Vec;

use super::{Delivery, DeliveryState as State, FunctionResult};
use crate::firehose::configuration::destination::Destination;
use crate::firehose::flow::failure::ErrorOutputType;
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
    let function_result = function_result(stream, &found, arrived);
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
        function_result,
        target: target.into(),
        place,
        at,
        lag_ms: at.map(|at| at.since(arrived).total_millis()),
    }
}

/// What the function has said of a record, as far as that follows from where the record is now.
fn function_result(stream: &DeliveryStream, found: &Whereabouts, arrived: Instant) -> Option<FunctionResult> {
    // Before an update there may have been no function, or another one.
    if stream.function_arn().is_none() || stream.updated.is_some_and(|updated| arrived < updated) {
        return None;
    }
    match found {
        Whereabouts::InBuffer | Whereabouts::UnderWay(_) => Some(FunctionResult::Ok),
        Whereabouts::Ended(Fate::Delivered(_) | Fate::Skipped(_), _) => Some(FunctionResult::Ok),
        Whereabouts::Ended(Fate::Dropped, _) => Some(FunctionResult::Dropped),
        Whereabouts::Ended(Fate::Failed(kind, _), _) => of_failed(stream, kind),
        _ => None,
    }
}

/// Of a record that failed in one of these ways. Calls that fail, and prefixes that cannot be chosen, are told of as records are
/// that the function gave back as failed.
fn of_failed(stream: &DeliveryStream, kind: &str) -> Option<FunctionResult> {
    let is = |known: ErrorOutputType| known.as_str() == kind;
    if is(ErrorOutputType::Decompression) {
        return None;
    }
    if !is(ErrorOutputType::Processing) {
        return Some(FunctionResult::Ok);
    }
    let is_partitioned = matches!(&stream.destination, Destination::ExtendedS3(s3) if s3.is_partitioned());
    let is_certain = !is_partitioned && stream.flow.function_counts().failures == 0;
    is_certain.then_some(FunctionResult::ProcessingFailed)
}
