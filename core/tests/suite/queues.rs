//! What queues promise, after any sequence of calls: every record comes at least once, none comes after it was
//! acknowledged, and none goes to two receivers within a visibility timeout.

use std::collections::BTreeMap;

use crate::support::Call;
use kinetoscope::streams::op::{
    AcknowledgeDeadLetterQueueRecords, AcknowledgeQueueRecords, CommitmentInput, CreateQueue,
    CreateQueueInput, CreateStream, CreateStreamInput, PutRecord, PutRecordInput,
    ReceiveDeadLetterQueueRecords, ReceiveQueueRecords, RestoreDeadLetterQueueRecords, UpdateAccountSettings,
    UpdateAccountSettingsInput, UpdateQueueRecordsVisibility, UpdateStreamWarmThroughput,
    UpdateStreamWarmThroughputInput,
};
use kinetoscope::streams::queue::shapes::{
    DeadLetterConfigurationInput, EntriesOutput, QueueAttributesInput, QueueStreamConfigurationInput,
    ReceiptEntry, ReceiptsInput, ReceiveInput, ReceiveOutput, TargetType, VisibilityEntry, VisibilityInput,
};
use kinetoscope::streams::queue::{Lane, Queue};
use kinetoscope::streams::shapes::CommitmentRequest;
use kinetoscope::time::{Duration, Instant};
use kinetoscope::wire::http::{Response, Wait};
use kinetoscope::world::{Settings, Tenant, World};
use proptest::prelude::*;

const STREAM: &str = "s";
const STREAM_ARN: &str = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
const RECEIVES_MAX: u32 = 3;

#[derive(Clone, Debug)]
enum Step {
    Put {
        key: u8,
    },
    Receive {
        dead_letter: bool,
        limit: i32,
        timeout_secs: i32,
    },
    /// What is done with one of the deliveries so far.
    Acknowledge {
        delivery: usize,
    },
    SetVisibility {
        delivery: usize,
        secs: i32,
    },
    Restore {
        delivery: usize,
    },
    /// Splits and joins shards until there are so many, if there are fewer.
    Resize {
        shards: i32,
    },
    Wait {
        millis: u64,
    },
    /// Goes on from a snapshot.
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    let delivery = 0_usize..12;
    prop_oneof![
        6 => any::<u8>().prop_map(|key| Step::Put { key }),
        6 => (any::<bool>(), 1..=10, 0..5).prop_map(|(dead_letter, limit, timeout_secs)| {
            Step::Receive { dead_letter, limit, timeout_secs }
        }),
        4 => delivery.clone().prop_map(|delivery| Step::Acknowledge { delivery }),
        2 => (delivery.clone(), 0..5).prop_map(|(delivery, secs)| Step::SetVisibility { delivery, secs }),
        2 => delivery.prop_map(|delivery| Step::Restore { delivery }),
        1 => (4..9).prop_map(|shards| Step::Resize { shards }),
        3 => (0_u64..4_000).prop_map(|millis| Step::Wait { millis }),
        1 => Just(Step::Restart),
    ]
}

/// What the outside knows of a record.
#[derive(Clone, Debug, Default)]
struct Known {
    /// By the newest delivery, until then.
    held_until: Option<Instant>,
    deliveries: u32,
    acknowledged: bool,
    id: Option<String>,
}

#[derive(Clone, Debug)]
struct Delivery {
    record: u32,
    receipt: String,
    dead_letter: bool,
}

/// A world with a queue, and what its users know of the records: each holds its number as data.
struct Run {
    world: World,
    queue_arn: String,
    records: BTreeMap<u32, Known>,
    deliveries: Vec<Delivery>,
}

