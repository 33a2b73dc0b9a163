//! What happens to delivery streams, in words.
//!
//! A delivery stream delivers again and again: what is alike is one note, which tells of the last time.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Cause, Entry, Explained, Explainer, Fix, Severity, end_all_faults};
use crate::fact::DeliveryStreamEvent as Event;
use crate::firehose::DeliveryStream;
use crate::time::{Duration, Instant};
use crate::traffic::Retry;
use crate::world::look::Look;
use crate::world::scenario::{Action, ProducerAction};
use crate::world::tenant::Tenant;
use crate::world::words::{self, count, size};

/// What is alike within this is one note: the longest interval of a buffer, so that each delivery finds the one before.
const MERGE_WITHIN: Duration = Duration::from_secs(900);
/// A delivery stream reads its source once a second; one that is so far behind does not keep up.
const BEHIND_MS: u64 = 10_000;

const BUFFER_RULE: &str = "A buffer closes when it has its size or when its interval is over, whichever comes first. The \
                           interval begins with the first record in the buffer.";
const FAILED_RULE: &str = "A record that cannot be processed or delivered becomes a line of JSON, with its data as it came, in \
                           an object for errors: it can be sent again from there.";

/// What happened to a delivery stream, as it was the last time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Told {
    pub(super) delivery_stream: String,
    pub(super) what: What,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum What {
    Delivered { target: String, why: String, records: u64, bytes: u64, place: String },
    Dropped,
    FunctionFailed { code: String, message: String, records: u64, attempts: u32, is_repeated: bool },
    RecordsFailed { kind: String, code: String, message: String, place: Option<String> },
    Refused(Refusal),
    Throttled,
    Behind { millis: u64 },
    ReadFailed { code: String },
    Updated { version: u64 },
}

/// A delivery that its destination did not take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Refusal {
    pub(super) target: String,
    pub(super) code: String,
    pub(super) message: String,
    pub(super) records: u64,
    pub(super) attempts: u32,
    pub(super) next: Option<Instant>,
}

impl Told {
    /// What is worth a note, and how many times, records or calls it stands for.
    fn of(delivery_stream: &str, event: &Event) -> Option<(Self, u64)> {
        let (what, count) = match event {
            Event::Delivered { target, lane, cause, records, bytes, place, .. } if lane == "data" => {
                let (target, why, place) = (target.to_string(), cause.to_string(), place.clone());
                (What::Delivered { target, why, records: *records, bytes: *bytes, place }, 1)
            }
            Event::FunctionAnswered { dropped, .. } if 0 < *dropped => (What::Dropped, *dropped),
            Event::FunctionFailed { code, message, records, attempts, is_repeated, .. } => {
                let (code, message) = (code.to_string(), message.to_string());
                let (records, attempts, is_repeated) = (*records, *attempts, *is_repeated);
                (What::FunctionFailed { code, message, records, attempts, is_repeated }, 1)
            }
            Event::RecordsFailed { kind, code, message, records } => {
                let (kind, code, message) = (kind.to_string(), code.to_string(), message.to_string());
                (What::RecordsFailed { kind, code, message, place: None }, *records)
            }
            Event::DeliveryFailed { target, records, code, message, attempts, next, .. } => {
                let (target, code, message) = (target.to_string(), code.to_string(), message.to_string());
                let (records, attempts, next) = (*records, *attempts, *next);
                (What::Refused(Refusal { target, code, message, records, attempts, next }), 1)
            }
            Event::Put { throttled, .. } if 0 < *throttled => (What::Throttled, u64::from(*throttled)),
            Event::Read { millis_behind, .. } if BEHIND_MS <= *millis_behind => {
                (What::Behind { millis: *millis_behind }, 1)
            }
            Event::ReadFailed { code } => (What::ReadFailed { code: code.to_string() }, 1),
            Event::DestinationUpdated { version } => (What::Updated { version: *version }, 1),
            _ => return None,
        };
        Some((Self { delivery_stream: delivery_stream.into(), what }, count))
    }

    /// Whether both are told as one.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let same = match (&self.what, &other.what) {
            (What::Delivered { target, why, .. }, What::Delivered { target: to, why: because, .. }) => {
                (target, why) == (to, because)
            }
            (What::RecordsFailed { kind, code, .. }, What::RecordsFailed { kind: of, code: with, .. }) => {
                (kind, code) == (of, with)
            }
            (What::Refused(one), What::Refused(other)) => {
                (&one.target, one.next.is_none()) == (&other.target, other.next.is_none())
            }
            (What::FunctionFailed { is_repeated, .. }, What::FunctionFailed { is_repeated: again, .. }) => {
                is_repeated == again
            }
            (one, other) => core::mem::discriminant(one) == core::mem::discriminant(other),
        };
        same && self.delivery_stream == other.delivery_stream
    }
}

