//! Receives from a queue: every record comes at least once, to one receiver at a time, and not once it is acknowledged.

use std::collections::BTreeMap;

use kinetoscope::rng::Rng;
use kinetoscope::streams::RETENTION_DEFAULT;
use kinetoscope::streams::op::{
    AcknowledgeDeadLetterQueueRecords, AcknowledgeQueueRecords, CreateQueue, CreateQueueInput, CreateStream,
    CreateStreamInput, PutRecords, PutRecordsInput, PutRecordsRequestEntry, ReceiveDeadLetterQueueRecords,
    ReceiveQueueRecords,
};
use kinetoscope::streams::queue::shapes::{
    QueueAttributesInput, QueueStreamConfigurationInput, ReceiptEntry, ReceiptsInput, ReceiveInput,
};
use kinetoscope::time::{Duration, Instant};
use kinetoscope::world::World;

use super::reader::serial;
use super::scenario::{Unserved, ask, is_fault};

/// The stream of the queue; nothing else touches it.
const QUEUED: &str = "queued";
const QUEUED_ARN: &str = "arn:aws:kinesis:us-east-1:000000000000:stream/queued";

/// What is known of a record.
#[derive(Clone, Debug)]
struct Known {
    arrival: Instant,
    /// Whether it was accepted, and that was heard.
    is_there: bool,
    received: u32,
    /// Until when nobody else gets it.
    held_until: Instant,
    receipt: Option<(bool, String)>,
    /// Whether an acknowledgement was done for certain.
    is_acknowledged: bool,
    /// Whether one may have been done.
    may_be_acknowledged: bool,
}

/// A queue, and what its users know of its records, whose data are their places in `known`.
pub(crate) struct Receiver {
    queue: String,
    visibility: Duration,
    known: BTreeMap<usize, Known>,
}

impl Receiver {
    pub(crate) fn new(world: &mut World, rng: &mut Rng, transition: Duration) -> Self {
        let input = CreateStreamInput { stream_name: QUEUED, ..Default::default() };
        world.call::<CreateStream>(input).expect("the name is free");
        world.advance(transition);
        let seconds = rng.in_range(0, 40) as i32;
        let attributes =
            QueueAttributesInput { visibility_timeout_seconds: Some(seconds), ..Default::default() };
        let stream = QueueStreamConfigurationInput { stream_arn: QUEUED_ARN, ..Default::default() };
        let input = CreateQueueInput {
            queue_name: "sweep",
            stream_configuration_list: vec![stream],
            queue_attributes: Some(attributes),
            ..Default::default()
        };
        let queue =
            world.call::<CreateQueue>(input).expect("its stream is on-demand").queue_description.queue_arn;
        let visibility = Duration::from_secs(seconds as u64);
        Self { queue, visibility, known: BTreeMap::new() }
    }

    /// What random calls must keep away from.
    pub(crate) fn queue(&self) -> &str {
        &self.queue
    }

    /// Puts so many records. One whose answer was lost may be there or not.
    pub(crate) fn put(&mut self, world: &mut World, count: usize) {
        let (first, arrival) = (self.known.len(), world.now());
        let data: Vec<_> = (first..).take(count).map(|serial| serial.to_string()).collect();
        let entry = |data| PutRecordsRequestEntry {
            partition_key: Some(data),
            data: str::as_bytes(data),
            ..Default::default()
        };
        let records = data.iter().map(|data| entry(data)).collect();
        let input = PutRecordsInput { records, stream_name: Some(QUEUED), ..Default::default() };
        let accepted: Vec<Option<bool>> = match ask::<PutRecords>(world, input) {
            Ok(answer) => answer.records.iter().map(|entry| Some(entry.shard_id.is_some())).collect(),
            Err(Unserved::Unheard { was_done }) => vec![(!was_done).then_some(false); count],
            Err(Unserved::Refused(error)) => {
                assert!(is_fault(error.code), "{error}");
                vec![Some(false); count]
            }
        };
        for (serial, accepted) in (first..).zip(accepted) {
            let known = Known {
                arrival,
                is_there: accepted == Some(true),
                received: 0,
                held_until: arrival,
                receipt: None,
                // What was refused never comes, as if it had been acknowledged.
                is_acknowledged: accepted == Some(false),
                may_be_acknowledged: false,
            };
            self.known.insert(serial, known);
        }
    }

    /// Receives on one of the two ways. Says how many came.
    pub(crate) fn receive(&mut self, world: &mut World, dead_letter: bool) -> usize {
        let (now, queue_arn) = (world.now(), &*self.queue.clone());
        let input = ReceiveInput { queue_arn, ..Default::default() };
        let answer = if dead_letter {
            world.call::<ReceiveDeadLetterQueueRecords>(input)
        } else {
            world.call::<ReceiveQueueRecords>(input)
        };
        let records = match answer {
            Ok(answer) => answer.queue_records,
            Err(error) => {
                assert!(is_fault(error.code), "{error}");
                return 0;
            }
        };
        for record in &records {
            let serial = serial(record.data);
            let known = self.known.get_mut(&serial).expect("nothing comes that was not put");
            assert!(!known.is_acknowledged, "{known:?} comes though it was acknowledged or refused");
            assert!(known.held_until <= now, "{known:?} comes twice at a time");
            assert!(now.since(known.arrival) <= RETENTION_DEFAULT, "{known:?} comes after it expired");
            known.received += 1;
            known.held_until = now + self.visibility;
            known.receipt = Some((dead_letter, record.receipt_handle.clone()));
        }
        records.len()
    }

    /// Acknowledges some of what is out: each by a chance of one in `one_in`.
    pub(crate) fn acknowledge(&mut self, world: &mut World, rng: &mut Rng, one_in: u64) {
        for known in self.known.values_mut() {
            let Some((dead_letter, receipt_handle)) = &known.receipt else { continue };
            if rng.in_range(1, one_in) != 1 || known.is_acknowledged {
                continue;
            }
            let entries = vec![ReceiptEntry { receipt_handle, ..Default::default() }];
            let input = ReceiptsInput { queue_arn: &self.queue, entries, ..Default::default() };
            let answer = if *dead_letter {
                ask::<AcknowledgeDeadLetterQueueRecords>(world, input)
            } else {
                ask::<AcknowledgeQueueRecords>(world, input)
            };
            match answer {
                // A receipt may be outlived: then the record comes again.
                Ok(answer) => known.is_acknowledged = answer.failed.is_empty(),
                Err(Unserved::Unheard { was_done }) => known.may_be_acknowledged |= was_done,
                Err(Unserved::Refused(error)) => assert!(is_fault(error.code), "{error}"),
            }
        }
    }

    /// Receives and acknowledges until nothing comes, and checks that everything came.
    pub(crate) fn finish(mut self, world: &mut World, rng: &mut Rng) {
        for _ in 0..2 {
            for dead_letter in [false, true] {
                while self.receive(world, dead_letter) != 0 {
                    self.acknowledge(world, rng, 1);
                }
            }
            world.advance(self.visibility);
        }
        let now = world.now();
        for (serial, known) in &self.known {
            let is_gone = RETENTION_DEFAULT < now.since(known.arrival);
            let came = 0 < known.received || known.is_acknowledged;
            assert!(came || is_gone || !known.is_there, "record {serial} never came: {known:?}");
            let is_done = known.is_acknowledged || known.may_be_acknowledged;
            assert!(
                is_done || is_gone || known.received == 0,
                "record {serial} came last and stays: {known:?}"
            );
        }
    }
}
