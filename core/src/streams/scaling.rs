//! How an on-demand stream grows and shrinks with what is written to it.
//!
//! Documented: it keeps room for twice the peak of the last 30 days; a shard that stays above 500 KiB/s is parted evenly;
//! both take up to 15 minutes, so that more than a doubling in less time can be throttled. How a stream shrinks is not
//! documented: here neighbours are joined once the peak that they were opened for is 30 days old.

use alloc::collections::VecDeque;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::Stream;
use super::shapes::{StreamMode, StreamStatus};
use super::shard::{Shard, WRITE_KIB_PER_SECOND, WRITE_RECORDS_PER_SECOND};
use crate::fact::Event;
use crate::ids::{HashKey, HashKeyRange, ShardId};
use crate::time::{Duration, Instant};

/// Open shards of a new on-demand stream; no stream shrinks below.
pub(super) const OPEN_SHARDS_MIN: u32 = 4;
/// Open shards that a stream grows to by itself: 200 MiB/s. Some regions let it grow further.
const OPEN_SHARDS_MAX: u32 = 200;
/// A shard that takes more is to be parted.
const BUSY_KIB_PER_SECOND: u64 = 500;
/// How often writes are measured.
const MEASURE: Duration = Duration::from_secs(60);
/// Measures in a row that must say the same before shards change: 15 minutes.
const MEASURES_TO_ACT: u8 = 15;
/// Days whose peak counts, today included.
const PEAK_DAYS: i64 = 30;
const DAY_SECS: i64 = 86_400;

/// What was written into a shard since the last measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Load {
    pub(super) bytes: u64,
    pub(super) records: u64,
    /// Measures in a row that found too much.
    busy: u8,
}

impl Load {
    pub(super) fn add(&mut self, records: u32, bytes: u64) {
        self.bytes += bytes;
        self.records += u64::from(records);
    }

    /// Shards that would take twice as much.
    fn shards_needed(self) -> u32 {
        let secs = MEASURE.total_secs();
        let by_bytes = (2 * self.bytes).div_ceil(secs * WRITE_KIB_PER_SECOND * 1_024);
        let by_records = (2 * self.records).div_ceil(secs * WRITE_RECORDS_PER_SECOND);
        u32::try_from(by_bytes.max(by_records)).unwrap_or(u32::MAX)
    }

    fn is_busy(self) -> bool {
        MEASURE.total_secs() * BUSY_KIB_PER_SECOND * 1_024 < self.bytes
    }

    /// Begins another measure.
    fn reset(&mut self) {
        let busy = if self.is_busy() { self.busy.saturating_add(1) } else { 0 };
        *self = Self { busy, ..Self::default() };
    }
}

/// What an on-demand stream remembers of what was written to it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Scaling {
    /// When the next measure ends, or the stream may shrink.
    due: Option<Instant>,
    /// Whether something was written since the last measure.
    measures: bool,
    /// By day, the greatest number of shards that a measure found to be needed.
    peaks: VecDeque<(i64, u32)>,
    /// Measures in a row that found too few shards.
    short: u8,
}

impl Scaling {
    /// Begins a measure unless one is under way. Says when it ends.
    pub(super) fn begin_measure(&mut self, now: Instant) -> Instant {
        let end = now + MEASURE;
        if !self.measures {
            (self.measures, self.due) = (true, Some(end));
        }
        self.due.unwrap_or(end)
    }

    /// Comes back after a measure's time, whether something is written or not.
    pub(super) fn look_again(&mut self, now: Instant) {
        self.due = Some(self.due.map_or(now + MEASURE, |due| due.min(now + MEASURE)));
    }

    fn note(&mut self, needed: u32, now: Instant) {
        let today = day_of(now);
        self.peaks.retain(|&(day, _)| today - day < PEAK_DAYS);
        match self.peaks.back_mut() {
            Some((day, peak)) if *day == today => *peak = needed.max(*peak),
            _ if 0 < needed => self.peaks.push_back((today, needed)),
            _ => {}
        }
    }

    fn peak(&self) -> u32 {
        self.peaks.iter().map(|&(_, peak)| peak).max().unwrap_or(0)
    }

