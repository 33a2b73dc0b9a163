//! Rows on their way to a destination: written until it has taken them, in their order, and again for ever where it does not.

use alloc::borrow::Cow;
use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

use super::taker;
use super::{Identity, Means};
use crate::analytics::application::configuration::{Destination, Output, RecordFormatType};
use crate::analytics::output::OutputFormat;
use crate::analytics::plan::NamedColumn;
use crate::analytics::row::Batch;
use crate::errand::{Errand, KeyedRecord, Outcome, Purpose, Refused, Wish};
use crate::fact::ApplicationEvent;
use crate::ids::uuid;
use crate::pause::doubling;
use crate::rng::Rng;
use crate::time::{Duration, Instant};

/// How long a destination is left alone that has not taken rows; after each more failure twice as long, up to the longest.
/// Assumed: the service documents that it tries for ever.
const PAUSE_MIN: Duration = Duration::from_millis(200);
const PAUSE_MAX: Duration = Duration::from_secs(30);
/// Rows that may wait before nothing more is read. Assumed.
const WAITING_MAX: usize = 20_000;
/// Bytes that a row may have as it is written: what the least of the destinations takes. Source: limits of Data Firehose.
const ROW_BYTES_MAX: usize = 1_000 * 1_024;

/// Rows of an in-application stream on their way to a destination.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Queue {
    pub(super) output: Output,
    waiting: VecDeque<Waiting>,
    under_way: Option<UnderWay>,
    /// How often the first rows were tried that are not taken.
    attempts: u32,
    /// When they are tried again.
    due: Option<Instant>,
}

/// A row that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Waiting {
    /// By which a function is told of it.
    pub(super) id: String,
    /// How often a function was told of it.
    pub(super) tries: u32,
    /// As it is written.
    #[serde(with = "serde_bytes")]
    pub(super) data: Vec<u8>,
}

/// The first rows that wait, as somebody was asked to take them.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct UnderWay {
    number: u64,
    count: usize,
    asked: Instant,
}

impl Queue {
    pub(super) fn new(output: &Output) -> Self {
        Self { output: output.clone(), waiting: VecDeque::new(), under_way: None, attempts: 0, due: None }
    }

    /// Whether it keeps the application from reading on.
    pub(super) fn is_stuck(&self) -> bool {
        0 < self.attempts || WAITING_MAX <= self.waiting.len()
    }

