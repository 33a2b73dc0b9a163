//! A producer: draws keys, puts records at its rate, and keeps to its retry policy.

use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::World;
use super::scenario::{Keys, Payload, ProducerPlan, PutOperation, Retry};
use crate::error::{Code, Error};
use crate::fact::ProducerChange;
use crate::rng::Rng;
use crate::streams::op::{
    PutRecord, PutRecordInput, PutRecords, PutRecordsInput, PutRecordsRequestEntry, PutRecordsResultEntry,
};
use crate::time::{Duration, Instant};

#[cfg(feature = "firehose")]
mod batch;

/// Records of one PutRecords call, and of one PutRecordBatch.
const CALL_RECORDS_MAX: usize = 500;
/// Data of one PutRecords call, well below the service's limit.
const CALL_BYTES_MAX: usize = 5 * 1024 * 1024;
/// Data of one PutRecordBatch, as the service limits it.
#[cfg(feature = "firehose")]
const BATCH_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Refused records that wait to be sent again; more are dropped.
const PENDING_MAX: usize = 50_000;

/// What has become of a producer's records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProducerCounts {
    /// New records sent.
    pub sent: u64,
    /// Records that the service took, duplicates included.
    pub accepted: u64,
    /// Sends that the service refused.
    pub refused: u64,
    /// Records given up.
    pub dropped: u64,
    /// Answers that were lost on the way.
    pub answers_lost: u64,
}

/// What a producer knows of a record that it sent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Accepted,
    Refused,
    /// It heard no answer.
    Unheard,
}

/// A record on its way.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Outgoing {
    number: u64,
    key: String,
    attempt: u32,
    /// When it may be sent.
    due: Instant,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Producer {
    pub(super) plan: ProducerPlan,
    pub(super) counts: ProducerCounts,
    rng: Rng,
    next_batch: Instant,
    /// Millionths of a record that the rate has made and no batch has taken.
    owed: u64,
    pending: VecDeque<Outgoing>,
    answers_lost_until: Option<Instant>,
    /// For [`Keys::Zipf`]: rising sums of the weights.
    zipf: Vec<u64>,
}

impl Producer {
    pub(super) fn new(plan: ProducerPlan, now: Instant, rng: Rng) -> Self {
        let zipf = zipf_sums(&plan.keys);
        let next_batch = now + Duration::from_millis(plan.batch_ms);
        let (counts, owed, pending) = Default::default();
        Self { plan, counts, rng, next_batch, owed, pending, answers_lost_until: None, zipf }
    }

    pub(super) fn pending_count(&self) -> usize {
        self.pending.len()
    }

    pub(super) fn poll_timeout(&self) -> Option<Instant> {
        (self.plan.running || !self.pending.is_empty()).then_some(self.next_batch)
    }

    pub(super) fn handle_timeout(&mut self, world: &mut World, now: Instant) {
        if self.poll_timeout().is_none_or(|due| now < due) {
            return;
        }
        self.next_batch = now + Duration::from_millis(self.plan.batch_ms);
        let mut batch = self.due_again(now);
        if self.plan.running {
            self.draw_new(&mut batch, now);
        }
        let call_records = match self.plan.operation {
            PutOperation::PutRecord => 1,
            PutOperation::PutRecords => self.records_per_call(CALL_BYTES_MAX),
            #[cfg(feature = "firehose")]
            PutOperation::PutRecordBatch => self.records_per_call(BATCH_BYTES_MAX),
        };
        let mut batch = batch.into_iter();
        loop {
            let call: Vec<_> = batch.by_ref().take(call_records).collect();
            if call.is_empty() {
                break;
            }
            self.send(world, call, now);
        }
    }

    fn records_per_call(&self, bytes_max: usize) -> usize {
        CALL_RECORDS_MAX.min(bytes_max / self.plan.record_bytes.max(1) as usize).max(1)
    }

