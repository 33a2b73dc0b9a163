//! What an alarm over a metric would have said, period by period.
//!
//! No operation makes alarms here: this reads the values that are kept, so an alarm may be thought of afterwards.
//! Source: CloudWatch user guide, "Using Amazon CloudWatch alarms". Assumed: a period is judged once, when it is over.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::metric::Series;
use super::period::{Periods, Statistic};
use super::{CloudWatch, SECONDS_PER_MINUTE};
use crate::api::Quotient;
use crate::error::Error;
use crate::time::Instant;

/// Periods of one history, at most: the newest.
const PERIODS_MAX: i64 = 10_000;
/// Periods that an alarm looks at, at most. Assumed: documents bound them by days.
const EVALUATION_PERIODS_MAX: u32 = 100;

/// How a value is held against the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    /// `>=`
    GreaterThanOrEqualToThreshold,
    /// `>`
    GreaterThanThreshold,
    /// `<`
    LessThanThreshold,
    /// `<=`
    LessThanOrEqualToThreshold,
}

/// What a period without a value counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Missing {
    /// Nothing: if no period has a value, there is not enough to tell.
    #[serde(rename = "missing")]
    Missing,
    /// Within the threshold.
    #[serde(rename = "notBreaching")]
    NotBreaching,
    /// Beyond it.
    #[serde(rename = "breaching")]
    Breaching,
}

/// An alarm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    /// The metric's name.
    pub metric: String,
    /// All of its dimensions, name and value each.
    pub dimensions: Vec<(String, String)>,
    /// What is asked of the values of a period.
    pub statistic: Statistic,
    /// Seconds of a period, whole minutes.
    pub period_secs: i32,
    /// What a value is held against, in thousandths of the unit of the metric.
    pub threshold_thousandths: u64,
    /// How.
    pub comparison: Comparison,
    /// Periods that are looked at.
    pub evaluation_periods: u32,
    /// Periods among them that must be beyond the threshold.
    pub datapoints_to_alarm: u32,
    /// What periods without a value count as.
    pub missing: Missing,
}

/// What an alarm says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum State {
    /// Too few periods are beyond the threshold.
    #[serde(rename = "OK")]
    Ok,
    /// Enough are.
    #[serde(rename = "ALARM")]
    Alarm,
    /// There is nothing to tell by.
    #[serde(rename = "INSUFFICIENT_DATA")]
    InsufficientData,
}

/// A moment from which an alarm says something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// When the period ended that made it so.
    pub at: Instant,
    /// What it says from then on.
    pub state: State,
    /// Periods that were beyond the threshold, of those that it looked at.
    pub breaching: u32,
    /// Periods that it looked at.
    pub looked_at: u32,
}

impl Alarm {
    fn breaches(&self, value: Quotient) -> bool {
        let value_times = u128::from(value.dividend) * 1_000;
        let threshold_times = u128::from(self.threshold_thousandths) * u128::from(value.divisor);
        match self.comparison {
            Comparison::GreaterThanOrEqualToThreshold => threshold_times <= value_times,
            Comparison::GreaterThanThreshold => threshold_times < value_times,
            Comparison::LessThanThreshold => value_times < threshold_times,
            Comparison::LessThanOrEqualToThreshold => value_times <= threshold_times,
        }
    }

    /// What it says after these periods, the newest last: whether each breaches, nothing where it has no value. And how many
    /// of them breach.
    fn judge(&self, periods: &[Option<bool>]) -> (State, u32) {
        let filled = periods.iter().map(|period| match self.missing {
            Missing::Missing => *period,
            Missing::NotBreaching => Some(period.unwrap_or(false)),
            Missing::Breaching => Some(period.unwrap_or(true)),
        });
        let (mut known, mut breaching) = (0, 0);
        for period in filled.flatten() {
            known += 1;
            breaching += u32::from(period);
        }
        let enough = self.datapoints_to_alarm.max(1) <= breaching;
        let state = match (known, enough) {
            (0, _) => State::InsufficientData,
            (_, true) => State::Alarm,
            (_, false) => State::Ok,
        };
        (state, breaching)
    }
}

