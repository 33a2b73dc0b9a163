//! How a producer puts into a delivery stream.

use alloc::vec::Vec;

use super::Outcome;
use crate::firehose::op::{PutRecordBatch, PutRecordBatchInput, RecordInput};
use crate::world::World;

/// Puts all records in one call; where the call was refused, they all are.
pub(super) fn put(world: &mut World, delivery_stream: &str, payloads: &[Vec<u8>]) -> Vec<Outcome> {
    let records = payloads.iter().map(|data| RecordInput { data, ..Default::default() }).collect();
    let input = PutRecordBatchInput { delivery_stream_name: delivery_stream, records, ..Default::default() };
    let all = |outcome: Outcome| -> Vec<_> { payloads.iter().map(|_| outcome).collect() };
    match world.send::<PutRecordBatch>(input).heard() {
        Some(Ok(output)) => {
            let refused = output.request_responses.iter().map(|entry| entry.error_code.is_some());
            refused.map(|refused| if refused { Outcome::Refused } else { Outcome::Accepted }).collect()
        }
        Some(Err(_)) => all(Outcome::Refused),
        None => all(Outcome::Unheard),
    }
}
