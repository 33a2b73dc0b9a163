//! How records of producers come in.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::Firehose;
use super::throughput::{Quota, Throughput};
use crate::error::Error;
use crate::fact::DeliveryStreamEvent;
use crate::rng::Rng;
use crate::time::Instant;
use crate::wire::base64;

/// Bytes that the ids of the records of a call begin with, and those that each has of its own; they are told in base64. Source:
/// answers of the service, 2026, have some two hundred letters. Assumed: which of them are alike.
const RECORD_ID_BYTES: (usize, usize) = (138, 24);

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
        let ids_begin = base64::encode(&random::<{ RECORD_ID_BYTES.0 }>(rng));
        let (mut count, mut bytes, mut billed, mut throttled) = (0, 0, 0, 0);
        let mut put = |data: &&[u8]| {
            if !is_taken || enforces && !throughput.take_record(data.len(), now) {
                throttled += 1;
                return Err(Error::slow_down());
            }
            count += 1;
            bytes += data.len() as u64;
            billed += billed_bytes(data.len());
            let data: Arc<[u8]> = (*data).into();
            if let Some(tap) = &mut stream.tap {
                tap.take(data.clone(), now);
            }
            stream.flow.accept(data, None, &plan, now);
            Ok(record_id(&ids_begin, rng))
        };
        let outcomes = records.iter().map(&mut put).collect();
        let operation = operation.into();
        let event = DeliveryStreamEvent::Put { operation, count, bytes, throttled, billed_bytes: billed };
        stream.say(event, facts);
        stream.tell(facts);
        outcomes
    }
}

fn record_id(begins: &str, rng: &mut Rng) -> String {
    let own = random::<{ RECORD_ID_BYTES.1 }>(rng);
    let mut id = Vec::with_capacity((RECORD_ID_BYTES.0 + RECORD_ID_BYTES.1) / 3 * 4);
    id.extend_from_slice(begins.as_bytes());
    base64::encode_into(&own, &mut id);
    String::from_utf8(id).expect("base64 is text")
}

fn random<const LENGTH: usize>(rng: &mut Rng) -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    rng.fill(&mut bytes);
    bytes
}