impl CloudWatch {
    /// When an alarm would have changed what it says, from `from` to `now`. It begins with not enough to tell. Only the newest
    /// periods are judged where there are very many. O(periods times those that are looked at).
    ///
    /// # Errors
    /// For a metric that there cannot be, and a period that is no number of whole minutes.
    pub fn alarm_history(&self, alarm: &Alarm, from: Instant, now: Instant) -> Result<Vec<Change>, Error> {
        let dimensions = alarm.dimensions.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let series = Series::find(&alarm.metric, dimensions).ok_or_else(Error::alarm_over_nothing)?;
        let secs = i64::from(alarm.period_secs).max(SECONDS_PER_MINUTE);
        let end = now.total_secs().div_euclid(secs);
        let first = from.total_secs().div_euclid(secs).max(end - PERIODS_MAX);
        let mut history =
            alloc::vec![Change { at: from, state: State::InsufficientData, breaching: 0, looked_at: 0 }];
        if end <= first {
            return Ok(history);
        }
        let start_of = |number: i64| Instant::from_secs(number * secs);
        let periods = Periods::new(start_of(first), start_of(end), secs as i32)?;
        let mut values = self.periods(series, periods, now).into_iter().peekable();
        let looked_at = alarm.evaluation_periods.clamp(1, EVALUATION_PERIODS_MAX);
        let mut judged = Vec::new();
        for number in first..end {
            let value = values.next_if(|(at, _)| *at == start_of(number));
            judged.push(value.map(|(_, values)| alarm.breaches(alarm.statistic.of(&values))));
            let newest = &judged[judged.len().saturating_sub(looked_at as usize)..];
            let (state, breaching) = alarm.judge(newest);
            if history.last().is_some_and(|last| last.state != state) {
                history.push(Change {
                    at: start_of(number + 1),
                    state,
                    breaching,
                    looked_at: newest.len() as u32,
                });
            }
        }
        Ok(history)
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use expect_test::expect;

    use super::*;
    use crate::fact::Event;
    use crate::ids::ShardId;
    use crate::time::Duration;

    fn alarm() -> Alarm {
        Alarm {
            metric: "GetRecords.Records".into(),
            dimensions: alloc::vec![("StreamName".into(), "a".into())],
            statistic: Statistic::Sum,
            period_secs: 60,
            threshold_thousandths: 1_000,
            comparison: Comparison::GreaterThanThreshold,
            evaluation_periods: 3,
            datapoints_to_alarm: 2,
            missing: Missing::Missing,
        }
    }

    #[test]
    fn enough_of_the_last_periods_must_be_beyond_the_threshold() {
        let (yes, no, none) = (Some(true), Some(false), None);
        assert_eq!(alarm().judge(&[no, yes, yes]), (State::Alarm, 2));
        assert_eq!(alarm().judge(&[no, yes, none]), (State::Ok, 1));
        assert_eq!(alarm().judge(&[none, none, none]), (State::InsufficientData, 0));
        let breaching = Alarm { missing: Missing::Breaching, ..alarm() };
        assert_eq!(breaching.judge(&[none, none, no]), (State::Alarm, 2));
        let not_breaching = Alarm { missing: Missing::NotBreaching, ..alarm() };
        assert_eq!(not_breaching.judge(&[none, none, none]), (State::Ok, 0));
    }

    #[test]
    fn a_value_is_held_against_the_threshold_without_rounding() {
        let third = Quotient { dividend: 31, divisor: 30 };
        let whole = Quotient { dividend: 30, divisor: 30 };
        assert_eq!((alarm().breaches(third), alarm().breaches(whole)), (true, false));
        let at_least = Alarm { comparison: Comparison::GreaterThanOrEqualToThreshold, ..alarm() };
        assert!(at_least.breaches(whole));
    }

    /// Reads so many records in each minute, and tells the history.
    #[track_caller]
    fn history(alarm: &Alarm, minutes: &[u32]) -> String {
        let mut cloudwatch = CloudWatch::default();
        let minute = |number: usize| Instant::from_secs(SECONDS_PER_MINUTE * number as i64);
        for (number, &count) in minutes.iter().enumerate().filter(|(_, count)| **count != 0) {
            let stream = "a".into();
            let read =
                Event::RecordsRead { stream, shard: ShardId(0), count, bytes: 0, millis_behind_latest: 0 };
            cloudwatch.read(&read, minute(number) + Duration::from_secs(10));
        }
        let found = cloudwatch.alarm_history(alarm, minute(0), minute(minutes.len())).unwrap();
        let told = found.iter().map(|Change { at, state, breaching, looked_at }| {
            format!("{} s: {state:?}, {breaching} of {looked_at}\n", at.total_secs())
        });
        told.collect()
    }

    #[test]
    fn an_alarm_changes_when_a_period_is_over() {
        expect![[r#"
            0 s: InsufficientData, 0 of 0
            60 s: Ok, 0 of 1
            180 s: Alarm, 2 of 3
            300 s: Ok, 1 of 3
            420 s: InsufficientData, 0 of 3
            480 s: Ok, 1 of 3
            540 s: Alarm, 2 of 3
        "#]]
        .assert_eq(&history(&alarm(), &[1, 2, 2, 1, 0, 0, 0, 5, 5]));
    }

    #[test]
    fn a_metric_that_cannot_be_has_no_alarm() {
        let unknown = Alarm { metric: "GetRecords.Record".into(), ..alarm() };
        let found =
            CloudWatch::default().alarm_history(&unknown, Instant::from_secs(0), Instant::from_secs(600));
        assert!(found.is_err());
        let seconds = Alarm { period_secs: 90, ..alarm() };
        let found =
            CloudWatch::default().alarm_history(&seconds, Instant::from_secs(0), Instant::from_secs(600));
        assert!(found.is_err());
    }
}
