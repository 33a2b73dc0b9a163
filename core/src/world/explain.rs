//! What just happened, and why: facts folded into notes with a cause, a rule and ways out.
//!
//! Notes are data, so that a page, a command and a test print the same words. Many facts of one kind are one note.

#[cfg(feature = "applications")]
mod applications;
#[cfg(feature = "firehose")]
mod by_hand;
mod change;
#[cfg(feature = "firehose")]
mod deliveries;
#[cfg(feature = "firehose")]
mod delivery_bound;
mod limit;

#[cfg(feature = "firehose")]
use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::World;
use super::look::Look;
use super::reader::Reader;
use super::scenario::{Action, Keys, ProducerAction, ReaderAction};
use super::tenant::Tenant;
use super::words::{self, count};
use crate::error::Code;
use crate::fact::{Event, Limit};
use crate::ids::{HashKey, HashKeyRange, ShardId};
use crate::streams::RETENTION_HOURS_MAX;
use crate::time::{Duration, Instant};
use change::{explain_change, explain_refused_input};

/// Notes kept of a tenant; the oldest go first.
const NOTES_MAX: usize = 40;
/// A kind of thing that happens again within this is the same note.
const MERGE_WITHIN: Duration = Duration::from_secs(10);

/// The rule behind refused records.
const WRITE_RULE: &str = "Each open shard takes 1,000 records/s and 1 MiB/s, whatever the other shards do. What is above is \
                          refused with ProvisionedThroughputExceededException, and lost unless the producer sends it again.";

/// The rule behind records that nobody read in time.
const RETENTION_RULE: &str =
    "A record can be read for the retention period, 24 hours unless it is raised; then it is gone.";
/// Above the ids of what was noted: those of what is so at this moment, a reader each.
const STANDING_IDS: u64 = 1 << 40;

/// Why something happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Cause {
    WriteRefused {
        stream: String,
        shard: ShardId,
        limit: Limit,
    },
    ReadRefused {
        stream: String,
        shard: ShardId,
        limit: Limit,
    },
    Resharded {
        stream: String,
        parents: Vec<ShardId>,
        children: Vec<ShardId>,
    },
    ExpiredUnread {
        reader: String,
        shard: ShardId,
    },
    Evicted {
        stream: String,
    },
    SubscriptionRefused {
        consumer: String,
        shard: ShardId,
    },
    /// A fact that tells of a change that was asked for.
    Changed(Event),
    #[cfg(feature = "firehose")]
    Delivery(Box<deliveries::Told>),
    #[cfg(feature = "applications")]
    Application(Box<applications::Told>),
    /// A fact of what somebody did with what was delivered.
    #[cfg(feature = "firehose")]
    ByHand(Event),
}

impl Cause {
    /// Whether both are told as one.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            #[cfg(feature = "firehose")]
            (Self::Delivery(one), Self::Delivery(other)) => one.is_like(other),
            #[cfg(feature = "applications")]
            (Self::Application(one), Self::Application(other)) => one.is_like(other),
            #[cfg(feature = "firehose")]
            (
                Self::ByHand(Event::ObjectsEvicted { bucket: one, .. }),
                Self::ByHand(Event::ObjectsEvicted { bucket: other, .. }),
            )
            | (
                Self::ByHand(Event::ReceivedEvicted { server: one, .. }),
                Self::ByHand(Event::ReceivedEvicted { server: other, .. }),
            ) => one == other,
            _ => self == other,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    id: u64,
    first_at: Instant,
    last_at: Instant,
    count: u64,
    cause: Cause,
}

/// Folds facts into notes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Explainer {
    entries: LiteMap<Tenant, VecDeque<Entry>>,
    next_id: u64,
}

/// How much a note matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Something was done.
    Info,
    /// Something is refused or late; nothing is lost yet.
    Warning,
    /// Something is lost.
    Error,
}

/// A way out, as words and as the action that takes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What it does.
    pub label: String,
    /// How to do it.
    pub action: Action,
}

