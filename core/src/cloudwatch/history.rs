//! The minutes that ended: by the hour, so that a copy of the world shares them, and so that the oldest go together.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Counts, Minute};

/// How long minutes are kept: 15 days. CloudWatch keeps points of one minute so long, and of five minutes for longer.
pub const HOURS_KEPT: i64 = 15 * 24;
/// Counts that are kept, one a minute and stream, shard or consumer: about 40 MB. Beyond it the oldest hours go before their time.
pub const ROWS_KEPT: usize = 100_000;

const MINUTES_PER_HOUR: Minute = 60;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct History {
    /// By time; hours in which nothing happened are left out.
    hours: VecDeque<Arc<Hour>>,
    rows: usize,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Hour {
    number: i64,
    /// By time, and by stream within a minute.
    counts: Vec<(Minute, Arc<str>, Counts)>,
    rows: usize,
}

impl History {
    /// Keeps a minute that is later than all that are kept, and drops what is too old or too much.
    pub(super) fn keep(&mut self, minute: Minute, counts: BTreeMap<Arc<str>, Counts>) {
        let number = minute.div_euclid(MINUTES_PER_HOUR);
        if counts.is_empty() {
            return;
        }
        if self.hours.back().is_none_or(|hour| hour.number != number) {
            self.hours.push_back(Arc::new(Hour { number, ..Hour::default() }));
        }
        let hour = Arc::make_mut(self.hours.back_mut().expect("one was pushed"));
        let rows: usize = counts.values().map(Counts::rows).sum();
        hour.rows += rows;
        self.rows += rows;
        hour.counts.extend(counts.into_iter().map(|(stream, counts)| (minute, stream, counts)));
        let is_old = |hour: &Arc<Hour>| hour.number <= number - HOURS_KEPT;
        while self.hours.front().is_some_and(is_old) || (ROWS_KEPT < self.rows && 1 < self.hours.len()) {
            self.rows -= self.hours.pop_front().map_or(0, |hour| hour.rows);
        }
    }

    /// What is kept of the minutes from `from` to before `to`, in order.
    pub(super) fn between(&self, from: Minute, to: Minute) -> impl Iterator<Item = (Minute, &str, &Counts)> {
        let first = self.hours.partition_point(|hour| hour.number < from.div_euclid(MINUTES_PER_HOUR));
        let counts = self.hours.range(first..).flat_map(|hour| &hour.counts);
        let from_here = counts.skip_while(move |(minute, ..)| *minute < from);
        from_here
            .take_while(move |(minute, ..)| *minute < to)
            .map(|(minute, stream, counts)| (*minute, &**stream, counts))
    }
}
