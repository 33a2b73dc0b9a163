//! Records on their way from a source to their in-application stream: at once, or by a function that prepares them.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::engine::{Piece, rowtime};
use super::journal::{Again, Step};
use super::preprocessor::{self, About, Verdict};
use super::source::Record;
use super::{Means, Runner};
use crate::errand::{Errand, Outcome, Purpose, Refused, Wish};
use crate::fact::ApplicationEvent;
use crate::ids::uuid;
use crate::pause::doubling;
use crate::time::{Duration, Instant};

/// How long a function is left alone that has not answered as it should; after each more failure twice as long, up to the longest.
/// Assumed: the service documents that the same records are tried until it succeeds.
const PAUSE_MIN: Duration = Duration::from_millis(500);
const PAUSE_MAX: Duration = Duration::from_secs(30);
/// Records, and bytes of them, that a function is called with at most. Assumed: an event of 6 MB is the limit of Lambda.
const RECORDS_MAX: usize = 5_000;
const BYTES_MAX: usize = 3_000_000;

/// Records of one channel that become rows together.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Batch {
    pub(super) records: Vec<Record>,
    /// The in-application stream, among those of the input.
    pub(super) home: usize,
    /// The rowtime that they had when they became rows before; nothing where they never did.
    pub(super) rowtime: Option<i64>,
}

/// The call of the function that prepares the records of the first batch.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Call {
    /// The number of the call whose answer is waited for, and when it was made.
    asked: Option<(u64, Instant)>,
    /// How often it was called.
    attempts: u32,
    /// When it is called again.
    pub(super) due: Option<Instant>,
}

impl Runner {
    /// Makes rows of the records that were read, as far as that can be now.
    pub(super) fn go_on(&mut self, means: &mut Means<'_>, now: Instant) {
        let mut repeats = !self.replay.is_over();
        loop {
            if let Some(batch) = self.work.front() {
                if self.preprocessor().is_some() && !batch.records.is_empty() {
                    return self.call_function(means, now);
                }
                let batch = self.work.pop_front().expect("it is the front");
                let records: Vec<_> =
                    batch.records.iter().map(|record| (record, Cow::Borrowed(&*record.data))).collect();
                self.insert(&batch, &records, &[], means, now);
                continue;
            }
            match self.replay.next(&mut self.source, &mut self.brought) {
                Again::Clock(time) => {
                    let piece = self.engine.advance(time);
                    self.hand_on(piece, means, now);
                }
                Again::Records(batch) => self.work.push_back(batch),
                Again::NotYet => return,
                Again::Over => {
                    if core::mem::take(&mut repeats) {
                        self.tell_time(means, now);
                    }
                    self.batch_brought();
                    if self.work.is_empty() {
                        return;
                    }
                }
            }
        }
    }

    /// Makes batches of the records that were read.
    fn batch_brought(&mut self) {
        for (channel, records) in self.brought.take_all() {
            let home = self.source.as_ref().map_or(0, |source| source.home(channel));
            let mut bytes = 0;
            let mut batch = Batch { records: Vec::new(), home, rowtime: None };
            for record in records {
                bytes += record.data.len();
                let is_full = RECORDS_MAX <= batch.records.len() || BYTES_MAX < bytes;
                if is_full && !batch.records.is_empty() {
                    bytes = record.data.len();
                    let next = Batch { records: Vec::new(), ..batch };
                    self.work.push_back(core::mem::replace(&mut batch, next));
                }
                batch.records.push(record);
            }
            self.work.push_back(batch);
        }
    }

    fn preprocessor(&self) -> Option<&str> {
        let input = self.engine.configuration.inputs.first()?;
        input.preprocessor.as_ref().map(|function| function.arn.as_str())
    }

    /// The id of the input.
    pub(super) fn input_id(&self) -> String {
        self.engine.configuration.inputs.first().map(|input| input.id.clone()).unwrap_or_default()
    }

    /// Calls the function with the first batch, where that is due.
    pub(super) fn call_function(&mut self, means: &mut Means<'_>, now: Instant) {
        let is_waiting = self.call.asked.is_some() || self.call.due.is_some_and(|due| now < due);
        let (Some(batch), Some(function), false) = (self.work.front(), self.preprocessor(), is_waiting)
        else {
            return;
        };
        let function_arn = function.into();
        let about = About {
            invocation_id: &uuid(&mut self.rng),
            application_arn: &self.identity.arn,
            source_arn: self.source.as_ref().map_or("", |source| source.arn.as_str()),
        };
        let event = preprocessor::event(about, &batch.records);
        let number = self.numbers.next();
        self.call.asked = Some((number, now));
        self.call.attempts += 1;
        self.call.due = None;
        let (asker, purpose) = (self.identity.asker(), Purpose::Invocation(number));
        means.errands.push_back(Errand { asker, purpose, wish: Wish::Invoke { function_arn, event } });
    }