    /// When the oldest peak counts no longer.
    fn next_forgotten(&self) -> Option<Instant> {
        let &(day, _) = self.peaks.front()?;
        Some(Instant::from_secs((day + PEAK_DAYS) * DAY_SECS))
    }
}

fn day_of(at: Instant) -> i64 {
    at.total_secs().div_euclid(DAY_SECS)
}

impl Stream {
    /// When [`Self::scale`] next has something to do.
    pub(super) fn scale_due(&self) -> Option<Instant> {
        let scales = self.mode == StreamMode::OnDemand && self.status != StreamStatus::Deleting;
        self.scaling.due.filter(|_| scales)
    }

    /// Ends a measure and changes the shards if it is time to.
    pub(super) fn scale(&mut self, now: Instant, facts: &mut VecDeque<Event>) {
        if self.pending.is_some() {
            self.scaling.due = Some(now + MEASURE);
            return;
        }
        let measured = self.measured();
        self.scaling.note(measured.shards_needed(), now);
        let peak = self.scaling.peak();
        self.grow(peak, now, facts);
        let least = self.scaling.peak().max(OPEN_SHARDS_MIN).max(self.warm_mibps.unwrap_or(0));
        let shrinks = self.shrink(least, now, facts);
        self.scaling.measures = 0 < measured.records;
        self.scaling.due = if self.scaling.measures || shrinks {
            Some(now + MEASURE)
        } else {
            self.scaling.next_forgotten()
        };
    }

    /// Does not shrink below so many shards for as long as a peak counts.
    pub(super) fn keep_shards(&mut self, count: u32, now: Instant) {
        self.scaling.note(count, now);
        self.scaling.due = self.scaling.due.or(self.scaling.next_forgotten());
    }

    /// What went into all shards since the last measure.
    fn measured(&self) -> Load {
        let mut measured = Load::default();
        for shard in self.open_shards() {
            measured.bytes += shard.load.bytes;
            measured.records += shard.load.records;
        }
        measured
    }

    /// Parts the shards that were too busy for too long and, where all together were, as many as are short.
    fn grow(&mut self, needed: u32, now: Instant, facts: &mut VecDeque<Event>) {
        let open = self.open_shard_count() as u32;
        let mut by_load: Vec<_> = self.open_shards().map(|shard| (shard.load.bytes, shard.id)).collect();
        by_load.sort_unstable_by(|left, right| right.cmp(left));
        self.open_shards_mut().for_each(|shard| shard.load.reset());
        self.scaling.short = if open < needed { self.scaling.short.saturating_add(1) } else { 0 };
        let mut short = 0;
        if self.scaling.short == MEASURES_TO_ACT {
            (self.scaling.short, short) = (0, needed.saturating_sub(open));
        }
        let room = OPEN_SHARDS_MAX.saturating_sub(open) as usize;
        let is_due =
            |place: usize, shard: &Shard| (place as u32) < short || MEASURES_TO_ACT <= shard.load.busy;
        let due: Vec<_> = by_load
            .into_iter()
            .enumerate()
            .filter_map(|(place, (_, id))| {
                let shard = self.shard(id).filter(|shard| is_due(place, shard))?;
                Some((id, shard.middle()?))
            })
            .take(room)
            .collect();
        for &(shard, middle) in &due {
            self.split(shard, middle, now, facts);
        }
        if !due.is_empty() {
            self.keep_shards(open + due.len() as u32, now);
            self.reroute();
        }
    }

    /// Joins the two neighbours that have the least of the hash keys, if there are more shards than `least`. Says whether
    /// there is more to join.
    fn shrink(&mut self, least: u32, now: Instant, facts: &mut VecDeque<Event>) -> bool {
        let open: Vec<_> = self.open_shards().map(|shard| (shard.id, shard.range)).collect();
        if open.len() as u32 <= least {
            return false;
        }
        let width = |pair: &&[(ShardId, HashKeyRange)]| pair[1].1.end.0 - pair[0].1.start.0;
        if let Some(pair) = open.windows(2).min_by_key(width) {
            self.merge(pair[0].0, pair[1].0, now, facts);
            self.reroute();
        }
        least < open.len() as u32 - 1
    }
}

