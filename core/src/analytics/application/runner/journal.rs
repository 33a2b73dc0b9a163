//! What a running application notes, so that one that breaks off goes on and loses nothing.
//!
//! At a checkpoint it notes how far it has read, all that its operators remember, and the rows that no destination has taken yet.
//! Between two checkpoints it notes the order in which records became rows, and with which rowtimes. One that goes on from a
//! checkpoint reads the records since then again, and gives them the rowtimes that they had: so the same rows come out, and what
//! was delivered since then is delivered twice.
//!
//! Assumed: the service documents checkpoints and at-least-once delivery, not how often it notes what.

use alloc::collections::VecDeque;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::intake::Batch;
use super::queue::Queue;
use super::source::{Channel, Mark, Record, Source};
use crate::time::{Duration, Instant};

/// How often all is noted.
pub(super) const INTERVAL: Duration = Duration::from_secs(10);
/// So often nothing that was noted may be found again in the source, before it is taken to be gone.
const FRUITLESS_MAX: u32 = 60;

/// All that an application goes on from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Checkpoint {
    pub(super) taken: Instant,
    pub(super) source: Option<Source>,
    /// Records that were read and are no rows yet.
    pub(super) work: VecDeque<Batch>,
    /// What operators remember.
    #[serde(with = "serde_bytes")]
    pub(super) memory: Vec<u8>,
    pub(super) queues: Vec<Queue>,
}

/// Something that was done to the operators.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) enum Step {
    /// They were told the time.
    Clock(i64),
    /// They were handed records of a channel up to this one.
    Records {
        last: Mark,
        /// The in-application stream.
        home: usize,
        rowtime: i64,
    },
}

/// What was done since a checkpoint and is done again.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Replay {
    steps: VecDeque<Step>,
    /// How often the source was asked since the last step that was done again.
    fruitless: u32,
}

/// What is to be done again next.
#[derive(Debug)]
pub(super) enum Again {
    Clock(i64),
    Records(Batch),
    /// Its records have not come again yet.
    NotYet,
    /// All is done again.
    Over,
}

impl Replay {
    pub(super) fn of(steps: &[Step]) -> Self {
        Self { steps: steps.iter().copied().collect(), fruitless: 0 }
    }

    pub(super) fn is_over(&self) -> bool {
        self.steps.is_empty()
    }

    /// Notes that the source is asked once more.
    pub(super) fn note_asked(&mut self) {
        self.fruitless += 1;
    }

    /// The next step, with its records out of those that came again.
    pub(super) fn next(&mut self, source: &mut Option<Source>, brought: &mut Brought) -> Again {
        let Some(&step) = self.steps.front() else { return Again::Over };
        let again = match step {
            Step::Clock(now) => Again::Clock(now),
            Step::Records { last, home, rowtime } => {
                let has_come = brought.has_come_to(last);
                let is_gone = source.as_ref().is_none_or(|source| source.has_passed(last))
                    || FRUITLESS_MAX <= self.fruitless;
                if !has_come && !is_gone {
                    return Again::NotYet;
                }
                if let Some(source) = source {
                    source.set_home(last.channel(), home);
                }
                Again::Records(Batch { records: brought.split(last), home, rowtime: Some(rowtime) })
            }
        };
        self.steps.pop_front();
        self.fruitless = 0;
        again
    }
}

/// Records that were read, by what brought them, and are in no batch yet.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Brought(Vec<(Channel, VecDeque<Record>)>);

impl Brought {
    /// Takes records of one channel in.
    pub(super) fn add(&mut self, records: Vec<Record>) {
        let Some(channel) = records.first().map(|record| record.mark.channel()) else { return };
        match self.0.iter_mut().find(|(known, _)| *known == channel) {
            Some((_, waiting)) => waiting.extend(records),
            None => self.0.push((channel, records.into())),
        }
    }

    /// All records, each channel's together.
    pub(super) fn take_all(&mut self) -> impl Iterator<Item = (Channel, Vec<Record>)> {
        let all = core::mem::take(&mut self.0).into_iter();
        all.map(|(channel, records)| (channel, records.into()))
            .filter(|(_, records): &(_, Vec<_>)| !records.is_empty())
    }

    fn has_come_to(&self, last: Mark) -> bool {
        let waiting = self.0.iter().find(|(channel, _)| *channel == last.channel());
        waiting.and_then(|(_, records)| records.back()).is_some_and(|record| last <= record.mark)
    }

    /// Takes the records of a channel up to one.
    fn split(&mut self, last: Mark) -> Vec<Record> {
        let waiting = self.0.iter_mut().find(|(channel, _)| *channel == last.channel());
        let Some((_, records)) = waiting else { return Vec::new() };
        let count = records.partition_point(|record| record.mark <= last);
        records.drain(..count).collect()
    }
}