    /// Changes what is given. Nothing changes where the new plan cannot be.
    pub(super) fn change(&mut self, change: &ProducerChange, now: Instant) -> Result<(), Error> {
        let mut plan = self.plan.clone();
        plan.running = change.running.unwrap_or(plan.running);
        plan.records_per_second = change.records_per_second.unwrap_or(plan.records_per_second);
        plan.record_bytes = change.record_bytes.unwrap_or(plan.record_bytes);
        plan.keys = change.keys.clone().unwrap_or(plan.keys);
        plan.retry = change.retry.unwrap_or(plan.retry);
        plan.check().map_err(|error| Error::new(Code::InvalidArgument, error.0))?;
        if plan.running && !self.plan.running {
            self.next_batch = now + Duration::from_millis(plan.batch_ms);
        }
        self.zipf = zipf_sums(&plan.keys);
        self.plan = plan;
        Ok(())
    }

    /// Until then, it takes its calls for failed. `None` ends that.
    pub(super) fn lose_answers(&mut self, until: Option<Instant>) {
        self.answers_lost_until = until;
    }

    /// Until when it takes its calls for failed.
    pub(super) fn answers_lost_until(&self, now: Instant) -> Option<Instant> {
        self.answers_lost_until.filter(|until| now < *until)
    }

    /// Takes out what was refused before and may be sent again now.
    fn due_again(&mut self, now: Instant) -> Vec<Outgoing> {
        let mut due = Vec::new();
        self.pending.retain(|outgoing| {
            let wait = now < outgoing.due;
            if !wait {
                due.push(outgoing.clone());
            }
            wait
        });
        due
    }

    fn draw_new(&mut self, batch: &mut Vec<Outgoing>, now: Instant) {
        self.owed += self.plan.records_per_second.millionths_per(self.plan.batch_ms);
        let count = self.owed / 1_000_000;
        self.owed %= 1_000_000;
        for _ in 0..count {
            let number = self.counts.sent;
            self.counts.sent += 1;
            let key = self.draw_key(number);
            batch.push(Outgoing { number, key, attempt: 1, due: now });
        }
    }

    fn draw_key(&mut self, number: u64) -> String {
        let random = |rng: &mut Rng| format!("key-{:016x}", rng.draw());
        match &self.plan.keys {
            Keys::Random | Keys::Explicit { .. } => random(&mut self.rng),
            Keys::Fixed { key } => key.clone(),
            Keys::Hot { key, share } if self.rng.chance_per_million(share.millionths) => key.clone(),
            Keys::Hot { .. } => random(&mut self.rng),
            Keys::Sequential { prefix, count } => format!("{prefix}{}", number % u64::from(*count)),
            Keys::Zipf { .. } => {
                let total = self.zipf.last().copied().unwrap_or(1);
                let drawn = self.rng.in_range(0, total - 1);
                format!("key-{}", self.zipf.partition_point(|&sum| sum <= drawn) + 1)
            }
        }
    }

    fn send(&mut self, world: &mut World, call: Vec<Outgoing>, now: Instant) {
        let payloads: Vec<_> = call.iter().map(|outgoing| self.payload(outgoing)).collect();
        let explicit = match &self.plan.keys {
            Keys::Explicit { hash_key } => Some(hash_key.to_string()),
            _ => None,
        };
        let outcomes = match self.plan.operation {
            PutOperation::PutRecord => {
                put_one(world, &self.plan.stream, &call, &payloads, explicit.as_deref())
            }
            PutOperation::PutRecords => {
                put_many(world, &self.plan.stream, &call, &payloads, explicit.as_deref())
            }
            #[cfg(feature = "firehose")]
            PutOperation::PutRecordBatch => batch::put(world, &self.plan.stream, &payloads),
        };
        let answer_lost = self.answers_lost_until(now).is_some();
        self.counts.answers_lost += u64::from(answer_lost || outcomes.contains(&Outcome::Unheard));
        for (outgoing, outcome) in call.into_iter().zip(outcomes) {
            match outcome {
                Outcome::Accepted => self.counts.accepted += 1,
                Outcome::Refused => self.counts.refused += 1,
                Outcome::Unheard => {}
            }
            if outcome != Outcome::Accepted || answer_lost {
                self.retry(outgoing, now);
            }
        }
    }

