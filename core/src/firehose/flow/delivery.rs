//! Buffers that have closed: tried until the destination takes them, or for as long as may be.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::buffer::Cause;
use super::entry::Entry;
use crate::pause::doubling;
use crate::rng::Rng;
use crate::time::{Duration, Instant};

/// How long records of producers wait for a bucket that does not take them. Source: the developer guide.
pub const RETENTION: Duration = Duration::from_hours(24);

/// What a delivery is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Lane {
    /// Records, to their destination.
    Data,
    /// Records as they came, to the bucket for backups.
    Backup,
    /// Lines that tell what could not be delivered.
    Failures(super::failure::ErrorOutputType),
    /// A list of the objects that could not be copied into a table.
    Manifest,
}

/// What is next to be done for a delivery that takes more than one step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// To send the records.
    #[default]
    Send,
    /// To ask for the columns of which a file is to be made.
    Describe,
    /// To ask whether they were taken.
    Acknowledge {
        /// What to ask for.
        id: u64,
        /// When they were sent.
        since: Instant,
    },
    /// To put the manifest for the copy into the bucket.
    Manifest,
    /// To copy the object into the table, once nothing else is copied.
    Queued,
    /// To copy the object into the table.
    Copy,
}

/// A buffer that has closed and is not delivered yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Delivery {
    /// Counts the deliveries of the delivery stream.
    pub serial: u64,
    /// What it is for.
    pub lane: Lane,
    /// Why it closed.
    pub cause: Cause,
    /// Where its records go, if they are spread over prefixes.
    pub(super) partition: Option<Arc<str>>,
    /// When it closed.
    pub closed: Instant,
    /// How often it was tried.
    pub attempts: u32,
    /// When it first failed.
    pub first_failed: Option<Instant>,
    /// How long an acknowledgement was waited for since then.
    pub(super) waited: Duration,
    /// What is next to be done for it.
    pub stage: Stage,
    /// What it was called when it was first tried: the key of its object, or the id of its request.
    pub(in crate::firehose) place: Option<String>,
    /// The file that its records became, if they become one.
    pub(in crate::firehose) file: Option<Arc<[u8]>>,
    /// Bytes that it was when it was last sent.
    pub(in crate::firehose) sent_bytes: u64,
    /// When it is tried next; nothing while an answer is waited for.
    pub(super) due: Option<Instant>,
    pub(super) entries: Vec<Entry>,
}

impl Lane {
    /// In a word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Backup => "backup",
            Self::Failures(kind) => kind.as_str(),
            Self::Manifest => "manifest",
        }
    }
}

impl Delivery {
    /// Records that are to be tried at once.
    pub(super) fn of(serial: u64, lane: Lane, cause: Cause, entries: Vec<Entry>, now: Instant) -> Self {
        Self {
            serial,
            lane,
            cause,
            partition: None,
            closed: now,
            attempts: 0,
            first_failed: None,
            waited: Duration::ZERO,
            stage: Stage::Send,
            place: None,
            file: None,
            sent_bytes: 0,
            due: Some(now),
            entries,
        }
    }

    /// Its records.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// When it is tried next; nothing while an answer is waited for.
    pub fn next_try(&self) -> Option<Instant> {
        self.due
    }

    /// Whether its records were spread over prefixes.
    pub fn is_partitioned(&self) -> bool {
        self.partition.is_some()
    }

    /// When the oldest of its records came.
    pub fn oldest(&self) -> Instant {
        self.entries.iter().map(|entry| entry.arrived).min().unwrap_or(self.closed)
    }

    /// What its records have in bytes.
    pub fn bytes(&self) -> u64 {
        self.entries.iter().map(|entry| entry.data.len() as u64).sum()
    }

    /// Notes that it is being tried. Only sending and copying count as tries.
    pub(in crate::firehose) fn begin(&mut self) {
        self.attempts += u32::from(matches!(self.stage, Stage::Send | Stage::Copy));
        self.due = None;
    }

    /// Goes on with a step, of which tries are counted anew where it is another that is tried.
    pub(in crate::firehose) fn go_on(&mut self, stage: Stage, due: Option<Instant>) {
        if matches!(stage, Stage::Manifest | Stage::Queued) {
            (self.attempts, self.first_failed, self.waited) = (0, None, Duration::ZERO);
        }
        (self.stage, self.due) = (stage, due);
    }

    /// Keeps only the records at these places, which rise.
    pub(in crate::firehose) fn keep(&mut self, places: &[usize]) {
        self.entries = self.remove(places);
    }

    /// Takes the records at these places out, which rise.
    pub(in crate::firehose) fn remove(&mut self, places: &[usize]) -> Vec<Entry> {
        let entries = core::mem::take(&mut self.entries).into_iter().enumerate();
        let (removed, kept): (Vec<_>, Vec<_>) = entries.partition(|(at, _)| places.binary_search(at).is_ok());
        let bare = |entries: Vec<(usize, Entry)>| entries.into_iter().map(|(_, entry)| entry).collect();
        self.entries = bare(kept);
        bare(removed)
    }

