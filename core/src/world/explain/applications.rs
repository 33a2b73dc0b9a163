//! What happens to applications of Data Analytics, in words.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;

use serde::{Deserialize, Serialize};

use super::deliveries::{sentence, times, tries};
use super::{Cause, Entry, Explained, Explainer, Severity};
use crate::fact::ApplicationEvent as Event;
use crate::time::{Duration, Instant};
use crate::world::look::Look;
use crate::world::tenant::Tenant;
use crate::world::words::{self, count};

/// What is alike within this is one note: the longest pause between two tries, many times over.
const MERGE_WITHIN: Duration = Duration::from_secs(900);
/// An application reads its source once a second; one that is so far behind does not keep up.
const BEHIND_MS: u64 = 10_000;

/// What happened to an application, as it was the last time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Told {
    application: String,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum What {
    Behind { millis: u64 },
    Missed,
    ReadFailed { code: String },
    FunctionFailed { why: String, records: u64, attempts: u32, millis_behind: u64 },
    Stuck { destination: String, why: String, records: u64, attempts: u32, next: Instant, millis_behind: u64 },
    RowsRefused { name: String, message: String },
    ReferenceFailed { table: String, why: String },
    Restarted { checkpoint: Instant },
}

impl Told {
    /// What is worth a note, and how many times or rows it stands for.
    fn of(application: &str, event: &Event) -> Option<(Self, u64)> {
        let (what, count) = match event {
            Event::Read { millis_behind, .. } if BEHIND_MS <= *millis_behind => {
                (What::Behind { millis: *millis_behind }, 1)
            }
            Event::Missed { records } => (What::Missed, *records),
            Event::ReadFailed { code, .. } => (What::ReadFailed { code: code.to_string() }, 1),
            Event::FunctionFailed { records, code, message, attempts, millis_behind, .. } => {
                let (why, records, attempts) = (reason(code, message), *records, *attempts);
                (What::FunctionFailed { why, records, attempts, millis_behind: *millis_behind }, 1)
            }
            Event::DeliveryFailed {
                destination,
                records,
                code,
                message,
                attempts,
                next,
                millis_behind,
                ..
            } => {
                let (destination, why, records) = (destination.clone(), reason(code, message), *records);
                let (attempts, next, millis_behind) = (*attempts, *next, *millis_behind);
                (What::Stuck { destination, why, records, attempts, next, millis_behind }, 1)
            }
            Event::RowsRefused { name, message, rows } => {
                (What::RowsRefused { name: name.to_string(), message: message.to_string() }, *rows)
            }
            Event::ReferenceFailed { table, code, message } => {
                (What::ReferenceFailed { table: table.clone(), why: reason(code, message) }, 1)
            }
            Event::Restarted { checkpoint } => (What::Restarted { checkpoint: *checkpoint }, 1),
            _ => return None,
        };
        Some((Self { application: application.into(), what }, count))
    }

    /// Whether both are told as one.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let same = match (&self.what, &other.what) {
            (What::Stuck { destination: one, .. }, What::Stuck { destination: other, .. })
            | (What::RowsRefused { name: one, .. }, What::RowsRefused { name: other, .. })
            | (What::ReferenceFailed { table: one, .. }, What::ReferenceFailed { table: other, .. }) => {
                one == other
            }
            (one, other) => core::mem::discriminant(one) == core::mem::discriminant(other),
        };
        same && self.application == other.application
    }
}

fn reason(code: &str, message: &str) -> String {
    format!("{code}: {}", sentence(message)).trim_end_matches([':', ' ']).into()
}

impl Explainer {
    pub(super) fn read_application(&mut self, tenant: &Tenant, name: &str, event: &Event, now: Instant) {
        if let Some((told, count)) = Told::of(name, event) {
            self.merge(tenant, Cause::Application(Box::new(told)), count, MERGE_WITHIN, now);
        }
    }
}