impl Explainer {
    pub(super) fn read_delivery(
        &mut self,
        tenant: &Tenant,
        delivery_stream: &str,
        event: &Event,
        now: Instant,
    ) {
        if let Event::Delivered { lane, place, .. } = event {
            self.tell_place(tenant, delivery_stream, lane, place);
        }
        if let Some((told, count)) = Told::of(delivery_stream, event) {
            self.merge(tenant, Cause::Delivery(Box::new(told)), count, MERGE_WITHIN, now);
        }
    }

    /// Tells where the lines of failed records are, now that they are delivered.
    fn tell_place(&mut self, tenant: &Tenant, name: &str, lane: &str, object: &str) {
        for entry in self.entries.get_mut(tenant).into_iter().flatten() {
            if let Cause::Delivery(told) = &mut entry.cause
                && told.delivery_stream == name
                && let What::RecordsFailed { kind, place, .. } = &mut told.what
                && kind == lane
            {
                *place = Some(object.into());
            }
        }
    }
}

impl Look<'_> {
    pub(super) fn explain_delivery(self, told: &Told, entry: &Entry) -> Explained {
        let name = &*told.delivery_stream;
        let stream = self.firehose.and_then(|firehose| firehose.delivery_stream(name));
        match &told.what {
            What::Delivered { target, why, records, bytes, place } => {
                let what = format!("{} records with {}{}", count(*records), size(*bytes), placed(target, place));
                explain_delivered(name, stream, [target, why], &what, entry.count)
            }
            What::Dropped => (
                Severity::Info,
                format!("The function of {name} dropped {} records", count(entry.count)),
                "It answered Dropped for them, as it was written to.".into(),
                "A function says of each record Ok, Dropped or ProcessingFailed. What is dropped is delivered nowhere, and \
                 nothing tells of it later."
                    .into(),
                vec![],
            ),
            What::FunctionFailed { code, message, records, attempts, is_repeated } => {
                let next = if *is_repeated {
                    "It is called again."
                } else {
                    "It is not called again: its records are told of below the error prefix."
                };
                let message = sentence(message);
                let cause = format!("{message} Try {attempts}, with {} records. {next}", count(*records));
                (
                    Severity::Warning,
                    format!("The function of {name} failed {}: {code}", times(entry.count)),
                    cause.trim_start().into(),
                    "A call that fails is made again with the same records, three times unless NumberOfRetries says \
                     otherwise. No record is lost for that."
                        .into(),
                    self.way_out_of_faults(),
                )
            }
            What::RecordsFailed { kind, code, message, place } => {
                let place = place.as_ref().map_or_else(
                    || format!("Their lines go to an object below {kind}/ when its buffer closes."),
                    |place| format!("Their lines are in {place}."),
                );
                let title = format!("{} records of {name} failed: {kind}", count(entry.count));
                let cause = format!("{code}: {} {place}", sentence(message));
                (Severity::Warning, title, cause, FAILED_RULE.into(), vec![])
            }
            What::Refused(refusal) => self.explain_refused_delivery(name, refusal, entry),
            What::Throttled => self.explain_throttled(name, entry.count),
            What::Behind { millis } => (
                Severity::Warning,
                format!("{name} reads its stream {} late", words::length(*millis)),
                "More comes than it reads, or what came before it was made was waiting.".into(),
                "A delivery stream reads each shard once a second and shares 2 MiB/s and 5 calls/s with the shard's other \
                 readers."
                    .into(),
                vec![],
            ),
            What::ReadFailed { code } => (
                Severity::Warning,
                format!("{name} could not read its stream {}: {code}", times(entry.count)),
                "The stream refused GetRecords, or there is none of this name.".into(),
                "A delivery stream tries again for as long as it takes, each second, or ever more rarely where there is no \
                 such stream. What leaves the stream by its retention until then is never delivered."
                    .into(),
                vec![],
            ),
            What::Updated { version } => (
                Severity::Info,
                format!("{name} has configuration {version} now"),
                "UpdateDestination changed where it delivers to, or how.".into(),
                "The keys of objects carry the number of the configuration: name-2-2026-01-01-00-00-00-...".into(),
                vec![],
            ),
        }
    }

    fn explain_refused_delivery(self, name: &str, refusal: &Refusal, entry: &Entry) -> Explained {
        let Refusal { target, code, message, records, attempts, next } = refusal;
        let message = sentence(message);
        let tried = format!("{code}: {message} Try {attempts} of {} records was not taken", count(*records));
        let rule = rule_of(target).into();
        match next {
            Some(next) => {
                let pause = words::length(next.since(entry.last_at).total_millis());
                let title = format!("{name} cannot deliver to {target}: {} failed", tries(entry.count));
                let cause = format!("{tried}; the next follows after {pause}.");
                (Severity::Warning, title, cause, rule, self.way_out_of_faults())
            }
            None => {
                let title = format!("{name} gave up delivering to {target} {}", times(entry.count));
                let cause = format!("{tried}, and it was the last.");
                (Severity::Error, title, cause, rule, self.way_out_of_faults())
            }
        }
    }

    fn explain_throttled(self, name: &str, refused: u64) -> Explained {
        let [records, requests, bytes] =
            self.firehose.map(|firehose| firehose.put_quota()).unwrap_or_default();
        let drops = self.cast.producers.iter().map(|producer| &producer.plan);
        let drops = drops.filter(|plan| *plan.stream == *name && plan.retry == Retry::None);
        let fixes = drops.map(|plan| Fix {
            label: format!("Let {} send again what is refused", plan.name),
            action: Action::Producer(ProducerAction {
                retry: Some(Retry::Backoff { attempts_max: 5, first_ms: 100 }),
                ..ProducerAction::of(&plan.name)
            }),
        });
        (
            Severity::Warning,
            format!("{name} throttles {} records", count(refused)),
            "More is put within a second than it takes.".into(),
            format!(
                "Producers may put {}, {} records and {} requests a second into a delivery stream here. What is above is \
                 refused with ServiceUnavailableException, and lost unless the producer sends it again.",
                size(bytes),
                count(records),
                count(requests)
            ),
            fixes.collect(),
        )
    }

    /// The end of faults, where some go on.
    pub(super) fn way_out_of_faults(self) -> Vec<Fix> {
        self.desk.faults(self.now).next().map(|_| end_all_faults()).into_iter().collect()
    }
}

