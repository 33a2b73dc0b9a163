//! The marks of one course of events. What comes after a moment can be cut off.

use litemap::LiteMap;

use super::{Mark, MarkKind};
use crate::fact::{DeliveryStreamEvent, Event, Fact};
use crate::streams::log::RECORD_OVERHEAD;
use crate::time::{Duration, Instant};

/// Marks found in facts; what a person did is marked however many there are.
const FOUND_MAX: usize = 2_000;
/// Refusals within this of each other belong together: one mark a spell.
const SPELL: Duration = Duration::from_secs(1);
/// The same of trims: records leave by segments, a stretch of the log at a time.
const TRIM_SPELL: Duration = Duration::from_secs(3_600);

/// Marks in the order of their facts. Facts that are read again, because the player went back, make no second mark.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    marks: LiteMap<(u64, MarkKind), Instant>,
}

/// How far the facts were looked through. It goes back where the world does.
#[derive(Clone, Debug, Default)]
pub(super) struct Scan {
    /// The next fact to look at.
    pub(super) next_fact: u64,
    /// Bytes of all records put, and of all objects delivered.
    pub(super) put_bytes: u64,
    last_refused: Option<Instant>,
    last_trimmed: Option<Instant>,
}

impl Marks {
    /// By time.
    pub(super) fn iter(&self) -> impl Iterator<Item = Mark> {
        self.marks.iter().map(|(&(_, kind), &at)| Mark { at, kind })
    }

    /// Marks what a person does: the facts of it begin with `fact`.
    pub(super) fn add_action(&mut self, fact: u64, at: Instant) {
        self.marks.insert((fact, MarkKind::Action), at);
    }

    /// Looks at the next fact.
    pub(super) fn read(&mut self, scan: &mut Scan, fact: &Fact) {
        scan.next_fact = fact.id + 1;
        let kind = match &fact.event {
            Event::RecordsRefused { limit, .. } if limit.is_throttling() => {
                let last = scan.last_refused.replace(fact.at);
                if last.is_some_and(|last| fact.at.since(last) <= SPELL) {
                    return;
                }
                MarkKind::Throttle
            }
            Event::RecordsAccepted { count, bytes, .. } => {
                scan.put_bytes += bytes + u64::from(*count) * RECORD_OVERHEAD;
                return;
            }
            Event::ShardOpened { parents, .. } if !parents.is_empty() => MarkKind::Reshard,
            Event::ExpiredUnread { .. } => MarkKind::Expired,
            Event::RecordsTrimmed { .. } => {
                let last = scan.last_trimmed.replace(fact.at);
                if last.is_some_and(|last| fact.at.since(last) <= TRIM_SPELL) {
                    return;
                }
                MarkKind::Trim
            }
            Event::DeliveryStream { event, .. } => {
                if let DeliveryStreamEvent::Delivered { body_bytes, .. } = &**event {
                    scan.put_bytes += body_bytes;
                }
                return;
            }
            Event::FaultBegan { .. }
            | Event::DestinationFaultBegan { .. }
            | Event::WritesRefused { .. }
            | Event::AnswersLost { .. }
            | Event::ReaderCrashed { .. }
            | Event::KeyStateChanged { .. } => MarkKind::Fault,
            _ => return,
        };
        if self.marks.len() < FOUND_MAX {
            self.marks.insert((fact.id, kind), fact.at);
        }
    }

    /// Forgets the marks from this fact on.
    pub(super) fn truncate(&mut self, fact: u64) {
        self.marks.retain(|at, _| *at < (fact, MarkKind::Throttle));
    }
}