impl Run {
    fn new() -> Self {
        let mut world = World::new(Settings::default());
        let input = CreateStreamInput { stream_name: STREAM, ..Default::default() };
        world.call::<CreateStream>(input).unwrap();
        let commitment = CommitmentInput { status: CommitmentRequest::Enabled, ..Default::default() };
        let input = UpdateAccountSettingsInput {
            minimum_throughput_billing_commitment: commitment,
            ..Default::default()
        };
        world.call::<UpdateAccountSettings>(input).unwrap();
        let dead_letters = DeadLetterConfigurationInput {
            target_type: TargetType::BuiltIn,
            max_receive_count: Some(RECEIVES_MAX as i32),
            ..Default::default()
        };
        let input = CreateQueueInput {
            queue_name: "q",
            stream_configuration_list: vec![QueueStreamConfigurationInput {
                stream_arn: STREAM_ARN,
                ..Default::default()
            }],
            queue_attributes: Some(QueueAttributesInput {
                dead_letter_configuration: Some(dead_letters),
                ..Default::default()
            }),
            ..Default::default()
        };
        let queue_arn = world.call::<CreateQueue>(input).unwrap().queue_description.queue_arn;
        Self { world, queue_arn, records: BTreeMap::new(), deliveries: Vec::new() }
    }

    fn take(&mut self, step: &Step) {
        match *step {
            Step::Put { key } => self.put(key),
            Step::Receive { dead_letter, limit, timeout_secs } => {
                _ = self.receive(dead_letter, limit, timeout_secs);
            }
            Step::Acknowledge { delivery } => _ = self.delivery(delivery).map(|it| self.acknowledge(&it)),
            Step::SetVisibility { delivery, secs } => {
                _ = self.delivery(delivery).map(|it| self.set_visibility(&it, secs));
            }
            Step::Restore { delivery } => _ = self.delivery(delivery).map(|it| self.restore(&it)),
            Step::Resize { shards } => self.resize(shards),
            Step::Wait { millis } => self.world.advance(Duration::from_millis(millis)),
            Step::Restart => self.world = World::restore(&self.world.snapshot()).unwrap(),
        }
    }

    /// One of the newest deliveries.
    fn delivery(&self, back: usize) -> Option<Delivery> {
        self.deliveries.iter().rev().nth(back).cloned()
    }

    fn put(&mut self, key: u8) {
        let number = self.records.len() as u32;
        let input = PutRecordInput {
            stream_name: Some(STREAM),
            partition_key: Some(&key.to_string()),
            data: &number.to_le_bytes(),
            ..Default::default()
        };
        self.world.call::<PutRecord>(input).unwrap();
        self.records.insert(number, Known::default());
    }

    /// Receives, and checks what may come; how many came.
    fn receive(&mut self, dead_letter: bool, limit: i32, timeout_secs: i32) -> usize {
        let now = self.world.now();
        let input = ReceiveInput {
            queue_arn: &self.queue_arn,
            limit: Some(limit),
            visibility_timeout_seconds: Some(timeout_secs),
            ..Default::default()
        };
        let ReceiveOutput { queue_records } = if dead_letter {
            self.world.call::<ReceiveDeadLetterQueueRecords>(input).unwrap()
        } else {
            self.world.call::<ReceiveQueueRecords>(input).unwrap()
        };
        assert!(queue_records.len() <= limit as usize);
        for received in &queue_records {
            let record = u32::from_le_bytes(received.data.try_into().unwrap());
            let known = self.records.get_mut(&record).unwrap();
            assert!(!known.acknowledged, "record {record} came after it was acknowledged");
            assert!(known.held_until.is_none_or(|until| until <= now), "record {record} is another's");
            assert!(
                dead_letter || received.receive_count <= RECEIVES_MAX,
                "record {record} is a dead letter"
            );
            assert_eq!(known.id.get_or_insert(received.record_id.clone()), &received.record_id);
            known.held_until = Some(now + Duration::from_secs(timeout_secs as u64));
            known.deliveries += 1;
            let receipt = received.receipt_handle.clone();
            assert!(
                self.deliveries.iter().all(|delivery| delivery.receipt != receipt),
                "a receipt came twice"
            );
            self.deliveries.push(Delivery { record, receipt, dead_letter });
        }
        queue_records.len()
    }

    /// Acknowledges a delivery; whether that was taken.
    fn acknowledge(&mut self, delivery: &Delivery) -> bool {
        let Delivery { record, ref receipt, dead_letter } = *delivery;
        let entries = vec![ReceiptEntry { receipt_handle: receipt, ..Default::default() }];
        let input = ReceiptsInput { queue_arn: &self.queue_arn, entries, ..Default::default() };
        let output = if dead_letter {
            self.world.call::<AcknowledgeDeadLetterQueueRecords>(input).unwrap()
        } else {
            self.world.call::<AcknowledgeQueueRecords>(input).unwrap()
        };
        let taken = done(&output);
        if taken {
            let newest = self.deliveries.iter().rfind(|other| other.record == record).unwrap();
            assert_eq!(&newest.receipt, receipt, "an old receipt was taken");
            let known = self.records.get_mut(&record).unwrap();
            assert!(!known.acknowledged, "record {record} was acknowledged twice");
            known.acknowledged = true;
        }
        taken
    }

