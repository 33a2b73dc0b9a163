//! Records, and when they come.

use alloc::borrow::ToOwned;
use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::BEGIN;
use super::setup::{RATE_MAX, Setup, Sources};
use crate::analytics::output::text_of;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;
use crate::rng::Rng;
use crate::ticker;

/// What stands before the second at which a written record comes.
const AT: char = '@';

/// Records that are still to come.
#[derive(Clone, Debug)]
pub(super) enum Source {
    Ticker(Ticker),
    Written(VecDeque<(i64, String)>),
}

/// Prices of shares, numbered.
#[derive(Clone, Debug)]
pub(super) struct Ticker {
    per_second: u32,
    event_time: bool,
    late_percent: u32,
    late_seconds: u32,
    seed: u64,
    number: u64,
}

impl Source {
    pub(super) fn of(setup: &Setup) -> Self {
        match &setup.source {
            Sources::Ticker { per_second, event_time, late_percent, late_seconds } => Self::Ticker(Ticker {
                per_second: (*per_second).clamp(1, RATE_MAX),
                event_time: *event_time,
                late_percent: (*late_percent).min(100),
                late_seconds: *late_seconds,
                seed: setup.seed,
                number: 0,
            }),
            Sources::Written { records, every_ms } => Self::Written(written(records, *every_ms).into()),
        }
    }

    /// When the next record comes; none where there is no more.
    pub(super) fn next_at(&self) -> Option<i64> {
        match self {
            Self::Ticker(ticker) => Some(ticker.at()),
            Self::Written(records) => records.front().map(|(at, _)| *at),
        }
    }

    pub(super) fn take(&mut self) -> Option<String> {
        match self {
            Self::Ticker(ticker) => Some(ticker.take()),
            Self::Written(records) => records.pop_front().map(|(_, record)| record),
        }
    }
}

impl Ticker {
    /// When the next record comes, evenly spread over the seconds.
    fn at(&self) -> i64 {
        let rate = u64::from(self.per_second);
        let millis = self.number / rate * 1_000 + self.number % rate * 1_000 / rate;
        BEGIN.saturating_add(i64::try_from(millis).unwrap_or(i64::MAX))
    }

    fn take(&mut self) -> String {
        let at = self.at();
        // Each record is drawn by its number, and another seed numbers them otherwise.
        let drawn = Rng::from_seed(self.seed).fork().draw().wrapping_add(self.number);
        self.number += 1;
        let record = ticker::record(drawn);
        if !self.event_time {
            return record;
        }
        let mut rng = Rng::from_seed(drawn).fork();
        let is_late = rng.in_range(1, 100) <= u64::from(self.late_percent);
        let late_ms =
            if is_late { rng.in_range(1_000, u64::from(self.late_seconds.max(1)) * 1_000) } else { 0 };
        let time = Value::Timestamp(at - late_ms as i64);
        let time = text_of(&time, SqlType::Timestamp).unwrap_or_default();
        format!(r#"{},"EVENT_TIME":"{time}"}}"#, record.trim_end_matches('}'))
    }
}

/// Lines that are not empty.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty())
}

/// Written records with the moments at which they come, in their order: a moment before that of the one before is taken for the same.
pub fn written(text: &str, every_ms: u32) -> Vec<(i64, String)> {
    let mut at = BEGIN;
    let mut records = Vec::new();
    for line in lines(text) {
        let said = said(line);
        let record = said.as_ref().map_or(line, |(_, record)| record);
        at = match &said {
            Some((offset, _)) => at.max(BEGIN.saturating_add(*offset)),
            None if records.is_empty() => at,
            None => at.saturating_add(i64::from(every_ms)),
        };
        records.push((at, record.to_owned()));
    }
    records
}

/// The milliseconds that stand before a record, and the record.
fn said(line: &str) -> Option<(i64, &str)> {
    let (seconds, record) = line.strip_prefix(AT)?.split_once(' ')?;
    let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || 9 < whole.len() || 3 < fraction.len() || !digits(whole) || !digits(fraction) {
        return None;
    }
    let millis: i64 = format!("{fraction:0<3}").parse().ok()?;
    Some((whole.parse::<i64>().ok()? * 1_000 + millis, record.trim_start()))
}

/// The first records of a setup's source, as discovery samples them.
pub fn sample(setup: &Setup, max: usize) -> Vec<String> {
    let mut source = Source::of(setup);
    (0..max).map_while(|_| source.take()).collect()
}