    /// Whether an answer to this call is waited for.
    pub(super) fn waits_for_call(&self, number: u64) -> bool {
        self.call.asked.is_some_and(|(asked, _)| asked == number)
    }

    /// Takes what the function has answered to the call that is waited for.
    pub(super) fn take_answer(&mut self, outcome: Outcome, means: &mut Means<'_>, now: Instant) {
        let (Some(batch), Some((_, asked))) = (self.work.front(), self.call.asked.take()) else { return };
        let attempts = self.call.attempts;
        let verdicts = match outcome {
            Outcome::Returned(answer) => preprocessor::verdicts(&answer, &batch.records)
                .map_err(|why| Refused::new("Lambda.InvalidResponse", why)),
            Outcome::Failed(refused) => Err(refused),
            _ => Err(Refused::new("Lambda.InvalidResponse", "The answer is none")),
        };
        let (input, records) = (self.input_id(), batch.records.len() as u64);
        match verdicts {
            Ok(verdicts) => {
                self.call = Call::default();
                let batch = self.work.pop_front().expect("it is the front");
                let millis = now.since(asked).total_millis();
                self.say(answered(input, &batch, &verdicts, attempts, millis), means);
                self.take_verdicts(&batch, verdicts, means, now);
            }
            Err(Refused { code, message }) => {
                self.call.due = Some(now + doubling(PAUSE_MIN, PAUSE_MAX, attempts));
                let millis_behind = self.millis_behind(now);
                let event = ApplicationEvent::FunctionFailed {
                    input,
                    records,
                    code,
                    message,
                    attempts,
                    millis_behind,
                };
                self.say(event, means);
            }
        }
    }

    fn take_verdicts(&mut self, batch: &Batch, verdicts: Vec<Verdict>, means: &mut Means<'_>, now: Instant) {
        let (mut records, mut failed) = (Vec::new(), Vec::new());
        for (record, verdict) in batch.records.iter().zip(verdicts) {
            match verdict {
                Verdict::Ok(data) => records.push((record, Cow::Owned(data))),
                Verdict::Dropped => {}
                Verdict::Failed => failed.push(record),
            }
        }
        self.insert(batch, &records, &failed, means, now);
    }

    /// Makes rows of records, and notes that.
    fn insert(
        &mut self,
        batch: &Batch,
        records: &[(&Record, Cow<'_, [u8]>)],
        failed: &[&Record],
        means: &mut Means<'_>,
        now: Instant,
    ) {
        let Some(last) = batch.records.last() else { return };
        let time = batch.rowtime.unwrap_or_else(|| rowtime(now));
        if batch.rowtime.is_none() {
            self.journal.push(Step::Records { last: last.mark, home: batch.home, rowtime: time });
        }
        let piece = self.engine.push(batch.home, records, failed, time);
        self.hand_on(piece, means, now);
    }

    /// Tells of rows, and hands them to their destinations.
    pub(super) fn hand_on(&mut self, piece: Piece, means: &mut Means<'_>, now: Instant) {
        let streams: Vec<_> = piece
            .rows
            .iter()
            .map(|(place, rows)| (self.engine.stream(*place).0.into(), rows.len() as u64))
            .collect();
        if !streams.is_empty() {
            self.meter.count_rows(streams.iter().map(|(_, count)| count).sum());
            self.say(ApplicationEvent::Rows { streams }, means);
        }
        for (name, message, rows) in &piece.refused {
            let (name, message) = (name.clone(), message.clone());
            self.say(ApplicationEvent::RowsRefused { name, message, rows: *rows }, means);
        }
        self.queue_up(&piece, means, now);
    }
}

/// What an answer has said.
fn answered(
    input: String,
    batch: &Batch,
    verdicts: &[Verdict],
    attempts: u32,
    millis: u64,
) -> ApplicationEvent {
    let count =
        |is_meant: fn(&Verdict) -> bool| verdicts.iter().filter(|verdict| is_meant(verdict)).count() as u64;
    let is_ok = |verdict: &Verdict| matches!(verdict, Verdict::Ok(_));
    let gone_on = batch.records.iter().zip(verdicts).filter(|(_, verdict)| is_ok(verdict));
    ApplicationEvent::FunctionAnswered {
        input,
        ok: count(|verdict| matches!(verdict, Verdict::Ok(_))),
        ok_bytes: gone_on.map(|(record, _)| record.data.len() as u64).sum(),
        dropped: count(|verdict| matches!(verdict, Verdict::Dropped)),
        failed: count(|verdict| matches!(verdict, Verdict::Failed)),
        attempts,
        millis,
    }
}