impl Look<'_> {
    pub(super) fn explain_application(self, told: &Told, entry: &Entry) -> Explained {
        let name = &*told.application;
        match &told.what {
            What::Behind { millis } => (
                Severity::Warning,
                format!("{name} falls behind: it reads its source {} late", words::length(*millis)),
                "More comes than it reads, or it had to wait for a function or a destination.".into(),
                "An application reads each shard once a second and shares 2 MiB/s and 5 calls/s with the shard's other \
                 readers. What leaves the stream by its retention is never read: watch MillisBehindLatest."
                    .into(),
                vec![],
            ),
            What::Missed => (
                Severity::Error,
                format!("{name} missed {} records of its delivery stream", count(entry.count)),
                "They had left memory before the application came to read them.".into(),
                "This is a bound of the simulator, which keeps 16 MiB of what is put into a delivery stream for its readers."
                    .into(),
                vec![],
            ),
            What::ReadFailed { code } => (
                Severity::Warning,
                format!("{name} could not read its source {}: {code}", times(entry.count)),
                "The source refused to be read, or there is none of this name.".into(),
                "An application tries again for as long as it takes, and windows stay open meanwhile.".into(),
                vec![],
            ),
            What::FunctionFailed { why, records, attempts, millis_behind } => (
                Severity::Warning,
                format!("{name} waits for its preprocessing function: {} failed", tries(entry.count)),
                format!(
                    "{} It was the {} try with the same {} records, and the application is {} behind.",
                    sentence(why),
                    ordinal(*attempts),
                    count(*records),
                    words::length(*millis_behind)
                ),
                "A function must answer for every record with Ok, Dropped or ProcessingFailed. Until it does, it is called \
                 with the same records again, and nothing else is read."
                    .into(),
                self.way_out_of_faults(),
            ),
            What::Stuck { destination, why, records, attempts, next, millis_behind } => {
                let pause = words::length(next.since(entry.last_at).total_millis());
                let to = destination.rsplit([':', '/']).next().unwrap_or(destination);
                (
                    Severity::Warning,
                    format!("{name} cannot write to {to}: {} failed", tries(entry.count)),
                    format!(
                        "{} The {} try of {} rows was not taken; the next follows after {pause}, and the application is {} \
                         behind.",
                        sentence(why),
                        ordinal(*attempts),
                        count(*records),
                        words::length(*millis_behind)
                    ),
                    "Rows are written again for ever, in their order. Until they are taken the application reads no \
                     further, for all of its outputs."
                        .into(),
                    self.way_out_of_faults(),
                )
            }
            What::RowsRefused { name: kind, message } => (
                Severity::Warning,
                format!("{} rows of {name} are errors: {kind}", count(entry.count)),
                sentence(message),
                "A row without a result goes to the stream error_stream, with its text in hexadecimal digits. It is lost \
                 unless an output writes that stream somewhere."
                    .into(),
                vec![],
            ),
            What::ReferenceFailed { table, why } => (
                Severity::Warning,
                format!("{name} cannot fill its table {table}: {} failed", tries(entry.count)),
                sentence(why),
                "Tables of reference data are read when an application starts, and nothing else is read before that."
                    .into(),
                self.way_out_of_faults(),
            ),
            What::Restarted { checkpoint } => (
                Severity::Info,
                format!("{name} broke off {} and went on", times(entry.count)),
                format!(
                    "It went on from what it had noted {} before.",
                    words::length(entry.last_at.since(*checkpoint).total_millis())
                ),
                "What was written since its last checkpoint is written again: delivery is at least once.".into(),
                vec![],
            ),
        }
    }
}

/// `3rd`, for one.
fn ordinal(number: u32) -> String {
    let end = match (number % 10, number % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    };
    format!("{}{end}", count(u64::from(number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_are_english() {
        let ordinals = [1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(ordinal);
        assert_eq!(ordinals, ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th"]);
    }
}