    /// Notes a failed try; says when the next is, if that is within `tries_for` of the first failure. Waiting for an
    /// acknowledgement does not count. Source: the API reference, of Splunk.
    pub(in crate::firehose) fn fail(
        &mut self,
        pause: Duration,
        tries_for: Duration,
        now: Instant,
    ) -> Option<Instant> {
        if let (Stage::Acknowledge { since, .. }, Some(_)) = (&self.stage, self.first_failed) {
            self.waited = self.waited + now.since(*since);
        }
        let first = *self.first_failed.get_or_insert(now);
        let next = now + pause;
        self.due = (next <= first + tries_for + self.waited).then_some(next);
        self.due
    }
}

/// How long to pause before the next try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::firehose) enum Backoff {
    /// Always so long.
    Fixed(Duration),
    /// A second, two, four, and so on, to this.
    Doubling(Duration),
    /// The same, each up to [`JITTER_PERCENT`] shorter or longer.
    Spread(Duration),
}

/// By how much pauses are spread. Source: the developer guide, of HTTP endpoints.
const JITTER_PERCENT: u64 = 15;

impl Backoff {
    /// The pause after so many tries. Without chance, pauses are not spread.
    pub(in crate::firehose) fn pause(self, attempts: u32, chance: Option<&mut Rng>) -> Duration {
        match self {
            Self::Fixed(pause) => pause,
            Self::Doubling(longest) => doubling(Duration::from_secs(1), longest, attempts),
            Self::Spread(longest) => {
                let pause = Self::Doubling(longest).pause(attempts, None);
                chance.map_or(pause, |chance| spread(pause, chance)).min(longest)
            }
        }
    }
}

fn spread(pause: Duration, chance: &mut Rng) -> Duration {
    let micros = pause.total_micros();
    let most = micros * JITTER_PERCENT / 100;
    Duration::from_micros(chance.in_range(micros - most, micros + most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest() {
        let backoff = Backoff::Doubling(Duration::from_secs(120));
        let pauses: Vec<_> = (1..=9).map(|attempts| backoff.pause(attempts, None).total_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 64, 120, 120]);
        assert_eq!(backoff.pause(500, None).total_secs(), 120);
    }

    #[test]
    fn spread_pauses_differ_by_no_more_than_their_part_and_the_longest_stays_that() {
        let (mut chance, mut seen) = (Rng::from_seed(1), alloc::collections::BTreeSet::new());
        for _ in 0..100 {
            let pause = Backoff::Spread(Duration::from_secs(120)).pause(4, Some(&mut chance));
            assert!((6_800_000..=9_200_000).contains(&pause.total_micros()), "{pause:?}");
            seen.insert(pause.total_micros());
            let longest = Backoff::Spread(Duration::from_secs(120)).pause(9, Some(&mut chance));
            assert!((102..=120).contains(&longest.total_secs()), "{longest:?}");
        }
        assert!(50 < seen.len(), "they are not spread");
        assert_eq!(Backoff::Spread(Duration::from_secs(120)).pause(4, None), Duration::from_secs(8));
    }

    #[test]
    fn waiting_for_an_acknowledgement_is_no_time_for_tries() {
        let entry = Entry::new(0, b"a"[..].into(), None, Instant::EPOCH);
        let mut delivery = Delivery::of(0, Lane::Data, Cause::Size, [entry].into(), Instant::EPOCH);
        let (pause, tries_for) = (Duration::from_secs(1), Duration::from_secs(10));
        let at = |secs| Instant::from_secs(secs);
        assert_eq!(delivery.fail(pause, tries_for, at(100)), Some(at(101)));
        delivery.stage = Stage::Acknowledge { id: 1, since: at(101) };
        assert_eq!(delivery.fail(pause, tries_for, at(281)), Some(at(282)), "180 s were waited");
        delivery.stage = Stage::Send;
        assert_eq!(delivery.fail(pause, tries_for, at(291)), None);
    }

    #[test]
    fn tries_end_with_the_duration_after_the_first_failure() {
        let entry = Entry::new(0, b"a"[..].into(), None, Instant::EPOCH);
        let mut delivery = Delivery::of(0, Lane::Data, Cause::Size, [entry].into(), Instant::EPOCH);
        let (pause, tries_for) = (Duration::from_secs(40), Duration::from_secs(100));
        let at = |secs| Instant::from_secs(secs);
        assert_eq!(delivery.fail(pause, tries_for, at(10)), Some(at(50)));
        assert_eq!(delivery.fail(pause, tries_for, at(50)), Some(at(90)));
        assert_eq!(delivery.fail(pause, tries_for, at(90)), None);
        assert_eq!(delivery.fail(pause, Duration::ZERO, at(10)), None);
    }
}
