//! How records of producers come in.

use alloc::string::String;
use alloc::vec::Vec;

use super::Firehose;
use super::throughput::{Quota, Throughput};
use crate::error::Error;
use crate::fact::DeliveryStreamEvent;
use crate::time::Instant;
use crate::wire::base64;

/// Bytes of a record's id, which is told in base64. Source: answers of the service, 2026, have some two hundred letters.
const RECORD_ID_BYTES: usize = 162;

/// Bytes in multiples of which each record is billed. Source: the price list.
const BILLED_UNIT: u64 = 5 * 1_024;

/// What a record is billed as.
pub(super) fn billed_bytes(bytes: usize) -> u64 {
    (bytes as u64).div_ceil(BILLED_UNIT) * BILLED_UNIT
}

impl Firehose {
    /// Puts records into a delivery stream that takes them, and says what became of each: its id, or why it is refused.
    pub(super) fn put(
        &mut self,
        name: &str,
        operation: &'static str,
        records: &[&[u8]],
        now: Instant,
    ) -> Vec<Result<String, Error>> {
        let enforces = self.settings.enforce_limits;
        let quota = Quota::of(&self.region);
        let Self { streams, facts, rng, formats, .. } = self;
        let stream = streams.get_mut(name).expect("the caller found it");
        let throughput = stream.throughput.get_or_insert_with(|| Throughput::new(quota, now));
        let is_taken = !enforces || throughput.take_request(now);
        let plan = stream.destination.plan(*formats);
        let (mut count, mut bytes, mut billed, mut throttled) = (0, 0, 0, 0);
        let mut put = |data: &&[u8]| {
            if !is_taken || enforces && !throughput.take_record(data.len(), now) {
                throttled += 1;
                return Err(Error::slow_down());
            }
            count += 1;
            bytes += data.len() as u64;
            billed += billed_bytes(data.len());
            stream.flow.accept((*data).into(), None, &plan, now);
            let mut id = [0; RECORD_ID_BYTES];
            rng.fill(&mut id);
            Ok(base64::encode(&id))
        };
        let outcomes = records.iter().map(&mut put).collect();
        let operation = operation.into();
        let event = DeliveryStreamEvent::Put { operation, count, bytes, throttled, billed_bytes: billed };
        stream.say(event, facts);
        stream.tell(facts);
        outcomes
    }
}