    fn retry(&mut self, mut outgoing: Outgoing, now: Instant) {
        match self.plan.retry {
            Retry::Backoff { attempts_max, first_ms }
                if outgoing.attempt < attempts_max && self.pending.len() < PENDING_MAX =>
            {
                let wait_ms = first_ms.saturating_mul(1 << (outgoing.attempt - 1).min(16));
                outgoing.due = now + Duration::from_millis(wait_ms);
                outgoing.attempt += 1;
                self.pending.push_back(outgoing);
            }
            _ => self.counts.dropped += 1,
        }
    }

    /// `{"producer":"web","number":17,"key":"user-1"}`, filled up with blanks to the size of the plan.
    fn payload(&self, outgoing: &Outgoing) -> Vec<u8> {
        let Outgoing { number, key, .. } = outgoing;
        let mut payload = match self.plan.payload {
            Payload::Numbered => {
                format!(r#"{{"producer":"{}","number":{number},"key":"{key}"}}"#, self.plan.name)
            }
            #[cfg(feature = "firehose")]
            Payload::Ticker => crate::ticker::record(*number),
        }
        .into_bytes();
        // A record of shares is whole, however small the plan wants it; and has room for a line feed.
        let least = if self.plan.payload == Payload::Numbered { 0 } else { payload.len() + 1 };
        payload.resize(least.max(self.plan.record_bytes as usize), b' ');
        // An object of lines can be read by more than who knows where its records end.
        if let Some(last) = payload.last_mut().filter(|_| self.plan.operation.is_of_firehose()) {
            *last = b'\n';
        }
        payload
    }
}

/// Puts each record by itself.
fn put_one(
    world: &mut World,
    stream: &str,
    call: &[Outgoing],
    payloads: &[Vec<u8>],
    explicit_hash_key: Option<&str>,
) -> Vec<Outcome> {
    let put = |(outgoing, data): (&Outgoing, &Vec<u8>)| {
        let partition_key = Some(&*outgoing.key);
        let stream_name = Some(stream);
        let input =
            PutRecordInput { partition_key, explicit_hash_key, data, stream_name, ..Default::default() };
        match world.send::<PutRecord>(input).heard() {
            Some(Ok(_)) => Outcome::Accepted,
            Some(Err(_)) => Outcome::Refused,
            None => Outcome::Unheard,
        }
    };
    call.iter().zip(payloads).map(put).collect()
}

/// Puts all records in one call; where the call was refused, they all are.
fn put_many(
    world: &mut World,
    stream: &str,
    call: &[Outgoing],
    payloads: &[Vec<u8>],
    explicit_hash_key: Option<&str>,
) -> Vec<Outcome> {
    let records = call
        .iter()
        .zip(payloads)
        .map(|(outgoing, data)| PutRecordsRequestEntry {
            partition_key: Some(&outgoing.key),
            explicit_hash_key,
            data,
            ..Default::default()
        })
        .collect();
    let all = |outcome: Outcome| -> Vec<_> { call.iter().map(|_| outcome).collect() };
    let input = PutRecordsInput { records, stream_name: Some(stream), ..Default::default() };
    match world.send::<PutRecords>(input).heard() {
        Some(Ok(output)) => {
            let refused = |entry: &PutRecordsResultEntry| entry.error_code.is_some();
            let outcome = |entry| if refused(entry) { Outcome::Refused } else { Outcome::Accepted };
            output.records.iter().map(outcome).collect()
        }
        Some(Err(_)) => all(Outcome::Refused),
        None => all(Outcome::Unheard),
    }
}

fn zipf_sums(keys: &Keys) -> Vec<u64> {
    let Keys::Zipf { count } = keys else { return Vec::new() };
    let weights = (1..=u64::from(*count)).map(|rank| (1 << 32) / rank);
    weights
        .scan(0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        })
        .collect()
}
