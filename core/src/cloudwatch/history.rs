//! The minutes that ended: by the hour, so that a copy of the world shares them, and so that the oldest go together.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Counts, Minute};

/// How long minutes are kept: 15 days. CloudWatch keeps points of one minute so long, and of five minutes for longer.
pub const HOURS_KEPT: i64 = 15 * 24;
/// Counts that are kept, one a minute and stream, shard or consumer: about 40 MB. Beyond it the oldest minutes go before
/// their time.
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
    /// By time; none is empty.
    streams: BTreeMap<Arc<str>, VecDeque<(Minute, Counts)>>,
}

impl Hour {
    fn rows(&self) -> usize {
        self.streams.values().flatten().map(|(_, counts)| counts.rows()).sum()
    }

    /// Drops its oldest minute. Says how many rows that were.
    fn drop_minute(&mut self) -> usize {
        let first = |minutes: &VecDeque<(Minute, Counts)>| minutes.front().map(|(minute, _)| *minute);
        let Some(oldest) = self.streams.values().filter_map(first).min() else { return 0 };
        let mut rows = 0;
        self.streams.retain(|_, minutes| {
            if let Some((_, counts)) = minutes.pop_front_if(|(minute, _)| *minute == oldest) {
                rows += counts.rows();
            }
            !minutes.is_empty()
        });
        rows
    }
}

impl History {
    /// Keeps a minute that is later than all that are kept, and drops what is too old or too much. O(streams).
    pub(super) fn keep(&mut self, minute: Minute, counts: BTreeMap<Arc<str>, Counts>) {
        let number = minute.div_euclid(MINUTES_PER_HOUR);
        if counts.is_empty() {
            return;
        }
        if self.hours.back().is_none_or(|hour| hour.number != number) {
            self.hours.push_back(Arc::new(Hour { number, ..Hour::default() }));
        }
        let hour = Arc::make_mut(self.hours.back_mut().expect("one was pushed"));
        for (stream, counts) in counts {
            self.rows += counts.rows();
            hour.streams.entry(stream).or_default().push_back((minute, counts));
        }
        let is_too_old = |hour: &Arc<Hour>| hour.number <= number - HOURS_KEPT;
        while let Some(hour) = self.hours.pop_front_if(|hour| is_too_old(hour)) {
            self.rows -= hour.rows();
        }
        while ROWS_KEPT < self.rows {
            self.drop_minute();
        }
    }

    fn drop_minute(&mut self) {
        let Some(hour) = self.hours.front_mut() else { return };
        let hour = Arc::make_mut(hour);
        self.rows -= hour.drop_minute();
        if hour.streams.is_empty() {
            self.hours.pop_front();
        }
    }

    /// What is kept of a stream in the minutes from `from` to before `to`, in order.
    pub(super) fn between<'w>(
        &'w self,
        stream: &'w str,
        from: Minute,
        to: Minute,
    ) -> impl Iterator<Item = (Minute, &'w Counts)> {
        let of_stream = self.since(from).filter_map(move |hour| hour.streams.get(stream)).flatten();
        let from_here = of_stream.skip_while(move |(minute, _)| *minute < from);
        from_here.take_while(move |(minute, _)| *minute < to).map(|(minute, counts)| (*minute, counts))
    }

    /// The streams of which something is kept in the hours from that of `from` on; many come more than once.
    pub(super) fn streams(&self, from: Minute) -> impl Iterator<Item = &Arc<str>> {
        self.since(from).flat_map(|hour| hour.streams.keys())
    }

    fn since(&self, from: Minute) -> impl Iterator<Item = &Hour> {
        let number = from.div_euclid(MINUTES_PER_HOUR);
        let first = self.hours.partition_point(|hour| hour.number < number);
        self.hours.range(first..).map(|hour| &**hour)
    }
}