fn explain_delivered(
    name: &str,
    stream: Option<&DeliveryStream>,
    [target, why]: [&str; 2],
    what: &str,
    deliveries: u64,
) -> Explained {
    let hints = stream.map(|stream| stream.hints().data);
    let full = hints.map_or_else(String::new, |hints| format!(" of {}", size(hints.bytes)));
    let length = hints
        .map_or_else(String::new, |hints| format!(" of {}", words::length(hints.interval.total_millis())));
    let (title, cause) = match why {
        "size" => ("by size", format!("The buffer had its size{full} before its interval{length} was over.")),
        "interval" => {
            ("by interval", format!("The interval{length} was over before the buffer had its size{full}."))
        }
        _ => ("when asked", "Somebody asked for its buffers to be closed.".into()),
    };
    let last = if deliveries == 1 { "Delivered" } else { "The last time" };
    let title = format!("{name} delivered to {target} {} {title}", times(deliveries));
    (Severity::Info, title, format!("{cause} {last}: {what}."), BUFFER_RULE.into(), vec![])
}

/// Where it is now, as far as that has a name that says something.
fn placed(target: &str, place: &str) -> String {
    match target {
        "S3" => format!(", as {place}"),
        "Redshift" => format!(", by way of {place}"),
        _ => String::new(),
    }
}

/// What becomes of records that a destination does not take.
fn rule_of(target: &str) -> &'static str {
    match target {
        "S3" => "A bucket that does not take objects is tried for 24 hours. Then the records are gone.",
        "Redshift" => {
            "COPY is tried for as long as RetryOptions says. Then the objects stay in the bucket, and a manifest below \
             errors/manifests/ lists them: whoever copies them by hand fills the gap."
        }
        _ => {
            "A destination is tried for as long as RetryOptions says. What it has not taken then becomes lines of JSON in the \
             bucket for errors."
        }
    }
}

/// A message of the service, of which some have a full stop.
pub(super) fn sentence(message: &str) -> String {
    let is_whole = message.is_empty() || message.ends_with(['.', '!', '?']);
    if is_whole { message.into() } else { format!("{message}.") }
}

pub(super) fn times(number: u64) -> String {
    if number == 1 { "once".into() } else { format!("{} times", count(number)) }
}

pub(super) fn tries(number: u64) -> String {
    if number == 1 { "1 try".into() } else { format!("{} tries", count(number)) }
}