/// One explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Counts up.
    pub id: u64,
    /// How much it matters.
    pub severity: Severity,
    /// What happened.
    pub title: String,
    /// Why, with numbers.
    pub cause: String,
    /// The rule behind it.
    pub rule: String,
    /// The bound that it is about, by its name in the catalogue of limits; empty where it is about none.
    pub limit: String,
    /// Ways out, best first.
    pub fixes: Vec<Fix>,
    /// First time.
    pub first_at: Instant,
    /// Last time.
    pub last_at: Instant,
    /// How many records, calls or times it stands for.
    pub count: u64,
}

impl Explainer {
    pub(super) fn read(&mut self, tenant: &Tenant, event: &Event, now: Instant) {
        let (cause, count) = match event {
            Event::RecordsRefused { stream, shard, count, limit, .. } => (
                Cause::WriteRefused { stream: stream.to_string(), shard: *shard, limit: *limit },
                u64::from(*count),
            ),
            Event::ReadRefused { stream, shard, limit } => {
                (Cause::ReadRefused { stream: stream.to_string(), shard: *shard, limit: *limit }, 1)
            }
            Event::ShardOpened { stream, shard, parents, .. } if !parents.is_empty() => {
                return self.resharded(tenant, stream, *shard, parents, now);
            }
            Event::ExpiredUnread { reader, shard, count } => {
                (Cause::ExpiredUnread { reader: reader.clone(), shard: *shard }, *count)
            }
            Event::RecordsEvicted { stream, count, .. } => {
                (Cause::Evicted { stream: stream.to_string() }, *count)
            }
            Event::SubscriptionRefused { consumer, shard, .. } => {
                (Cause::SubscriptionRefused { consumer: consumer.to_string(), shard: *shard }, 1)
            }
            Event::ProducerChanged(_)
            | Event::AnswersLost { .. }
            | Event::ReaderChanged(_)
            | Event::ReaderCrashed { .. }
            | Event::CastChanged { .. }
            | Event::Planned { .. }
            | Event::KeyStateChanged { .. }
            | Event::FaultBegan { .. }
            | Event::FaultsCleared { .. }
            | Event::InputRefused { .. }
            | Event::WritesRefused { .. } => (Cause::Changed(event.clone()), 1),
            #[cfg(feature = "firehose")]
            Event::DestinationFaultBegan { .. } | Event::FlushAsked { .. } | Event::Provided { .. } => {
                (Cause::Changed(event.clone()), 1)
            }
            #[cfg(feature = "firehose")]
            Event::DeliveryStream { delivery_stream, event } => {
                return self.read_delivery(tenant, delivery_stream, event, now);
            }
            #[cfg(feature = "applications")]
            Event::Application { application, event } => {
                return self.read_application(tenant, application, event, now);
            }
            #[cfg(feature = "firehose")]
            Event::ObjectRead { .. } | Event::CopyRun { .. } => (Cause::ByHand(event.clone()), 1),
            #[cfg(feature = "firehose")]
            Event::ObjectsEvicted { count, .. } | Event::ReceivedEvicted { count, .. } => {
                (Cause::ByHand(event.clone()), *count)
            }
            _ => return,
        };
        self.merge(tenant, cause, count, MERGE_WITHIN, now);
    }

    /// Counts a cause to the note of the same that was told within so long, or else makes one.
    fn merge(&mut self, tenant: &Tenant, cause: Cause, count: u64, within: Duration, now: Instant) {
        let recent = |entry: &&mut Entry| entry.cause.is_like(&cause) && now.since(entry.last_at) <= within;
        match self.entries.get_mut(tenant).and_then(|entries| entries.iter_mut().find(recent)) {
            Some(entry) => {
                entry.last_at = now;
                entry.count += count;
                entry.cause = cause;
            }
            None => self.add(tenant, cause, count, now),
        }
    }

    /// Both children of a split are one note.
    fn resharded(
        &mut self,
        tenant: &Tenant,
        stream: &str,
        child: ShardId,
        parents: &[ShardId],
        now: Instant,
    ) {
        let newest = self.entries.get_mut(tenant).and_then(VecDeque::back_mut);
        if let Some(entry) = newest.filter(|entry| entry.last_at == now)
            && let Cause::Resharded { stream: of, parents: from, children } = &mut entry.cause
            && of == stream
            && from == parents
        {
            children.push(child);
            return;
        }
        let (stream, parents, children) = (stream.to_string(), parents.to_vec(), vec![child]);
        self.add(tenant, Cause::Resharded { stream, parents, children }, 1, now);
    }