    /// When it is to be written to next.
    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }

    /// The same rows for another destination, or for the same once more.
    pub(super) fn turned_to(self, output: &Output, now: Instant) -> Self {
        let mut turned = Self { output: output.clone(), ..self };
        turned.forget_asked(now);
        turned
    }

    /// Nobody is waited for any more: what was under way is written again.
    pub(super) fn forget_asked(&mut self, now: Instant) {
        (self.under_way, self.attempts) = (None, 0);
        self.due = Some(now).filter(|_| !self.waiting.is_empty());
    }

    /// Takes rows in, and gives how many were too large to be.
    pub(super) fn take(&mut self, rows: &Batch, columns: &[NamedColumn], rng: &mut Rng, now: Instant) -> u64 {
        let format = match self.output.format {
            RecordFormatType::Json => OutputFormat::Json,
            RecordFormatType::Csv => OutputFormat::Csv,
        };
        let needs_id = matches!(self.output.destination, Destination::Function(_));
        let mut too_large = 0;
        for row in 0..rows.len() {
            let mut data = Vec::new();
            format.write(rows, row, columns, &mut data);
            if ROW_BYTES_MAX < data.len() {
                too_large += 1;
                continue;
            }
            let id = if needs_id { uuid(rng) } else { String::new() };
            self.waiting.push_back(Waiting { id, tries: 0, data });
        }
        if self.under_way.is_none() && self.attempts == 0 && !self.waiting.is_empty() {
            self.due = Some(now);
        }
        too_large
    }

    /// Asks the destination to take the first rows, where that is due.
    pub(super) fn write(
        &mut self,
        identity: &Identity,
        number: u64,
        rng: &mut Rng,
        means: &mut Means<'_>,
        now: Instant,
    ) {
        if self.waiting.is_empty() || self.under_way.is_some() || self.due.is_none_or(|due| now < due) {
            return;
        }
        self.due = None;
        let limit = Limit::of(&self.output.destination);
        let count = limit.count(self.waiting.iter().map(|row| row.data.len()));
        self.under_way = Some(UnderWay { number, count, asked: now });
        let rows = self.waiting.iter().take(count);
        let (purpose, wish) = match &self.output.destination {
            Destination::Stream(resource) => {
                let records = rows.map(|row| keyed(&row.data)).collect();
                (Purpose::Delivery(number), Wish::PutRecords { stream_arn: resource.arn.clone(), records })
            }
            Destination::DeliveryStream(resource) => {
                let (delivery_stream_arn, records) =
                    (resource.arn.clone(), rows.map(|row| row.data.clone()).collect());
                (Purpose::Delivery(number), Wish::PutRecordBatch { delivery_stream_arn, records })
            }
            Destination::Function(resource) => {
                let invocation_id = &uuid(rng);
                let event =
                    taker::event(taker::About { invocation_id, application_arn: &identity.arn }, rows);
                (Purpose::Invocation(number), Wish::Invoke { function_arn: resource.arn.clone(), event })
            }
        };
        means.errands.push_back(Errand { asker: identity.asker(), purpose, wish });
    }

    /// Whether an answer to this question is waited for.
    pub(super) fn waits_for(&self, number: u64) -> bool {
        self.under_way.is_some_and(|under_way| under_way.number == number)
    }

    /// Takes what came of the question that is waited for; so far is the application behind.
    pub(super) fn take_outcome(
        &mut self,
        outcome: Outcome,
        millis_behind: u64,
        now: Instant,
    ) -> Vec<ApplicationEvent> {
        let Some(UnderWay { count, asked, .. }) = self.under_way.take() else { return Vec::new() };
        let mut events = Vec::new();
        let is_function = matches!(self.output.destination, Destination::Function(_));
        let refused = match self.refused(outcome, count) {
            Ok(refused) => refused,
            Err(why) => (0..count).map(|place| (place, why.clone())).collect(),
        };
        if is_function {
            events.push(ApplicationEvent::FunctionTook {
                output: self.output.id.clone(),
                ok: (count - refused.len()) as u64,
                failed: refused.len() as u64,
                millis: now.since(asked).total_millis(),
            });
        }
        let attempts = self.attempts + 1;
        let (records, bytes) = self.remove_taken(count, &refused);
        if 0 < records {
            let (output, destination) = (self.output.id.clone(), self.destination_arn().into());
            events.push(ApplicationEvent::Delivered { output, destination, records, bytes, attempts });
        }
        match refused.first() {
            None => {
                self.attempts = 0;
                self.due = Some(now).filter(|_| !self.waiting.is_empty());
            }
            Some((_, why)) => {
                self.attempts = attempts;
                let next = now + doubling(PAUSE_MIN, PAUSE_MAX, attempts);
                self.due = Some(next);
                let Refused { code, message } = why.clone();
                events.push(ApplicationEvent::DeliveryFailed {
                    output: self.output.id.clone(),
                    destination: self.destination_arn().into(),
                    records: refused.len() as u64,
                    code,
                    message,
                    attempts,
                    next,
                    millis_behind,
                });
            }
        }
        events
    }

    /// Which of the rows under way were not taken, and why.
    fn refused(&self, outcome: Outcome, count: usize) -> Result<Vec<(usize, Refused)>, Refused> {
        let of_function = |why| Refused::new("Lambda.InvalidResponse", why);
        match outcome {
            Outcome::Done => Ok(Vec::new()),
            Outcome::Partly(refused) => Ok(refused),
            Outcome::Returned(answer) => {
                let rows = self.waiting.iter().take(count);
                let failed = taker::not_delivered(&answer, rows).map_err(of_function)?;
                let why = Refused::new("Lambda.DeliveryFailed", "The function could not deliver the record");
                Ok(failed.into_iter().map(|place| (place, why.clone())).collect())
            }
            Outcome::Failed(why) => Err(why),
            _ => Err(of_function("The answer is none")),
        }
    }

    /// Takes the rows away that were taken, of the first so many; gives their number and bytes.
    fn remove_taken(&mut self, count: usize, refused: &[(usize, Refused)]) -> (u64, u64) {
        let (mut records, mut bytes) = (0, 0);
        let first: Vec<_> = self.waiting.drain(..count).enumerate().collect();
        for (place, mut row) in first.into_iter().rev() {
            if refused.iter().any(|(refused, _)| *refused == place) {
                row.tries += 1;
                self.waiting.push_front(row);
            } else {
                records += 1;
                bytes += row.data.len() as u64;
            }
        }
        (records, bytes)
    }

    fn destination_arn(&self) -> &str {
        self.output.destination.arn()
    }
}

impl Destination {
    /// Its ARN.
    pub(in crate::analytics) fn arn(&self) -> &str {
        match self {
            Self::Stream(resource) | Self::DeliveryStream(resource) | Self::Function(resource) => {
                &resource.arn
            }
        }
    }
}

/// What one call takes at most.
struct Limit {
    records: usize,
    bytes: usize,
}

impl Limit {
    fn of(destination: &Destination) -> Self {
        match destination {
            // Source: service model, PutRecords; its documentation.
            Destination::Stream(_) => Self { records: 500, bytes: 5 * 1_024 * 1_024 },
            // Source: service model, PutRecordBatch; its documentation.
            Destination::DeliveryStream(_) => Self { records: 500, bytes: 4 * 1_024 * 1_024 },
            // An event of 6 MB. Source: limits of Lambda.
            Destination::Function(_) => Self { records: 5_000, bytes: 3_500_000 },
        }
    }

    /// How many of these rows one call takes: one at least.
    fn count(&self, sizes: impl Iterator<Item = usize>) -> usize {
        let mut bytes = 0;
        let fits = |size: &usize| {
            // A stream counts the key too.
            bytes += size + KEY_BYTES;
            bytes <= self.bytes
        };
        sizes.take(self.records).take_while(fits).count().max(1)
    }
}

/// Letters of a key.
const KEY_BYTES: usize = 16;

/// A row as a record for a stream. Assumed, because the service does not document its key: it follows from the row.
fn keyed(data: &[u8]) -> KeyedRecord {
    KeyedRecord { partition_key: format!("{:016x}", XxHash3_64::oneshot(data)), data: data.to_vec() }
}

/// Why a row is told of that is too large to be written.
pub(super) fn too_large(rows: u64) -> ApplicationEvent {
    let message = Cow::Borrowed("The row is larger than a record may be");
    ApplicationEvent::RowsRefused { name: "ROW_TOO_LARGE".into(), message, rows }
}