    fn set_visibility(&mut self, delivery: &Delivery, secs: i32) {
        let entry = VisibilityEntry {
            receipt_handle: &delivery.receipt,
            visibility_timeout_seconds: secs,
            ..Default::default()
        };
        let input =
            VisibilityInput { queue_arn: &self.queue_arn, entries: vec![entry], ..Default::default() };
        if done(&self.world.call::<UpdateQueueRecordsVisibility>(input).unwrap()) {
            let until = self.world.now() + Duration::from_secs(secs as u64);
            self.records.get_mut(&delivery.record).unwrap().held_until = Some(until);
        }
    }

    fn restore(&mut self, delivery: &Delivery) {
        let entries = vec![ReceiptEntry { receipt_handle: &delivery.receipt, ..Default::default() }];
        let input = ReceiptsInput { queue_arn: &self.queue_arn, entries, ..Default::default() };
        if done(&self.world.call::<RestoreDeadLetterQueueRecords>(input).unwrap()) {
            assert!(delivery.dead_letter, "only a dead letter can be restored");
            self.records.get_mut(&delivery.record).unwrap().held_until = None;
        }
    }

    fn resize(&mut self, shards: i32) {
        let input = UpdateStreamWarmThroughputInput {
            stream_name: Some(STREAM),
            warm_throughput_mibps: shards,
            ..Default::default()
        };
        self.world.call::<UpdateStreamWarmThroughput>(input).unwrap();
    }

    fn with_queue<T>(&mut self, look: impl FnOnce(&Queue, u64, u64) -> T) -> T {
        let now = self.world.now();
        let streams = &self.world.services(&Tenant::default()).unwrap().streams;
        let (queue, stream) = (streams.queues().next().unwrap(), streams.stream(STREAM).unwrap());
        let visible = |lane| queue.visible_count(lane, stream, now);
        look(queue, visible(Lane::Normal), visible(Lane::DeadLetter))
    }

    /// Receives and acknowledges until nothing is left, and looks whether all of it came.
    fn drain(&mut self) {
        self.world.advance(Duration::from_secs(60));
        let left = self.records.values().filter(|known| !known.acknowledged).count() as u64;
        assert_eq!(self.with_queue(|_, normal, dead| normal + dead), left);
        for dead_letter in [false, true] {
            let from = self.deliveries.len();
            while 0 < self.receive(dead_letter, 10, 30) {}
            for delivery in self.deliveries.split_off(from) {
                self.deliveries.push(delivery.clone());
                assert!(self.acknowledge(&delivery), "a fresh receipt was refused");
            }
        }
        for (record, known) in &self.records {
            assert!(0 < known.deliveries && known.acknowledged, "record {record} never came");
        }
        let counts = self.with_queue(|queue, normal, dead| (normal, dead, queue.in_flight_count()));
        assert_eq!(counts, (0, 0, 0));
    }
}

fn done(output: &EntriesOutput) -> bool {
    assert_eq!(output.successful.len() + output.failed.len(), 1);
    output.failed.is_empty()
}

/// Receives over HTTP as a host does whose clock runs: a first time, or again after a wait.
fn receive_over_http(world: &mut World, input: &str, waited: Option<Wait>) -> Response {
    let may_wait = waited.is_none_or(|wait| world.now() < wait.until);
    let admitted = waited.map(|wait| wait.fate);
    Call { may_wait, admitted, ..Call::of("ReceiveQueueRecords") }.send(world, input)
}

/// The answer, or until when to ask again.
fn receive_or_wait(world: &mut World, input: &str) -> Result<String, Instant> {
    let response = receive_over_http(world, input, None);
    match response.wait {
        Some(wait) => Err(wait.until),
        None => Ok(String::from_utf8(response.body).unwrap()),
    }
}