    fn add(&mut self, tenant: &Tenant, cause: Cause, count: u64, now: Instant) {
        let entries = self.entries.entry(tenant.clone()).or_default();
        if entries.len() == NOTES_MAX {
            entries.pop_front();
        }
        entries.push_back(Entry { id: self.next_id, first_at: now, last_at: now, count, cause });
        self.next_id += 1;
    }
}

impl World {
    /// The explanations of what happened lately in the default account and region, newest first.
    pub fn notes(&mut self) -> Vec<Note> {
        self.look().notes()
    }
}

impl Look<'_> {
    pub(super) fn notes(self) -> Vec<Note> {
        let entries = self.chronicle.explainer.entries.get(&self.settings.tenant);
        let mut entries: Vec<_> = entries.into_iter().flatten().collect();
        entries.sort_by_key(|entry| core::cmp::Reverse((entry.last_at, entry.id)));
        let losing = self
            .cast
            .readers
            .iter()
            .zip(STANDING_IDS..)
            .filter_map(|(reader, id)| self.explain_loss(reader, id));
        losing.chain(entries.into_iter().map(|entry| self.explain(entry))).collect()
    }

    /// What a reader loses while it stands still. It finds that out, and a fact tells it, only once it is back.
    fn explain_loss(self, reader: &Reader, id: u64) -> Option<Note> {
        let first_at = reader.stopped_at?;
        let stream = self.stream(&reader.plan.stream)?;
        let lost =
            stream.shards().iter().map(|shard| reader.expired_unread(stream, shard.id, self.now)).sum();
        if lost == 0 {
            return None;
        }
        let (name, of, hours) = (&reader.plan.name, &reader.plan.stream, stream.retention_hours());
        let again = ReaderAction { running: Some(true), ..ReaderAction::of(name) };
        let read_again = Fix { label: format!("Let {name} read again"), action: Action::Reader(again) };
        Some(Note {
            id,
            severity: Severity::Error,
            title: format!("{name} loses records: {} expired unread", count(lost)),
            cause: format!("{name} does not read, and {of} keeps a record for {hours} hours only."),
            rule: RETENTION_RULE.into(),
            limit: limit::RETENTION.into(),
            fixes: [read_again].into_iter().chain(keep_for_longer(of, hours)).collect(),
            first_at,
            last_at: self.now,
            count: lost,
        })
    }

    fn explain(self, entry: &Entry) -> Note {
        let (severity, title, cause, rule, fixes) = match &entry.cause {
            Cause::WriteRefused { stream, shard, limit } => self.explain_refused_writes(stream, *shard, *limit, entry),
            Cause::ReadRefused { shard, limit, .. } => explain_refused_reads(*shard, *limit, entry.count),
            Cause::Resharded { parents, children, .. } => explain_resharding(parents, children),
            Cause::ExpiredUnread { reader, shard } => (
                Severity::Error,
                format!("{} records expired unread", count(entry.count)),
                format!("{reader} came back to shard {} after its oldest unread records had left the stream.", shard.0),
                RETENTION_RULE.into(),
                vec![],
            ),
            Cause::Evicted { stream } => (
                Severity::Info,
                format!("{} old records of {stream} left memory early", count(entry.count)),
                "Stored records reached the memory that this scenario allows.".into(),
                "This is a bound of the simulator, not of the service, which would keep them until retention ends.".into(),
                vec![],
            ),
            Cause::SubscriptionRefused { consumer, shard } => explain_refused_subscription(consumer, *shard),
            Cause::Changed(Event::InputRefused { action, message }) => explain_refused_input(action, message),
            Cause::Changed(event) => explain_change(event, entry.first_at),
            #[cfg(feature = "firehose")]
            Cause::Delivery(told) => self.explain_delivery(told, entry),
            #[cfg(feature = "applications")]
            Cause::Application(told) => self.explain_application(told, entry),
            #[cfg(feature = "firehose")]
            Cause::ByHand(event) => self.explain_by_hand(event, entry.count),
        };
        let Entry { id, first_at, last_at, count, .. } = *entry;
        let limit = entry.cause.bound();
        Note { id, severity, title, cause, rule, limit, fixes, first_at, last_at, count }
    }

    fn explain_refused_writes(self, stream: &str, shard: ShardId, limit: Limit, entry: &Entry) -> Explained {
        let is_over = Duration::from_secs(1) < self.now.since(entry.last_at);
        match limit {
            Limit::Struck(code) => explain_struck_records(shard.0, entry.count, code, is_over),
            Limit::Fault => explain_shut_shard(shard.0, entry.count, is_over),
            _ if is_over => explain_past_refusals(shard.0, entry.count),
            _ => self.explain_overload(stream, shard, limit, entry.last_at),
        }
    }

    fn explain_overload(self, stream: &str, shard: ShardId, limit: Limit, at: Instant) -> Explained {
        let meter = self.chronicle.gauge.of(&self.settings.tenant, stream, shard);
        let flow = meter.map(|meter| meter.last_second(at)).unwrap_or_default();
        let number = shard.0;
        let title = format!("Shard {number} refuses {} records/s", count(flow.refused));
        let kib = (flow.accepted_bytes + flow.refused_bytes) / 1_024;
        let (records, data) = (count(flow.accepted + flow.refused), count(kib));
        let cause = match flow.passed(limit) {
            [true, true] => format!(
                "{records} records/s with {data} KiB/s are offered to shard {number}, which takes 1,000 records/s and \
                 1,024 KiB/s."
            ),
            [false, true] => format!("{data} KiB/s are offered to shard {number}, which takes 1,024 KiB/s."),
            _ => format!("{records} records/s are offered to shard {number}, which takes 1,000 records/s."),
        };
        let cause = cause + &self.favourite_key(stream, shard).unwrap_or_default();
        (Severity::Warning, title, cause, WRITE_RULE.into(), self.fixes_for_refused_writes(stream, shard))
    }

    /// The key that a producer sends again and again and that falls on this shard, as a sentence after another.
    fn favourite_key(self, stream: &str, shard: ShardId) -> Option<String> {
        let range = self.stream(stream)?.shard(shard)?.range;
        let here = self.cast.producers.iter().filter(|producer| producer.plan.stream == *stream);
        here.filter(|producer| producer.plan.running).find_map(|producer| {
            let (key, share) = match &producer.plan.keys {
                Keys::Hot { key, share } => (key, words::percent(*share)),
                Keys::Fixed { key } => (key, "All".into()),
                _ => return None,
            };
            let name = &producer.plan.name;
            let sentence = format!(
                " {share} of {name}'s records carry the key \u{201c}{key}\u{201d}, which falls there."
            );
            range.contains(HashKey::of_partition_key(key)).then_some(sentence)
        })
    }

    fn fixes_for_refused_writes(self, stream: &str, shard: ShardId) -> Vec<Fix> {
        let hot = self.cast.producers.iter().filter(|producer| producer.plan.stream == *stream);
        let hot = hot.filter(|producer| matches!(producer.plan.keys, Keys::Hot { .. } | Keys::Fixed { .. }));
        let mut fixes: Vec<_> = hot
            .map(|producer| Fix {
                label: format!("Let {} choose random keys (no order by key)", producer.plan.name),
                action: Action::Producer(ProducerAction {
                    keys: Some(Keys::Random),
                    ..ProducerAction::of(&producer.plan.name)
                }),
            })
            .collect();
        let found = self.stream(stream).and_then(|stream| stream.shard(shard));
        if let Some(found) = found.filter(|found| found.is_open()) {
            let split = format!("Split shard {} in the middle", shard.0);
            // All records of one key stay on one shard, however often it is split.
            let label = if fixes.is_empty() { split } else { split + " (one key stays on one shard)" };
            fixes.push(Fix { label, action: split_in_the_middle(stream, shard, found.range) });
        }
        fixes
    }
}

