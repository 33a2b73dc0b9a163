//! How an on-demand stream grows and shrinks with what is written to it.
//!
//! Documented: it keeps room for twice the peak of the last 30 days; a shard that stays above 500 KiB/s is parted evenly;
//! both take up to 15 minutes, so that more than a doubling in less time can be throttled. A peak is a minute, however
//! quiet those after it are: one spike is enough to grow by. How a stream shrinks is not documented: here neighbours are
//! joined once the peak that they were opened for is 30 days old.

use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::cmp::Reverse;

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
pub(super) const OPEN_SHARDS_MAX: u32 = 200;
/// A shard that takes more is to be parted.
const BUSY_KIB_PER_SECOND: u64 = 500;
/// How often writes are measured.
const MEASURE: Duration = Duration::from_secs(60);
/// How long after the beginning of a minute that asks for more shards there are more.
const TIME_TO_ACT: Duration = Duration::from_secs(15 * 60);
/// Measures in a row in which a shard is too busy before it is parted.
const BUSY_MEASURES: u8 = (TIME_TO_ACT.total_secs() / MEASURE.total_secs()) as u8;
/// Days whose peak counts, today included.
const PEAK_DAYS: i64 = 30;
const DAY_SECS: i64 = 86_400;

/// What was written into a shard since the last measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Load {
    pub(super) bytes: u64,
    pub(super) records: u64,
    /// Measures in a row, up to the last that ended, that found too much.
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

    /// Ends a measure: what it found. The next begins.
    fn end_measure(&mut self) -> Self {
        let busy = if self.is_busy() { self.busy.saturating_add(1) } else { 0 };
        let found = Self { busy, ..*self };
        *self = Self { busy, ..Self::default() };
        found
    }
}

/// What a measure found.
struct Measure {
    /// In all shards together.
    total: Load,
    /// In each open shard that can be parted.
    shards: Vec<(ShardId, Load)>,
}