#[test]
fn a_receive_that_waits_does_nothing_until_there_is_a_record() {
    let mut run = Run::new();
    let input = format!(r#"{{"QueueARN":"{}","WaitTimeSeconds":5}}"#, run.queue_arn);
    let (now, hash) = (run.world.now(), run.world.hash());
    assert_eq!(receive_or_wait(&mut run.world, &input), Err(now + Duration::from_secs(5)));
    let default = input.replace(r#","WaitTimeSeconds":5"#, "");
    assert_eq!(receive_or_wait(&mut run.world, &default), Err(now + Duration::from_secs(9)));
    assert_eq!(run.world.hash(), hash, "waiting is no event");

    run.put(0);
    assert!(receive_or_wait(&mut run.world, &input).unwrap().contains(r#""Data":"AAAAAA==""#));
    assert!(receive_or_wait(&mut run.world, &input).is_err(), "it is out");
    run.world.advance(Duration::from_secs(30));
    assert!(receive_or_wait(&mut run.world, &input).unwrap().contains(r#""ReceiveCount":2"#));
}

#[test]
fn what_is_refused_is_refused_at_once() {
    let mut run = Run::new();
    let nowhere = r#"{"QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/q"}"#;
    assert!(receive_or_wait(&mut run.world, nowhere).unwrap().contains("ResourceNotFoundException"));
    assert!(receive_or_wait(&mut run.world, "{}").unwrap().contains("ValidationException"));
}

/// Begins a fault on receives, or ends all.
fn fault(world: &mut World, effect: Option<&str>) {
    let action = match effect {
        Some(effect) => {
            format!(r#"{{"fault":{{"operations":["ReceiveQueueRecords"],"effect":{effect}}}}}"#)
        }
        None => r#"{"clear_faults":{}}"#.into(),
    };
    world.act(&serde_json::from_str(&action).unwrap()).unwrap();
}

const REFUSE: &str = r#"{"refuse":{"error":"InternalFailure"}}"#;

#[test]
fn a_fault_strikes_a_receive_when_it_comes_and_not_when_it_ends() {
    let mut run = Run::new();
    let input = format!(r#"{{"QueueARN":"{}","WaitTimeSeconds":5}}"#, run.queue_arn);
    fault(&mut run.world, Some(REFUSE));
    assert!(receive_or_wait(&mut run.world, &input).unwrap().contains("asked for"), "it does not wait first");

    fault(&mut run.world, None);
    let wait = receive_over_http(&mut run.world, &input, None).wait;
    fault(&mut run.world, Some(REFUSE));
    assert_eq!(receive_over_http(&mut run.world, &input, wait).wait, wait, "it was let through before");
    run.put(0);
    let answer = receive_over_http(&mut run.world, &input, wait);
    assert!(String::from_utf8(answer.body).unwrap().contains(r#""Data":"AAAAAA==""#));
}

#[test]
fn what_a_fault_does_to_the_answer_of_a_receive_that_waits_it_does_at_the_end() {
    let mut run = Run::new();
    let input = format!(r#"{{"QueueARN":"{}","WaitTimeSeconds":1}}"#, run.queue_arn);
    for (effect, delay_ms, is_lost) in
        [(r#"{"delay":{"ms":250}}"#, 250, false), (r#""lose_answer""#, 0, true)]
    {
        fault(&mut run.world, Some(effect));
        let asked = receive_over_http(&mut run.world, &input, None);
        assert_eq!(
            (asked.fate.delay.total_millis(), asked.fate.is_lost),
            (0, false),
            "there is no answer yet"
        );
        fault(&mut run.world, None);
        run.world.advance(Duration::from_secs(1));
        let answer = receive_over_http(&mut run.world, &input, asked.wait);
        assert_eq!((answer.fate.delay.total_millis(), answer.fate.is_lost), (delay_ms, is_lost));
        let other = receive_over_http(&mut run.world, &input, None);
        assert_eq!(other.fate.delay.total_millis(), 0, "the next call is another");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_record_comes_until_it_is_acknowledged_and_to_one_receiver_at_a_time(
        steps in prop::collection::vec(step(), 1..120)
    ) {
        let mut run = Run::new();
        for step in &steps {
            run.take(step);
        }
        run.drain();
    }
}