impl Shard {
    /// The first key of the upper half, where there are two.
    fn middle(&self) -> Option<HashKey> {
        let below = (self.range.end.0 - self.range.start.0).div_ceil(2);
        (0 < below).then(|| HashKey(self.range.start.0 + below))
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;
    use crate::api::run_typed;
    use crate::streams::Settings;
    use crate::streams::op::{PutRecord, PutRecordInput};
    use crate::streams::tests::Bench;

    fn bench(distribution: &str) -> Bench {
        let settings = Settings { held_bytes_max: Some(16 * 1_024 * 1_024), ..Settings::default() };
        let mut bench = Bench::new(settings);
        bench.run(&format!(
            r#"CreateStream {{"StreamName":"a","RecordDistributionStrategy":"{distribution}"}}"#
        ));
        bench
    }

    fn open(bench: &Bench) -> usize {
        bench.streams.stream("a").expect("it was made").open_shard_count()
    }

    /// Puts so many KiB/s for so many minutes, in records of 1 MiB.
    fn put(bench: &mut Bench, kib_per_second: u64, minutes: u64) {
        let data = [0; 1_023 * 1_024];
        for _ in 0..kib_per_second * 60 * minutes / 1_023 {
            let input = PutRecordInput {
                partition_key: Some("k"),
                data: &data,
                stream_name: Some("a"),
                ..Default::default()
            };
            run_typed::<PutRecord>(&mut bench.streams, input, bench.now).expect("there are no limits");
            bench.wait(Duration::from_millis(1_023_000 / kib_per_second));
        }
    }

    #[test]
    fn it_keeps_room_for_twice_the_peak() {
        let mut bench = bench("AUTO");
        put(&mut bench, 1_900, 30);
        assert_eq!(open(&bench), 4, "four shards take 4 MiB/s, which is more than twice that");
        put(&mut bench, 3_500, 10);
        assert_eq!(open(&bench), 4, "not yet");
        put(&mut bench, 3_500, 10);
        assert!(7 <= open(&bench), "{} shards", open(&bench));
    }

    #[test]
    fn a_busy_shard_is_parted_in_the_middle() {
        let mut bench = bench("USER_PARTITION_KEY");
        put(&mut bench, 490, 20);
        assert_eq!(open(&bench), 4, "490 KiB/s are not too much");
        put(&mut bench, 600, 16);
        let stream = bench.streams.stream("a").expect("it was made");
        let parted = stream.shards().iter().find(|shard| !shard.is_open()).expect("one was parted");
        let children: Vec<_> = stream.shards()[4..].iter().map(|shard| shard.range).collect();
        assert_eq!(children[0].start, parted.range.start);
        assert_eq!(children[1].end, parted.range.end);
        assert_eq!(children[1].end.0 - children[1].start.0, children[0].end.0 - children[0].start.0);
    }

    #[test]
    fn it_shrinks_once_the_peak_is_forgotten() {
        let mut bench = bench("AUTO");
        put(&mut bench, 3_500, 17);
        let grown = open(&bench);
        assert!(4 < grown);
        bench.run(&format!("+{}", 29 * DAY_SECS * 1_000));
        assert_eq!(open(&bench), grown, "the peak still counts");
        bench.run(&format!("+{}", 2 * DAY_SECS * 1_000));
        assert_eq!(open(&bench), 4);
        assert_eq!(bench.streams.poll_timeout(), None, "nothing is left to do");
    }

    #[test]
    fn a_stream_that_becomes_on_demand_keeps_its_shards_at_first() {
        let mut bench = Bench::new(Settings::default());
        bench.run(r#"CreateStream {"StreamName":"a","ShardCount":6}"#);
        let (operation, arn) = ("UpdateStreamMode", "arn:aws:kinesis:us-east-1:000000000000:stream/a");
        let mode = r#""StreamModeDetails":{"StreamMode":"ON_DEMAND"}"#;
        bench.run(&format!(r#"{operation} {{"StreamARN":"{arn}",{mode}}}"#));
        put(&mut bench, 500, 20);
        assert_eq!(open(&bench), 6);
    }
}