/// Keeps records for a day more, if that can be.
fn keep_for_longer(stream: &str, hours: i32) -> Option<Fix> {
    let longer = (hours + 24).min(RETENTION_HOURS_MAX);
    let input = json!({ "RetentionPeriodHours": longer, "StreamName": stream });
    (hours < longer).then(|| Fix {
        label: format!("Keep records for {longer} hours (what is gone stays gone)"),
        action: Action::call("IncreaseStreamRetentionPeriod", input),
    })
}

type Explained = (Severity, String, String, String, Vec<Fix>);

/// Records that a fault struck one by one: nobody has asked too much.
fn explain_struck_records(number: u32, struck: u64, code: Code, is_over: bool) -> Explained {
    (
        Severity::Warning,
        format!("{} records for shard {number} failed with {}", count(struck), code.name()),
        "A fault that was asked for struck them; the other records of their calls were put.".into(),
        "PutRecords says of each record what became of it. One with an ErrorCode was not put, and the producer has to send \
         it again."
            .into(),
        if is_over { vec![] } else { vec![end_all_faults()] },
    )
}

/// Writes that a fault refused, all of them: nobody has asked too much.
fn explain_shut_shard(number: u32, refused: u64, is_over: bool) -> Explained {
    let rule = "A shard that fails refuses its keys' records, and no other shard takes them: they are lost unless the \
                producer sends them again.";
    let (title, cause, fixes) = if is_over {
        let title = format!("Shard {number} refused {} records: a fault was on", count(refused));
        (title, "A fault that was asked for refused every write; none has been refused since.".into(), vec![])
    } else {
        let cause = format!("A fault that was asked for has shard {number} refuse every write for a while.");
        (format!("Shard {number} refuses writes: a fault is on"), cause, vec![end_all_faults()])
    };
    (Severity::Warning, title, cause, rule.into(), fixes)
}

