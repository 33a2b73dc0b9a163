//! What a text said, field by field, and the moment that it means.

use crate::analytics::function::calendar;

/// The fields that were there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fields {
    pub(super) is_before_christ: bool,
    pub(super) year: Option<i64>,
    pub(super) month: Option<i64>,
    pub(super) day_of_month: Option<i64>,
    pub(super) day_of_year: Option<i64>,
    pub(super) week_of_year: Option<i64>,
    /// 0 is Sunday.
    pub(super) weekday: Option<i64>,
    /// Of the whole day.
    pub(super) hour: Option<i64>,
    /// Of half a day; 12 is 0 already.
    pub(super) hour_of_half: Option<i64>,
    pub(super) is_afternoon: Option<bool>,
    pub(super) minute: i64,
    pub(super) second: i64,
    pub(super) millisecond: i64,
    /// Milliseconds that the zone is before UTC.
    pub(super) offset: i64,
}

impl Fields {
    /// Milliseconds since 1970, UTC. What is not told is the first of 1970, or of the year or month that is told, and midnight.
    pub(super) fn moment(&self) -> Option<i64> {
        let time = self.hour() * 3_600_000 + self.minute * 60_000 + self.second * 1_000 + self.millisecond;
        let midnight = calendar::midnight(self.day()?).ok()?;
        midnight.checked_add(time)?.checked_sub(self.offset)
    }

    fn hour(&self) -> i64 {
        match (self.hour, self.hour_of_half) {
            (Some(hour), _) => hour,
            (None, Some(hour)) if self.is_afternoon == Some(true) && hour < 12 => hour + 12,
            (None, hour) => hour.unwrap_or(0),
        }
    }

    /// A day of the month counts before one of the year, and that before a week.
    fn day(&self) -> Option<i64> {
        let told = self.year.unwrap_or(1970);
        let year = if self.is_before_christ { 1 - told } else { told };
        if self.month.is_some() || self.day_of_month.is_some() {
            return calendar::day(year, self.month.unwrap_or(1), self.day_of_month.unwrap_or(1));
        }
        let first = calendar::day(year, 1, 1)?;
        match (self.day_of_year, self.week_of_year) {
            (Some(day), _) => {
                let length = calendar::day(year, 12, 31)? - first + 1;
                (1..=length).contains(&day).then_some(first + day - 1)
            }
            (None, Some(week)) => {
                let begin = first - calendar::weekday(first);
                (1..=53).contains(&week).then_some(begin + (week - 1) * 7 + self.weekday.unwrap_or(0))
            }
            (None, None) => Some(first),
        }
    }
}