/// The shards to part, busiest first: as many as are short, and all that were too busy for too long, as far as there is
/// room.
fn plan(mut shards: Vec<(ShardId, Load)>, short: usize, room: usize) -> Vec<ShardId> {
    shards.sort_unstable_by_key(|&(shard, load)| Reverse((load.bytes, shard)));
    let is_due = |&(place, (_, load)): &(usize, (ShardId, Load))| place < short || BUSY_MEASURES <= load.busy;
    let due = shards.into_iter().enumerate().filter(is_due);
    due.map(|(_, (shard, _))| shard).take(room).collect()
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
    /// Since when there are too few shards for the peak, if there are.
    short_since: Option<Instant>,
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

    /// Compares the open shards with those that the peak needs: if they are too few, they are since then at the latest.
    fn compare(&mut self, open: u32, since: Instant) {
        let is_short = open < self.peak().min(OPEN_SHARDS_MAX);
        self.short_since = is_short.then(|| self.short_since.unwrap_or(since));
    }

    /// When there are to be more shards.
    fn grows_at(&self) -> Option<Instant> {
        self.short_since.map(|since| since + TIME_TO_ACT)
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

    /// Ends a measure, and changes the shards if it is time to and nothing else changes them.
    pub(super) fn scale(&mut self, now: Instant, facts: &mut VecDeque<Event>) {
        let Measure { total, shards } = self.end_measure();
        self.scaling.measures = 0 < total.records;
        self.scaling.note(total.shards_needed(), now);
        self.scaling.compare(self.open_shard_count() as u32, now.before(MEASURE));
        let looks_again = self.pending.is_some() || {
            self.grow(shards, now, facts);
            self.shrink(now, facts)
        };
        self.scaling.due = if looks_again || self.scaling.measures {
            Some(now + MEASURE)
        } else {
            self.scaling.grows_at().into_iter().chain(self.scaling.next_forgotten()).min()
        };
    }

    /// Forgets what was measured so far: the stream came to be on-demand, or is no longer.
    pub(super) fn restart_scaling(&mut self, now: Instant) {
        self.shards_mut().for_each(|shard| shard.load = Load::default());
        let peaks = core::mem::take(&mut self.scaling.peaks);
        self.scaling = Scaling { peaks, ..Scaling::default() };
        self.keep_shards(self.open_shard_count() as u32, now);
    }

    /// Does not shrink below so many shards for as long as a peak counts.
    fn keep_shards(&mut self, count: u32, now: Instant) {
        self.scaling.note(count, now);
        self.scaling.due = self.scaling.due.or(self.scaling.next_forgotten());
    }

    /// Ends the measure of every shard, also of those that were closed while it lasted.
    fn end_measure(&mut self) -> Measure {
        let mut measure = Measure { total: Load::default(), shards: Vec::new() };
        for shard in self.shards_mut() {
            let load = shard.load.end_measure();
            measure.total.bytes += load.bytes;
            measure.total.records += load.records;
            if shard.is_open() && shard.middle().is_some() {
                measure.shards.push((shard.id, load));
            }
        }
        measure
    }

    /// Parts shards where there have been too few, or too busy ones, for long enough.
    fn grow(&mut self, shards: Vec<(ShardId, Load)>, now: Instant, facts: &mut VecDeque<Event>) {
        let open = self.open_shard_count() as u32;
        let mut short = 0;
        if self.scaling.grows_at().is_some_and(|at| at <= now) {
            short = self.scaling.peak().saturating_sub(open);
            self.scaling.short_since = None;
        }
        let due = plan(shards, short as usize, OPEN_SHARDS_MAX.saturating_sub(open) as usize);
        for &shard in &due {
            let middle =
                self.shard(shard).and_then(Shard::middle).expect("only such a shard is planned with");
            self.split(shard, middle, now, facts);
        }
        if !due.is_empty() {
            self.keep_shards(open + due.len() as u32, now);
            self.reroute();
        }
        self.scaling.compare(open + due.len() as u32, now);
    }

    /// The shards below which the stream does not shrink.
    fn least_shards(&self) -> u32 {
        self.scaling.peak().max(OPEN_SHARDS_MIN).max(self.warm_mibps.unwrap_or(0))
    }

    /// Joins the two neighbours that have the least of the hash keys, if there are more shards than are kept. Says whether
    /// there is more to join.
    fn shrink(&mut self, now: Instant, facts: &mut VecDeque<Event>) -> bool {
        let least = self.least_shards();
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
    use alloc::string::String;

    use expect_test::{Expect, expect};

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
            run_typed::<PutRecord>(&mut bench.streams, input, bench.now)
                .outcome
                .expect("there are no limits");
            bench.wait(Duration::from_millis(1_023_000 / kib_per_second));
        }
    }

    /// Script line: `<minutes> <KiB/s>` or `<minutes> <KiB/s> <records/s>`, spread evenly over the open shards, or a call.
    /// Transcript: after how many minutes the number of open shards changed, and to what.
    #[track_caller]
    fn check(script: &str, expected: Expect) {
        let mut bench = bench("AUTO");
        bench.streams.settings.transition = Duration::from_secs(90);
        let (mut minute, mut shards, mut told) = (0, open(&bench), String::new());
        for line in script.lines().map(str::trim) {
            if line.starts_with(|first: char| first.is_ascii_uppercase()) {
                bench.run(line);
                continue;
            }
            let mut numbers = line.split(' ').map(|number| number.parse().expect("a number"));
            let minutes: u64 = numbers.next().expect("minutes");
            let (kib, records) = (numbers.next().expect("KiB/s"), numbers.next().unwrap_or(1));
            for _ in 0..minutes {
                write(&mut bench, kib, records);
                minute += 1;
                if shards != open(&bench) {
                    told += &format!("{minute} min: {shards} -> {}\n", open(&bench));
                    shards = open(&bench);
                }
            }
        }
        expected.assert_eq(&told);
    }

    /// Writes for a minute. One record is put, which begins the measure; the others are only counted.
    fn write(bench: &mut Bench, kib_per_second: u64, records_per_second: u64) {
        if 0 < kib_per_second {
            bench.run(r#"PutRecord {"StreamName":"a","Data":"","PartitionKey":"k"}"#);
            let stream = bench.streams.streams.get_mut("a").expect("it was made");
            let open = stream.open_shard_count() as u64;
            for shard in stream.shards_mut().filter(|shard| shard.is_open()) {
                shard.load.add((records_per_second * 60 / open) as u32, kib_per_second * 60 * 1_024 / open);
            }
        }
        bench.wait(MEASURE);
    }

    #[test]
    fn it_keeps_room_for_twice_the_peak() {
        check(
            "30 1900\n20 2000\n20 2100",
            expect![[r#"
            64 min: 4 -> 5
        "#]],
        );
        check(
            "16 1900\n30 3500",
            expect![[r#"
            31 min: 4 -> 8
        "#]],
        );
        check(
            "30 100 1900\n30 100 2100",
            expect![[r#"
            45 min: 4 -> 5
        "#]],
        );
    }

    #[test]
    fn one_minute_is_a_peak_whatever_comes_after_it() {
        check(
            "10 100\n1 2900\n30 100",
            expect![[r#"
            25 min: 4 -> 6
        "#]],
        );
        check(
            "10 100\n1 2900\n30 0",
            expect![[r#"
            25 min: 4 -> 6
        "#]],
        );
    }

    #[test]
    fn it_doubles_at_most_every_15_minutes_up_to_a_bound() {
        check(
            "200 1000000",
            expect![[r#"
            15 min: 4 -> 8
            30 min: 8 -> 16
            45 min: 16 -> 32
            60 min: 32 -> 64
            75 min: 64 -> 128
            90 min: 128 -> 200
        "#]],
        );
    }

    #[test]
    fn a_change_under_way_puts_it_off_and_makes_no_measure_longer() {
        let encrypt = r#"StartStreamEncryption {"StreamName":"a","EncryptionType":"KMS","KeyId":"k"}"#;
        check(&format!("20 1900\n{encrypt}\n40 1900"), expect![""]);
        check(
            &format!("14 2400\n{encrypt}\n20 2400"),
            expect![[r#"
            16 min: 4 -> 8
        "#]],
        );
    }

    #[test]
    fn the_busiest_are_parted_first_and_those_that_were_busy_for_long_in_any_case() {
        let load = |bytes, busy| Load { bytes, busy, ..Load::default() };
        let shards = [load(1, 0), load(9, 14), load(5, 15), load(7, 0)];
        let plan = |short, room| {
            let shards = shards.iter().enumerate().map(|(number, &load)| (ShardId(number as u32), load));
            plan(shards.collect(), short, room).iter().map(|shard| shard.0).collect::<Vec<_>>()
        };
        assert_eq!(plan(0, 9), [2]);
        assert_eq!(plan(1, 9), [1, 2]);
        assert_eq!(plan(9, 9), [1, 3, 2, 0]);
        assert_eq!(plan(9, 2), [1, 3]);
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
    fn small_records_need_room_too() {
        let needed = |per_second: u64| {
            let records = per_second * MEASURE.total_secs();
            Load { records, ..Load::default() }.shards_needed()
        };
        assert_eq!((needed(2_000), needed(2_001)), (4, 5), "a shard takes 1,000 records a second");
    }

    #[test]
    fn it_grows_to_200_shards_by_itself() {
        let mut bench = bench("USER_PARTITION_KEY");
        bench.run(r#"UpdateAccountSettings {"MinimumThroughputBillingCommitment":{"Status":"ENABLED"}}"#);
        bench.run(r#"UpdateStreamWarmThroughput {"StreamName":"a","WarmThroughputMiBps":199}"#);
        assert_eq!(open(&bench), 199);
        put(&mut bench, 600, 16);
        assert_eq!(open(&bench), 200, "the shard of the key was parted");
        put(&mut bench, 600, 32);
        assert_eq!(open(&bench), 200, "half of it is as busy, and stays");
    }

    #[test]
    fn it_shrinks_once_the_peak_is_forgotten() {
        let mut bench = bench("AUTO");
        (0..17).for_each(|_| write(&mut bench, 3_500, 1));
        assert_eq!(open(&bench), 8);
        bench.run(&format!("+{}", 29 * DAY_SECS * 1_000));
        assert_eq!(open(&bench), 8, "the peak still counts");
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