fn end_all_faults() -> Fix {
    Fix { label: "End all faults".into(), action: Action::ClearFaults {} }
}

/// Refusals that are over: what was offered then is no longer known, only how much was refused.
fn explain_past_refusals(number: u32, refused: u64) -> Explained {
    (
        Severity::Warning,
        format!("Shard {number} refused {} records", count(refused)),
        "More was offered than it takes; nothing has been refused since.".into(),
        WRITE_RULE.into(),
        vec![],
    )
}

fn explain_refused_reads(shard: ShardId, limit: Limit, refused: u64) -> Explained {
    let cause = match limit {
        Limit::ReadBytes => "The answers of the last seconds gave more than 2 MiB/s.",
        _ => "More than five GetRecords calls came within a second.",
    };
    (
        Severity::Warning,
        format!("Shard {} refused {} reads", shard.0, count(refused)),
        cause.into(),
        "All shared readers of a shard have 5 calls/s and 2 MiB/s between them.".into(),
        vec![],
    )
}

fn explain_refused_subscription(consumer: &str, shard: ShardId) -> Explained {
    (
        Severity::Warning,
        format!("{consumer} was refused a subscription to shard {}", shard.0),
        "It had called for the shard just before.".into(),
        "A consumer has one subscription to a shard. A call within 5 seconds of one that succeeded is refused with \
         ResourceInUseException, one within a second of any other with LimitExceededException; a later one takes the \
         subscription over."
            .into(),
        vec![],
    )
}

fn explain_resharding(parents: &[ShardId], children: &[ShardId]) -> Explained {
    let list =
        |shards: &[ShardId]| shards.iter().map(|shard| shard.0.to_string()).collect::<Vec<_>>().join(" and ");
    let (from, to) = (list(parents), list(children));
    let title = if parents.len() == 1 {
        format!("Shard {from} was split into {to}")
    } else {
        format!("Shards {from} were merged into {to}")
    };
    (
        Severity::Info,
        title,
        format!("Shard {from} is closed: it can still be read, and new records go to {to}."),
        "Read a parent to its end before its children, or records of one key come out of order.".into(),
        vec![],
    )
}

/// The call that splits a shard into halves.
pub fn split_in_the_middle(stream: &str, shard: ShardId, range: HashKeyRange) -> Action {
    let middle = range.start.0 + (range.end.0 - range.start.0) / 2 + 1;
    let input = json!({
        "NewStartingHashKey": middle.to_string(),
        "ShardToSplit": shard.to_string(),
        "StreamName": stream,
    });
    Action::call("SplitShard", input)
}
